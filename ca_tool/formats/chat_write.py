"""Any transcript as CHAT-CA: headers, a tab after the speaker, no wrapping (science §1.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ca_tool.formats.chat_headers import UNIDENTIFIED, read_headers, roster
from ca_tool.formats.chat_overlaps import overlap_signs
from ca_tool.formats.chat_signs import chat_changes
from ca_tool.formats.losses import (
    CHORUS,
    CONTROL,
    HALF_TIMES,
    NOTES,
    TAGS,
    UNSURE,
    either,
    has_frame,
    has_kind,
    has_overlaps,
    has_printed_labels,
    has_tiers,
)
from ca_tool.formats.registry import VIDEO, Loss, Parsed
from ca_tool.formats.rewriting import Change, rewritten
from ca_tool.transcript import UNKNOWN, Flag, Line, LineKind, Participant, Token, Transcript
from ca_tool.transcript import TokenKind as K
from ca_tool.turn_taking import turn_taking


def _has_other_labels(content: Parsed) -> bool:
    codes = chat_codes(content.transcript.participants)
    unknown = any(line.speakers == (UNKNOWN,) for line in content.transcript.lines)
    return unknown or has_printed_labels(content) or any(code != codes[code] for code in codes)


def _has_spaced_words(content: Parsed) -> bool:
    words = (token for tokens in content.transcript.tokens for token in tokens)
    return any(token.flags & Flag.SPACED for token in words)


def _has_omissions(content: Parsed) -> bool:
    return any(line.kind is LineKind.OMISSION for line in content.transcript.lines)


def _has_timed_remarks(content: Parsed) -> bool:
    remarks = (one for one in content.transcript.lines if one.kind is LineKind.COMMENT)
    return any(line.start_ms is not None for line in remarks)


def _marks_people(content: Parsed) -> bool:
    people = content.transcript.participants
    return any(person.caps_are_device or not person.present for person in people)


def _has_long_media(content: Parsed) -> bool:
    return len(content.media) > 1 or any(not name.isalnum() for name in content.media)


def _has_new_roles(content: Parsed) -> bool:
    if content.transcript.profile != "chat-ca":
        return False
    people = content.transcript.participants
    bare = tuple(Participant(person.code, person.labels) for person in people)
    told = {one.code: one.role for one in roster(bare, read_headers(content.transcript.lines))}
    return any(person.role != told.get(person.code, "") for person in people)


LOSSES = (
    Loss("line numbers, margin arrows, blank lines, headings as such", has_frame),
    Loss("labels other than a code of up to seven capitals and digits", _has_other_labels),
    *(UNSURE, CHORUS, HALF_TIMES, CONTROL),
    Loss(
        "the width of gaps in hearing ( ), and columns: brackets pair by their signs instead",
        either(has_overlaps, has_kind(K.UNINTELLIGIBLE)),
    ),
    Loss(
        "tremulous voice ~ ~, laughing voice @ @ and Mondada's delimiters",
        has_kind(K.TREMULOUS, K.LAUGHING_VOICE, K.ANCHOR),
    ),
    Loss(
        "letter-spacing, and which untimed sign stood for a pause",
        either(has_kind(K.UNTIMED, K.DASH), _has_spaced_words),
    ),
    Loss("clock times inside talk; lines with a start and an end keep them", has_kind(K.TIME_CODE)),
    Loss(
        "what an omission or an editor's bracket was worded like",
        either(_has_omissions, has_kind(K.EDITORIAL)),
    ),
    Loss("what dependent tiers are called: they become %com", has_tiers),
    Loss("times of descriptions on lines of their own", _has_timed_remarks),
    Loss("who is absent, and whose capitals are a device's", _marks_people),
    Loss("where the recording lies, and all recordings but the first", _has_long_media),
    *(loss._replace(as_typed=True) for loss in (TAGS, NOTES)),
    Loss("roles that were given here", _has_new_roles, as_typed=True),
)
"""What CHAT-CA cannot carry; a file that came as CHAT goes out as it was typed."""

ROLES = {
    "support worker": "Caretaker",
    "disabled person": "Participant",
    "family": "Relative",
    "other": "Adult",
    "": "Unidentified",
}
"""Our roles → roles that CHAT knows; the role itself is kept in the last field of ``@ID``."""

_CODE = re.compile(r"[^A-Z0-9]+")
_BLANKS = re.compile(r"\s+")
_MEDIA_NAME = re.compile(r"[^\w.-]+")


def chat_text(content: Parsed) -> str:
    """Return a transcript as CHAT-CA, from ``@UTF8`` to ``@End``."""
    transcript = content.transcript
    codes = chat_codes(transcript.participants)
    headers = (*_headers(transcript, codes), *_media(content.media))
    return "\n".join((*headers, *_Body(transcript, codes).lines(), "@End", ""))


def chat_codes(people: tuple[Participant, ...]) -> dict[str, str]:
    """Return a CHAT code, at most seven capitals and digits, for everybody; no two the same."""
    codes: dict[str, str] = {}
    taken = {UNIDENTIFIED}
    for person in people:
        wanted = _CODE.sub("", person.code.upper())[:7] or "SPK"
        code, number = wanted, 2
        while code in taken:
            code, number = f"{wanted[: 7 - len(str(number))]}{number}", number + 1
        taken.add(code)
        codes[person.code] = code
    return codes


def _headers(transcript: Transcript, codes: dict[str, str]) -> Iterator[str]:
    people = [(codes[p.code], _role(p), p.role) for p in transcript.participants]
    if any(line.speakers == (UNKNOWN,) for line in transcript.lines):
        people.append((UNIDENTIFIED, "Unidentified", ""))
    yield from ("@UTF8", "@Begin", "@Languages:\teng")
    yield "@Participants:\t" + ", ".join(f"{code} {role}" for code, role, _ in people)
    yield "@Options:\tCA"
    for code, role, words in people:
        own = words if words in ROLES else ""
        yield f"@ID:\teng|ca_tool|{code}|||||{role}||{own}|"


def _media(names: tuple[str, ...]) -> Iterator[str]:
    """Name the first recording as CHAT does, without folder and suffix."""
    for name in names[:1]:
        path = PurePosixPath(name.replace("\\", "/"))
        if stem := _MEDIA_NAME.sub("_", path.stem).strip("_"):
            yield f"@Media:\t{stem}, {'video' if path.suffix.lower() in VIDEO else 'audio'}"


def _role(person: Participant) -> str:
    """Return a role as CHAT writes it: one of its own where we know which, else our words."""
    if person.role in ROLES:
        return ROLES[person.role]
    return re.sub(r"[^A-Za-z0-9]+", "_", person.role).strip("_") or "Unidentified"


class _Body:
    """The main part of a file while it is being written."""

    def __init__(self, transcript: Transcript, codes: dict[str, str]) -> None:
        self._transcript = transcript
        self._codes = codes | {UNKNOWN: UNIDENTIFIED}
        self._overlaps = overlap_signs(transcript)
        taken = turn_taking(transcript)
        self._own = {p for latch in taken.latches if latch.same_speaker for p in latch[:2] if p}
        self._waiting = ""
        self._spoken = False

    def lines(self) -> Iterator[str]:
        """Yield the lines between the headers and ``@End``."""
        for line, tokens in zip(self._transcript.lines, self._transcript.tokens, strict=True):
            match line.kind:
                case LineKind.TALK | LineKind.CONTINUATION:
                    yield from self._talk(line, tokens)
                case LineKind.SILENCE:
                    yield from self._silence(line, tokens)
                case LineKind.OMISSION:
                    yield "@New Episode"
                case LineKind.TIER if self._spoken:
                    yield f"%com:\t{_tidy(line.raw)}"
                case LineKind.COMMENT | LineKind.HEADER | LineKind.TIER:
                    yield f"@Comment:\t{_unbracketed(line.text or line.raw)}"
        if self._waiting:
            yield f"@Comment:\t{self._waiting.strip()}"

    def _talk(self, line: Line, tokens: tuple[Token, ...]) -> Iterator[str]:
        said = self._said(line, tokens)
        continues = line.kind is LineKind.CONTINUATION or (not line.label and self._spoken)
        if continues and self._spoken:
            yield f"\t{said}"
            return
        self._spoken = True
        for speaker in line.speakers or (UNKNOWN,):
            yield f"*{self._codes[speaker]}:\t{self._waiting}{said or '0 .'}"
            self._waiting = ""

    def _silence(self, line: Line, tokens: tuple[Token, ...]) -> Iterator[str]:
        """Before the first speaker a silence has no line to stand on: it opens the first turn."""
        if self._spoken:
            yield f"\t{self._said(line, tokens)}"
        else:
            self._waiting += f"{self._words(line, tokens)} "

    def _said(self, line: Line, tokens: tuple[Token, ...]) -> str:
        return f"{self._words(line, tokens)} {_times(line, tokens)}".strip()

    def _words(self, line: Line, tokens: tuple[Token, ...]) -> str:
        changes = (*chat_changes(line, tokens, self._overlaps), *self._latches(line, tokens))
        return _tidy(rewritten(line, changes))

    def _latches(self, line: Line, tokens: tuple[Token, ...]) -> Iterator[Change]:
        """Write ``≈`` at a line's end; at its start ``+≈`` after one's own talk, else ``+^``."""
        for token in tokens:
            if token.kind is not K.LATCH:
                continue
            place = (line.id, token.start)
            if line.raw[line.body : token.start].strip("[ \t"):
                yield Change(token.start, token.end, " ≈")
            else:
                yield Change(token.start, token.end, "+≈ " if place in self._own else "+^ ")


def _times(line: Line, tokens: tuple[Token, ...]) -> str:
    """Return the time mark of a line: from its own times, else from a mark typed in its talk."""
    if line.start_ms is not None and line.end_ms is not None:
        return f"\x15{line.start_ms}_{line.end_ms}\x15"
    typed = (token.value for token in tokens if token.kind is K.TIME_CODE and "_" in token.value)
    return next((f"\x15{times}\x15" for times in typed), "")


def _tidy(text: str) -> str:
    """Return *text* with single blanks, and none where CHAT's own strict readers want none."""
    return _BLANKS.sub(" ", text).strip()


def _unbracketed(text: str) -> str:
    """Return what a line of description says, without its double brackets."""
    text = _tidy(text)
    return text[2:-2].strip() if text.startswith("((") and text.endswith("))") else text
