"""The transcript as a table: one row per line, and what is painted on each."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ca_tool.coding import Edit, Link, Tag
from ca_tool.transcript import Line, Participant, Span, Token
from widgets.document import Document
from widgets.navigation import NOTHING, Stretches
from widgets.transcript.chips import Chip
from widgets.transcript.link_lanes import Lanes, lanes

if TYPE_CHECKING:
    from ca_tool.suggest import Suggestion

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Display = Qt.ItemDataRole.DisplayRole
Spoken = Qt.ItemDataRole.AccessibleTextRole
UNKNOWN_COLOUR = "#808080"


class Column(IntEnum):
    """Columns, in the order shown."""

    NUMBER = 0
    LINKS = 1
    SPEAKER = 2
    TALK = 3
    TAGS = 4


HEADINGS = ("Line", "Answers", "Speaker", "Talk", "Tags")


class Stretch(NamedTuple):
    """Offsets of a line that something lies on: a tag, a suggestion or a highlighted case."""

    start: int
    end: int
    colour: str
    kind: str
    """``tag``, ``active``, ``suggested``, ``in``, ``out`` or ``excluded``."""


class TranscriptModel(QAbstractTableModel):
    """Rows are the lines of the document's transcript; an edit costs the rows it touches."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.lines: tuple[Line, ...] = ()
        self.active = ""
        """Id of the tag shown in the side panel."""
        self.dismissed: set[Suggestion] = set()
        self._suggestions: dict[int, tuple[Suggestion, ...]] = {}
        self._highlight: dict[int, tuple[Stretch, ...]] = {}
        self._tags: dict[int, tuple[Tag, ...]] = {}
        self.lanes: Lanes = {}
        self._read_all()
        document.edited.connect(self._refresh)
        document.session_changed.connect(self.reset)

    @property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """Tokens in step with ``lines``."""
        return self._document.session.transcript.tokens

    def row_of(self, line_id: int) -> int:
        """Return the row of a line; -1 if it is gone."""
        return self._document.session.transcript.row.get(line_id, -1)

    def tags(self, line_id: int) -> tuple[Tag, ...]:
        """Return the tags that lie on a line, wholly or in part."""
        return self._tags.get(line_id, ())

    @property
    def suggested_lines(self) -> Iterable[int]:
        """Ids of lines with suggestions, whatever became of them."""
        return self._suggestions.keys()

    def suggestions(self, line_id: int) -> tuple[Suggestion, ...]:
        """Return the suggestions on a line that nobody accepted or dismissed."""
        found = self._suggestions.get(line_id, ())
        if not found:
            return ()
        taken = [(t.code, span) for t in self.tags(line_id) for span in t.spans]
        return tuple(
            suggestion
            for suggestion in found
            if suggestion not in self.dismissed
            and not any(
                code == suggestion.code and _meet(span, suggestion.span) for code, span in taken
            )
        )

    def chips(self, row: int) -> tuple[Chip, ...]:
        """Return the chips of a row: the tags that begin there, then the suggestions."""
        line = self.lines[row].id
        tags = [self._chip(tag) for tag in self.tags(line) if tag.spans[0].line == line]
        codes = self._document.codebook.by_name
        offered = [codes[s.code] for s in self.suggestions(line) if s.code in codes]
        return (
            *tags,
            *(Chip("", code.short, code.colour, code.shape, suggested=True) for code in offered),
        )

    def stretches(self, row: int) -> list[Stretch]:
        """Return what lies on the talk of a row: tags, suggestions, over them cases."""
        line = self.lines[row]
        found: list[Stretch] = []
        for tag in self._tags.get(line.id, ()):
            kind = "active" if tag.id == self.active else "tag"
            found += self._stretches(tag.spans, row, tag.code, kind)
        for suggestion in self.suggestions(line.id):
            found += self._stretches((suggestion.span,), row, suggestion.code, "suggested")
        return [*found, *self._highlight.get(line.id, ())]

    def _chip(self, tag: Tag) -> Chip:
        code = self._document.codebook.by_name.get(tag.code)
        active = tag.id == self.active
        if code is None:
            return Chip(tag.id, tag.code[:4], UNKNOWN_COLOUR, "circle", active=active)
        return Chip(tag.id, code.short, code.colour, code.shape, active=active)

    def _stretches(
        self, spans: tuple[Span, ...], row: int, code_name: str, kind: str
    ) -> list[Stretch]:
        code = self._document.codebook.by_name.get(code_name)
        colour = code.colour if code else UNKNOWN_COLOUR
        ends = (self._on_line(span, row) for span in spans)
        return [Stretch(*found, colour, kind) for found in ends if found]

    def set_suggestions(self, suggestions: Iterable[Suggestion]) -> None:
        """Show other *suggestions*; none of them is a tag."""
        found: dict[int, list[Suggestion]] = {}
        for suggestion in suggestions:
            found.setdefault(suggestion.span.line, []).append(suggestion)
        self._suggestions = {line: tuple(each) for line, each in found.items()}
        self.show_again()

    def set_highlight(self, stretches: Stretches) -> None:
        """Highlight *stretches*, told apart by what they are to the number clicked."""
        found: dict[int, list[Stretch]] = {}
        for kind, spans in {**NOTHING, **stretches}.items():
            for span in spans:
                for row in self._rows(span):
                    if ends := self._on_line(span, row):
                        lines = found.setdefault(self.lines[row].id, [])
                        lines.append(Stretch(*ends, "", kind))
        self._highlight = {line: tuple(each) for line, each in found.items()}
        self.show_again()

    @property
    def highlighted(self) -> list[int]:
        """Rows with a highlighted case, in order."""
        return sorted(row for line in self._highlight if (row := self.row_of(line)) >= 0)

    def activate(self, tag_id: str) -> None:
        """Mark one tag as the one shown in the side panel."""
        if tag_id != self.active:
            self.active = tag_id
            self.show_again()

    def show_again(self) -> None:
        """Have every visible row painted again."""
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, Column.TAGS))

    def reset(self) -> None:
        """Show the document's session afresh."""
        self.beginResetModel()
        self._suggestions, self._highlight, self.active = {}, {}, ""
        self.dismissed = set()
        self._read_all()
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display) -> object:
        """Reimplemented."""
        if orientation is Qt.Orientation.Horizontal and role in (Display, Spoken):
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Display) -> object:
        """Reimplemented: text for eyes, for screen readers and for tool tips."""
        if role == Display:
            return self._text(index.row(), index.column())
        if role == Spoken:
            return self.spoken(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.TAGS:
            return self._names(index.row()) or None
        return None

    def spoken(self, row: int, column: int) -> str:
        """Return what a screen reader says of a cell; the talk names its speaker and tags."""
        if column != Column.TALK:
            return self._text(row, column)
        line = self.lines[row]
        who = f"{line.label}: " if line.label else ""
        names = self._names(row)
        return f"{who}{line.text.strip()}" + (f". Tags: {names}" if names else "")

    def number(self, row: int) -> str:
        """Return the printed number of a line, or else its place in the file."""
        return self.lines[row].number or str(row + 1)

    def _text(self, row: int, column: int) -> str:
        line = self.lines[row]
        match column:
            case Column.NUMBER:
                return self.number(row)
            case Column.SPEAKER:
                return line.label
            case Column.TALK:
                return line.text
            case Column.TAGS:
                return self._names(row)
        pieces = self.lanes.get(row, ())
        return "no answer" if any(piece.part == "unanswered" for piece in pieces) else ""

    def _names(self, row: int) -> str:
        line = self.lines[row].id
        codes = self._document.codebook.by_name

        def name(code: str) -> str:
            return codes[code].label if code in codes else code

        tags = [name(tag.code) for tag in self.tags(line) if tag.spans[0].line == line]
        offered = [f"{name(found.code)} (suggested)" for found in self.suggestions(line)]
        return ", ".join(tags + offered)

    def _read_all(self) -> None:
        session = self._document.session
        self.lines = session.transcript.lines
        found: dict[int, list[Tag]] = {}
        for tag in sorted(self._document.coding.tags.values(), key=lambda tag: tag.spans):
            for row in self._tag_rows(tag):
                found.setdefault(self.lines[row].id, []).append(tag)
        self._tags = {line: tuple(tags) for line, tags in found.items()}
        self.lanes = lanes(self._document.coding, session.transcript.row)

    def _refresh(self, edit: Edit) -> None:
        """Show what *edit* changed: the rows of its tags, or its lines."""
        changed = edit.added | edit.removed
        if edit.splices or any(isinstance(record, Participant) for record in changed):
            self._refresh_text(edit)
            return
        rows: set[int] = set()
        for tag in (record for record in edit.removed if isinstance(record, Tag)):
            rows |= self._drop(tag)
        for tag in (record for record in edit.added if isinstance(record, Tag)):
            rows |= self._put(tag)
        if any(isinstance(r, Link) or (isinstance(r, Tag) and self._has_lane(r)) for r in changed):
            rows |= self._new_lanes()
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, Column.TAGS))

    def _refresh_text(self, edit: Edit) -> None:
        """Insert or remove the rows of one splice; read all again after anything larger."""
        if len(edit.splices) != 1:
            self.reset()
            return
        (splice,) = edit.splices
        at, more = splice.at, len(splice.added) - len(splice.removed)
        if more > 0:
            first = at + len(splice.removed)
            self.beginInsertRows(ROOT, first, first + more - 1)
        elif more < 0:
            first = at + len(splice.added)
            self.beginRemoveRows(ROOT, first, first - more - 1)
        self._read_all()
        if more > 0:
            self.endInsertRows()
        elif more < 0:
            self.endRemoveRows()
        self.show_again()

    def _drop(self, tag: Tag) -> set[int]:
        rows = set(self._tag_rows(tag))
        for row in rows:
            line = self.lines[row].id
            self._tags[line] = tuple(t for t in self._tags.get(line, ()) if t.id != tag.id)
        return rows

    def _put(self, tag: Tag) -> set[int]:
        rows = set(self._tag_rows(tag))
        for row in rows:
            line = self.lines[row].id
            tags = (*self._tags.get(line, ()), tag)
            self._tags[line] = tuple(sorted(tags, key=lambda tag: tag.spans))
        return rows

    def _has_lane(self, tag: Tag) -> bool:
        coding = self._document.coding
        linked = tag.id in coding.links_from or tag.id in coding.links_to
        return linked or tag.value("outcome") == "no_response"

    def _new_lanes(self) -> set[int]:
        before, rows = self.lanes, self._document.session.transcript.row
        self.lanes = lanes(self._document.coding, rows)
        both = before.keys() | self.lanes.keys()
        return {row for row in both if before.get(row) != self.lanes.get(row)}

    def _tag_rows(self, tag: Tag) -> list[int]:
        return [row for span in tag.spans for row in self._rows(span)]

    def _rows(self, span: Span) -> range:
        first, last = self.row_of(span.line), self.row_of(span.end_line)
        return range(first, last + 1) if 0 <= first <= last else range(0)

    def _on_line(self, span: Span, row: int) -> tuple[int, int] | None:
        """Return the offsets of *span* on a row, if it reaches there."""
        line = self.lines[row]
        if row not in self._rows(span):
            return None
        start = span.start if span.line == line.id else line.body
        end = span.end if span.end_line == line.id else line.body_end
        return (start, end) if start < end else None


def _meet(one: Span, other: Span) -> bool:
    same_line = one.line == other.line and one.end_line == other.end_line == one.line
    if same_line:
        return one.start < other.end and other.start < one.end
    return one.line <= other.end_line and other.line <= one.end_line
