"""What is looked for: ways of leading and being taken up, each beside its opposite."""

from __future__ import annotations

from typing import NamedTuple

STARTS, TOPIC, DECIDES = "starts", "topic", "decides"
ANSWERED, CORRECTS, REFUSES = "answered", "corrects", "refuses"
CHOOSES, BODY, WAITED, SUPPORT = "chooses", "body", "waited", "support"


class Kind(NamedTuple):
    """A way of leading or being taken up.

    Attributes
    ----------
    key
        Stable name.
    title
        In plain words, of the person supported.
    came, other
        How its count and the count of its opposite are named; no *other*: there is none.
    codes
        Codes of the codebook it is found by; any of them will do.
    """

    key: str
    title: str
    came: str
    other: str
    codes: tuple[str, ...]


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            STARTS,
            "Starts something",
            "responded to",
            "not responded to",
            ("question", "initiation"),
        ),
        Kind(TOPIC, "Starts a topic", "taken up", "not taken up", ("topic",)),
        Kind(
            DECIDES,
            "Says what is to be done",
            "accepted or set",
            "not accepted",
            ("agenda", "deontic"),
        ),
        Kind(ANSWERED, "Asks a question", "answered", "not answered", ("question",)),
        Kind(
            CORRECTS,
            "Corrects, objects or asks what was meant",
            "done, and not passed over",
            "passed over, or no chance to",
            ("evaluation", "repair", "speaking_for", "agenda", "question"),
        ),
        Kind(REFUSES, "Says no", "accepted", "not accepted", ("deontic",)),
        Kind(CHOOSES, "Is offered a choice", "done as chosen", "not done so", ("choice", "agenda")),
        Kind(
            BODY,
            "Says it by body or device",
            "taken up",
            "not taken up",
            ("embodied", "response"),
        ),
        Kind(
            WAITED,
            "Answers after a silence",
            "nobody asked again",
            "the asker went on before an answer",
            ("question",),
        ),
        Kind(SUPPORT, "Is given good support", "tagged", "", ("support",)),
    )
}
"""Kinds in the order they are listed; no order of worth."""
