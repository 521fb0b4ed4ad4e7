"""The ratings nobody types: every fact has one, and better facts never have a worse."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo.checklist.kinds import Live, Rating
from popo.checklist.rating import (
    THRESHOLDS,
    rate_coordinated,
    rate_criteria,
    rate_number,
)

WORST_FIRST = [Rating.RED, Rating.AMBER, Rating.GREEN]
counts = st.integers(0, 500)
days = st.dates(date(2005, 1, 1), date(2060, 12, 31))


def _place(rating: Rating | None) -> int:
    assert rating is not None
    return WORST_FIRST.index(rating)


@given(counts, st.none() | counts)
def test_one_more_case_never_makes_the_number_better(cases: int, agreed: int | None) -> None:
    one, more = rate_number(cases, agreed), rate_number(cases + 1, agreed)
    assert _place(more.rating) <= _place(one.rating)
    assert (one.rating is Rating.GREEN) is (bool(agreed) and cases <= (agreed or 0))


def test_the_edges_of_the_number() -> None:
    found = [rate_number(cases, 40).rating for cases in (0, 40, 41, 44, 45)]
    assert found == [Rating.GREEN, Rating.GREEN, Rating.AMBER, Rating.AMBER, Rating.RED]
    assert rate_number(0, None).rating is Rating.RED
    assert "no number is agreed" in rate_number(3, 0).why


@given(counts, counts)
def test_one_more_case_led_and_planned_never_makes_it_worse(cases: int, whole: int) -> None:
    whole = min(whole, cases)
    found = rate_coordinated(cases, whole).rating
    assert (found is None) is (cases == 0)
    if whole < cases:
        assert _place(rate_coordinated(cases, whole + 1).rating) >= _place(found)
    if cases and whole == cases:
        assert found is Rating.GREEN


def test_the_edges_of_a_co_ordinated_approach() -> None:
    found = [rate_coordinated(100, whole).rating for whole in (79, 80, 94, 95)]
    assert found == [Rating.RED, Rating.AMBER, Rating.AMBER, Rating.GREEN]


@given(days, st.integers(0, 900), st.integers(1, 400), st.integers(1, 400))
def test_older_criteria_are_never_rated_better(
    today: date, age: int, fresh: int, stale: int
) -> None:
    fresh_since = today - timedelta(days=fresh)
    stale_since = fresh_since - timedelta(days=stale)
    adopted = today - timedelta(days=age)
    found = rate_criteria(adopted, fresh_since, stale_since).rating
    older = rate_criteria(adopted - timedelta(days=1), fresh_since, stale_since).rating
    assert _place(older) <= _place(found)
    assert (found is Rating.GREEN) is (age <= fresh)
    assert (found is Rating.RED) is (age > fresh + stale)
    assert rate_criteria(None, fresh_since, stale_since).rating is Rating.RED


def test_every_item_that_rates_itself_states_its_thresholds() -> None:
    assert set(THRESHOLDS) == set(Live)
    for words in THRESHOLDS.values():
        assert all(rating.value.capitalize() in words for rating in Rating)
