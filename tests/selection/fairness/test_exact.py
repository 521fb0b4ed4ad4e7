"""Our own quantiles against those of an established library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binomtest

from popo.selection.fairness.exact import beta_below, proportion_interval

PROPORTIONS = st.integers(1, 6000).flatmap(
    lambda trials: st.tuples(st.integers(0, trials), st.just(trials))
)


@given(PROPORTIONS)
def test_proportion_interval_agrees_with_scipy(proportion: tuple[int, int]) -> None:
    cases, trials = proportion
    expected = binomtest(cases, trials).proportion_ci(method="exact")
    low, high = proportion_interval(cases, trials)
    assert low == pytest.approx(expected.low, abs=1e-10)
    assert high == pytest.approx(expected.high, abs=1e-10)


@given(st.floats(0, 1), st.integers(1, 4000), st.integers(1, 4000))
def test_beta_below_agrees_with_scipy(x: float, a: int, b: int) -> None:
    assert beta_below(x, a, b) == pytest.approx(beta.cdf(x, a, b), abs=1e-10)


@given(PROPORTIONS)
def test_proportion_interval_holds_what_was_seen(proportion: tuple[int, int]) -> None:
    cases, trials = proportion
    low, high = proportion_interval(cases, trials)
    assert 0 <= low <= cases / trials <= high <= 1


def test_proportion_interval_touches_the_ends_only_where_nothing_or_everything_was_seen() -> None:
    assert proportion_interval(0, 12)[0] == 0
    assert proportion_interval(12, 12)[1] == 1
    assert proportion_interval(1, 12)[0] > 0
    assert proportion_interval(11, 12)[1] < 1
