"""When the steps of a release are due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.whereabouts.models import ReleaseStep, StepStatus
from popo.whereabouts.release_steps import BY_STEP, RULES, Step, due_on, steps_of

days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
steps = st.sampled_from(Step)


def test_every_step_has_one_rule() -> None:
    assert set(BY_STEP) == set(Step)
    assert len(RULES) == len(Step)
    assert all(rule.owners and rule.words for rule in RULES)


@given(steps, days)
def test_what_comes_before_is_due_on_a_working_day_and_never_late(step: Step, day: date) -> None:
    due, rule = due_on(step, day), BY_STEP[step]
    latest = day + timedelta(days=rule.days)
    if rule.days < 0:
        assert clock.is_working_day(due)
        assert latest - timedelta(days=6) <= due <= latest
    else:
        assert due == latest


@given(steps, days, st.integers(0, 60))
def test_a_later_release_makes_no_step_due_sooner(step: Step, day: date, later: int) -> None:
    assert due_on(step, day) <= due_on(step, day + timedelta(days=later))


@pytest.mark.parametrize(
    ("step", "due"),
    [
        (Step.CONFERENCE, date(2024, 5, 8)),
        (Step.ACCOMMODATION, date(2024, 5, 22)),
        (Step.FIRST_APPOINTMENT, date(2024, 6, 5)),
        (Step.FIRST_CONTACT, date(2024, 6, 7)),
    ],
)
def test_due_on_a_release_of_5_june(step: Step, due: date) -> None:
    assert due_on(step, date(2024, 6, 5)) == due


def test_due_on_comes_before_a_bank_holiday() -> None:
    assert due_on(Step.CONFERENCE, date(2024, 6, 3)) == date(2024, 5, 3)


def test_steps_of_ask_for_the_curfew_address_on_curfew_only() -> None:
    usual = {rule.step for rule in steps_of(on_curfew=False)}
    assert usual == set(Step) - {Step.CURFEW_ADDRESS}
    assert {rule.step for rule in steps_of(on_curfew=True, already=usual)} == {Step.CURFEW_ADDRESS}


@given(days, st.sampled_from(StepStatus), days)
def test_only_open_steps_are_overdue(due: date, status: StepStatus, today: date) -> None:
    step = ReleaseStep(due_on=due, status=status)
    assert step.is_overdue(today) == (status is StepStatus.OPEN and due < today)
