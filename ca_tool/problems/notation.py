"""What can be odd about the notation of talk."""

from ca_tool.problems.kinds import Kind, Severity

KINDS = {
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
