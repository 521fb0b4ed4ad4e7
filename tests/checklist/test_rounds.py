"""Done items come round again at their review date, whatever the day and the frequency."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo.checklist.kinds import Frequency, Standing, Status
from popo.checklist.rounds import (
    DAYS_TO_REVIEW,
    MONTHS,
    Round,
    due_on,
    has_reopened,
    review_on,
    standing,
)

days = st.dates(date(2005, 1, 1), date(2060, 12, 31))
frequencies = st.sampled_from(Frequency)
DAY = timedelta(days=1)


def _done(done_on: date, frequency: Frequency, meets: date | None = None) -> Round:
    return Round(Status.DONE, done_on, review_on(done_on, frequency, meets))


@given(days, frequencies, st.none() | days)
def test_a_review_is_later_than_what_it_reviews_and_within_its_time(
    done_on: date, frequency: Frequency, meets: date | None
) -> None:
    found = review_on(done_on, frequency, meets)
    assert done_on < found <= done_on + timedelta(days=31 * MONTHS[frequency])
    if frequency is not Frequency.EACH_MEETING:
        assert found == review_on(done_on, frequency)


@given(days, st.integers(1, 27))
def test_an_item_of_each_meeting_comes_round_with_the_next(done_on: date, later: int) -> None:
    meets = done_on + timedelta(days=later)
    assert review_on(done_on, Frequency.EACH_MEETING, meets) == meets
    assert review_on(done_on, Frequency.EACH_MEETING, done_on) > done_on


@given(days, frequencies, st.integers(-400, 800))
def test_it_is_done_until_the_day_before_reopened_then_overdue(
    done_on: date, frequency: Frequency, after: int
) -> None:
    held = _done(done_on, frequency)
    today = done_on + timedelta(days=after)
    reopens = review_on(done_on, frequency)
    last = reopens + timedelta(days=DAYS_TO_REVIEW[frequency])
    expected = (
        Standing.DONE if today < reopens else
        Standing.REOPENED if today <= last else
        Standing.OVERDUE
    )  # fmt: skip
    assert standing(held, frequency, today) is expected
    assert has_reopened(held, today) is (today >= reopens)


@given(days, frequencies, days)
def test_nothing_done_stays_done_for_ever(done_on: date, frequency: Frequency, today: date) -> None:
    held = _done(done_on, frequency)
    if today > done_on + timedelta(days=31 * 12):
        assert standing(held, frequency, today) is Standing.OVERDUE


@given(days, frequencies, days, st.sampled_from([Status.NOT_STARTED, Status.IN_PROGRESS]))
def test_what_is_open_is_overdue_the_day_after_it_was_due(
    due: date, frequency: Frequency, today: date, status: Status
) -> None:
    held = Round(status, due)
    assert due_on(held, frequency, today) == due
    assert standing(held, frequency, due).value == status.value
    assert standing(held, frequency, due + DAY) is Standing.OVERDUE
    assert (standing(held, frequency, today) is Standing.OVERDUE) is (today > due)


@given(days, frequencies, days)
def test_what_does_not_apply_is_never_overdue(due: date, frequency: Frequency, today: date) -> None:
    held = Round(Status.NOT_APPLICABLE, due)
    assert standing(held, frequency, today) is Standing.NOT_APPLICABLE
