"""Which overlap bracket is CHAT's upper one, which its lower one, and under which number."""

from __future__ import annotations

from collections.abc import Iterator

from ca_tool.transcript import Place, TokenKind, Transcript
from ca_tool.turn_taking import Overlap, turn_taking

HIGHEST = 9
"""CHAT numbers overlaps that stand close together from 2 to 9; the first has no number."""


def overlap_signs(transcript: Transcript) -> dict[Place, str]:
    """Return the sign for every bracket, keyed by its place.

    The first speaker's stretch stands in ``⌈ ⌉``, the others' in ``⌊ ⌋``. Overlaps that share a
    line get different numbers, so that each lower bracket finds its upper one. A bracket without
    a partner is an upper one.
    """
    onsets = dict(_onsets(turn_taking(transcript).overlaps))
    signs: dict[Place, str] = {}
    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        opened = [("⌉", "")]
        for token in tokens:
            place = Place(line.id, token.start)
            if token.kind is TokenKind.OVERLAP_ONSET:
                top, number = onsets.get(place, (True, ""))
                signs[place] = f"{'⌈' if top else '⌊'}{number}"
                opened.append(("⌉" if top else "⌋", number))
            elif token.kind is TokenKind.OVERLAP_END:
                signs[place] = "".join(opened.pop() if len(opened) > 1 else opened[0])
    return signs


def _onsets(overlaps: tuple[Overlap, ...]) -> Iterator[tuple[Place, tuple[bool, str]]]:
    """Yield each bracket that has a partner, whether it is the upper one, and its number."""
    taken: dict[int, set[int]] = {}
    seen: set[Place] = set()
    for overlap in overlaps:
        places = (overlap.first, *overlap.others)
        lines = {place.line for place in places}
        used = set().union(*(taken.get(line, set()) for line in lines))
        number = next((n for n in range(1, HIGHEST + 1) if n not in used), HIGHEST)
        for line in lines:
            taken.setdefault(line, set()).add(number)
        for place in places:
            if place not in seen:
                seen.add(place)
                yield place, (place == overlap.first, str(number) if number > 1 else "")
