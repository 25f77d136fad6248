"""Tagging by keys: what the keys do to the tag or the talk at the caret."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ca_tool.codebook import Code
from ca_tool.coding import Edit, Link, Tag
from ca_tool.suggest import Suggestion, accept
from ca_tool.transcript import Place
from widgets.tags import links, tagging
from widgets.transcript.view import TranscriptView


class Tagger(QObject):
    """Puts tags and links on the talk in *view*, and knows the tag the side panel shows."""

    active_changed = Signal()
    """Another tag is active, or the active one has changed, or none is."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._document = view.document
        self._active = ""
        self._pick = QMenu(view)
        self._pick.triggered.connect(self._picked)
        self._links = QMenu(view)
        self._links.triggered.connect(self._remove_picked)
        view.caret_moved.connect(self._caret_moved)
        view.chip_clicked.connect(self.activate)
        self._document.edited.connect(self._edited)
        self._document.session_changed.connect(self._forget)

    @property
    def active(self) -> Tag | None:
        """The tag that keys and the side panel act on."""
        return self._document.coding.tags.get(self._active)

    @property
    def here(self) -> tuple[Tag, ...]:
        """The tags on the caret's line, those that hold the caret first."""
        line = self._view.current_line
        if line is None:
            return ()
        on_line = self._view.lines.tags(line.id)
        rows = self._document.session.transcript.row
        offset = self._view.selection.caret.offset
        nearest = tagging.covering(on_line, line.id, offset, rows)
        return (*nearest, *(tag for tag in on_line if tag not in nearest))

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion on the caret's line, the one at the caret first."""
        line = self._view.current_line
        found = self._view.lines.suggestions(line.id) if line else ()
        offset = self._view.selection.caret.offset
        return min(found, key=lambda each: abs(each.span.start - offset), default=None)

    def activate(self, tag_id: str) -> None:
        """Make a tag the active one."""
        self._active = tag_id if tag_id in self._document.coding.tags else ""
        self._view.lines.activate(self._active)
        self.active_changed.emit()

    def tag(self, code: Code) -> None:
        """Tag the selected stretch, or the current turn, with *code*."""
        if spans := self._view.spans():
            edit = tagging.add(self._document, code, spans)
            self._push(
                edit, f"This is tagged {code.label.lower()} already. Delete removes the tag."
            )

    def remove_tag(self) -> None:
        """Remove the active tag and its links."""
        if self.active is None:
            self._say("There is no tag here.")
            return
        self._document.push(tagging.remove(self._document.coding, self.active))

    def cover_selection(self) -> None:
        """Let the active tag cover the selected stretch, no more and no less."""
        tag, selection = self.active, self._view.selection
        span = selection.span(self._view.lines.lines)
        if tag is None:
            self._say("There is no tag here.")
        elif selection.empty or span is None:
            self._say("Select the words that the tag is to cover first.")
        else:
            edit = tagging.cover(self._document.coding, tag, span)
            self._push(edit, "Such a tag covers just these words already.")
            speakers = self._document.session.transcript.line(span.line).speakers
            if edit and tag.actor and tag.actor not in speakers:
                self._say(f"The tag is still done by {tag.actor}: see Done by in the panel.")

    def remove_link(self) -> None:
        """Remove the link of the active tag; where it has several, ask which one."""
        session, coding, tag = self._document.session, self._document.coding, self.active
        found = links.links_of(coding, tag) if tag else ()
        if tag is None or not found:
            self._say("There is no link here.")
            return
        if len(found) == 1:
            self._remove(found[0], links.reads(session, coding, tag, found[0]))
            return
        self._links.clear()
        for link in found:
            words = links.reads(session, coding, tag, link)
            self._links.addAction(words.replace("&", "&&")).setData((link, words))
        self._pop_up(self._links)

    def link_answer(self) -> None:
        """Link the response here to the nearest open question before it that another asked.

        Talk that is not tagged yet is tagged as a response with the same key.
        """
        response = self._response()
        if response is None:
            return
        session, coding = self._document.session, self._document.coding
        question = tagging.open_question(session, coding, response.start, response.actor)
        if question is None:
            self._say("No open question by somebody else stands before this. Shift+L shows all.")
            return
        self._push(tagging.link(self._document, response, question))
        self.activate(response.id)

    def link_to(self) -> None:
        """Pick the question that the response here answers from the last ones before it."""
        response = self._response()
        if response is None:
            return
        session, coding = self._document.session, self._document.coding
        self._pick.clear()
        for question in tagging.questions_before(session, coding, response.start)[:10]:
            row = self._view.lines.row_of(question.spans[0].line)
            words = session.transcript.quote(question.spans[0]).strip()
            action = QAction(
                f"{self._view.lines.number(row)}  {question.actor}: {words}", self._pick
            )
            action.setData((response, question))
            self._pick.addAction(action)
        if self._pick.isEmpty():
            self._say("No question stands before this.")
            return
        self._pop_up(self._pick)

    def no_answer(self) -> None:
        """Say that no answer came to the question here, or to the last open one before."""
        question = next((tag for tag in self.here if tag.code == "question"), None)
        spans = self._view.spans()
        if question is None and spans:
            place = Place(spans[0].line, spans[0].start)
            coding = self._document.coding
            question = tagging.open_question(self._document.session, coding, place, "")
        if question is None:
            self._say("There is no open question here or before.")
            return
        self._push(tagging.no_answer(question))
        self.activate(question.id)

    def accept(self) -> None:
        """Make the suggestion here a tag; it keeps where it came from."""
        found = self.suggestion
        if found is None:
            self._say("There is no suggestion on this line.")
            return
        tag = accept(found, self._document.coder, self._document.codebook)
        self._push(Edit("Accept suggestion", added=frozenset({tag})))
        self.activate(tag.id)

    def dismiss(self) -> None:
        """Show the suggestion here no more; nothing is recorded of it."""
        if found := self.suggestion:
            self._view.lines.dismissed.add(found)
            self._view.lines.show_again()

    def next_tag_here(self) -> None:
        """Make the next of the tags on this line the active one."""
        ids = [tag.id for tag in self.here]
        if ids:
            at = ids.index(self._active) + 1 if self._active in ids else 0
            self.activate(ids[at % len(ids)])

    def change(self, edit: Edit) -> None:
        """Push *edit* of the active tag, for the side panel."""
        self._push(edit)

    def _response(self) -> Tag | None:
        """Return the response here; a new one, not yet part of the coding, if there is none."""
        found = next((tag for tag in self.here if tag.code == "response"), None)
        code = self._document.codebook.by_name.get("response")
        spans = self._view.spans()
        if found is not None or code is None or not spans:
            return found
        return tagging.new_tag(self._document, code, spans)

    def _push(self, edit: Edit, otherwise: str = "") -> None:
        if edit:
            self._document.push(edit)
            added = [record for record in edit.added if isinstance(record, Tag)]
            if len(added) == 1:
                self.activate(added[0].id)
        elif otherwise:
            self._say(otherwise)

    def _picked(self, action: QAction) -> None:
        response, question = action.data()
        self._push(tagging.link(self._document, response, question))

    def _pop_up(self, menu: QMenu) -> None:
        rect = self._view.cell_rect(self._view.selection.caret).toRect()
        menu.popup(self._view.viewport().mapToGlobal(rect.bottomLeft()))

    def _remove_picked(self, action: QAction) -> None:
        link, words = action.data()
        self._remove(link, words)

    def _remove(self, link: Link, words: str) -> None:
        self._document.push(links.remove_link(link))
        self._say(f"No longer linked: {words}. Ctrl+Z brings the link back.")

    def _caret_moved(self) -> None:
        here = self.here
        if self.active not in here and not self._selecting_at_active():
            self.activate(here[0].id if here else "")

    def _selecting_at_active(self) -> bool:
        """Whether a selection touches the active tag: it stays shown while it is drawn out."""
        selection, rows = self._view.selection, self._document.session.transcript.row
        if self.active is None or selection.empty:
            return False
        first, last = selection.first.row, selection.last.row
        spans = self.active.spans
        return any(rows[s.line] <= last and rows[s.end_line] >= first for s in spans)

    def _edited(self, _edit: Edit) -> None:
        if self._active and self.active is None:
            self.activate("")
        self._caret_moved()
        self.active_changed.emit()

    def _forget(self) -> None:
        """Leave the tag of another session for one at the caret, if there is one."""
        self._active = ""
        self._caret_moved()
        self.active_changed.emit()

    def _say(self, text: str) -> None:
        self._view.navigation.message.emit(text)
