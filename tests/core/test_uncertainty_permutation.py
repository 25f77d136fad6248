"""Whole sessions are exchanged, all arrangements are gone through, and the limit is said first."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.uncertainty import (
    beforehand,
    permute_pairs,
    permute_sessions,
    smallest_p,
    smallest_p_of_pairs,
)


@pytest.mark.parametrize(
    ("groups", "least"),
    [((2, 2), 0.333), ((3, 3), 0.100), ((3, 4), 0.057), ((4, 4), 0.029), ((5, 5), 0.008)],
)
def test_the_smallest_p_is_known_before_the_test_and_reached_by_it(groups, least):
    n1, n2 = groups
    assert round(smallest_p(n1, n2), 3) == least
    before = {f"B{i}": 0.1 * i for i in range(n1)}
    after = {f"A{i}": 5 + 0.1 * i for i in range(n2)}
    found = permute_sessions(before, after)
    assert found.p == pytest.approx(smallest_p(n1, n2))
    assert found.smallest_p == smallest_p(n1, n2)
    assert found.seed is None


@pytest.mark.parametrize(("pairs", "least"), [(5, 0.0625), (6, 0.03125)])
def test_the_smallest_p_of_pairs_is_known_before_the_test_and_reached_by_it(pairs, least):
    assert smallest_p_of_pairs(pairs) == least
    found = permute_pairs({f"dyad {i}": (0.2, 0.5 + 0.01 * i) for i in range(pairs)})
    assert found.p == pytest.approx(least)


def test_what_is_said_first():
    assert beforehand(3, 4) == (
        "With 3 and 4 sessions, p can be no smaller than 0.057, however large the difference."
    )
    assert beforehand(5).startswith("With 5 pairs of sessions, p can be no smaller than 0.062")


def test_darwins_maize_gives_the_p_that_fisher_counted():
    # Fisher (1935) The Design of Experiments, §21: of 32,768 exchanges 863 in one tail
    crossed = [188, 96, 168, 176, 153, 172, 177, 163, 146, 173, 186, 168, 177, 184, 96]
    selfed = [139, 163, 160, 160, 147, 149, 149, 122, 132, 144, 130, 144, 102, 124, 144]
    pots = {f"pot {i}": pair for i, pair in enumerate(zip(selfed, crossed, strict=True))}
    found = permute_pairs(pots)
    assert found.difference == pytest.approx(314 / 15)
    assert found.arrangements == 32_768
    assert found.p == pytest.approx(2 * 863 / 32_768)
    assert found.method == ("exchange within pairs, 15 pairs of sessions, all 32,768 arrangements")


NUMBERS = st.integers(0, 20)


@settings(max_examples=40, deadline=None)
@given(st.lists(NUMBERS, min_size=2, max_size=4), st.lists(NUMBERS, min_size=2, max_size=4))
def test_the_p_is_what_counting_all_divisions_by_hand_gives(first, second):
    everything = [*first, *second]
    observed = sum(second) / len(second) - sum(first) / len(first)
    found = []
    for chosen in combinations(range(len(everything)), len(first)):
        one = [everything[i] for i in chosen]
        two = [v for i, v in enumerate(everything) if i not in chosen]
        found.append(sum(two) / len(two) - sum(one) / len(one))
    low = sum(d <= observed + 1e-9 for d in found) / len(found)
    high = sum(d >= observed - 1e-9 for d in found) / len(found)
    tested = permute_sessions(
        {f"a{i}": v for i, v in enumerate(first)}, {f"b{i}": v for i, v in enumerate(second)}
    )
    assert tested.p == pytest.approx(min(1, 2 * min(low, high)))
    assert tested.arrangements == len(found)
    assert tested.p >= tested.smallest_p - 1e-12


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=7))
def test_the_p_of_pairs_is_what_flipping_all_signs_by_hand_gives(pairs):
    differences = [b - a for a, b in pairs]
    observed = sum(differences)
    sums = [
        sum(sign * d for sign, d in zip(signs, differences, strict=True))
        for signs in product((1, -1), repeat=len(pairs))
    ]
    tails = [sum(s <= observed for s in sums), sum(s >= observed for s in sums)]
    found = permute_pairs({str(i): pair for i, pair in enumerate(pairs)})
    assert found.p == pytest.approx(min(1, 2 * min(tails) / len(sums)))


def test_too_many_arrangements_are_drawn_and_the_seed_is_said():
    before = {f"B{i}": float(i) for i in range(12)}
    after = {f"A{i}": float(i) for i in range(12)}
    found = permute_sessions(before, after, seed=4)
    assert found.arrangements == 2_704_156
    assert found.method.endswith("100,000 of 2,704,156 arrangements, seed 4")
    assert found.p > 0.9


def test_a_session_cannot_stand_in_both_groups_and_no_group_is_empty():
    with pytest.raises(ValueError, match="in both groups: S2"):
        permute_sessions({"S1": 1, "S2": 2}, {"S2": 2, "S3": 3})
    with pytest.raises(ValueError, match="each group needs two sessions"):
        permute_sessions({}, {"S1": 1.0, "S2": 2.0})
    with pytest.raises(ValueError, match="two pairs of sessions"):
        permute_pairs({"dyad": (1.0, 2.0)})
