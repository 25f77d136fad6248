"""Which sessions are compared, and how: ticks, whose tags, counting, people or roles."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ca_tool.storage import ProjectFolder
from widgets.agreement.blind import seen_by
from widgets.numbers.numbers_bar import HOW_COUNTED, POLICY_NAMES, WORDS

ID = Qt.ItemDataRole.UserRole
COMPARED_BY = {"person": "each person", "role": "each role"}


class CompareChoice(QWidget):
    """The left side of the compare window; computes nothing."""

    changed = Signal()
    """Other numbers are wanted."""

    looks_changed = Signal()
    """The same numbers are to be shown otherwise."""

    copy_wanted = Signal()
    """The table is to be put on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions = QListWidget(self)
        self.sessions.setAccessibleName("Sessions to compare")
        self.sessions.setWordWrap(True)
        self.coders = QComboBox(self)
        self.policies = QComboBox(self)
        for policy, name in POLICY_NAMES.items():
            self.policies.addItem(name, policy)
        self.policies.setToolTip(HOW_COUNTED)
        self.rows = QComboBox(self)
        for by, name in COMPARED_BY.items():
            self.rows.addItem(name, by)
        self.words = QComboBox(self)
        self.words.addItems(WORDS)
        self.all = QCheckBox("&All variants", self)
        self.copy = QPushButton("&Copy the table", self)
        self.copy.setToolTip("Put it on the clipboard, headings included (Ctrl+C)")
        self._lay_out()
        self.copy.clicked.connect(self._tell_copy)
        self.sessions.itemChanged.connect(self._tell)
        for box in (self.coders, self.policies, self.rows):
            box.currentIndexChanged.connect(self._tell)
        self.words.currentIndexChanged.connect(self._tell_looks)
        self.all.toggled.connect(self._tell_looks)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow("&Tags of", self.coders)
        form.addRow("T&urns", self.policies)
        form.addRow("A &row for", self.rows)
        form.addRow("&Labels", self.words)
        form.addRow("", self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 0, 6)
        layout.addWidget(self.sessions, 1)
        layout.addLayout(form)
        layout.addWidget(self.copy)

    def show_project(self, folder: ProjectFolder | None) -> None:
        """Offer the sessions of *folder*, all ticked, and everybody who coded them."""
        with QSignalBlocker(self.sessions), QSignalBlocker(self.coders):
            self.sessions.clear()
            self.coders.clear()
            if folder is None:
                return
            for session_id in folder.session_ids:
                self.sessions.addItem(_item(folder, session_id))
            names = {name for one in folder.session_ids for name in folder.coders(one)}
            for name in sorted(seen_by(folder, names | {folder.coder})):
                self.coders.addItem(name, name)
            self.coders.setCurrentIndex(self.coders.findData(folder.coder))

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Ids of the ticked sessions, each with whose tags."""
        items = (self.sessions.item(row) for row in range(self.sessions.count()))
        coder = str(self.coders.currentData())
        return tuple(
            (str(item.data(ID)), coder)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    @property
    def policy(self) -> str:
        """The counting policy."""
        return str(self.policies.currentData())

    @property
    def by(self) -> str:
        """``person`` or ``role``."""
        return str(self.rows.currentData())

    @property
    def plain(self) -> bool:
        """Whether labels are in plain words."""
        return self.words.currentIndex() == 0

    @property
    def everything(self) -> bool:
        """Whether every variant is shown."""
        return self.all.isChecked()

    def _tell(self) -> None:
        self.changed.emit()

    def _tell_looks(self) -> None:
        self.looks_changed.emit()

    def _tell_copy(self) -> None:
        self.copy_wanted.emit()


def _item(folder: ProjectFolder, session_id: str) -> QListWidgetItem:
    facts = folder.facts(session_id)
    about = ", ".join(part for part in (facts.phase, facts.activity, facts.date) if part)
    item = QListWidgetItem(f"{facts.title or session_id}\n{about or session_id}")
    item.setData(ID, session_id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked)
    return item
