"""From a session and the analyst's choices to an :class:`Extract`. Nothing is ever changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from ca_tool.project import Session
from ca_tool.publishing.extract import START, Choices, Extract, ExtractLine, Piece, Segment
from ca_tool.publishing.talk_pieces import printable, segments, signs
from ca_tool.publishing.ties import ties_of
from ca_tool.transcript import Line, LineKind

_NOT_PRINTED = frozenset({LineKind.BLANK, LineKind.HEADER})


def composed(session: Session, choices: Choices) -> Extract:
    """Return the chosen lines of *session* as an extract; empty where none is chosen."""
    transcript = session.transcript
    chosen = [line for line in transcript.lines if line.id in choices.lines]
    chosen = [line for line in chosen if _is_printed(line, choices)]
    ties = ties_of(transcript, chosen)
    numbers = _numbers(session, chosen, choices)
    lines = tuple(
        ExtractLine(
            line.id,
            numbers[line.id],
            line.id in choices.arrows,
            _speaker(line, choices),
            segments(
                signs(line, transcript.tokens[transcript.row[line.id]]),
                ties.stops.get(line.id, ()),
            ),
        )
        for line in chosen
    )
    return Extract(
        printable(choices.title),
        printable(choices.source),
        tuple(_with_gaps(session, lines)),
        tuple(numbers[line.id] for line in chosen if line.id in ties.unsure),
    )


def _is_printed(line: Line, choices: Choices) -> bool:
    if line.kind in _NOT_PRINTED:
        return False
    return choices.tiers or line.kind is not LineKind.TIER


def _numbers(session: Session, chosen: Iterable[Line], choices: Choices) -> dict[int, str]:
    """Return the number of each line; lines the transcript leaves unnumbered stay so."""
    lines, row = session.transcript.lines, session.transcript.row
    printed = any(line.number for line in lines)
    counter = count(1)
    found = {}
    for line in chosen:
        if choices.renumber:
            found[line.id] = "" if line.kind is LineKind.TIER else str(next(counter))
        else:
            found[line.id] = line.number if printed else str(row[line.id] + 1)
    return found


def _speaker(line: Line, choices: Choices) -> str:
    """Return who speaks, as it is printed; lines without a label have none."""
    if not line.label:
        return ""
    if line.speakers and all(choices.names.get(code) for code in line.speakers):
        return f"{' & '.join(choices.names[code] for code in line.speakers)}:"
    if choices.speakers == "code" and line.speakers:
        return f"{' & '.join(line.speakers)}:"
    return f"{printable(line.label).rstrip(':')}:"


def _with_gaps(session: Session, lines: tuple[ExtractLine, ...]) -> Iterator[ExtractLine]:
    """Say where printed lines of the session are left out between two that are shown."""
    row, before = session.transcript.row, -1
    for line in lines:
        here = row[line.line]
        left_out = [
            at
            for at in range(before + 1, here if before >= 0 else 0)
            if session.transcript.lines[at].kind not in _NOT_PRINTED | {LineKind.TIER}
        ]
        if left_out:
            words = f"(({len(left_out)} line{'s' * (len(left_out) > 1)} omitted))"
            yield ExtractLine(0, "", arrow=False, speaker="", segments=_plain(words))
        yield line
        before = here


def _plain(text: str) -> tuple[Segment, ...]:
    return (Segment(START, (Piece(text),)),)


def with_names(choices: Mapping[str, str]) -> dict[str, str]:
    """Return the pseudonyms that are not empty."""
    return {code: printable(name) for code, name in choices.items() if printable(name)}


_PATH = re.compile(r"^(?:[A-Za-z]:|file:|~)?[\\/].*|.*\\.*")


def safe_title(text: str) -> str:
    r"""Return *text*, or only its last part without suffix where it is the path of a file.

    >>> safe_title(r"C:\Users\kim\tea 3.docx"), safe_title("choice and/or control")
    ('tea 3', 'choice and/or control')
    """
    if not _PATH.fullmatch(text):
        return text
    return re.sub(r"\.\w{1,8}$", "", re.split(r"[\\/]", text)[-1])
