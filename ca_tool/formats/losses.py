"""What formats cannot carry, each with the question whether this transcript has any of it.

A writer declares a selection of these losses; of a transcript only those are told that happen. The
test over all formats holds them to it: what is not told comes back equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from ca_tool.formats.registry import TAGS_LOST, Loss, Parsed, has_codes
from ca_tool.formats.timed_talk import stretches_of
from ca_tool.transcript import UNKNOWN, Line, LineKind, TokenKind, Transcript

_TALK = frozenset({LineKind.TALK, LineKind.CONTINUATION})
_BRACKETS = frozenset({TokenKind.OVERLAP_ONSET, TokenKind.OVERLAP_END})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBERED = re.compile(r"[⌈⌉⌊⌋]\d")
_CHAT_ONLY = re.compile(r"\[(?:/|\*|:|<|>|\+|=)|\+[./!?\"^<,+]|@[a-z]|&[-+~]|<[^>]*>")
_OWN_HEADERS = ("@UTF8", "@Begin", "@End", "@Options", "@Comment", "@New Episode", "\t")


def has_headings(content: Parsed) -> bool:
    """Whether there are headings or blank lines."""
    return _any_line(content, lambda line: line.kind in (LineKind.HEADER, LineKind.BLANK))


def has_numbers(content: Parsed) -> bool:
    """Whether line numbers are printed."""
    return _any_line(content, lambda line: bool(line.number))


def has_margins(content: Parsed) -> bool:
    """Whether something stands in the margins: an arrow, say."""
    return not is_chat(content) and _any_line(content, _has_margin)


def has_frame(content: Parsed) -> bool:
    """Whether there is more than lines of talk: headings, numbers, marks in the margins."""
    return has_headings(content) or has_numbers(content) or has_margins(content)


def has_overlaps(content: Parsed) -> bool:
    """Whether there are brackets of overlaps, whose columns may tell which belong together."""
    return _has_token(content.transcript, _BRACKETS)


def has_printed_labels(content: Parsed) -> bool:
    """Whether people are called otherwise than by their codes."""
    return _any_line(content, lambda line: bool(line.label) and _name(line) != _code(line))


def is_unsure(content: Parsed) -> bool:
    """Whether the transcriber was unsure who speaks."""
    return _any_line(content, lambda line: not line.certain and line.speakers != (UNKNOWN,))


def is_wrapped(content: Parsed) -> bool:
    """Whether talk goes on in another line."""
    return _any_line(content, lambda line: line.kind is LineKind.CONTINUATION)


def has_chorus(content: Parsed) -> bool:
    """Whether several people say a line together."""
    return _any_line(content, lambda line: len(line.speakers) > 1)


def has_roles(content: Parsed) -> bool:
    """Whether people have roles."""
    return any(person.role for person in content.transcript.participants)


def has_silent_people(content: Parsed) -> bool:
    """Whether somebody never speaks, is absent, or has capitals that are a device's."""
    spoken = {code for line in content.transcript.lines for code in line.speakers}
    return any(
        person.code not in spoken or not person.present or person.caps_are_device
        for person in content.transcript.participants
    )


def has_tiers(content: Parsed) -> bool:
    """Whether there are dependent tiers or lines of bodily action."""
    return _any_line(content, lambda line: line.kind is LineKind.TIER)


def has_untimed_talk(content: Parsed) -> bool:
    """Whether a line has no start or no end."""
    stretches = stretches_of(content.transcript)
    return any(one.start_ms is None or one.end_ms is None for one in stretches)


def has_times(content: Parsed) -> bool:
    """Whether a line has a time."""
    return _any_line(content, lambda line: line.start_ms is not None or line.end_ms is not None)


def has_half_times(content: Parsed) -> bool:
    """Whether a line has a start without an end, or an end without a start."""
    return _any_line(content, lambda line: (line.start_ms is None) != (line.end_ms is None))


def has_times_beside(content: Parsed) -> bool:
    """Whether a line has times that are not typed in it."""
    rows = zip(content.transcript.lines, content.transcript.tokens, strict=True)
    return any(
        line.start_ms is not None
        and "\x15" not in line.raw
        and not any(token.kind is TokenKind.TIME_CODE for token in tokens)
        for line, tokens in rows
    )


def meets_itself(content: Parsed) -> bool:
    """Whether one person's lines, or those of nobody, overlap in time."""
    ends: dict[str, int] = {}
    for one in _in_time(content):
        if (one[0] or 0) < ends.get(one[2], 0):
            return True
        ends[one[2]] = max(ends.get(one[2], 0), one[1] or 0)
    return False


def starts_together(content: Parsed) -> bool:
    """Whether two lines begin at the same time, or lines are not in the order of their times."""
    starts = [one.start_ms or 0 for one in stretches_of(content.transcript)]
    return any(one >= after for one, after in pairwise(starts))


def has_media(content: Parsed) -> bool:
    """Whether a recording is named."""
    return bool(content.media)


def has_notes(content: Parsed) -> bool:
    """Whether there are notes on the recording as a whole."""
    return bool(content.notes)


def has_control_characters(content: Parsed) -> bool:
    """Whether there are characters no text holds: control characters, halves of characters."""
    said = content.transcript.profile != "chat-ca"  # there they are part of the notation
    return _any_line(content, lambda line: bool(said and _CONTROL.search(line.raw)))


def is_chat(content: Parsed) -> bool:
    """Whether it is in CHAT's notation."""
    return content.transcript.profile == "chat-ca"


def has_chat_headers(content: Parsed) -> bool:
    """Whether CHAT's headers say something: languages, ages, groups, media, roles."""
    return is_chat(content) and _any_line(
        content,
        lambda line: line.kind is LineKind.HEADER and not line.raw.startswith(_OWN_HEADERS),
    )


def has_chat_codes(content: Parsed) -> bool:
    """Whether there are codes that only CHAT has: retracing, errors, terminators and such."""
    return is_chat(content) and _in_talk(content, _CHAT_ONLY)


def has_numbered_overlaps(content: Parsed) -> bool:
    """Whether brackets of overlaps are numbered, as only CHAT's are."""
    return is_chat(content) and _in_talk(content, _NUMBERED)


def has_voices(content: Parsed) -> bool:
    """Whether there are voice qualities that only CHAT has a sign for."""
    return is_chat(content) and _has_token(content.transcript, frozenset({TokenKind.VOICE}))


def has_kind(*kinds: TokenKind) -> Callable[[Parsed], bool]:
    """Return the question whether there is a token of one of *kinds*."""
    wanted = frozenset(kinds)
    return lambda content: _has_token(content.transcript, wanted)


def either(*questions: Callable[[Parsed], bool]) -> Callable[[Parsed], bool]:
    """Return the question whether one of *questions* is answered by yes."""
    return lambda content: any(question(content) for question in questions)


def _any_line(content: Parsed, question: Callable[[Line], bool]) -> bool:
    return any(map(question, content.transcript.lines))


def _has_token(transcript: Transcript, kinds: frozenset[TokenKind]) -> bool:
    return any(token.kind in kinds for tokens in transcript.tokens for token in tokens)


def _in_talk(content: Parsed, pattern: re.Pattern[str]) -> bool:
    return _any_line(
        content, lambda line: line.kind in _TALK and pattern.search(line.text) is not None
    )


def _has_margin(line: Line) -> bool:
    """Whether there is more before the talk than number and label, or anything after it."""
    if line.kind not in _TALK:
        return False
    before = line.raw[: line.body].replace(line.label, "", 1).replace(line.number, "", 1)
    return bool(before.strip(" \t:.()?") or line.raw[line.body_end :].strip())


def _name(line: Line) -> str:
    return line.label.strip().lstrip("*").rstrip(":").strip()


def _code(line: Line) -> str:
    return line.speakers[0] if len(line.speakers) == 1 else ""


def _in_time(content: Parsed) -> list[tuple[int, int, str]]:
    return sorted(
        (one.start_ms, one.end_ms or one.start_ms, one.speaker)
        for one in stretches_of(content.transcript)
        if one.start_ms is not None
    )


FRAME = Loss("headings, blank lines, line numbers and margin marks", has_frame)
COLUMNS = Loss("columns: brackets of overlaps pair by their signs instead", has_overlaps)
LABELS = Loss("how labels were printed: people are named by their codes", has_printed_labels)
UNSURE = Loss("how sure the transcriber was of a speaker", is_unsure)
WRAPPED = Loss("where long talk was wrapped: lines of one stretch are joined", is_wrapped)
CHORUS = Loss("that talk in chorus is one line: it is written once for each person", has_chorus)
ROLES = Loss("roles of people", has_roles)
PEOPLE = Loss(
    "who was there without a word or absent, and whose capitals are a device's", has_silent_people
)
TIERS = Loss("dependent tiers and lines of bodily action", has_tiers)
TAGS = Loss(TAGS_LOST, has_codes)
UNTIMED = Loss(
    "that a line had no time: such lines get a second each, in their place", has_untimed_talk
)
MEETS_ITSELF = Loss(
    "that one person's lines overlap in time: the earlier one is cut short", meets_itself
)
TOGETHER = Loss("the order of lines that begin at the same time", starts_together)
HALF_TIMES = Loss("a start without an end, an end without a start", has_half_times)
MEDIA = Loss("which recording it belongs to", has_media)
NOTES = Loss("notes on the recording", has_notes)
CONTROL = Loss("control characters and halves of characters", has_control_characters)
CHAT_HEADERS = Loss(
    "headers other than comments: languages, ages, groups, media, roles", has_chat_headers
)
CHAT_CODES = Loss(
    "codes that only CHAT has: retracing, error and language codes, terminators such as +...",
    has_chat_codes,
)
NUMBERED = Loss(
    "the numbers of overlaps: brackets pair by column and order instead", has_numbered_overlaps
)
VOICES = Loss(
    "voice qualities without a Jefferson sign: breathy, yawning, precise, high and low register",
    has_voices,
)

OF_TALK = (
    FRAME,
    COLUMNS,
    LABELS,
    UNSURE,
    WRAPPED,
    CHORUS,
    ROLES,
    PEOPLE,
    TIERS,
    CONTROL,
    CHAT_CODES,
    VOICES,
)
"""What no format of timed stretches carries of the talk."""

BESIDE = (MEDIA, NOTES)
"""What stands beside the talk, where the format has no place for it."""
