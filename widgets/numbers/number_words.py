"""How numbers are named on screen, and which of them come first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ca_tool.measures import MEASURES, Measure, shown

if TYPE_CHECKING:
    from ca_tool.codebook import Codebook
    from ca_tool.measures import Row

ORDER = (
    "M-01", "M-02", "M-05", "M-06", "M-09", "M-10", "M-04", "M-03", "M-07", "M-08",
    "M-11", "M-13", "M-14", "M-16", "M-15", "M-12", "M-17", "M-18", "M-22", "M-19", "M-23",
    "M-24", "M-25", "M-29", "M-31", "M-30", "M-26", "M-27", "M-28",
    "M-21", "M-32", "M-20", "M-33",
)  # fmt: skip
"""Order within a heading: turns, words and talking time stand side by side (G-12)."""

MAIN = frozenset(
    {
        ("M-01", "turns_all"), ("M-02", "words_all"), ("M-05", "talking_time"),
        ("M-06", "mean"), ("M-09", "minimal"), ("M-10", "embodied_or_aided"),
        ("M-11", "base"), ("M-11", "all_new"), ("M-11", "topics"), ("M-11", "agenda"),
        ("M-13", "taken_up"), ("M-14", "accepted"), ("M-16", "share"), ("M-16", "congruent"),
        ("M-15", "index"), ("M-15", "difference"), ("M-15", "solicitation"),
        ("M-12", "tokens"), ("M-12", "chains"),
        ("M-12", "per_100_words"), ("M-17", "asked_to_answers"), ("M-18", "answered"),
        ("M-18", "answered_chain"), ("M-18", "non_answer"), ("M-18", "no_response"),
        ("M-18", "answered_by_other"), ("M-22", "pursued"), ("M-19", "all"),
        ("M-23", "evaluated"), ("M-23", "known_answer"), ("M-24", "questions_and_statements"),
        ("M-25", "per_slot"), ("M-29", "next_count"), ("M-31", "speaks_next"),
        ("M-30", "receiving"), ("M-30", "usurping"), ("M-30", "usurped"),
        ("M-26", "per_100_turns"), ("M-27", "interjacent"), ("M-28", "share"),
        ("M-28", "self_repair"), ("M-21", "median"), ("M-21", "longest"), ("M-32", "resumed"),
        ("M-20", "median_category"), ("M-20", "delayed"), ("M-20", "median_timed"),
        ("M-20", "floor_median_category"), ("M-20", "median_ms"), ("M-20", "floor_median_ms"),
        ("M-33", "timed"), ("M-33", "unfilled_slot"),
    }
)  # fmt: skip
"""Numbers shown until all are asked for; tokens and chains always stand together (M-12, M-18)."""

TRANSITION_WORDS = {
    "overlap": "in overlap",
    "latch": "latched",
    "unmarked": "without a beat",
    "micropause": "after a micropause",
    "timed": "after a silence",
}
"""How a turn follows another, as a median category is put into words."""


SHORT = {
    ("M-20", "median_category"): "the middle response",
    ("M-20", "median_timed"): "the middle one of the timed silences before responses",
    ("M-20", "median_ms"): "the middle response, by media times",
    ("M-20", "floor_median_category"): "the middle one of all changes of speaker",
    ("M-20", "floor_median_ms"): "the middle one of all changes of speaker, by media times",
    ("M-21", "median"): "time after which half would have gone on",
    ("M-30", "usurped"): "turns taken in this person's place",
}
"""Variants that are said more shortly over a number than in the definition of the measure."""


def place(measure_id: str) -> int:
    """Return where a measure stands among the others; new ones come last."""
    return ORDER.index(measure_id) if measure_id in ORDER else len(ORDER)


def is_main(measure_id: str, variant: str) -> bool:
    """Whether a number is shown at once: also every variant of a measure not in the table."""
    return (measure_id, variant) in MAIN or measure_id not in ORDER


def title(measure_id: str, variant: str, *, plain: bool, alone: bool = False) -> str:
    """Return how a measure's variant is called on screen; *alone* where no heading is above it."""
    measure = MEASURES[measure_id]
    if not plain:
        return f"{measure_id} {measure.label} · {variant}"
    name = measure.plain.partition(" (")[0]
    if len(measure.variants) == 1:
        return name
    words = SHORT.get((measure_id, variant)) or variant_words(measure, variant)
    if name == measure.heading and not alone:
        return sentence(words)
    return f"{name} – {words}" if ": " in words else f"{name}: {words}"


def sentence(words: str) -> str:
    """Return *words* with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def variant_words(measure: Measure, variant: str) -> str:
    """Return what a variant is; ``name:…`` of the register stands for all that begin so."""
    if variant in measure.variants:
        return measure.variants[variant]
    for pattern, words in measure.variants.items():
        start = pattern.removesuffix("…")
        if start != pattern and variant.startswith(start):
            rest = variant.removeprefix(start)
            return f"{words}: {measure.variants.get(rest, rest).replace('_', ' ')}"
    return variant.replace("_", " ")


def who(row: Row) -> str:
    """Return whose number it is: a person, a pair, or everybody."""
    return pair(row.participant, row.other)


def pair(participant: str, other: str) -> str:
    """Return how a person or a pair is named; neither means everybody together."""
    if not other:
        return participant or "everybody"
    return f"{participant or 'anybody'} → {'everybody' if other == '*' else other}"


def number(row: Row) -> str:
    """Return the number as it is shown, or why there is none."""
    if row.value is None and row.unit != "ratio":
        return row.note or "not coded yet"
    if row.unit == "category":
        return _in_words(shown(row))
    return shown(row)


def _in_words(category: str) -> str:
    """Return a median category in words: ``between latch and unmarked`` falls between two."""
    low, joined, high = category.removeprefix("between ").partition(" and ")
    words = TRANSITION_WORDS.get(low, low)
    return f"between {words} and {TRANSITION_WORDS.get(high, high)}" if joined else words


def needs(labels: Iterable[str]) -> str:
    """Return which tags are needed: ``Needs tags: Question · Response``."""
    return f"Needs tags: {' · '.join(labels)}"


def untagged(used: Collection[str], codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Return the measures none of whose codes is *used*, each with the labels of its codes."""
    by_name = codebook.by_name
    return {
        found.id: tuple(by_name[c].label if c in by_name else c for c in found.needs_codes)
        for found in MEASURES.values()
        if found.needs_codes and not any(code in used for code in found.needs_codes)
    }
