"""Turns from the stream, under a counting policy, with the silences between and inside them.

A turn is a maximal stretch of one participant's contribution, in order of onset, bounded by the
onset of another participant's contribution (CP-1; science §1.7).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ca_tool.transcript import Line, Span
from ca_tool.turn_taking.items import Break, Item, Still, Stretch
from ca_tool.turn_taking.units import Unit
from ca_tool.turn_taking.values import SPLIT_AT, Silence, SilenceKind, Transition, Turn, TurnKind


@dataclass(slots=True)
class Draft:
    """A turn while it grows."""

    index: int
    speaker: str
    transition: Transition
    silence: float | None
    follows_gap: bool
    choral: bool = False
    stretches: list[Stretch] = field(default_factory=list)


@dataclass(slots=True)
class Waiting:
    """A silence that nobody has ended yet; ``owner`` spoke last, ``None`` at an edge."""

    still: Still
    owner: Draft | None
    complete: bool


def turns_of(
    items: list[Item], units: list[Unit], lines: tuple[Line, ...], policy: str
) -> tuple[tuple[Turn, ...], tuple[Silence, ...]]:
    """Build the turns and silences of *items* under *policy*."""
    grouping = _Grouping(units, lines, split=policy == "CP-1s")
    for item in items:
        if isinstance(item, Stretch):
            grouping.go_on(item)
        elif isinstance(item, Still):
            grouping.wait(item)
        elif isinstance(item, Break):
            grouping.part()
    grouping.part()
    turns = tuple(_turn(draft, lines) for draft in grouping.drafts)
    silences = sorted(grouping.silences, key=lambda found: found[0])
    return turns, tuple(silence for _, silence in silences)


class _Grouping:
    """Goes through the stream; ``drafts`` and ``silences`` fill up."""

    def __init__(self, units: list[Unit], lines: tuple[Line, ...], *, split: bool) -> None:
        self.drafts: list[Draft] = []
        self.silences: list[tuple[tuple[int, int], Silence]] = []
        self._units = units
        self._lines = lines
        self._split = split
        self._of_unit: list[list[Draft]] = [[] for _ in units]
        self._waiting: list[Waiting] = []
        self._last: Draft | None = None
        self._last_stretch: Stretch | None = None
        self._at_edge = True

    def wait(self, still: Still) -> None:
        """Take in a silence: whose it is shows only when somebody ends it."""
        owner, stretch = self._last, self._last_stretch
        complete = stretch is not None and stretch.complete
        self._waiting.append(Waiting(still, owner, complete))

    def part(self) -> None:
        """Nothing crosses an omission or the end; silences there are censored."""
        for waiting in self._waiting:
            before = waiting.owner.index if waiting.owner else None
            self._settle(waiting, SilenceKind.EDGE, before, None)
        self._waiting = []
        self._last = self._last_stretch = None
        self._at_edge = True

    def go_on(self, stretch: Stretch) -> None:
        """Take in the next stretch of talk: it begins turns or goes on with them."""
        unit = self._units[stretch.unit]
        drafts = self._continued(unit, stretch)
        if not drafts:
            drafts = self._begin(unit)
        elif self._splits():
            drafts = [self._draft(draft.speaker, Transition.TIMED) for draft in drafts]
            self._end_silences(drafts[0], same_speaker=True)
        else:
            self._end_silences(drafts[0], same_speaker=False)
        self._of_unit[unit.index] = drafts
        for draft in drafts:
            draft.stretches.append(stretch)
            draft.choral = draft.choral or len(unit.speakers) > 1
        self._last, self._last_stretch, self._at_edge = drafts[-1], stretch, False

    def _continued(self, unit: Unit, stretch: Stretch) -> list[Draft]:
        """Return the turns *stretch* goes on with, if any."""
        if stretch is not unit.stretches[0]:
            return self._of_unit[unit.index]
        return self._of_unit[unit.through] if unit.through >= 0 else []

    def _splits(self) -> bool:
        if not (self._split and self._waiting):
            return False
        return sum(waiting.still.seconds or 0.0 for waiting in self._waiting) >= SPLIT_AT

    def _begin(self, unit: Unit) -> list[Draft]:
        """Begin a turn for each speaker of *unit*; in chorus the others start with the first.

        A silence typed before an overlapped onset comes after it: the overlap was in what went
        before the silence.
        """
        transition = self._transition(unit)
        first, *others = unit.speakers
        drafts = [self._draft(first, transition)]
        drafts += [self._draft(speaker, Transition.OVERLAP) for speaker in others]
        if transition is not Transition.OVERLAP:
            self._end_silences(drafts[0], same_speaker=False)
        return drafts

    def _transition(self, unit: Unit) -> Transition:
        if not self.drafts:
            return Transition.FIRST
        if self._at_edge:
            return Transition.GAP
        if unit.starts_in_overlap:
            return Transition.OVERLAP
        if self._waiting:
            stills = [waiting.still for waiting in self._waiting]
            if any(still.seconds is not None for still in stills):
                return Transition.TIMED
            if all(still.micropause for still in stills):
                return Transition.MICROPAUSE
            return Transition.UNTIMED
        return Transition.LATCH if unit.latched else Transition.UNMARKED

    def _draft(self, speaker: str, transition: Transition) -> Draft:
        silence = None
        if transition is Transition.TIMED:
            silence = round(sum(waiting.still.seconds or 0.0 for waiting in self._waiting), 3)
        gap = transition in (Transition.FIRST, Transition.GAP)
        draft = Draft(len(self.drafts), speaker, transition, silence, gap)
        self.drafts.append(draft)
        return draft

    def _end_silences(self, draft: Draft, *, same_speaker: bool) -> None:
        """*draft* ends the silences waiting: inside a turn where the same turn goes on."""
        if not self._waiting:
            return
        for waiting in self._waiting:
            owner = waiting.owner
            if owner is None:
                kind = SilenceKind.EDGE
            elif owner is draft or same_speaker:
                kind = SilenceKind.PAUSE_AT_TRP if waiting.complete else SilenceKind.PAUSE
            else:
                kind = SilenceKind.GAP
                owner = self._last
            self._settle(waiting, kind, owner.index if owner else None, draft.index)
        self._waiting = []

    def _settle(
        self, waiting: Waiting, kind: SilenceKind, before: int | None, after: int | None
    ) -> None:
        still, lines = waiting.still, self._lines
        span = Span(lines[still.row].id, still.start, lines[still.end_row].id, still.end)
        silence = Silence(
            span, kind, still.seconds, still.micropause, before, after, still.activity
        )
        self.silences.append(((still.row, still.start), silence))


def _turn(draft: Draft, lines: tuple[Line, ...]) -> Turn:
    """Add up what the stretches of *draft* hold."""
    words = fillers = cut_offs = letters = unintelligible = responses = vocal = 0
    for stretch in draft.stretches:
        words += stretch.words
        fillers += stretch.fillers
        cut_offs += stretch.cut_offs
        letters += stretch.letters
        unintelligible += stretch.unintelligible
        responses += stretch.responses
        vocal += stretch.vocal
    pieces, certain, start_ms, end_ms = _extent(draft.stretches, lines)
    return Turn(
        draft.index,
        draft.speaker,
        pieces,
        _kind(words, unintelligible, vocal),
        words=words,
        fillers=fillers,
        cut_offs=cut_offs,
        letters=letters,
        unintelligible=unintelligible,
        minimal=0 < words == responses and not unintelligible,
        choral=draft.choral,
        certain=certain,
        transition=draft.transition,
        silence=draft.silence,
        follows_gap=draft.follows_gap,
        start_ms=start_ms,
        end_ms=end_ms,
    )


def _kind(words: int, unintelligible: int, vocal: int) -> TurnKind:
    if words:
        return TurnKind.TALK
    if unintelligible:
        return TurnKind.UNINTELLIGIBLE
    return TurnKind.VOCAL if vocal else TurnKind.EMBODIED


def _extent(
    stretches: list[Stretch], lines: tuple[Line, ...]
) -> tuple[tuple[Span, ...], bool, int | None, int | None]:
    """Return one span per line, whether all their speakers are certain, and their times."""
    pieces: list[Span] = []
    certain, row = True, -1
    start_ms: int | None = None
    end_ms: int | None = None
    for stretch in stretches:
        line = lines[stretch.row]
        if stretch.row == row:
            pieces[-1] = pieces[-1]._replace(end=stretch.end)
            continue
        row = stretch.row
        pieces.append(Span(line.id, stretch.start, line.id, stretch.end))
        certain = certain and line.certain
        if line.start_ms is not None and (start_ms is None or line.start_ms < start_ms):
            start_ms = line.start_ms
        if line.end_ms is not None and (end_ms is None or line.end_ms > end_ms):
            end_ms = line.end_ms
    return tuple(pieces), certain, start_ms, end_ms
