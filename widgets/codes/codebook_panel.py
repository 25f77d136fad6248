"""The codebook: every code under its group, how often it is used, and its key."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QModelIndex
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ca_tool.codebook import Code
from ca_tool.coding import Edit, Link, Tag
from widgets.codes.code_icon import code_icon
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.rows_model import VALUE_ROLE, Column, HeadedModel
from widgets.tables import PanelTable, hint

EMPTY = "This project has no codes yet. Press “Add a code” to make the first one."
NO_GROUP = "Other codes"


class CodebookPanel(QWidget):
    """Lists the codes; adding, changing and removing one is one undoable step."""

    def __init__(
        self, document: Document, _navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._uses: Counter[str] = Counter()
        self.model = HeadedModel(self._columns(), _is_heading, self)
        self.table = PanelTable("Codes", self.model, self)
        self.table.setAlternatingRowColors(False)
        self.table.fit(0)
        self._give_air()
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setMargin(6)
        self.add = QPushButton("&Add a code…", self)
        self.edit = QPushButton("&Change…", self)
        self.remove = QPushButton("&Remove…", self)
        self.bring = QPushButton("&Import…", self)
        self.bring.setToolTip("Add the codes of a codebook: REFI-QDA (.qdc) or ours (.xml)")
        self.send = QPushButton("E&xport…", self)
        self.send.setToolTip(
            "Write the codebook for other programs (.qdc) or other projects (.xml)"
        )
        self._lay_out()
        self.bring.clicked.connect(self._import)
        self.send.clicked.connect(self._export)
        self.add.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        self.table.doubleClicked.connect(self._edit)
        self.table.selectionModel().currentRowChanged.connect(self._show_about)
        document.edited.connect(self._refresh)
        document.session_changed.connect(self._refresh)
        self._refresh()

    def _columns(self) -> tuple[Column[Code], ...]:
        return (
            Column(
                "Code",
                lambda code: code.label or code.group or NO_GROUP,
                tip=lambda code: code.definition or code.label,
                icon=lambda code: code_icon(code.colour, code.shape),
            ),
            Column("Chip", lambda code: code.short),
            Column("Key", lambda code: code.key),
            Column("Used", self._used),
        )

    def _used(self, code: Code) -> str:
        return str(self._uses[code.name] or "–")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 0, 6, 6)
        for button in (self.add, self.edit, self.remove):
            bar.addWidget(button)
        bar.addStretch()
        files = QHBoxLayout()
        files.setContentsMargins(6, 0, 6, 6)
        files.addWidget(QLabel("Codebook:", self))
        files.addWidget(self.bring)
        files.addWidget(self.send)
        files.addStretch()
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(hint(EMPTY, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.about)
        layout.addLayout(bar)
        layout.addLayout(files)

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: columns grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "table"):
            self._give_air()

    def _give_air(self) -> None:
        """Keep the last column clear of the scroll bar."""
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(header.fontMetrics().horizontalAdvance("Used") + 22)

    @property
    def current(self) -> Code | None:
        """The code chosen."""
        code = self.table.currentIndex().data(VALUE_ROLE)
        return code if isinstance(code, Code) and not _is_heading(code) else None

    def _refresh(self) -> None:
        codings = self._document.session.codings.values()
        self._uses = Counter(tag.code for coding in codings for tag in coding.tags.values())
        codes = self._document.codebook.codes
        self.model.show_values(_under_groups(codes))
        if codes:
            last = self.model.index(self.model.rowCount() - 1, 3)
            self.model.dataChanged.emit(self.model.index(0, 0), last)
        self._pages.setCurrentIndex(0 if codes else 1)
        self._show_about(self.table.currentIndex())

    def _show_about(self, _index: QModelIndex, _before: QModelIndex | None = None) -> None:
        code = self.current
        self.edit.setEnabled(code is not None)
        self.remove.setEnabled(code is not None)
        self.about.setVisible(code is not None)
        if code is not None:
            values = ", ".join(attribute.label for attribute in code.attributes)
            parts = (
                code.plain and f"In plain words: {code.plain}",
                code.definition,
                values and f"To be said of it: {values}",
            )
            self.about.setText("\n".join(part for part in parts if part))

    def _add(self) -> None:
        order = max((code.order for code in self._document.codebook.codes), default=0) + 1
        self._ask(None, Code("", "", "", order=order))

    def _edit(self) -> None:
        if self.current is not None:
            self._ask(self.current, self.current)

    def _ask(self, before: Code | None, code: Code) -> None:
        from widgets.codes.code_editor import CodeEditor

        editor = CodeEditor(code, self._document.codebook, new=before is None, parent=self)
        if editor.exec():
            self.put(before, editor.code())
        editor.deleteLater()

    def put(self, before: Code | None, after: Code) -> None:
        """Add the code *after*, or give it the place of *before*."""
        verb = "Change" if before else "Add"
        removed = frozenset({before}) if before else frozenset()
        self._document.push(
            Edit(f"{verb} code {after.label}", removed=removed, added=frozenset({after}))
        )

    def _import(self) -> None:
        from widgets.codes.codebook_files import ask_and_import

        ask_and_import(self._document, self)

    def _export(self) -> None:
        from widgets.codes.codebook_files import ask_and_export

        ask_and_export(self._document, self)

    def _remove(self) -> None:
        code = self.current
        if code is None:
            return
        answer = QMessageBox.question(self, "Remove a code", self.warning(code))
        if answer is QMessageBox.StandardButton.Yes:
            self.take_away(code)

    def warning(self, code: Code) -> str:
        """Return what removing *code* means for the tags made with it."""
        tags = len(self._own_tags(code))
        others = self._uses[code.name] - tags
        parts = [f"Remove the code “{code.label}”?"]
        if tags:
            parts.append(
                f"Your {tags} tags with it in this session, and their links, are taken away too."
            )
        if others:
            parts.append(f"{others} tags of other coders are kept, but no number counts them.")
        parts.append(
            "Tags in other sessions are kept, but no number counts them. Undo brings all back."
        )
        return "\n".join(parts)

    def take_away(self, code: Code) -> None:
        """Remove *code* with the coder's tags of it in this session, as one step."""
        tags = self._own_tags(code)
        gone = {tag.id for tag in tags}
        links: list[Link] = [
            link
            for link in self._document.coding.links.values()
            if link.source in gone or link.target in gone
        ]
        self._document.push(
            Edit(f"Remove code {code.label}", removed=frozenset({code, *tags, *links}))
        )

    def _own_tags(self, code: Code) -> list[Tag]:
        return [tag for tag in self._document.coding.tags.values() if tag.code == code.name]


def _under_groups(codes: tuple[Code, ...]) -> list[Code]:
    """Return *codes* group by group, each after its heading: a code with a group and no name."""
    listed: list[Code] = []
    for group in dict.fromkeys(code.group for code in codes):
        listed.append(Code("", "", "", group=group))
        listed.extend(code for code in codes if code.group == group)
    return listed


def _is_heading(code: Code) -> bool:
    return not code.name
