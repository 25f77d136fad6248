"""γ of two coders: worked distances, exact alignment, what chance gives."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool.agreement.gamma import (
    NOTHING,
    Continuum,
    Settings,
    Unit,
    aligned,
    gamma,
    positional,
)

units = st.lists(
    st.builds(
        lambda start, length, category: Unit(start, start + length, category),
        st.integers(0, 60),
        st.integers(1, 15),
        st.sampled_from("qr"),
    ),
    max_size=5,
)


def cost(one: Unit, other: Unit, how: Settings) -> float:
    category = how.empty * (one.category != other.category)
    return how.alpha * positional(one, other, how.empty) + how.beta * category


def least(first: list[Unit], second: list[Unit], how: Settings) -> float:
    """Return the cost of the best alignment, found by trying every one."""
    found = [how.empty * (len(first) + len(second))]
    for size in range(1, min(len(first), len(second)) + 1):
        for ours in combinations(first, size):
            for theirs in permutations(second, size):
                pairs = sum(cost(a, b, how) for a, b in zip(ours, theirs, strict=True))
                found.append(pairs + how.empty * (len(first) + len(second) - 2 * size))
    return min(found)


class TestTheDistanceOfTwoStretches:
    def test_is_the_published_one(self):
        assert round(positional(Unit(0, 10), Unit(2, 10)), 6) == 0.012346
        assert round(positional(Unit(0, 10), Unit(0, 5)), 6) == 0.111111
        assert positional(Unit(0, 4), Unit(6, 10)) == 2.25

    def test_leaves_stretches_alone_that_are_far_apart(self):
        found = aligned([Unit(0, 4)], [Unit(6, 10)], Settings())
        assert (found.cost, found.pairs) == (2.0, ())


class TestTheBestAlignment:
    @given(
        units,
        units,
        st.sampled_from([Settings(), Settings(2, 1), Settings(0, 1), Settings(1, 3, 2)]),
    )
    def test_costs_no_more_than_any_other(self, first, second, how):
        assert aligned(first, second, how).cost == pytest.approx(least(first, second, how))


TALK = Continuum(
    tuple(Unit(at, at + 12, "qra"[at // 20 % 3]) for at in range(0, 400, 20)),
    tuple(Unit(at + 1, at + 13, "qra"[at // 20 % 3]) for at in range(0, 400, 20)),
    400,
)


class TestGamma:
    def test_of_the_same_stretches_is_1(self):
        same = Continuum(TALK.first, TALK.first, 400)
        assert gamma([same]).value == 1.0

    def test_of_nearly_the_same_is_high_and_of_others_is_near_0(self):
        assert gamma([TALK]).value > 0.9
        turned = tuple(Unit((u.start + 170) % 380, (u.start + 170) % 380 + 12, u.category)
                       for u in TALK.second)  # fmt: skip
        other = gamma([Continuum(TALK.first, turned, 400)], Settings(samples=200))
        assert abs(other.value) < 0.35

    def test_is_the_same_with_the_same_seed_and_says_which(self):
        how = Settings(samples=20, seed=7)
        assert gamma([TALK], how) == gamma([TALK], how)
        assert gamma([TALK], how).expected != gamma([TALK], how._replace(seed=8)).expected
        for part in ("α = 1", "β = 1", "Δ∅ = 1", "20 random continua", "seed 7", "shifted"):
            assert part in str(how)

    def test_lies_within_the_range_another_seed_may_give(self):
        found = gamma([TALK], Settings(samples=400))
        others = [gamma([TALK], Settings(samples=400, seed=seed)).value for seed in range(2, 8)]
        wide = 2 * (found.high - found.low)
        assert all(abs(value - found.value) < wide for value in others)

    def test_is_missing_where_one_coder_marked_nothing(self):
        found = gamma([Continuum(TALK.first, (), 400)])
        assert (found.value, found.why) == (None, NOTHING)
        assert gamma([]).value is None

    def test_of_the_category_sees_wrong_codes_in_the_right_place(self):
        wrong = tuple(u._replace(category="q") for u in TALK.first)
        found = gamma([Continuum(TALK.first, wrong, 400)], Settings(beta=0.5))
        assert found.by_category is not None
        assert found.by_category < 0.5 < gamma([TALK]).by_category


class TestAgainstPygamma:
    def test_the_best_alignment_has_the_same_disorder(self):
        why = "pygamma-agreement needs cvxpy and solvers that this project does not depend on"
        pygamma = pytest.importorskip("pygamma_agreement", reason=why)
        segments = pytest.importorskip("pyannote.core", reason=why)
        continuum = pygamma.Continuum()
        for name, marked in (("a", TALK.first), ("b", TALK.second)):
            for unit in marked:
                continuum.add(name, segments.Segment(unit.start, unit.end), unit.category)
        theirs = continuum.get_best_alignment(pygamma.CombinedCategoricalDissimilarity())
        ours = aligned(TALK.first, TALK.second, Settings()).cost / len(TALK.first)
        assert ours == pytest.approx(theirs.disorder)
