"""Which candidates are speaker labels, and whom they mean (science N-03…N-05)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from ca_tool.notation.heads import Head
from ca_tool.transcript import UNKNOWN

_EVERYBODY = frozenset({"ALL", "EVERYONE", "EVERYBODY", "CHORUS", "ENSEMBLE"})
_BOTH = frozenset({"BOTH", "TOGETHER"})
_NOBODY = frozenset({"", "?", "??", "???", "UNKNOWN SPEAKER", "UNIDENTIFIED"})
_AND = re.compile(r"\s*(?:[&+/,]|\band\b)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"(?<=\w)\s*\([^()]*\)$")
"""What somebody does meanwhile, between name and colon."""

_HEADING = re.compile(
    r"(?:extract|excerpt|example|fragment|transcript|segment|episode|title|date|recording|tape"
    r"|participants|speakers|key|setting|note|notes)\b",
    re.IGNORECASE,
)


Meant: TypeAlias = "tuple[tuple[str, ...], bool] | None"
"""Codes and whether they are sure; ``None`` for what is no label."""


@dataclass(frozen=True)
class Roster:
    """The labels of a file.

    Attributes
    ----------
    codes
        Code → the labels that mean it, as printed, in order of first appearance.
    indent
        The column labels stand in, counted from the line number.
    fixed
        What the analyst decided: printed label → code, empty for "not a label".
    """

    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    indent: int = 0
    fixed: Mapping[str, str] = field(default_factory=dict)
    known: dict[tuple[str, int, bool], Meant] = field(default_factory=dict)

    def speakers(self, head: Head) -> Meant:
        """Return the codes a line's label means and whether that is sure; ``None``: no label."""
        if not head.name:
            return None
        key = (head.name, head.indent, head.margin[1] > 0)
        if key not in self.known:
            self.known[key] = self._resolve(head.name) if self._in_column(head) else None
        return self.known[key]

    def _in_column(self, head: Head) -> bool:
        """Whether a candidate stands where labels do, or is one that the analyst named."""
        ours = self.fixed.get(head.name, "")
        named = bool(ours) and ours != code_of(head.name)
        return abs(head.indent - self.indent) <= 2 or head.margin[1] > 0 or named

    def _resolve(self, name: str) -> Meant:
        if name in self.fixed:
            code = self.fixed[name]
            return ((code,), certain(name)) if code else None
        code = code_of(name)
        if code in self.codes:
            return (code,), certain(name)
        if code in _NOBODY:
            return (UNKNOWN,), False
        return self._chorus(name, code)

    def _chorus(self, name: str, code: str) -> Meant:
        everybody = tuple(self.codes)
        if code in _EVERYBODY and everybody:
            return everybody, True
        if code in _BOTH:
            return (everybody, True) if len(everybody) == 2 else ((UNKNOWN,), False)
        parts = tuple(code_of(part) for part in _AND.split(name))
        if len(parts) > 1 and all(part in self.codes for part in parts):
            return parts, True
        return None


@lru_cache(maxsize=4096)
def code_of(name: str) -> str:
    """Return the participant code of a label: upper case, brackets and query taken off.

    >>> code_of("(Dan)"), code_of("Dan?"), code_of("support  worker"), code_of("Dan (laughs)")
    ('DAN', 'DAN', 'SUPPORT WORKER', 'DAN')
    """
    bare = _ASIDE.sub("", name.strip()).strip("()").strip().rstrip("?").lstrip("*?").strip()
    return " ".join(bare.upper().split()) or UNKNOWN


def certain(name: str) -> bool:
    """Whether a label is written without brackets and query (N-04)."""
    return not (name.startswith(("(", "?")) or name.rstrip().endswith("?"))


@lru_cache(maxsize=4096)
def is_heading(text: str) -> bool:
    """Whether a line that looks labelled is a heading (``Extract 4:``)."""
    return _HEADING.match(text) is not None


def find_roster(heads: Iterable[Head], fixed: Mapping[str, str]) -> Roster:
    """Return the roster that *heads* show, in two passes (N-03).

    A candidate is a label if it stands in the column where most stand and either comes twice or is
    written like the labels that do. What the analyst has *fixed* wins.
    """
    candidates = [head for head in heads if head.name and not is_heading(head.name)]
    if not candidates and not fixed:
        return Roster()
    # A margin mark stands in the label's place, so such a line tells nothing of the column.
    unmarked = [head for head in candidates if not head.margin[1]]
    indent = _modal_indent(unmarked or candidates)
    column = [head.name for head in candidates if abs(head.indent - indent) <= 2 or head.margin[1]]
    counts = Counter(code_of(name) for name in column)
    upper = _upper_case_style(column, counts)
    codes: dict[str, list[str]] = {}
    for name in column:
        code = fixed.get(name, code_of(name))
        if name in fixed:
            if code:
                _add(codes, code, name)
        elif code in codes or _is_label(name, code, counts, upper=upper, begun=bool(codes)):
            _add(codes, code, name)
    for name, code in fixed.items():
        if code:
            _add(codes, code, name)
    singular = {code: tuple(names) for code, names in codes.items() if not _chorus(code, codes)}
    return Roster(singular, indent, dict(fixed))


def _add(codes: dict[str, list[str]], code: str, name: str) -> None:
    printed = codes.setdefault(code, [])
    if name not in printed:
        printed.append(name)


def _modal_indent(candidates: list[Head]) -> int:
    indents = Counter(head.indent for head in candidates)
    if not indents:
        return 0
    most = max(indents.values())
    return min(indent for indent, count in indents.items() if count == most)


def _upper_case_style(column: list[str], counts: Counter[str]) -> bool:
    repeated = [name for name in column if counts[code_of(name)] > 1] or column
    return sum(name.upper() == name for name in repeated) >= 0.7 * len(repeated)


def _is_label(name: str, code: str, counts: Counter[str], *, upper: bool, begun: bool) -> bool:
    """Whether a candidate in the labels' column is one.

    Among labels in capitals somebody who speaks once (``Mum:``) is one too, once talk has *begun*:
    before that it would be a line about the recording.
    """
    if code in _NOBODY or code in _EVERYBODY or code in _BOTH:
        return False
    words = code.split()
    bare = name.strip("(*")
    styled = name.upper() == name if upper else not bare[:1].islower()
    if counts[code] > 2:
        return len(words) <= 4
    if counts[code] == 2:
        return len(words) <= 4 and (styled or not upper)
    single = begun and len(words) == 1 and bare.isalpha() and bare.istitle()
    return len(words) <= 2 and (styled or single)


def _chorus(code: str, codes: Mapping[str, object]) -> bool:
    parts = [part.strip() for part in _AND.split(code)]
    return len(parts) > 1 and all(part in codes for part in parts)
