"""Taking transcripts, numbers, figures and reports out of a project."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from widgets.background import Background
from widgets.document import Document
from widgets.export_work import Export, Exported, Source, exports, work

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

NOTHING_OPEN = "Open a transcript first: there is nothing to export yet."


class ExportDialog(QDialog):
    """A list of what can be exported, and what each file will and will not hold."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._document = document
        self._background = Background(self)
        self._exports = [one for one in exports() if document.folder or not one.whole_project]
        self.choices = QListWidget(self)
        self.choices.setAccessibleName("What to export")
        self.choices.addItems([export.title for export in self._exports])
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setMargin(6)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        around = QScrollArea(self)
        around.setAccessibleName("What the file holds")
        around.setWidget(self.about)
        around.setWidgetResizable(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close, self
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText("&Export…")
        layout = QVBoxLayout(self)
        layout.addWidget(self.choices, 3)
        layout.addWidget(around, 2)
        layout.addWidget(self.buttons)
        self.choices.currentRowChanged.connect(self._show)
        self.choices.itemActivated.connect(self._ask_where)
        self.buttons.accepted.connect(self._ask_where)
        self.buttons.rejected.connect(self.reject)
        self.choices.setCurrentRow(0)
        self.resize(560, 560)

    @property
    def export(self) -> Export:
        """What is chosen."""
        return self._exports[self.choices.currentRow()]

    def _show(self) -> None:
        lost = self.export.losses(self._document.session, self._document.codebook)
        parts = [self.export.what]
        if lost:
            parts += ["", "Not carried over:", *(f"• {loss}" for loss in lost)]
        there = bool(self._document.session.transcript.lines)
        self.about.setText("\n".join(parts) if there else NOTHING_OPEN)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(there)

    def _ask_where(self) -> None:
        export, name = self.export, self._document.session.id or "transcript"
        if export.suffix:
            start = f"{name}{export.suffix}"
            chosen, _ = QFileDialog.getSaveFileName(self, export.title, start)
        else:
            chosen = QFileDialog.getExistingDirectory(self, f"{export.title}: into which folder?")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, path: Path) -> None:
        """Write what is chosen to *path*, beside the window."""
        folder = self._document.folder
        source = Source(
            self._document.session,
            self._document.codebook,
            self._document.coder,
            folder.path if folder else None,
        )
        self._background.start(
            "Exporting…", 1, partial(work, self.export, source, path), self._tell
        )

    def _tell(self, result: object) -> None:
        if not isinstance(result, Exported):
            return
        if result.failure:
            QMessageBox.warning(self, "Not exported", f"Nothing was written: {result.failure}")
            return
        first = result.paths[0] if result.paths else Path()
        more = f" and {len(result.paths) - 1} more" if len(result.paths) > 1 else ""
        self.about.setText(f"Written: {first}{more}.")

    def done(self, code: int) -> None:
        """Reimplemented: nothing goes on behind a closed dialog."""
        self._background.stop()
        super().done(code)


def export(window: MainWindow) -> None:
    """Show the dialog for the session open in *window*."""
    dialog = ExportDialog(window.document, window)
    dialog.exec()
    dialog.deleteLater()
