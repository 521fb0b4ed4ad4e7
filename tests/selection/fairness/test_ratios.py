"""Rate ratios, their intervals, and which of them must be answered."""

from itertools import product
from math import comb, inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest
from scipy.stats.contingency import relative_risk

from popo.selection.fairness.ratios import Count, Method, Ratio, Reading, rate_ratio, read

COUNTS = st.integers(0, 400).flatmap(
    lambda at_risk: st.builds(Count, st.integers(0, at_risk), st.just(at_risk))
)
LARGE = st.builds(
    lambda cases, others: Count(cases, cases + others), st.integers(10, 900), st.integers(10, 900)
)


@given(LARGE, LARGE)
def test_where_all_cells_are_ten_the_interval_is_the_usual_one(group: Count, rest: Count) -> None:
    found = rate_ratio(group, rest)
    expected = relative_risk(group.cases, group.at_risk, rest.cases, rest.at_risk)
    interval = expected.confidence_interval(0.95)
    assert found is not None
    assert found.method is Method.LOG
    assert found.value == pytest.approx(expected.relative_risk)
    assert found.low == pytest.approx(interval.low)
    assert found.high == pytest.approx(interval.high)


@given(COUNTS, COUNTS)
def test_elsewhere_it_is_the_exact_one_given_all_cases(group: Count, rest: Count) -> None:
    found = rate_ratio(group, rest)
    assume(found is not None and found.method is Method.EXACT)
    assert found is not None
    share = binomtest(group.cases, group.cases + rest.cases).proportion_ci(method="exact")
    weight = rest.at_risk / group.at_risk
    assert found.low == pytest.approx(weight * share.low / (1 - share.low), rel=1e-8)
    if share.high == 1:
        assert found.high is None
    else:
        assert found.high == pytest.approx(weight * share.high / (1 - share.high), rel=1e-6)


@given(COUNTS, COUNTS)
def test_swapping_the_groups_turns_everything_round(group: Count, rest: Count) -> None:
    one, other = rate_ratio(group, rest), rate_ratio(rest, group)
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    assert one.method is other.method
    assert one.low == pytest.approx(_turned(other.high), rel=1e-6)
    assert other.low == pytest.approx(_turned(one.high), rel=1e-6)
    if one.value and other.value:
        assert one.value * other.value == pytest.approx(1)


@given(COUNTS, COUNTS)
def test_swapping_the_groups_swaps_below_and_above(group: Count, rest: Count) -> None:
    swapped = {Reading.BELOW: Reading.ABOVE, Reading.ABOVE: Reading.BELOW}
    reading = read(group, rest)
    assert read(rest, group) is swapped.get(reading, reading)


@given(COUNTS, COUNTS)
def test_the_interval_holds_the_ratio(group: Count, rest: Count) -> None:
    found = rate_ratio(group, rest)
    if found is not None:
        value = inf if found.value is None else found.value
        high = inf if found.high is None else found.high
        assert 0 <= found.low <= value * (1 + 1e-12)
        assert value <= high * (1 + 1e-12)


def _turned(value: float | None) -> float:
    if value is None:
        return 0.0
    return inf if value == 0 else 1 / value


@pytest.mark.parametrize(
    ("group", "rest"), [(Count(0, 12), Count(0, 40)), (Count(3, 9), Count(0, 0))]
)
def test_nothing_to_divide_gives_no_ratio(group: Count, rest: Count) -> None:
    assert rate_ratio(group, rest) is None
    assert read(group, rest) is Reading.NOT_ENOUGH


def test_no_cases_on_one_side_leave_one_end_open() -> None:
    none = rate_ratio(Count(0, 12), Count(9, 40))
    assert none is not None
    assert (none.value, none.low) == (0, 0)
    assert none.high is not None
    every = rate_ratio(Count(9, 40), Count(0, 12))
    assert every is not None
    assert (every.value, every.high) == (None, None)
    assert every.low > 0


@pytest.mark.parametrize(
    ("group", "rest", "reading"),
    [
        (Count(4, 10), Count(5, 10), Reading.WITHIN),  # 0.8 to the dot
        (Count(5, 10), Count(4, 10), Reading.WITHIN),  # 1.25 to the dot
        (Count(399, 1000), Count(5, 10), Reading.BELOW),
        (Count(626, 1000), Count(5, 10), Reading.ABOVE),
        (Count(0, 10), Count(5, 10), Reading.BELOW),
        (Count(5, 10), Count(0, 10), Reading.ABOVE),
        (Count(10, 10), Count(10, 10), Reading.WITHIN),
        (Count(2, 4), Count(5, 10), Reading.NOT_ENOUGH),
        (Count(5, 10), Count(2, 4), Reading.NOT_ENOUGH),
    ],
)
def test_read_says_on_which_side_it_falls(group: Count, rest: Count, reading: Reading) -> None:
    assert read(group, rest) is reading


def test_a_ratio_is_flagged_whether_or_not_chance_explains_it() -> None:
    group, rest = Count(5, 25), Count(40, 110)
    found = rate_ratio(group, rest)
    assert found is not None
    assert found.could_be_even
    assert read(group, rest).is_outside


@pytest.mark.parametrize(("ours", "theirs"), [(12, 30), (25, 25), (8, 60)])
def test_the_exact_interval_is_right_at_least_95_times_in_100(ours: int, theirs: int) -> None:
    """Every table there can be, weighed by how likely it is: no luck of drawing enters."""
    tables = {
        (a, b): found
        for a, b in product(range(ours + 1), range(theirs + 1))
        if (found := rate_ratio(Count(a, ours), Count(b, theirs)))
    }
    for rate, ratio in product((0.05, 0.2, 0.4), (0.5, 1.0, 2.0)):
        right = whole = 0.0
        for (a, b), found in tables.items():
            chance = _chance(a, ours, rate * ratio) * _chance(b, theirs, rate)
            whole += chance
            right += chance * (found.method is Method.LOG or _holds(found, ratio))
        assert right / whole >= 0.95


def _holds(found: Ratio, ratio: float) -> bool:
    return found.low <= ratio and (found.high is None or ratio <= found.high)


def _chance(cases: int, trials: int, rate: float) -> float:
    return float(comb(trials, cases) * rate**cases * (1 - rate) ** (trials - cases))


@pytest.mark.soak
@pytest.mark.parametrize("ratio", [0.5, 1.0, 1.5])
def test_both_intervals_together_are_right_often_enough(ratio: float) -> None:
    """The logarithmic one is an approximation, so a little less than 95 in 100 is allowed."""
    draw = np.random.default_rng(20240430)
    tables = zip(
        draw.binomial(80, 0.3 * ratio, 20_000), draw.binomial(150, 0.3, 20_000), strict=True
    )
    right = 0
    for a, b in tables:
        found = rate_ratio(Count(int(a), 80), Count(int(b), 150))
        assert found is not None
        right += _holds(found, ratio)
    assert right / 20_000 >= 0.94
