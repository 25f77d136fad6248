"""Tables for other programs: numbers, questions, turns and topics, with all that explains them.

A table goes out as CSV, Parquet or an Excel workbook, with a data dictionary, a methods paragraph
and the list of problems. :func:`write_table` takes any number of sessions in bounded memory.
"""

from __future__ import annotations

from ca_tool.tidy.account import Account, account_of
from ca_tool.tidy.dictionary import dictionary
from ca_tool.tidy.forms import FORMS, TableError
from ca_tool.tidy.methods import methods
from ca_tool.tidy.questions import question_rows
from ca_tool.tidy.tables import TABLES, Options
from ca_tool.tidy.topics import topic_rows
from ca_tool.tidy.turns import turn_rows
from ca_tool.tidy.writing import Written, stream_csv, write_table

__all__ = [
    "FORMS",
    "TABLES",
    "Account",
    "Options",
    "TableError",
    "Written",
    "account_of",
    "dictionary",
    "methods",
    "question_rows",
    "stream_csv",
    "topic_rows",
    "turn_rows",
    "write_table",
]
