"""A test over sessions: what p can be at the least is said before anybody runs it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ca_tool.compare import Comparison, Key, groups_of
from ca_tool.compare.testing import Groups
from ca_tool.measures import Row
from ca_tool.uncertainty import Permutation
from widgets.compare.compare_drawings import group_name
from widgets.compare.compare_model import NOTHING
from widgets.numbers.number_words import pair, title

EMPTY = "Choose a number above, of one person or role."
ONE_GROUP = "There is only one group of columns: a test needs two."
UNTOLD = (
    "Not a primary measure: with so many measures some differ by chance, so a small p says little."
)
FIXED = "A primary measure, fixed beforehand."


class GroupTest(QWidget):
    """Two groups of sessions and one number: the smallest p first, the test when asked for."""

    tested = Signal(object)
    """The :class:`~ca_tool.uncertainty.Permutation` just computed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison, self._key = NOTHING, Key("", "", "", "")
        self._primary: tuple[str, ...] = ()
        self._groups: Groups | None = None
        self.first, self.second = QComboBox(self), QComboBox(self)
        self.first.setToolTip("The group that is subtracted")
        self.second.setToolTip("The group it is subtracted from")
        self.paired = QCheckBox("&Pair sessions of the same people", self)
        self.paired.setToolTip("Exchange before and after within each dyad only")
        self.paired.setChecked(True)
        self.run = QPushButton("R&un the test", self)
        self.run.setToolTip("Exchange whole sessions between the groups, in every way there is")
        self.before, self.result = _words(self), _words(self)
        self._lay_out()
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(self._prepare)
        self.paired.toggled.connect(self._prepare)
        self.run.clicked.connect(self._test)
        self.show_row(NOTHING, None, ())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("&First group", self.first)
        form.addRow("Se&cond group", self.second)
        form.addRow("", self.paired)
        inside = QWidget(self)
        layout = QVBoxLayout(inside)
        layout.addLayout(form)
        layout.addWidget(self.before)
        layout.addWidget(self.run)
        layout.addWidget(self.result)
        layout.addStretch(1)
        around = QScrollArea(self)
        around.setWidget(inside)
        around.setWidgetResizable(True)
        around.setAccessibleName("Test over sessions")
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(around)

    def show_row(self, comparison: Comparison, key: Key | None, primary: tuple[str, ...]) -> None:
        """Offer the groups of *comparison* for the row *key*."""
        names = [name for name, _ in comparison.groups]
        if names != [self.first.itemData(row) for row in range(self.first.count())]:
            with QSignalBlocker(self.first), QSignalBlocker(self.second):
                for box, at in ((self.first, 0), (self.second, 1)):
                    box.clear()
                    for name in names:
                        box.addItem(group_name(name, comparison.grouping), name)
                    box.setCurrentIndex(min(at, len(names) - 1))
        self._comparison, self._primary = comparison, primary
        self._key = key or Key("", "", "", "")
        self._prepare()

    def _prepare(self) -> None:
        """Say what p can be at the least, before anything is run."""
        self.result.clear()
        self._groups = None
        first, second = self.first.currentData(), self.second.currentData()
        if not self._key.measure or self.first.count() < 2 or first == second:
            self.before.setText(ONE_GROUP if self._key.measure else EMPTY)
            self.run.setEnabled(False)
            return
        found = groups_of(
            self._comparison,
            self._key,
            str(first),
            str(second),
            paired=self.paired.isChecked(),
        )
        self._groups = found
        key = self._key
        about = f"{title(key.measure, key.variant, plain=True, alone=True)}: {pair(*key[2:])}"
        fixed = FIXED if key.measure in self._primary else UNTOLD
        said = [found.smallest, about, *found.notes, *(() if found.refused else (fixed,))]
        self.before.setText("\n\n".join(said))
        self.run.setEnabled(not found.refused)

    def _test(self) -> None:
        found = self._groups.test() if self._groups else None
        if self._groups is None or found is None:
            return
        self.result.setText(said(self._groups, found, self._unit))
        self.tested.emit(found)

    @property
    def _unit(self) -> str:
        cells = self._comparison.cells.get(self._key, ())
        return next((row.unit for row in cells if isinstance(row, Row)), "")


def said(groups: Groups, found: Permutation, unit: str) -> str:
    """Return the result of a test: the smallest p, the difference, then p and how it came about."""
    portion = unit in ("share", "proportion")
    amount = (
        f"{100 * found.difference:+.0f} percentage points"
        if portion
        else (f"{found.difference:+.2f}")
    )
    return "\n\n".join(
        (
            groups.smallest,
            f"Mean of “{groups.second}” minus mean of “{groups.first}”: "
            f"{amount.replace('-', '−')}.",
            f"p = {found.p:.3f} ({found.method}). It is about these sessions as wholes; it says "
            "nothing of how large or how important the difference is.",
        )
    )


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    return label
