"""What can be odd about documents of word processors."""

from ca_tool.problems.kinds import Kind, Severity

KINDS = {
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
        "a comment on this place is no talk: {detail}",
        "It is kept in the session's notes, with its line.",
    ),
    "I-RICH-NOTE": Kind(
        Severity.INFO,
        "a footnote on this place is no talk: {detail}",
        "It is kept in the session's notes, with its line.",
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
