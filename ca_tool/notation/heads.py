"""The head of a physical line: printed number, margin mark, time, label (science §1.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ca_tool.notation.brackets import milliseconds

_NUMBER = (
    r"(?:(?:\(([0-9]{1,4}[a-z]?)\)|([0-9]{1,4}[a-z]?)[.):]?)(?=[ \t\u00a0→➔►⇒-]|$)[ \t\u00a0]*)?"
)
_NO_NUMBER = r"()()"
_MARGIN = (
    r"((?:[0-9a-z]{0,2}-{1,3}>|=>(?=[ \t])|[→➔►⇒\uf0ae]|à(?=[ \t])|\*(?=[ \t]))"
    r"[ \t\u00a0]*)?"
)
_TIME = r"([\[(#]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,3})?(?:-[0-9])?[\])#]?[ \t]+)?"
_LABEL = r"(?:([^\s:\[\]<>{}=\"“”°↑↓….,][^:\t\[\]<>{}=\"“”…]{0,40}?)[ \t]?:(?=[ \t\u00a0]|$))?"


def _head(number: str) -> re.Pattern[str]:
    return re.compile(f"([ \\t\u00a0]*){_MARGIN}{number}{_MARGIN}{_TIME}{_LABEL}")


_NUMBERED, _PLAIN = _head(_NUMBER), _head(_NO_NUMBER)
_TABBED = re.compile(r"([^\s:\[\]<>(){}=°.,?!][^:\t\[\]<>=.,?!]{0,24})\t")
_NAME = re.compile(r"\(?\*?[\w?][\w .'’&+/,?-]*(?:\)|\([^()]*\))?|\(\s*\??\s*\)")
_TAIL = re.compile(r"(?:^|[ \t])(<-{1,3}|←|-{1,3}>|=>|[→➔►⇒\uf0ae])$")
_ONE_NUMBERED = re.compile(r"\s*0*1[.):]?\s+\S+:(?:\s|$)")
_FIRST_NUMBER = re.compile(
    r"[ \t\u00a0]*(?:[0-9a-z]{0,2}-{1,3}>|[^\w\s(]{1,3})?[ \t]*"
    r"\(?([0-9]{1,4})[a-z]?[.):]*(?=[ \t\u00a0→➔►⇒-]|$)"
)


_KEPT = 1 << 15
"""Lines remembered, so that an edit does not read every line of a transcript again."""


class Head(NamedTuple):
    """What stands before a line's talk.

    Attributes
    ----------
    number
        The printed line number, empty if none.
    name
        A candidate for a label, as printed; empty if none.
    indent
        Columns between the number (or the line's start) and the label or the talk.
    label_end
        Where the body begins if the candidate is a label.
    plain_end
        Where it begins if not.
    margin
        Where a margin mark stands, ``(0, 0)`` if there is none.
    start_ms
        A media time printed before the label.
    """

    number: str
    name: str
    indent: int
    label_end: int
    plain_end: int
    margin: tuple[int, int] = (0, 0)
    start_ms: int | None = None


def is_numbered(raws: Sequence[str]) -> bool:
    """Whether leading figures are line numbers: most lines have one, and they count up (N-02).

    Indented lines without a figure (continuations, silences, tiers) are not asked for one.
    """
    found: list[int] = []
    bare = 0
    for raw in raws:
        number = _first_number(raw)
        if number >= 0:
            found.append(number)
        elif raw and not raw[0].isspace():
            bare += 1
    if len(found) < 2:
        return bool(found) and any(_ONE_NUMBERED.match(raw) for raw in raws)
    if _by_fives(found):
        return True
    return len(found) >= 0.6 * (len(found) + bare) and _counts_up(found)


def _by_fives(numbers: Sequence[int]) -> bool:
    """Whether every fifth (or tenth) line is numbered, as printed extracts often are."""
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) >= 3 and steps <= {5, 10} and numbers[0] % 5 == 0


@lru_cache(maxsize=_KEPT)
def _first_number(raw: str) -> int:
    """Return the figure that *raw* begins with, or -1."""
    match = _FIRST_NUMBER.match(raw)
    return int(match[1]) if match else -1


def _counts_up(numbers: Sequence[int]) -> bool:
    """Whether most *numbers* continue the one before; figures that talk begins with do not."""
    last, good = numbers[0], 0
    for at, number in enumerate(numbers[1:], 1):
        restarts = number == 1 or numbers[at + 1 : at + 2] == [number + 1]
        if number == last + 1 or (number < last and restarts):
            good += 1
            last = number
        elif last < number <= last + 20:
            good += number <= last + 5
            last = number
    return good >= 0.6 * (len(numbers) - 1)


@lru_cache(maxsize=_KEPT)
def read_head(raw: str, *, numbered: bool, tabbed: bool) -> Head:
    """Return the head of the line *raw*.

    Parameters
    ----------
    raw
        The line without its end.
    numbered, tabbed
        Whether the file numbers its lines; whether labels may end in a tab instead of a colon.
    """
    match = (_NUMBERED if numbered else _PLAIN).match(raw)
    if match is None:  # every part is optional, so this is for the type checker
        return Head("", "", 0, 0, 0)
    margin, number, bare, second, time, name = match.group(2, 3, 4, 5, 6, 7)
    begin = match.end(1) if name is None else match.start(7)
    start = match.end() if name is None else begin
    if name is None and tabbed and (tab := _TABBED.match(raw, match.end())):
        name, begin, end = tab[1].rstrip(), tab.start(1), tab.end()
    else:
        end = match.end()
    plain = start if name is None or not tabbed else begin
    where = _span(match, 2) if margin else _span(match, 5) if second else (0, 0)
    found = number or bare or ""
    base = (match.end(4) if bare else match.end(3) + 1) if found else 0
    if name is not None and not _is_name(name):
        name = None
    clock = milliseconds(time.strip().strip("[]()#")) if time else None
    first = _skip(raw, plain)
    indent = (begin if name is not None else first) - (base if not where[1] else first)
    return Head(found, name or "", max(indent, 0), _skip(raw, end), first, where, clock)


@lru_cache(maxsize=4096)
def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def _span(match: re.Match[str], group: int) -> tuple[int, int]:
    start = match.start(group)
    return start, start + len(match[group].rstrip())


def _skip(raw: str, at: int) -> int:
    """Return the place of the first character from *at* on that is not a blank."""
    end = len(raw)
    while at < end and raw[at].isspace():
        at += 1
    return at


def tail_margin(raw: str, end: int) -> int:
    """Return where the margin mark at the right edge of ``raw[:end]`` begins; *end* if none."""
    if not end or raw[end - 1] not in ">→➔►⇒←-\uf0ae":
        return end
    start = max(end - 8, 0)
    match = _TAIL.search(raw[start:end])
    return end if match is None else start + match.start(1)
