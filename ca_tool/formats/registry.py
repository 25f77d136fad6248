"""The register of formats: how each is recognised, read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ca_tool.coding import Coding
from ca_tool.problems import Problem
from ca_tool.transcript import Transcript


@dataclass(frozen=True)
class Parsed:
    """As much of a file as could be read.

    Attributes
    ----------
    transcript
        Its problems are in ``transcript.problems``.
    codings
        Keyed by coder, for formats that carry codes.
    evidence
        Why this format and profile were chosen, in words for the import window.
    """

    transcript: Transcript
    codings: Mapping[str, Coding] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was odd on the way."""
        return self.transcript.problems


Reader = Callable[[bytes, str, str], Parsed]
"""``(data, name, profile) -> Parsed``; an empty profile means: find out."""

Writer = Callable[[Transcript], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A registered format."""

    key: str
    label: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    """Given the first 64 KiB."""
    read: Reader
    write: Writer | None = None
    losses: tuple[str, ...] = ()
    """What the writer cannot carry, in words."""


FORMATS: dict[str, Format] = {}


class UnknownFormatError(Exception):
    """No registered format recognises the file."""
