"""Praat TextGrids, long and short, in UTF-8 or UTF-16.

Both forms are one stream of strings, figures and flags (Praat manual, "TextGrid file formats"):
everything else is there for the eye. Interval tiers of talk become lines; which tiers are talk is
decided from names and contents and told. Where only words are marked, those that follow each other
without a break are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from ca_tool.formats.registry import NO_CHOICES, Choice, Parsed, reader, writer
from ca_tool.formats.textgrid_write import LOSSES, textgrid_text
from ca_tool.formats.tier_names import (
    WORDS,
    not_words,
    other_thing,
    speaker_in,
    speaks_of_talk,
    words_of,
)
from ca_tool.formats.timed_talk import (
    NOBODY,
    Found,
    Stretch,
    is_nobodys,
    name_and_text,
    names_its_speakers,
    parsed,
    usable_time,
)
from ca_tool.notation.assembly import without_collection
from ca_tool.notation.encodings import decode
from ca_tool.transcript import UNKNOWN, Transcript

SILENT = frozenset({"", "sp", "sil", "<sil>", "<sp>", "#", "_", "<p:>", "<p>", "spn", "silence"})
"""Labels of intervals in which nothing is said."""

_STRING = re.compile(r'("[^"]*+(?:""[^"]*+)*+)"')
_REMARK = re.compile(r'("[^"]*+(?:""[^"]*+)*+")|\s![^\n]*')
_MAY_BE_REMARK = re.compile(r"!(?<=\s!)")
_FIGURE = re.compile(r"[-+]?(?:\d[\d.]*(?:[eE][-+]?\d+)?|nan|inf)%?", re.ASCII)
_BEGINS_FIGURE = frozenset("0123456789+-ni")
_CLASSES = ('"IntervalTier', '"TextTier')


class Interval(NamedTuple):
    """A labelled stretch of time, or a point if both times are the same."""

    start: int | None
    end: int | None
    text: str


@dataclass(frozen=True)
class GridTier:
    """A tier; *number* counts from 1, because names may be the same."""

    number: int
    name: str
    points: bool
    rows: tuple[Interval, ...] = field(default=())
    who: str = ""
    """Whose talk the analyst says it is."""

    @property
    def said(self) -> list[Interval]:
        """What is not silent."""
        return [row for row in self.rows if row.text.strip().lower() not in SILENT]

    @property
    def speaker(self) -> str:
        """Whose talk it would be."""
        if self.who:
            return self.who
        return UNKNOWN if self.name == UNKNOWN else speaker_in(self.name) or UNKNOWN


def looks_like_textgrid(head: bytes) -> bool:
    """Whether a file begins as a TextGrid does."""
    start = head[:400].replace(b"\0", b"")
    return b"ooTextFile" in start and b"TextGrid" in start


def read_choosing(data: bytes, name: str, profile: str, choices: Mapping[str, str]) -> Parsed:
    """Read a TextGrid.

    Parameters
    ----------
    data, name, profile
        As for any reader.
    choices
        What the analyst decided: number of the tier → speaker, empty for a tier that is not talk,
        :data:`NOBODY` for silences and descriptions. The other tiers are decided from what is in
        them.
    """
    text, _, odd_bytes = decode(data, name)
    found = Found()
    tiers = read_tiers(text, found)
    talk, why_not = _decide(tiers, choices, found)
    chosen = {tier.number: tier for tier in talk}
    decided = [(chosen.get(tier.number, tier), why_not[tier.number]) for tier in tiers]
    rows = [row for rank, tier in enumerate(talk) for row in _stretches(tier, rank)]
    rows.sort(key=lambda row: row[:2])
    if tiers and not rows:
        found("W-NO-TALK")
    result = parsed(
        [row[2] for row in rows],
        profile=profile,
        title=PurePath(name).stem,
        problems=(*odd_bytes, *found.problems),
        evidence=("Praat TextGrid", *(_in_words(tier, why) for tier, why in decided)),
    )
    return replace(result, choices=tuple(_choices(decided, choices)))


@reader(
    "textgrid",
    "Praat TextGrid",
    (".textgrid",),
    recognises=looks_like_textgrid,
    choosing=read_choosing,
)
def read_textgrid(data: bytes, name: str, profile: str) -> Parsed:
    """Read a TextGrid, its tiers of talk found out."""
    return read_choosing(data, name, profile, NO_CHOICES)


def _choices(
    decided: Sequence[tuple[GridTier, str]], chosen: Mapping[str, str]
) -> Iterator[Choice]:
    """Yield what the analyst may decide about each tier that holds something."""
    people = dict.fromkeys(tier.speaker for tier, why_not in decided if not why_not)
    fixed = ((NOBODY, "silences and descriptions"), ("", "not talk"))
    for tier, why_not in decided:
        if tier.said:
            named = (who for who in dict.fromkeys((tier.speaker, *people)) if who != NOBODY)
            options = (*((who, f"talk of {who}") for who in named), *fixed)
            value = NOBODY if _is_nobodys(tier) else tier.speaker
            key = str(tier.number)
            why = "you said so" if key in chosen else why_not or "it holds talk"
            label = f"tier {tier.number} “{tier.name}”"
            yield Choice(key, label, "" if why_not else value, options, why)


def read_tiers(text: str, found: Found) -> list[GridTier]:
    """Return the tiers of a TextGrid as far as it goes."""
    with without_collection(len(text) // 50):
        pieces = _pieces(text)
        tiers: list[GridTier] = []
        at = 0
        while at < len(pieces):
            if pieces[at] in _CLASSES and at > 1:
                tier, at = _tier(pieces, at, len(tiers) + 1, found)
                tiers.append(tier)
            else:
                at += 1
    if not tiers:
        found("E-GRID", "there is no tier in it")
    return tiers


def _pieces(text: str) -> list[str]:
    r"""Return the strings, each after a quotation mark, and the figures that stand by themselves.

    Strings are taken out before the rest is cut into words, so that no blank in one cuts it. What
    is left of each is an empty string, which can stand nowhere else.

    >>> _pieces('xmin = 0.5 ! "so" \n "IntervalTier" item [2]: text = "say ""no"" 7"')
    ['0.5', '"IntervalTier', '"say ""no"" 7']
    """
    if _MAY_BE_REMARK.search(text):
        text = _REMARK.sub(lambda match: match[1] or " ", text)
    strings = iter(_STRING.findall(text))
    pieces: list[str] = []
    add, is_figure = pieces.append, _FIGURE.fullmatch
    for word in _STRING.sub('""', text).split():
        if word[0] in _BEGINS_FIGURE and is_figure(word):
            add(word)
        elif '""' in word:
            pieces += islice(strings, word.count('""'))
    return pieces


def _tier(pieces: Sequence[str], at: int, number: int, found: Found) -> tuple[GridTier, int]:
    """Return the tier that begins at *at*: class, name, from, to, how many, then its rows."""
    points = pieces[at] == '"TextTier'
    name = _string(pieces[at + 1]) if at + 1 < len(pieces) else ""
    promised = _figure(pieces, at + 4)
    rows: list[Interval] = []
    interval, width = Interval._make, 2 if points else 3
    at += 5
    end, before = None, ""
    while at + width <= len(pieces):
        begins, ends, label = pieces[at], pieces[at + width - 2], pieces[at + width - 1]
        if label[0] != '"' or begins[0] == '"' or ends[0] == '"':
            break
        start = end if end is not None and begins == before else _time(begins, found)
        end, before = (start if points else _time(ends, found)), ends
        if start is not None and end is not None and end < start:
            found("W-TIME-BACKWARDS", f"{start}–{end} ms in “{name}”")
            end = None
        rows.append(interval((start, end, _string(label))))
        at += width
    if promised != len(rows):
        found("E-GRID", f"“{name}” should have {promised:.0f} entries and has {len(rows)}")
    return GridTier(number, name, points, tuple(rows)), at


def _string(piece: str) -> str:
    return piece[1:].replace('""', '"') if piece[0] == '"' else ""


def _figure(pieces: Sequence[str], at: int) -> float:
    try:
        return float(pieces[at].rstrip("%"))
    except (IndexError, ValueError):
        return float("nan")


def _time(figure: str, found: Found) -> int | None:
    try:
        ms = usable_time(float(figure.rstrip("%")) * 1000)
    except ValueError:
        ms = None
    if ms is None:
        found("W-TIME", figure[:40])
    return ms


def _decide(
    tiers: Sequence[GridTier], chosen: Mapping[str, str], found: Found
) -> tuple[list[GridTier], dict[int, str]]:
    """Return the tiers of talk, and by number why each of the others is none."""
    why_not = {tier.number: _why_not(tier) for tier in tiers}
    why_not |= {
        tier.number: "" if chosen[key] else "you said so"
        for tier in tiers
        if (key := str(tier.number)) in chosen
    }
    talk = [_as_chosen(tier, chosen) for tier in tiers if not why_not[tier.number]]
    unasked = (one for one in talk if str(one.number) not in chosen)
    for tier in sorted(unasked, key=_most_said):
        beside = [other for other in talk if other is not tier and _beside(tier, other)]
        if beside and tier.name != NOBODY:
            why_not[tier.number] = f"it runs beside another tier of {tier.speaker}"
            talk.remove(tier)
    if not talk and not chosen:
        talk = [_joined(tier) for tier in tiers if _holds_words(tier)]
        why_not |= dict.fromkeys((tier.number for tier in talk), "")
    for tier in tiers:
        if tier.said and why_not[tier.number]:
            found("I-TIER", f"“{tier.name}” ({why_not[tier.number]})")
    return talk, why_not


def _is_nobodys(tier: GridTier) -> bool:
    if tier.who:
        return tier.who == NOBODY
    return tier.name == NOBODY or all(is_nobodys(row.text) for row in tier.said)


def _as_chosen(tier: GridTier, chosen: Mapping[str, str]) -> GridTier:
    """Return a tier of talk under the speaker the analyst chose, words of a tier of words joined.

    Names in the labels still speak where the speaker is the one that was found out.
    """
    who = chosen.get(str(tier.number), "")
    if who and _holds_words(tier):
        tier = _joined(tier)
    return replace(tier, who="" if who == tier.speaker else who)


def _in_words(tier: GridTier, why_not: str) -> str:
    what = (
        f"not talk, because {why_not}"
        if why_not
        else f"talk of {tier.speaker if tier.speaker != UNKNOWN else 'nobody named'}"
    )
    return f"tier {tier.number} “{tier.name}” ({len(tier.said)} entries): {what}"


def _why_not(tier: GridTier) -> str:
    """Return why a tier is not talk; empty if it is."""
    if tier.name == NOBODY:
        return ""
    if tier.points:
        return "it marks points in time"
    what = other_thing(tier.name)
    if tier.rows and what:
        return f"its name speaks of {what}"
    return not_words([row.text for row in tier.said[:500]])


def _most_said(tier: GridTier) -> tuple[bool, int, int]:
    """Order tiers so that the one to keep of several comes last."""
    words = sum(row.text.count(" ") + 1 for row in tier.said)
    return speaks_of_talk(tier.name), words, -tier.number


def _beside(tier: GridTier, other: GridTier) -> bool:
    """Whether two tiers of one person hold talk at the same times."""
    if tier.speaker.upper() != other.speaker.upper() or other.name == NOBODY:
        return False
    times = sorted((r.start, r.end) for r in other.said if r.start is not None and r.end)
    mine = sorted((r.start + r.end) / 2 for r in tier.said if r.start is not None and r.end)
    inside = at = 0
    for middle in mine:
        while at < len(times) and times[at][1] < middle:
            at += 1
        inside += at < len(times) and times[at][0] <= middle
    return inside * 5 > len(mine)


def _holds_words(tier: GridTier) -> bool:
    return not tier.points and bool(tier.said) and bool(WORDS & set(words_of(tier.name)))


def _joined(tier: GridTier) -> GridTier:
    """Join words that follow each other without a break; the tier is named after its person."""
    rows: list[Interval] = []
    for row in tier.said:
        if rows and row.start is not None and rows[-1].end == row.start:
            rows[-1] = rows[-1]._replace(end=row.end, text=f"{rows[-1].text} {row.text.strip()}")
        else:
            rows.append(row)
    name = " ".join(part for part in re.split(r"[\s_-]+", tier.name) if part.lower() not in WORDS)
    return GridTier(tier.number, name or UNKNOWN, tier.points, tuple(rows))


def _stretches(tier: GridTier, rank: int) -> Iterator[tuple[int, int, Stretch]]:
    """Yield what is said with a key of order: the time, then the tier."""
    said = tier.said
    named = names_its_speakers([row.text for row in said])
    nobodys = _is_nobodys(tier)
    named = named and not tier.who
    last = 0
    for row in said:
        last = row.start if row.start is not None else last
        who, text = ("" if nobodys else tier.speaker), row.text
        if named:
            name, text = name_and_text(text)
            who = name or who
        yield last, rank, Stretch(who, text, row.start, row.end)


def _is_as_typed(transcript: Transcript) -> bool:
    return False


@writer("textgrid", losses=LOSSES, keeps=_is_as_typed)
def write_textgrid(content: Parsed) -> bytes:
    """Write talk as a TextGrid in the long form, a tier for each person."""
    return textgrid_text(content.transcript).encode("utf-8")
