"""What the group thinks of a line: a face, and its own words kept exactly as given.

Everything is kept the moment it is said, through :meth:`Document.push`, and can be undone. Nothing
ever asks whether to save.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.coding import Edit, new_id
from ca_tool.review import FEELINGS, Reaction
from widgets.document import Document
from widgets.review.review_look import GAP, TARGET
from widgets.review.review_parts import BigButton, FaceButton, Sight, text_label
from widgets.review.review_words import say

FACES = {"happy": "happy", "not sure": "not_sure", "unhappy": "unhappy", "pass": "pass"}
HOW = {"typed_by": "typed by me", "typed_for": "typed for me"}


class FeelingsPanel(QStackedWidget):
    """Faces, then words, then “Is this what you said?”, for one line at a time."""

    reads = Signal(str)
    """Words to be read back aloud."""

    def __init__(
        self, document: Document, exchange: str, group: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._exchange, self._group = document, exchange, group
        self._line = 0
        self._first_undo = document.undo_stack.index()
        self._faces = self._make_faces()
        self._writing = self._make_writing()
        self._checking = self._make_checking()
        for page in (self._faces, self._writing, self._checking):
            self.addWidget(page)
        document.edited.connect(self._refresh)
        document.undo_stack.indexChanged.connect(self._offer_undo)
        document.not_saved.connect(self._not_kept)

    def show_line(self, line: int) -> None:
        """Turn to the transcript line with the id *line*; words not kept yet are kept first."""
        self.keep_words()
        self._line = line
        self._status.clear()
        self.setCurrentWidget(self._faces)
        self._refresh()

    @property
    def reaction(self) -> Reaction | None:
        """What the one who speaks now said of this line before."""
        return next(
            (
                said
                for said in self._document.session.reactions
                if (said.exchange, said.line, said.group, said.said_by)
                == (self._exchange, self._line, self._group, self._said_by)
            ),
            None,
        )

    def feel(self, feeling: str) -> None:
        """Keep *feeling* as what is felt here."""
        self._keep("How we feel", feeling=feeling)

    def keep_words(self) -> None:
        """Keep the words in the box, if there are any that are not kept yet."""
        words = self._text.toPlainText()
        if self.currentWidget() is not self._writing or not words.strip():
            return
        how = HOW["typed_for" if self._typed_for.isChecked() else "typed_by"]
        self._keep("Our words", words=words, how=how, checked_back=False)

    @property
    def _said_by(self) -> str:
        name = self._who.text().strip()
        return "" if name == say("all_of_us") else name

    def _keep(self, text: str, **changes: object) -> None:
        """Change the reaction to this line, or make the first one; on disk when this returns."""
        if not self._line:
            return
        old = self.reaction
        base = old or Reaction(
            new_id(),
            self._exchange,
            self._line,
            self._group,
            said_by=self._said_by,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        new = replace(base, **changes)  # type: ignore[arg-type]  # the keys are our own
        self._status.setText(say("kept"))
        removed = frozenset({old} if old else ())
        self._document.push(Edit(text, removed=removed, added=frozenset({new})))

    def _make_faces(self) -> QWidget:
        page, column = _page()
        column.addWidget(text_label(say("who_says")))
        self._who = QLineEdit()
        self._who.setMinimumHeight(TARGET)
        self._who.setAccessibleName(say("who_says"))
        self._who.setPlaceholderText(say("all_of_us"))
        names = sorted({r.said_by for r in self._document.session.reactions} - {""})
        self._who.setCompleter(QCompleter(names, self._who))
        self._who.textChanged.connect(self._refresh)
        column.addWidget(self._who)
        column.addWidget(text_label(say("how_feel"), "name"))
        grid = QGridLayout()
        grid.setSpacing(GAP)
        self._buttons = {feeling: FaceButton(feeling, FACES[feeling]) for feeling in FEELINGS}
        for place, button in enumerate(self._buttons.values()):
            button.clicked.connect(self._face_pressed)
            grid.addWidget(button, place // 2, place % 2)
        column.addLayout(grid)
        self._said = text_label()
        self._write = _button(column, "write", "write", self._start_writing)
        column.addWidget(self._said)
        column.addStretch(1)
        self._status = text_label()
        column.addWidget(self._status)
        self._undo = _button(column, "undo", "undo", self._take_back)
        self._undo.setEnabled(False)
        return page

    def _make_writing(self) -> QWidget:
        page, column = _page()
        title = text_label(say("our_words"), "name")
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(2 * TARGET)
        self._text.setAccessibleName(say("our_words"))
        title.setBuddy(self._text)
        column.addWidget(title)
        column.addWidget(self._text, 1)
        self._typed_by = _button(column, "typed_by", "", self._typed_by_us)
        self._typed_for = _button(column, "typed_for", "", self._typed_for_us)
        for button in (self._typed_by, self._typed_for):
            button.setCheckable(True)
        self._typed_by.setChecked(True)
        _button(column, "keep", "write", self._keep_and_check)
        _button(column, "close_words", "back", self._leave_writing)
        return page

    def _make_checking(self) -> QWidget:
        page, column = _page()
        self._asking = text_label("", "name")
        self._repeated = text_label()
        column.addWidget(self._asking)
        column.addWidget(self._repeated)
        column.addStretch(1)
        self._yes = _button(column, "yes", "yes", self._right)
        self._change = _button(column, "change", "write", self._start_writing)
        self._delete = _button(column, "delete", "delete", self._ask_delete)
        self._leave = _button(column, "leave_them", "back", self._keep_after_all)
        self._sure = _button(column, "delete", "delete", self._delete_words)
        self._sure.setObjectName("delete for good")
        return page

    def _face_pressed(self) -> None:
        self.feel(self.sender().objectName())

    def _start_writing(self) -> None:
        said = self.reaction
        self._text.setPlainText(said.words if said else "")
        self.setCurrentWidget(self._writing)
        self._text.setFocus()

    def _typed_by_us(self) -> None:
        self._typed_by.setChecked(True)
        self._typed_for.setChecked(False)

    def _typed_for_us(self) -> None:
        self._typed_by.setChecked(False)
        self._typed_for.setChecked(True)

    def _leave_writing(self) -> None:
        self.keep_words()
        self._back_to_faces()

    def _keep_and_check(self) -> None:
        self.keep_words()
        said = self.reaction
        if said is None or not said.words:
            self._back_to_faces()
            return
        self._repeated.setText(f"“{said.words}”")
        self._ask(say("is_this"), (self._yes, self._change, self._delete))
        self.reads.emit(f"{say('is_this')} {said.words}")

    def _ask(self, question: str, answers: tuple[BigButton, ...]) -> None:
        self._asking.setText(question)
        for button in (self._yes, self._change, self._delete, self._leave, self._sure):
            button.setVisible(button in answers)
        self.setCurrentWidget(self._checking)
        answers[0].setFocus()

    def _right(self) -> None:
        self._keep("Our words are right", checked_back=True)
        self._back_to_faces()

    def _ask_delete(self) -> None:
        self._ask(say("sure"), (self._leave, self._sure))

    def _keep_after_all(self) -> None:
        self._back_to_faces()

    def _delete_words(self) -> None:
        said = self.reaction
        if said is not None and not said.feeling:
            self._document.push(Edit("Delete our words", removed=frozenset({said})))
        elif said is not None:
            self._keep("Delete our words", words="", how="", checked_back=False)
        self._text.clear()
        self._back_to_faces()

    def _back_to_faces(self) -> None:
        self.setCurrentWidget(self._faces)
        self._write.setFocus()

    def _take_back(self) -> None:
        """Undo what was said here, and nothing done before the scene was opened."""
        if self._document.undo_stack.index() > self._first_undo:
            self._document.undo_stack.undo()
            self._status.setText(say("taken_back"))

    def _not_kept(self, _why: str) -> None:
        self._status.setText(say("not_kept"))

    def _refresh(self, *_change: object) -> None:
        said = self.reaction
        for feeling, button in self._buttons.items():
            button.setChecked(said is not None and said.feeling == feeling)
        self._said.setText(f"“{said.words}”" if said and said.words else "")

    def _offer_undo(self, done: int) -> None:
        self._undo.setEnabled(done > self._first_undo)


def _page() -> tuple[QWidget, QVBoxLayout]:
    """Return a page that scrolls where large type leaves it too little room."""
    area = Sight()
    page = QWidget()
    area.setWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    return area, column


def _button(column: QVBoxLayout, key: str, picture: str, pressed: object) -> BigButton:
    button = BigButton(key, picture)
    button.clicked.connect(pressed)
    column.addWidget(button)
    return button
