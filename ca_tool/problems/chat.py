"""What can be odd about a CHAT file."""

from ca_tool.problems.kinds import Kind, Severity

KINDS = {
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
}
