"""How a number changes between sessions, and tests over sessions: worked by hand."""

from dataclasses import replace
from math import exp, log, sqrt

import pytest

from ca_tool.codebook import Codebook
from ca_tool.compare import Change, Key, changes, compare, effects, effects_at, groups_of, units
from ca_tool.measures import measure_session
from ca_tool.project import SessionFacts
from tests.coded_gold import CODER, gold

ANSWERED = Key("M-18", "answered", "SUE", "TOM")
WORDS = Key("M-02", "words_all", "SUE", "")


def kitchen(session_id, **facts):
    return replace(gold("a"), id=session_id, facts=SessionFacts(**facts))


def cafe(session_id, **facts):
    return replace(gold("b"), id=session_id, facts=SessionFacts(**facts))


def compared(*sessions, **how):
    return compare([(session, CODER) for session in sessions], Codebook(), **how)


def row(name, measure, variant, who, other=""):
    rows = measure_session(gold(name), CODER, measures=[measure])
    about = (variant, who, other)
    return next(r for r in rows if (r.variant, r.participant, r.other) == about)


def test_each_dyad_changes_from_its_own_first_phase():
    table = compared(
        kitchen("1", phase="before", dyad="Sue and Tom"),
        kitchen("2", phase="after", dyad="Sue and Tom"),
        kitchen("3", phase="before", dyad="Ann and Bo"),
        kitchen("4", phase="after", dyad="Ann and Bo"),
    )
    assert [column.session for column in table.columns] == ["1", "3", "2", "4"]
    assert changes(table) == (Change(0, 2, "Sue and Tom"), Change(1, 3, "Ann and Bo"))


def test_a_session_without_dyad_is_paired_with_nobody():
    table = compared(
        kitchen("1", phase="before", dyad="Sue and Tom"),
        kitchen("2", phase="after", dyad="Sue and Tom"),
        kitchen("3", phase="after"),
    )
    assert changes(table) == (Change(0, 1, "Sue and Tom"),)


def test_two_coders_of_a_dyad_change_apart():
    sessions = [kitchen("1", phase="before", dyad="D"), kitchen("2", phase="after", dyad="D")]
    table = compare([(s, who) for s in sessions for who in (CODER, "lee")], Codebook())
    assert set(units(table)) == {f"D · {CODER}", "D · lee"}
    assert len(changes(table)) == 2


def test_by_coder_the_same_session_is_subtracted():
    sessions = [kitchen("1", title="Tea"), kitchen("2", title="Trip")]
    coded = [(s, who) for s in sessions for who in (CODER, "lee")]
    table = compare(coded, Codebook(), grouping="coder")
    assert table.groups == ((CODER, 2), ("lee", 2))
    assert [change.unit for change in changes(table)] == ["Tea", "Trip"]


def test_by_policy_whole_and_split_turns_stand_side_by_side():
    table = compared(kitchen("1"), policies=("CP-1", "CP-1s"), grouping="policy")
    whole, split = table.cells[Key("M-01", "turns_all", "SUE", "")]
    assert (whole.k, split.k) == (5, 6)
    assert changes(table) == (Change(0, 1, "1"),)


def test_different_activities_are_not_subtracted_but_two_columns_always_are():
    several = [kitchen(str(n), activity=what) for n, what in enumerate(("tea", "bus", "tea"))]
    assert changes(compared(*several, grouping="activity")) == ()
    assert changes(compared(*several[:2], grouping="activity")) == (Change(0, 1),)


def test_proportions_have_haldanes_odds_ratio():
    first, second = row("a", "M-12", "tokens", "SUE"), row("b", "M-12", "tokens", "WAI")
    assert (first.k, first.n, second.k, second.n) == (5, 6, 3, 4)
    (effect,) = effects(first, second)
    odds = (3.5 / 1.5) / (5.5 / 1.5)
    spread = 1.959964 * sqrt(1 / 3.5 + 1 / 1.5 + 1 / 5.5 + 1 / 1.5)
    assert effect.name == "odds ratio"
    assert effect.none == 1
    assert effect.estimate.value == pytest.approx(odds)
    assert effect.estimate.low == pytest.approx(exp(log(odds) - spread), rel=1e-5)


def test_word_shares_have_the_change_of_the_log_word_ratio_and_no_interval():
    first, second = row("a", "M-02", "words_all", "SUE"), row("b", "M-02", "words_all", "PAM")
    (effect,) = effects(first, second)
    assert effect.name == "log word ratio"
    assert effect.estimate.value == pytest.approx(log(16.5 / 27.5) - log(45.5 / 7.5))
    assert effect.estimate.low is None
    assert "no independent trials" in effect.estimate.refused


def test_latencies_have_cliffs_delta_on_the_ordered_scale():
    table = compared(kitchen("1"), cafe("2"))
    key = Key("M-20", "floor_median_category", "", "")
    same = next(k for k in table.values if k[:2] == key[:2])
    before, after = table.values[same]
    assert before
    if not after:
        after = before[1:]
    (effect,) = effects(*[table.cells[same][0]] * 2, (before, after))
    pairs = [(b > a) - (b < a) for a in before for b in after]
    assert effect.name == "Cliff’s δ"
    assert effect.estimate.value == pytest.approx(sum(pairs) / len(pairs))


def test_a_number_that_is_missing_has_no_effect_size():
    table = compared(kitchen("1"), cafe("2"))
    assert effects_at(table, ANSWERED, 0, 1) == ()


def phases(before, after, dyads=()):
    """Sessions of as many kitchens before and cafés after; dyads by place in each phase."""
    names = dict(enumerate(dyads))
    return compared(
        *(kitchen(f"a{n}", phase="before", dyad=names.get(n, "")) for n in range(before)),
        *(kitchen(f"b{n}", phase="after", dyad=names.get(n, "")) for n in range(after)),
    )


def test_the_smallest_p_is_said_before_the_test_is_run():
    found = groups_of(phases(3, 3), ANSWERED, "before", "after")
    assert found.smallest.startswith("With 3 and 3 sessions, p can be no smaller than 0.100")
    result = found.test()
    assert result.smallest_p == pytest.approx(0.1)
    assert result.p == 1
    assert result.difference == 0


def test_sessions_are_paired_by_dyad():
    found = groups_of(phases(5, 5, "VWXYZ"), ANSWERED, "before", "after")
    assert set(found.pairs) == set("VWXYZ")
    assert "5 pairs of sessions, p can be no smaller than 0.062" in found.smallest
    assert "exchange within pairs" in found.test().method


def test_who_does_not_want_pairs_is_told_that_dyads_are_in_both_groups():
    found = groups_of(phases(3, 3, "XYZ"), ANSWERED, "before", "after", paired=False)
    assert not found.pairs
    assert any("not paired here" in note for note in found.notes)


def test_a_dyad_with_several_sessions_counts_once():
    table = phases(3, 3, ("X", "X", "Y"))
    found = groups_of(table, ANSWERED, "before", "after")
    assert set(found.pairs) == {"X", "Y"}
    assert any("their mean is taken" in note for note in found.notes)


def test_one_session_in_a_group_is_refused():
    found = groups_of(phases(1, 4), ANSWERED, "before", "after")
    assert found.test() is None
    assert "“before” has one session" in found.smallest
    assert "“after” has 4 sessions" in found.smallest


def test_the_same_talk_by_two_coders_is_no_group_of_sessions():
    coded = [(kitchen(n), who) for n in "12" for who in (CODER, "lee")]
    by_coder = compare(coded, Codebook(), grouping="coder")
    assert "the same sessions" in groups_of(by_coder, WORDS, CODER, "lee").refused
    sessions = [(kitchen(n, phase=p), who) for n, p in ("1b", "2a") for who in (CODER, "lee")]
    by_phase = compare(sessions, Codebook())
    assert "several columns" in groups_of(by_phase, WORDS, "b", "a").refused


def test_sessions_without_the_number_are_left_out_by_name():
    uncoded = replace(kitchen("b9", phase="after", title="Nobody coded this"), codings={})
    sessions = [kitchen(f"a{n}", phase="before") for n in range(2)]
    sessions += [kitchen(f"b{n}", phase="after") for n in range(2)]
    found = groups_of(compared(*sessions, uncoded), ANSWERED, "before", "after")
    assert len(found.after) == 2
    assert found.notes == ("Left out, without this number: Nobody coded this.",)
