"""Floor transfer offsets from media times."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from ca_tool.transcript import UNKNOWN, Transcript
from ca_tool.turn_taking import Turn, turns

WINDOW_MS = 10_000
"""How far back the turn that is followed may end."""

PLANNING_MS = 200
"""How long that turn must have been going on for anybody to respond to it."""


class Transfer(NamedTuple):
    """How much later than another's turn a turn begins.

    Attributes
    ----------
    turn, prior
        Indices of the turn and of the one it follows.
    speaker, prior_speaker
        Their participants.
    offset_ms
        Begin minus end: above 0 a gap, below 0 an overlap.
    """

    turn: int
    prior: int
    speaker: str
    prior_speaker: str
    offset_ms: int


def floor_transfers(
    transcript: Transcript,
    policy: str = "CP-1",
    *,
    window_ms: int = WINDOW_MS,
    planning_ms: int = PLANNING_MS,
    voices: int = 2,
) -> tuple[Transfer, ...]:
    """Return the floor transfer offsets of the turns of *transcript* that have media times.

    A turn follows the latest turn by another speaker that began more than *planning_ms* before it
    and ended within *window_ms* before its start (or goes on still). What the same speaker said in
    between must lie inside that turn. No offset where a turn without times stands in between, or
    where more than *voices* people speak in the window. This is the definition of scikit-talk.

    Parameters
    ----------
    voices
        Speakers allowed in the window; the number of participants for talk of several.

    References
    ----------
    Heldner, M. & Edlund, J. (2010) Journal of Phonetics 38(4): 555–568.
    Levinson, S. & Torreira, F. (2015) Frontiers in Psychology 6: 731.
    """
    found = turns(transcript, policy)
    # The latest end so far never falls, so the window's first turn is found by bisection.
    reached = list(accumulate((turn.end_ms or 0 for turn in found), max))
    transfers = []
    for turn in found:
        if turn.start_ms is None or turn.end_ms is None or turn.speaker == UNKNOWN:
            continue
        first = bisect_left(reached, turn.start_ms - window_ms, 0, turn.index)
        prior = _prior(found[first : turn.index], turn, turn.start_ms - planning_ms, voices)
        if prior is not None and prior.end_ms is not None:
            offset = turn.start_ms - prior.end_ms
            transfers.append(Transfer(turn.index, prior.index, turn.speaker, prior.speaker, offset))
    return tuple(transfers)


def _prior(before: Sequence[Turn], turn: Turn, latest: int, voices: int) -> Turn | None:
    """Return the turn of *before* that *turn* follows; it began before *latest*."""
    if len({one.speaker for one in before} | {turn.speaker}) > voices:
        return None
    own: list[Turn] = []
    for one in reversed(before):
        if one.start_ms is None or one.end_ms is None or one.speaker == UNKNOWN:
            return None
        if one.speaker == turn.speaker:
            own.append(one)
        elif one.start_ms < latest and all(_inside(said, one) for said in own):
            return one
    return None


def _inside(said: Turn, one: Turn) -> bool:
    if None in (said.start_ms, said.end_ms, one.start_ms, one.end_ms):
        return False
    return one.start_ms <= said.start_ms and said.end_ms <= one.end_ms  # type: ignore[operator]
