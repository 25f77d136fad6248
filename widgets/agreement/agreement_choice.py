"""Which coders and sessions are compared, and when two tags are the same."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from ca_tool.agreement import RULES
from ca_tool.agreement.pairing import SHORT, Rule

SAME = "Tags are the same where "
ALL = "All sessions both coded"


class AgreementChoice(QWidget):
    """The row above the tables; computes nothing."""

    changed = Signal()
    """Something else is to be compared."""

    export_wanted = Signal()
    """Tables and appendix are to be written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = self._box("First coder", "The reference of precision and recall")
        self.second = self._box("Second coder", "Compared with the first")
        self.sessions = self._box("Sessions", "This session, another one, or all together")
        self.rules = self._box("Same instance", "When two tags of a code are the same instance")
        for rule, words in RULES.items():
            self.rules.addItem(SHORT[rule], rule)
            at = self.rules.count() - 1
            self.rules.setItemData(at, f"{SAME}{words}", Qt.ItemDataRole.ToolTipRole)
        self.again = QPushButton("&Compare again", self)
        self.again.setToolTip("Read the tags again and compute everything anew")
        self.export = QPushButton("&Export…", self)
        self.export.setToolTip("Write the tables (CSV) and an appendix (HTML, Markdown)")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 2)
        named = (
            ("C&oders", self.first),
            ("&and", self.second),
            ("i&n", self.sessions),
            ("sa&me if", self.rules),
        )
        for text, box in named:
            label = QLabel(text, self)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch()
        row.addWidget(self.again)
        row.addWidget(self.export)
        for box in (self.first, self.second, self.sessions, self.rules):
            box.currentIndexChanged.connect(self._tell)
        self.again.clicked.connect(self.changed)
        self.export.clicked.connect(self.export_wanted)

    def _box(self, name: str, tip: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(tip)
        return box

    def offer(self, coders: tuple[str, ...], mine: str, sessions: list[tuple[str, str]]) -> None:
        """Offer *coders*, *mine* first, and sessions as ``(id, title)``; keep what was chosen."""
        boxes = (self.first, self.second, self.sessions)
        before = [box.currentData() for box in boxes]
        ordered = sorted(coders, key=lambda name: (name != mine, name))
        blockers = [QSignalBlocker(box) for box in boxes]
        for box in boxes:
            box.clear()
        for name in ordered:
            self.first.addItem(name, name)
            self.second.addItem(name, name)
        self.sessions.addItem(ALL, "")
        for session_id, title in sessions:
            self.sessions.addItem(title, session_id)
        self.second.setCurrentIndex(min(1, len(ordered) - 1))
        for box, chosen in zip(boxes, before, strict=True):
            if chosen is not None and box.findData(chosen) >= 0:
                box.setCurrentIndex(box.findData(chosen))
        del blockers

    @property
    def coders(self) -> tuple[str, str]:
        """The two coders; empty words where there are none."""
        return str(self.first.currentData() or ""), str(self.second.currentData() or "")

    @property
    def chosen_sessions(self) -> tuple[str, ...]:
        """Ids of the sessions chosen; none for all."""
        chosen = str(self.sessions.currentData() or "")
        return (chosen,) if chosen else ()

    @property
    def rule(self) -> Rule:
        """When two tags are the same instance."""
        chosen = self.rules.currentData()
        return next(rule for rule in RULES if rule == chosen)

    def _tell(self) -> None:
        self.changed.emit()
