"""Intervals, effect sizes and waits agree with published values, statsmodels and scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, binomtest, ecdf
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ca_tool.uncertainty import (
    cliffs_delta,
    clopper_pearson,
    km_median,
    log_ratio,
    newcombe,
    odds_ratio,
    risk_difference,
    wilson,
)

COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
INNER = st.integers(2, 60).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


@given(COUNTS)
def test_single_proportions_agree_with_statsmodels(counts):
    assert wilson(*counts) == pytest.approx(proportion_confint(*counts, method="wilson"), abs=1e-9)
    exact = proportion_confint(*counts, method="beta")
    assert clopper_pearson(*counts) == pytest.approx(exact, abs=1e-7)


def test_the_exact_interval_is_the_one_of_the_textbook():
    # 7 of 20: Clopper–Pearson 0.154 to 0.592 (Agresti & Coull 1998, and any table)
    assert clopper_pearson(7, 20) == pytest.approx((0.1539, 0.5922), abs=5e-5)
    assert clopper_pearson(0, 10) == pytest.approx((0, 0.3085), abs=5e-5)
    with pytest.raises(ValueError, match="no proportion"):
        clopper_pearson(5, 4)


@given(INNER, INNER)
def test_differences_of_proportions_agree_with_statsmodels(first, second):
    low, high = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert newcombe(*first, *second)[1:] == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_differences_are_those_newcombe_published(counts, low, high):
    # Newcombe (1998) Statistics in Medicine 17: 873–890, table II, method 10
    found = risk_difference(*counts)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.method == "Newcombe 95%, assumes independent instances"


@given(COUNTS, COUNTS)
def test_odds_with_half_a_case_added_agree_with_statsmodels(first, second):
    (k1, n1), (k2, n2) = first, second
    table = Table2x2(np.array([[k1, n1 - k1], [k2, n2 - k2]]) + 0.5)
    found = odds_ratio(*first, *second)
    assert found.value == pytest.approx(table.oddsratio)
    assert (found.low, found.high) == pytest.approx(table.oddsratio_confint())


def test_odds_of_many_cases_are_nearly_those_of_scipy():
    plain = scipy_odds_ratio([[300, 200], [240, 260]], kind="sample").statistic
    assert odds_ratio(300, 500, 240, 500).value == pytest.approx(plain, rel=0.005)
    with pytest.raises(ValueError, match="no proportion"):
        odds_ratio(3, 2, 1, 1)


def test_a_log_ratio_of_words_never_divides_by_nothing_and_has_no_interval():
    assert log_ratio(45, 7).value == pytest.approx(np.log(45.5 / 7.5))
    assert log_ratio(12, 0).value == pytest.approx(np.log(25))
    assert log_ratio(0, 12).value == pytest.approx(-log_ratio(12, 0).value)
    assert log_ratio(3, 3).low is None
    assert "no independent trials" in log_ratio(3, 3).refused
    with pytest.raises(ValueError, match="negative"):
        log_ratio(-1, 2)


def test_cliffs_delta_is_that_of_the_published_example():
    # Hogarty & Kromrey (1999); the interval as the R package effsize gives it for them
    treatment = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50]
    control = [10, 20, 30, 40, 40, 50]
    found = cliffs_delta(treatment, control)
    assert found.value == pytest.approx(-0.25)
    assert (found.low, found.high) == pytest.approx((-0.7265846, 0.3890062), abs=1e-7)


def test_cliffs_delta_takes_the_ordered_classes_of_the_notation():
    scale = ("overlap", "latch", "unmarked", "micropause", "timed")
    sue = ["unmarked", "unmarked", "overlap", "latch"]
    tom = ["timed", "overlap", "micropause", "timed"]
    # of 16 pairs Tom is later in 12, earlier in 3; one overlap stands against the other
    assert cliffs_delta(tom, sue, scale).value == pytest.approx((12 - 3) / 16)
    assert cliffs_delta(sue, tom, scale).value == pytest.approx(-(12 - 3) / 16)
    with pytest.raises(ValueError, match="not on the scale: later"):
        cliffs_delta(["later"], tom, scale)


@given(
    st.lists(st.integers(0, 6), min_size=2, max_size=12),
    st.lists(st.integers(0, 6), min_size=2, max_size=12),
)
def test_cliffs_delta_counts_pairs_and_turns_round(first, second):
    pairs = [(x > y) - (x < y) for x in first for y in second]
    found, turned = cliffs_delta(first, second), cliffs_delta(second, first)
    assert found.value == pytest.approx(sum(pairs) / len(pairs))
    assert turned.value == pytest.approx(-found.value)
    if found.low is None:
        assert found.refused == "the groups do not overlap at all"
    else:
        assert -1 <= found.low <= found.value <= found.high <= 1
        assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


def test_cliffs_delta_of_single_values_has_no_interval():
    assert cliffs_delta([1.0], [2.0, 3.0]).refused == "a group has a single value"
    with pytest.raises(ValueError, match="needs a value"):
        cliffs_delta([], [1.0])


REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_IN_REMISSION = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
"""Weeks in remission: Freireich et al. (1963) Blood 21: 699–716, the 6-MP trial."""


def test_kaplan_meier_gives_the_published_medians_of_the_6_mp_trial():
    treated = km_median(REMISSION, STILL_IN_REMISSION)
    assert treated.median == 23
    assert treated.surviving == pytest.approx(
        (0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482), abs=5e-5
    )
    assert treated.at_risk == (21, 17, 15, 12, 11, 7, 6)
    assert treated.method == "Kaplan–Meier, 9 events, 12 censored"
    assert km_median(PLACEBO).median == 8


def test_pursuit_in_the_kitchen_came_after_one_and_a_half_seconds_and_a_bit():
    found = km_median([1.8], [0.6, 0.1])
    assert (found.median, found.events, found.censored) == (1.8, 1, 2)
    assert found.method == "Kaplan–Meier, 1 event, 2 censored"


def test_where_most_were_still_waiting_there_is_no_median():
    found = km_median([0.5], [1.0, 2.0, 3.0])
    assert (found.median, found.surviving) == (None, (0.75,))
    assert km_median([], [1.0]).median is None


@given(
    st.lists(st.integers(1, 15), min_size=1, max_size=20),
    st.lists(st.integers(1, 15), max_size=20),
)
def test_kaplan_meier_agrees_with_scipy_and_statsmodels(events, censored):
    found = km_median(events, censored)
    curve = ecdf(CensoredData(uncensored=events, right=censored)).sf
    at = np.searchsorted(curve.quantiles, found.times)
    assert found.surviving == pytest.approx(tuple(curve.probabilities[at]))
    status = [1] * len(events) + [0] * len(censored)
    theirs = SurvfuncRight([*events, *censored], status)
    assert found.surviving == pytest.approx(tuple(theirs.surv_prob))
    below = theirs.surv_times[theirs.surv_prob <= 0.5 + 1e-9]
    assert found.median == (below[0] if len(below) else None)


def test_scipys_wilson_is_ours():
    interval = binomtest(2, 3).proportion_ci(method="wilson")
    assert wilson(2, 3) == pytest.approx((interval.low, interval.high))
