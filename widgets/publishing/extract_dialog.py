"""The window in which an extract for publication is chosen, looked at, saved or copied."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ca_tool.publishing import FORMS, Choices, Extract, Form, composed
from ca_tool.publishing.choosing import of_exchange, suggested, under
from ca_tool.transcript import LineKind
from widgets.background import Background
from widgets.document import Document
from widgets.publishing.extract_form import ExtractForm
from widgets.publishing.extract_lines import ExtractLines, Origin
from widgets.publishing.extract_preview import SHOWN, ExtractPreview
from widgets.publishing.extract_work import Copied, Job, Saved, copied, mime_of, save

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

NOTHING_OPEN = "Open a transcript first: there are no lines yet."
PAUSE = 120
"""Milliseconds without a change after which the preview follows."""


class ExtractDialog(QDialog):
    """Changes nothing in the project: it reads the session that is open."""

    def __init__(
        self, document: Document, origins: tuple[Origin, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Extract for publication")
        session = document.session
        self._session = session
        self._background = Background(self)
        labels = {code.name: code.label for code in document.codebook.codes}
        self.lines = ExtractLines(session, document.coder, origins, labels, self)
        has_tiers = any(line.kind is LineKind.TIER for line in session.transcript.lines)
        people = session.transcript.participants
        self.form = ExtractForm(people, has_tiers=has_tiers, parent=self)
        self.preview = ExtractPreview(self)
        self.format = QComboBox(self)
        self.format.setAccessibleName("Format of the file")
        self.format.setToolTip("The kind of file that is saved")
        self.format.addItems([form.label for form in FORMS.values()])
        self._suggested = ("", "")
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._make_labels()
        self._lay_out()
        self._connect()
        self._suggest()
        self.refresh()
        self.resize(1040, 680)

    def _make_labels(self) -> None:
        self.about, self.told = QLabel(self), QLabel(self)
        for label in (self.about, self.told):
            label.setWordWrap(True)
            label.hide()
        self.about.setAccessibleName("What to know")
        self.told.setAccessibleName("What happened")

    def _lay_out(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.save_button = QPushButton("&Save…", self)
        self.save_button.setToolTip("Write the extract to a file")
        self.copy_button = QPushButton("&Copy", self)
        self.copy_button.setToolTip("Put the extract on the clipboard, to paste it into Word")
        self.buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button.setDefault(True)
        halves = QSplitter(self)
        halves.addWidget(self._left_side())
        halves.addWidget(self.preview)
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(halves, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.told)
        word = QLabel("File fo&rmat", self)
        word.setBuddy(self.format)
        below = QHBoxLayout()
        below.addWidget(word)
        below.addWidget(self.format)
        below.addWidget(self.buttons, 1)
        layout.addLayout(below)

    def _left_side(self) -> QWidget:
        choices = QWidget(self)
        column = QVBoxLayout(choices)
        column.addWidget(self.lines, 1)
        column.addWidget(self.form)
        around = QScrollArea(self)
        around.setWidget(choices)
        around.setWidgetResizable(True)
        around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around.setAccessibleName("What the extract shows")
        around.setMinimumWidth(choices.minimumSizeHint().width() + 24)
        return around

    def _connect(self) -> None:
        self.lines.changed.connect(self._suggest)
        for part in (self.lines, self.form):
            part.changed.connect(self._change)
        self.format.currentIndexChanged.connect(self._change)
        self._later.timeout.connect(self.refresh)
        self.save_button.clicked.connect(self._ask_where)
        self.copy_button.clicked.connect(self.copy)
        self.buttons.rejected.connect(self.reject)

    def _suggest(self) -> None:
        """Follow the lines with title and source, as long as nobody typed others."""
        found = suggested(self._session, self.lines.lines)
        fields = (self.form.title, self.form.source)
        new = (found.title, found.source)
        for field, old, words in zip(fields, self._suggested, new, strict=True):
            if field.text() == old:
                field.setText(words)
        self._suggested = new

    @property
    def choices(self) -> Choices:
        """What is decided now."""
        return Choices(
            self.lines.lines,
            self.form.title.text(),
            self.form.source.text(),
            self.lines.arrows,
            renumber=self.form.numbers.currentIndex() == 1,
            speakers="code" if self.form.speaker_choice == "code" else "label",
            names=self.form.other_names,
            tiers=self.form.tiers.isChecked(),
        )

    @property
    def job(self) -> Job:
        """What would be written now."""
        form = list(FORMS.values())[self.format.currentIndex()]
        return Job(self._session, self.choices, form, self.form.face, self.form.wrap.value())

    def refresh(self) -> None:
        """Show the extract as it is decided now."""
        self._later.stop()
        job = self.job
        extract = composed(self._session, _beginning(self._session_order(), job.choices))
        self.preview.show_extract(extract, job.face, job.width)
        there = bool(extract.lines)
        for button in (self.save_button, self.copy_button):
            button.setEnabled(there)
        words = self._worth_knowing(extract, job.form)
        self.about.setText(words)
        self.about.setVisible(bool(words))

    def _worth_knowing(self, extract: Extract, form: Form) -> str:
        if not self._session.transcript.lines:
            return NOTHING_OPEN
        if not extract.lines:
            return "No line is chosen."
        parts = []
        if extract.unsure:
            numbers = ", ".join(extract.unsure)
            parts.append(f"Which overlaps go together was guessed: look at lines {numbers}.")
        if form.losses:
            parts.append(f"The file will not have {'; '.join(form.losses)}.")
        return "\n".join(parts)

    def _session_order(self) -> list[int]:
        return [line.id for line in self._session.transcript.lines]

    def _change(self) -> None:
        """Let the preview follow soon; what happened before is no news any more."""
        self._say("")
        self._later.start()

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _ask_where(self) -> None:
        form = self.job.form
        start = f"{self._session.id or 'extract'}{form.suffix}"
        wanted = f"{form.label} (*{form.suffix})"
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the extract", start, wanted)
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(form.suffix))

    def save_to(self, path: Path) -> None:
        """Write the extract to *path*, beside the window."""
        self._background.start("Saving…", 1, partial(save, self.job, path), self._tell)

    def copy(self) -> None:
        """Put the extract on the clipboard: rich for a word processor, plain for the rest."""
        self._background.start("Copying…", 1, partial(copied, self.job), self._tell)

    def _tell(self, result: object) -> None:
        if isinstance(result, Copied):
            QGuiApplication.clipboard().setMimeData(mime_of(result))
            self._say("Copied: paste it into your document.")
        elif isinstance(result, Saved) and result.failure:
            QMessageBox.warning(self, "Not saved", f"Nothing was written: {result.failure}")
        elif isinstance(result, Saved):
            self._say(f"Written: {result.path}")

    def done(self, code: int) -> None:
        """Reimplemented: nothing goes on behind a closed dialog."""
        self._background.stop()
        super().done(code)


def _beginning(order: list[int], choices: Choices) -> Choices:
    """Return *choices* for no more lines than the preview shows."""
    if len(choices.lines) <= SHOWN:
        return choices
    shown = [line for line in order if line in choices.lines][: SHOWN + 1]
    return replace(choices, lines=frozenset(shown))


def origins_of(window: MainWindow) -> tuple[Origin, ...]:
    """Return where lines may come from now: selection, highlighted cases, scenes, everything."""
    session = window.document.session
    lines = session.transcript.lines
    found = []
    span = window.navigation.selection
    selected = under(session, [span]) if span is not None else frozenset()
    if len(selected) > 1:
        found.append(Origin("The selected lines", selected))
    cases = window.transcript.view.lines.highlighted
    if cases:
        at = frozenset(lines[row].id for row in cases)
        found.append(Origin("The lines of the highlighted cases", at))
    found += [
        Origin(f"Scene: {one.title}", of_exchange(session, one.id)) for one in session.exchanges
    ]
    found.append(Origin("The whole transcript", frozenset(line.id for line in lines)))
    if len(selected) == 1:  # where the cursor is: nobody prints a single line without asking
        found.append(Origin("The line at the cursor", selected))
    return tuple(found)


def extract(window: MainWindow) -> None:
    """Show the dialog for the session open in *window*."""
    dialog = ExtractDialog(window.document, origins_of(window), window)
    dialog.exec()
    dialog.deleteLater()
