"""Codebooks as REFI-QDA keeps them (``.qdc``, and inside a project): a tree of coloured codes.

Out: a group is a code that nothing can be coded with, its codes are below it, below these what may
be said of them (attributes), and below these the values, which can be coded with. So another tool
that knows nothing of attributes still shows and counts each value. What REFI-QDA has no place for
stands as readable facts at the foot of descriptions (:mod:`~ca_tool.formats.refi_facts`).

In: codes above a code are its group. A code that is called as one that is known already keeps that
one's key; others get a key made of their name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import UUID, uuid5

from lxml import etree

from ca_tool.codebook import SHAPES, Attribute, Code, Codebook, Target, Value, ValueType
from ca_tool.formats.eaf_document import xml_root
from ca_tool.formats.refi_document import CODEBOOK, CodeNode, code_nodes
from ca_tool.formats.refi_facts import facts_in, with_facts
from ca_tool.formats.timed_talk import Found
from ca_tool.problems import Problem

NAMESPACE = UUID("5a3f6d0e-3c1b-5b0e-9f60-2c1d7ca70015")
"""What the GUIDs of codes, users and sources are made from, so that they stay the same."""

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f5fa8", "#8c564b")
"""For codes without one (Okabe & Ito 2008, and two more)."""

BETWEEN = " / "
"""Stands between the names of groups inside each other."""

_CODE_FACTS = {
    "In plain words": "plain",
    "Include": "include",
    "Exclude": "exclude",
    "Example": "example",
    "Chip": "short",
    "Shape": "shape",
    "Shortcut": "key",
    "Put on": "target",
    "Place in the list": "order",
    "Code key": "name",
}
_ATTRIBUTE_FACTS = ("Takes", "Default", "Attribute key")
_VALUE_FACTS = ("Shortcut", "Score", "Counts towards", "Not checked", "Source", "Value key")
_NOT_IN_KEYS = re.compile(r"[^\w]+")
_BLANKS = re.compile(r"\s+")
_ORDER = re.compile(r"-?\d{1,9}\Z", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


class Meaning(NamedTuple):
    """What a GUID of the tree stands for: a code, or a value of one of its attributes."""

    code: str
    attribute: str = ""
    value: str = ""


@dataclass
class Reading:
    """A tree of codes as a codebook, and what each GUID in it means."""

    codes: list[Code] = field(default_factory=list)
    meanings: dict[str, Meaning] = field(default_factory=dict)


def guid(*parts: str) -> str:
    """Return the GUID that always stands for *parts*, for example ``"code", "question"``."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))


def read_codebook(
    data: bytes, known: Codebook | None = None
) -> tuple[Codebook, tuple[Problem, ...]]:
    """Read a REFI-QDA codebook (``.qdc``).

    Parameters
    ----------
    data
        The file.
    known
        Codes in use: one that is called the same keeps its key.

    Returns
    -------
    tuple
        The codebook, and what was odd. Nothing in *data* raises.
    """
    found = Found()
    root = xml_root(data, found)
    if root is None or str(root.tag).rpartition("}")[2] != "CodeBook":
        found("E-XML", "there is no codebook in it" if root is None else f"it is a <{root.tag}>")
        return Codebook(), tuple(found.problems)
    nodes = [node for codes in root.iterfind("{*}Codes") for node in code_nodes(codes)]
    if sets := sum(1 for _ in root.iterfind("{*}Sets/{*}Set")):
        found("I-QDA-LEFT", f"{sets:,} set{'s' * (sets != 1)} of codes")
    return Codebook(codes=tuple(read_codes(nodes, known, found).codes)), tuple(found.problems)


def read_codes(nodes: Sequence[CodeNode], known: Codebook | None, found: Found) -> Reading:
    """Return the codes of a tree and what each of its GUIDs means."""
    reading = Reading()
    names = {code.label.casefold(): code.name for code in (known or Codebook()).codes}
    names |= {code.name.casefold(): code.name for code in (known or Codebook()).codes}
    taken: dict[str, int] = {}
    waiting = [(node, "") for node in reversed(nodes)]
    while waiting:
        node, group = waiting.pop()
        if node.guid in reading.meanings:
            found("W-QDA-TWICE", node.name)
        attributes = [child for child in node.children if _facts(child, _ATTRIBUTE_FACTS)[1]]
        others = [child for child in node.children if child not in attributes]
        if node.codable or attributes or not (others or node.guid == guid("code", "")):
            code = _code(node, group, names, taken, len(reading.codes))
            reading.codes.append(_with_attributes(code, attributes, reading))
            reading.meanings.setdefault(node.guid, Meaning(code.name))
        inner = f"{group}{BETWEEN}{node.name}" if group else node.name
        waiting += ((child, inner) for child in reversed(others))
    return reading


def _facts(node: CodeNode, headings: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return the description and the facts below it; none unless its key is among them."""
    text, facts = facts_in(node.description, headings)
    if headings[-1] not in facts:
        return node.description, {}
    return text, {heading: values[-1] for heading, values in facts.items()}


def _code(
    node: CodeNode, group: str, names: Mapping[str, str], taken: dict[str, int], number: int
) -> Code:
    text, facts = facts_in(node.description, _CODE_FACTS)
    said = {_CODE_FACTS[heading]: values[-1] for heading, values in facts.items()}
    label = node.name or "Code without a name"
    key = said.get("name", "") or names.get(label.casefold(), "") or key_of(label)
    key = _free(_BLANKS.sub("_", key), taken)
    target = Target.TURN if said.get("target") == Target.TURN else Target.SPAN
    shape, order = said.get("shape", ""), said.get("order", "")
    return Code(
        key,
        label,
        said.get("short") or chip(label),
        said.get("plain", ""),
        text,
        said.get("include", ""),
        said.get("exclude", ""),
        said.get("example", ""),
        colour_of(node.colour, number),
        shape if shape in SHAPES else SHAPES[number % len(SHAPES)],
        said.get("key", ""),
        target,
        group,
        order=int(order) if _ORDER.match(order) else (number + 1) * 10,
    )


def _with_attributes(code: Code, nodes: Sequence[CodeNode], reading: Reading) -> Code:
    attributes = []
    for node in nodes:
        text, facts = _facts(node, _ATTRIBUTE_FACTS)
        name = _BLANKS.sub("_", facts["Attribute key"])
        kind = facts.get("Takes", "")
        values = tuple(_values(node, code.name, name, reading))
        attributes.append(
            Attribute(
                name,
                node.name,
                ValueType(kind) if kind in set(ValueType) else ValueType.CHOICE,
                values,
                facts.get("Default", ""),
                text,
            )
        )
    return replace(code, attributes=tuple(attributes))


def _values(node: CodeNode, code: str, attribute: str, reading: Reading) -> Iterator[Value]:
    for child in node.children:
        text, facts = _facts(child, _VALUE_FACTS)
        key = _BLANKS.sub("_", facts.get("Value key", "") or key_of(child.name))
        reading.meanings.setdefault(child.guid, Meaning(code, attribute, key))
        yield Value(
            key,
            child.name,
            facts.get("Shortcut", ""),
            text,
            _score(facts.get("Score", "")),
            tuple(facts.get("Counts towards", "").split()),
            "Not checked" not in facts,
            facts.get("Source", ""),
        )


def _score(figure: str) -> float | None:
    return float(figure) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", figure, re.ASCII) else None


def _about(value: Value) -> Iterator[tuple[str, str]]:
    """Yield the facts of a value, its key last."""
    score = "" if value.score is None else f"{value.score:.9f}".rstrip("0").rstrip(".")
    unchecked = "" if value.verified else "yes"
    said = (value.key, score, " ".join(value.sets), unchecked, value.source, value.name)
    yield from zip(_VALUE_FACTS, said, strict=True)


def key_of(name: str) -> str:
    """Return a key made of a code's name; it never changes.

    >>> key_of("Coke::diet Coke"), key_of("waste of time"), key_of("?!")
    ('coke_diet_coke', 'waste_of_time', 'code')
    """
    return _NOT_IN_KEYS.sub("_", name).strip("_").lower() or "code"


def chip(label: str) -> str:
    """Return what stands in the chip of a code: its initials, or its first letters.

    >>> chip("waste of time"), chip("milk")
    ('WOT', 'Mil')
    """
    words = _NOT_IN_KEYS.sub(" ", label).split()
    if len(words) > 1:
        return "".join(word[0] for word in words[:4]).upper()
    return (words[0][:3].capitalize() if words else label[:3]) or "?"


def colour_of(colour: str, number: int) -> str:
    """Return ``#rrggbb`` in small letters; one of :data:`COLOURS` if *colour* is none.

    >>> colour_of("#F0A", 0), colour_of("red", 1)
    ('#ff00aa', '#d55e00')
    """
    bare = colour.strip()
    if re.fullmatch("#[0-9a-fA-F]{3}", bare):
        bare = "#" + "".join(2 * digit for digit in bare[1:])
    return bare.lower() if _COLOUR.match(bare) else COLOURS[number % len(COLOURS)]


def _free(key: str, taken: dict[str, int]) -> str:
    """Return *key*, or with a number if it is *taken*; it is taken then, and so often."""
    free = key
    while free in taken:
        taken[key] += 1
        free = f"{key}_{taken[key]}"
    taken[free] = 1
    return free


def write_codebook(codebook: Codebook) -> bytes:
    """Return *codebook* as a REFI-QDA codebook (``.qdc``), valid by its schema."""
    root = etree.fromstring(f'<CodeBook xmlns="{CODEBOOK}" origin="CA Tool"/>')
    add_codes(root, codebook, CODEBOOK)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def add_codes(parent: etree._Element, codebook: Codebook, namespace: str) -> None:
    """Add the tree of codes to *parent*; a codebook must have one, so an empty one gets a name."""
    tree = etree.SubElement(parent, f"{{{namespace}}}Codes")
    groups: dict[str, etree._Element] = {"": tree}
    for code in sorted(codebook.codes, key=lambda code: code.order):
        if code.group not in groups:
            groups[code.group] = _add_group(groups, code.group)
        _add_code(groups[code.group], code)
    if not codebook.codes:
        _add(tree, guid("code", ""), codebook.name or "No codes yet", codable=False)


def _add_group(groups: dict[str, etree._Element], group: str) -> etree._Element:
    above, _, name = group.rpartition(BETWEEN)
    if above not in groups:
        groups[above] = _add_group(groups, above)
    return _add(groups[above], guid("group", group), name, codable=False)


def _add_code(parent: etree._Element, code: Code) -> None:
    said = ((heading, str(getattr(code, name))) for heading, name in _CODE_FACTS.items())
    text = with_facts(code.definition, said)
    element = _add(parent, guid("code", code.name), code.label or code.name, text=text)
    element.set("color", code.colour)
    for attribute in code.attributes:
        about = (attribute.type, attribute.default, attribute.name)
        inner = _add(
            element,
            guid("attribute", code.name, attribute.name),
            attribute.label or attribute.name,
            codable=False,
            text=with_facts(attribute.definition, zip(_ATTRIBUTE_FACTS, about, strict=True)),
        )
        for value in attribute.values:
            leaf = _add(
                inner,
                guid("value", code.name, attribute.name, value.name),
                value.label or value.name,
                text=with_facts(value.definition, _about(value)),
            )
            leaf.set("color", code.colour)


def _add(
    parent: etree._Element, guid: str, name: str, *, codable: bool = True, text: str = ""
) -> etree._Element:
    namespace = parent.tag.rpartition("}")[0].lstrip("{")
    element = etree.SubElement(parent, f"{{{namespace}}}Code")
    element.set("guid", guid)
    element.set("name", xml_safe(name) or "?")
    element.set("isCodable", "true" if codable else "false")
    if text:
        etree.SubElement(element, f"{{{namespace}}}Description").text = xml_safe(text)
    return element


_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_safe(text: str) -> str:
    """Return *text* without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
