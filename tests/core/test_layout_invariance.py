"""How a transcript is laid out changes no count (G-05)."""

from collections import Counter
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.notation import parse
from ca_tool.turn_taking import turn_taking

WORDS = (
    *("yeah", "no", "I", "don't", "know", "the", "tea", "er", "going", "mm", "so", "shop"),
    *("bus", "wh-", "w_a_nt", "MONEY", "lo::ng", ">quick<", "°soft°", "wo(h)rd", "£nice£"),
    *("oh ((nods))", "(tea)", "(   )", ".hh", "heh"),
)
# No part begins with a description: right after a silence that would be what fills the silence.
PEOPLE = ("ANN", "BEN", "CAZ")
INDENT = " " * 6


@dataclass(frozen=True)
class Talk:
    """One person talks, with silences between the parts, and how it follows what was before.

    ``follows`` is empty, a silence, ``=`` (latched), ``[`` (in overlap with the last word) or
    ``=[`` (going on past the overlapped talk before).
    """

    speaker: str
    parts: tuple[str, ...]
    silences: tuple[str, ...]
    follows: str = ""


@dataclass(frozen=True)
class Layout:
    """Habits of a transcriber."""

    own_line: bool = True
    """Silences stand on lines of their own; else at the end of a line or at its start."""
    at_start: bool = False
    label_again: bool = True
    width: int = 0
    label: str = "{}: "
    title: bool = False
    numbered: bool = False
    aligned: bool = True


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
silences = st.sampled_from(("(.)", "(0.2)", "(0.7)", "(1.4)", "(2.0) ((nods))", "(.) ((eats))"))
layouts = st.builds(
    Layout,
    own_line=st.booleans(),
    at_start=st.booleans(),
    label_again=st.booleans(),
    width=st.sampled_from((0, 0, 20, 35)),
    label=st.sampled_from(("{}: ", "{}:\t", "{}:    ")),
    title=st.booleans(),
    numbered=st.booleans(),
    aligned=st.booleans(),
)


@st.composite
def talks(draw):
    count = draw(st.integers(1, 3))
    parts = [draw(words) + draw(st.sampled_from(("", "", ".", ",", "?"))) for _ in range(count)]
    between = [draw(silences) for _ in range(count - 1)]
    follows = draw(st.one_of(st.just(""), silences, st.sampled_from(("=", "[", "=["))))
    return Talk(draw(st.sampled_from(PEOPLE)), tuple(parts), tuple(between), follows)


@st.composite
def conversations(draw):
    """Talk of up to three people; marks that contradict each other are left out."""
    found = [replace(draw(talks()), follows="")]
    for talk in draw(st.lists(talks(), min_size=1, max_size=8)):
        found.append(_made_consistent(found, talk))
        if draw(st.integers(0, 3)) == 0:  # somebody says a word in overlap, and the talk runs on
            other = draw(st.sampled_from([one for one in PEOPLE if one != found[-1].speaker]))
            found.append(_made_consistent(found, Talk(other, ("mm",), (), "[")))
            found.append(_made_consistent(found, replace(draw(talks()), follows="=[")))
    return found


def _made_consistent(found, talk):
    before = found[-1]
    if talk.follows == "=[":
        interrupted = found[-2] if len(found) > 1 else None
        if before.follows == "[" and len(before.parts) == 1 and interrupted:
            return replace(talk, speaker=interrupted.speaker)
        return replace(talk, follows="")
    if talk.follows and talk.follows in "=[" and talk.speaker == before.speaker:
        return replace(talk, follows="")
    if talk.follows == "[" and (before.follows in ("[", "=[") or " " not in before.parts[-1]):
        return replace(talk, follows="")
    return talk


def lay_out(conversation, layout):
    """Type *conversation* with the habits of *layout*."""
    lines, column = [], 0
    for at, talk in enumerate(conversation):
        after = [*conversation[at + 1 : at + 3], None, None][:2]
        parts = _marked(talk, after)
        label = layout.label.format(talk.speaker.title() if layout.title else talk.speaker)
        if talk.follows == "[" and layout.aligned and not layout.width:
            label = label.ljust(column - label.count("\t") * 4) if column > len(label) else label
        if talk.follows.startswith("("):
            parts = _with_silence_before(lines, parts, talk.follows, layout)
        lines += _typed(parts, talk.silences, label, layout)
        column = lines[-1].rfind("[") if lines[-1].count("[") else 0
    numbers = [f"{number:02d} " if layout.numbered else "" for number in range(1, len(lines) + 1)]
    return "\n".join(number + line for number, line in zip(numbers, lines, strict=True)) + "\n"


def _marked(talk, after):
    """Return the parts of *talk* with its overlap and latch signs."""
    sign = "" if talk.follows.startswith("(") else talk.follows[:1]
    first, *rest = talk.parts
    parts = [sign + first, *rest]
    if after[0] and after[0].follows == "[":
        head, _, tail = parts[-1].rpartition(" ")
        parts[-1] = f"{head} [{tail}"
    if any(later and later.follows == sign for later, sign in zip(after, ("=", "=["), strict=True)):
        parts[-1] += "="
    return parts


def _with_silence_before(lines, parts, silence, layout):
    if layout.own_line:
        lines.append(INDENT + silence)
    elif layout.at_start:
        return [f"{silence} {parts[0]}", *parts[1:]]
    else:
        lines[-1] += " " + silence
    return parts


def _typed(parts, between, label, layout):
    if not layout.own_line:
        pieces = [piece for pair in zip(parts, (*between, ""), strict=True) for piece in pair]
        return _wrapped(label, " ".join(filter(None, pieces)), layout.width)
    lines = []
    for part, silence in zip(parts, (*between, ""), strict=True):
        again = label if not lines or layout.label_again else INDENT
        lines += _wrapped(again, part, layout.width)
        if silence:
            lines.append(INDENT + silence)
    return lines


def _wrapped(label, text, width):
    lines = []
    while width and len(text) > width and " " in text[:width]:
        cut = text.rfind(" ", 0, width)
        if "(" in text[:cut].rpartition(" ")[2] or text[cut + 1] in " )" or "((" in text[cut:]:
            break  # inside brackets, or where a description would get a line of its own
        lines.append(label + text[:cut])
        label, text = INDENT, text[cut + 1 :]
    return [*lines, label + text]


def counts(text):
    """Everything that must not depend on layout."""
    transcript = parse(text)
    found = turn_taking(transcript)
    words = Counter()
    for turn in found.turns:
        words[turn.speaker] += turn.words
    return {
        "turns": [
            (turn.speaker, turn.kind, turn.words, turn.letters, turn.fillers, turn.cut_offs)
            for turn in found.turns
        ],
        "words": dict(words),
        "transitions": [(turn.transition, turn.silence) for turn in found.turns],
        "split": [turn.speaker for turn in turn_taking(transcript, "CP-1s").turns],
        "silences": [(s.kind, s.seconds, s.micropause, s.before, s.after) for s in found.silences],
        "activities": [silence.activity for silence in found.silences],
        "overlaps": [(overlap.speakers, overlap.onset_by) for overlap in found.overlaps],
        "latches": [(latch.same_speaker, latch.one_sided) for latch in found.latches],
    }


@settings(deadline=None, max_examples=300)
@given(conversations(), layouts)
def test_no_habit_of_typing_changes_a_count(conversation, layout):
    plain = lay_out(conversation, Layout())
    other = lay_out(conversation, layout)
    assert counts(other) == counts(plain)


@settings(deadline=None)
@given(conversations())
def test_everything_that_was_said_is_somebodys(conversation):
    found = turn_taking(parse(lay_out(conversation, Layout())))
    assert {turn.speaker for turn in found.turns} <= {talk.speaker for talk in conversation}
    said = sum(1 for silence in found.silences)
    typed = sum(len(t.silences) + t.follows.startswith("(") for t in conversation)
    assert said == typed
