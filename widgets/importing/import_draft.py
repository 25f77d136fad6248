"""A file on its way into a project: read, perhaps read otherwise, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ca_tool.formats import Parsed, UnknownFormatError, UnreadableFileError, read_bytes, recognise
from ca_tool.formats.registry import HEAD
from ca_tool.project import SessionFacts
from ca_tool.roster import assign, rename
from ca_tool.transcript import Transcript

PLAIN_SUFFIX = ".txt"


@dataclass(frozen=True)
class Draft:
    """One file, as far as it has been read.

    Attributes
    ----------
    failure
        Why it could not be read; then ``parsed`` is ``None``.
    profile
        The profile asked for; empty while the reader finds out itself.
    repair
        Whether characters spoilt by a wrong encoding are put right.
    renames
        Pairs (code found, code wanted), in the order asked for.
    roles
        Code → role.
    """

    path: Path
    data: bytes = b""
    parsed: Parsed | None = None
    failure: str = ""
    format_label: str = ""
    profile: str = ""
    repair: bool = False
    renames: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    facts: SessionFacts = field(default_factory=SessionFacts)

    @property
    def transcript(self) -> Transcript:
        """The transcript with the analyst's codes and roles."""
        found = self.parsed.transcript if self.parsed else Transcript()
        for code, new in self.renames:
            found = rename(found, code, new)
        for code, role in self.roles:
            found = assign(found, code, role)
        return found

    @property
    def suffix(self) -> str:
        """The suffix its source is kept under; empty for plain text, which is kept as it is."""
        found = self.path.suffix.lower()
        known = recognise(self.data[:HEAD], self.path.name)
        if known and known.packed and found not in known.suffixes:
            return known.suffixes[0]  # a Word file by another name is no plain text
        return "" if found == PLAIN_SUFFIX else found


def open_draft(path: Path) -> Draft:
    """Read *path*; what cannot be read is a draft that says why."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Draft(path, failure=f"It cannot be opened: {error.strerror or error}.")
    return _reread(Draft(path, data, facts=SessionFacts(title=path.stem)))


def open_drafts(paths: Iterable[Path]) -> tuple[Draft, ...]:
    """Read each of *paths*; one that fails never stops the others."""
    return tuple(map(open_draft, paths))


def with_profile(draft: Draft, profile: str) -> Draft:
    """Return *draft* read under another profile; codes and roles given are kept."""
    return _reread(replace(draft, profile=profile))


def with_repair(draft: Draft, *, repair: bool) -> Draft:
    """Return *draft* read with or without repairing its characters."""
    return _reread(replace(draft, repair=repair))


def with_code(draft: Draft, code: str, new: str) -> Draft:
    """Return *draft* with the lines of *code* under *new*."""
    roles = tuple((new if who == code else who, role) for who, role in draft.roles)
    return replace(draft, renames=(*draft.renames, (code, new.strip().upper())), roles=roles)


def with_role(draft: Draft, code: str, role: str) -> Draft:
    """Return *draft* with *role* for *code*."""
    others = tuple(pair for pair in draft.roles if pair[0] != code)
    return replace(draft, roles=(*others, (code, role)))


def _reread(draft: Draft) -> Draft:
    name = draft.path.name
    try:
        parsed = read_bytes(draft.data, name, profile=draft.profile, repair=draft.repair)
    except (UnknownFormatError, UnreadableFileError) as error:
        return replace(draft, parsed=None, failure=str(error))
    found = recognise(draft.data[:HEAD], name)
    facts = draft.facts
    if parsed.transcript.title and facts.title == draft.path.stem:
        facts = replace(facts, title=parsed.transcript.title)
    label = found.label if found else ""
    return replace(draft, parsed=parsed, failure="", format_label=label, facts=facts)
