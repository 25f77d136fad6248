"""Tags, links and splices as plain JSON values, for the journal."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from ca_tool.coding import Link, Splice, Tag, TextLine
from ca_tool.project import Moved
from ca_tool.transcript import Place, Span

TAG_TEXTS = (
    "id",
    "code",
    "actor",
    "certainty",
    "note",
    "created",
    "modified",
    "origin",
    "codebook",
)
LINK_TEXTS = ("id", "kind", "source", "target", "created")


class TagRecord(TypedDict):
    """A tag in the journal; the coder is the journal's."""

    texts: dict[str, str]
    spans: list[list[int]]
    addressees: list[str]
    about: list[str]
    values: list[list[str]]
    adjudicated_from: NotRequired[list[str]]


class LinkRecord(TypedDict):
    """A link in the journal."""

    texts: dict[str, str]
    turn: list[int]


class MovedRecord(TypedDict):
    """A tag to be confirmed, in the journal."""

    tag: TagRecord
    lines: list[tuple[int, str]]
    why: str


class SpliceRecord(TypedDict):
    """A change of lines in the journal."""

    at: int
    removed: list[tuple[int, str, str]]
    added: list[tuple[int, str, str]]


def tag_record(tag: Tag) -> TagRecord:
    """Return *tag* as JSON values; empty texts are left out."""
    record: TagRecord = {
        "texts": {name: text for name in TAG_TEXTS if (text := getattr(tag, name))},
        "spans": [list(span) for span in tag.spans],
        "addressees": list(tag.addressees),
        "about": list(tag.about),
        "values": [list(pair) for pair in tag.values],
    }
    if tag.adjudicated_from:
        record["adjudicated_from"] = list(tag.adjudicated_from)
    return record


def tag_of(record: TagRecord, coder: str) -> Tag:
    """Return the tag that *record* holds."""
    texts = dict.fromkeys(TAG_TEXTS, "") | record["texts"]
    return Tag(
        **texts,
        spans=tuple(Span(*span) for span in record["spans"]),
        addressees=tuple(record["addressees"]),
        about=tuple(record["about"]),
        values=tuple((name, value) for name, value in record["values"]),
        coder=coder,
        adjudicated_from=tuple(record.get("adjudicated_from", ())),
    )


def link_record(link: Link) -> LinkRecord:
    """Return *link* as JSON values; empty texts are left out."""
    return {
        "texts": {name: text for name in LINK_TEXTS if (text := getattr(link, name))},
        "turn": list(link.target_turn or ()),
    }


def link_of(record: LinkRecord, coder: str) -> Link:
    """Return the link that *record* holds."""
    texts = dict.fromkeys(LINK_TEXTS, "") | record["texts"]
    turn = Place(*record["turn"]) if record["turn"] else None
    return Link(**texts, target_turn=turn, coder=coder)


def moved_record(moved: Moved) -> MovedRecord:
    """Return *moved* as JSON values; where it is placed stands among the tags."""
    return {"tag": tag_record(moved.tag), "lines": list(moved.lines), "why": moved.why}


def moved_of(record: MovedRecord, coder: str) -> Moved:
    """Return the tag to be confirmed that *record* holds."""
    lines = tuple((line, raw) for line, raw in record["lines"])
    return Moved(tag_of(record["tag"], coder), lines, None, record["why"])


def splice_record(splice: Splice) -> SpliceRecord:
    """Return *splice* as JSON values."""

    def lines(found: tuple[TextLine, ...]) -> list[tuple[int, str, str]]:
        return [(line.id, line.raw, line.ending) for line in found]

    return {"at": splice.at, "removed": lines(splice.removed), "added": lines(splice.added)}


def splice_of(record: SpliceRecord) -> Splice:
    """Return the splice that *record* holds."""
    removed = tuple(TextLine(*line) for line in record["removed"])
    return Splice(record["at"], removed, tuple(TextLine(*line) for line in record["added"]))
