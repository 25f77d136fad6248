"""REFI-QDA projects (``.qdpx``), their index alone (``.qde``), and codebooks (``.qdc``).

What NVivo, ATLAS.ti, MAXQDA, QualCoder and others exchange: texts, who coded what in them, the
codes and memos (standard: REFI, “QDA-XML version 1.0”, 18 March 2019). Each text becomes a
transcript, the first one foremost. Names inside the package are only looked up in it: no path leads
to the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from ca_tool.codebook import Code, Codebook
from ca_tool.formats.eaf_document import xml_root
from ca_tool.formats.package import Package
from ca_tool.formats.refi_codebook import Meaning, Reading, read_codebook, read_codes
from ca_tool.formats.refi_document import CodeNode, Note, Qda, Source, local_name, project_in
from ca_tool.formats.refi_tags import UNKNOWN_CODE, Known, tags_of
from ca_tool.formats.refi_times import with_times
from ca_tool.formats.refi_write import LOSSES, keeps_nothing, project_bytes
from ca_tool.formats.registry import (
    Parsed,
    UnknownFormatError,
    UnreadableFileError,
    read_bytes,
    reader,
    writer,
)
from ca_tool.formats.timed_talk import Found
from ca_tool.notation import parse
from ca_tool.notation.encodings import decode
from ca_tool.notation.profiles import suggest_profile
from ca_tool.problems import Problem
from ca_tool.transcript import Encoding, Transcript

LARGEST = 256 * 2**20
"""Bytes of a project; it may hold recordings, which are not unpacked."""

INDEX_BYTES = 32 * 2**20
"""Bytes of the index; some 50,000 codings."""

TEXT_BYTES = 24 * 2**20
"""Bytes of all texts together; some hundred hours of talk."""

_SUFFIXES = frozenset({".txt", ".docx", ".rtf", ".odt", ".doc", ".pdf", ".md"})


@dataclass
class Texts:
    """The texts of a package, looked up by the paths in its index."""

    package: Package | None
    left: int = TEXT_BYTES

    def __post_init__(self) -> None:
        parts = self.package.parts if self.package else ()
        self._parts = {part.casefold(): part for part in sorted(parts)}

    def bytes_of(self, path: str) -> bytes | None:
        """Return what stands under ``internal://name``, if it is there and there is room."""
        name = path.removeprefix("internal://").lstrip("/").casefold()
        part = self._parts.get(f"sources/{name}") or self._parts.get(name)
        outside = not path.startswith("internal://") or ".." in name or "\\" in name
        if self.package is None or part is None or outside:
            return None
        data = self.package.raw(part, self.left)
        self.left -= len(data or b"")
        return data


def looks_like_project(head: bytes) -> bool:
    """Whether a file begins as a zip package with a project's index or sources in it."""
    begins = head[30:38].lower() == b"sources/"
    return head.startswith(b"PK\x03\x04") and (b".qde" in head.lower() or begins)


def looks_like_index(head: bytes) -> bool:
    """Whether a file is the index of a project without its package."""
    return b"<Project" in head and b"urn:QDA-XML:project" in head


def looks_like_codebook(head: bytes) -> bool:
    """Whether a file is a codebook."""
    return b"<CodeBook" in head and b"urn:QDA-XML:codebook" in head


@reader(
    "refi",
    "REFI-QDA project",
    (".qdpx",),
    recognises=looks_like_project,
    packed=True,
    largest=LARGEST,
)
def read_project(data: bytes, name: str, profile: str) -> Parsed:
    """Read a REFI-QDA project.

    Raises
    ------
    UnreadableFileError
        It cannot be unpacked.
    """
    if not data:
        return Parsed(Transcript(title=PurePath(name).stem), evidence=("an empty file",))
    package = Package(data, name)
    indexes = sorted(part for part in package.parts if part.casefold().endswith(".qde"))
    index = package.raw(indexes[0], INDEX_BYTES) if indexes else None
    if index is None:
        raise UnreadableFileError(
            f"“{package.name}” has no index that can be read: project.qde is missing, damaged, "
            "locked or too big. Export the project again."
        )
    return _parsed(index, Texts(package), name, profile)


@reader("qde", "REFI-QDA index", (".qde",), recognises=looks_like_index)
def read_index(data: bytes, name: str, profile: str) -> Parsed:
    """Read the index of a project whose texts are not with it, unless they stand in it."""
    if not data:
        return Parsed(Transcript(title=PurePath(name).stem), evidence=("an empty file",))
    return _parsed(data, Texts(None), name, profile)


@reader("qdc", "REFI-QDA codebook", (".qdc",), recognises=looks_like_codebook)
def read_codes_only(data: bytes, name: str, profile: str) -> Parsed:
    """Read a codebook: a transcript without a line, and the codes."""
    codebook, problems = read_codebook(data) if data else (Codebook(), ())
    transcript = Transcript(title=PurePath(name).stem, problems=problems)
    codebook = replace(codebook, name=codebook.name or PurePath(name).stem)
    told = f"REFI-QDA codebook: {len(codebook.codes)} codes, no talk"
    return Parsed(transcript, evidence=(told,), codebook=codebook)


def _parsed(index: bytes, texts: Texts, name: str, profile: str) -> Parsed:
    found = Found()
    root = xml_root(index, found)
    if root is None or local_name(root) != "Project":
        if root is not None:
            found("E-XML", f"its outermost element is <{root.tag}>, not <Project>")
        return _empty(name, Qda(), found, ())
    project = project_in(root)
    for left in project.passed_over:
        found("I-QDA-LEFT", left)
    reading = read_codes(project.codes, None, found)
    known = _known(project, reading.meanings, texts)
    read = [one for source in _merged(project.sources)
            if (one := _read(source, texts, profile, project, known, found))]  # fmt: skip
    codebook = _codebook(project, reading, known, read)
    evidence = tuple(_evidence(project, reading))
    if not read:
        empty = _empty(name, project, found, evidence)
        return replace(empty, codebook=codebook, notes=_loose_notes(project, known))
    every = [replace(one, codebook=codebook) for one in read]
    notes = "\n\n".join(part for part in (_loose_notes(project, known), every[0].notes) if part)
    first = _with_problems(every[0], found.problems)
    told = (*evidence, *first.evidence)
    return replace(first, evidence=told, more=tuple(every[1:]), notes=notes)


def _empty(name: str, project: Qda, found: Found, evidence: Sequence[str]) -> Parsed:
    if project.sources:
        found("W-NO-TALK")
    title = project.name or PurePath(name).stem
    return Parsed(Transcript(title=title, problems=tuple(found.problems)), evidence=tuple(evidence))


def _with_problems(parsed: Parsed, problems: Sequence[Problem]) -> Parsed:
    transcript = parsed.transcript
    every = (*problems, *transcript.problems)
    return replace(parsed, transcript=replace(transcript, problems=every))


def _evidence(project: Qda, reading: Reading) -> Iterator[str]:
    made = f", made by {project.origin}" if project.origin else ""
    yield f"REFI-QDA project “{project.name}”{made}"
    yield f"{len(project.sources)} texts, {len(reading.codes)} codes, {len(project.users)} users"


def _known(project: Qda, meanings: Mapping[str, Meaning], texts: Texts) -> Known:
    """Return coders by user, each with a name of its own, and memos with their texts."""
    coders: dict[str, str] = {}
    taken: dict[str, int] = {}
    for number, (user, named) in enumerate(project.users.items(), 1):
        wanted = " ".join(named.split()) or f"coder {number}"
        free = wanted
        while free in taken:
            taken[wanted] += 1
            free = f"{wanted} {taken[wanted]}"
        taken[free] = 1
        coders[user] = free
    notes = {key: _note(note, texts) for key, note in project.notes.items()}
    return Known(coders, meanings, notes, project.user)


def _note(note: Note, texts: Texts) -> Note:
    data = texts.bytes_of(note.path) if note.path and not note.text else None
    return note if data is None else note._replace(text=decode(data)[0])


def _merged(sources: Sequence[Source]) -> list[Source]:
    """Return each text once: many programs list a transcript as a text and below its recording."""
    merged: dict[str, Source] = {}
    for number, source in enumerate(sources):
        key = source.plain_path.casefold() or f"{number}"
        first = merged.get(key)
        if first is None:
            merged[key] = source
            continue
        there = {one.guid for one in first.selections}
        merged[key] = replace(
            first,
            selections=(
                *first.selections,
                *(one for one in source.selections if one.guid not in there),
            ),
            points=first.points + source.points,
            media=first.media + source.media,
            notes=first.notes + source.notes,
        )
    return list(merged.values())


def _read(
    source: Source, texts: Texts, profile: str, project: Qda, known: Known, found: Found
) -> Parsed | None:
    """Return a source as a transcript with everybody's tags; nothing if its text is not there."""
    transcript = _transcript(source, texts, profile)
    if transcript is None:
        coded = sum(len(one.codings) for one in source.selections)
        what = f" ({coded:,} coding{'s' * (coded != 1)} in it)" if coded else ""
        found("W-QDA-ABSENT", f"{source.name or source.guid}{what}")
        return None
    own = Found()
    transcript = with_times(transcript, source.points, own)
    marked = tags_of(source, transcript, known, project.links, own)
    told = (f"positions are counted with {marked.counted}",) if marked.counted else ()
    parsed = Parsed(
        transcript,
        marked.codings,
        told,
        media=tuple(dict.fromkeys(source.media)),
        notes="\n\n".join(
            part for part in (source.description, known.text_of(source.notes)) if part
        ),
    )
    return _with_problems(parsed, own.problems)


def _transcript(source: Source, texts: Texts, profile: str) -> Transcript | None:
    title = source.name
    if PurePath(title).suffix.lower() in _SUFFIXES:
        title = PurePath(title).stem
    if source.content is not None:
        return _parse(source.content, Encoding(), (), profile, title)
    data = texts.bytes_of(source.plain_path)
    if data is not None:
        return _parse(*decode(data, source.name), profile, title)
    data = texts.bytes_of(source.rich_path)
    try:
        rich = read_bytes(data, source.rich_path, profile=profile) if data is not None else None
    except (UnknownFormatError, UnreadableFileError):
        return None
    return None if rich is None else replace(rich.transcript, title=title)


def _parse(
    text: str, encoding: Encoding, problems: Sequence[Problem], profile: str, title: str
) -> Transcript:
    key = profile or suggest_profile(text)[0]
    transcript = parse(text, profile=key, encoding=encoding, title=title)
    every = (*problems, *transcript.problems)
    return replace(transcript, problems=every) if problems else transcript


def _codebook(project: Qda, reading: Reading, known: Known, read: Sequence[Parsed]) -> Codebook:
    """Return the codes with their memos, and one for what was coded with none of them."""
    memos = {
        meaning.code: known.text_of(node.notes)
        for node in _every(project)
        if node.notes and (meaning := known.meanings.get(node.guid))
    }
    codes = [
        replace(code, definition="\n".join(filter(None, (code.definition, memos[code.name]))))
        if code.name in memos
        else code
        for code in reading.codes
    ]
    used = {tag.code for one in read for each in one.codings.values() for tag in each.tags.values()}
    if UNKNOWN_CODE in used:
        codes.append(Code(UNKNOWN_CODE, "Unknown code", "?", order=len(codes) * 10 + 10))
    return Codebook(project.name, codes=tuple(codes))


def _every(project: Qda) -> Iterator[CodeNode]:
    waiting = list(project.codes)
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children


def _loose_notes(project: Qda, known: Known) -> str:
    """Return the project's description and the memos that belong to no text, code or tag."""
    used = {note for source in project.sources for note in source.notes}
    for source in project.sources:
        for one in source.selections:
            used.update(one.notes, *(coded.notes for coded in one.codings))
    for node in _every(project):
        used.update(node.notes)
    loose = (note for guid, note in known.notes.items() if guid not in used)
    memos = (f"{note.name}: {note.text}".strip(": ") for note in loose)
    return "\n\n".join(part for part in (project.description, *memos) if part)


@writer("refi", losses=LOSSES, keeps=keeps_nothing)
def write_project(content: Parsed) -> bytes:
    """Write transcripts with everybody's tags as a REFI-QDA project."""
    return project_bytes(content)
