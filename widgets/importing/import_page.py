"""One file in the import window: how it is read, who is in it, how it will look, its facts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.formats import FORMATS
from ca_tool.notation import PROFILES
from ca_tool.problems import Problem
from widgets.importing.facts_form import FactsForm
from widgets.importing.import_choices import ChoiceDelegate, ChoicesModel
from widgets.importing.import_choices import Column as ChoiceColumn
from widgets.importing.import_draft import Draft, with_choice, with_code, with_role
from widgets.importing.import_look import Look
from widgets.importing.import_preview import Preview
from widgets.importing.import_roster import Column as RosterColumn
from widgets.importing.import_roster import RosterModel
from widgets.participants_model import RoleDelegate
from widgets.rows_model import Column, RowsModel
from widgets.tables import PanelTable

FOUND_OUT = "as found out"
ADVICE = "Give each person a role. Two labels for one person? Type the code of one over the other."
PROBLEM_COLUMNS = (
    Column[Problem]("Line", lambda one: str(one.line or ""), number=True),
    Column[Problem]("", lambda one: str(one.severity)),
    Column[Problem]("What is odd", lambda one: one.message, tip=lambda one: one.advice),
    Column[Problem]("What to do", lambda one: one.advice),
)


class ImportPage(QWidget):
    """Shows one draft; every change gives a new draft."""

    changed = Signal(object)
    """The :class:`Draft` as changed; what was found in it is still as before."""

    for_all = Signal(object)
    """The :class:`Draft` whose settings all files are to have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._make_fields()
        self._make_tables()
        self._lay_out()
        self._connect()

    def _make_fields(self) -> None:
        self.found = _words(self)
        self.formats = QComboBox(self)
        self.formats.addItem(FOUND_OUT, "")
        for key, known in FORMATS.items():
            self.formats.addItem(known.label, key)
        self.formats.setToolTip("What kind of file it is, if that was not found out rightly")
        self.profiles = QComboBox(self)
        for key, profile in PROFILES.items():
            self.profiles.addItem(profile.label, key)
        self.profiles.setToolTip("Whose conventions the talk is written in")
        self.repair = QCheckBox("&Repair spoilt characters", self)
        self.repair.setToolTip(
            "Puts right signs such as Â° or â†‘: UTF-8 once read in a wrong encoding and saved"
        )
        self.all_button = QPushButton("&Use these settings for all files", self)
        self.all_button.setToolTip(
            "Conventions, columns or tiers, roles of the same people, phase, activity and sampling"
        )
        self.signs = _words(self)
        self.facts = FactsForm(self)

    def _make_tables(self) -> None:
        self.roster = RosterModel(self)
        self.people = PanelTable("People found in the file", self.roster, self, cells=True)
        self.people.fit(RosterColumn.ROLE)
        self.people.setItemDelegateForColumn(RosterColumn.ROLE, RoleDelegate(self.people))
        self.choices = ChoicesModel(self)
        self.choosing = PanelTable("Tiers and columns", self.choices, self, cells=True)
        self.choosing.fit(ChoiceColumn.WHY)
        self.choosing.setItemDelegateForColumn(ChoiceColumn.VALUE, ChoiceDelegate(self.choosing))
        self.choosing.setEditTriggers(self.choosing.EditTrigger.AllEditTriggers)
        self.deciding = _page(
            self.choosing,
            _sentence("Click under “Is” to decide otherwise; the file is read again."),
        )
        self.preview = Preview(self)
        self.problems = RowsModel(PROBLEM_COLUMNS, parent=self)
        self.odd = PanelTable("Problems", self.problems, self)
        self.odd.widen(5, 8, 55)
        self.odd.setToolTip("Return or a click shows the line in the preview")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("&Kind of file", self.formats)
        form.addRow("Con&ventions", self.profiles)
        form.addRow(self.repair)
        form.addRow(self.all_button)  # rows of their own: side by side they outgrow a screen
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("Parts of the import")
        self.tabs.addTab(_page(self.people, _sentence(ADVICE)), "&People")
        self.tabs.addTab(self.preview, "Previe&w")
        self.tabs.addTab(self.deciding, "&Tiers")
        self.tabs.addTab(self.odd, "Pro&blems")
        self.tabs.addTab(_scrolled(_page(self.found, self.signs, stretch=True)), "&Found")
        self.tabs.addTab(_scrolled(self.facts), "&Session")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.formats.activated.connect(self._reformat)
        self.profiles.currentIndexChanged.connect(self._reprofile)
        self.repair.toggled.connect(self._repair)
        self.roster.code_changed.connect(self._recode)
        self.roster.role_changed.connect(self._give_role)
        self.choices.chosen.connect(self._choose)
        self.facts.changed.connect(self._change_facts)
        self.odd.opened.connect(self._go_to_problem)
        self.all_button.clicked.connect(self._for_all)

    @property
    def draft(self) -> Draft | None:
        """The draft shown."""
        return self._draft

    def show_look(self, look: Look) -> None:
        """Show a file that was looked at."""
        draft = self._draft = look.draft
        self.found.setText("\n".join(look.found))
        self.signs.setText("\n".join(look.signs))
        with QSignalBlocker(self.profiles), QSignalBlocker(self.repair):
            self.profiles.setCurrentIndex(self.profiles.findData(look.transcript.profile))
            self.repair.setChecked(draft.repair)
        label = draft.summary.format_label if draft.summary else ""
        self.formats.setItemText(0, f"{label} ({FOUND_OUT})" if not draft.format else FOUND_OUT)
        self.formats.setCurrentIndex(self.formats.findData(draft.format))
        self.roster.show_transcript(look.transcript, dict(look.turns))
        self.preview.show_look(look)
        self.choices.show_choices(draft.summary.choices if draft.summary else ())
        deciding = self.tabs.indexOf(self.deciding)
        columns = draft.summary is not None and draft.summary.format in {"csv", "xlsx"}
        self.tabs.setTabText(deciding, "Colum&ns" if columns else "&Tiers")
        self.tabs.setTabVisible(deciding, self.choices.rowCount() > 0)
        self.problems.show_values(look.problems)
        count = f" ({len(look.problems):,})" if look.problems else ""
        self.tabs.setTabText(self.tabs.indexOf(self.odd), f"Pro&blems{count}")
        self.facts.show_facts(draft.facts)

    def _put(self, draft: Draft) -> None:
        self._draft = draft
        self.changed.emit(draft)

    def _reformat(self) -> None:
        if self._draft is not None:
            self._put(replace(self._draft, format=str(self.formats.currentData()), choices=()))

    def _reprofile(self) -> None:
        if self._draft is not None:
            self._put(replace(self._draft, profile=str(self.profiles.currentData())))

    def _repair(self, on: bool) -> None:  # noqa: FBT001  (a slot)
        if self._draft is not None:
            self._put(replace(self._draft, repair=on))

    def _recode(self, code: str, new: str) -> None:
        if self._draft is not None:
            self._put(with_code(self._draft, code, new))

    def _give_role(self, code: str, role: str) -> None:
        if self._draft is not None:
            self._put(with_role(self._draft, code, role))

    def _choose(self, key: str, value: str) -> None:
        if self._draft is not None:
            self._put(with_choice(self._draft, key, value))

    def _change_facts(self) -> None:
        if self._draft is not None:
            self._put(replace(self._draft, facts=self.facts.facts()))

    def _go_to_problem(self, index: QModelIndex) -> None:
        problem = self.problems.values[index.row()]
        if problem.line:
            self.tabs.setCurrentWidget(self.preview)
            self.preview.go_to_line(problem.line)
            self.preview.lines_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _for_all(self) -> None:
        if self._draft is not None:
            self.for_all.emit(self._draft)


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
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


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(widget)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
