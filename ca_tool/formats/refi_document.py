"""The XML of REFI-QDA (QDA-XML 1.0, 18 March 2019) as values: users, codes, sources, notes, links.

Read leniently: elements of any namespace, GUIDs in any case and with or without braces. What this
program has no place for is counted in :attr:`Qda.passed_over`. Nothing raises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from lxml import etree

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

DEEPEST = 40
"""Codes inside each other; people use three or four."""


class CodeNode(NamedTuple):
    """A code of the tree with those below it."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    children: tuple[CodeNode, ...] = ()


class Coded(NamedTuple):
    """A code put on something."""

    guid: str
    code: str
    user: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()


class Selection(NamedTuple):
    """A stretch of a source's text, as positions or as GUIDs of synchronisation points."""

    guid: str
    start: str
    end: str
    name: str = ""
    description: str = ""
    user: str = ""
    created: str = ""
    modified: str = ""
    codings: tuple[Coded, ...] = ()
    notes: tuple[str, ...] = ()
    by_points: bool = False


class SyncPoint(NamedTuple):
    """Where in the text which moment of the recording is; either may be missing."""

    guid: str
    position: int | None
    ms: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the project, with what was selected in it."""

    guid: str
    name: str = ""
    plain_path: str = ""
    rich_path: str = ""
    content: str | None = None
    selections: tuple[Selection, ...] = ()
    points: tuple[SyncPoint, ...] = ()
    media: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""


class Note(NamedTuple):
    """A memo; its text stands in it or in a file of its own."""

    guid: str
    name: str = ""
    text: str = ""
    path: str = ""


class Relation(NamedTuple):
    """A link from one thing to another, both by GUID."""

    guid: str
    name: str
    origin: str
    target: str


@dataclass(frozen=True)
class Qda:
    """A REFI-QDA project."""

    name: str = ""
    origin: str = ""
    user: str = ""
    """GUID of who made the project."""
    users: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[CodeNode, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    links: tuple[Relation, ...] = ()
    description: str = ""
    passed_over: tuple[str, ...] = ()


def guid_of(text: str | None) -> str:
    """Return a GUID in small letters without braces.

    >>> guid_of("{AD68FBE7-E1EE-4A82-A279-23CC698C89EB}")
    'ad68fbe7-e1ee-4a82-a279-23cc698c89eb'
    """
    return (text or "").strip().strip("{}").lower()


def code_nodes(parent: etree._Element, depth: int = 0) -> tuple[CodeNode, ...]:
    """Return the codes right below an element, each with its own."""
    return tuple(
        CodeNode(
            guid_of(each.get("guid")),
            (each.get("name") or "").strip(),
            each.get("isCodable", "true").strip() not in ("false", "0"),
            each.get("color", ""),
            _text(each, "Description"),
            _references(each, "NoteRef"),
            code_nodes(each, depth + 1) if depth < DEEPEST else (),
        )
        for each in parent.iterfind("{*}Code")
    )


def project_in(root: etree._Element) -> Qda:
    """Return the project that the outermost element holds."""
    get = root.get
    return Qda(
        get("name", ""),
        get("origin", ""),
        guid_of(get("creatingUserGUID")),
        {guid_of(each.get("guid")): each.get("name") or each.get("id") or ""
         for each in root.iterfind("{*}Users/{*}User")},
        tuple(chain.from_iterable(map(code_nodes, root.iterfind("{*}CodeBook/{*}Codes")))),
        tuple(_sources(root)),
        {note.guid: note for note in map(_note, root.iterfind("{*}Notes/{*}Note"))},
        tuple(map(_relation, root.iterfind("{*}Links/{*}Link"))),
        _text(root, "Description"),
        tuple(_passed_over(root)),
    )  # fmt: skip


def _sources(root: etree._Element) -> Iterator[Source]:
    """Yield texts first, then the texts of documents, then transcripts of recordings."""
    for element in root.iterfind("{*}Sources/{*}TextSource"):
        yield _source(element)
    for element in root.iterfind("{*}Sources/{*}PDFSource/{*}Representation"):
        yield _source(element)
    for kind in ("Audio", "Video"):
        for recording in root.iterfind(f"{{*}}Sources/{{*}}{kind}Source"):
            media = _media(recording)
            for element in recording.iterfind("{*}Transcript"):
                yield _source(element, media)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; a damaged file has names lxml refuses.

    >>> local_name(etree.fromstring("<Project xmlns='urn:QDA-XML:project:1.0'/>"))
    'Project'
    """
    return str(element.tag).rpartition("}")[2]


def _media(recording: etree._Element) -> tuple[str, ...]:
    """Return the name of its file; nothing if there is none."""
    path = recording.get("path", "")
    if path.startswith("internal://"):
        path = recording.get("name") or path
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    return (name,) if name else ()


def _source(element: etree._Element, media: tuple[str, ...] = ()) -> Source:
    get = element.get
    content = element.find("{*}PlainTextContent")
    return Source(
        guid_of(get("guid")),
        get("name", ""),
        get("plainTextPath", ""),
        get("richTextPath", ""),
        None if content is None else "".join(map(str, content.itertext())),
        (
            *(_selection(each) for each in element.iterfind("{*}PlainTextSelection")),
            *(_selection(each) for each in element.iterfind("{*}TranscriptSelection")),
        ),
        tuple(_point(each) for each in element.iterfind("{*}SyncPoint")),
        media,
        _references(element, "NoteRef"),
        _text(element, "Description"),
    )


def _selection(element: etree._Element) -> Selection:
    get = element.get
    by_points = "startPosition" not in element.attrib
    return Selection(
        guid_of(get("guid")),
        guid_of(get("fromSyncPoint")) if by_points else get("startPosition", ""),
        guid_of(get("toSyncPoint")) if by_points else get("endPosition", ""),
        get("name", ""),
        _text(element, "Description"),
        guid_of(get("creatingUser")),
        get("creationDateTime", ""),
        get("modifiedDateTime", ""),
        tuple(_coded(each) for each in element.iterfind("{*}Coding")),
        _references(element, "NoteRef"),
        by_points,
    )


def _coded(element: etree._Element) -> Coded:
    codes = _references(element, "CodeRef")
    return Coded(
        guid_of(element.get("guid")),
        codes[0] if codes else "",
        guid_of(element.get("creatingUser")),
        element.get("creationDateTime", ""),
        _references(element, "NoteRef"),
    )


def _point(element: etree._Element) -> SyncPoint:
    return SyncPoint(
        guid_of(element.get("guid")),
        whole(element.get("position")),
        whole(element.get("timeStamp")),
    )


def whole(figure: str | None) -> int | None:
    """Return a figure that counts something, or nothing if it is none.

    >>> whole(" 12"), whole("-3"), whole("1e9"), whole(None)
    (12, None, None, None)
    """
    bare = (figure or "").strip()
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 13 else None


def _note(element: etree._Element) -> Note:
    content = element.find("{*}PlainTextContent")
    text = "" if content is None else "".join(map(str, content.itertext()))
    described = _text(element, "Description")
    return Note(
        guid_of(element.get("guid")),
        element.get("name", ""),
        "\n".join(part for part in (described, text) if part),
        element.get("plainTextPath", ""),
    )


def _relation(element: etree._Element) -> Relation:
    get = element.get
    return Relation(
        guid_of(get("guid")),
        get("name", ""),
        guid_of(get("originGUID")),
        guid_of(get("targetGUID")),
    )


_ELSEWHERE = {
    "Sources/PictureSource": ("picture", "pictures"),
    "Sources/PDFSource/PDFSelection": ("selection on a page", "selections on pages"),
    "Sources/AudioSource/AudioSelection": ("selection in a recording", "selections in recordings"),
    "Sources/VideoSource/VideoSelection": ("selection in a video", "selections in videos"),
    "Sources/TextSource/Coding": ("code on a whole text", "codes on whole texts"),
    "Sources/TextSource/VariableValue": ("value of a variable", "values of variables"),
    "Cases/Case": ("case", "cases"),
    "Variables/Variable": ("variable", "variables"),
    "Sets/Set": ("set", "sets"),
    "Graphs/Graph": ("drawing", "drawings"),
}
"""Elements that are passed over, and what one and several of them are called."""


def _passed_over(root: etree._Element) -> Iterator[str]:
    found: Counter[tuple[str, str]] = Counter()
    for path, words in _ELSEWHERE.items():
        steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
        found[words] += sum(1 for _ in root.iterfind(steps))
    for (one, several), count in found.items():
        if count:
            yield f"{count:,} {one if count == 1 else several}"


def _text(element: etree._Element, name: str) -> str:
    child = element.find(f"{{*}}{name}")
    return "" if child is None else "".join(map(str, child.itertext()))


def _references(element: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(guid_of(each.get("targetGUID")) for each in element.iterfind(f"{{*}}{name}"))
