"""What can be odd about tables, and about projects of other programs (REFI-QDA)."""

from ca_tool.problems.kinds import Kind, Severity

KINDS = {
    "E-SHEET-DAMAGED": Kind(
        Severity.ERROR,
        "the workbook is damaged and was read as far as possible: {detail}",
        "Compare its end with the original. Save it again in the program it comes from.",
    ),
    "W-SHEET-CUT": Kind(
        Severity.WARNING,
        "the sheet has more rows or columns than any transcript; only the first were read",
        "Copy the talk into a new sheet and import that.",
    ),
    "W-SHEET-QUOTE": Kind(
        Severity.WARNING,
        "a quotation mark opens a cell and is never closed",
        "All quotation marks were kept as they are, and every line was read as a row.",
    ),
    "I-SHEET-FORMULA": Kind(
        Severity.INFO,
        "a cell holds a formula: {detail}",
        "Nothing was calculated. If it was meant as talk, format the cell as text.",
    ),
    "I-SHEET-COLUMN": Kind(
        Severity.INFO,
        "the column “{detail}” was left out of the talk",
        "Choose columns in the import window. The file itself is kept beside the transcript.",
    ),
    "I-SHEET-EMPTY": Kind(
        Severity.INFO,
        "some rows hold no talk and were left out, {detail} in all",
        "Nothing to do, unless the talk stands in another column: choose it in the import window.",
    ),
    "I-QDA-LEFT": Kind(
        Severity.INFO,
        "this project holds what has no place here; it was left out: {detail}",
        "Nothing to do unless you need it: then keep the file, or write it in the session's notes.",
    ),
    "W-QDA-ABSENT": Kind(
        Severity.WARNING,
        "the text of a source is not in this project file: {detail}",
        "Export the project again with its documents, or import the text by itself.",
    ),
    "W-QDA-PLACE": Kind(
        Severity.WARNING,
        "something was coded at a place that is not in the text: {detail}",
        "It was left out. Look it up in the program the project comes from, and tag it here.",
    ),
    "W-QDA-REF": Kind(
        Severity.WARNING,
        "something refers to what is not in the project: {detail}",
        "It was read without what is missing. Export the project again and compare.",
    ),
    "W-QDA-TWICE": Kind(
        Severity.WARNING,
        "two codes have the same id: {detail}",
        "Both are in the codebook; what was coded counts for the first. Check these tags.",
    ),
}
