"""Turn-taking as it would be without some of the turns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ca_tool.transcript import Place, Span
from ca_tool.turn_taking.derive import joined
from ca_tool.turn_taking.values import Overlap, Silence, SilenceKind, Turn, TurnTaking


def without_turns(taking: TurnTaking, gone: Collection[int], *, join: bool = False) -> TurnTaking:
    """Return *taking* without the turns of the indices *gone*; the others are numbered anew.

    Silences stand between the turns that are left, and overlaps with what is gone are no overlaps.
    A turn keeps how it followed the one before it.

    Parameters
    ----------
    join
        Whether turns of one speaker that only such turns parted become one (CP-1, rule 6). Nothing
        is joined across an omission.
    """
    if not gone:
        return taking
    turns, places = _left(taking.turns, frozenset(gone), join=join)
    before, after = _neighbours(places)
    silences = tuple(_moved(silence, places, before, after) for silence in taking.silences)
    whose = {
        piece: taking.turns[index].speaker for index in gone for piece in taking.turns[index].pieces
    }
    overlaps = (_left_of(overlap, whose) for overlap in taking.overlaps)
    return replace(
        taking,
        turns=turns,
        silences=silences,
        overlaps=tuple(overlap for overlap in overlaps if overlap is not None),
    )


def _left(
    found: tuple[Turn, ...], gone: frozenset[int], *, join: bool
) -> tuple[tuple[Turn, ...], list[int | None]]:
    """Return the turns that are left, and for each turn there was which of them it is now."""
    kept: list[Turn] = []
    places: list[int | None] = []
    parted = omitted = False
    for turn in found:
        omitted |= turn.follows_gap
        if turn.index in gone:
            places.append(None)
            parted = True
            continue
        if join and parted and not omitted and kept and kept[-1].speaker == turn.speaker:
            kept[-1] = joined(kept[-1], turn)
        else:
            kept.append(replace(turn, index=len(kept), follows_gap=omitted))
        places.append(len(kept) - 1)
        parted = omitted = False
    return tuple(kept), places


def _neighbours(places: list[int | None]) -> tuple[list[int | None], list[int | None]]:
    """Return for each turn there was the nearest one left at or before it, and at or after it."""
    before: list[int | None] = []
    after: list[int | None] = []
    nearest: int | None = None
    for place in places:
        nearest = nearest if place is None else place
        before.append(nearest)
    nearest = None
    for place in reversed(places):
        nearest = nearest if place is None else place
        after.append(nearest)
    return before, after[::-1]


def _moved(
    silence: Silence,
    places: list[int | None],
    before: list[int | None],
    after: list[int | None],
) -> Silence:
    first = None if silence.before is None else before[silence.before]
    second = None if silence.after is None else after[silence.after]
    return replace(silence, before=first, after=second, kind=_kind(silence, places, first, second))


def _kind(
    silence: Silence, places: list[int | None], first: int | None, second: int | None
) -> SilenceKind:
    """Return what kind of silence it is between the turns *first* and *second*."""
    if silence.kind is SilenceKind.EDGE or first is None or second is None:
        return SilenceKind.EDGE
    if first == second:
        inside = silence.before == silence.after and silence.kind is not SilenceKind.GAP
        return silence.kind if inside else SilenceKind.PAUSE_AT_TRP
    untouched = (places[silence.before or 0], places[silence.after or 0]) == (first, second)
    return silence.kind if untouched else SilenceKind.GAP


def _left_of(overlap: Overlap, whose: Mapping[Span, str]) -> Overlap | None:
    """Return *overlap* without the partners in the pieces of *whose*; nothing if none is left."""
    speakers = [_speaker_at(at, whose) for at in overlap.others]
    if _speaker_at(overlap.first, whose) or all(speakers):
        return None
    if not any(speakers):
        return overlap
    left = [place for place, speaker in enumerate(speakers) if not speaker]
    return replace(
        overlap,
        others=tuple(overlap.others[place] for place in left),
        ends=tuple(overlap.ends[place] for place in left if place < len(overlap.ends)),
        onsets=tuple(overlap.onsets[place] for place in left if place < len(overlap.onsets)),
        speakers=tuple(code for code in overlap.speakers if code not in speakers),
    )


def _speaker_at(at: Place, whose: Mapping[Span, str]) -> str:
    """Return whose piece holds the bracket at a place; it may stand right before the piece."""
    found = (
        speaker
        for piece, speaker in whose.items()
        if piece.line == at.line and piece.start - 1 <= at.column < piece.end
    )
    return next(found, "")
