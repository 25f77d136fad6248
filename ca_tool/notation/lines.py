"""Physical lines with their kind, label, owner and body (science §1.1, N-01…N-09)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ca_tool.notation.brackets import milliseconds
from ca_tool.notation.heads import Head, is_numbered, read_head, tail_margin
from ca_tool.notation.labels import Roster, find_roster, is_heading
from ca_tool.notation.profiles import Profile
from ca_tool.transcript import UNKNOWN, Line, LineKind, Participant

_ENDS = re.compile(r"\r\n|\n|\r")
_HEADER = re.compile(
    r"\[[^\[\]]*[:/][^\[\]]*\]\Z|\(\((?:tape|extract|recording)\b.*\)\)\Z"
    r"|\(?[0-9]{1,4}\)?\.?\s+\[[^\[\]]{1,60}\]\Z",
    re.IGNORECASE,
)
_OMISSION = re.compile(
    r"[\[(]{0,2}\s*(?:\.(?:\s{0,3}\.){2,}|…)\s*[\])]{0,2}\Z"
    r"|[\[(]{1,2}[^()\[\]]{0,60}\b(?:omitted|skipped|deleted|not transcribed|cut)\b[^()\[\]]{0,60}"
    r"[\])]{1,2}\Z",
    re.IGNORECASE,
)
_CHAT = re.compile(r"%[a-z]{3}:[ \t]|@(?:UTF8|Begin|End|[A-Z][A-Za-z ]{0,30}:\t)")
"""CHAT's dependent tiers and headers, whatever the profile (A-15)."""
_ARROWED = re.compile(r"[*+%Δ∆#@&$]\s?-{2,}|-{2,}>?\s?[*+%Δ∆#@&$]")


@dataclass(frozen=True)
class Layout:
    """How a file lays its lines out."""

    roster: Roster
    numbered: bool = False
    tabbed: bool = False


def split_lines(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of *text* and their ends; only LF, CRLF and CR end a line."""
    if "\r" not in text:
        raws = text.split("\n")
        ends = ["\n"] * len(raws)
        ends[-1] = ""
    else:
        raws = _ENDS.split(text)
        ends = [*_ENDS.findall(text), ""]
    if not raws[-1]:
        raws.pop()
        ends.pop()
    return raws, ends


def survey(raws: Sequence[str], labels: Mapping[str, str]) -> tuple[Layout, list[Head]]:
    """Return the layout of a file's lines, and the head of each (N-02, N-03).

    Where no label ends in a colon, a tab may end it, or a figure may be the label (``1: hello``).
    """
    numbered = is_numbered(raws)
    first = _try(raws, labels, numbered=numbered, tabbed=False)
    if first[0].roster.codes:
        return first
    if any("\t" in raw for raw in raws):
        second = _try(raws, labels, numbered=numbered, tabbed=True)
        if _repeats(*second):
            return second
    if numbered:
        third = _try(raws, labels, numbered=False, tabbed=False)
        if _repeats(*third):
            return third
    return first


def _try(
    raws: Sequence[str], labels: Mapping[str, str], *, numbered: bool, tabbed: bool
) -> tuple[Layout, list[Head]]:
    heads = [read_head(raw, numbered=numbered, tabbed=tabbed) for raw in raws]
    return Layout(find_roster(heads, labels), numbered=numbered, tabbed=tabbed), heads


def _repeats(layout: Layout, heads: Sequence[Head]) -> bool:
    """Whether the labels found come again and again, as labels do."""
    lines = sum(1 for head in heads if head.name and layout.roster.speakers(head))
    return lines > len(layout.roster.codes) > 0


def build_lines(
    raws: Sequence[str],
    ends: Sequence[str],
    ids: Sequence[int],
    surveyed: tuple[Layout, list[Head]],
    profile: Profile,
    old: Mapping[int, Line] | None = None,
) -> list[Line]:
    """Return the lines with labels, owners and bodies.

    A line without a label that may be a silence or a comment is left a continuation: what its
    tokens are decides (:func:`ca_tool.notation.assembly.assemble`). Lines of *old*, by id, that
    come out as they were are used again.
    """
    builder = _Builder(surveyed[0], surveyed[1], profile, old or {})
    return [
        builder.line(row, raw, end, line_id)
        for row, (raw, end, line_id) in enumerate(zip(raws, ends, ids, strict=True))
    ]


class _Builder:
    """Goes through the lines and remembers who has the floor."""

    def __init__(
        self, layout: Layout, heads: list[Head], profile: Profile, old: Mapping[int, Line]
    ) -> None:
        self._tabbed, self._roster = layout.tabbed, layout.roster
        self._heads, self._profile, self._old = heads, profile, old
        self._owner: tuple[str, ...] = ()
        self._certain, self._started = True, False
        self._number, self._above = 0, ""

    def line(self, row: int, raw: str, end: str, line_id: int) -> Line:
        """Return the line at *row*."""
        if not raw or raw.isspace():
            return Line(line_id, raw, end, LineKind.BLANK, body=len(raw), body_end=len(raw))
        head = self._heads[row]
        if head.number:
            head = self._checked(head, row, raw)
        found = self._roster.speakers(head)
        if found is None:
            return self._unlabelled(raw, end, line_id, head)
        self._owner, self._certain = found
        self._started, self._above = True, raw
        kept = self._old.get(line_id)
        if (
            kept is not None
            and kept.raw == raw
            and kept.label == head.name
            and (kept.speakers, kept.certain) == found
            and (kept.number, kept.ending) == (head.number, end)
        ):
            return kept
        return _labelled(line_id, raw, end, head, found)

    def _checked(self, head: Head, row: int, raw: str) -> Head:
        """Return *head* without its number if that does not go on counting: "2 sugars" is talk."""
        value = int(head.number.rstrip("abcdefghijklmnopqrstuvwxyz"))
        if _is_next(value, self._number, self._heads, row):
            self._number = value
            return head
        return read_head(raw, numbered=False, tabbed=self._tabbed)

    def _unlabelled(self, raw: str, end: str, line_id: int, head: Head) -> Line:
        kind = _unlabelled_kind(
            raw, head, self._profile, self._above, self._roster, started=self._started
        )
        if kind is LineKind.OMISSION:
            self._owner = ()
        speakers: tuple[str, ...] = ()
        if kind is LineKind.CONTINUATION:
            kind = kind if self._owner else LineKind.TALK
            speakers = self._owner or (UNKNOWN,)
            self._above = raw
        body, body_end = _body(raw, head.plain_end)
        if raw[body:body_end] == "[":
            speakers = ()
        sure = not speakers or (self._certain and bool(self._owner))
        return Line(line_id, raw, end, kind, head.number, "", speakers, sure, body, body_end)


def _is_next(value: int, previous: int, heads: Sequence[Head], row: int) -> bool:
    """Whether figures before a line continue the numbering."""
    if previous < value <= previous + 100 or value == 1 or value == previous:
        return True
    following = next((head.number for head in heads[row + 1 : row + 4] if head.number), "")
    return following.isdigit() and int(following) == value + 1


def _labelled(
    line_id: int, raw: str, end: str, head: Head, found: tuple[tuple[str, ...], bool]
) -> Line:
    speakers, sure = found
    body, stop = _body(raw, head.label_end)
    kind, time = LineKind.TALK, head.start_ms
    return Line(line_id, raw, end, kind, head.number, head.name, speakers, sure, body, stop, time)


def _body(raw: str, start: int) -> tuple[int, int]:
    end = len(raw)
    if raw[-1].isspace():
        end = len(raw.rstrip())
    end = tail_margin(raw, end)
    if end and raw[end - 1].isspace():
        end = len(raw[:end].rstrip())
    return (start, end) if end > start else (min(start, len(raw)), min(start, len(raw)))


def _unlabelled_kind(
    raw: str, head: Head, profile: Profile, above: str, roster: Roster, *, started: bool
) -> LineKind:
    if raw[0] in "%@" and (chat := _CHAT.match(raw)):
        return LineKind.TIER if chat[0][0] == "%" else LineKind.HEADER
    started = started or not roster.codes
    first = raw[head.plain_end : head.plain_end + 1]
    if first in "[(.…0123456789" and len(raw) < 400:
        text = raw[head.plain_end :].strip()
        if _OMISSION.match(text):
            return LineKind.OMISSION
        whole = raw.strip()
        if _HEADER.match(whole) and milliseconds(whole.strip("[]")) is None:
            return LineKind.HEADER
    if is_heading(raw[head.plain_end : head.plain_end + 40]) and (head.name or not started):
        return LineKind.HEADER
    if is_tier(raw[head.plain_end :], profile, above, roster.codes):
        return LineKind.TIER
    if not started and first not in "([":
        return LineKind.HEADER
    return LineKind.CONTINUATION


_TIER_HEAD = re.compile(r"([a-z]{1,4}(?=[\s*+%Δ∆#@&$¤•‡†]|$))?\s*(.)")
_IMAGES = frozenset({"fig", "im", "img", "scr"})


def is_tier(text: str, profile: Profile, above: str, codes: Iterable[str]) -> bool:
    """Whether *text* is a tier of actions and not talk (science §1.8).

    Under profile ``mondada`` a tier begins with a participant's code in at most four lower-case
    letters, or none, and then a delimiter that the talk *above* shares; elsewhere only the
    unmistakable ``*-->`` is a tier.
    """
    if profile.chat:
        return False
    if not profile.anchors:
        return "-->" in text and _ARROWED.search(text[:400]) is not None
    match = _TIER_HEAD.match(text[:200])
    if match is None:
        return False
    who, sign = match.groups()
    if who in _IMAGES:
        return True
    if who and not any(code.lower().startswith(who) for code in codes):
        return "-->" in text
    if sign in profile.anchors:
        return sign in above or "--" in text
    return sign in ">-." and any(anchor in above for anchor in profile.anchors if anchor in text)


def participants_of(lines: Sequence[Line], roster: Roster) -> tuple[Participant, ...]:
    """Return who takes part, in order of first appearance; people only labelled come last."""
    seen = dict.fromkeys(code for line in lines for code in line.speakers if code != UNKNOWN)
    codes = [*seen, *(code for code in roster.codes if code not in seen)]
    return tuple(Participant(code, roster.codes.get(code, (code,))) for code in codes)
