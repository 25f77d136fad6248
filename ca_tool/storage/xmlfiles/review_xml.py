"""``review.<group>.xml``: what a group said, in its own words."""

from __future__ import annotations

from lxml import etree

from ca_tool.review import Reaction
from ca_tool.storage.validation import FORMAT, safe, unsafe

SCHEMA = "review"
PLAIN = ("id", "exchange", "feeling", "said_by", "how", "created")


def to_xml(session_id: str, group: str, reactions: tuple[Reaction, ...]) -> etree._Element:
    """Return a group's reactions as an element."""
    root = etree.Element("review", format=str(FORMAT), session=session_id, group=safe(group))
    for reaction in reactions:
        element = etree.SubElement(root, "reaction", line=str(reaction.line))
        for name in PLAIN:
            element.set(name, safe(getattr(reaction, name)))
        element.set("checked_back", "true" if reaction.checked_back else "false")
        etree.SubElement(element, "words").text = safe(reaction.words)
        etree.SubElement(element, "scribe_note").text = safe(reaction.scribe_note)
    return root


def from_xml(root: etree._Element) -> tuple[Reaction, ...]:
    """Return the reactions that an element holds."""
    group = unsafe(root.get("group"))
    return tuple(_reaction(element, group) for element in root.iterfind("reaction"))


def _reaction(element: etree._Element, group: str) -> Reaction:
    plain = {name: unsafe(element.get(name)) for name in PLAIN}
    return Reaction(
        **plain,
        line=int(element.get("line", "0")),
        group=group,
        words=unsafe(element.findtext("words")),
        checked_back=element.get("checked_back") in {"true", "1"},
        scribe_note=unsafe(element.findtext("scribe_note")),
    )
