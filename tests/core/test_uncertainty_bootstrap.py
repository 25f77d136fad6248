"""Resampling whole blocks agrees with scipy's bootstrap and refuses what it cannot honestly do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap as scipy_bootstrap

from ca_tool.uncertainty import (
    block_bootstrap,
    block_bootstraps,
    bootstrap,
    median_bootstrap,
    two_level_bootstrap,
)
from ca_tool.uncertainty.bootstrap import draws

ANSWERED = [1, 0, 2, 1, 3, 0, 1, 2, 1, 0, 2, 1, 1, 0]
ASKED = [1, 1, 2, 2, 3, 1, 1, 3, 1, 1, 2, 2, 1, 1]
"""Fourteen sequences: how many questions of each were answered, how many asked."""


def ratio(top, bottom, axis=-1):
    return np.sum(top, axis=axis) / np.sum(bottom, axis=axis)


def test_the_method_says_all_that_is_needed_to_compute_it_again():
    found = block_bootstrap(ANSWERED, ASKED, seed=7, by="sequence")
    assert found.value == pytest.approx(15 / 22)
    assert found.method == (
        "95% block bootstrap by sequence (percentile), 2,000 resamples, n_blocks=14, seed 7"
    )
    assert (found.n_blocks, found.resamples, found.seed, found.refused) == (14, 2000, 7, "")
    assert found == block_bootstrap(ANSWERED, ASKED, seed=7, by="sequence")
    assert found != block_bootstrap(ANSWERED, ASKED, seed=8, by="sequence")


def test_the_percentile_interval_is_scipys_up_to_the_draw():
    ours = block_bootstrap(ANSWERED, ASKED, resamples=40_000)
    theirs = scipy_bootstrap(
        (ANSWERED, ASKED),
        ratio,
        paired=True,
        vectorized=True,
        n_resamples=40_000,
        method="percentile",
        rng=np.random.default_rng(3),
    ).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.006)


def test_from_twenty_blocks_on_the_interval_is_scipys_bca_up_to_the_draw():
    top, bottom = ANSWERED * 2, ASKED * 2
    ours = block_bootstrap(top, bottom, resamples=40_000, by="topic")
    theirs = scipy_bootstrap(
        (top, bottom),
        ratio,
        paired=True,
        vectorized=True,
        n_resamples=40_000,
        method="BCa",
        rng=np.random.default_rng(3),
    ).confidence_interval
    assert "by topic (BCa)" in ours.method
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.004)


def test_bca_of_the_same_draws_is_scipys_exactly():
    top, bottom = np.array(ANSWERED * 2, float), np.array(ASKED * 2, float)
    weights = draws(28, 2000, 1)

    class Drawn:
        bootstrap_distribution = (weights @ top) / (weights @ bottom)

    theirs = scipy_bootstrap(
        (top, bottom), ratio, paired=True, n_resamples=0, bootstrap_result=Drawn, method="BCa"
    ).confidence_interval
    ours = block_bootstrap(top, bottom)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_fewer_than_ten_blocks_are_refused_and_the_number_stays():
    found = block_bootstrap(ANSWERED[:9], ASKED[:9], by="sequence")
    assert found.value == pytest.approx(11 / 15)
    assert (found.low, found.high, found.method) == (None, None, "")
    assert found.refused == "9 sequences with something to count, at least 10 needed"


def test_blocks_where_nothing_could_happen_are_no_blocks_of_this_number():
    found = block_bootstrap([*ANSWERED[:9], 0, 0, 0], [*ASKED[:9], 0, 0, 0])
    assert found.refused == "9 blocks with something to count, at least 10 needed"


def test_where_every_question_was_answered_resampling_shows_nothing_and_says_so():
    found = block_bootstrap(ASKED, ASKED)
    assert (found.value, found.low) == (1.0, None)
    assert found.refused.startswith("every draw gives the same number")


def test_blocks_in_step_are_asked_for():
    with pytest.raises(ValueError, match="each block needs"):
        block_bootstrap([1, 2], [1])
    with pytest.raises(ValueError, match="nothing to draw"):
        draws(0)


def test_a_session_without_blocks_has_no_number():
    assert block_bootstrap([], []).value is None
    assert bootstrap(lambda weights: weights.sum(axis=1), 0).value is None


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda p: (min(p), max(p))),
        min_size=10,
        max_size=40,
    )
)
def test_a_ratio_drawn_with_others_is_as_if_drawn_alone(pairs):
    top, bottom = np.array(pairs, float).T
    together = block_bootstraps(
        np.column_stack([top, top[::-1], np.zeros_like(top)]),
        np.column_stack([bottom, bottom[::-1], bottom]),
        resamples=200,
    )
    assert together[0] == block_bootstrap(top, bottom, resamples=200)
    assert together[1] == block_bootstrap(top[::-1], bottom[::-1], resamples=200)
    for found in together:
        if found.low is not None:
            assert 0 <= found.low <= found.high <= 1


def test_any_statistic_of_weighted_blocks_gives_the_same_as_the_ratio():
    top, bottom = np.array(ANSWERED, float), np.array(ASKED, float)
    found = bootstrap(lambda weights: (weights @ top) / (weights @ bottom), 14, by="sequence")
    assert found == block_bootstrap(top, bottom, by="sequence")
    twice = np.tile(top, 2), np.tile(bottom, 2)
    found = bootstrap(lambda weights: (weights @ twice[0]) / (weights @ twice[1]), 28)
    expected = block_bootstrap(*twice)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert found.method == expected.method


def test_the_median_of_each_draw_is_numpys():
    blocks = [[0.2, 1.8], [0.6], [2.4, 0.3, 0.9], [], [1.1], [0.4], [0.7, 0.7], [3.0], [1.5],
              [0.5], [2.2, 0.1], [0.8]]  # fmt: skip
    found = median_bootstrap(blocks, resamples=300, by="sequence")
    having = [block for block in blocks if block]
    medians = [
        np.median(np.concatenate([np.repeat(b, int(w)) for b, w in zip(having, row, strict=True)]))
        for row in draws(len(having), 300, 1)
    ]
    assert found.n_blocks == 11
    assert found.value == np.median(np.concatenate(having))
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(medians, [2.5, 97.5])))
    assert (
        median_bootstrap(blocks[:5]).refused
        == "4 blocks with something to count, at least 10 needed"
    )


def test_sessions_are_pooled_only_from_eight_on():
    sessions = [(ANSWERED, ASKED)] * 7
    found = two_level_bootstrap(sessions)
    assert found.value == pytest.approx(15 / 22)
    assert found.refused == "7 sessions, at least 8 needed to pool them"


def test_pooling_adds_the_difference_between_sessions_to_that_within_them():
    rng = np.random.default_rng(5)
    sessions = []
    for chance in (0.1, 0.9, 0.2, 0.8, 0.5, 0.3, 0.7, 0.95, 0.05):
        asked = rng.integers(1, 4, 12)
        sessions.append((rng.binomial(asked, chance), asked))
    pooled = two_level_bootstrap(sessions, by="sequence")
    flat = block_bootstrap(
        np.concatenate([top for top, _ in sessions]),
        np.concatenate([bottom for _, bottom in sessions]),
    )
    assert pooled.value == pytest.approx(flat.value)
    assert pooled.high - pooled.low > 2 * (flat.high - flat.low)
    assert pooled.method == (
        "95% two-level bootstrap by session and sequence (percentile), 2,000 resamples, "
        "9 sessions, n_blocks=108, seed 1"
    )


def test_where_sessions_are_alike_pooling_gives_nearly_what_blocks_give():
    sessions = [(ANSWERED, ASKED)] * 12
    pooled = two_level_bootstrap(sessions, resamples=20_000)
    flat = block_bootstrap(ANSWERED * 12, ASKED * 12, resamples=20_000)
    assert (pooled.low, pooled.high) == pytest.approx((flat.low, flat.high), abs=0.01)
