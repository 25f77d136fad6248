"""Every sentence the review mode says for itself, in one table so that they can be checked.

Plain words, one idea to a sentence, at most fifteen words. What people said is never in here and
never simplified.
"""

from __future__ import annotations

SAYS: dict[str, str] = {
    # the five buttons that are always there
    "back": "Back",
    "again": "Again",
    "stop": "Stop",
    "help": "Help",
    "next": "Next",
    # where we are
    "line": "Line {number} of {count}",
    "before": "Before line {number} of {count}",
    "start": "Start. {count} lines.",
    "end": "End. {count} lines.",
    # the scene
    "who": "Who is in it",
    "press_next": "Press Next to see the first line.",
    "think": "Stop and think.",
    "what_next": "What would you do next?",
    "over": "That is the end of the scene.",
    "gone": "The lines of this scene are not there any more.",
    "future plans": "They talk about plans.",
    "choice during an activity": "They choose something while they do it.",
    "reflecting on a decision": "They talk about a choice they made before.",
    # what we think
    "how_feel": "How do you feel here?",
    "who_says": "Who says this?",
    "all_of_us": "All of us",
    "happy": "Happy",
    "not sure": "Not sure",
    "unhappy": "Unhappy",
    "pass": "Pass",
    "write": "Write our words",
    "our_words": "Our own words",
    "typed_by": "We type it",
    "typed_for": "Typed for us",
    "keep": "Keep our words",
    "close_words": "Go back",
    "is_this": "Is this what you said?",
    "yes": "Yes",
    "change": "Change",
    "delete": "Delete",
    "sure": "Delete these words for good?",
    "leave_them": "No, keep them",
    "undo": "Undo",
    "kept": "Kept.",
    "taken_back": "Taken back.",
    "not_kept": "This was not kept. Ask for help.",
    # reading aloud
    "listen": "Read it to me",
    "no_voice": "This computer has no voice.",
    "again_here": "Here it is again.",
    # more
    "more": "More",
    "bigger": "Bigger words",
    "smaller": "Smaller words",
    "dark": "Dark or light",
    "notes": "More or fewer notes",
    "read_each": "Read each line to me",
    "read_on": "Each line is read out.",
    "read_off": "Lines are read out only when you ask.",
    "notes_words": "You see words only.",
    "notes_main": "You see words and main actions.",
    "notes_all": "You see all details.",
    "back_to_scene": "Back to the scene",
    # stopping
    "stopped": "We stopped.",
    "all_kept": "All you said is kept.",
    "go_on": "Go on",
    "close": "Close",
    # help
    "help_next": "Next shows the next line.",
    "help_back": "Back goes to the line before.",
    "help_again": "Again gives you the same line again.",
    "help_stop": "Stop takes a break. Nothing is lost.",
    "help_faces": "Press a face to say how you feel.",
    "help_words": "You can write what you think too.",
    "help_pictures": "Pictures show how people talk.",
    "help_keys": "The arrow keys go to Next and Back.",
    "help_time": "There is no hurry.",
}


def say(key: str, **values: object) -> str:
    """Return the sentence *key* with *values* filled in."""
    return SAYS[key].format(**values)
