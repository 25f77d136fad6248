"""Coefficients against worked values and against the packages others publish."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from ca_tool.agreement import coefficients
from ca_tool.agreement.crossing import NO_UNITS, ONE_VALUE, Rating, crossed
from ca_tool.agreement.durations import TimedPair, bland_altman, icc, matched_silences
from ca_tool.agreement.intervals import Resampling
from ca_tool.agreement.reliability import alpha, alpha_of
from ca_tool.notation import parse

TWENTY = np.array([[6.0, 2.0], [1.0, 11.0]])
"""Both yes 6, the first only 2, the second only 1, both no 11."""
FIFTY = np.array([[1.0, 2.0], [2.0, 45.0]])
"""A rare code: both yes 1, one only 2 and 2, both no 45."""

KEYS = ("observed", "kappa", "alpha", "pabak", "ac1")


def units(table):
    """Return the table as two lists of ratings."""
    cells = [(a, b) for (a, b), n in np.ndenumerate(table) for _ in range(int(n))]
    return [a for a, _ in cells], [b for _, b in cells]


class TestTwentyUnits:
    def test_give_the_worked_coefficients(self):
        found = {key: float(getattr(coefficients, key)(TWENTY)) for key in KEYS}
        assert {key: round(value, 4) for key, value in found.items()} == {
            "observed": 0.85,
            "kappa": 0.6809,
            "alpha": 0.6880,
            "pabak": 0.70,
            "ac1": 0.7176,
        }

    def test_give_f1_of_yes_and_of_no(self):
        assert [round(float(one), 3) for one in coefficients.f1(TWENTY)] == [0.8, 0.88]

    def test_show_what_the_large_sample_interval_is_worth(self):
        found = coefficients.kappa_normal(TWENTY)
        assert (round(found.low, 3), found.high) == (0.348, 1.0)
        assert round(found.raw_high, 3) == 1.014

    def test_say_so_where_the_interval_is_shown(self):
        ratings = [Rating(1, "yn"[a], "yn"[b]) for a, b in zip(*units(TWENTY), strict=True)]
        kappa = crossed(ratings, ("y", "n"), Resampling()).estimate("kappa")
        assert (round(kappa.low, 3), kappa.high, kappa.n, kappa.blocks) == (0.348, 1.0, 20, 1)
        assert "raw upper limit 1.014" in kappa.method
        assert "at least 10 needed" in kappa.method


class TestARareCode:
    def test_has_a_low_kappa_and_a_high_pabak_and_both_are_there(self):
        ratings = [Rating(1, "yn"[a], "yn"[b]) for a, b in zip(*units(FIFTY), strict=True)]
        found = crossed(ratings, ("y", "n"), Resampling())
        assert [one.key for one in found.estimates] == list(KEYS)
        assert round(found.estimate("observed").value, 2) == 0.92
        assert round(found.estimate("kappa").value, 4) == 0.2908
        assert round(found.estimate("pabak").value, 2) == 0.84
        assert round(found.f1[0], 3) == 0.333


class TestWhatCannotBeComputed:
    def test_no_units_are_missing_with_the_reason(self):
        found = crossed([], ("y", "n"), Resampling())
        assert {(one.value, one.why) for one in found.estimates} == {(None, NO_UNITS)}

    def test_one_value_only_is_missing_and_never_1(self):
        found = crossed([Rating(at, "n", "n") for at in range(30)], ("y", "n"), Resampling())
        assert found.estimate("observed").value == 1.0
        for key in ("kappa", "alpha", "pabak", "ac1"):
            assert (found.estimate(key).value, found.estimate(key).why) == (None, ONE_VALUE)

    def test_two_coders_who_each_use_another_value_agree_less_than_chance(self):
        table = np.array([[0.0, 9.0], [0.0, 0.0]])
        assert float(coefficients.kappa(table)) == 0.0
        assert float(coefficients.alpha(table)) < 0

    @pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
    def test_alpha_of_ratings_that_do_not_vary_is_nan(self, level):
        assert math.isnan(alpha(np.full((2, 5), 3.0), level))
        assert math.isnan(alpha(np.full((3, 4), np.nan), level))
        assert math.isnan(alpha(np.array([[1.0, np.nan], [np.nan, 2.0]]), level))


tables = st.integers(2, 5).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 9), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


class TestAgainstOtherPeoplesPackages:
    @given(tables)
    def test_kappa_is_that_of_scikit_learn(self, counts):
        table = np.array(counts, dtype=float)
        first, second = units(table)
        if coefficients.used(table) < 2:
            return
        for ours, theirs in (("none", None), ("linear", "linear"), ("quadratic", "quadratic")):
            expected = cohen_kappa_score(first, second, labels=range(len(counts)), weights=theirs)
            assert float(coefficients.kappa(table, ours)) == pytest.approx(expected)

    @given(tables)
    def test_alpha_of_a_table_is_that_of_the_ratings(self, counts):
        table = np.array(counts, dtype=float)
        ratings = np.array(units(table), dtype=float)
        if coefficients.used(table) >= 2:
            for scale in ("nominal", "ordinal"):
                expected = alpha(ratings, scale)
                assert float(coefficients.alpha(table, scale)) == pytest.approx(expected)

    @given(
        st.integers(2, 4).flatmap(
            lambda coders: st.lists(
                st.lists(
                    st.one_of(st.none(), st.integers(-2, 6), st.sampled_from([0.5, 99999.0])),
                    min_size=coders,
                    max_size=coders,
                ),
                min_size=2,
                max_size=12,
            )
        ),
        st.sampled_from(["nominal", "ordinal", "interval"]),
    )
    def test_alpha_with_missing_ratings_is_that_of_krippendorff(self, rows, level):
        ratings = np.array(rows, dtype=float).T
        paired = ratings[:, (~np.isnan(ratings)).sum(0) >= 2]
        if np.unique(paired[~np.isnan(paired)]).size < 2:
            return
        expected = krippendorff.alpha(reliability_data=ratings, level_of_measurement=level)
        assert alpha(ratings, level) == pytest.approx(expected, abs=1e-9)

    def test_words_are_rated_too_and_in_order_where_one_is_given(self):
        first = ["weak", "weak", "strong", None, "full"]
        second = ["weak", "strong", "strong", "full", "full"]
        numbers = np.array([[0, 0, 1, np.nan, 2], [0, 1, 1, 2, 2]], dtype=float)
        assert alpha_of([first, second]) == pytest.approx(alpha(numbers))
        ordered = alpha_of([first, second], order=("weak", "strong", "full"))
        assert ordered == pytest.approx(alpha(numbers, "ordinal"))


class TestLengthsOfSilences:
    JUDGES = np.array(
        [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7.0]]
    )
    """Six targets and four judges: Shrout & Fleiss 1979, table 2."""

    def test_icc_is_the_published_one(self):
        assert round(icc(self.JUDGES), 2) == 0.29

    def test_icc_of_lengths_that_do_not_vary_is_missing(self):
        assert icc(np.full((5, 2), 0.4)) is None
        assert icc(np.array([[0.3, 0.4]])) is None

    def test_limits_of_agreement(self):
        found = bland_altman([TimedPair(0.5, 0.6), TimedPair(1.0, 1.3), TimedPair(2.0, 1.9)])
        assert found.n == 3
        assert found.bias == pytest.approx(0.1)
        assert found.mean_absolute == pytest.approx(0.5 / 3)
        assert found.high - found.low == pytest.approx(2 * 1.959964 * 0.2)
        assert bland_altman([TimedPair(1.0, 1.0)]) is None

    def test_silences_are_matched_by_the_words_round_them(self):
        first = parse("01 ANN: shall we go (0.5) home\n02      (1.2)\n03 BEA: °ye:ah° (0.3) now\n")
        second = parse("01 ANN: shall we go (0.6) home\n02 BEA: yeah (0.4) now\n03     (2.0)\n")
        assert matched_silences(first, second) == (TimedPair(0.5, 0.6), TimedPair(0.3, 0.4))
