"""OpenDocument texts (``.odt``), as LibreOffice writes them: what stands on the page, as lines.

Read as :mod:`~ca_tool.formats.word` reads Word documents: as a stream, tracked changes as accepted,
and what no transcript line can carry reported at its place.
"""

from __future__ import annotations

import re

from ca_tool.formats.list_numbers import Counters
from ca_tool.formats.odt_styles import OdtStyles
from ca_tool.formats.package import Node, Package, TreeBuilder
from ca_tool.formats.registry import Parsed, UnreadableFileError, reader
from ca_tool.formats.rich_reading import transcript_of
from ca_tool.formats.rich_text import Aside, Document, Paragraph, Table, add_text, quoted, remark
from ca_tool.formats.word_styles import figure

_BODY = "content.xml"
_TREES = frozenset({"automatic-styles", "font-face-decls", "annotation", "note", "tracked-changes"})
_PASSED_OVER = frozenset(
    {"scripts", "sequence-decls", "variable-decls", "forms", "annotation-end", "ruby-text"}
)
_DRAWN = frozenset({"frame", "custom-shape", "line", "rect", "ellipse", "g", "path", "connector"})
_BLANKS = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
"""What becomes one blank; a single blank is one already, and a long text has millions."""
_MOST = 200
"""How often blanks or columns that are said to repeat are written out."""

_MOST_COLUMNS = 8
_MOST_BLANKS = 2_000_000
"""Blanks written out in one document."""


def looks_like_odt(head: bytes) -> bool:
    """Whether a file begins as an OpenDocument text or its template does."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    if b"opendocument." in head[:200]:  # the type stands first, unpacked, as the standard asks
        return b"opendocument.text" in head[:200]
    return b"content.xml" in head and b"word/" not in head


@reader(
    "odt", "OpenDocument (LibreOffice)", (".odt", ".ott"), recognises=looks_like_odt, packed=True
)
def read_odt(data: bytes, name: str, profile: str) -> Parsed:
    """Read an OpenDocument text.

    Raises
    ------
    UnreadableFileError
        It cannot be unpacked, unpacks to something enormous, or has a document type declaration.
    """
    if not data:
        return transcript_of(Document(), name, profile, "an empty file")
    package = Package(data, name)
    if _BODY not in package.parts:
        raise UnreadableFileError(f"“{package.name}” has no text in it: {_BODY} is missing.")
    styles = OdtStyles()
    named = package.tree("styles.xml")
    styles.take(named)
    body = OdtBody(styles)
    why = package.read(_BODY, body)
    document = body.finished()
    if why:
        document.odd.append(Aside("E-RICH-DAMAGED", why))
    headers = [node for part in ("header", "footer") for node in named.all(part)]
    texts = dict.fromkeys(quoted(_words(node)) for node in headers)
    document.odd += [Aside("I-RICH-HEADER", text) for text in texts if any(map(str.isalpha, text))]
    return transcript_of(document, name, profile, "OpenDocument text")


class OdtBody:
    """Takes the elements of ``content.xml`` and makes a :class:`Document` of them."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._document = Document()
        self._paragraphs: list[Paragraph] = []
        self._names: list[str] = []
        self._buffer: list[str] = []
        self._blank = True
        self._blanks = 0
        self._table: Table | None = None
        self._tables = self._skipped = 0
        self._repeats: list[int] = []
        self._lists: list[str] = []
        self._items: list[bool] = []
        self._counters = Counters()
        self._tree: TreeBuilder | None = None
        self._drawn: list[str] = []
        self._drawings = 0
        self._deletions: dict[str, str] = {}

    def finished(self) -> Document:
        """Return the document; what was open when it broke off is kept."""
        if self._paragraphs:
            self._close_paragraph()
        self._document.tab = self._styles.tab
        self._document.first_line = max(1, self._styles.first_line)
        if self._styles.first_line:
            self._document.evidence.append("line numbers are printed before the lines")
        return self._document

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = name.rpartition(" ")[2]
        if self._skipped or local in _PASSED_OVER:
            self._skipped += 1
        elif self._tree is not None or local in _TREES:
            self._flush()
            self._tree = self._tree or TreeBuilder()
            self._tree.start(name, attributes)
        elif self._drawings or (local in _DRAWN and "drawing" in name):
            self._flush()
            self._drawings += 1
        else:
            self._flush()
            node = Node(local, {k.rpartition(" ")[2]: v for k, v in attributes.items()})
            self._begin(local, node)

    def text(self, text: str) -> None:
        """Take characters; blanks of the XML are one blank."""
        if self._skipped:
            return
        if self._tree is not None:
            self._tree.text(text)
        elif self._drawings:
            self._drawn.append(text)
        elif self._paragraphs:
            self._buffer.append(text)

    def end(self, name: str) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= 1
            return
        local = name.rpartition(" ")[2]
        if self._tree is not None:
            self._tree.end(name)
            if not self._tree.depth:
                root, self._tree = self._tree.root.children[0], None
                self._take(root)
        elif self._drawings:
            self._drawings -= 1
            self._drawn.append(" ")
            if not self._drawings:
                self._end_drawing()
        else:
            self._flush()
            self._finish(local)

    def _begin(self, local: str, node: Node) -> None:
        match local:
            case "p" | "h":
                self._begin_paragraph(node)
            case "span" | "a":
                self._names.append(f"text {node.get('style-name')}")
            case "s":
                self._add_blanks(int(figure(node.get("c"), 1)))
            case "tab":
                self._add("\t")
            case "line-break":
                self._add("\n")
            case "list":
                outer = self._lists[-1] if self._lists else ""
                self._lists.append(node.get("style-name") or outer)
            case "list-item":
                self._items.append(True)
            case "table":
                self._tables += 1
                self._table = self._table or Table()
            case "table-row" if self._tables == 1 and self._table:
                self._table.rows.append([])
            case "table-cell" | "covered-table-cell" if self._tables == 1 and self._table:
                self._repeats.append(int(figure(node.get("number-columns-repeated"), 1)))
                if self._table.rows:
                    self._table.rows[-1].append([])
            case "change":
                if words := self._deletions.get(node.get("change-id"), ""):
                    self._aside(Aside("I-RICH-DELETED", words))

    def _begin_paragraph(self, node: Node) -> None:
        style = node.get("style-name")
        paragraph = Paragraph(shape=self._styles.shape(style))
        if self._styles.first_line and self._table is None and style not in self._styles.uncounted:
            paragraph.counted = True
        if self._lists and self._items and self._items[-1]:
            name = self._lists[-1] or self._styles.list_of.get(style, "")
            levels = self._styles.lists.get(name, {})
            paragraph.number = self._counters.next(name, len(self._lists) - 1, levels)
            self._items[-1] = False
        self._paragraphs.append(paragraph)
        self._names.append(f"paragraph {style}")
        self._blank = True

    def _finish(self, local: str) -> None:
        match local:
            case "p" | "h" if self._paragraphs:
                self._close_paragraph()
            case "span" | "a" if len(self._names) > 1:
                self._names.pop()
            case "list" if self._lists:
                self._lists.pop()
            case "list-item" if self._items:
                self._items.pop()
            case "table":
                self._tables -= 1
                if not self._tables and self._table is not None:
                    self._document.blocks.append(self._table)
                    self._table = None
            case "table-cell" | "covered-table-cell" if self._repeats and self._tables == 1:
                more = max(0, min(self._repeats.pop() - 1, _MOST_COLUMNS))
                if self._table and self._table.rows:
                    self._table.rows[-1] += [[] for _ in range(more)]

    def _flush(self) -> None:
        """Add the characters met so far: XML blanks in a row are one, and none begins a line."""
        if not self._buffer:
            return
        text = _BLANKS.sub(" ", "".join(self._buffer))
        self._buffer.clear()
        if self._blank and text.startswith(" "):
            text = text[1:]
        if text:
            self._add(text)
            self._blank = text.endswith(" ")

    def _add(self, text: str) -> None:
        if self._paragraphs:
            add_text(self._paragraphs[-1].pieces, text, self._styles.look(tuple(self._names)))
            self._blank = False

    def _add_blanks(self, count: int) -> None:
        count = max(1, min(count, _MOST))
        self._blanks += count
        self._add(" " * (count if self._blanks <= _MOST_BLANKS else 1))

    def _aside(self, aside: Aside) -> None:
        if self._paragraphs:
            self._paragraphs[-1].pieces.append(aside)
        else:
            self._document.odd.append(aside)

    def _close_paragraph(self) -> None:
        self._flush()
        paragraph = self._paragraphs.pop()
        while self._names and not self._names.pop().startswith("paragraph "):
            pass
        if self._table is None:
            self._document.blocks.append(paragraph)
        elif self._table.rows and self._table.rows[-1]:
            self._table.rows[-1][-1].append(paragraph)

    def _take(self, root: Node) -> None:
        match root.name:
            case "automatic-styles" | "font-face-decls":
                self._styles.take(root)
            case "annotation":
                self._aside(remark("I-RICH-COMMENT", _words(root)))
            case "note":
                body = root.child("note-body")
                self._aside(remark("I-RICH-NOTE", _words(body) if body else ""))
            case "tracked-changes":
                self._take_changes(root)

    def _take_changes(self, root: Node) -> None:
        """Remember what tracked deletions took out: it stands here and not in its place."""
        self._document.evidence.append("tracked changes are read as accepted")
        for region in root.all("changed-region"):
            name = region.get("change-id") or region.get("id")
            for deletion in region.all("deletion"):
                self._deletions[name] = quoted(_words(deletion))

    def _end_drawing(self) -> None:
        words = quoted("".join(self._drawn))
        self._drawn.clear()
        what = f"a text box with “{words}”" if words else "a drawing or picture"
        self._aside(Aside("W-RICH-DRAWN", what))


def _words(node: Node) -> str:
    """Return the words of the paragraphs inside a node."""
    paragraphs = [*node.all("p"), *node.all("h")]
    return " ".join(_inner(paragraph) for paragraph in paragraphs)


def _inner(node: Node) -> str:
    """Return all characters inside a node, in order as far as the tree keeps it."""
    return node.text + " ".join(_inner_of(child) for child in node.children)


def _inner_of(node: Node) -> str:
    waiting, words = [node], []
    while waiting:
        here = waiting.pop()
        words.append(here.text)
        waiting += reversed(here.children)
    return "".join(words)
