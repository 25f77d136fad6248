"""Turn-taking of a transcript: the whole derivation, remembered with the transcript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ca_tool.notation.assembly import without_collection
from ca_tool.problems import Problem
from ca_tool.transcript import Transcript
from ca_tool.turn_taking.grouping import turns_of
from ca_tool.turn_taking.latches import latches_of
from ca_tool.turn_taking.overlaps import overlaps_of
from ca_tool.turn_taking.stream import stream_of
from ca_tool.turn_taking.units import units_of
from ca_tool.turn_taking.values import POLICIES, Turn, TurnKind, TurnTaking

_KEPT = "_turn_taking"
_RANK = (TurnKind.TALK, TurnKind.UNINTELLIGIBLE, TurnKind.VOCAL, TurnKind.EMBODIED)


def turn_taking(transcript: Transcript, policy: str = "CP-1") -> TurnTaking:
    r"""Return the turns, silences, overlaps and latches of *transcript* under *policy*.

    A transcript never changes, so what was derived once is kept with it.

    Raises
    ------
    ValueError
        *policy* is not one of :data:`~ca_tool.turn_taking.values.POLICIES`.

    Examples
    --------
    >>> from ca_tool.notation import parse
    >>> found = turn_taking(parse("ANN: are you coming?\nBEN: (0.4) yeah\n"))
    >>> [(turn.speaker, turn.words, turn.transition.value) for turn in found.turns]
    [('ANN', 3, 'first'), ('BEN', 1, 'timed')]
    """
    if policy not in POLICIES:
        raise ValueError(f"unknown counting policy {policy!r}: use one of {', '.join(POLICIES)}")
    kept: dict[str, TurnTaking] = vars(transcript).setdefault(_KEPT, {})
    if policy not in kept:
        kept.update(_derived(transcript, (policy,)))
    return kept[policy]


def under_every_policy(transcript: Transcript) -> None:
    """Derive what *transcript* holds under all policies at once: most of the work is the same."""
    kept: dict[str, TurnTaking] = vars(transcript).setdefault(_KEPT, {})
    kept.update(_derived(transcript, [policy for policy in POLICIES if policy not in kept]))


def turns(transcript: Transcript, policy: str = "CP-1") -> tuple[Turn, ...]:
    """Return the turns of *transcript* under *policy*, in order of onset."""
    return turn_taking(transcript, policy).turns


def with_turn_taking(transcript: Transcript, *found: TurnTaking) -> Transcript:
    """Return a copy of *transcript* whose turn-taking is what is given, each under its policy.

    Under a policy that is not given it is derived. The copy shares nothing remembered with the
    original, so it may be measured in another thread.
    """
    copy = replace(transcript)
    vars(copy)[_KEPT] = {taking.policy: taking for taking in found}
    return copy


def _derived(transcript: Transcript, policies: Sequence[str]) -> dict[str, TurnTaking]:
    """Return each of *policies* with what is derived under it."""
    if not policies:
        return {}
    lines = transcript.lines
    with without_collection(len(lines)):
        items = stream_of(transcript)
        units = units_of(items, lines)
        latches = latches_of(units, lines)
        overlaps, odd, aligned = overlaps_of(units, lines)
        found = {policy: turns_of(items, units, lines, policy) for policy in policies}
    problems = tuple(odd)
    return {
        policy: TurnTaking(policy, turns, silences, overlaps, latches, problems, aligned)
        for policy, (turns, silences) in found.items()
    }


def all_problems(transcript: Transcript) -> tuple[Problem, ...]:
    """Return what is odd in *transcript*, by line: its notation, and how its turns fit together."""
    found = dict.fromkeys((*transcript.problems, *turn_taking(transcript).problems))
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column, problem.code)))


def substantive(found: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return *found* without turns of response tokens only; what they divided is one turn again.

    Turns are numbered anew. A turn keeps how it followed the one before it; nothing is joined
    across an omission.
    """
    kept: list[Turn] = []
    removed = False
    for turn in found:
        if turn.minimal:
            removed = True
            continue
        if removed and kept and _belong_together(kept[-1], turn):
            kept[-1] = joined(kept[-1], turn)
        else:
            kept.append(replace(turn, index=len(kept)))
        removed = False
    return tuple(kept)


def _belong_together(before: Turn, after: Turn) -> bool:
    return before.speaker == after.speaker and not after.follows_gap


def joined(before: Turn, after: Turn) -> Turn:
    """Return one turn of *before* and *after*, numbered as *before*."""
    starts = [ms for ms in (before.start_ms, after.start_ms) if ms is not None]
    ends = [ms for ms in (before.end_ms, after.end_ms) if ms is not None]
    kind = min(before.kind, after.kind, key=_RANK.index)
    return replace(
        before,
        pieces=before.pieces + after.pieces,
        kind=kind,
        words=before.words + after.words,
        fillers=before.fillers + after.fillers,
        cut_offs=before.cut_offs + after.cut_offs,
        letters=before.letters + after.letters,
        unintelligible=before.unintelligible + after.unintelligible,
        choral=before.choral or after.choral,
        certain=before.certain and after.certain,
        start_ms=min(starts, default=None),
        end_ms=max(ends, default=None),
    )
