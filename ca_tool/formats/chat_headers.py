"""What the ``@`` lines of a CHAT file say: people and roles, options, languages, media.

Read as they are met in the wild: spaces or two tabs after the colon, headers broken over lines,
``@Options`` inside another header, people without a name or without ``@ID``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ca_tool.problems import Problem
from ca_tool.transcript import ROLES, UNKNOWN, Line, LineKind, Participant

FAMILY = frozenset(
    ("mother", "father", "parent", "brother", "sister", "sibling", "grandmother", "grandfather",
     "aunt", "uncle", "cousin", "niece", "nephew", "son", "daughter", "wife", "husband", "partner",
     "spouse", "relative", "family")
)  # fmt: skip
SUPPORT = frozenset(("caretaker", "caregiver", "carer", "care worker", "support worker", "pa"))
NOBODY = frozenset(("unidentified", "unknown", "none", "self", ""))
"""Words in the place of a role that say nothing about one."""

UNIDENTIFIED = "UNK"
"""CHAT's code for whoever could not be identified."""

_HEADER = re.compile(r"@([A-Za-z][A-Za-z0-9 ]{0,40}?)[ \t]*(?::[ \t]*(.*))?$", re.S)
_OPTIONS = re.compile(r"@Options:[ \t]*([^@\n]*)")
_OPTION = re.compile(r"[A-Za-z]+")


class Header(NamedTuple):
    """One header, its continuation lines joined."""

    name: str
    value: str
    line: int
    """1-based number of its first line."""


class Person(NamedTuple):
    """A row of ``@Participants`` or ``@ID``."""

    code: str
    role: str
    line: int
    age: str = ""
    sex: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Headers:
    """All headers of a file."""

    all: tuple[Header, ...] = ()
    people: tuple[Person, ...] = ()
    """From ``@Participants``."""
    ids: tuple[Person, ...] = ()
    """From ``@ID``, with the role that speaks most plainly."""
    options: frozenset[str] = frozenset()

    @property
    def is_ca(self) -> bool:
        """Whether ``@Options`` says CA."""
        return "CA" in self.options

    def first(self, name: str) -> str:
        """Return the value of the first header called *name*; empty if there is none."""
        return next((header.value for header in self.all if header.name == name), "")


def read_headers(lines: Iterable[Line]) -> Headers:
    """Collect the headers among *lines*."""
    found = tuple(_joined(lines))
    options = [
        m[1] for header in found for m in _OPTIONS.finditer(f"@{header.name}:{header.value}")
    ]
    return Headers(
        all=found,
        people=tuple(
            p for header in found if header.name == "Participants" for p in _people(header)
        ),
        ids=tuple(p for header in found if header.name == "ID" for p in _id(header)),
        options=frozenset(_OPTION.findall(" ".join(options))),
    )


def roster(spoken: tuple[Participant, ...], headers: Headers) -> tuple[Participant, ...]:
    """Return those who speak, with the roles the headers give them, then those who are silent."""
    roles = {person.code: person.role for person in headers.people}
    roles |= {
        person.code: person.role
        for person in headers.ids
        if person.role or person.code not in roles
    }
    known = tuple(
        Participant(p.code, p.labels, p.role or roles.get(p.code, ""), p.present, p.caps_are_device)
        for p in spoken
    )
    here = {person.code for person in spoken}
    here.add(UNIDENTIFIED)
    silent = dict.fromkeys(p.code for p in (*headers.people, *headers.ids) if p.code not in here)
    return known + tuple(Participant(code, (), roles[code]) for code in silent)


def recordings(headers: Headers) -> tuple[str, ...]:
    """Return the names in ``@Media``, without what kind of recording they are."""
    names = (
        header.value.split(",")[0].strip(' "') for header in headers.all if header.name == "Media"
    )
    return tuple(dict.fromkeys(name for name in names if name))


def header_problems(headers: Headers, lines: tuple[Line, ...]) -> Iterator[Problem]:
    """Yield what a CHAT file's frame lacks."""
    names = {header.name for header in headers.all}
    if not names:
        yield Problem("W-CHAT-HEADERS")
        return
    for name, code in (("Begin", "W-CHAT-BEGIN"), ("End", "W-CHAT-END")):
        if name not in names:
            yield Problem(code, 0, 0)
    yield from _roster_problems(headers)
    ends = [header.line for header in headers.all if header.name == "End"]
    if ends:
        after = lines[ends[0] :]
        rest = next((i for i, line in enumerate(after, ends[0] + 1) if line.raw.strip()), 0)
        if rest:
            yield Problem("W-CHAT-AFTER", rest, 1)


def _roster_problems(headers: Headers) -> Iterator[Problem]:
    if "Participants" not in {header.name for header in headers.all}:
        yield Problem("W-CHAT-PEOPLE")
        return
    seen: set[str] = set()
    for person in headers.people:
        if person.code in seen:
            yield Problem("W-CHAT-TWICE", person.line, 1, person.code)
        seen.add(person.code)
    described = {person.code for person in headers.ids}
    for person in headers.people:
        if person.code not in described:
            yield Problem("W-CHAT-ID", person.line, 1, person.code)
    for person in headers.ids:
        if person.code not in seen:
            yield Problem("W-CHAT-ID-UNKNOWN", person.line, 1, person.code)


def _joined(lines: Iterable[Line]) -> Iterator[Header]:
    """Yield each header with its continuation lines."""
    name, value, at = "", "", 0
    for number, line in enumerate(lines, 1):
        if line.kind != LineKind.HEADER:
            continue
        start = _HEADER.match(line.raw)
        if start is None:
            value += f" {line.raw.strip()}"
            continue
        if at:
            yield Header(name, value.strip(), at)
        name, value, at = start[1], start[2] or "", number
    if at:
        yield Header(name, value.strip(), at)


def _people(header: Header) -> Iterator[Person]:
    """Yield ``CODE Name Role`` or ``CODE Role``, separated by commas."""
    for entry in header.value.split("@Options")[0].split(","):
        words = entry.split()
        if words:
            yield Person(
                words[0].upper(), role_in_words(words[-1]) if words[1:] else "", header.line
            )


def _id(header: Header) -> Iterator[Person]:
    """Yield ``language|corpus|code|age|sex|group|SES|role|education|custom|``.

    The role comes from the last field where this program wrote it, else from the eighth.
    """
    fields = [field.strip() for field in header.value.split("|")]
    if len(fields) < 3 or not fields[2]:
        return
    fields += [""] * (10 - len(fields))
    own = fields[9] if fields[9] in ROLES else ""
    yield Person(fields[2].upper(), own or role_in_words(fields[7]), header.line, *fields[3:6])


def role_in_words(role: str) -> str:
    """Return one of :data:`~ca_tool.transcript.ROLES` where that is clear, else its words.

    >>> role_in_words("Grandmother"), role_in_words("Target_Child"), role_in_words("Unidentified")
    ('family', 'Target Child', '')
    """
    words = role.replace("_", " ").strip()
    if words.lower() in NOBODY:
        return ""
    if words.lower() in FAMILY:
        return "family"
    if words.lower() in SUPPORT:
        return "support worker"
    return words


def speaker_problems(lines: tuple[Line, ...], headers: Headers) -> Iterator[Problem]:
    """Yield, once for each, the speakers that ``@Participants`` does not name."""
    declared = {person.code for person in headers.people}
    if not declared:
        return
    seen = declared | {UNKNOWN}
    for number, line in enumerate(lines, 1):
        if line.label and line.speakers[0] not in seen:
            seen.add(line.speakers[0])
            yield Problem("W-CHAT-SPEAKER", number, 1, line.speakers[0], len(line.label))
