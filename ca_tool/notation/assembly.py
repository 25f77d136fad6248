"""Lines with known owners and bodies into a transcript: tokens, kinds, problems.

Readers of other formats (CHAT) build their own lines and hand them to :func:`assemble`.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from ca_tool.notation.bodies import Body, pure_kind, read_body
from ca_tool.notation.brackets import reads_as_description
from ca_tool.notation.chunk import CAPS, OVERLAP, SPAN
from ca_tool.notation.diagnosis import diagnose
from ca_tool.notation.profiles import PROFILES, Profile
from ca_tool.problems import Problem
from ca_tool.transcript import (
    UNKNOWN,
    Encoding,
    Flag,
    Line,
    LineKind,
    Participant,
    Token,
    Transcript,
)
from ca_tool.transcript import TokenKind as K

TALKING = frozenset({LineKind.TALK, LineKind.CONTINUATION})
_READ = TALKING | {LineKind.SILENCE, LineKind.COMMENT}
Extent: TypeAlias = tuple[str, int, int]
_CLOSED = re.compile(r"\[([^\[\]]{1,120})\]")
_MOST = 2_000
_EMPTY = Body()
_FURTHEST = 12
_PARTING = frozenset({LineKind.OMISSION, LineKind.HEADER})


@dataclass(frozen=True)
class Reading:
    """What was found on the way to a transcript, kept so that an edit costs only its lines.

    ``known`` holds each body as read by itself, by raw text and extent; ``labels`` what the analyst
    decided about labels.
    """

    known: Mapping[Extent, Body]
    labels: Mapping[str, str]


@contextmanager
def without_collection(count: int) -> Iterator[None]:
    """Suspend the garbage collector for a load of *count* lines; nothing made here is cyclic."""
    suspend = count > 1_000 and gc.isenabled()
    if suspend:
        gc.disable()
    try:
        yield
    finally:
        if suspend:
            gc.freeze()  # with the next line: what was made is old, without a walk over all of it
            gc.unfreeze()
            gc.enable()


def assemble(
    lines: Sequence[Line],
    profile: Profile | str,
    *,
    participants: tuple[Participant, ...] = (),
    encoding: Encoding = Encoding(),
    problems: Sequence[Problem] = (),
    title: str = "",
    labels: Mapping[str, str] | None = None,
    known: Mapping[Extent, Body] | None = None,
) -> Transcript:
    """Return the transcript of *lines*.

    Parameters
    ----------
    lines
        With kinds, owners and bodies. A continuation that holds only a silence or a description
        becomes a silence or a comment of nobody's.
    profile
        What the signs mean.
    participants
        The roster; where empty, the speakers of the lines.
    encoding, problems, title
        Carried over; *problems* come before those found here.
    labels, known
        For the next edit: what the analyst decided about labels, and bodies read before.
    """
    chosen = PROFILES[profile] if isinstance(profile, str) else profile
    codes = {person.code: person for person in participants} or _speakers(lines)
    with without_collection(len(lines)):
        settled, bodies, read = _read_lines(lines, chosen, codes, known or {})
        _settle_across_lines(settled, bodies, chosen)
        unsure = _settle_editorial(settled, bodies, chosen)
        _settle_names(settled, bodies, frozenset(codes))
        found = [*problems, *unsure, *_noted(bodies), *diagnose(settled, bodies)]
        transcript = Transcript(
            tuple(settled),
            tuple(body.tokens for body in bodies),
            tuple(codes.values()),
            chosen.key,
            encoding,
            _bounded(found),
            title,
        )
    transcript.__dict__["reading"] = Reading(read, labels or {})
    return transcript


def _speakers(lines: Sequence[Line]) -> dict[str, Participant]:
    labels: dict[str, dict[str, None]] = {}
    for line in lines:
        for code in line.speakers:
            if code != UNKNOWN:
                labels.setdefault(code, {})[line.label or code] = None
    return {code: Participant(code, tuple(names)) for code, names in labels.items()}


def _read_lines(
    lines: Sequence[Line],
    profile: Profile,
    codes: Mapping[str, Participant],
    known: Mapping[Extent, Body],
) -> tuple[list[Line], list[Body], dict[Extent, Body]]:
    """Return the lines with the kinds their bodies show, the bodies, and these by extent."""
    settled: list[Line] = []
    bodies: list[Body] = []
    read: dict[Extent, Body] = {}
    started = not codes
    for line in lines:
        body = _EMPTY
        if line.kind in _READ and line.body < line.body_end:
            key = (line.raw, line.body, line.body_end)
            body = known.get(key) or read_body(line.text, line.body, profile)
            read[key] = body
        if line.label:
            started = True
        elif line.kind in TALKING and (pure := pure_kind(body.tokens)) is not None:
            line = _nobodys(line, pure, body.tokens, codes)
        elif not started and line.kind in TALKING:
            line, body = _nobodys(line, LineKind.HEADER, (), codes), _EMPTY
        settled.append(line)
        bodies.append(body)
    return settled, bodies, read


def _nobodys(
    line: Line, kind: LineKind, tokens: Sequence[Token], codes: Mapping[str, Participant]
) -> Line:
    doer: tuple[str, ...] = ()
    if kind is LineKind.COMMENT and tokens:
        first = tokens[0].value.split(" ", 1)[0].strip("'s,.:").upper()
        doer = (first,) if first in codes else ()
    return replace(line, kind=kind, speakers=doer, certain=True)


def _settle_across_lines(lines: list[Line], bodies: list[Body], profile: Profile) -> None:
    """Let a span opened in one line close in a later line of the same turn (N-60, A-05)."""
    row = 0
    while row < len(bodies):
        if bodies[row].lacking:
            after = _join_rows(lines, bodies, _turn_rows(lines, row, 1), profile)
            if after == row:
                before = _turn_rows(lines, row, -1)
                _join_rows(lines, bodies, before[1:2] and [before[1], row], profile)
            row = after
        row += 1


def _turn_rows(lines: Sequence[Line], row: int, step: int) -> list[int]:
    """Return the rows that go on with the talk of *row*, or lead to it; itself first."""
    rows = [row]
    last = max(-1, min(row + step * _FURTHEST, len(lines)))
    described = lines[row].kind in (LineKind.COMMENT, LineKind.SILENCE)
    for other in range(row + step, last, step):
        kind = lines[other].kind
        if described:
            if lines[other].label or kind not in TALKING:
                break
            rows.append(other)
        elif kind in TALKING:
            if lines[other].speakers != lines[row].speakers or lines[row].speakers == (UNKNOWN,):
                break
            rows.append(other)
        elif kind in _PARTING:
            break
    return rows


def _join_rows(lines: list[Line], bodies: list[Body], run: list[int], profile: Profile) -> int:
    """Read the lines of *run* together, as many as it takes to close what is open.

    Returns
    -------
    int
        The last row settled; the first of *run* where reading together closes nothing.
    """
    for count in range(2, len(run) + 1):
        rows = run[:count]
        if not _may_close(bodies[rows[-1]], lines[rows[-1]]):
            continue
        joined = "\n".join(lines[row].text for row in rows)
        if len(joined) > 20_000:
            break
        together = read_body(joined, 0, profile)
        if together.lacking < sum(bodies[row].lacking for row in rows):
            for row, body in zip(rows, _apart(together, [lines[r] for r in rows]), strict=True):
                bodies[row] = body
                described = not lines[row].label and lines[row].kind in TALKING
                if described and pure_kind(body.tokens) is LineKind.COMMENT:
                    lines[row] = replace(
                        lines[row], kind=LineKind.COMMENT, speakers=(), certain=True
                    )
            return rows[-1] if not together.lacking else rows[0]
    return run[0] if run else -1


def _may_close(body: Body, line: Line) -> bool:
    return bool(body.lacking or body.mask & SPAN or ")" in line.text)


def _apart(together: Body, lines: list[Line]) -> list[Body]:
    """Cut tokens of joined bodies back into their lines."""
    pieces: list[Body] = []
    start = 0
    for number, line in enumerate(lines):
        end = start + line.body_end - line.body
        shift = line.body - start
        tokens = tuple(
            token._replace(start=max(token.start, start) + shift, end=min(token.end, end) + shift)
            for token in together.tokens
            if token.start < end and token.end > start
        )
        notes = tuple(
            (code, first + shift, last + shift, detail)
            for code, first, last, detail in together.notes
            if start <= first < end
        )
        lacking = together.lacking if number == len(lines) - 1 else 0
        pieces.append(Body(tokens, together.mask, lacking, notes))
        start = end + 1
    return pieces


def _settle_editorial(lines: list[Line], bodies: list[Body], profile: Profile) -> list[Problem]:
    """Tell an editor's brackets from overlap where no other is near; return doubts (A-03)."""
    found: list[Problem] = []
    rows = [row for row, body in enumerate(bodies) if body.mask & OVERLAP]
    for n, row in enumerate(rows):
        lonely = (n == 0 or row - rows[n - 1] > 3) and (n + 1 == len(rows) or rows[n + 1] - row > 3)
        if not lonely or profile.chat:
            continue
        text = lines[row].text
        groups = [group for group in _CLOSED.finditer(text) if not _is_settled(group, bodies[row])]
        if any(reads_as_description(group[1]) for group in groups):
            bodies[row] = read_body(text, lines[row].body, profile, editorial=True)
        elif groups:
            column = lines[row].body + groups[0].start() + 1
            length = groups[0].end() - groups[0].start()
            found.append(Problem("I-EDIT?", row + 1, column, groups[0][0], length))
    return found


def _is_settled(group: re.Match[str], body: Body) -> bool:
    return any(
        t.kind in {K.EDITORIAL, K.SILENCE, K.TIME_CODE} and t.end - t.start == len(group[0])
        for t in body.tokens
    )


def _settle_names(lines: Sequence[Line], bodies: list[Body], codes: frozenset[str]) -> None:
    """Take loudness off names of participants written in capitals (A-16)."""
    for row, body in enumerate(bodies):
        if not body.mask & CAPS:
            continue
        raw = lines[row].raw
        names = {
            (token.start, token.end)
            for token in body.tokens
            if token.kind is K.LOUD and raw[token.start : token.end].replace("\u0332", "") in codes
        }
        if names:
            bodies[row] = body._replace(tokens=_without_loudness(body.tokens, names))


def _without_loudness(tokens: tuple[Token, ...], names: set[tuple[int, int]]) -> tuple[Token, ...]:
    return tuple(
        token._replace(flags=token.flags & ~Flag.LOUD)
        if token.kind is K.WORD and any(s >= token.start and e <= token.end for s, e in names)
        else token
        for token in tokens
        if token.kind is not K.LOUD or (token.start, token.end) not in names
    )


def _noted(bodies: Sequence[Body]) -> Iterator[Problem]:
    for row, body in enumerate(bodies):
        for code, start, end, detail in body.notes:
            yield Problem(code, row + 1, start + 1, detail, end - start)


def _bounded(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return *problems* in order of place, at most 2,000 of each code."""
    problems.sort(key=lambda problem: (problem.line, problem.column, problem.code))
    counts: dict[str, int] = {}
    kept = []
    for problem in problems:
        counts[problem.code] = counts.get(problem.code, 0) + 1
        if counts[problem.code] <= _MOST:
            kept.append(problem)
    return tuple(kept)
