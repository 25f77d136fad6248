"""The codebook: what each code means, how it looks, and what may be said of it.

The default codebook is data (``schemas/codebook.xml``); :mod:`ca_tool.storage` reads and writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

SHAPES = (
    "circle",
    "square",
    "triangle",
    "diamond",
    "star",
    "hexagon",
    "cross",
    "pentagon",
    "drop",
    "bar",
    "ring",
    "chevron",
    "wedge",
    "hourglass",
    "arrow",
    "pillar",
    "burst",
    "house",
    "steps",
    "saltire",
)
"""The shapes a code may have: colour is never the only thing that tells codes apart."""


class Target(StrEnum):
    """What a code is put on."""

    TURN = "turn"
    SPAN = "span"


class ValueType(StrEnum):
    """What an attribute's value is."""

    CHOICE = "choice"
    CHOICES = "choices"
    """Several, written with spaces between."""
    PARTICIPANT = "participant"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Value:
    """One value a closed attribute may take; ``key`` presses it in the side panel.

    Attributes
    ----------
    score
        Its strength in a scheme that gives one (M-15), ``None`` where none is known.
    sets
        The coefficients it counts towards, for example ``("B", "S")``.
    verified
        Whether ``score`` and ``sets`` have been checked against ``source``. What has not is
        marked on screen and in every number that rests on it.
    source
        Where ``score`` comes from.
    """

    name: str
    label: str
    key: str = ""
    definition: str = ""
    score: float | None = None
    sets: tuple[str, ...] = ()
    verified: bool = True
    source: str = ""

    @property
    def sign(self) -> str:
        """The sign its label begins with (``<>``), else the label."""
        first = self.label.split(maxsplit=1)[0] if self.label else self.name
        return self.label if any(map(str.isalnum, first)) else first


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a coder says about a tag. ``default`` is filled in when a tag is made."""

    name: str
    label: str
    type: ValueType = ValueType.CHOICE
    values: tuple[Value, ...] = ()
    default: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook.

    Attributes
    ----------
    name
        Stable key, for example ``question``; measures look for it.
    label, short, plain
        As researchers say it, in the chip, and in plain words for the Misfits.
    colour, shape
        ``#rrggbb`` and one of :data:`SHAPES`: never colour alone.
    key
        The key that applies it.
    group
        Heading it stands under, for example ``Questions`` or ``Good support``.
    """

    name: str
    label: str
    short: str
    plain: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    colour: str = "#0072b2"
    shape: str = "circle"
    key: str = ""
    target: Target = Target.SPAN
    group: str = ""
    attributes: tuple[Attribute, ...] = ()
    order: int = 0

    @property
    def ink(self) -> str:
        """``#000000`` or ``#ffffff``: the text colour with the higher contrast on ``colour``.

        Whatever the colour, the better of the two has a contrast of at least 4.58 : 1 (WCAG 2.2).
        """
        return "#000000" if luminance(self.colour) > CROSSOVER else "#ffffff"

    @property
    def defaults(self) -> tuple[tuple[str, str], ...]:
        """The values a new tag of this code begins with, sorted by name."""
        return tuple(sorted((one.name, one.default) for one in self.attributes if one.default))

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute *name*, if the code has it."""
        return next((found for found in self.attributes if found.name == name), None)


@dataclass(frozen=True)
class Codebook:
    """The codes of a project. ``version`` is stamped on every tag."""

    name: str = ""
    version: str = "1"
    codes: tuple[Code, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Code]:
        """Code name → code."""
        return {code.name: code for code in self.codes}

    @cached_property
    def by_key(self) -> dict[str, Code]:
        """Shortcut → code."""
        return {code.key: code for code in self.codes if code.key}


CROSSOVER = 0.1791
"""The luminance on which black and white text have the same contrast (4.58 : 1)."""


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
