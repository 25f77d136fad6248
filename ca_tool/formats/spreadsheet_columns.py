"""Which column of a table holds what: told by the headings, else by what is in the cells.

English, French and German headings are known. Every decision says why, and the analyst may
decide otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from ca_tool.formats.registry import Choice
from ca_tool.formats.spreadsheet_cells import (
    MILLISECONDS,
    SECONDS,
    heading_words,
    plain_heading,
    time_in,
    unit_of,
)

Rows: TypeAlias = Sequence[Sequence[str]]

SAMPLE = 500
"""Rows that are looked at."""

MOST_ROWS = 100_000
"""Rows that are read; the longest transcript met has some 20,000 lines."""

MOST_COLUMNS = 256
"""Columns that are read and offered to choose from."""

QUESTIONS = {
    "speaker": "who speaks",
    "text": "what is said",
    "start": "when it starts",
    "end": "when it ends",
    "line": "line numbers",
}
"""What a column may hold → how it is asked."""

_EXACT: Mapping[str, str] = {
    "speaker": "speaker speakers participant participants who name person voice tier label "
    "speaker_name speaker_id locuteur locutrice interlocuteur intervenant qui nom personne "
    "sprecher sprecherin sprechende sprecher_in person teilnehmer teilnehmerin wer name "
    "sigle sprechersigle",
    "text": "text talk utterance utterances transcript transcription words content annotation "
    "speech said value turn_text texte enonce enonces parole paroles propos contenu "
    "ausserung aeusserung ausserungen gesagtes transkript transkription wortlaut inhalt "
    "gesprochen",
    "start": "start begin onset from tmin in start_time begin_time time time_start timestamp "
    "timecode debut depart de temps heure temps_debut beginn anfang startzeit von zeit "
    "anfangszeit begin_time_ss_msec begin_time_msec begin_time_hh_mm_ss_ms",
    "end": "end stop offset to tmax out end_time time_end fin arret a temps_fin ende endzeit bis "
    "end_time_ss_msec end_time_msec end_time_hh_mm_ss_ms",
    "line": "number line no nr n num line_number turn_number turn_no ligne numero "
    "numero_de_ligne zeile zeilennummer nummer id turn tour index",
}
_KNOWN = {
    role: {word.replace("_", " "): rank for rank, word in enumerate(words.split())}
    for role, words in _EXACT.items()
}
_WITHIN = {
    "speaker": {"speaker", "participant", "locuteur", "sprecher", "sprecherin"},
    "text": {"utterance", "transcript", "transcription", "text", "texte", "transkript", "talk"},
    "start": {"start", "begin", "onset", "debut", "beginn", "anfang"},
    "end": {"end", "stop", "offset", "fin", "ende"},
    "line": {"line", "ligne", "zeile"},
}


@dataclass(frozen=True)
class Columns:
    """What was decided about a table.

    Attributes
    ----------
    has_heading
        Whether the first row is a heading.
    places
        Role of :data:`QUESTIONS` → place of its column, from 0; roles without one are not there.
    why
        Role → why, in words; also for ``heading`` and ``times``.
    unit
        In what bare figures of times are counted, ``s`` or ``ms``.
    headings
        What stands over the columns, or their letters.
    """

    has_heading: bool
    places: Mapping[str, int]
    why: Mapping[str, str]
    unit: str
    headings: tuple[str, ...]

    def heading_of(self, role: str) -> str:
        """Return what stands over the column of *role*."""
        return self.headings[self.places[role]]


def decide_columns(rows: Rows, chosen: Mapping[str, str]) -> Columns:
    """Return which column of *rows* holds what; *chosen* are the analyst's answers."""
    width = max(map(len, rows[:SAMPLE]), default=0)
    first = [*rows[0], *[""] * (width - len(rows[0]))] if rows else []
    has_heading, why_heading = _has_heading(rows, chosen.get("heading", ""))
    named = first if has_heading else [""] * width
    headings = tuple(
        " ".join(name.split())[:60] or f"column {_letters(at)}" for at, name in enumerate(named)
    )
    body = rows[1:] if has_heading else rows
    places, why = _from_choices(headings, chosen)
    if has_heading:
        _from_headings(first, places, why, chosen)
    _from_contents(body[:SAMPLE], width, places, why, chosen, has_heading=has_heading)
    places = {role: at for role, at in places.items() if at >= 0}
    columns = Columns(
        has_heading, places, {**why, "heading": why_heading}, SECONDS, headings
    )  # fmt: skip
    return _with_unit(columns, body[:SAMPLE], chosen.get("times", ""))


def choices_of(columns: Columns) -> tuple[Choice, ...]:
    """Return what the analyst may decide otherwise about a table."""
    names = [
        (str(at + 1), f"{_letters(at)}: {name}" if columns.has_heading else name)
        for at, name in enumerate(columns.headings[:MOST_COLUMNS])
    ]
    options = (("-", "none of the columns"), *names)
    asked = [
        Choice(
            role, words, str(columns.places.get(role, -2) + 1).replace("-1", "-"), options,
            columns.why.get(role, "no column looks like it"),
        )
        for role, words in QUESTIONS.items()
    ]  # fmt: skip
    yes_no = (("yes", "a heading"), ("no", "talk already"))
    heading = "yes" if columns.has_heading else "no"
    units = ((SECONDS, "seconds"), (MILLISECONDS, "milliseconds"))
    return (
        *asked,
        Choice("heading", "the first row is", heading, yes_no, columns.why["heading"]),
        Choice("times", "bare figures of time are", columns.unit, units, columns.why["times"]),
    )


def is_heading(cells: Sequence[str]) -> bool:
    """Whether *cells* are a heading over talk: one names the talk and another something else.

    >>> is_heading(["Start", "Speaker", "Text"]), is_heading(["SUE: so", "text"])
    (True, False)
    """
    found = {role for cell in cells for role in QUESTIONS if plain_heading(cell) in _KNOWN[role]}
    return "text" in found and len(found) > 1


def _has_heading(rows: Rows, chosen: str) -> tuple[bool, str]:
    if chosen in {"yes", "no"}:
        return chosen == "yes", "you said so"
    if not rows:
        return False, "the table is empty"
    first = [cell for cell in rows[0] if cell.strip()]
    known = [cell for cell in first if any(plain_heading(cell) in _KNOWN[r] for r in QUESTIONS)]
    if any(time_in(cell) for cell in first):
        return False, "the first row holds a figure"
    if known and (len(known) > 1 or len(rows[0]) <= 2):
        return True, f"“{known[0]}” is a usual heading"
    body = rows[1:SAMPLE]
    for at, cell in enumerate(rows[0]):
        if cell.strip() and body and _share_of_times(body, at) > 0.9:
            return True, f"under “{cell[:30]}” stand figures"
    return False, "it holds no usual heading"


def _from_choices(
    headings: Sequence[str], chosen: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, str]]:
    """Return the places the analyst chose; -1 means: none of the columns."""
    places: dict[str, int] = {}
    by_name = {name: at for at, name in reversed(list(enumerate(headings)))}
    for role in QUESTIONS:
        answer = chosen.get(role, "")
        if answer == "-":
            places[role] = -1
        elif answer in by_name:
            places[role] = by_name[answer]
        elif answer.isdecimal() and len(answer) < 6 and 0 < int(answer) <= len(headings):
            places[role] = int(answer) - 1
    return places, dict.fromkeys(places, "you said so")


def _from_headings(
    first: Sequence[str],
    places: dict[str, int],
    why: dict[str, str],
    chosen: Mapping[str, str],
) -> None:
    found: list[tuple[int, int, str]] = []
    for at, cell in enumerate(first):
        name, words = plain_heading(cell), heading_words(cell)
        for role in QUESTIONS:
            if name in _KNOWN[role]:
                found.append((_KNOWN[role][name], at, role))
            elif words & _WITHIN[role]:
                found.append((1000, at, role))
    taken = set(places.values())
    for _, at, role in sorted(found):
        if role not in places and at not in taken:
            places[role] = at
            why[role] = f"its heading is “{first[at][:60]}”"
            taken.add(at)


def _from_contents(
    body: Rows,
    width: int,
    places: dict[str, int],
    why: dict[str, str],
    chosen: Mapping[str, str],
    *,
    has_heading: bool,
) -> None:
    """Find what the headings did not tell; times and numbers only where there are none."""
    taken = set(places.values())
    free = [at for at in range(min(width, MOST_COLUMNS)) if at not in taken]
    free = [at for at in free if any(_cells(body, at))]

    def put(role: str, at: int, reason: str) -> None:
        places[role], why[role] = at, reason
        free.remove(at)

    if not has_heading:
        for at in [at for at in free if "line" not in places and _counts(body, at)][:1]:
            put("line", at, "it counts the rows")
        for at in [at for at in free if _share_of_times(body, at) > 0.9][:2]:
            role = "end" if "start" in places else "start"
            if role not in places:
                put(role, at, "it holds figures or times")
    words = [at for at in free if _share_of_times(body, at) <= 0.5]
    if "text" not in places and words:
        put("text", max(words, key=lambda at: _length(body, at)), "it holds the longest text")
    names = [at for at in free if _looks_like_names(body, at)]
    if "speaker" not in places and names:
        put("speaker", names[0], "a few short values come again and again")


def _with_unit(columns: Columns, body: Rows, chosen: str) -> Columns:
    if chosen in {SECONDS, MILLISECONDS}:
        return replace(columns, unit=chosen, why={**columns.why, "times": "you said so"})
    at = columns.places.get("start", columns.places.get("end"))
    if at is None:
        return replace(columns, why={**columns.why, "times": "there are no times"})
    unit, why = unit_of(_cells(body, at), columns.headings[at])
    return replace(columns, unit=unit, why={**columns.why, "times": why})


def _cells(body: Rows, at: int) -> list[str]:
    return [row[at] for row in body if at < len(row) and row[at].strip()]


def _share_of_times(body: Rows, at: int) -> float:
    cells = _cells(body, at)
    return sum(time_in(cell) is not None for cell in cells) / len(cells) if cells else 0.0


def _counts(body: Rows, at: int) -> bool:
    """Whether the cells of a column are whole numbers that go up by one."""
    cells = [cell.strip() for cell in _cells(body, at)]
    if len(cells) < 2 or not all(cell.isdecimal() and len(cell) < 7 for cell in cells):
        return False
    return all(int(after) - int(one) == 1 for one, after in pairwise(cells))


def _length(body: Rows, at: int) -> float:
    cells = _cells(body, at)
    return sum(map(len, cells)) / len(cells)


def _looks_like_names(body: Rows, at: int) -> bool:
    cells = [cell.strip() for cell in _cells(body, at)]
    different = set(cells)
    return (
        _share_of_times(body, at) < 0.5
        and max(map(len, different)) <= 40
        and len(different) <= max(2, min(30, len(cells) // 2))
    )


def _letters(at: int) -> str:
    """Return how a spreadsheet calls the column at *at*: A, B … Z, AA."""
    name, number = "", at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
