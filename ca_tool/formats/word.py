"""Word documents (``.docx``): what stands on the page, as lines of a transcript.

The body is read as a stream (:mod:`~ca_tool.formats.package`), so a document of any length fits in
memory. Tracked changes are read as accepted. What no transcript line can carry (text boxes, drawn
brackets, comments, notes, headers) is reported at its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ca_tool.formats.package import Node, Package, TreeBuilder
from ca_tool.formats.registry import Parsed, UnreadableFileError, reader
from ca_tool.formats.rich_reading import transcript_of
from ca_tool.formats.rich_text import (
    Aside,
    Document,
    Paragraph,
    Table,
    add_text,
    flat,
    quoted,
    remark,
)
from ca_tool.formats.symbol_fonts import sign_of
from ca_tool.formats.word_styles import (
    Lists,
    ParagraphSays,
    Properties,
    Styles,
    default_tab,
    figure,
    paragraph_says,
    read_headers,
    read_lists,
    read_remarks,
    read_styles,
    run_says,
)

_BODY = "word/document.xml"
_PASSED_OVER = frozenset(
    {
        *("Fallback", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
        *("sectPrChange", "numberingChange", "instrText", "delInstrText", "sdtPr", "sdtEndPr"),
        *("tblPr", "tcPr", "fldData", "rt"),
    }
)
_DRAWN = frozenset({"drawing", "pict", "object", "altChunk"})
_TREES = frozenset({"pPr", "rPr", "trPr", "sectPr"})
_REMOVED = frozenset({"del", "moveFrom"})
_SIGNS = {"cr": "\n", "br": "\n", "ptab": "\t", "tab": "\t", "noBreakHyphen": "\u2011"}


def looks_like_word(head: bytes) -> bool:
    """Whether a file begins as a zip package with Word's parts in it."""
    return head.startswith(b"PK\x03\x04") and b"word/" in head


@reader("word", "Word", (".docx", ".docm"), recognises=looks_like_word, packed=True)
def read_word(data: bytes, name: str, profile: str) -> Parsed:
    """Read a Word document.

    Raises
    ------
    UnreadableFileError
        It cannot be unpacked, unpacks to something enormous, or has a document type declaration.
    """
    if not data:
        return transcript_of(Document(), name, profile, "an empty file")
    package = Package(data, name)
    part = _body_part(package)
    body = Body(package)
    why = package.read(part, body)
    if part not in package.parts:
        raise UnreadableFileError(f"“{package.name}” has no text in it: {_BODY} is missing.")
    document = body.finished()
    if why:
        document.odd.append(Aside("E-RICH-DAMAGED", why))
    document.odd += [Aside("I-RICH-HEADER", words) for words in read_headers(package)]
    return transcript_of(document, name, profile, "Word document")


def _body_part(package: Package) -> str:
    """Return the name of the part that holds the text, as the package's relations say."""
    for relation in package.tree("_rels/.rels").all("Relationship"):
        target = relation.get("Target").lstrip("/")
        if relation.get("Type").endswith("/officeDocument") and target in package.parts:
            return target
    return _BODY


@dataclass
class _Drawn:
    """A drawing, picture or text box that is being passed over."""

    depth: int = 1
    words: list[str] = field(default_factory=list)
    shape: str = "a drawing"

    def aside(self) -> Aside:
        words = quoted(" ".join(self.words))
        return Aside("W-RICH-DRAWN", f"a text box with “{words}”" if words else self.shape)


class Body:
    """Takes the elements of ``document.xml`` and makes a :class:`Document` of them."""

    def __init__(self, package: Package) -> None:
        self._styles: Styles = read_styles(package)
        self._lists: Lists = read_lists(package)
        self._remarks = {
            "commentReference": (
                "I-RICH-COMMENT",
                read_remarks(package, "word/comments.xml", "comment"),
            ),
            "footnoteReference": (
                "I-RICH-NOTE",
                read_remarks(package, "word/footnotes.xml", "footnote"),
            ),
            "endnoteReference": (
                "I-RICH-NOTE",
                read_remarks(package, "word/endnotes.xml", "endnote"),
            ),
        }
        self._document = Document(tab=default_tab(package))
        self._paragraph = Paragraph()
        self._open = self._carried = False
        self._style = ""
        self._says: Properties = {}
        self._text: list[str] | None = None
        self._table: Table | None = None
        self._tables = self._skipped = 0
        self._row_dropped = False
        self._drawn: _Drawn | None = None
        self._tree: TreeBuilder | None = None
        self._removed: list[str] = []
        self._removing = self._inserted = 0
        self._section: list[Paragraph] = []
        self._settled = False

    def finished(self) -> Document:
        """Return the document; what was open when it broke off is kept."""
        if self._open or self._carried:
            self._close_paragraph(joined=False)
        for paragraph in self._section:
            paragraph.counted = False
        if self._inserted:
            self._document.evidence.append("tracked changes are read as accepted")
        return self._document

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = name.rpartition(" ")[2]
        if self._skipped or (local in _PASSED_OVER and self._tree is None):
            self._skipped += 1
        elif self._drawn is not None:
            self._drawn.depth += 1
            self._note_drawn(self._drawn, local, attributes)
        elif self._tree is not None or local in _TREES:
            self._tree = self._tree or TreeBuilder()
            self._tree.start(name, attributes)
        elif local in {"t", "delText"}:
            self._text = []
        elif local in _DRAWN:
            self._drawn = _Drawn(shape="an object" if local == "object" else "a drawing")
        elif local in _REMOVED:
            self._removing += 1
        else:
            self._begin(local, attributes)

    def text(self, text: str) -> None:
        """Take characters."""
        if self._text is not None and not self._skipped:
            self._text.append(text)

    def end(self, name: str) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= 1
            return
        local = name.rpartition(" ")[2]
        if self._drawn is not None:
            self._end_drawn(self._drawn, local)
        elif self._tree is not None:
            self._tree.end(name)
            if not self._tree.depth:
                root, self._tree = self._tree.root.children[0], None
                self._take(root)
        elif local in {"t", "delText"}:
            self._add("".join(self._text or ()))
            self._text = None
        elif local in _REMOVED:
            self._end_removed()
        elif local == "p":
            self._close_paragraph(joined=self._carried)
        elif local == "tbl":
            self._end_table()
        elif local == "tr" and self._tables == 1 and self._table and self._row_dropped:
            self._table.rows.pop()

    def _begin(self, local: str, attributes: dict[str, str]) -> None:
        match local:
            case "p":
                if not self._carried:
                    self._paragraph, self._style = Paragraph(counted=True), ""
                self._open, self._carried = True, False
            case "r":
                self._says = {}
            case "ins" | "moveTo":
                self._inserted += 1
            case "tbl":
                self._tables += 1
                self._table = self._table or Table()
            case "tr" if self._tables == 1 and self._table:
                self._row_dropped = False
                self._table.rows.append([])
            case "tc" if self._tables == 1 and self._table and self._table.rows:
                self._table.rows[-1].append([])
            case "sym":
                self._add_sign(_local(attributes))
            case "commentReference" | "footnoteReference" | "endnoteReference":
                code, remarks = self._remarks[local]
                words = remarks.get(_local(attributes).get("id", ""), "")
                if words and not self._removing:
                    self._paragraph.pieces.append(remark(code, words))
            case _ if local in _SIGNS:
                self._add(_SIGNS[local])

    def _take(self, node: Node) -> None:
        """Take the properties of a paragraph, run, row or section."""
        match node.name:
            case "rPr":
                self._says = run_says(node)
            case "pPr":
                self._shape(paragraph_says(node))
                for section in node.all("sectPr"):
                    self._end_section(section)
            case "sectPr":
                self._end_section(node)
            case "trPr":
                self._row_dropped = node.child("del") is not None

    def _shape(self, says: ParagraphSays) -> None:
        shape, list_id, depth, uncounted = self._styles.paragraph(says)
        self._style = says.style
        self._paragraph.shape = shape
        self._paragraph.counted = not uncounted  # settled at the end of the section
        self._carried = says.mark_deleted
        if list_id and list_id != "0" and not self._paragraph.number:
            self._paragraph.number = self._lists.number(list_id, depth)

    def _add(self, text: str) -> None:
        if self._removing:
            self._removed.append(text)
        elif self._open and text:
            look = self._styles.look(self._style, self._says)
            add_text(self._paragraph.pieces, text if text in "\n\t" else flat(text), look)

    def _add_sign(self, attributes: dict[str, str]) -> None:
        font, code = attributes.get("font", ""), attributes.get("char", "")
        try:
            number = int(code, 16)
        except ValueError:
            return
        sign = sign_of(font, number)
        if sign:
            self._add(sign)
        elif 0x20 <= number <= 0xFFFF:
            self._paragraph.pieces.append(Aside("W-RICH-SIGN", f"{font} U+{number:04X}"))
            self._add(chr(number))

    def _end_removed(self) -> None:
        self._removing -= 1
        if not self._removing:
            words = quoted("".join(self._removed))
            self._removed.clear()
            if words:
                self._paragraph.pieces.append(Aside("I-RICH-DELETED", words))

    def _close_paragraph(self, *, joined: bool) -> None:
        """Put the paragraph in its place; one whose end was deleted goes on in the next."""
        self._open, self._carried = False, joined
        if joined:
            return
        paragraph = self._paragraph
        if self._table is None:
            self._document.blocks.append(paragraph)
            if not self._settled:
                self._section.append(paragraph)
            self._settled = False
        elif self._table.rows and self._table.rows[-1]:
            paragraph.counted = False
            self._table.rows[-1][-1].append(paragraph)
        self._paragraph = Paragraph(counted=True)

    def _end_table(self) -> None:
        self._tables -= 1
        if not self._tables and self._table is not None:
            self._document.blocks.append(self._table)
            self._table = None

    def _end_section(self, section: Node) -> None:
        """Settle which paragraphs Word prints line numbers beside."""
        numbering = section.child("lnNumType")
        counts = numbering is not None and figure(numbering.get("countBy"), 1) > 0
        for paragraph in self._section:
            paragraph.counted = paragraph.counted and counts
        if self._open:
            self._paragraph.counted = self._paragraph.counted and counts
            self._settled = True
        if numbering is not None and counts and not self._document.evidence:
            self._document.first_line = max(1, int(figure(numbering.get("start"))) + 1)
            self._document.evidence.append("Word's line numbers are printed before the lines")
        self._section = []

    def _note_drawn(self, drawn: _Drawn, local: str, attributes: dict[str, str]) -> None:
        match local:
            case "t":
                self._text = []
            case "prstGeom":
                shape = _local(attributes).get("prst", "")
                bracket = "bracket" in shape.lower() or "brace" in shape.lower()
                drawn.shape = "a drawn bracket" if bracket else f"a drawn shape ({shape})"
            case "pic" | "imagedata":
                drawn.shape = "a picture"

    def _end_drawn(self, drawn: _Drawn, local: str) -> None:
        if local == "t" and self._text is not None:
            drawn.words.append("".join(self._text))
            self._text = None
        drawn.depth -= 1
        if not drawn.depth:
            self._drawn = None
            self._paragraph.pieces.append(drawn.aside())


def _local(attributes: dict[str, str]) -> dict[str, str]:
    return {key.rpartition(" ")[2]: value for key, value in attributes.items()}
