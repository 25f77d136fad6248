"""Cells of a spreadsheet: times in any usual way of writing, headings, and text made safe.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to a spreadsheet and often talk
to us: a latched turn begins with ``=``. :func:`guarded` puts an apostrophe before such text and
:func:`unguarded` takes it away again, so nothing is changed by going out and coming in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from ca_tool.formats.timed_talk import usable_time

SECONDS, MILLISECONDS = "s", "ms"

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_TO_GUARD = re.compile(r"'*[=+\-@\t\r]")
_CLOCK = re.compile(
    r"(?:(?P<hours>\d{1,4}):)?(?P<minutes>\d{1,4}):(?P<seconds>\d{1,2}(?:[.,]\d{1,9})?)\Z"
)
_PLAIN = re.compile(
    r"(?P<figure>[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d{1,3})?)\s*"
    r"(?P<unit>ms|msec|millis\w*|s|sec|secs|sek|seconds?)?\.?\Z"
)
_LONGEST = 40
"""Characters; no time is longer, and long figures take long to convert."""

_NOT_WORDS = re.compile(r"[\W_]+")


class Time(NamedTuple):
    """A cell read as a time."""

    value: float
    """In ms if the cell says in what it is counted, else as it stands there."""
    is_plain: bool
    """Whether it is a bare figure, to be taken as the whole column is."""


def time_in(cell: str) -> Time | None:
    """Return the time that *cell* holds, whatever its size; nothing if it holds anything else.

    >>> time_in("0:01:02,5"), time_in("12.25"), time_in("80 ms"), time_in("pasta")
    (Time(value=62500.0, is_plain=False), Time(value=12.25, is_plain=True), \
Time(value=80.0, is_plain=False), None)
    """
    text = cell.strip()
    if not text or len(text) > _LONGEST:
        return None
    if found := _CLOCK.match(text):
        hours, minutes = int(found["hours"] or 0), int(found["minutes"])
        seconds = float(found["seconds"].replace(",", "."))
        return Time(round(((hours * 60 + minutes) * 60 + seconds) * 1000, 3), is_plain=False)
    if found := _PLAIN.match(text):
        figure = float(found["figure"].replace(",", "."))
        unit = found["unit"] or ""
        if not unit:
            return Time(figure, is_plain=True)
        return Time(figure * (1 if unit.startswith("m") else 1000), is_plain=False)
    return None


def milliseconds(cell: str, unit: str) -> int | None:
    """Return the time in *cell* in whole ms; nothing if it is none, negative or absurd.

    >>> milliseconds("1,5", "s"), milliseconds("1500", "ms"), milliseconds("-1", "s")
    (1500, 1500, None)
    """
    time = time_in(cell)
    if time is None:
        return None
    factor = 1000 if time.is_plain and unit == SECONDS else 1
    return usable_time(round(time.value * factor, 3))


def unit_of(cells: Iterable[str], heading: str) -> tuple[str, str]:
    """Return in what bare figures of a column of times are counted, and why that is thought.

    >>> unit_of(["0", "1250", "2900"], "start")
    ('ms', 'whole figures that rise by hundreds')
    >>> unit_of(["0", "1.25"], "start"), unit_of(["0", "7"], "start (ms)")[0]
    (('s', 'figures with decimals'), 'ms')
    """
    words = heading_words(heading)
    if words & {"ms", "msec", "millis", "millisecond", "milliseconds", "millisekunden"}:
        return MILLISECONDS, "its heading says so"
    if words & {"s", "sec", "secs", "second", "seconds", "sek", "sekunden", "secondes"}:
        return SECONDS, "its heading says so"
    plain = [time.value for cell in cells if (time := time_in(cell)) and time.is_plain]
    if any(value != int(value) for value in plain if abs(value) < 1e15):
        return SECONDS, "figures with decimals"
    rises = sorted(after - one for one, after in pairwise(plain) if after > one)
    if rises and rises[len(rises) // 2] >= 100:
        return MILLISECONDS, "whole figures that rise by hundreds"
    return SECONDS, "whole figures that rise slowly" if plain else "hours, minutes and seconds"


def heading_words(heading: str) -> frozenset[str]:
    """Return the words of a heading, in small letters and without accents.

    >>> sorted(heading_words("Début (s)"))
    ['debut', 's']
    """
    return frozenset(plain_heading(heading).split())


def plain_heading(heading: str) -> str:
    """Return *heading* in small letters, without accents and punctuation.

    >>> plain_heading("Start_Time (ms)"), plain_heading("Äußerung")
    ('start time ms', 'ausserung')
    """
    parts = unicodedata.normalize("NFKD", heading[:200].casefold())
    letters = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _NOT_WORDS.sub(" ", letters).strip()


def guarded(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula; :func:`unguarded` undoes it.

    >>> guarded("=yeah"), guarded("yeah"), guarded("'=x")
    ("'=yeah", 'yeah', "''=x")
    """
    return f"'{cell}" if _TO_GUARD.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return *cell* without the apostrophe that :func:`guarded` put before it.

    >>> unguarded("'=yeah"), unguarded("'cause")
    ('=yeah', "'cause")
    """
    return cell[1:] if _GUARDED.match(cell) else cell
