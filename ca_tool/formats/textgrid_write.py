"""A transcript as a Praat TextGrid: an interval tier for each person, silences in between empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ca_tool.formats.losses import BESIDE, MEETS_ITSELF, OF_TALK, TAGS, TOGETHER, UNTIMED
from ca_tool.formats.timed_talk import NOBODY, Stretch, laid_out, stretches_of
from ca_tool.transcript import Transcript

LOSSES = (UNTIMED, MEETS_ITSELF, TOGETHER, *OF_TALK, *BESIDE, TAGS)
"""What a TextGrid cannot carry."""

_HEAD = """\
File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = {end}
tiers? <exists>
size = {size}
item []:
"""
_TIER = """\
    item [{number}]:
        class = "IntervalTier"
        name = "{name}"
        xmin = 0
        xmax = {end}
        intervals: size = {size}
"""
_INTERVAL = """\
        intervals [{0}]:
            xmin = {1}
            xmax = {2}
            text = "{3}"
"""


def textgrid_text(transcript: Transcript) -> str:
    """Return *transcript* as a TextGrid in the long form."""
    stretches = laid_out(stretches_of(transcript))
    tiers: dict[str, list[Stretch]] = {person.code: [] for person in transcript.participants}
    for one in stretches:
        tiers.setdefault(one.speaker, []).append(one)
    rows = {name: list(_one_after_another(said)) for name, said in tiers.items()}
    end = max((row[1] for each in rows.values() for row in each), default=1000)
    parts = [_HEAD.format(end=_seconds(end), size=len(rows))]
    for number, (name, each) in enumerate(rows.items(), 1):
        parts += _tier(number, name or NOBODY, each, end)
    return "".join(parts)


Row = tuple[int, int, str]


def _one_after_another(said: Sequence[Stretch]) -> Iterator[Row]:
    """Yield start, end and text so that nothing overlaps: a tier of Praat's cannot hold that."""
    rows = sorted(
        ((one.start_ms or 0, one.end_ms or 0, one.text) for one in said), key=lambda row: row[0]
    )
    merged: list[Row] = []
    for start, end, text in rows:
        if merged and merged[-1][0] == start:
            merged[-1] = start, max(end, merged[-1][1]), f"{merged[-1][2]} {text}"
        else:
            merged.append((start, end, text))
    for row, following in zip(merged, [*merged[1:], None], strict=True):
        yield row if following is None else (row[0], min(row[1], following[0]), row[2])


def _tier(number: int, name: str, rows: Sequence[Row], end: int) -> Iterator[str]:
    filled: list[Row] = []
    at = 0
    for start, stop, text in rows:
        if start > at:
            filled.append((at, start, ""))
        filled.append((start, stop, text))
        at = stop
    if at < end:
        filled.append((at, end, ""))
    quoted = name.replace('"', '""')
    yield _TIER.format(number=number, name=quoted, end=_seconds(end), size=len(filled))
    for index, (start, stop, text) in enumerate(filled, 1):
        quoted = text.replace('"', '""')
        yield _INTERVAL.format(index, _seconds(start), _seconds(stop), quoted)


def _seconds(ms: int) -> str:
    return f"{ms // 1000}.{ms % 1000:03d}" if ms % 1000 else str(ms // 1000)
