"""The two worked transcripts come out number for number, as far as no codes are needed."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from ca_tool.notation import parse
from ca_tool.transcript import Participant
from ca_tool.turn_taking import SilenceKind, TurnKind, substantive, turn_taking, turns

GOLD = Path(__file__).parents[1] / "data" / "gold"


def read(name):
    return parse((GOLD / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tea():
    """Sue, a support worker, and Tom make tea."""
    return read("gold_a.txt")


@pytest.fixture(scope="module")
def cafe():
    """Pam, a personal assistant, Jo, who uses a device, and a waiter."""
    return read("gold_b.txt")


def per_person(transcript, what=lambda turn: 1, policy="CP-1"):
    counts = Counter()
    for turn in turns(transcript, policy):
        counts[turn.speaker] += what(turn)
    return dict(counts)


def who_follows_whom(transcript):
    found = turns(transcript)
    return Counter((before.speaker, after.speaker) for before, after in pairwise(found))


def transitions(transcript):
    return [turn.transition.value for turn in turns(transcript)[1:]]


def timed(transcript):
    return [s.seconds for s in turn_taking(transcript).silences if s.seconds is not None]


def micropauses(transcript):
    return sum(silence.micropause for silence in turn_taking(transcript).silences)


class TestTea:
    def test_turns(self, tea):
        assert per_person(tea) == {"SUE": 5, "TOM": 4}
        assert [turn.lines for turn in turns(tea)] == [
            (2, 4), (6,), (7,), (8,), (9,), (11,), (12,), (14,), (15,),
        ]  # fmt: skip

    def test_turns_when_silences_split(self, tea):
        assert per_person(tea, policy="CP-1s") == {"SUE": 6, "TOM": 4}

    def test_words(self, tea):
        assert per_person(tea, lambda turn: turn.words) == {"SUE": 45, "TOM": 7}
        assert [turn.words for turn in turns(tea)] == [13, 1, 7, 1, 7, 1, 10, 4, 8]

    def test_fillers_and_cut_offs(self, tea):
        assert per_person(tea, lambda turn: turn.fillers) == {"SUE": 1, "TOM": 0}
        assert per_person(tea, lambda turn: turn.cut_offs) == {"SUE": 1, "TOM": 0}

    def test_letters(self, tea):
        assert per_person(tea, lambda turn: turn.letters) == {"SUE": 174, "TOM": 32}
        assert [turn.letters for turn in turns(tea)] == [51, 5, 33, 4, 28, 4, 31, 19, 31]

    def test_words_do_not_depend_on_the_policy(self, tea):
        split = per_person(tea, lambda turn: turn.words, policy="CP-1s")
        assert split == {"SUE": 45, "TOM": 7}

    def test_silences(self, tea):
        assert timed(tea) == [1.8, 0.6, 0.3, 2.4]
        assert sum(timed(tea)) == pytest.approx(5.1)
        assert micropauses(tea) == 1

    def test_where_the_silences_fall(self, tea):
        found = [(s.kind, s.before, s.after) for s in turn_taking(tea).silences]
        assert found == [
            (SilenceKind.PAUSE_AT_TRP, 0, 0),
            (SilenceKind.GAP, 0, 1),
            (SilenceKind.GAP, 4, 5),
            (SilenceKind.PAUSE_AT_TRP, 6, 6),
            (SilenceKind.GAP, 6, 7),
        ]

    def test_opening_the_freezer_fills_a_silence(self, tea):
        activities = [silence.activity for silence in turn_taking(tea).silences]
        assert activities == ["", "", "", "", "embodied"]

    def test_one_overlap_and_tom_starts_it(self, tea):
        (overlap,) = turn_taking(tea).overlaps
        assert overlap.onset_by == "TOM"
        assert overlap.speakers == ("SUE", "TOM")
        assert (overlap.first.column, overlap.others[0].column) == (39, 39)
        assert overlap.first_end is None
        assert turn_taking(tea).aligned

    def test_latches_inside_a_line_are_no_latches_between_people(self, tea):
        assert turn_taking(tea).latches == ()

    def test_who_follows_whom(self, tea):
        assert who_follows_whom(tea) == {("SUE", "TOM"): 4, ("TOM", "SUE"): 4}

    def test_how_turns_follow_each_other(self, tea):
        assert transitions(tea) == [
            "timed", "unmarked", "overlap", "unmarked", "micropause", "unmarked", "timed",
            "unmarked",
        ]  # fmt: skip
        assert [turn.silence for turn in turns(tea) if turn.silence] == [0.6, 2.4]

    def test_three_of_toms_turns_are_one_word(self, tea):
        toms = [turn for turn in turns(tea) if turn.speaker == "TOM"]
        assert sum(turn.words == 1 for turn in toms) == 3
        assert sum(turn.minimal for turn in toms) == 2

    def test_nothing_is_left_unmatched(self, tea):
        assert turn_taking(tea).problems == ()

    def test_without_minimal_turns_the_turns_around_them_are_one(self, tea):
        found = Counter(turn.speaker for turn in substantive(turns(tea)))
        assert found == {"SUE": 3, "TOM": 2}


class TestCafe:
    def test_turns(self, cafe):
        assert per_person(cafe) == {"WAI": 4, "PAM": 4, "JO": 3}
        order = " ".join(turn.speaker for turn in turns(cafe))
        assert order == "WAI PAM WAI JO PAM WAI JO PAM JO PAM WAI"

    def test_the_nod_is_a_turn_but_not_talk(self, cafe):
        talk = Counter(turn.speaker for turn in turns(cafe) if turn.kind is TurnKind.TALK)
        assert talk == {"WAI": 4, "PAM": 4, "JO": 2}
        assert turns(cafe)[6].kind is TurnKind.EMBODIED

    def test_words(self, cafe):
        assert per_person(cafe, lambda turn: turn.words) == {"WAI": 21, "PAM": 16, "JO": 6}
        assert [turn.words for turn in turns(cafe)] == [6, 5, 7, 2, 4, 4, 0, 5, 4, 2, 4]

    def test_letters(self, cafe):
        assert per_person(cafe, lambda turn: turn.letters) == {"WAI": 83, "PAM": 75, "JO": 31}

    def test_silences(self, cafe):
        assert timed(cafe) == [0.7, 0.2, 3.4, 1.2]
        assert sum(timed(cafe)) == pytest.approx(5.5)
        assert micropauses(cafe) == 2

    def test_composing_on_a_device_is_not_silence(self, cafe):
        filled = [(s.seconds, s.activity) for s in turn_taking(cafe).silences if s.activity]
        assert filled == [(3.4, "aac_composing")]

    def test_where_the_silences_fall(self, cafe):
        found = [(s.kind, s.before, s.after) for s in turn_taking(cafe).silences]
        assert found == [
            (SilenceKind.GAP, 0, 1),
            (SilenceKind.PAUSE, 2, 2),
            (SilenceKind.GAP, 2, 3),
            (SilenceKind.GAP, 6, 7),
            (SilenceKind.PAUSE, 8, 8),
            (SilenceKind.PAUSE, 8, 8),
        ]

    def test_overlaps(self, cafe):
        first, second = turn_taking(cafe).overlaps
        assert (first.speakers, first.onset_by) == (("PAM", "WAI"), "WAI")
        assert (second.speakers, second.onset_by) == (("WAI", "JO"), "JO")
        assert (first.first.column, second.first.column) == (16, 33)

    def test_one_latch_between_two_people(self, cafe):
        (latch,) = turn_taking(cafe).latches
        assert not latch.same_speaker
        assert not latch.one_sided
        assert (latch.first.line, latch.second.line) == (12, 13)

    def test_who_follows_whom(self, cafe):
        assert who_follows_whom(cafe) == {
            ("WAI", "PAM"): 1,
            ("WAI", "JO"): 2,
            ("PAM", "WAI"): 3,
            ("PAM", "JO"): 1,
            ("JO", "PAM"): 3,
        }

    def test_how_turns_follow_each_other(self, cafe):
        assert Counter(transitions(cafe)) == {"timed": 3, "overlap": 2, "latch": 1, "unmarked": 4}

    def test_nothing_is_left_unmatched(self, cafe):
        assert turn_taking(cafe).problems == ()


def test_silences_typed_inside_the_line_change_nothing(tea):
    text = (GOLD / "gold_a.txt").read_text(encoding="utf-8")
    own_lines = "Tom.\n02      (1.8)\n03 SUE: d'you"
    assert own_lines in text
    inline = parse(text.replace(own_lines, "Tom. (1.8) d'you"))
    assert per_person(inline) == per_person(tea)
    for what in ("words", "letters", "fillers"):
        assert per_person(inline, lambda turn, what=what: getattr(turn, what)) == per_person(
            tea, lambda turn, what=what: getattr(turn, what)
        )
    assert timed(inline) == timed(tea)
    assert [s.kind for s in turn_taking(inline).silences] == [
        s.kind for s in turn_taking(tea).silences
    ]
    assert transitions(inline) == transitions(tea)


def test_somebody_who_is_there_and_silent_stays_in_the_roster(tea):
    watched = tea.with_participants((*tea.participants, Participant("VAL")))
    assert watched.codes == ("SUE", "TOM", "VAL")
    words = Counter(dict.fromkeys(watched.codes, 0))
    words.update(per_person(watched, lambda turn: turn.words))
    assert words == {"SUE": 45, "TOM": 7, "VAL": 0}


def without_numbers(text):
    return re.sub(r"(?m)^\d\d ", "", text)


def with_full_stops(text):
    return re.sub(r"(?m)^(\d\d) ", r"\1.  ", text)


def with_names_and_tabs(text):
    return re.sub(r"(?m)^(\w+): *", lambda found: found[1].title() + ":\t", without_numbers(text))


def with_tabs_for_colons(text):
    return re.sub(r"(?m)^(\w+): *", lambda found: found[1] + "\t", without_numbers(text))


def with_arrows(text):
    return re.sub(r"(?m)^(\d\d) (?=[A-Z]+:)", r"\1 -> ", text)


def with_continental_silences(text):
    return re.sub(r"\((\d)\.(\d)\)", r"(\1,\2 sec)", text)


def with_windows_line_ends(text):
    return text.replace("\n", "\r\n")


def without_columns(text):
    return re.sub(r"(?m)^(\d\d [A-Z]+:) +", r"\1 ", text)


@pytest.mark.parametrize("name", ["gold_a.txt", "gold_b.txt"])
@pytest.mark.parametrize(
    "retyped",
    [
        without_numbers,
        with_full_stops,
        with_names_and_tabs,
        with_tabs_for_colons,
        with_arrows,
        with_continental_silences,
        with_windows_line_ends,
        without_columns,
    ],
    ids=lambda retyped: retyped.__name__,
)
def test_other_typing_habits_give_the_same_numbers(name, retyped):
    text = (GOLD / name).read_text(encoding="utf-8")
    assert retyped(text) != text
    plain, other = parse(text), parse(retyped(text))
    for what in ("words", "letters", "fillers", "cut_offs"):
        assert [getattr(turn, what) for turn in turns(other)] == [
            getattr(turn, what) for turn in turns(plain)
        ]
    assert [turn.speaker for turn in turns(other)] == [turn.speaker for turn in turns(plain)]
    assert transitions(other) == transitions(plain)
    assert timed(other) == timed(plain)
    assert [o.onset_by for o in turn_taking(other).overlaps] == [
        o.onset_by for o in turn_taking(plain).overlaps
    ]
