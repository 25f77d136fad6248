"""The methods paragraph: how the numbers were made, in plain prose ready for a paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import ca_tool
from ca_tool.coding import SUGGESTED
from ca_tool.measures.what_if import WHAT_IFS
from ca_tool.notation import PROFILES
from ca_tool.tidy.account import Account
from ca_tool.tidy.tables import TABLES, Options
from ca_tool.turn_taking.values import SPLIT_AT
from ca_tool.uncertainty.bootstrap import BCA_FROM, BLOCKS_NEEDED

SAMPLING = {
    "whole": "transcribed as a whole",
    "systematic": "sampled systematically",
    "collection": "collections of chosen instances, of which no rates across the session are given",
}

SILENCES = {
    "unknown": "in a way that was not recorded",
    "metrical": "by a spoken metre",
    "stopwatch": "with a stopwatch",
    "waveform": "on the waveform",
}

POLICIES = {
    "CP-1": "a silence inside one person’s talk does not end the turn",
    "CP-1s": f"a silence of {SPLIT_AT:g} s or more ends the turn",
}


def methods(
    account: Account, options: Options, agreement: Sequence[str] = (), *, unread: int = 0
) -> str:
    """Return the paragraphs about the sessions in *account*, measured as *options* say.

    Parameters
    ----------
    agreement
        Sentences about how far coders agree; what wrote them knows more than this table.
    unread
        How many files could not be read.
    """
    parts = (
        _material(account, unread),
        _units(options),
        _coding(account, agreement),
        _left_out(account),
        _numbers(options),
        f"All was computed with CA Tool {ca_tool.__version__}.",
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _material(account: Account, unread: int) -> str:
    count = account.total("sessions")
    said = [f"{_counted(count, 'session')} with {_counted(account.total('turns'), 'turn')}"]
    if dyads := len([name for name in account["sessions"] if name]):
        said[0] += f" of {_counted(dyads, 'dyad')}"
    said[0] += " went into the table."
    if account["activities"].keys() - {""}:
        said.append(f"Activities: {_listed(account['activities'], {'': 'not recorded'})}.")
    said.append(f"Sessions were {_listed(account['sampling'], SAMPLING)}.")
    said.append(f"Silences were timed {_listed(account['silences'], SILENCES)}.")
    names = {key: profile.label for key, profile in PROFILES.items()}
    said.append(f"Conventions of transcription: {_listed(account['conventions'], names)}.")
    if unread:
        files = _counted(unread, "file")
        said.append(f"{files} could not be read and {_are(unread)} in no number.")
    return " ".join(said)


def _units(options: Options) -> str:
    return (
        "Turns, silences and overlaps were derived from the transcripts under the counting policy "
        f"{options.policy} ({POLICIES[options.policy]}); layout, line breaks and repeated labels "
        "change no count."
    )


def _coding(account: Account, agreement: Sequence[str]) -> str:
    coders = account["coders"]
    if not coders:
        return (
            "Nobody tagged these sessions: only what the transcripts themselves show was counted."
        )
    versions = " and ".join(account["codebooks"])
    who = ", ".join(f"{name} ({_counted(n, 'session')})" for name, n in coders.items())
    said = [f"Tags were made by {who} with version {versions} of the codebook."]
    if accepted := account["origins"].get(SUGGESTED, 0):
        said.append(
            f"{accepted:,} of {account.total('origins'):,} tags were accepted from suggestions of "
            "the program."
        )
    else:
        said.append("No tag was accepted from a suggestion of the program.")
    if len(coders) > 1:
        said.append("Coders stand side by side and are never averaged.")
    said += agreement or (
        ["Their agreement was not computed for this table."]
        if len(coders) > 1
        else ["There was one coder, so that nothing is known of agreement."]
    )
    return " ".join(said)


def _left_out(account: Account) -> str:
    asked = account.total("questions")
    if not asked:
        return ""
    said = [f"{_counted(asked, 'question')} {_were(asked)} tagged."]
    if out := account.total("left_out"):
        said.append(f"{out:,} {_were(out)} left out ({_listed(account['left_out'])}).")
    if out := account.total("unobserved"):
        said.append(
            f"Of {out:,} what became of them could not be seen "
            f"({_listed(account['unobserved'])}); they are in no rate of answers."
        )
    return " ".join(said)


def _numbers(options: Options) -> str:
    if options.table != "measures":
        what = TABLES[options.table].what
        return f"The table has one row for each {what}. An empty cell is unknown, never 0."
    return " ".join(_of_numbers(options))


def _of_numbers(options: Options) -> Iterator[str]:
    extras = options.extras
    yield "A number without an opportunity is missing, never 0."
    if extras.resamples:
        yield (
            f"Intervals (95%) are from a block bootstrap by sequence with {extras.resamples:,} "
            f"resamples and seed {extras.seed}, where a session has at least {BLOCKS_NEEDED} "
            f"blocks (corrected for bias and skew from {BCA_FROM}); with fewer, proportions have "
            "Wilson’s intervals, which take the cases for independent."
        )
    else:
        yield (
            "Proportions have Wilson’s 95% intervals, which take the cases for independent; "
            f"nothing was resampled (seed {extras.seed} was not used)."
        )
    if extras.what_if:
        choices = "; ".join(WHAT_IFS[key].label for key in extras.what_if)
        yield f"To show which results rest on choices, all was also counted otherwise: {choices}."


def _listed(counts: Mapping[str, int], words: Mapping[str, str] | None = None) -> str:
    """Return values with how often each occurs: ``by ear (3), on the waveform (2)``."""
    words = words or {}
    named = {words.get(value, value.replace("_", " ")): n for value, n in counts.items()}
    if not named:
        return "not known"
    if len(named) == 1 and words:
        return next(iter(named))
    return ", ".join(f"{name} ({n:,})" for name, n in named.items())


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
