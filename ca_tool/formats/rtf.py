"""Rich text (``.rtf``): what stands on the page, as lines of a transcript.

Fonts decide what a byte means, so looks and characters are read together, group by group
(RTF 1.9.1, Microsoft 2008). Braces may nest without limit: the groups are on a list of our own.
"""

from __future__ import annotations

from typing import NamedTuple

from ca_tool.formats.registry import Parsed, UnreadableFileError, reader
from ca_tool.formats.rich_reading import transcript_of
from ca_tool.formats.rich_text import (
    MEMOS,
    PLAIN,
    Aside,
    Document,
    Look,
    Paragraph,
    Shape,
    Table,
    add_text,
    flat,
    quoted,
    remark,
)
from ca_tool.formats.rtf_signs import (
    ASIDES,
    CHARACTERS,
    CODEPAGES,
    INSIDE,
    KNOWN,
    SIGNS,
    SKIPPED,
    SYMBOL_CHARSET,
    TOKEN,
    UNDERLINES,
)

TOKENS = 1_500_000
"""Control words, braces and stretches of text; a transcript of 300 pages has some 700,000."""

_TWIPS = 20
_RAISED = 4


class _State(NamedTuple):
    """What a group begins with and its end gives back."""

    look: Look = PLAIN
    font: int = -1
    shape: Shape = Shape()
    into: str = ""
    """Where characters go: the page, or a destination."""
    skip: int = 1
    """Characters that stand for one ``\\u`` for readers without Unicode."""
    in_table: bool = False
    deleted: bool = False
    uncounted: bool = False


@reader(
    "rtf",
    "rich text",
    (".rtf",),
    recognises=lambda head: head.startswith(b"{\\rtf"),
    packed=True,
)
def read_rtf(data: bytes, name: str, profile: str) -> Parsed:
    """Read a rich text file.

    Raises
    ------
    UnreadableFileError
        It holds more than any transcript does.
    """
    page = _Page(name)
    page.read(data.decode("latin-1"))
    return transcript_of(page.finished(), name, profile, "rich text")


class _Page:
    """Takes the tokens of a file and makes a :class:`Document` of them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._document = Document()
        self._groups: list[_State] = []
        self._state = _State()
        self._paragraph = Paragraph()
        self._cells: list[list[Paragraph]] = []
        self._cell: list[Paragraph] = []
        self._table: Table | None = None
        self._bytes = bytearray()
        self._pending = 0
        self._high = 0
        self._codepage = "cp1252"
        self._fonts: dict[int, tuple[str, int]] = {}
        self._collected: dict[str, list[str]] = {}
        self._lines_numbered = False
        self._starred = False
        self._closed = False

    def read(self, text: str) -> None:
        """Take a whole file."""
        at = tokens = 0
        length = len(text)
        while at < length and not self._closed:
            token = TOKEN.match(text, at)
            if token is None:
                break
            at = token.end()
            tokens += 1
            if tokens > TOKENS:
                raise UnreadableFileError(
                    f"“{self._name or 'this file'}” holds far more than any transcript, so it was "
                    "not read. Copy the talk into a new document, and import that."
                )
            word, figure, code, sign, brace, characters = token.groups()
            if characters:
                self._add_bytes(characters)
            elif word:
                at += self._control(word, figure, text, at)
            elif code:
                self._add_bytes(chr(int(code, 16)))
            elif brace:
                self._brace(brace)
            elif sign:
                self._sign(sign)

    def finished(self) -> Document:
        """Return the document; what was open when it broke off is kept."""
        if not self._closed:
            self._document.odd.append(Aside("E-RICH-DAMAGED", "it ends in the middle"))
        self._flush()
        if self._paragraph.pieces:
            self._end_paragraph()
        self._end_row()
        self._end_table()
        return self._document

    def _brace(self, brace: str) -> None:
        self._flush()
        self._pending = 0
        if brace == "{":
            self._groups.append(self._state)
            return
        if not self._groups:
            self._closed = True
            return
        before, self._state = self._state, self._groups.pop()
        if before.into and before.into != self._state.into:
            self._end_destination(before.into)
        self._closed = not self._groups

    def _control(self, word: str, figure: str | None, text: str, at: int) -> int:
        """Take a control word; return how many characters after it are data."""
        starred, self._starred = self._starred, False
        if self._pending and word != "u":
            self._pending -= 1
        if word not in KNOWN:
            return 0
        self._flush()
        number = int(figure) if figure else None
        if word == "bin":
            return max(0, min(number or 0, len(text) - at))
        if word == "u":
            self._add_unit((number or 0) & 0xFFFF)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif not (self._destination(word, starred=starred) or self._look(word, number)):
            self._layout(word, number)
        return 0

    def _destination(self, word: str, *, starred: bool) -> bool:
        r"""Begin a destination if *word* is one; those inside a skipped one stay skipped.

        *starred* says that ``\*`` stands before it: whoever does not know it may skip it.
        """
        into = self._groups[-1].into if starred and self._groups else self._state.into
        if word in {"fonttbl", "listtext", "pntext"} and into != "skip":
            self._state = self._state._replace(into=word)
        elif word in SKIPPED:
            self._state = self._state._replace(into="skip")
        elif word in ASIDES:
            self._state = self._state._replace(into=into or word)
        elif word in INSIDE:
            self._state = self._state._replace(into=into)
        else:
            return False
        return True

    def _sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self._state = self._state._replace(into="skip")
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        else:
            self._add(SIGNS.get(sign, ""))

    def _look(self, word: str, number: int | None) -> bool:
        """Change the look if *word* does."""
        look, on = self._state.look, number != 0
        if word == "plain":
            look = PLAIN
        elif word == "ulnone":
            look = look._replace(underline=False)
        elif word in UNDERLINES:
            look = look._replace(underline=on)
        elif word in {"b", "i", "v", "caps"}:
            names = {"b": "bold", "i": "italic", "v": "hidden", "caps": "capitals"}
            look = look._replace(**{names[word]: on})  # type: ignore[arg-type]  # all are flags
        elif word in {"super", "nosupersub", "sub"}:
            look = look._replace(raised=word == "super")
        elif word == "up":
            look = look._replace(raised=(6 if number is None else number) >= _RAISED)
        elif word == "fs":
            look = look._replace(size=min(abs(24 if number is None else number), 4000) / 2)
        elif word == "f" and self._state.into != "fonttbl":
            self._state = self._state._replace(font=number or 0)
            look = look._replace(font=self._fonts.get(number or 0, ("", 0))[0])
        else:
            return self._mark(word, on=on)
        self._state = self._state._replace(look=look)
        return True

    def _mark(self, word: str, *, on: bool) -> bool:
        if word == "deleted":
            self._state = self._state._replace(deleted=on)
            if not on:
                self._end_destination("deleted")
        elif word != "revised":
            return False
        if "tracked changes are read as accepted" not in self._document.evidence:
            self._document.evidence.append("tracked changes are read as accepted")
        return True

    def _layout(self, word: str, number: int | None) -> None:
        """Take what concerns paragraphs, tables and the file."""
        state, value = self._state, number or 0
        length = max(-30_000, min(value, 30_000)) / _TWIPS
        match word:
            case "par" | "sect":
                self._end_paragraph()
            case "cell":
                self._end_paragraph(in_cell=True)
                self._cells.append(self._cell)
                self._cell = []
            case "row":
                self._end_row()
            case "pard":
                self._state = state._replace(shape=Shape(), in_table=False, uncounted=False)
            case "intbl":
                self._state = state._replace(in_table=True)
            case "li" | "lin":
                self._state = state._replace(shape=state.shape._replace(left=length))
            case "fi":
                self._state = state._replace(shape=state.shape._replace(first=length))
            case "tx" if len(state.shape.tabs) < 50:
                tabs = (*state.shape.tabs, length)
                self._state = state._replace(shape=state.shape._replace(tabs=tabs))
            case "noline":
                self._state = state._replace(uncounted=True)
            case "uc":
                self._state = state._replace(skip=max(0, min(value, 8)))
            case "deftab":
                self._document.tab = max(length, 1.0)
            case "linemod" if value:
                self._lines_numbered = True
            case "linestarts":
                self._document.first_line = max(1, min(value, 100_000))
            case "ansicpg":
                self._codepage = f"cp{value}" if f"cp{value}" in CODEPAGES.values() else "cp1252"
            case "mac":
                self._codepage = "mac_roman"
            case "f" if state.into == "fonttbl":
                self._state = state._replace(font=value)
                self._fonts[value] = ("", 0)
            case "fcharset" if state.into == "fonttbl":
                self._fonts[state.font] = (self._fonts.get(state.font, ("", 0))[0], value)

    def _add_unit(self, unit: int) -> None:
        """Add a UTF-16 code unit; a pair of them is one character."""
        self._pending = self._state.skip
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif 0xDC00 <= unit < 0xE000 and self._high:
            self._add(chr(0x10000 + ((self._high - 0xD800) << 10) + unit - 0xDC00))
            self._high = 0
        else:
            self._add(chr(unit))

    def _add_bytes(self, characters: str) -> None:
        if self._pending:
            dropped = min(self._pending, len(characters))
            self._pending -= dropped
            characters = characters[dropped:]
        if characters and self._state.into != "skip":
            self._bytes += characters.encode("latin-1")

    def _flush(self) -> None:
        """Decode the bytes met so far as their font says."""
        if not self._bytes:
            return
        _, charset = self._fonts.get(self._state.font, ("", 0))
        if charset == SYMBOL_CHARSET and self._state.into != "fonttbl":
            text = "".join(chr(0xF000 + byte) if byte > 0x20 else chr(byte) for byte in self._bytes)
        else:
            codec = CODEPAGES.get(charset, self._codepage) if charset else self._codepage
            text = self._bytes.decode(codec, "replace")
        self._bytes.clear()
        self._add(text)

    def _add(self, text: str) -> None:
        into = self._state.into
        if into in {"skip", "pict", "object"} or not text:
            return
        if into == "fonttbl":
            self._name_font(text)
        elif into or self._state.deleted:
            self._collected.setdefault(into or "deleted", []).append(text)
        else:
            if "deleted" in self._collected:
                self._end_destination("deleted")
            clean = text if text in {"\n", "\t"} else flat(text.replace("\0", ""))
            add_text(self._paragraph.pieces, clean, self._state.look)

    def _name_font(self, text: str) -> None:
        name, charset = self._fonts.get(self._state.font, ("", 0))
        self._fonts[self._state.font] = ((name + text).strip("; ")[:80], charset)

    def _end_destination(self, into: str) -> None:
        """Report or use what a destination held."""
        whole = "".join(self._collected.pop(into, ()))
        words = quoted(whole)
        if into in {"listtext", "pntext"}:
            number = any(map(str.isalnum, words)) and len(words) <= 12
            self._paragraph.number = words if number else ""
            return
        code = "I-RICH-DELETED" if into == "deleted" else ASIDES.get(into, "")
        if code == "W-RICH-DRAWN":
            named = {"pict": "a picture", "object": "an object"}.get(into, "a drawing")
            drawn = into in {"shp", "do"} and words
            self._paragraph.pieces.append(
                Aside(code, f"a text box with “{words}”" if drawn else named)
            )
        elif code == "I-RICH-HEADER" and any(map(str.isalpha, words)):
            self._document.odd.append(Aside(code, words))
        elif code in MEMOS and words:
            self._paragraph.pieces.append(remark(code, whole))
        elif code and code != "I-RICH-HEADER" and words:
            self._paragraph.pieces.append(Aside(code, words))

    def _end_paragraph(self, *, in_cell: bool = False) -> None:
        if self._state.into:
            self._add(" ")
            return
        self._end_destination("deleted")
        paragraph, self._paragraph = self._paragraph, Paragraph()
        paragraph.shape = self._state.shape
        if in_cell or self._state.in_table:
            self._cell.append(paragraph)
            return
        self._end_row()
        self._end_table()
        paragraph.counted = self._lines_numbered and not self._state.uncounted
        self._document.blocks.append(paragraph)

    def _end_row(self) -> None:
        if self._cell:
            self._cells.append(self._cell)
        if self._cells:
            self._table = self._table or Table()
            self._table.rows.append(self._cells)
        self._cells, self._cell = [], []

    def _end_table(self) -> None:
        if self._table is not None:
            self._document.blocks.append(self._table)
            self._table = None
