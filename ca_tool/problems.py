"""What can be odd in a file: a value with a place and advice, never an exception.

To add a code: one row in ``PROBLEMS`` and one specimen ``tests/data/problems/<CODE>.<suffix>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem matters to the analyst."""

    INFO = "info"
    """Legitimate practice that limits what can be computed."""
    WARNING = "warning"
    """Probably a slip; counts may be off nearby."""
    ERROR = "error"
    """Something could not be read."""


class Kind(NamedTuple):
    """What the table says of a problem code."""

    severity: Severity
    message: str
    """Plain words; ``{detail}`` is filled in."""
    advice: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd at a place in a file.

    Attributes
    ----------
    code
        A stable key of :data:`PROBLEMS`.
    line, column
        1-based, in lines of the file and code points; 0 where the whole file is meant.
    detail
        The offending text or what else the message needs.
    length
        How many code points the problem covers; 0 for a point.
    """

    code: str
    line: int = 0
    column: int = 0
    detail: str = ""
    length: int = 0

    @property
    def severity(self) -> Severity:
        """From the table."""
        return PROBLEMS[self.code].severity

    @property
    def message(self) -> str:
        """What is odd, in plain words."""
        return PROBLEMS[self.code].message.replace("{detail}", self.detail)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return PROBLEMS[self.code].advice

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"


PROBLEMS: dict[str, Kind] = {}

PROBLEMS |= {
    "W-CHAT-HEADERS": Kind(
        Severity.WARNING,
        "this CHAT file has no headers",
        "Add @UTF8, @Begin, @Languages, @Participants, @ID and @End for other programs.",
    ),
    "W-CHAT-BEGIN": Kind(
        Severity.WARNING,
        "there is no @Begin",
        "Add a line @Begin after @UTF8; nothing is lost here.",
    ),
    "W-CHAT-END": Kind(
        Severity.WARNING,
        "there is no @End, so the file may be cut short",
        "Compare the end with your original, then add a line @End.",
    ),
    "W-CHAT-AFTER": Kind(
        Severity.WARNING,
        "there are lines after @End",
        "Move @End to the last line, or remove what follows it.",
    ),
    "W-CHAT-PEOPLE": Kind(
        Severity.WARNING,
        "there is no @Participants, so roles are unknown",
        "Assign the roles yourself, or add the header.",
    ),
    "W-CHAT-ID": Kind(
        Severity.WARNING,
        "{detail} is in @Participants but has no @ID",
        "Add an @ID line if other programs must read the file.",
    ),
    "W-CHAT-ID-UNKNOWN": Kind(
        Severity.WARNING,
        "{detail} has an @ID but is not in @Participants",
        "Add the person to @Participants, or correct the code.",
    ),
    "W-CHAT-TWICE": Kind(
        Severity.WARNING,
        "{detail} stands twice in @Participants",
        "Give each person a code of their own.",
    ),
    "W-CHAT-SPEAKER": Kind(
        Severity.WARNING,
        "{detail} speaks but is not in @Participants",
        "Check whether the code is mistyped; else add it to @Participants.",
    ),
    "W-CHAT-TAB": Kind(
        Severity.WARNING,
        "spaces stand where CHAT wants one tab after the speaker",
        "Put a single tab after the colon; the line was read all the same.",
    ),
    "W-CHAT-LINE": Kind(
        Severity.WARNING,
        "this line begins with none of @, *, % or a tab",
        "If it goes on from the line above, start it with a tab; it was read as going on.",
    ),
    "W-CHAT-BULLET": Kind(
        Severity.WARNING,
        "a time mark cannot be read",
        "A time mark is start_end in milliseconds between two U+0015 characters.",
    ),
    "W-CHAT-BACKWARDS": Kind(
        Severity.WARNING,
        "a time mark ends before it starts: {detail}",
        "Check the two times against the recording.",
    ),
    "W-CHAT-TIER": Kind(
        Severity.WARNING,
        "the tier {detail} has no line of talk above it",
        "Put it under the speaker's line that it describes.",
    ),
    "I-CHAT-NOT-CA": Kind(
        Severity.INFO,
        "this CHAT file is not marked @Options: CA",
        "Full stops and question marks were read as ends of utterances, not as intonation.",
    ),
    "I-CHAT-BARE": Kind(
        Severity.INFO,
        "times stand without their U+0015 marks, {detail} in all",
        "They were read as times. Other programs will take them for words.",
    ),
    "W-MOJIBAKE": Kind(
        Severity.WARNING,
        "signs are garbled, {detail} in all: UTF-8 was once read as cp1252 and saved",
        "Open the file again with repair switched on, and compare.",
    ),
    "I-OVL1": Kind(
        Severity.INFO,
        "the overlap bracket {detail} has no partner in another speaker's line",
        "Many transcribers mark only one side. Add the other bracket if the overlap should count.",
    ),
    "I-LATCH1": Kind(
        Severity.INFO,
        "a latch is marked on one side only",
        "It counts as a latch. Write = at the end of one line and the start of the next.",
    ),
    "W-LATCH": Kind(
        Severity.WARNING,
        "a latch leads nowhere: no line that could be latched to it",
        "Take the = away, or add the line or the = that is missing.",
    ),
}

PROBLEMS |= {
    # the characters of a file
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
    # the notation
    "W-DEEP": Kind(
        Severity.WARNING,
        "many brackets in a row: {detail}",
        "They count as one. Check what was meant.",
    ),
    "W-COMMENT": Kind(
        Severity.WARNING,
        "the description that begins here is not closed: {detail}",
        "Write )) where it ends. Until then it ends with its line.",
    ),
    "W-PAREN": Kind(
        Severity.WARNING,
        "a round bracket is not closed",
        "Write ) where it ends; the words after it are counted as talk.",
    ),
    "W-PACE": Kind(
        Severity.WARNING,
        "{detail} closes a stretch of slower talk that was not opened",
        "Fast talk is >so<, slow talk <so>. Turn the sign round or add its partner.",
    ),
    "W-UNCLOSED": Kind(
        Severity.WARNING,
        "the sign {detail} has no partner in this turn",
        "Write the other one. Until then it reaches to the end of the turn.",
    ),
    "W-CONT": Kind(
        Severity.WARNING,
        "this line has no label and may go on with the talk of the speaker before {detail}",
        "Write the label of whoever speaks.",
    ),
    "I-UNKNOWN": Kind(
        Severity.INFO,
        "nobody is named as the speaker of this talk",
        "It counts for nobody. Write a label if you can tell who it is.",
    ),
    "I-BLANK": Kind(
        Severity.INFO,
        "{detail} has a line without talk",
        "If it shows that an answer was due, tag the question as not answered.",
    ),
    "I-EDIT?": Kind(
        Severity.INFO,
        "{detail} has no overlap near it: is it a remark of yours?",
        "Write remarks in double round brackets. Until then it is an overlap.",
    ),
    "I-1PAREN": Kind(
        Severity.INFO,
        "{detail} was read as a description, not as words that are hard to hear",
        "Write descriptions in double round brackets: ((nods)).",
    ),
    "I-DASH": Kind(
        Severity.INFO,
        "a dash stands between blanks",
        "It is not counted as a silence. Write (.) or (0.5) for one, wor- for a cut-off.",
    ),
    "I-SPACED": Kind(
        Severity.INFO,
        "letters with blanks between them were joined into words",
        "Check the words: two blanks part them.",
    ),
    "W-SILENCE10": Kind(
        Severity.WARNING,
        "{detail} silences last ten seconds or more",
        "If they were meant as tenths, write (0.7) and not (07) or (70).",
    ),
    "I-LIST": Kind(
        Severity.INFO,
        "the figures in brackets count from 1 to {detail}",
        "They were read as seconds. If they number a list, write them without brackets.",
    ),
}

PROBLEMS |= {
    # timed talk: ELAN, Praat, subtitles
    "E-XML": Kind(
        Severity.ERROR,
        "this file is damaged or not what it says it is: {detail}",
        "What stands before the damage was read. Save it again in its own program and compare.",
    ),
    "E-DOCTYPE": Kind(
        Severity.ERROR,
        "this file brings its own document type, which may hide other files; it was not read",
        "Open it in its own program and save it again: ELAN writes none.",
    ),
    "I-TIER": Kind(
        Severity.INFO,
        "a tier was not read as talk: {detail}",
        "If it is talk, give it a participant and a name that says so (Ann-talk); import again.",
    ),
    "W-NO-TALK": Kind(
        Severity.WARNING,
        "no talk was found in this file",
        "Check that it is the right file, and that tiers of talk are named after their speakers.",
    ),
    "W-ELAN-ELEMENT": Kind(
        Severity.WARNING,
        "ELAN knows no such element here: {detail}",
        "It was passed over. Save the file again in ELAN.",
    ),
    "W-ELAN-REF": Kind(
        Severity.WARNING,
        "something refers to what is not in the file: {detail}",
        "It was read without what is missing. Save the file again in ELAN and compare.",
    ),
    "W-ELAN-TWICE": Kind(
        Severity.WARNING,
        "an id stands twice: {detail}",
        "Both were read. Save the file again in ELAN and compare.",
    ),
    "W-TIMELINE-REF": Kind(
        Severity.WARNING,
        "something refers to what is not in the file: {detail}",
        "Its words were read without what is missing. Save the file again in its own program.",
    ),
    "W-TIMELINE-TWICE": Kind(
        Severity.WARNING,
        "something stands twice: {detail}",
        "The first counts. Give each an id of its own in the program the file comes from.",
    ),
    "I-EVENTS-WORD": Kind(
        Severity.INFO,
        "words stand across the border of two events and were read as one: {detail}",
        "If a blank was forgotten between two words there, put it into the text.",
    ),
    "W-EVENTS-CROSS": Kind(
        Severity.WARNING,
        "two events of one tier lie over each other: {detail}",
        "Both were read. A tier should hold one thing at a time; correct it in EXMARaLDA.",
    ),
    "W-TIME": Kind(
        Severity.WARNING,
        "a time cannot be used: {detail}",
        "It was left out; times run from 0 forwards. Correct it in the file.",
    ),
    "W-TIME-BACKWARDS": Kind(
        Severity.WARNING,
        "something ends before it starts: {detail}",
        "Its end was left out. Check the two times against the recording.",
    ),
    "I-UNTIMED": Kind(
        Severity.INFO,
        "some talk has no time of its own, {detail} in all, first here",
        "It stands in its place in the order; times are not guessed.",
    ),
}

PROBLEMS |= {
    # documents of word processors
    "E-RICH-DAMAGED": Kind(
        Severity.ERROR,
        "the document is damaged and was read as far as possible: {detail}",
        "Compare its end with the original. Save it again in the program it comes from.",
    ),
    "W-RICH-DRAWN": Kind(
        Severity.WARNING,
        "{detail} stands here and was left out",
        "If it is a bracket of an overlap, type [ in the talk; if it holds talk, copy it in.",
    ),
    "W-RICH-SIGN": Kind(
        Severity.WARNING,
        "a sign of a symbol font is unknown: {detail}",
        "It is kept as its code. Type the sign that the original shows in its place.",
    ),
    "I-RICH-COMMENT": Kind(
        Severity.INFO,
        "a comment on this place was left out of the talk: {detail}",
        "Write it as a note on the line if you want to keep it.",
    ),
    "I-RICH-NOTE": Kind(
        Severity.INFO,
        "a footnote on this place was left out of the talk: {detail}",
        "Write it as a note on the line if you want to keep it.",
    ),
    "I-RICH-DELETED": Kind(
        Severity.INFO,
        "tracked changes were read as accepted; this was taken out here: {detail}",
        "If it belongs to the transcript, reject the change in the document and import it again.",
    ),
    "I-RICH-HIDDEN": Kind(
        Severity.INFO,
        "hidden text was left out: {detail}",
        "If it belongs to the transcript, make it visible in the document and import it again.",
    ),
    "I-RICH-COLUMN": Kind(
        Severity.INFO,
        "a column beside the talk was left out: {detail}",
        "Write it as a note on the line, or in double round brackets in the talk.",
    ),
    "I-RICH-HEADER": Kind(
        Severity.INFO,
        "a page header or footer was left out: {detail}",
        "Nothing to do, unless it names the recording: then write it in the session's facts.",
    ),
    "I-RICH-LOOK": Kind(
        Severity.INFO,
        "{detail} of talk was not read as stress",
        "Underline stressed syllables in the document if it is stress, and import it again.",
    ),
    "I-RICH-WHISPER": Kind(
        Severity.INFO,
        "small or raised talk was read as quiet, {detail} in all; the signs ° were added",
        "Look at them, and take the signs away where the talk is not quiet.",
    ),
    "I-RICH-NUMBERS": Kind(
        Severity.INFO,
        "line numbers were counted here: a paragraph has one number even if it fills several lines",
        "Compare them with your print before you cite line numbers.",
    ),
}

PROBLEMS |= {
    "E-GRID": Kind(
        Severity.ERROR,
        "this TextGrid is damaged: {detail}",
        "What could be read was read. Open it in Praat and save it again as a text file.",
    ),
    "W-CUE": Kind(
        Severity.WARNING,
        "something in these subtitles cannot be read: {detail}",
        "It was left out. Times look like 00:01:02.500 --> 00:01:04.000; text stands below.",
    ),
}

PROBLEMS |= {
    # tables: CSV and Excel
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
}

PROBLEMS |= {
    # projects and codebooks of other programs for qualitative analysis (REFI-QDA)
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

PROBLEMS |= {
    "I-TEI-NAMESPACE": Kind(
        Severity.INFO,
        "this file's elements are not in TEI's namespace but in this one: {detail}",
        "It was read all the same. Other programs may not: they want http://www.tei-c.org/ns/1.0.",
    ),
    "I-TEI-ELEMENT": Kind(
        Severity.INFO,
        "an element inside the talk is not known here: {detail}",
        "The words in it were read as talk. Compare them with the original.",
    ),
    "W-TEI-TWICE": Kind(
        Severity.WARNING,
        "the id of an utterance stands twice: {detail}",
        "Both were read. Give each an id of its own in the program the file comes from.",
    ),
    "W-TEI-CHANGED": Kind(
        Severity.WARNING,
        "the words of a line were changed after it was written: {detail}",
        "The new words were read, without the line's blanks. Tags on it cover all its talk.",
    ),
    "W-TEI-TAG": Kind(
        Severity.WARNING,
        "a tag has lost the talk it stood on, or part of it: {detail}",
        "Compare with the project the file was written from, and put the tag on anew.",
    ),
}
