"""The styles of an OpenDocument text: how runs look, where tabs stop, how lists are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ca_tool.formats.list_numbers import LEVELS, Level
from ca_tool.formats.package import Node
from ca_tool.formats.rich_text import Look, Shape
from ca_tool.formats.word_styles import Properties, figure

_LENGTH = re.compile(r"(-?[0-9]{0,6}(?:\.[0-9]{0,8})?)(pt|cm|mm|in|pc|px|%)\Z")
_POINTS = {"pt": 1.0, "cm": 28.3465, "mm": 2.83465, "in": 72.0, "pc": 12.0, "px": 0.75}
_INHERITANCE = 20
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"} | {
    "I": "upperRoman"
}
_REMEMBERED = 5_000
_RAISED = 10
"""Per cent of the font's size above the line from which on text counts as raised."""


def points(length: str) -> float | None:
    """Return a length in points; ``None`` if it is none, or relative.

    >>> points("2.54cm"), points("1in"), points("120%")
    (72.0, 72.0, None)
    """
    found = _LENGTH.match(length)
    if found is None or found[2] == "%":
        return None
    return round(figure(found[1]) * _POINTS[found[2]], 2)


def _run_says(node: Node) -> Properties:
    """Return ``style:text-properties`` by the names of :class:`Look`."""
    says: Properties = {}
    for name, value in node.attributes.items():
        match name:
            case "text-underline-style" | "text-underline-type":
                says["underline"] = value != "none"
            case "font-weight":
                says["bold"] = value == "bold" or figure(value) >= 600
            case "font-style":
                says["italic"] = value in {"italic", "oblique"}
            case "text-position":
                height = value.split()[0] if value.split() else ""
                says["raised"] = height == "super" or figure(height.rstrip("%")) >= _RAISED
            case "font-size":
                if size := points(value):
                    says["size"] = size
            case "text-transform":
                says["capitals"] = value == "uppercase"
            case "display":
                says["hidden"] = value == "none"
            case "font-name" | "font-family":
                says["font"] = value.strip("'\" ")
    return says


@dataclass
class OdtStyles:
    """Automatic and named styles together; automatic ones win."""

    parents: dict[str, str] = field(default_factory=dict)
    runs: dict[str, Properties] = field(default_factory=dict)
    shapes: dict[str, Node] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    list_of: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    tab: float = 36.0
    first_line: int = 0
    """What the document's line numbering counts from; 0 if it has none."""
    uncounted: set[str] = field(default_factory=set)
    _looks: dict[tuple[str, ...], Look] = field(default_factory=dict)

    def take(self, root: Node) -> None:
        """Add the styles under *root*."""
        for face in root.all("font-face"):
            self.fonts[face.get("name")] = face.get("font-family").strip("'\" ")
        for node in (*root.all("default-style"), *root.all("style")):
            self._take_style(node)
        for node in root.all("list-style"):
            self.lists[node.get("name")] = _levels(node)
        for node in root.all("linenumbering-configuration"):
            if node.get("number-lines", "true") != "false":
                self.first_line = max(1, int(figure(node.get("offset-value"), 1)))

    def _take_style(self, node: Node) -> None:
        family = node.get("family")
        name = f"{family} {node.get('name')}"
        self.parents[name] = f"{family} {node.get('parent-style-name')}"
        if family == "paragraph" and node.get("list-style-name"):
            self.list_of[node.get("name")] = node.get("list-style-name")
        if (run := node.child("text-properties")) is not None:
            self.runs[name] = _run_says(run)
        if (shape := node.child("paragraph-properties")) is not None:
            self.shapes[name] = shape
            self.tab = points(shape.get("tab-stop-distance")) or self.tab
            if shape.get("number-lines") == "false":
                self.uncounted.add(node.get("name"))

    def _line_of(self, name: str) -> list[str]:
        """Return a style and its parents, the most general first."""
        family = name.partition(" ")[0]
        line: list[str] = []
        while name not in line and name in self.parents and len(line) < _INHERITANCE:
            line.append(name)
            name = self.parents[name]
        default = f"{family} "
        return [default, *line[::-1]] if default not in line else line[::-1]

    def look(self, names: tuple[str, ...]) -> Look:
        """Return how text looks inside a paragraph and spans of these styles, outermost first."""
        if (known := self._looks.get(names)) is not None:
            return known
        merged: Properties = {}
        for at, name in enumerate(names):
            line = self._line_of(name)
            for style in line[1:] if at else line:
                merged |= self.runs.get(style, {})
        font = str(merged.get("font", ""))
        merged["font"] = self.fonts.get(font, font)
        look = Look(**merged)  # type: ignore[arg-type]  # _run_says gives each name its type
        if len(self._looks) < _REMEMBERED:
            self._looks[names] = look
        return look

    def shape(self, style: str) -> Shape:
        """Return indents and tab stops of a paragraph style."""
        left = first = 0.0
        tabs: tuple[float, ...] = ()
        for name in self._line_of(f"paragraph {style}"):
            if (node := self.shapes.get(name)) is None:
                continue
            left = _either(points(node.get("margin-left")), left)
            first = _either(points(node.get("text-indent")), first)
            if (stops := node.child("tab-stops")) is not None:
                tabs = tuple(points(s.get("position")) or 0.0 for s in stops.all("tab-stop"))
        # OpenDocument measures tab stops from the paragraph's indent, Word from the margin
        return Shape(left, first, tuple(left + stop for stop in tabs))


def _either(value: float | None, other: float) -> float:
    return other if value is None else value


def _levels(node: Node) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for child in node.children:
        at = int(figure(child.get("level"), 1)) - 1
        if child.name != "list-level-style-number" or not 0 <= at < LEVELS:
            continue
        kind = _KINDS.get(child.get("num-format", "1"))
        if kind is None:
            continue
        shown = max(1, min(int(figure(child.get("display-levels"), 1)), at + 1))
        figures = ".".join(f"%{level}" for level in range(at + 2 - shown, at + 2))
        pattern = f"{child.get('num-prefix')}{figures}{child.get('num-suffix')}"
        levels[at] = Level(pattern, kind, int(figure(child.get("start-value"), 1)))
    return levels
