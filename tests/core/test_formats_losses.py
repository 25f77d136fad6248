"""Writers say what they lose of a transcript, and what they do not say comes back equal."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import Coding, Link, Tag
from ca_tool.formats import FORMATS, Parsed, losses, read_bytes, read_text
from ca_tool.formats.timed_talk import stretches_of
from ca_tool.transcript import Line, LineKind, Participant, Span, TokenKind
from ca_tool.turn_taking import turns

WRITABLE = [key for key, known in FORMATS.items() if known.writes]
TEA = "ANN: tea\nBEN: yes\n"


def content(text=TEA, *, roles=(), times=(), tags=False, name="x.txt", **beside):
    """Return a transcript with roles, with times of its lines, and with a tag, where asked for."""
    read = read_text(text, name).transcript
    people = [
        Participant(one.code, one.labels, role)
        for one, role in zip(read.participants, (*roles, "", "", ""), strict=False)
    ]
    rows = [
        timed(line, *when)
        for line, when in zip(read.lines, (*times, *[(None, None)] * 99), strict=False)
    ]
    read = with_lines(read, rows, people)
    if tags:
        beside |= {"codings": tagged(read)}
    return Parsed(read, **beside)


def timed(line, start, end):
    return Line(
        line.id, line.raw, line.ending, line.kind, line.number, line.label, line.speakers,
        line.certain, line.body, line.body_end, start, end,
    )  # fmt: skip


def with_lines(read, rows, people):
    made = read.with_participants(tuple(people))
    object.__setattr__(made, "lines", tuple(rows))
    return made


def tagged(read):
    line = read.lines[0]
    tag = Tag("t1", "question", (Span(line.id, line.body, line.id, line.body_end),), "ANN")
    return {"cat": Coding("cat", {"t1": tag})}


CHAT = "@UTF8\n@Begin\n@Participants:\tANN Adult, BEN Adult\n@Options:\tCA\n"
PLAIN = content()
WITH = {
    losses.has_headings: content("[SYN:1:tea:made up]\n\n" + TEA),
    losses.has_numbers: content("01 ANN: tea\n02 BEN: yes\n"),
    losses.has_margins: content("01    ANN: tea\n02 -> BEN: yes\n03    ANN: oh\n"),
    losses.has_frame: content("01 ANN: tea\n02 BEN: yes\n"),
    losses.has_overlaps: content("ANN: tea [now]\nBEN:     [yes]\n"),
    losses.has_printed_labels: content("Ann: tea\nBen: yes\nAnn: so\nBen: oh\n"),
    losses.is_unsure: content("ANN: tea\n(BEN): yes\nANN: so\nBEN: oh\n"),
    losses.is_wrapped: content("ANN: tea\n     and cake\nBEN: yes\n"),
    losses.has_chorus: content("ANN: tea\nBEN: yes\nANN & BEN: oh\nANN: so\nBEN: no\n"),
    losses.has_roles: content(roles=("support worker",)),
    losses.has_tiers: content(CHAT + "*ANN:\ttea\n%act:\tpours\n*BEN:\tyes\n@End\n"),
    losses.has_untimed_talk: PLAIN,
    losses.has_times: content(times=[(0, 900), (900, 1500)]),
    losses.has_times_beside: content(times=[(0, 900), (900, 1500)]),
    losses.has_half_times: content(times=[(0, None), (900, 1500)]),
    losses.meets_itself: content("ANN: tea\nANN: so\n", times=[(0, 900), (800, 1500)]),
    losses.starts_together: content(times=[(0, 900), (0, 1500)]),
    losses.has_media: content(media=("tea.wav",)),
    losses.has_notes: content(notes="it rained"),
    losses.has_control_characters: content("ANN: t\x00ea\nBEN: yes\n"),
    losses.is_chat: content(CHAT + "*ANN:\ttea\n@End\n"),
    losses.has_chat_headers: content(CHAT + "@Location:\tBristol\n*ANN:\ttea\n@End\n"),
    losses.has_chat_codes: content(CHAT + "*ANN:\t<the the> [/] tea +...\n@End\n"),
    losses.has_numbered_overlaps: content(CHAT + "*ANN:\ttea ⌈2now⌉2\n*BEN:\t⌊2yes⌋2\n@End\n"),
    losses.has_voices: content(CHAT + "*ANN:\t♋tea♋\n@End\n"),
    losses.has_codes: content(tags=True),
}
"""For each question about a transcript one that answers it by yes."""

SILENT = content()
SILENT = Parsed(
    SILENT.transcript.with_participants((*SILENT.transcript.participants, Participant("CAZ")))
)
WITHOUT = dict.fromkeys(WITH, PLAIN) | {
    losses.has_untimed_talk: content(times=[(0, 900), (900, 1500)]),
    losses.starts_together: content(times=[(0, 900), (900, 1500)]),
}
WITHOUT |= dict.fromkeys(
    (losses.has_chat_headers, losses.has_chat_codes, losses.has_numbered_overlaps,
     losses.has_voices),
    content("@UTF8\n@Begin\n@Options:\tCA\n*ANN:\ttea\n*BEN:\t⌊yes⌋\n@End\n"),
)  # fmt: skip


class TestWhatIsTold:
    @pytest.mark.parametrize("question", WITH, ids=lambda one: one.__name__)
    def test_depends_on_the_transcript(self, question):
        assert question(WITH[question])
        assert not question(WITHOUT[question])

    def test_somebody_who_never_speaks_is_told(self):
        assert losses.has_silent_people(SILENT)
        assert not losses.has_silent_people(PLAIN)

    def test_the_kinds_of_sign_asked_for_are_told(self):
        assert losses.has_kind(TokenKind.TREMULOUS)(content("ANN: ~tea~\nBEN: yes\n"))
        assert not losses.has_kind(TokenKind.TREMULOUS)(PLAIN)

    @pytest.mark.parametrize("key", WRITABLE)
    def test_is_nothing_where_there_is_only_timed_talk_by_code(self, key):
        bare = content(times=[(0, 900), (900, 1500)])
        told = FORMATS[key].losses_of(bare)
        assert told == (("times of lines: they are not in the text",) if key == "plain" else ())

    @pytest.mark.parametrize("key", WRITABLE)
    def test_each_loss_a_writer_declares_happens_to_some_transcript(self, key):
        every = [*WITH.values(), SILENT, *EXOTIC]
        for loss in FORMATS[key].losses:
            assert any(loss.happens(one) for one in every), loss.words
            assert not all(loss.happens(one) for one in every), loss.words


EXOTIC = (
    content("ANN: ~tea~ @yes@ (  ) y e s\nBEN: yes (0:12) - (..)\n(lines omitted)\nANN: so\n"),
    content("ANN ANTONIA: tea\nBEN BARNABY: yes\nANN ANTONIA: so\nBEN BARNABY: oh\n"),
    content(roles=("support worker",), name="x.txt", notes="n", media=("a/b.wav", "c.wav")),
    content("ANN: [inaudible] tea (0:12:03) yes\nBEN: [laughs] yes\n"),
    content("ANN: " + "tea " * 9_000 + "\nBEN: yes\n"),
    content(CHAT + "*ANN:\ttea\n@End\n", roles=("support worker",), tags=True),
    content(CHAT + "*ANN:\ttea\n*ANN:\tyes\n@End\n", times=[(0, 1)] * 4),
    content(times=[(900, 1500), (0, 900)]),
    Parsed(
        PLAIN.transcript.with_participants(
            (Participant("ANN", present=False), Participant("BEN", caps_are_device=True))
        )
    ),
    Parsed(
        PLAIN.transcript,
        {
            "cat": Coding(
                "cat",
                {
                    "t1": Tag("t1", "question", (Span(1, 5, 1, 8),), "ANN"),
                    "t2": Tag("t2", "answer", (Span(2, 5, 2, 8),), "BEN"),
                },
                {"l1": Link("l1", "answers", "t2", "t1")},
            )
        },
        codebook=Codebook((Code("question", "Question", "Q"),)),
    ),
    Parsed(PLAIN.transcript, more=(PLAIN,)),
    content("ANN: tea\n     ((pours))\nBEN: yes\n", times=[(0, 900), (900, 950), (950, 990)]),
    content("ANN: t\ud800ea\nBEN: yes\n"),
)

WORDS = st.sampled_from(
    ["so", "it's", "nice", "°tea°", "the:n", "wa-", "hhh", ".hh", "(0.4)", "(.)", "YES", "mm",
     "£well£", ">quick<", "↑oh", "(think)", "((nods))", "o(h)kay", "no."]
)  # fmt: skip
BODIES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join).map("well {}".format)
ASIDES = st.sampled_from(["     (1.2)", "     ((phone rings))", ""])


@st.composite
def contents(draw):
    """Return a transcript with, or without, anything that some writer may lose."""
    names = draw(st.sampled_from([("ANN", "BEN"), ("Ann", "Ben", "Caz")]))
    spoken, rows = [*names, *names], []
    spoken += draw(st.lists(st.sampled_from([*names, f"({names[0]})", "?"]), max_size=6))
    for name in spoken:
        rows.append(f"{name}: {draw(BODIES)}")
        if draw(st.integers(0, 4)) == 0:
            rows.append(draw(ASIDES) or f"     {draw(BODIES)}")
    if draw(st.booleans()):
        rows = [f"{number:02d} {row}" for number, row in enumerate(rows, 1)]
    roles = draw(st.sampled_from([(), ("support worker", "disabled person", "family")]))
    return content(
        "".join(f"{row}\n" for row in rows),
        roles=roles,
        times=draw(times(len(rows))),
        tags=draw(st.booleans()),
        media=draw(st.sampled_from([(), ("tea.wav",)])),
        notes=draw(st.sampled_from(["", "it rained"])),
    )


@st.composite
def times(draw, count):
    """Return times in order, of all lines, of some, or of none; people may overlap."""
    how = draw(st.sampled_from(["none", "all", "some", "together"]))
    at, found = 0, []
    for _ in range(count):
        length, gap = draw(st.integers(1, 3000)), draw(st.integers(0, 900))
        untimed = how == "none" or (how == "some" and draw(st.booleans()))
        found.append((None, None) if untimed else (at, at + length))
        at += gap // 2 if how == "together" else length + gap
    return found


def words_of(found):
    total = Counter()
    for turn in turns(found.transcript):
        total[turn.speaker] += turn.words
    return +total


def turns_of(found):
    return [(turn.speaker, turn.words) for turn in turns(found.transcript)]


def talk_of(found):
    return [line for line in found.transcript.lines if line.kind is LineKind.TALK]


def times_of(found):
    """Who speaks from when to when, long talk joined: where it is wrapped is another question."""
    stretches = stretches_of(found.transcript)
    timed = (one for one in stretches if one.start_ms is not None)
    return sorted((one.speaker, one.start_ms, one.end_ms or -1) for one in timed)


def tags_of(found):
    return sorted(
        (tag.code, tag.actor, " ".join(found.transcript.quote(tag.spans[0]).split()))
        for coding in found.codings.values()
        for tag in coding.tags.values()
    )


ASPECTS = {
    "words of each person": (words_of, ()),
    "who says how much, in order": (turns_of, ("at the same time", "run backwards", "columns")),
    "times to the millisecond": (
        times_of,
        ("had no time", "times of lines", "one person's lines", "run backwards", "times of desc"),
    ),
    "roles": (lambda one: {p.code: p.role for p in one.transcript.participants}, ("roles",)),
    "tags": (tags_of, ("tags, links", "where in a line")),
    "who is sure": (lambda one: [line.certain for line in talk_of(one)],
                    ("how sure", "at the same time", "run backwards")),
    "where lines are wrapped": (
        lambda one: sum(line.kind is LineKind.CONTINUATION for line in one.transcript.lines),
        ("wrapped",),
    ),
    "line numbers": (
        lambda one: [line.number for line in talk_of(one) if line.number], ("line numbers",),
    ),
    "labels": (lambda one: [line.label.strip("*:") for line in talk_of(one)],
               ("labels", "at the same time", "how sure")),
    "the recording": (lambda one: one.media, ("recording it belongs", "where the recording")),
    "notes": (lambda one: one.notes, ("notes on",)),
}  # fmt: skip
"""What can be compared, and the words of losses that excuse a difference."""


@pytest.mark.parametrize("key", WRITABLE)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(before=contents())
def test_what_is_not_told_lost_comes_back_equal(key, before):
    known = FORMATS[key]
    told = " / ".join(known.losses_of(before))
    after = read_bytes(known.write(before), f"x{known.suffixes[0]}", format=key)
    for what, (aspect, excuses) in ASPECTS.items():
        if not any(excuse in told for excuse in excuses):
            assert aspect(after) == aspect(before), what
