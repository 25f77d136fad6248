"""One file in the import dialog: what was found, who, how it will look, and its facts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.notation import PROFILES
from ca_tool.transcript import Line
from widgets.fonts import transcript_font
from widgets.importing.facts_form import FactsForm
from widgets.importing.import_draft import Draft, with_code, with_profile, with_repair, with_role
from widgets.importing.import_found import found_lines, problem_lines, sign_lines
from widgets.importing.import_roster import Column as RosterColumn
from widgets.importing.import_roster import RosterModel
from widgets.participants_model import RoleDelegate
from widgets.rows_model import Column, RowsModel
from widgets.tables import PanelTable

PREVIEW = 60
"""Lines shown of a file."""

LINE_COLUMNS = (
    Column[Line]("Line", lambda line: line.number),
    Column[Line]("Kind", lambda line: str(line.kind)),
    Column[Line]("Who", lambda line: " & ".join(line.speakers)),
    Column[Line]("As it will be shown", lambda line: line.text or line.raw),
)


class ImportPage(QWidget):
    """Shows one draft; every change gives a new draft."""

    changed = Signal(object)
    """The :class:`Draft` as changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._make_fields()
        self._lay_out()
        self.profiles.currentIndexChanged.connect(self._reprofile)
        self.repair.toggled.connect(self._repair)
        self.roster.code_changed.connect(self._recode)
        self.roster.role_changed.connect(self._give_role)
        self.facts.changed.connect(self._change_facts)

    def _make_fields(self) -> None:
        self.found = _words(self)
        self.profiles = QComboBox(self)
        for key, profile in PROFILES.items():
            self.profiles.addItem(profile.label, key)
        self.repair = QCheckBox("&Repair characters spoilt by a wrong encoding (such as Â°)", self)
        self.roster = RosterModel(self)
        self.people = PanelTable("People found in the file", self.roster, self, cells=True)
        self.people.fit(RosterColumn.ROLE)
        self.people.setItemDelegateForColumn(RosterColumn.ROLE, RoleDelegate(self.people))
        self.lines = RowsModel(LINE_COLUMNS, parent=self)
        self.preview = PanelTable("Preview of the first lines", self.lines, self)
        self.preview.widen(4, 11, 8)
        self.preview.setFont(self._line_font())
        self.signs = _words(self)
        self.problems = _words(self)
        self.facts = FactsForm(self)

    @staticmethod
    def _line_font() -> QFont:
        return transcript_font(10)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Found", self.found)
        form.addRow("Read &as", self.profiles)
        form.addRow("", self.repair)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("Parts of the import")
        self.tabs.addTab(_page(self.people, _advice()), "&People")
        self.tabs.addTab(self.preview, "Pre&view")
        self.tabs.addTab(_page(self.problems, self.signs, stretch=True), "Pro&blems and signs")
        self.tabs.addTab(self.facts, "About the &session")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.tabs, 1)

    def show_draft(self, draft: Draft) -> None:
        """Show *draft*."""
        self._draft = draft
        transcript = draft.transcript
        self.found.setText("\n".join(found_lines(draft)))
        with QSignalBlocker(self.profiles), QSignalBlocker(self.repair):
            self.profiles.setCurrentIndex(self.profiles.findData(transcript.profile))
            self.repair.setChecked(draft.repair)
        self.roster.show_transcript(transcript)
        self.lines.show_values(transcript.lines[:PREVIEW])
        self.problems.setText("\n".join(problem_lines(transcript)))
        self.signs.setText("\n".join(sign_lines(transcript)))
        self.facts.show_facts(draft.facts)

    def _put(self, draft: Draft) -> None:
        self.show_draft(draft)
        self.changed.emit(draft)

    def _reprofile(self) -> None:
        if self._draft is not None:
            self._put(with_profile(self._draft, str(self.profiles.currentData())))

    def _repair(self, on: bool) -> None:  # noqa: FBT001  (a slot)
        if self._draft is not None:
            self._put(with_repair(self._draft, repair=on))

    def _recode(self, code: str, new: str) -> None:
        if self._draft is not None:
            self._put(with_code(self._draft, code, new))

    def _give_role(self, code: str, role: str) -> None:
        if self._draft is not None:
            self._put(with_role(self._draft, code, role))

    def _change_facts(self) -> None:
        if self._draft is not None:
            self._draft = replace(self._draft, facts=self.facts.facts())
            self.changed.emit(self._draft)


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    return label


def _advice() -> QLabel:
    label = QLabel(
        "Give each person a role. Two labels for one person? Type the code of one over the other."
    )
    label.setWordWrap(True)
    return label


def _page(*widgets: QWidget, stretch: bool = False) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return page
