"""The tag panel: everything said of the tag at the caret, and the suggestion there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ca_tool.codebook import Attribute, Code, Value, ValueType
from ca_tool.coding import CERTAINTIES, Edit, Tag
from widgets.codes.code_icon import code_icon
from widgets.document import Document
from widgets.tags import links, tagging
from widgets.tags.tag_fields import EVERYBODY, ChecksBox, ValueBox
from widgets.tags.tagger import Tagger

NOTHING_HERE = (
    "No tag here. Press a code’s key to tag the turn at the caret, or select words first."
)


class TagPanel(QWidget):
    """Shows and changes the active tag of *tagger*."""

    left = Signal()
    """Esc or Enter: back to the transcript."""

    def __init__(self, document: Document, tagger: Tagger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._tagger = tagger
        self._built: tuple[object, ...] = ()
        self._fields: dict[str, ValueBox | ChecksBox | QLineEdit] = {}
        self._lay_out()
        tagger.active_changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        self._title = QLabel(self)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._icon = QLabel(self)
        self._others = QHBoxLayout()
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addLayout(self._others)
        self._words = QLabel(self, wordWrap=True)
        self._links = QLabel(self, wordWrap=True)
        self._offer = self._make_offer()
        self._area = QScrollArea(self, widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self._area)
        inside.setMinimumWidth(1)  # as wide as the panel, however long a word in it is
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._form = QWidget(inside)
        for part in (self._words, self._links, self._form):
            self._inside.addWidget(part)
        self._inside.addStretch(1)
        self._area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self._offer)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)

    def _make_offer(self) -> QFrame:
        frame = QFrame(self)
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        self._offer_text = QLabel(frame, wordWrap=True)
        accept = QPushButton("Accept", frame)
        accept.setToolTip("Make it a tag (Return in the transcript)")
        dismiss = QPushButton("Dismiss", frame)
        dismiss.setToolTip("Show it no more (X in the transcript)")
        accept.clicked.connect(self._tagger.accept)
        dismiss.clicked.connect(self._tagger.dismiss)
        row = QHBoxLayout(frame)
        row.addWidget(self._offer_text, 1)
        row.addWidget(accept)
        row.addWidget(dismiss)
        return frame

    def focus_values(self) -> None:
        """Put the keyboard into the first attribute."""
        boxes = [box for box in self._fields.values() if isinstance(box, ValueBox)]
        if boxes:
            boxes[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Show the active tag as it is now."""
        self._refresh_offer()
        tag = self._tagger.active
        code = self._document.codebook.by_name.get(tag.code) if tag else None
        self._form.setVisible(tag is not None)
        self._icon.setVisible(tag is not None)
        self._refresh_others()
        if tag is None:
            self._title.setText("")
            self._words.setText(NOTHING_HERE)
            self._links.hide()
            return
        self._title.setText(code.label if code else f"“{tag.code}” is not in the codebook")
        self._title.setToolTip(code.definition if code else "")
        if code:
            self._icon.setPixmap(code_icon(code.colour, code.shape).pixmap(18, 18))
        self._refresh_words(tag)
        people = self._document.session.transcript.codes
        if self._built != (code, people):
            self._built = (code, people)
            self._build(code, people)
        self._form.show()
        self._fill(tag)

    def _refresh_offer(self) -> None:
        found = self._tagger.suggestion
        self._offer.setVisible(found is not None)
        if found is not None:
            code = self._document.codebook.by_name.get(found.code)
            name = code.label if code else found.code
            self._offer_text.setText(f"Suggested: <b>{name}</b>. {found.why}")

    def _refresh_others(self) -> None:
        """Offer the other tags on this line."""
        while item := self._others.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        codes = self._document.codebook.by_name
        for tag in self._tagger.here:
            code = codes.get(tag.code)
            if tag == self._tagger.active or code is None:
                continue
            button = QPushButton(code.short, self, flat=True)
            button.setIcon(code_icon(code.colour, code.shape))
            button.setToolTip(f"Show the tag {code.label}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._tagger.activate, tag.id))
            self._others.addWidget(button)

    def _refresh_words(self, tag: Tag) -> None:
        session, coding = self._document.session, self._document.coding
        words = " … ".join(session.transcript.quote(span).strip() for span in tag.spans)
        self._words.setText("\u201c" + " ".join(words.split())[:160] + "\u201d")
        said = [links.reads(session, coding, tag, link) for link in links.links_of(coding, tag)]
        self._links.setVisible(bool(said))
        self._links.setText("; ".join(said))

    def _build(self, code: Code | None, people: tuple[str, ...]) -> None:
        """Make the fields that *code* has."""
        page = QWidget(self._area.widget())
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 6, 0)
        form.setVerticalSpacing(4)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._fields = {}
        for attribute in code.attributes if code else ():
            field = self._attribute_field(attribute, people, page)
            field.setToolTip(attribute.definition)
            self._add(form, attribute.name, attribute.label, field)
        persons = [Value(person, person) for person in people]
        for name, label, extra in (("actor", "Done by", []), ("addressees", "To", [EVERYBODY])):
            box: ValueBox | ChecksBox
            if name == "actor":
                box = ValueBox(persons, label, page)
                box.chosen.connect(partial(self._set, name))
            else:
                box = ChecksBox([*persons, *extra], label, page)
                box.chosen.connect(partial(self._set, name))
            self._add(form, f":{name}", label, box)
        about = ChecksBox(persons, "About", page)
        about.chosen.connect(partial(self._set, "about"))
        self._add(form, ":about", "About", about)
        sure = ValueBox([Value(name, name.capitalize()) for name in CERTAINTIES], "How sure", page)
        sure.chosen.connect(partial(self._set, "certainty"))
        self._add(form, ":certainty", "How sure", sure)
        note = QLineEdit(page)
        note.setAccessibleName("Note")
        note.editingFinished.connect(self._set_note)
        self._add(form, ":note", "Note", note)
        self._inside.replaceWidget(self._form, page)
        self._form.hide()
        self._form.deleteLater()
        self._form = page

    def _attribute_field(
        self, attribute: Attribute, people: tuple[str, ...], page: QWidget
    ) -> ValueBox | ChecksBox | QLineEdit:
        if attribute.type is ValueType.TEXT:
            line = QLineEdit(page)
            line.setAccessibleName(attribute.label)
            line.editingFinished.connect(partial(self._set_text, attribute.name))
            return line
        if attribute.type is ValueType.CHOICES:
            checks = ChecksBox(attribute.values, attribute.label, page)
            checks.chosen.connect(partial(self._set_several, attribute.name))
            return checks
        values = attribute.values
        if attribute.type is ValueType.PARTICIPANT:
            values = tuple(Value(person, person) for person in people)
        box = ValueBox(values, attribute.label, page)
        box.chosen.connect(partial(self._set_value, attribute.name))
        return box

    def _add(
        self, form: QFormLayout, name: str, label: str, field: ValueBox | ChecksBox | QLineEdit
    ) -> None:
        self._fields[name] = field
        for part in (field, *field.findChildren(QWidget)):
            part.installEventFilter(self)
        form.addRow(label, field)

    def _fill(self, tag: Tag) -> None:
        """Show the values of *tag* in the fields."""
        own = {
            ":actor": tag.actor,
            ":addressees": " ".join(tag.addressees),
            ":about": " ".join(tag.about),
            ":certainty": tag.certainty,
            ":note": tag.note,
        }
        for name, field in self._fields.items():
            value = own[name] if name in own else tag.value(name)
            if isinstance(field, ValueBox):
                field.show_value(value)
            elif isinstance(field, ChecksBox):
                field.show_values(value.split())
            elif field.text() != value:
                field.setText(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reimplemented: Esc and Enter lead back to the transcript."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            back = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in back:
                self.left.emit()
                return True
        return False

    def _set_value(self, name: str, value: str) -> None:
        if (tag := self._tagger.active) and tag.value(name) != value:
            self._push(tagging.set_value(tag, name, value))

    def _set_several(self, name: str, values: tuple[str, ...]) -> None:
        self._set_value(name, " ".join(values))

    def _set_text(self, name: str) -> None:
        field = self._fields.get(name)
        if isinstance(field, QLineEdit):
            self._set_value(name, field.text())

    def _set_note(self) -> None:
        field = self._fields.get(":note")
        if isinstance(field, QLineEdit):
            self._set("note", field.text())

    def _set(self, name: str, value: str | tuple[str, ...]) -> None:
        tag = self._tagger.active
        if tag is not None and getattr(tag, name) != value:
            self._push(tagging.change(tag, **{name: value}))

    def _push(self, edit: Edit) -> None:
        self._tagger.change(edit)
