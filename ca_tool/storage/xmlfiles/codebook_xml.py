"""``codebook.xml``: the codes of a project."""

from __future__ import annotations

from lxml import etree

from ca_tool.codebook import Attribute, Code, Codebook, Target, Value, ValueType
from ca_tool.storage.validation import FORMAT, safe, unsafe

SCHEMA = "codebook"
TEXTS = ("definition", "include", "exclude", "example")
PLAIN = ("name", "label", "short", "plain", "colour", "shape", "key", "group")


def to_xml(codebook: Codebook) -> etree._Element:
    """Return *codebook* as an element."""
    root = etree.Element("codebook", format=str(FORMAT), name=safe(codebook.name))
    root.set("version", codebook.version)
    for code in codebook.codes:
        _add_code(root, code)
    return root


def from_xml(root: etree._Element) -> Codebook:
    """Return the codebook that an element holds."""
    codes = tuple(_code(element) for element in root.iterfind("code"))
    return Codebook(unsafe(root.get("name")), root.get("version", "1"), codes)


def _add_code(root: etree._Element, code: Code) -> None:
    element = etree.SubElement(root, "code")
    for name in PLAIN:
        element.set(name, safe(getattr(code, name)))
    element.set("target", code.target)
    element.set("order", str(code.order))
    for name in TEXTS:
        etree.SubElement(element, name).text = safe(getattr(code, name))
    for attribute in code.attributes:
        _add_attribute(element, attribute)


def _add_attribute(parent: etree._Element, attribute: Attribute) -> None:
    element = etree.SubElement(
        parent, "attribute", name=attribute.name, label=safe(attribute.label), type=attribute.type
    )
    if attribute.default:
        element.set("default", attribute.default)
    if attribute.definition:
        etree.SubElement(element, "definition").text = safe(attribute.definition)
    for value in attribute.values:
        child = etree.SubElement(element, "value", name=value.name, label=safe(value.label))
        if value.key:
            child.set("key", value.key)
        _add_strength(child, value)
        child.text = safe(value.definition) or None


def _add_strength(element: etree._Element, value: Value) -> None:
    """Set what only values of a scheme with strengths have; others are written as ever."""
    if value.score is not None:
        element.set("score", str(value.score))
    if value.sets:
        element.set("sets", " ".join(value.sets))
    if not value.verified:
        element.set("verified", "no")
    if value.source:
        element.set("source", safe(value.source))


def _value(element: etree._Element) -> Value:
    score = element.get("score")
    return Value(
        element.get("name", ""),
        unsafe(element.get("label")),
        element.get("key", ""),
        unsafe(element.text),
        float(score) if score else None,
        tuple(element.get("sets", "").split()),
        element.get("verified") != "no",
        unsafe(element.get("source")),
    )


def _code(element: etree._Element) -> Code:
    plain = {name: unsafe(element.get(name)) for name in PLAIN}
    texts = {name: unsafe(element.findtext(name)) for name in TEXTS}
    return Code(
        **plain,
        **texts,
        target=Target(element.get("target", "span")),
        order=int(element.get("order", "0")),
        attributes=tuple(_attribute(child) for child in element.iterfind("attribute")),
    )


def _attribute(element: etree._Element) -> Attribute:
    values = tuple(_value(child) for child in element.iterfind("value"))
    return Attribute(
        element.get("name", ""),
        unsafe(element.get("label")),
        ValueType(element.get("type", "choice")),
        values,
        element.get("default", ""),
        unsafe(element.findtext("definition")),
    )
