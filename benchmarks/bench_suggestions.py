"""How well question suggestions find questions, beside the plain rule “it ends in ?”.

Truth: the dialogue-act tags that people gave 36 telephone calls of the Switchboard corpus, as NLTK
carries it (``switchboard.zip``, file ``discourse``; Jurafsky, Shriberg & Biasca 1997). The data is
no part of this project: the script looks for it in ``--data``, by default beside the checkout.

A question is an utterance whose tag begins with ``q`` or holds ``^g`` (a tag question). Utterances
without an act of their own (``+`` goes on with an earlier one, ``%`` was given up, ``x`` is no
talk) are passed over, and so is other-initiated repair (``br``: “pardon?”), which is no question
there and is one here unless switched off. What comes out if nothing is passed over is printed too.

The ``?`` of these transcripts was typed by people who punctuated what they understood. In Jefferson
transcripts it marks a rise and finds far fewer. Our rules were written with these calls at hand, so
the figures say what they find here, not what they would find in calls never seen.
"""

from __future__ import annotations

import argparse
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.suggest import suggestions

DATA = (
    Path(__file__).resolve().parents[2] / "shared/data/dialogue-acts/nltk-switchboard-36calls.zip"
)

TYPES = {
    "qy": "yes–no",
    "qy^d": "declarative",
    "qw": "wh",
    "qo": "open-ended",
    "qh": "rhetorical",
    "qr": "or",
    "qrr": "or, added on",
    "^g": "tag",
}

UTTERANCE = re.compile(r"\s*(\S+)\s+([AB])\.(\d+)\s+utt\d+:\s*(.*)")
REMARK = re.compile(r"\*?\[\[.*?\]\]")
MARKUP = re.compile(r"\{[A-Z]\s|[{}\[\]+#/*~]|-/|\(\(|\)\)|<<?[^>]*>>?|-{2,}")
BROKEN = re.compile(r"-(?=[\s,.?]|$)")


class Utterance(NamedTuple):
    """One utterance of a call with the tag people gave it."""

    call: int
    who: str
    tag: str
    text: str

    @property
    def asks(self) -> bool:
        """Whether people called it a question."""
        return self.tag.startswith("q") or "^g" in self.tag

    @property
    def counts(self) -> bool:
        """Whether it has an act of its own, and one that is treated alike here and there."""
        return self.tag[0] not in "+%x" and not self.tag.startswith("br")

    @property
    def type(self) -> str:
        """Its kind of question, without remarks on how it was said."""
        bare = re.sub(r"[*@]|\^[mthqr2c]|\(.*", "", self.tag)
        return "^g" if "^g" in bare else bare.replace("qw^d", "qw").replace("qr^d", "qr")


def utterances(data: Path) -> list[Utterance]:
    """Return all utterances of the calls in *data*, in order."""
    with zipfile.ZipFile(data) as archive:
        lines = archive.read("switchboard/discourse").decode("utf-8", "replace").splitlines()
    found: list[Utterance] = []
    call = before = 0
    for line in lines:
        if match := UTTERANCE.match(line):
            tag, who, turn, text = match.groups()
            call += int(turn) < before
            before = int(turn)
            found.append(Utterance(call, who, tag, _spoken(text)))
    return found


def _spoken(text: str) -> str:
    """Return what was said, cut-offs as Jefferson has them, with its final sign."""
    return (
        " ".join(BROKEN.sub("-", MARKUP.sub(" ", REMARK.sub("", text))).replace("--", "").split())
        or "((sound))"
    )


def by_rule(said: Sequence[Utterance]) -> list[bool]:
    """Whether each is a question by its ``?``."""
    return ["?" in one.text for one in said]


def by_suggestion(said: Sequence[Utterance]) -> list[bool]:
    """Whether a question is suggested in each."""
    found: list[bool] = []
    for call in sorted({one.call for one in said}):
        mine = [one for one in said if one.call == call]
        text = "".join(f"{one.who}{one.who}1: {one.text}\n" for one in mine)
        session = Session("call", parse(text, profile="loose-CA"))
        here = {
            line
            for each in suggestions(session, "")
            if each.code == "question"
            for line in range(each.span.line, each.span.end_line + 1)
        }
        found += [line in here for line in range(1, len(mine) + 1)]
    return found


class Score(NamedTuple):
    """How far guesses agree with people."""

    right: int
    guessed: int
    true: int

    def __str__(self) -> str:
        precision, recall = self.right / self.guessed, self.right / self.true
        both = 2 * self.right / (self.guessed + self.true)
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {both:.3f}"


def score(said: Sequence[Utterance], guesses: Sequence[bool], *, every: bool = False) -> Score:
    """Compare *guesses* with what people said, of the utterances that count or of *every* one."""
    pairs = [
        (one.asks, guess) for one, guess in zip(said, guesses, strict=True) if one.counts or every
    ]
    return Score(
        sum(asks and guess for asks, guess in pairs),
        sum(guess for _, guess in pairs),
        sum(asks for asks, _ in pairs),
    )


def recalls(said: Sequence[Utterance], guesses: Sequence[bool]) -> Iterator[tuple[str, int, int]]:
    """Yield kinds of question with how many were found and how many there are."""
    there = Counter(one.type for one in said if one.asks)
    found = Counter(
        one.type for one, guess in zip(said, guesses, strict=True) if one.asks and guess
    )
    for kind, count in there.most_common():
        yield TYPES.get(kind, kind), found[kind], count


def main() -> None:
    """Print both rules' scores, and what each finds by kind of question."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--smoke", action="store_true", help="accepted like every benchmark's")
    options.add_argument("--show", choices=["missed", "false"], help="list the utterances")
    given = options.parse_args()
    if not given.data.exists():
        print(f"{given.data.name} is not here: nothing is measured (see the docstring)")
        return
    said = utterances(given.data)
    rule, ours = by_rule(said), by_suggestion(said)
    print(f"{len(said):,} utterances, {sum(one.asks for one in said)} of them questions")
    print(f"  the rule “?”     {score(said, rule)}")
    print(f"  our suggestions  {score(said, ours)}")
    print(f"nothing passed over: “?” {score(said, rule, every=True)}")
    print(f"                    ours {score(said, ours, every=True)}")
    print("found, by kind of question:       “?”   ours     of")
    for (kind, plain, count), (_, found, _) in zip(
        recalls(said, rule), recalls(said, ours), strict=True
    ):
        print(f"  {kind:28} {plain:6} {found:6} {count:6}")
    if given.show:
        for one, guess in zip(said, ours, strict=True):
            if (given.show == "missed" and one.asks and not guess) or (
                given.show == "false" and guess and one.counts and not one.asks
            ):
                print(f"{one.tag:8} {one.text}")


if __name__ == "__main__":
    main()
