"""What can be odd about the characters of a file."""

from ca_tool.problems.kinds import Kind, Severity

KINDS = {
    "W-MOJIBAKE": Kind(
        Severity.WARNING,
        "signs are garbled, {detail} in all: UTF-8 was once read as cp1252 and saved",
        "Open the file again with repair switched on, and compare.",
    ),
    "I-ENCODING": Kind(
        Severity.INFO,
        "this file is not UTF-8; it was read as {detail}",
        "Look at signs such as °, £ and … in the preview. It will be written back as it was.",
    ),
    "W-BYTES": Kind(
        Severity.WARNING,
        "some bytes are no text in this encoding, {detail} in all",
        "They are kept as they are. Save the original again as UTF-8 and import that.",
    ),
    "E-UTF16": Kind(
        Severity.ERROR,
        "this file says it is {detail} and is not",
        "Its bytes are kept. Save the original again as UTF-8 and import that.",
    ),
    "E-BINARY": Kind(
        Severity.ERROR,
        "this does not look like text",
        "It may be a word processor's or an audio file. Save it as plain text first.",
    ),
    "W-NUL": Kind(
        Severity.WARNING,
        "there are NUL characters in the text, {detail} in all",
        "They are kept and passed over. Remove them in a text editor if nothing needs them.",
    ),
    "W-CONTROL": Kind(
        Severity.WARNING,
        "there is an invisible control character, {detail}",
        "It is kept and passed over. Delete it if nothing needs it.",
    ),
    "W-SURROGATE": Kind(
        Severity.WARNING,
        "there is half a character, {detail}",
        "It is kept as it is. Type the intended character in its place.",
    ),
    "W-SYMBOL": Kind(
        Severity.WARNING,
        "{detail} stands before words: probably an arrow of Word's Symbol font",
        "Replace soft hyphens by ↑ and macrons by ↓ where the original has arrows.",
    ),
    "I-LINEENDS": Kind(
        Severity.INFO,
        "lines end in different ways (Windows, Unix, old Mac)",
        "Nothing to do: every line keeps its own end.",
    ),
    "W-LONG": Kind(
        Severity.WARNING,
        "this line is {detail} characters long and was kept without being read",
        "Check whether line ends were lost when the file was saved.",
    ),
}
