"""How much each person said: turns, words, letters (M-01, M-02, M-04, M-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, missing, share
from ca_tool.measures.talk import Talk, is_talk, talk
from ca_tool.transcript import UNKNOWN
from ca_tool.turn_taking import Turn, TurnKind

HEADING = "How much each person said"
PER_TURN = "words per turn"

DYAD = (
    "with two people turns alternate, so this is near one half whatever happens: "
    "read it beside words and time"
)
"""The caution of G-12."""


@measure(
    "M-01",
    label="Turn share",
    plain="How many turns each person had",
    heading=HEADING,
    variants={
        "turns_all": "all turns, gestures and laughter too",
        "turns_talk": "turns in which something is said",
        "turns_substantive": "without turns of only mm hm, yeah …; what they part is one turn",
        "turns_split": "a silence splits a turn (policy CP-1s)",
    },
    together=("M-02", "M-05"),
)
def turn_share(evidence: Evidence) -> Iterator[Number]:
    """Return each participant's share of the turns.

    s(p) = turns of p / turns of everybody on the roster, under the counting policy.

    Returns
    -------
    share, 0 to 1
        Sums to 1. Counted: turns. Variants: all; with talk only; substantive (turns that consist
        of response tokens only and answer nothing are removed and the turns around them become
        one); split (a silence splits a turn).

    Notes
    -----
    Denominator: all turns whose speaker is known; turns nobody could attribute stand in a row of
    their own. Missing: nobody has a turn of that kind. A silent person who is present has 0.
    Caution: of two people who alternate, each has about half of the turns whatever happens. Read
    it beside words and time.

    References
    ----------
    Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, p. 706.
    Linell, P., Gustavsson, L. & Juvonen, P. (1988) Linguistics 26(3): 415–442.
    """
    held = evidence.talk
    if "M-01" not in held.numbers:
        held.numbers["M-01"] = tuple(_uncoded_shares(evidence))
    yield from held.numbers["M-01"]
    yield from _turn_shares(held, "turns_substantive", _substantive(evidence))


def _uncoded_shares(evidence: Evidence) -> Iterator[Number]:
    """Yield the shares that read no tags; they are computed once per transcript."""
    held = evidence.talk
    yield from _turn_shares(held, "turns_all", held.attributed)
    spoken = tuple(i for i in held.attributed if is_talk(held.turns[i]))
    yield from _turn_shares(held, "turns_talk", spoken)
    split = talk(evidence.session.transcript, "CP-1s")
    yield from _turn_shares(split, "turns_split", split.attributed)
    if held.unattributed:
        yield _unattributed(held, "turns_all", len(held.unattributed), "turns")


def _unattributed(held: Talk, variant: str, k: int, counts: str) -> Number:
    """Return the row of talk nobody could attribute: counted, and in nobody's share (E-8)."""
    turns = [held.turns[i] for i in held.unattributed]
    words = sum(turn.words for turn in turns)
    cases = Cases(numerator=tuple(held.ids[i] for i in held.unattributed))
    counted = f"{len(turns)} {'turn' if len(turns) == 1 else 'turns'}, {words} words"
    note = f"{counted} unattributed: in nobody's share"
    return Number(UNKNOWN, variant, None, k, cases=cases, unit="share", counts=counts, note=note)


def _turn_shares(held: Talk, variant: str, counted: tuple[int, ...]) -> Iterator[Number]:
    note = DYAD if len(held.roster) == 2 else ""
    excluded = tuple((held.ids[i], "speaker not identified") for i in held.unattributed)
    for code, (own, others) in held.parted(counted).items():
        cases = Cases(own, others, excluded)
        yield share(code, variant, len(own), len(counted), cases, counts="turns", note=note)


def _substantive(evidence: Evidence) -> tuple[int, ...]:
    """Return the turns left when minimal ones are removed and what they parted is joined."""
    kept: list[int] = []
    known, minimal = frozenset(evidence.talk.attributed), evidence.minimal
    before, parted = "", False
    for turn in evidence.talk.turns:
        if turn.follows_gap or turn.index not in known:
            before = ""
        if turn.index not in known:
            continue
        if turn.index in minimal:
            parted = True
            continue
        if not parted or turn.speaker != before:
            kept.append(turn.index)
        before, parted = turn.speaker, False
    return tuple(kept)


def _amounts(
    held: Talk, variant: str, counts: str, amount: Callable[[Turn], float]
) -> Iterator[Number]:
    """Yield each participant's share of an *amount* of which every turn has some."""
    amounts = [amount(turn) for turn in held.turns]
    of = {code: sum([amounts[i] for i in held.of[code]]) for code in held.roster}
    total = sum(of.values())
    having = tuple([i for i in held.attributed if amounts[i]])
    excluded = tuple(
        (held.ids[i], "unintelligible")
        for i in held.attributed
        if held.turns[i].kind is TurnKind.UNINTELLIGIBLE
    ) + tuple((held.ids[i], "speaker not identified") for i in held.unattributed)
    for code, (own, others) in held.parted(having).items():
        cases = Cases(own, others, excluded)
        note = held.under_recorded
        yield share(code, variant, of[code], total, cases, counts=counts, note=note)


@measure(
    "M-02",
    label="Word share",
    plain="How much each person said",
    heading=HEADING,
    variants={
        "words_all": "all words",
        "words_minus_fillers": "without er, um …",
        "words_minus_fillers_cutoffs": "without er, um … and words cut off",
    },
    reads_coding=False,
)
def word_share(evidence: Evidence) -> Iterator[Number]:
    """Return each participant's share of the words.

    s(p) = words of p / words of everybody on the roster.

    Returns
    -------
    share, 0 to 1
        Sums to 1. Counted: words. Variants: all words; without fillers; without fillers and words
        cut off.

    Notes
    -----
    Denominator: all words whose speaker is known. Missing: nobody says a word. Unintelligible talk
    has no words and is listed as excluded; where one person's talk has many such stretches a
    banner says so. No interval but by resampling sequences: words are no independent trials.
    Caution: amount of talk is not control. Every word of a person who uses a device costs more.

    References
    ----------
    Itakura, H. (2001) Journal of Pragmatics 33: 1859–1880.
    Linell, P., Gustavsson, L. & Juvonen, P. (1988) Linguistics 26(3): 415–442.
    """
    held = evidence.talk
    yield from _amounts(held, "words_all", "words", lambda turn: turn.words)
    if held.unattributed:
        words = sum(held.turns[i].words for i in held.unattributed)
        yield _unattributed(held, "words_all", words, "words")
    yield from _amounts(
        held, "words_minus_fillers", "words", lambda turn: turn.words - turn.fillers
    )
    yield from _amounts(
        held,
        "words_minus_fillers_cutoffs",
        "words",
        lambda turn: turn.words - turn.fillers - turn.cut_offs,
    )


@measure(
    "M-04",
    label="Letter and syllable share",
    plain="How much each person said, counted in letters",
    heading=HEADING,
    variants={"letters": "letters, figures not counted", "syllables": "syllables, an estimate"},
    reads_coding=False,
)
def letter_share(evidence: Evidence) -> Iterator[Number]:
    """Return each participant's share of the letters, and an estimate of the syllables.

    s(p) = letters of p / letters of everybody on the roster, marks and colons removed.

    Returns
    -------
    share, 0 to 1
        Sums to 1. Counted: letters; or syllables, estimated by groups of vowels.

    Notes
    -----
    Denominator: all letters whose speaker is known. Missing: nobody says a word.
    Caution: less biased by the length of words than word share; says nothing of sounds drawn out,
    so it does not suit dysarthric speech.

    References
    ----------
    Linell, P., Gustavsson, L. & Juvonen, P. (1988) Linguistics 26(3): 415–442.
    """
    held = evidence.talk
    yield from _amounts(held, "letters", "letters", lambda turn: turn.letters)
    estimated = held.syllables
    yield from _amounts(held, "syllables", "syllables", lambda turn: estimated.get(turn.index, 0))


@measure(
    "M-06",
    label="Words per turn",
    plain="How long each person's turns were",
    heading=HEADING,
    unit=PER_TURN,
    high=float("inf"),
    variants={
        "mean": "mean",
        "median": "median",
        "mean_talk": "mean of the turns in which something is said",
    },
    reads_coding=False,
)
def words_per_turn(evidence: Evidence) -> Iterator[Number]:
    """Return how many words each participant's turns have, mean and median.

    words of p / turns of p.

    Returns
    -------
    words per turn, 0 upwards
        ``k`` counts words, ``n`` turns. Variants: mean and median of all turns; mean of the turns
        with talk, gestures and laughter left out.

    Notes
    -----
    Denominator: the participant's turns, gestures too; turns of which nothing could be made out
    are excluded. Missing: the participant has no such turn.
    Caution: long turns are not dominance; tellings are granted by those who listen.

    References
    ----------
    Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, p. 709.
    """
    held = evidence.talk
    for code in held.roster:
        turns = [held.turns[i] for i in held.of[code]]
        lost = [turn for turn in turns if turn.kind is TurnKind.UNINTELLIGIBLE]
        out = tuple((held.ids[turn.index], "unintelligible") for turn in lost)
        heard = [turn for turn in turns if turn.kind is not TurnKind.UNINTELLIGIBLE]
        yield _mean(held, code, "mean", heard, out)
        yield _median(held, code, heard, out)
        yield _mean(held, code, "mean_talk", [turn for turn in heard if is_talk(turn)], out)


def _mean(
    held: Talk, code: str, variant: str, turns: list[Turn], out: tuple[tuple[str, str], ...]
) -> Number:
    if not turns:
        return missing(code, variant, "no opportunity: no turns", unit=PER_TURN)
    words = sum(turn.words for turn in turns)
    cases = Cases(tuple(held.ids[turn.index] for turn in turns), (), out)
    return Number(
        code,
        variant,
        words / len(turns),
        words,
        len(turns),
        cases=cases,
        unit=PER_TURN,
        counts="words",
        note=held.under_recorded,
    )


def _median(held: Talk, code: str, turns: list[Turn], out: tuple[tuple[str, str], ...]) -> Number:
    mean = _mean(held, code, "median", turns, out)
    if not turns:
        return mean
    return mean._replace(value=float(median(turn.words for turn in turns)), k=None)
