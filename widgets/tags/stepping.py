"""Next and previous: walking from tag to tag, question to question, problem to problem."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from ca_tool.transcript import Place
from ca_tool.turn_taking import all_problems
from widgets.tags import tagging
from widgets.transcript.cells import talk_start
from widgets.transcript.view import TranscriptView


class Stepper(QObject):
    """Moves the caret of *view* to the next or previous of a kind of place."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view

    def next_tag(self) -> None:
        """Go to the next tag."""
        self._step(self._tags(), "tag", 1)

    def previous_tag(self) -> None:
        """Go to the tag before."""
        self._step(self._tags(), "tag", -1)

    def next_uncoded(self) -> None:
        """Go to the next question of which nothing says what became of it."""
        self._step(self._uncoded(), "question without an outcome", 1)

    def previous_uncoded(self) -> None:
        """Go back to a question of which nothing says what became of it."""
        self._step(self._uncoded(), "question without an outcome", -1)

    def next_untagged_question(self) -> None:
        """Go to the next question that is suggested and not tagged."""
        self._step(self._suggestions("question"), "untagged question", 1)

    def previous_untagged_question(self) -> None:
        """Go back to a question that is suggested and not tagged."""
        self._step(self._suggestions("question"), "untagged question", -1)

    def next_suggestion(self) -> None:
        """Go to the next suggestion."""
        self._step(self._suggestions(""), "suggestion", 1)

    def previous_suggestion(self) -> None:
        """Go to the suggestion before."""
        self._step(self._suggestions(""), "suggestion", -1)

    def next_problem(self) -> None:
        """Go to the next problem of the notation."""
        self._step(self._problems(), "problem", 1)

    def previous_problem(self) -> None:
        """Go to the problem before."""
        self._step(self._problems(), "problem", -1)

    def next_case(self) -> None:
        """Go to the next highlighted case."""
        self._step(self._cases(), "highlighted case", 1)

    def previous_case(self) -> None:
        """Go to the highlighted case before."""
        self._step(self._cases(), "highlighted case", -1)

    def _tags(self) -> Iterable[Place]:
        return (tag.start for tag in self._view.document.coding.tags.values())

    def _uncoded(self) -> Iterable[Place]:
        coding = self._view.document.coding
        asked = (tag for tag in coding.tags.values() if tag.code == "question")
        return (
            tag.start for tag in asked if tagging.is_open(coding, tag) and not tag.value("outcome")
        )

    def _suggestions(self, code: str) -> Iterable[Place]:
        lines = self._view.lines
        return (
            Place(found.span.line, found.span.start)
            for line in lines.suggested_lines
            for found in lines.suggestions(line)
            if not code or found.code == code
        )

    def _problems(self) -> Iterable[Place]:
        transcript = self._view.document.session.transcript
        for problem in all_problems(transcript):
            if 0 < problem.line <= len(transcript.lines):
                line = transcript.lines[problem.line - 1]
                yield Place(line.id, max(problem.column - 1, 0))

    def _cases(self) -> Iterable[Place]:
        lines = self._view.lines.lines
        rows = self._view.lines.highlighted
        return (Place(lines[row].id, talk_start(lines[row])) for row in rows)

    def _step(self, places: Iterable[Place], what: str, way: int) -> None:
        """Go to the nearest of *places* after (or before) the caret, round the end if need be."""
        row_of = self._view.lines.row_of
        caret = self._view.selection.caret
        spots = sorted((row_of(place.line), place.column) for place in places)
        spots = [spot for spot in spots if spot[0] >= 0]
        if not spots:
            self._view.navigation.message.emit(f"There is no {what}.")
            return
        here = (caret.row, caret.offset)
        if way > 0:
            row, offset = next((spot for spot in spots if spot > here), spots[0])
        else:
            row, offset = next((spot for spot in reversed(spots) if spot < here), spots[-1])
        self._view.go_to_spot(row, offset)
