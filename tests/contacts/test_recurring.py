"""The days of a series, and the clocks of absences: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.contacts.absences import RULES, Follow, consequence, counted, due_on
from popo.contacts.recurring import WEEKDAYS, days_of, last_day_allowed, weekday_words
from popo.whereabouts.models import Basis

TODAY = date(2024, 4, 30)
days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
weekdays = st.sets(st.sampled_from(list(WEEKDAYS)), min_size=1)
counts = st.integers(1, 9)
bases = st.sampled_from(sorted(RULES))


@given(chosen=weekdays, first=days, length=st.integers(0, 182), skips=st.booleans())
def test_days_of_are_all_the_days_asked_for_and_no_others(
    *, chosen: set[str], first: date, length: int, skips: bool
) -> None:
    until = first + timedelta(days=length)
    found = days_of(chosen, first, until, skips_holidays=skips)
    names = list(WEEKDAYS)
    every = sorted([*found.kept, *found.left_out])
    assert every == [
        day
        for day in (first + timedelta(days=number) for number in range(length + 1))
        if names[day.weekday()] in chosen
    ]
    assert all(not clock.is_working_day(day) for day in found.left_out)
    assert skips or not found.left_out
    if skips:
        assert all(clock.is_working_day(day) for day in found.kept if day.weekday() < 5)


def test_days_of_leave_out_a_bank_holiday() -> None:
    found = days_of(["mon"], TODAY, date(2024, 5, 20), skips_holidays=True)
    assert found.kept == (date(2024, 5, 13), date(2024, 5, 20))
    assert found.left_out == (date(2024, 5, 6),)


def test_last_day_allowed_is_26_weeks_on() -> None:
    assert last_day_allowed(TODAY) == TODAY + timedelta(days=182)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (["mon"], "Monday"),
        (["fri", "mon"], "Monday and Friday"),
        (["wed", "mon", "fri"], "Monday, Wednesday and Friday"),
    ],
)
def test_weekday_words_stand_in_the_order_of_the_week(chosen: list[str], words: str) -> None:
    assert weekday_words(chosen) == words


def test_every_basis_has_its_rule() -> None:
    assert set(RULES) == {basis.value for basis in Basis}


@given(counts)
def test_voluntary_work_is_never_enforced(count: int) -> None:
    assert consequence("voluntary", count) is None


@given(bases)
def test_nothing_follows_where_there_was_no_absence(basis: str) -> None:
    assert consequence(basis, 0) is None


@pytest.mark.parametrize(
    ("basis", "follows"),
    [
        ("community_order", [Follow.WARNING, Follow.BREACH, Follow.BREACH]),
        ("suspended_sentence", [Follow.WARNING, Follow.BREACH, Follow.BREACH]),
        ("youth_order", [Follow.WARNING, Follow.FINAL_WARNING, Follow.COURT_CONSIDERED]),
        ("licence", [Follow.RECALL_CONSIDERED] * 3),
    ],
)
def test_what_follows_the_first_second_and_third_absence(basis: str, follows: list[Follow]) -> None:
    found = [consequence(basis, count) for count in (1, 2, 3)]
    assert [one.follow for one in found if one] == follows


def test_breach_begins_within_ten_working_days() -> None:
    breach = consequence("community_order", 2)
    assert breach is not None
    assert due_on(breach, TODAY) == date(2024, 5, 15)  # one of them is a bank holiday


@given(bases, counts, days)
def test_every_clock_ends_on_a_working_day_after_the_absence(
    basis: str, count: int, day: date
) -> None:
    found = consequence(basis, count)
    if found is not None:
        due = due_on(found, day)
        assert due > day
        assert clock.is_working_day(due)


@given(st.lists(days, max_size=8), days, days)
def test_counted_looks_at_a_year_under_the_order(
    absences: list[date], began: date, absent: date
) -> None:
    wanted = [day for day in absences if began <= day <= absent and (absent - day).days < 365]
    assert counted(absences, began, absent) == len(wanted)
