"""What a transcript holds under one counting policy, looked up once and kept with the transcript.

Nothing here depends on anybody's tags, so it survives every tag edit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from ca_tool.transcript import UNKNOWN, Place, Span, TokenKind, Transcript
from ca_tool.turn_taking import Overlap, Silence, Turn, TurnKind, TurnTaking, turn_taking

if TYPE_CHECKING:
    from ca_tool.coding import Tag
    from ca_tool.measures.evidence import Initiation, Question
    from ca_tool.measures.table import Number

    Kept: TypeAlias = "tuple[tuple[Tag, tuple[Tag, ...], str], Question, Initiation]"

Position: TypeAlias = tuple[int, int]
"""Index of a line in the transcript, and a column: sorts in text order."""

UNDER_RECORDED = 0.10
"""Share of unintelligible stretches per turn above which word counts carry a banner (E-7)."""

_VOWELS = re.compile(r"[aeiouyàáâäæèéêëìíîïòóôöøùúûü]+")
_DEVICE = re.compile(r"\b(device|aac|symbol|tablet|talker|eye.?gaze|switch)", re.IGNORECASE)
_HANDLED = re.compile(
    r"\b(?:points?|looks?|gazes?|reach(?:es)?|holds?|hands?|moves?|picks?|puts?|turns?|shows?)\b",
    re.IGNORECASE,
)
"""What is done to a device rather than with it."""
_NO_LETTER = re.compile(r"[^\w']+|[\d_]+")


@lru_cache(maxsize=1 << 16)
def _spelled(word: str) -> str:
    return _NO_LETTER.sub("", word).lower()


@dataclass(frozen=True)
class Talk:
    """One transcript's turns and silences, ready to be counted. See :func:`talk`."""

    transcript: Transcript
    taking: TurnTaking

    @cached_property
    def roster(self) -> tuple[str, ...]:
        """Whoever is present or speaks, in the transcript's order (E-2)."""
        speaking = {turn.speaker for turn in self.turns}
        return tuple(
            person.code
            for person in self.transcript.participants
            if person.code != UNKNOWN and (person.present or person.code in speaking)
        )

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """In order of onset."""
        return self.taking.turns

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Case ids, in step with ``turns``."""
        begin = (turn.pieces[0] for turn in self.turns)
        return tuple(f"turn:{piece.line}:{piece.start}" for piece in begin)

    @cached_property
    def places(self) -> dict[str, tuple[Span, ...]]:
        """Case id of a turn, silence or overlap → its stretches."""
        found: dict[str, tuple[Span, ...]] = {
            case: turn.pieces for case, turn in zip(self.ids, self.turns, strict=True)
        }
        for silence in self.taking.silences:
            found[silence_id(silence)] = (silence.span,)
        for overlap in self.taking.overlaps:
            points = (overlap.first, *overlap.others)
            case = f"overlap:{overlap.first.line}:{overlap.first.column}"
            found[case] = tuple(Span(at.line, at.column, at.line, at.column) for at in points)
            for at in overlap.others:
                found.setdefault(onset_id(overlap, at), (found[case][0], Span(*at, *at)))
        return found

    @cached_property
    def silences(self) -> tuple[tuple[Silence, str, Position, int | None], ...]:
        """Each silence, its case id, where it is, and the turn that began last before it."""
        row = self.transcript.row
        found = []
        for silence in self.taking.silences:
            here = row[silence.span.line], silence.span.start
            found.append((silence, silence_id(silence), here, self.last_started(here)))
        return tuple(found)

    @cached_property
    def went_on(self) -> dict[tuple[int, Position, Position], bool]:
        """Turn, end of a stretch in it, start of a silence → whether more was said in between."""
        return {}

    @cached_property
    def of(self) -> dict[str, tuple[int, ...]]:
        """Participant code → indices of that person's turns."""
        found: dict[str, list[int]] = {code: [] for code in self.roster}
        for turn in self.turns:
            found.setdefault(turn.speaker, []).append(turn.index)
        return {code: tuple(indices) for code, indices in found.items()}

    @cached_property
    def attributed(self) -> tuple[int, ...]:
        """Indices of the turns whose speaker is on the roster."""
        known = frozenset(self.roster)
        return tuple(turn.index for turn in self.turns if turn.speaker in known)

    @cached_property
    def unattributed(self) -> tuple[int, ...]:
        """Indices of the turns of speakers nobody could identify (N-04)."""
        known = frozenset(self.roster)
        return tuple(turn.index for turn in self.turns if turn.speaker not in known)

    @cached_property
    def _partitions(self) -> dict[tuple[int, ...], dict[str, tuple[tuple[str, ...], ...]]]:
        return {}

    def parted(self, counted: tuple[int, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return each participant's case ids of the turns *counted*, and the other people's."""
        kept = self._partitions.get(counted)
        if kept is None:
            pairs = [(self.ids[i], self.turns[i].speaker) for i in counted]
            kept = self._partitions[counted] = {
                code: (
                    tuple([case for case, speaker in pairs if speaker == code]),
                    tuple([case for case, speaker in pairs if speaker != code]),
                )
                for code in self.roster
            }
        return kept

    @cached_property
    def words(self) -> dict[str, int]:
        """Participant code → words."""
        return {code: sum(self.turns[i].words for i in self.of[code]) for code in self.roster}

    @cached_property
    def starts(self) -> tuple[Position, ...]:
        """Where each turn begins, in step with ``turns``."""
        row = self.transcript.row
        begin = (turn.pieces[0] for turn in self.turns)
        return tuple((row[piece.line], piece.start) for piece in begin)

    @cached_property
    def ends(self) -> tuple[Position, ...]:
        """Where each turn ends, in step with ``turns``."""
        row = self.transcript.row
        last = (turn.pieces[-1] for turn in self.turns)
        return tuple([(row[piece.end_line], piece.end) for piece in last])

    @cached_property
    def transitions(self) -> tuple[tuple[str, Turn, Turn], ...]:
        """Case id of a turn, the turn before it, and the turn: both of known speakers."""
        return tuple([found for found in self._pairs if not self._apart(*found[1:])])

    @cached_property
    def apart(self) -> tuple[tuple[str, Turn, str], ...]:
        """Case id of a turn that makes no transition with the one before, that one, and why."""
        found = ((case, first, self._apart(first, second)) for case, first, second in self._pairs)
        return tuple([(case, first, why) for case, first, why in found if why])

    @property
    def _pairs(self) -> Iterator[tuple[str, Turn, Turn]]:
        return zip(self.ids[1:], self.turns, self.turns[1:], strict=False)

    def _apart(self, first: Turn, second: Turn) -> str:
        if second.follows_gap:
            return "gap in the transcript"
        known = first.speaker in self.words and second.speaker in self.words
        return "" if known else "speaker not identified"

    @cached_property
    def responses(self) -> dict[str, tuple[Initiation, int | None, str]]:
        """Case id of a first pair part → it, the turn that responds to it, else why none does."""
        return {}

    @cached_property
    def _order(self) -> tuple[tuple[Position, ...], tuple[int, ...]]:
        pairs = sorted(zip(self.starts, range(len(self.turns)), strict=True))
        latest = accumulate((index for _, index in pairs), max)
        return tuple(start for start, _ in pairs), tuple(latest)

    @cached_property
    def _pieces(self) -> dict[int, list[tuple[int, int, int]]]:
        lines: dict[int, list[tuple[int, int, int]]] = {}
        for turn in self.turns:
            for piece in turn.pieces:
                lines.setdefault(piece.line, []).append((piece.start, piece.end, turn.index))
        return lines

    def last_started(self, position: Position) -> int | None:
        """Return the index of the turn that began last before *position*, if any."""
        starts, latest = self._order
        at = bisect_right(starts, position)
        return latest[at - 1] if at else None

    @cached_property
    def _found(self) -> dict[tuple[int, int, str], int | None]:
        return {}

    def turn_at(self, line: int, column: int, speaker: str = "") -> int | None:
        """Return the index of the turn at a place; *speaker*'s own where several share it."""
        key = (line, column, speaker)
        if key not in self._found:
            self._found[key] = self._look_up(line, column, speaker)
        return self._found[key]

    def _look_up(self, line: int, column: int, speaker: str) -> int | None:
        here = self._pieces.get(line, ())
        if len(here) == 1:  # most lines hold one turn
            return here[0][2]
        for wanted in (speaker, ""):
            for start, end, index in here:
                if start <= column < end and wanted in ("", self.turns[index].speaker):
                    return index
        before = [index for start, _, index in here if start <= column]
        return before[-1] if before else next((index for _, _, index in here), None)

    def position(self, line: int, column: int) -> Position:
        """Return where a place is in text order; raises ``KeyError`` if the line is gone."""
        return self.transcript.row[line], column

    @cached_property
    def letters_of_words(self) -> dict[int, tuple[str, ...]]:
        """Turn index → its words as letters only, lower case."""
        found: dict[int, list[str]] = {}
        lines, tokens, row = self.transcript.lines, self.transcript.tokens, self.transcript.row
        for line_id, pieces in self._pieces.items():
            raw = lines[row[line_id]].raw
            said = [
                (at, _spelled(raw[at:end]))
                for at, end, kind, _, _ in tokens[row[line_id]]
                if kind is TokenKind.WORD
            ]
            if len(pieces) == 1:
                found.setdefault(pieces[0][2], []).extend([word for _, word in said])
                continue
            for start, end, index in pieces:
                own = [word for at, word in said if start <= at < end]
                if own:
                    found.setdefault(index, []).extend(own)
        return {index: tuple(words) for index, words in found.items()}

    @cached_property
    def syllables(self) -> dict[int, int]:
        """Turn index → an estimate of its syllables."""
        words = {word for said in self.letters_of_words.values() for word in said}
        of = {word: syllables(word) for word in words}
        return {
            index: sum([of[word] for word in said]) for index, said in self.letters_of_words.items()
        }

    @cached_property
    def minimal(self) -> frozenset[int]:
        """Indices of turns that consist of response tokens only."""
        return frozenset(turn.index for turn in self.turns if turn.minimal)

    @cached_property
    def aided(self) -> frozenset[int]:
        """Indices of turns that follow composing, or that a comment says a device produced."""
        found = {
            silence.after for silence in self.taking.silences if silence.activity == "aac_composing"
        }
        for line, tokens in zip(self.transcript.lines, self.transcript.tokens, strict=True):
            for token in tokens:
                described = token.kind is TokenKind.COMMENT and line.speakers
                if not described or _HANDLED.search(token.value):
                    continue
                if _DEVICE.search(token.value):
                    found.add(self.turn_at(line.id, token.start))
        return frozenset(
            index
            for index in found
            if index is not None and self.turns[index].kind is not TurnKind.EMBODIED
        )

    @cached_property
    def under_recorded(self) -> str:
        """The banner of E-7, or nothing: whose talk the transcript itself records less of."""
        thin = []
        for code in self.roster:
            lost = sum(self.turns[i].unintelligible for i in self.of[code])
            if lost > UNDER_RECORDED * len(self.of[code]):
                thin.append(code)
        who = " and ".join(thin)
        return f"the transcript records less of {who}'s talk than {who} produced" if thin else ""

    @cached_property
    def questions(self) -> dict[str, Kept]:
        """Tag id → what a question was made of, the question, and it as an initiation."""
        return {}

    @cached_property
    def _last(self) -> dict[str, tuple[object, tuple[Number, ...]]]:
        return {}

    def since(
        self, name: str, basis: object, numbers: Callable[[], Iterable[Number]]
    ) -> tuple[Number, ...]:
        """Return *numbers*: those of the last edit where *basis*, all they rest on, is the same."""
        kept = self._last.get(name)
        if kept is None or kept[0] != basis:
            kept = self._last[name] = basis, tuple(numbers())
        return kept[1]

    @cached_property
    def numbers(self) -> dict[str, tuple[Number, ...]]:
        """Numbers of measures that read no coding, by measure id: computed once."""
        return {}


def talk(transcript: Transcript, policy: str) -> Talk:
    """Return the :class:`Talk` of *transcript*, kept with the transcript for the next edit."""
    kept: dict[str, Talk] = vars(transcript).setdefault("_talk", {})
    if policy not in kept:
        kept[policy] = Talk(transcript, turn_taking(transcript, policy))
    return kept[policy]


def onset_id(overlap: Overlap, partner: Place) -> str:
    """Return the case id of *partner*'s onset: the overlap's, unless several come in on one."""
    at = overlap.first if len(overlap.others) == 1 else partner
    return f"overlap:{at.line}:{at.column}"


def forget(transcript: Transcript) -> None:
    """Drop what is kept with *transcript*, which refers back to it: its memory is free at once."""
    vars(transcript).pop("_talk", None)


def silence_id(silence: Silence) -> str:
    """Return the case id of a silence."""
    return f"silence:{silence.span.line}:{silence.span.start}"


@lru_cache(maxsize=1 << 16)
def _letters_only(word: str) -> str:
    return _NO_LETTER.sub("", word).lower()


@lru_cache(maxsize=1 << 16)
def syllables(word: str) -> int:
    """Estimate the syllables of *word* by groups of vowels, a final silent *e* left out."""
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ie", "oe", "ye"))
    return max(1, groups - (silent and groups > 1))


def is_talk(turn: Turn) -> bool:
    """Return whether somebody says something in *turn*, even if nobody could make out what."""
    return turn.kind in (TurnKind.TALK, TurnKind.UNINTELLIGIBLE)
