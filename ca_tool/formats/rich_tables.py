"""Tables laid out as number, speaker and talk, as lines ``number label: talk`` (science §1.6).

Which column is which is seen from what stands in it. Any other table becomes lines of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from ca_tool.formats.rich_lines import Ruler, StyledLine, lines_of, width
from ca_tool.formats.rich_text import Aside, Table, quoted

_NUMBER = re.compile(r"\(?[0-9]{1,4}[a-z]?\)?[.:)]?\Z")
_TIME = re.compile(r"[\[(#]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,3})?[\])#]?\Z")
_LABEL = re.compile(r"[\w?(*][\w .'’&+/,?()-]{0,29}:?\Z")
_HEADINGS = frozenset(
    {"speaker", "who", "name", "participant", "person", "line", "no", "no.", "nr", "#", "time"}
)
_LONGEST_LABEL = 30


class Columns(NamedTuple):
    """Indices of a table's columns; -1 where there is none of the kind."""

    number: int = -1
    time: int = -1
    speaker: int = -1
    talk: int = -1


Cell = list[StyledLine]


def table_lines(table: Table, ruler: Ruler) -> list[StyledLine]:
    """Return the lines of a table."""
    rows = [
        [[line for paragraph in cell for line in lines_of(paragraph, ruler)] for cell in row]
        for row in table.rows
    ]
    count = max((len(row) for row in rows), default=0)
    full = [row for row in rows if len(row) == count]
    columns = _columns(full, count)
    if columns.talk < 0:
        return [line for row in rows for line in _side_by_side(row)]
    head = _widths(full, columns)
    lines: list[StyledLine] = []
    for at, row in enumerate(rows):
        if len(row) < count:
            lines += _side_by_side(row)
        elif at == 0 and _is_heading(row, columns):
            lines.append(StyledLine(f"[{' / '.join(filter(None, map(_words, row)))}]"))
        else:
            lines += _row_lines(row, columns, head)
    return lines


def _words(cell: Cell) -> str:
    return " ".join(line.text.strip() for line in cell if line.text.strip())


def _columns(rows: Sequence[list[Cell]], count: int) -> Columns:
    texts = [
        [line.text.strip() for row in rows for line in row[column] if line.text.strip()]
        for column in range(count)
    ]
    number = next((at for at in range(count) if _mostly(_NUMBER, texts[at], 0.6)), -1)
    time = next((at for at in range(count) if _mostly(_TIME, texts[at], 0.6)), -1)
    rest = [at for at in range(count) if at not in {number, time} and texts[at]]
    if count < 2 or not rest:
        return Columns()
    speaker = next((at for at in rest[:-1] if _are_labels(texts[at])), -1)
    if speaker < 0 and number < 0:
        return Columns()
    talk = max(
        (at for at in rest if at > speaker), key=lambda at: sum(map(len, texts[at])), default=-1
    )
    return Columns(number, time, speaker, talk)


def _mostly(pattern: re.Pattern[str], texts: Sequence[str], share: float) -> bool:
    return bool(texts) and sum(pattern.match(text) is not None for text in texts) >= share * len(
        texts
    )


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether the texts are speakers: short, like names, and few in comparison with lines."""
    if not _mostly(_LABEL, texts, 0.8) or max(map(len, texts)) > 2 * _LONGEST_LABEL:
        return False
    few = len({text.rstrip(":").upper() for text in texts}) <= max(4, len(texts) // 2)
    return few or all(text.endswith(":") for text in texts)


def _is_heading(row: list[Cell], columns: Columns) -> bool:
    if columns.number >= 0 and (words := _words(row[columns.number])):
        return not _NUMBER.match(words.split()[0])
    return columns.speaker >= 0 and _words(row[columns.speaker]).lower() in _HEADINGS


def _widths(rows: Sequence[list[Cell]], columns: Columns) -> tuple[int, int, int]:
    """Return the columns that number, time and label take, so that all talk begins in line."""

    def widest(column: int) -> int:
        if column < 0:
            return 0
        found = (line.text.strip() for row in rows[1:] or rows for line in row[column])
        return min(max((width(text) for text in found), default=0), _LONGEST_LABEL)

    return widest(columns.number), widest(columns.time), widest(columns.speaker)


def _row_lines(row: list[Cell], columns: Columns, head: tuple[int, int, int]) -> list[StyledLine]:
    """Return the lines of one row; what stands line by line in several cells stays together."""
    nothing: Cell = []
    number, time, speaker, talk = (row[at] if at >= 0 else nothing for at in columns)
    lines: list[StyledLine] = []
    for parts in zip_longest(number, time, speaker, talk):
        line = StyledLine()
        for part, room in zip(parts[:2], head[:2], strict=True):
            if room:
                line.add(_text(part).ljust(room) + " ")
        if columns.speaker >= 0:
            label = _text(parts[2])
            label += ":" if label and not label.endswith(":") else ""
            line.add(label.ljust(head[2] + 2))
        for part in parts[:3]:
            line.asides += [(0, aside) for _, aside in part.asides] if part else []
        if parts[3]:
            line.extend(parts[3])
        line.text = line.text if line.text.strip() else ""
        lines.append(line)
    others = {column for column in range(len(row)) if column not in columns}
    beside = [words for column in sorted(others) if (words := _words(row[column]))]
    if beside and lines:
        lines[0].asides += [(0, Aside("I-RICH-COLUMN", quoted(words))) for words in beside]
    return lines


def _text(line: StyledLine | None) -> str:
    return line.text.strip() if line else ""


def _side_by_side(row: list[Cell]) -> list[StyledLine]:
    lines: list[StyledLine] = []
    for parts in zip_longest(*row):
        line = StyledLine()
        for part in parts:
            if part is None:
                continue
            if line.text.strip() and part.text:
                line.add("  ")
            line.extend(part)
        lines.append(line)
    return lines
