"""Every measure, once: ``@measure`` puts a plain function and what is said of it in one table.

To add a measure: write a function from :class:`~ca_tool.measures.evidence.Evidence` to numbers,
decorate it, and import its module in ``ca_tool/measures/__init__.py``. Its docstring is the
definition shown on screen, in reports and in ``docs/measures.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import cleandoc
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ca_tool.measures.evidence import Evidence
    from ca_tool.measures.table import Number

Function: TypeAlias = "Callable[[Evidence], Iterable[Number]]"

HEADINGS = (
    "How much each person said",
    "Who started things",
    "Who asked the questions",
    "What happened after each question",
    "Talking about someone instead of to them",
    "Who spoke after whom",
    "Talking at the same time",
    "Sorting out what was meant",
    "Waiting",
    "Silences",
)
"""Headings of the numbers, in the order shown."""


@dataclass(frozen=True)
class Measure:
    """A measure and what a reader of the table must know about it.

    Attributes
    ----------
    id, label, plain
        ``M-02``; as researchers say it; as it is said to co-researchers.
    heading
        One of :data:`HEADINGS`.
    unit
        Of its first variant; rows carry the unit of each variant.
    low, high
        The range of its values.
    needs_codes
        Codes without which it has nothing to count; empty if it works on a bare transcript.
    variants
        Variant → what it is. ``name:…`` stands for variants named after what occurs.
    reads_coding
        Whether tags change it. The others are computed once per transcript.
    instances
        Variants that are proportions of collected instances; all others are rates across the
        session, disabled for hand-picked extracts (E-11).
    together
        Measures always shown beside it.
    """

    id: str
    label: str
    plain: str
    heading: str
    unit: str
    function: Function
    low: float = 0.0
    high: float = 1.0
    needs_codes: tuple[str, ...] = ()
    variants: Mapping[str, str] = field(default_factory=dict)
    reads_coding: bool = True
    instances: frozenset[str] = frozenset()
    together: tuple[str, ...] = ()

    @cached_property
    def definition(self) -> str:
        """Formula, unit, range, denominator, what missing means, caution and references."""
        return cleandoc(self.function.__doc__ or "").removeprefix("Return ").strip()

    @cached_property
    def summary(self) -> str:
        """The definition's first sentence."""
        first = self.definition.partition("\n\n")[0].replace("\n", " ")
        return first[:1].upper() + first[1:]

    @cached_property
    def references(self) -> tuple[str, ...]:
        """The works cited, one line each."""
        _, _, cited = self.definition.partition("References\n----------\n")
        return tuple(line.strip() for line in cited.splitlines() if line.strip())

    def variant_label(self, variant: str) -> str:
        """Return what *variant* is in words; for ``activity:embodied`` also what varies."""
        if variant in self.variants:
            return self.variants[variant]
        for name, what in self.variants.items():
            stem = name.removesuffix("…")
            if stem != name and variant.startswith(stem):
                rest = variant.removeprefix(stem)
                return f"{what}: {self.variants.get(rest, rest.replace('_', ' '))}"
        return variant.replace("_", " ")


MEASURES: dict[str, Measure] = {}


def measure(
    id_: str,
    *,
    label: str,
    plain: str,
    heading: str,
    unit: str = "share",
    low: float = 0.0,
    high: float = 1.0,
    needs_codes: tuple[str, ...] = (),
    variants: Mapping[str, str],
    reads_coding: bool = True,
    instances: Iterable[str] = (),
    together: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Register the decorated function as measure *id_*; the function itself stays plain."""

    def register(function: Function) -> Function:
        if id_ in MEASURES:
            raise ValueError(f"measure {id_!r} is registered twice")
        MEASURES[id_] = Measure(
            id_,
            label,
            plain,
            heading,
            unit,
            function,
            low,
            high,
            needs_codes,
            variants,
            reads_coding,
            frozenset(instances),
            together,
        )
        return function

    return register
