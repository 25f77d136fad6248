"""A file on its way into a project: what the analyst decided of it, and what was found in it.

A draft holds settings and a summary, not the transcript: a thousand of them must fit in memory. The
file is read again when it is looked at and when it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ca_tool.coding import Coding, Edit
from ca_tool.formats import FORMATS, Parsed, UnknownFormatError, UnreadableFileError, recognise
from ca_tool.formats import read as read_file
from ca_tool.formats.registry import HEAD, Choice
from ca_tool.project import SessionFacts
from ca_tool.roster import assign, rename
from ca_tool.storage import Incoming
from ca_tool.transcript import Transcript
from ca_tool.turn_taking import turns

PLAIN_SUFFIX = ".txt"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list shows of a file.

    Attributes
    ----------
    format
        Key of the format it was read as.
    speakers
        Codes, as the analyst has them.
    choices
        What may be decided otherwise, with the values in force.
    """

    format: str
    speakers: tuple[str, ...]
    turns: int
    problems: int
    profile: str
    choices: tuple[Choice, ...] = ()

    @property
    def format_label(self) -> str:
        """The format in words."""
        return FORMATS[self.format].label if self.format in FORMATS else ""


@dataclass(frozen=True)
class Draft:
    """One transcript of one file.

    Attributes
    ----------
    part
        Which transcript of the file it is, from 0: a REFI-QDA project has many.
    summary, failure
        What was found; ``None`` and why, if it could not be read.
    format, profile
        As asked for; empty while the reader finds out itself.
    repair
        Whether characters spoilt by a wrong encoding are put right.
    choices
        Answers to the reader's questions: key → value.
    renames
        Pairs (code found, code wanted), in the order asked for.
    roles
        Code → role.
    """

    path: Path
    part: int = 0
    summary: Summary | None = None
    failure: str = ""
    format: str = ""
    profile: str = ""
    repair: bool = False
    choices: Pairs = ()
    renames: Pairs = ()
    roles: Pairs = ()
    facts: SessionFacts = field(default_factory=SessionFacts)

    @property
    def name(self) -> str:
        """What the list calls it."""
        return f"{self.path.name}: {self.facts.title}" if self.part else self.path.name

    @property
    def settings(self) -> tuple[object, ...]:
        """Everything that decides what is read and whose it is."""
        return (
            self.format, self.profile, self.repair, self.choices, self.renames, self.roles
        )  # fmt: skip

    @property
    def transcript(self) -> Transcript:
        """The transcript with the analyst's codes and roles, read now."""
        return self.whole(parts_of(self)[self.part]).transcript

    def whole(self, parsed: Parsed) -> Parsed:
        """Return *parsed* with the analyst's codes and roles."""
        transcript = parsed.transcript
        for code, new in self.renames:
            transcript = rename(transcript, code, new)
        for code, role in self.roles:
            transcript = assign(transcript, code, role)
        codings = _renamed(parsed.codings, dict(self.renames))
        return replace(parsed, transcript=transcript, codings=codings)


class Reading:
    """Reads files for their drafts; the last one is kept, for the other transcripts in it."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] = ()
        self._parts: tuple[Parsed, ...] = ()

    def incoming(self, draft: Draft) -> Incoming:
        """Return what is stored of *draft*; raises as :func:`parts_of` does."""
        wanted = (draft.path, draft.format, draft.profile, draft.repair, draft.choices)
        if wanted != self._last:
            self._parts, self._last = parts_of(draft), wanted
        if draft.part >= len(self._parts):
            raise UnreadableFileError(
                "The file has changed: this transcript is not in it any more."
            )
        data = draft.path.read_bytes()
        suffix = _suffix(draft, data)
        source = data if suffix else None
        parsed = self._parts[draft.part]
        if parsed.codebook is None:  # one codebook for all transcripts of a file
            parsed = replace(parsed, codebook=self._parts[0].codebook)
        return Incoming(draft.whole(parsed), draft.facts, source, suffix)


def parts_of(draft: Draft) -> tuple[Parsed, ...]:
    """Return the transcripts of a draft's file.

    Raises
    ------
    UnreadableFileError, UnknownFormatError
        The file cannot be read; why, in words.
    """
    parsed = read_file(
        draft.path,
        profile=draft.profile,
        format=draft.format,
        repair=draft.repair,
        choices=dict(draft.choices),
    )
    return (replace(parsed, more=()), *parsed.more) if parsed.more else (parsed,)


def open_drafts(path: Path) -> tuple[Draft, ...]:
    """Read *path*; what cannot be read is a draft that says why."""
    return reread((Draft(path, facts=SessionFacts(title=path.stem)),))


def reread(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Read the file of *drafts* again, all of them its transcripts, as the first one says."""
    first = drafts[0]
    try:
        parts = parts_of(first)
    except (UnknownFormatError, UnreadableFileError, OSError) as error:
        return (failed(first, error),)
    key = format_of(first)
    found = zip(matched(drafts, len(parts)), parts, strict=True)
    return tuple(with_found(draft, parsed, key) for draft, parsed in found)


def failed(draft: Draft, error: Exception) -> Draft:
    """Return *draft* as one that cannot be read."""
    return replace(draft, part=0, summary=None, failure=str(error))


def format_of(draft: Draft) -> str:
    """Return the key of the format a draft's file is read as."""
    if draft.format:
        return draft.format
    with draft.path.open("rb") as file:
        found = recognise(file.read(HEAD), draft.path.name)
    return found.key if found else ""


def matched(drafts: tuple[Draft, ...], count: int) -> tuple[Draft, ...]:
    """Return a draft for each of the *count* transcripts of a file, those known kept."""
    known = {draft.part: draft for draft in drafts}
    title = SessionFacts(title=drafts[0].path.stem)
    fresh = replace(drafts[0], summary=None, renames=(), roles=(), facts=title)
    return tuple(known.get(part) or replace(fresh, part=part) for part in range(count))


def with_found(draft: Draft, parsed: Parsed, key: str) -> Draft:
    """Return *draft* with what was found in it; facts the analyst gave stay."""
    whole = draft.whole(parsed)
    transcript = whole.transcript
    summary = Summary(
        key,
        transcript.codes,
        len(turns(transcript)),
        len(whole.problems),
        transcript.profile,
        parsed.choices,
    )
    facts = draft.facts
    if transcript.title and facts.title == draft.path.stem:
        facts = replace(facts, title=transcript.title)
    if parsed.media and not facts.media:
        facts = replace(facts, media=parsed.media[0])
    if parsed.notes and not facts.notes:
        facts = replace(facts, notes=parsed.notes)
    return replace(draft, summary=summary, failure="", facts=facts)


def with_code(draft: Draft, code: str, new: str) -> Draft:
    """Return *draft* with the lines of *code* under *new*."""
    roles = tuple((new if who == code else who, role) for who, role in draft.roles)
    return replace(draft, renames=(*draft.renames, (code, new.strip().upper())), roles=roles)


def with_role(draft: Draft, code: str, role: str) -> Draft:
    """Return *draft* with *role* for *code*."""
    return replace(draft, roles=_with(draft.roles, code, role))


def with_choice(draft: Draft, key: str, value: str) -> Draft:
    """Return *draft* with *value* as the answer to what the reader calls *key*."""
    return replace(draft, choices=_with(draft.choices, key, value))


def with_file_settings(draft: Draft, other: Draft) -> Draft:
    """Return *draft*, of the same file as *other*, read the same way."""
    return replace(
        draft,
        format=other.format,
        profile=other.profile,
        repair=other.repair,
        choices=other.choices,
        summary=None,
    )


def with_settings_of(draft: Draft, other: Draft) -> Draft:
    """Return *draft* with the settings of *other* as far as they fit.

    The format only for files with the same suffix, answers only to questions that are asked of
    both, roles of the same codes; of the facts what sessions of a study share.
    """
    same = draft.path.suffix.lower() == other.path.suffix.lower()
    asked = {one.key: one for one in draft.summary.choices} if draft.summary else {}
    given = tuple((key, value) for key, value in other.choices if _fits(asked.get(key), value))
    shared = ("phase", "activity", "sampling", "silence_method")
    facts = replace(draft.facts, **{name: getattr(other.facts, name) for name in shared})
    roles = draft.roles
    speakers = set(draft.summary.speakers) if draft.summary else set()
    for code, role in other.roles:
        if code in speakers:
            roles = _with(roles, code, role)
    choices = draft.choices
    for key, value in given:
        choices = _with(choices, key, value)
    return replace(
        draft,
        format=other.format if same else draft.format,
        profile=other.profile,
        repair=other.repair,
        choices=choices,
        roles=roles,
        facts=facts,
    )


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield *paths*, and instead of a folder the transcripts in it and in folders inside."""
    suffixes = {end for one in FORMATS.values() for end in one.suffixes}
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
            if found.suffix.lower() in suffixes and not hidden and found.is_file():
                yield found


def _fits(choice: Choice | None, value: str) -> bool:
    if choice is None:
        return False
    return not choice.options or value in {option for option, _ in choice.options}


def _with(pairs: Pairs, key: str, value: str) -> Pairs:
    return (*(pair for pair in pairs if pair[0] != key), (key, value))


def _suffix(draft: Draft, data: bytes) -> str:
    """Return the suffix its source is kept under; empty for plain text, kept as it is."""
    found = draft.path.suffix.lower()
    known = recognise(data[:HEAD], draft.path.name)
    if known and known.packed and found not in known.suffixes:
        return known.suffixes[0]  # a Word file by another name is no plain text
    return "" if found == PLAIN_SUFFIX else found


def _renamed(codings: Mapping[str, Coding], codes: Mapping[str, str]) -> Mapping[str, Coding]:
    """Return *codings* with the people of their tags under the codes wanted."""
    if not codes:
        return codings
    found = {}
    for coder, coding in codings.items():
        changed = {
            tag: replace(tag, actor=codes[tag.actor])
            for tag in coding.tags.values()
            if tag.actor in codes
        }
        edit = Edit("", removed=frozenset(changed), added=frozenset(changed.values()))
        found[coder] = coding.apply(edit)
    return found
