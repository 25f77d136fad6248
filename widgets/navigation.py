"""How panels point at talk without knowing the window that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ca_tool.project import Session
from ca_tool.transcript import Span

if TYPE_CHECKING:
    from ca_tool.measures.table import Cases


Stretches = dict[str, tuple[Span, ...]]
"""Spans under ``in`` (counted), ``out`` (opportunity, not counted) and ``excluded``."""

NOTHING: Stretches = {"in": (), "out": (), "excluded": ()}


class Navigation(QObject):
    """Panels ask to see stretches of talk; the transcript answers, and says what is selected."""

    go_to = Signal(object)
    """A :class:`~ca_tool.transcript.Span` to bring into view and make current."""

    highlight = Signal(object)
    """:data:`Stretches` to highlight; :data:`NOTHING` takes the highlight away."""

    selection_changed = Signal(object)
    """The selected :class:`~ca_tool.transcript.Span`, or ``None``."""

    session_wanted = Signal(str)
    """The id of the session that must be open for what follows."""

    message = Signal(str)
    """Something to say in the status bar."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selection: Span | None = None

    @property
    def selection(self) -> Span | None:
        """The stretch now selected: the current line if no characters are."""
        return self._selection

    def select(self, span: Span | None) -> None:
        """Say that *span* is selected now; for the transcript view."""
        if span != self._selection:
            self._selection = span
            self.selection_changed.emit(span)

    def show_span(self, span: Span, session_id: str = "") -> None:
        """Bring *span* into view, opening its session first where *session_id* says so."""
        if session_id:
            self.session_wanted.emit(session_id)
        self.go_to.emit(span)

    def show_cases(self, session: Session, cases: Cases) -> None:
        """Highlight the cases behind a number of *session* and go to the first one."""
        from ca_tool.measures import locate

        def places(case_ids: tuple[str, ...]) -> tuple[Span, ...]:
            return tuple(span for case in case_ids for span in locate(session, case))

        stretches: Stretches = {
            "in": places(cases.numerator),
            "out": places(cases.others),
            "excluded": places(tuple(case for case, _why in cases.excluded)),
        }
        self.session_wanted.emit(session.id)
        self.highlight.emit(stretches)
        everything = [span for spans in stretches.values() for span in spans]
        if everything:
            rows = session.transcript.row
            self.go_to.emit(min(everything, key=lambda span: (rows.get(span.line, 0), span.start)))

    def clear(self) -> None:
        """Take the highlight away."""
        self.highlight.emit(NOTHING)
