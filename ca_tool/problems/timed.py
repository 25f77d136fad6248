"""What can be odd about talk with times: ELAN, EXMARaLDA, TEI, Praat, subtitles."""

from ca_tool.problems.kinds import Kind, Severity

KINDS = {
    "E-XML": Kind(
        Severity.ERROR,
        "this file is damaged or not what it says it is: {detail}",
        "What stands before the damage was read. Save it again in its own program and compare.",
    ),
    "E-DOCTYPE": Kind(
        Severity.ERROR,
        "this file brings its own document type, which may hide other files; it was not read",
        "Open it in the program it comes from and save it again: most write none.",
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
