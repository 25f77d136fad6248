"""The formats on paper: read, written, checked by what, what each holds and what each loses.

Written by ``python -m ca_tool.formats.document > docs/formats.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from ca_tool.formats import FORMATS
from ca_tool.formats.registry import Format

_HEAD = """\
# File formats

Written from the register of formats by `python -m ca_tool.formats.document`. Files are known by
their content first, then by their suffix. Reading is lenient: whatever is odd is listed with its
place and what to do about it, nothing is repaired in silence, and no file stops the program.
Writing is strict. Before anything is written the program says what of **this** transcript the
format cannot carry, and `ca-tool convert` prints it; what is not said comes back equal, which a
test holds every writer to.

Every file is read without the network, without entities and document types, and within bounds of
memory; members of packages are never unpacked to disk.

| format | files | read | written | checked by |
| --- | --- | --- | --- | --- |
"""


class About(NamedTuple):
    """What is said of a format besides what the register holds."""

    holds: str
    """What comes in, and goes out where it is written."""
    checked: str
    """What else reads or validates it in the tests."""


ABOUT: dict[str, About] = {
    "chat": About(
        "All lines as typed, headers and dependent tiers too; people, roles, ages and groups from "
        "@Participants and @ID, the recording from @Media, times from bullets. UNK is nobody "
        "known. CHAT-CA's signs become tokens; Jefferson's signs are written as CHAT-CA's.",
        "rustling (utterances, words, people); byte for byte on some 600 files nobody here wrote",
    ),
    "eaf": About(
        "Tiers of talk with their times, overlaps in time, tiers of descriptions, recordings, and "
        "tiers of codes as tags when you say so. Which tiers are talk is told and can be changed. "
        "Subdivisions and references stand in the order of their parents.",
        "ELAN's schema (EAFv3.0.xsd), pympi, rustling",
    ),
    "exb": About(
        "The score: speakers with roles, talk, descriptions, the timeline with points without a "
        "time, recordings. Events that follow each other without a gap are one turn. Tags go out "
        "as annotations beside the talk.",
        "EXMARaLDA's schema and DTD 1.4; the same interview as EXMARaLDA's own TEI",
    ),
    "folker": About(
        "Contributions, taken apart or as typed, with speakers, times and the recording.",
        "the rules of its grammar, worked by hand",
    ),
    "tei": About(
        "Utterances, words, pauses, incidents, overlaps by anchors, people, recordings, spans. "
        "Files written here carry lines, people, tags, links and notes exactly.",
        "TEI's schemas for transcriptions of speech; EXMARaLDA's TEI of the same interview",
    ),
    "textgrid": About(
        "Interval and point tiers in the long and the short form and in any usual encoding, tiers "
        "of the same name, words of a tier joined to talk.",
        "praatio",
    ),
    "vtt": About("Cues with their voices and times, in the shapes of Zoom, Teams and Whisper.",
                 "webvtt-py"),
    "srt": About("Cues with names before a colon, and times.", "webvtt-py"),
    "csv": About(
        "A row for each line: number, speaker, start, end, text. Columns are found out and can be "
        "chosen. A cell that looks like a formula stays talk.",
        "Python's csv",
    ),
    "xlsx": About("As CSV, from and to the first sheet with talk; formulas are never calculated.",
                  "openpyxl"),
    "refi": About(
        "Texts of a project, who coded what as users and tags, the codebook with groups and "
        "colours, memos, links, times as points of synchronisation.",
        "the REFI-QDA schema (Project.xsd), pyrefiqda",
    ),
    "qde": About("The index of a REFI-QDA project whose texts stand in it.", "the REFI-QDA schema"),
    "qdc": About(
        "A codebook, and no talk. It goes out from the Codebook panel.",
        "the REFI-QDA schema (Codebook.xsd)",
    ),
    "word": About(
        "Paragraphs, tables and automatic numbers as lines; underlining as stress, raised and "
        "small type as quiet talk; signs of symbol fonts; tracked changes as accepted. Comments "
        "and footnotes are kept in the notes with their place. Extracts for publication go out as "
        "Word documents.",
        "python-docx; the plain text of the same document",
    ),
    "odt": About("As Word.", "odfpy"),
    "rtf": About("As Word.", "striprtf"),
    "plain": About(
        "The text, byte for byte, in any usual encoding, read as a Jefferson transcript. A CHAT "
        "transcript is turned into Jefferson's signs, overlaps under each other.",
        "itself, byte for byte",
    ),
}  # fmt: skip


def formats_document() -> str:
    """Return the page."""
    rows = "".join(map(_row, FORMATS.values()))
    return _HEAD + rows + "".join(part for one in FORMATS.values() for part in _section(one))


def _row(known: Format) -> str:
    written = "yes" if known.writes else "—"
    suffixes = " ".join(known.suffixes)
    return f"| {known.label} | {suffixes} | yes | {written} | {ABOUT[known.key].checked} |\n"


def _section(known: Format) -> Iterator[str]:
    yield f"\n## {known.label}\n\n{ABOUT[known.key].holds}\n"
    if known.writes is None:
        return
    yield "\nNot carried, where a transcript has it:\n\n"
    for loss in known.losses:
        even = " (even of a transcript that goes out as it was typed)" if loss.as_typed else ""
        yield f"- {loss.words}{even}\n"


if __name__ == "__main__":
    sys.stdout.write(formats_document())
