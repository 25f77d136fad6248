"""What a Word document says beside its body: styles, list numbers, comments, notes, headers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from ca_tool.formats.list_numbers import Counters, Level
from ca_tool.formats.package import Node, Package
from ca_tool.formats.rich_text import Look, Shape, quoted

_TWIPS = 20
"""Twentieths of a point: Word's unit of length."""

_OFF = frozenset({"0", "false", "off", "none"})
_INHERITANCE = 20
"""Styles based on each other; more is a ring."""

_REMEMBERED = 5_000
"""Combinations of properties whose looks are kept."""

_RAISED = 4
"""Half-points above the line from which on text counts as raised."""

Properties = dict[str, object]


class ParagraphSays(NamedTuple):
    """What a paragraph's own properties say; ``None`` where they say nothing."""

    style: str = ""
    left: float | None = None
    first: float | None = None
    tabs: tuple[float, ...] = ()
    cleared: tuple[float, ...] = ()
    list_id: str = ""
    depth: int = 0
    uncounted: bool = False
    mark_deleted: bool = False


def figure(text: str, default: float = 0.0) -> float:
    """Return the number that *text* is, or *default*: documents hold ``NaN`` and worse."""
    try:
        number = float(text)
    except ValueError:
        return default
    return number if math.isfinite(number) and abs(number) < 1e7 else default


def run_says(node: Node) -> Properties:
    """Return the properties of ``w:rPr``, by the names of :class:`Look`."""
    says: Properties = {}
    for child in node.children:
        value = child.get("val")
        match child.name:
            case "u":
                says["underline"] = bool(value) and value not in _OFF
            case "b":
                says["bold"] = value not in _OFF
            case "i":
                says["italic"] = value not in _OFF
            case "vanish":
                says["hidden"] = value not in _OFF
            case "caps":
                says["capitals"] = value not in _OFF
            case "vertAlign":
                says["raised"] = value == "superscript"
            case "position":
                says["raised"] = figure(value) >= _RAISED
            case "sz":
                says["size"] = figure(value) / 2
            case "rFonts":
                if font := child.get("ascii") or child.get("hAnsi"):
                    says["font"] = font
            case "rStyle":
                says["style"] = value
    return says


def paragraph_says(node: Node) -> ParagraphSays:
    """Return the properties of ``w:pPr``."""
    style = node.child("pStyle")
    indent = node.child("ind") or Node("ind")
    left = indent.get("left") or indent.get("start")
    first = indent.get("firstLine")
    if hanging := indent.get("hanging"):
        first = f"-{hanging}"
    stops = node.child("tabs") or Node("tabs")
    numbers = node.child("numPr") or Node("numPr")
    list_id, depth = numbers.child("numId"), numbers.child("ilvl")
    uncounted = node.child("suppressLineNumbers")
    mark = node.child("rPr") or Node("rPr")
    return ParagraphSays(
        style.get("val") if style else "",
        figure(left) / _TWIPS if left else None,
        figure(first) / _TWIPS if first else None,
        tuple(figure(s.get("pos")) / _TWIPS for s in stops.children if s.get("val") != "clear"),
        tuple(figure(s.get("pos")) / _TWIPS for s in stops.children if s.get("val") == "clear"),
        list_id.get("val") if list_id else "",
        int(figure(depth.get("val"))) if depth else 0,
        uncounted is not None and uncounted.get("val") not in _OFF,
        mark.child("del") is not None or mark.child("moveFrom") is not None,
    )


@dataclass
class Styles:
    """``styles.xml``, resolved."""

    default: Properties = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    runs: dict[str, Properties] = field(default_factory=dict)
    paragraphs: dict[str, ParagraphSays] = field(default_factory=dict)
    normal: str = ""
    _looks: dict[object, Look] = field(default_factory=dict)

    def _line_of(self, style: str) -> list[str]:
        """Return *style* and what it is based on, the most general first."""
        line: list[str] = []
        while style and style not in line and len(line) < _INHERITANCE:
            line.append(style)
            style = self.based_on.get(style, "")
        return line[::-1]

    def look(self, paragraph_style: str, says: Properties) -> Look:
        """Return how a run looks: defaults, paragraph style, character style, its own."""
        key = (paragraph_style, *says.items())
        if (known := self._looks.get(key)) is not None:
            return known
        merged = dict(self.default)
        for style in (paragraph_style or self.normal, str(says.get("style", ""))):
            for name in self._line_of(style):
                merged |= self.runs.get(name, {})
        merged |= says
        merged.pop("style", None)
        look = Look(**merged)  # type: ignore[arg-type]  # run_says gives each name its type
        if len(self._looks) < _REMEMBERED:
            self._looks[key] = look
        return look

    def paragraph(self, says: ParagraphSays) -> tuple[Shape, str, int, bool]:
        """Return shape, list id, depth in the list, and whether lines are left uncounted."""
        left = first = 0.0
        tabs: set[float] = set()
        list_id, depth, uncounted = "", 0, False
        line = [self.paragraphs.get(n) for n in self._line_of(says.style or self.normal)]
        for layer in [*line, says]:
            if layer is None:
                continue
            left = left if layer.left is None else layer.left
            first = first if layer.first is None else layer.first
            tabs = (tabs | set(layer.tabs)) - set(layer.cleared)
            if layer.list_id:
                list_id, depth = layer.list_id, layer.depth
            uncounted = uncounted or layer.uncounted
        return Shape(left, first, tuple(sorted(tabs))), list_id, depth, uncounted


def read_styles(package: Package) -> Styles:
    """Read ``word/styles.xml``."""
    styles = Styles()
    root = package.tree("word/styles.xml")
    for default in root.all("rPrDefault"):
        if (properties := default.child("rPr")) is not None:
            styles.default = run_says(properties)
    for node in root.all("style"):
        name = node.get("styleId")
        if (base := node.child("basedOn")) is not None:
            styles.based_on[name] = base.get("val")
        if (run := node.child("rPr")) is not None:
            styles.runs[name] = run_says(run)
        if (paragraph := node.child("pPr")) is not None:
            styles.paragraphs[name] = paragraph_says(paragraph)
        if node.get("type") == "paragraph" and node.get("default") in {"1", "true"}:
            styles.normal = name
    return styles


@dataclass
class Lists:
    """``numbering.xml``: which list prints which numbers."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counted_as: dict[str, str] = field(default_factory=dict)
    counters: Counters = field(default_factory=Counters)

    def number(self, list_id: str, depth: int) -> str:
        """Return the next number of a list as printed; empty for bullets."""
        levels = self.levels.get(list_id)
        key = self.counted_as.get(list_id, list_id)
        return self.counters.next(key, depth, levels) if levels else ""


def read_lists(package: Package) -> Lists:
    """Read ``word/numbering.xml``."""
    root = package.tree("word/numbering.xml")
    abstract = {
        node.get("abstractNumId"): {
            int(figure(level.get("ilvl"))): _level(level) for level in node.all("lvl")
        }
        for node in root.all("abstractNum")
    }
    lists = Lists()
    for node in root.all("num"):
        of = node.child("abstractNumId")
        key = of.get("val") if of else ""
        levels = dict(abstract.get(key, {}))
        own = False
        for override in node.all("lvlOverride"):
            at = int(figure(override.get("ilvl")))
            start = override.child("startOverride")
            if start is not None and at in levels:
                levels[at] = levels[at]._replace(start=int(figure(start.get("val"), 1)))
                own = True
        lists.levels[node.get("numId")] = levels
        lists.counted_as[node.get("numId")] = f"num {node.get('numId')}" if own else f"of {key}"
    return lists


def _level(node: Node) -> Level:
    kind, pattern, start = node.child("numFmt"), node.child("lvlText"), node.child("start")
    name = kind.get("val") if kind else "decimal"
    if name in {"bullet", "none"} or pattern is None:
        return Level()
    return Level(pattern.get("val"), name, int(figure(start.get("val"), 1)) if start else 1)


def read_remarks(package: Package, part: str, element: str) -> dict[str, str]:
    """Return the texts of comments or notes by their ids; authors are left out."""
    return {
        node.get("id"): _text(node)
        for node in package.tree(part).all(element)
        if node.get("type") not in {"separator", "continuationSeparator", "continuationNotice"}
    }


def read_headers(package: Package) -> list[str]:
    """Return the texts of page headers and footers that hold more than page numbers."""
    parts = sorted(p for p in package.parts if p.startswith(("word/header", "word/footer")))
    texts = (quoted(_text(package.tree(part))) for part in parts[:20] if part.endswith(".xml"))
    return list(dict.fromkeys(text for text in texts if any(map(str.isalpha, text))))


def default_tab(package: Package) -> float:
    """Return the points between default tab stops."""
    stops = package.tree("word/settings.xml").all("defaultTabStop")
    twips = next((figure(node.get("val")) for node in stops), 720.0)
    return twips / _TWIPS if twips >= _TWIPS else 36.0


def _text(node: Node) -> str:
    """Return the words inside a node, paragraphs parted by blanks."""
    return " ".join("".join(run.text for run in line.all("t")) for line in node.all("p"))
