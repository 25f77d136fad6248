"""The cases behind a number: counted, not counted, and left out with the reason why."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ca_tool.measures import describe as described_case
from ca_tool.measures import locate
from ca_tool.project import Session
from ca_tool.transcript import Span
from widgets.rows_model import VALUE_ROLE, Column, HeadedModel
from widgets.tables import PanelTable

if TYPE_CHECKING:
    from ca_tool.measures import Cases


class Group(StrEnum):
    """The three groups, as their headings say it."""

    COUNTED = "Counted"
    OTHERS = "Could have been, was not"
    EXCLUDED = "Left out, and why"


class Case(NamedTuple):
    """A case as it is listed; a heading has no id."""

    group: Group
    id: str = ""
    line: str = ""
    who: str = ""
    words: str = ""
    why: str = ""
    spans: tuple[Span, ...] = ()


COLUMNS = (
    Column[Case]("Line", lambda case: case.line if case.id else case.words),
    Column[Case]("Who", lambda case: case.who),
    Column[Case]("What was said", lambda case: _said(case), tip=lambda case: _said(case)),
)


def _is_heading(case: Case) -> bool:
    return not case.id


def _said(case: Case) -> str:
    return f"{case.words}   — {case.why}" if case.why else case.words


def describe(session: Session, cases: Cases) -> tuple[Case, ...]:
    """Return the cases of *session* behind a number, each group under its heading."""
    groups = (
        (Group.COUNTED, ((case, "") for case in cases.numerator), len(cases.numerator)),
        (Group.OTHERS, ((case, "") for case in cases.others), len(cases.others)),
        (Group.EXCLUDED, iter(cases.excluded), len(cases.excluded)),
    )
    listed: list[Case] = []
    for group, found, count in groups:
        if count:
            listed.append(Case(group, words=f"{group}: {count}"))
            listed.extend(_in_order(session, group, found))
    return tuple(listed)


def _in_order(session: Session, group: Group, found: Iterable[tuple[str, str]]) -> list[Case]:
    rows = session.transcript.row
    listed = [_case(session, group, case, why) for case, why in found]
    return sorted(
        listed,
        key=lambda case: (
            (rows.get(case.spans[0].line, 0), case.spans[0].start) if case.spans else (-1, 0)
        ),
    )


def _case(session: Session, group: Group, case_id: str, why: str) -> Case:
    spans = locate(session, case_id)
    if not spans:
        return Case(group, case_id, words="(no longer in the transcript)", why=why)
    described = described_case(session, case_id)
    return Case(group, case_id, *described, why, spans)


class CasesList(QWidget):
    """Lists the cases of one number; clicking one asks to see its line."""

    chosen = Signal(object)
    """The :class:`Case` to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HeadedModel(COLUMNS, _is_heading, self)
        self.table = PanelTable("Cases behind the number", self.model, self)
        self.table.setAlternatingRowColors(False)
        self.table.widen(4, 6)
        self.table.opened.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_cases(self, session: Session, cases: Cases) -> None:
        """List *cases*."""
        self.model.show_values(describe(session, cases))

    def clear(self) -> None:
        """List nothing."""
        self.model.show_values(())

    def _choose(self, index: QModelIndex) -> None:
        case = index.data(VALUE_ROLE)
        if isinstance(case, Case) and case.id and case.spans:
            self.chosen.emit(case)
