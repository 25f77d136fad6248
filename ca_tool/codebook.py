"""The codebook: what each code means, how it looks, and what may be said of it.

The default codebook is data (``schemas/codebook.xml``); :mod:`ca_tool.storage` reads and writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


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
    """One value a closed attribute may take; ``key`` presses it in the side panel."""

    name: str
    label: str
    key: str = ""


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
        ``#rrggbb`` and one of ``circle square triangle diamond star hexagon cross pentagon
        drop bar``: never colour alone.
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
