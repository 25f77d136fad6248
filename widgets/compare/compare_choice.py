"""Which sessions are compared, and how: ticks, grouping, whose tags, counting, measures, rows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ca_tool.project import SavedComparison
from ca_tool.storage import ProjectFolder
from widgets.agreement.blind import seen_by
from widgets.compare.measure_ticks import MeasureTicks
from widgets.compare.tick_button import TickButton
from widgets.numbers.numbers_bar import HOW_COUNTED, POLICY_NAMES, WORDS

ID = Qt.ItemDataRole.UserRole
ROWS = {"person": "each person", "role": "each role"}
GROUPED = {
    "phase": "phase",
    "dyad": "who is with whom",
    "activity": "activity",
    "coder": "whose tags",
    "policy": "way of counting turns",
}
WHOSE = "A column for each coder ticked. The average of coders would hide where they differ."
WHICH = "Measures that are shown. Nothing else is computed, which is faster."
AT_ONCE = 12
"""Sessions whose title and phase are read before the window answers again."""


class CompareChoice(QWidget):
    """The choices of the compare window; computes nothing."""

    changed = Signal()
    """Other numbers are wanted."""

    looks_changed = Signal()
    """The same numbers are to be shown otherwise."""

    copy_wanted = Signal()
    """The table is to be put on the clipboard."""

    export_wanted = Signal()
    """The table is to be written to files."""

    fix_wanted = Signal()
    """Primary measures are to be fixed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: ProjectFolder | None = None
        self._saved = SavedComparison("", "")
        self._unread: list[int] = []
        self._reading = QTimer(self, interval=0)
        self.sessions = QListWidget(self)
        self.sessions.setAccessibleName("Sessions to compare")
        self.sessions.setWordWrap(True)
        self.all_sessions = _button(self, "Tick &all", "Compare every session")
        self.no_sessions = _button(self, "&None", "Untick every session, then tick a few")
        self.grouping = _box(self, GROUPED, "What columns are put together by")
        self.coders = TickButton("Whose tags", WHOSE, self)
        self.policies = TickButton("How turns are counted", HOW_COUNTED, self)
        self.policies.offer(POLICY_NAMES, ("CP-1",))
        self.rows = _box(self, ROWS, "By role, different people in the same role share a row")
        self.measures = _button(self, "All measures…", WHICH)
        self.words = QComboBox(self)
        self.words.addItems(WORDS)
        self.words.setToolTip("Labels in plain or in technical words")
        self.all = QCheckBox("All &variants", self)
        self.all.setToolTip("Show every variant of every measure, not only the main ones")
        self.fix = _button(
            self, "&Fix primary measures…", "Say beforehand which numbers count; the time is kept"
        )
        self.copy = _button(
            self, "&Copy", "Put the table on the clipboard, headings included (Ctrl+C)"
        )
        self.export = _button(self, "&Export…", "Write numbers and changes as CSV")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        ticks = QHBoxLayout()
        ticks.addWidget(self.all_sessions)
        ticks.addWidget(self.no_sessions)
        name = QLabel("&Sessions", self)
        name.setBuddy(self.sessions)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow("Columns &together by", self.grouping)
        form.addRow("Ta&gs of", self.coders)
        form.addRow("Tu&rns", self.policies)
        form.addRow("A ro&w for", self.rows)
        form.addRow("Mea&sures", self.measures)
        form.addRow("&Labels", self.words)
        form.addRow("", self.all)
        out = QHBoxLayout()
        out.addWidget(self.copy)
        out.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(name)
        layout.addWidget(self.sessions, 1)
        layout.addLayout(ticks)
        layout.addLayout(form)
        layout.addWidget(self.fix)
        layout.addLayout(out)
        self.sessions.setMinimumHeight(6 * self.fontMetrics().height())

    def _connect(self) -> None:
        self._reading.timeout.connect(self._read_titles)
        self.sessions.itemChanged.connect(self._tell)
        self.all_sessions.clicked.connect(self._tick_all)
        self.no_sessions.clicked.connect(self._tick_none)
        self.coders.changed.connect(self._tell)
        self.policies.changed.connect(self._tell)
        for box in (self.grouping, self.rows):
            box.currentIndexChanged.connect(self._tell)
        self.measures.clicked.connect(self._choose_measures)
        self.words.currentIndexChanged.connect(self._tell_looks)
        self.all.toggled.connect(self._tell_looks)
        self.copy.clicked.connect(self.copy_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.fix.clicked.connect(self.fix_wanted)

    def show_project(self, folder: ProjectFolder | None, saved: SavedComparison) -> None:
        """Offer what *folder* has; what *saved* says is chosen."""
        self._folder, self._saved = folder, saved
        blocked = [QSignalBlocker(one) for one in (self.sessions, self.grouping, self.rows)]
        self.sessions.clear()
        self._unread = []
        self.coders.offer({}, ())
        if folder is not None:
            for session_id in folder.session_ids:
                ticked = not saved.sessions or session_id in saved.sessions
                self.sessions.addItem(_item(session_id, ticked=ticked))
            self._unread = list(range(len(folder.session_ids)))
            names = {name for one in folder.session_ids for name in folder.coders(one)}
            offered = sorted(seen_by(folder, names | {folder.coder}))
            mine = (folder.coder,) if not saved.id and not saved.coders else saved.coders
            self.coders.offer({name: name for name in offered}, mine)
        self.policies.offer(POLICY_NAMES, saved.policies)
        self.grouping.setCurrentIndex(self.grouping.findData(saved.grouping))
        self.rows.setCurrentIndex(self.rows.findData(saved.rows))
        self._name_measures()
        del blocked
        self._read_titles()

    @property
    def chosen(self) -> SavedComparison:
        """What is chosen, for the comparison shown last; no sessions or coders means all."""
        ticked = tuple(str(item.data(ID)) for item in self._items if item.checkState() is _CHECKED)
        everything = len(ticked) == self.sessions.count()
        return SavedComparison(
            self._saved.id,
            self._saved.title,
            () if everything else ticked or ("",),
            self._coders,
            self.policies.ticked,
            str(self.grouping.currentData()),
            str(self.rows.currentData()),
            self._saved.measures,
            self._saved.fixings,
            self._saved.created,
        )

    @property
    def _coders(self) -> tuple[str, ...]:
        """Return the names ticked; none where a comparison of everybody still has everybody."""
        everybody = bool(self._saved.id) and not self._saved.coders and self.coders.all_ticked
        return () if everybody else self.coders.ticked

    @property
    def everybody(self) -> tuple[str, ...]:
        """Names of the coders ticked, for the columns."""
        return self.coders.ticked

    @property
    def sessions_ticked(self) -> int:
        """How many sessions are ticked."""
        return sum(item.checkState() is _CHECKED for item in self._items)

    @property
    def plain(self) -> bool:
        """Whether labels are in plain words."""
        return self.words.currentIndex() == 0

    @property
    def everything(self) -> bool:
        """Whether every variant is shown."""
        return self.all.isChecked()

    @property
    def _items(self) -> list[QListWidgetItem]:
        return [self.sessions.item(row) for row in range(self.sessions.count())]

    def _read_titles(self) -> None:
        """Read the titles of some sessions, then let the window answer before the next ones."""
        now, self._unread = self._unread[:AT_ONCE], self._unread[AT_ONCE:]
        with QSignalBlocker(self.sessions):
            for row in now:
                item = self.sessions.item(row)
                if self._folder is not None and item is not None:
                    item.setText(_about(self._folder, str(item.data(ID))))
        self.sessions.viewport().update()
        if self._unread:
            self._reading.start()
        else:
            self._reading.stop()

    def _tick_all(self) -> None:
        self._tick(_CHECKED)

    def _tick_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _tick(self, state: Qt.CheckState) -> None:
        with QSignalBlocker(self.sessions):
            for item in self._items:
                item.setCheckState(state)
        self.sessions.viewport().update()
        self._tell()

    def _choose_measures(self) -> None:
        dialog = MeasureTicks("Measures to compare", WHICH, self._saved.measures, parent=self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.show_measures(dialog.ticked)
        dialog.deleteLater()

    def show_measures(self, measures: tuple[str, ...]) -> None:
        """Choose these measures; all where there are none."""
        self._saved = replace(self._saved, measures=measures)
        self._name_measures()
        self._tell()

    def _name_measures(self) -> None:
        ids = self._saved.measures
        words = ", ".join(ids) if len(ids) < 4 else f"{len(ids)} measures"
        self.measures.setText(f"{words or 'All measures'}…")

    def _tell(self) -> None:
        self.changed.emit()

    def _tell_looks(self) -> None:
        self.looks_changed.emit()


_CHECKED = Qt.CheckState.Checked


def _item(session_id: str, *, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{session_id}\n…")
    item.setData(ID, session_id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_CHECKED if ticked else Qt.CheckState.Unchecked)
    return item


def _about(folder: ProjectFolder, session_id: str) -> str:
    facts = folder.facts(session_id)
    about = ", ".join(part for part in (facts.phase, facts.activity, facts.date) if part)
    return f"{facts.title or session_id}\n{about or session_id}"


def _button(parent: QWidget, text: str, tip: str) -> QPushButton:
    button = QPushButton(text, parent)
    button.setToolTip(tip)
    return button


def _box(parent: QWidget, names: dict[str, str], tip: str) -> QComboBox:
    box = QComboBox(parent)
    for key, name in names.items():
        box.addItem(name, key)
    box.setToolTip(tip)
    return box
