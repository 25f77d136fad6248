"""What a column of a table holds: its name, meaning, unit and values.

Every table that is written declares its columns here or beside its rows; the data dictionary is
made from them, so no column can be left out of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from ca_tool.measures.table_csv import CASES
from ca_tool.measures.table_csv import COLUMNS as MEASURED
from ca_tool.project import SAMPLINGS, SILENCE_METHODS, Session
from ca_tool.turn_taking import POLICIES

Cell: TypeAlias = "str | float | int | None"
Record: TypeAlias = "dict[str, Cell]"
"""A row by the names of its columns; ``None`` where there is no value."""

Kind: TypeAlias = Literal["text", "number", "whole"]

YES_NO = "1 yes, 0 no, empty: not known"


class Column(NamedTuple):
    """A column.

    Attributes
    ----------
    kind
        Text, any number, or a whole number.
    values
        What may stand in it, in words; empty where anything may.
    """

    name: str
    meaning: str
    kind: Kind = "text"
    unit: str = ""
    values: str = ""


SESSION = (
    Column("session", "Id of the session: of a project, or the name of a file."),
    Column("date", "When it was recorded, as typed in the session’s facts."),
    Column("dyad", "Who is recorded together, as typed in the session’s facts."),
    Column("phase", "Phase of the study, for example before or after."),
    Column("activity", "What people do in the recording."),
    Column("sampling", "How the transcript was chosen.", values=", ".join(SAMPLINGS)),
    Column("silence_method", "How silences were timed.", values=", ".join(SILENCE_METHODS)),
    Column("policy", "Counting policy of turns.", values=", ".join(POLICIES)),
    Column("coder", "Whose tags; empty where nobody tagged the session."),
    Column("codebook", "Version of the codebook."),
)
"""The columns that every table of questions, turns or topics begins with."""


def of_session(session: Session, coder: str, policy: str, codebook: str) -> Record:
    """Return the cells of :data:`SESSION`."""
    facts = session.facts
    return {
        "session": session.id,
        "date": facts.date,
        "dyad": facts.dyad,
        "phase": facts.phase,
        "activity": facts.activity,
        "sampling": facts.sampling,
        "silence_method": facts.silence_method,
        "policy": policy,
        "coder": coder,
        "codebook": codebook,
    }


_MEASURED = (
    Column("session", "Id of the session: of a project, or the name of a file."),
    Column(
        "policy",
        "Counting policy of turns; where everything is counted otherwise, how.",
        values=f"{', '.join(POLICIES)}; a policy followed by what was counted otherwise",
    ),
    Column("coder", "Whose tags; empty where nobody tagged the session."),
    Column("codebook", "Version of the codebook."),
    Column(
        "participant",
        "Code of the participant the number is about.",
        values="a code; empty: the whole session; ?: speaker not identified",
    ),
    Column(
        "other",
        "Code of the second person of a pair.",
        values="a code; *: the group; empty: there is none",
    ),
    Column("measure", "Id of the measure, explained below.", values="M-01 … M-33"),
    Column("variant", "What differs within a measure, explained below."),
    Column(
        "value",
        "The number. Empty: missing, never 0 for want of opportunity; note says why.",
        "number",
        "see unit",
    ),
    Column("k", "Numerator.", "number", "see counts"),
    Column("n", "Denominator: the opportunities.", "number", "see counts"),
    Column("low", "Lower end of the 95% interval.", "number", "see unit"),
    Column("high", "Upper end of the 95% interval.", "number", "see unit"),
    Column("method", "How the interval was computed; empty where one would mislead."),
    Column("excluded", "How many cases were left out and why."),
    Column(
        "unit",
        "Unit of value, low and high.",
        values="share, proportion (a share of cases), count, ratio, seconds, milliseconds, "
        "category, index, per 100 words …",
    ),
    Column("counts", "What k and n count: turns, words, questions …"),
    Column("note", "Why the value is missing, or a caution that must stand beside it."),
    Column("instances", "Ids of the cases in the numerator, with spaces between."),
    Column("others", "Ids of the cases in the denominator only, with spaces between."),
    Column("excluded_cases", "Cases left out as id=reason, with semicolons between."),
)

MEASURES = tuple(next(one for one in _MEASURED if one.name == name) for name in MEASURED)
"""The columns of the table of measures, in its order."""

WITHOUT_CASES = tuple(column for column in MEASURES if column.name not in CASES)

PROBLEMS = (
    Column("file", "The file, or the folder of the session."),
    Column("session", "Id of the session; empty where none could be read."),
    Column("line", "Line of the file, from 1; 0: the whole file.", "whole"),
    Column("column", "Character of the line, from 1; 0: the whole line.", "whole"),
    Column("severity", "How much it matters.", values="info, warning, error"),
    Column("code", "Stable name of the problem; unreadable: the file could not be read."),
    Column("message", "What is odd."),
    Column("advice", "What to do about it."),
)
"""The columns of the list of problems."""


def names(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the names of *columns*."""
    return tuple(column.name for column in columns)
