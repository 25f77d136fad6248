"""What the stream of a transcript consists of, while turns are being derived.

These are working values, filled once and then only read; what leaves this package is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ca_tool.turn_taking.comments import Sort


@dataclass(slots=True)
class Bracket:
    """An overlap bracket; ``seen`` contributions of its line stand before it, then of its unit."""

    row: int
    column: int
    text: str
    onset: bool
    seen: int
    unit: int = -1
    group: int = -1
    end: Bracket | None = None


@dataclass(slots=True)
class Stretch:
    """What one speaker does on one line, without a silence in it."""

    row: int
    start: int
    end: int = 0
    words: int = 0
    fillers: int = 0
    cut_offs: int = 0
    letters: int = 0
    responses: int = 0
    unintelligible: int = 0
    vocal: int = 0
    embodied: int = 0
    complete: bool = False
    """Ends in a contour after which the turn may be complete."""
    in_overlap: bool = False
    """Marked as overlapping the line before, nobody says where (CHAT's ``+<``)."""
    latch_before: int = -1
    latch_after: int = -1
    brackets: list[Bracket] = field(default_factory=list)
    unit: int = -1

    @property
    def content(self) -> int:
        """How many words, sounds and actions it holds."""
        return self.words + self.unintelligible + self.vocal + self.embodied


@dataclass(slots=True)
class Still:
    """A silence as it stands in the stream; neighbouring timed ones are one."""

    row: int
    start: int
    end_row: int
    end: int
    seconds: float | None
    micropause: bool = False
    activity: str = ""


@dataclass(slots=True)
class Aside:
    """A description that is nobody's contribution; ``column`` of a bracket in it, or −1."""

    row: int
    sort: Sort
    column: int = -1


@dataclass(slots=True)
class Joint:
    """A bracket alone on its line, between the two lines it joins (1960s typing)."""

    row: int
    column: int


@dataclass(slots=True)
class Break:
    """Something is left out here, or another extract begins: nothing crosses it."""

    row: int


Item = Stretch | Still | Aside | Joint | Break
