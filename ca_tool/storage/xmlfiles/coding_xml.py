"""``coding.<coder>.xml``: one coder's tags and links, with the text they were put on.

The text of every line that carries a tag is kept beside the tags, so that spans can be carried
along exactly when ``transcript.txt`` was changed while this coder was away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ca_tool.coding import Link, Tag
from ca_tool.project import Moved
from ca_tool.storage.validation import FORMAT, safe, unsafe
from ca_tool.transcript import Place, Span

SCHEMA = "coding"
PLAIN = ("id", "code", "actor", "certainty", "created", "modified", "origin", "codebook")


@dataclass(frozen=True)
class StoredCoding:
    """What ``coding.<coder>.xml`` holds.

    ``through`` is the number of the last log entry it contains; ``lines`` is the text of each
    tagged line, by id; ``moved`` are tags to be confirmed, with their old lines.
    """

    session: str
    coder: str
    through: int = 0
    tags: Mapping[str, Tag] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    lines: Mapping[int, str] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()


def to_xml(stored: StoredCoding) -> etree._Element:
    """Return the coding as an element, tags in text order."""
    root = etree.Element("coding", format=str(FORMAT), session=stored.session)
    root.set("coder", safe(stored.coder))
    root.set("through", str(stored.through))
    _add_lines(root, sorted(stored.lines.items()))
    for tag in sorted(stored.tags.values(), key=lambda tag: (tag.spans, tag.id)):
        _add_tag(root, tag)
    for link in sorted(stored.links.values(), key=lambda link: (link.source, link.id)):
        _add_link(root, link)
    for moved in stored.moved:
        child = etree.SubElement(root, "moved", why=safe(moved.why))
        _add_lines(child, moved.lines)
        _add_tag(child, moved.tag)
    return root


def from_xml(root: etree._Element) -> StoredCoding:
    """Return the coding that an element holds; its moved tags are not placed yet."""
    coder = unsafe(root.get("coder"))
    tags = [_tag(element, coder) for element in root.iterfind("tag")]
    links = [_link(element, coder) for element in root.iterfind("link")]
    return StoredCoding(
        root.get("session", ""),
        coder,
        int(root.get("through", "0")),
        {tag.id: tag for tag in tags},
        {link.id: link for link in links},
        dict(_lines(root)),
        tuple(moved for one in root.iterfind("moved") for moved in _moved(one, coder)),
    )


def _add_lines(parent: etree._Element, lines: Iterable[tuple[int, str]]) -> None:
    for line_id, raw in lines:
        etree.SubElement(parent, "line", id=str(line_id)).text = safe(raw)


def _add_tag(parent: etree._Element, tag: Tag) -> None:
    element = etree.SubElement(parent, "tag")
    for name in PLAIN:
        element.set(name, safe(getattr(tag, name)))
    for span in tag.spans:
        child = etree.SubElement(element, "span")
        for name, number in zip(Span._fields, span, strict=True):
            child.set(name, str(number))
    for code in tag.addressees:
        etree.SubElement(element, "addressee").text = safe(code)
    for code in tag.about:
        etree.SubElement(element, "about").text = safe(code)
    for name, value in tag.values:
        etree.SubElement(element, "value", name=safe(name)).text = safe(value)
    if tag.note:
        etree.SubElement(element, "note").text = safe(tag.note)
    for tag_id in tag.adjudicated_from:
        etree.SubElement(element, "from", tag=safe(tag_id))


def _add_link(root: etree._Element, link: Link) -> None:
    element = etree.SubElement(root, "link", id=safe(link.id), kind=safe(link.kind))
    element.set("source", safe(link.source))
    element.set("target", safe(link.target))
    element.set("created", safe(link.created))
    if link.target_turn:
        line, column = map(str, link.target_turn)
        etree.SubElement(element, "turn", line=line, column=column)


def _lines(parent: etree._Element) -> Iterable[tuple[int, str]]:
    return ((int(one.get("id", "0")), unsafe(one.text)) for one in parent.iterfind("line"))


def _tag(element: etree._Element, coder: str) -> Tag:
    plain = {name: unsafe(element.get(name)) for name in PLAIN}
    return Tag(
        **plain,
        spans=tuple(
            Span(*(int(one.get(name, "0")) for name in Span._fields))
            for one in element.iterfind("span")
        ),
        addressees=tuple(unsafe(one.text) for one in element.iterfind("addressee")),
        about=tuple(unsafe(one.text) for one in element.iterfind("about")),
        values=tuple(
            (unsafe(one.get("name")), unsafe(one.text)) for one in element.iterfind("value")
        ),
        note=unsafe(element.findtext("note")),
        coder=coder,
        adjudicated_from=tuple(unsafe(one.get("tag")) for one in element.iterfind("from")),
    )


def _link(element: etree._Element, coder: str) -> Link:
    turn = element.find("turn")
    return Link(
        unsafe(element.get("id")),
        unsafe(element.get("kind")),
        unsafe(element.get("source")),
        unsafe(element.get("target")),
        None if turn is None else Place(int(turn.get("line", "0")), int(turn.get("column", "0"))),
        coder,
        unsafe(element.get("created")),
    )


def _moved(element: etree._Element, coder: str) -> Iterable[Moved]:
    lines, why = tuple(_lines(element)), unsafe(element.get("why"))
    return (Moved(_tag(tag, coder), lines, None, why) for tag in element.iterfind("tag"))
