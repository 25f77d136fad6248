"""Intervals agree with the published values and with statsmodels' and scipy's own."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from ca_tool.measures.intervals import newcombe, wilson

COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (5, 6, 0.4365, 0.9699),
        (3, 4, 0.3006, 0.9544),
        (3, 3, 0.4385, 1.0),
        (0, 1, 0.0, 0.7935),
        (2, 3, 0.2077, 0.9385),
    ],
)
def test_wilson_gives_the_values_worked_out_by_hand(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@given(COUNTS)
def test_wilson_agrees_with_scipy(counts):
    k, n = counts
    interval = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k, n) == pytest.approx((interval.low, interval.high), abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((12, 20, 6, 20), (0.30, -0.006, 0.538)),
        ((3, 4, 0, 1), (0.75, -0.162, 0.954)),
    ],
)
def test_newcombe_gives_the_check_values(counts, expected):
    assert newcombe(*counts) == pytest.approx(expected, abs=1e-3)


@given(COUNTS, COUNTS)
def test_newcombe_contains_the_difference_and_turns_round(first, second):
    difference, low, high = newcombe(*first, *second)
    assert -1 - 1e-9 <= low <= difference + 1e-9
    assert difference - 1e-9 <= high <= 1 + 1e-9
    assert newcombe(*second, *first) == pytest.approx((-difference, -high, -low), abs=1e-9)


@pytest.mark.parametrize(("k", "n"), [(1, 0), (-1, 3), (4, 3)])
def test_what_is_no_proportion_is_refused(k, n):
    with pytest.raises(ValueError, match="is no proportion"):
        wilson(k, n)


def test_measures_import_nothing_heavy():
    code = (
        "import sys, ca_tool.measures, ca_tool.compare;"
        "heavy = {'numpy', 'pandas', 'scipy', 'matplotlib', 'lxml'} & set(sys.modules);"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
