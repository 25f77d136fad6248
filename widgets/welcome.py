"""The first page: what can be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

WIDTH = 460


class WelcomePage(QWidget):
    """Offers the sample project, a transcript, a project, and the recent ones."""

    sample_wanted = Signal()
    transcript_wanted = Signal()
    project_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget(self)
        inner.setFixedWidth(WIDTH)
        layout = QVBoxLayout(inner)
        layout.setSpacing(10)
        title = QLabel("CA Tool", inner)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2.2)
        font.setBold(True)
        title.setFont(font)
        layout.addWidget(title)
        what = (
            "Who asks, who starts, who is answered: tag a transcript and see the lines behind it."
        )
        layout.addWidget(QLabel(what, inner, wordWrap=True))
        layout.addSpacing(8)
        for text, slot in (
            ("Open the &sample project", self.sample_wanted),
            ("Open a &transcript…", self.transcript_wanted),
            ("Open a &project…", self.project_wanted),
        ):
            button = QPushButton(text, inner)
            button.setMinimumHeight(38)
            button.clicked.connect(slot)
            layout.addWidget(button)
        self._recent_label = QLabel("&Recent projects", inner)
        self._recent = QListWidget(inner)
        self._recent.setAccessibleName("Recent projects")
        self._recent_label.setBuddy(self._recent)
        self._recent.itemActivated.connect(self._open)
        self._recent.itemClicked.connect(self._open)
        layout.addSpacing(8)
        layout.addWidget(self._recent_label)
        layout.addWidget(self._recent)
        layout.addWidget(QLabel("Or drop files or a project folder here.", inner))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def show_recent(self, projects: list[Path]) -> None:
        """List *projects*."""
        self._recent.clear()
        for path in projects:
            item = QListWidgetItem(f"{path.name}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self._recent.addItem(item)
        for part in (self._recent, self._recent_label):
            part.setVisible(bool(projects))
        self._recent.setMaximumHeight(220)

    def _open(self, item: QListWidgetItem) -> None:
        self.recent_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
