"""A word processor's document into a transcript: lines, signs, and what could not be carried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from ca_tool.formats.registry import Parsed, UnreadableFileError
from ca_tool.formats.rich_lines import (
    Ruler,
    StyledLine,
    lines_of,
    number_lines,
    paragraphs_of,
    ruler_of,
)
from ca_tool.formats.rich_marks import Marked, mark
from ca_tool.formats.rich_tables import table_lines
from ca_tool.formats.rich_text import MEMOS, Document, Paragraph, Run
from ca_tool.notation import PROFILES, parse
from ca_tool.notation.heads import is_numbered
from ca_tool.notation.profiles import suggest_profile
from ca_tool.problems import Problem

LONGEST = 8_000_000
"""Characters of a document's lines; some 40 hours of talk."""

MOST_LINES = 80_000
"""Lines of a document; some 2,000 pages."""

MOST = 1_000
"""Problems reported of one document besides those of its notation."""


def transcript_of(document: Document, name: str, profile: str, what: str) -> Parsed:
    """Return *document* as a transcript.

    Parameters
    ----------
    name
        The file's name; without its suffix it is the title.
    profile
        Key of a convention profile; found out where empty.
    what
        The kind of document, in words, for the import window.

    Raises
    ------
    UnreadableFileError
        It is longer than any transcript.
    """
    ruler = ruler_of(document)
    lines = _lines(document, ruler, name)
    evidence = [what, *document.evidence]
    odd = [Problem(aside.code, 0, 0, aside.detail) for aside in document.odd]
    printed = is_numbered([line.text for line in lines])
    if not printed and number_lines(lines, document.first_line):
        odd.append(Problem("I-RICH-NUMBERS"))
    text = _joined(lines, Marked())
    key, why = (profile, ("chosen by hand",)) if profile else suggest_profile(text)
    title = PurePath(name).stem
    transcript = parse(text, profile=key, title=title)
    marked = mark(lines, transcript, ruler.base)
    if marked.inserted:
        transcript = parse(_joined(lines, marked), profile=key, title=title)
    odd += [*_problems(marked), *_asides(lines, marked)]
    problems = (*odd[:MOST], *transcript.problems)
    evidence += [*_carried(marked), f"{PROFILES[key].label}: {'; '.join(why)}"]
    return Parsed(
        replace(transcript, problems=tuple(sorted(problems, key=lambda p: (p.line, p.column)))),
        evidence=tuple(evidence),
        notes="\n".join(_memos(document, lines)),
    )


def _lines(document: Document, ruler: Ruler, name: str) -> list[StyledLine]:
    numbers = [len(paragraph.number) for paragraph in paragraphs_of(document.blocks)]
    digits = max(numbers, default=0)
    lines: list[StyledLine] = []
    if len(numbers) + _soft_breaks(document) > MOST_LINES:
        raise _too_long(name)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += lines_of(block, ruler, digits)
        else:
            lines += table_lines(block, ruler)
    while lines and not lines[-1].text and not lines[-1].asides:
        lines.pop()
    if sum(len(line.text) for line in lines) > LONGEST:
        raise _too_long(name)
    return lines


def _soft_breaks(document: Document) -> int:
    return sum(
        piece.text.count("\n")
        for paragraph in paragraphs_of(document.blocks)
        for piece in paragraph.pieces
        if isinstance(piece, Run)
    )


def _too_long(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"“{name or 'this document'}” is far longer than any transcript, so it was not read. "
        "Copy the talk into a new document, and import that."
    )


def _joined(lines: Sequence[StyledLine], marked: Marked) -> str:
    return "".join(f"{marked.text_of(row, line.text)}\n" for row, line in enumerate(lines))


def _asides(lines: Sequence[StyledLine], marked: Marked) -> Iterator[Problem]:
    """Report what stands beside the talk; unknown signs once each."""
    signs: set[str] = set()
    for row, line in enumerate(lines):
        for column, aside in line.asides:
            if aside.code == "W-RICH-SIGN":
                if aside.detail in signs:
                    continue
                signs.add(aside.detail)
            place = marked.shifted(row, min(column, len(line.text)))
            yield Problem(aside.code, row + 1, place + 1, aside.detail)


def _memos(document: Document, lines: Sequence[StyledLine]) -> Iterator[str]:
    """Yield comments and footnotes in full, each with its line and the words before it."""
    for aside in document.odd:
        if aside.memo:
            yield f"{MEMOS[aside.code].capitalize()}: {aside.memo}"
    for row, line in enumerate(lines, 1):
        for column, aside in line.asides:
            if aside.memo:
                before = " ".join(line.text[:column].split()[-3:])
                after = f", after “{before}”" if before else ""
                yield f"Line {row}{after}: {MEMOS[aside.code]}: {aside.memo}"


def _problems(marked: Marked) -> Iterator[Problem]:
    for look, rows in marked.lost.items():
        yield Problem("I-RICH-LOOK", rows[0] + 1, 1, f"{look} in {_count(len(rows), 'line')}")
    if marked.whispered:
        yield Problem("I-RICH-WHISPER", marked.first_whisper + 1, 1, f"{marked.whispered:,}")


def _carried(marked: Marked) -> Iterator[str]:
    for look, words in marked.stressed.items():
        if words:
            yield f"{look} in {_count(words, 'word')} is read as stress"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
