"""When a review falls due, by whole months, and how it stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.transitions.kinds import TransitionStatus
from popo.transitions.standing import Stage, adult_on, review_on, standing

TODAY = date(2024, 4, 30)
days = st.dates(date(1995, 1, 1), date(2015, 12, 31))


@pytest.mark.parametrize(
    ("born", "due"),
    [
        (date(2006, 10, 12), date(2024, 4, 1)),
        (date(2006, 11, 1), date(2024, 5, 1)),
        (date(2006, 8, 31), date(2024, 2, 1)),
    ],
)
def test_review_falls_due_with_the_month(born: date, due: date) -> None:
    assert review_on(born) == due


def test_somebody_born_on_29_february_is_18_on_1_march() -> None:
    assert adult_on(date(2008, 2, 29)) == date(2026, 3, 1)
    assert adult_on(date(2004, 2, 29)) == date(2022, 3, 1)


@given(days)
def test_18_as_the_rest_of_the_scheme_counts_it(born: date) -> None:
    day = adult_on(born)
    assert clock.age_on(born, day) == 18
    assert clock.age_on(born, day - timedelta(days=1)) == 17


@given(days, st.sampled_from([*TransitionStatus, None]))
def test_every_day_of_a_month_before_18_says_the_same(
    born: date, newest: TransitionStatus | None
) -> None:
    """So that whoever watches the list learns the month, and never the day."""
    month = review_on(born)
    said = {
        standing(born, day, newest).words
        for day in (month + timedelta(days=number) for number in range(28))
    }
    assert len(said) == 1
    assert str(born.day) not in {word.strip(",") for word in said.pop().split() if word != "18"}


@given(days, st.integers(0, 400), st.sampled_from([*TransitionStatus, None]))
def test_from_18_on_only_acceptance_is_not_red(
    born: date, later: int, newest: TransitionStatus | None
) -> None:
    stage = standing(born, adult_on(born) + timedelta(days=later), newest).stage
    assert (stage is Stage.UNACCEPTED) is (newest is not TransitionStatus.ACCEPTED)
    assert stage.is_late is (stage is Stage.UNACCEPTED)


@pytest.mark.parametrize(
    ("born", "newest", "stage"),
    [
        (date(2006, 12, 1), None, Stage.NOT_YET),
        (date(2006, 12, 1), TransitionStatus.REVIEW, Stage.IN_REVIEW),
        (date(2006, 10, 31), None, Stage.REVIEW_DUE),
        (date(2006, 10, 31), TransitionStatus.WITHDRAWN, Stage.REVIEW_DUE),
        (date(2006, 10, 31), TransitionStatus.PROPOSED, Stage.PROPOSED),
        (date(2006, 10, 31), TransitionStatus.HANDED_BACK, Stage.HANDED_BACK),
        (date(2006, 10, 31), TransitionStatus.ACCEPTED, Stage.ACCEPTED),
        (date(2006, 4, 30), TransitionStatus.PROPOSED, Stage.UNACCEPTED),
        (None, None, Stage.BIRTH_NOT_KNOWN),
        (None, TransitionStatus.ACCEPTED, Stage.ACCEPTED),
    ],
)
def test_how_it_stands(born: date | None, newest: TransitionStatus | None, stage: Stage) -> None:
    assert standing(born, TODAY, newest).stage is stage
