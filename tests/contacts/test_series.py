"""Series of planned contacts: planned, changed, ended and undone."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from popo import clock
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.contacts.models import Contact, ContactSeries, ContactType, Outcome
from popo.contacts.queries import outcomes_owed, series_of
from popo.contacts.services import (
    Plan,
    add_series,
    change_series,
    end_series,
    give_outcome,
    planned_days,
    undo_series,
)
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.models import Person, SightLevel
from tests import make
from tests.actions.make_action import show
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("work")
TODAY = date(2024, 4, 30)


@pytest.fixture
def user(work: None) -> User:
    return make.user()


@pytest.fixture
def person(user: User) -> Person:
    return make.person(actor_for(user))


def plan(worker: User) -> Plan:
    return Plan(
        ContactType.OFFICE_VISIT,
        worker,
        ("mon", "thu"),
        time(14, 10),
        TODAY,
        date(2024, 5, 16),
        "The office",
    )


def standing(series: ContactSeries) -> list[Contact]:
    statement = select(Contact).where(Contact.series_id == series.id, Contact.undone_at.is_(None))
    return list(db.session.scalars(statement.order_by(Contact.at)))


def _later(minutes: float) -> None:
    moment = clock.now() + timedelta(minutes=minutes)
    clock.shift(moment - clock.real_now())


def test_add_series_plans_an_ordinary_contact_for_each_day(user: User, person: Person) -> None:
    series = add_series(actor_for(user), person, plan(user))
    rows = standing(series)
    assert [clock.local(row.at) for row in rows] == [
        clock.local(clock.at(day, 14, 10))
        for day in (date(2024, 5, 2), date(2024, 5, 9), date(2024, 5, 13), date(2024, 5, 16))
    ]
    assert {row.outcome for row in rows} == {Outcome.PLANNED}
    assert {(row.place, row.author_id, row.agency_id) for row in rows} == {
        ("The office", user.id, user.agency_id)
    }
    assert len({row.group_id for row in rows}) == 4
    assert planned_days(series).left_out == (date(2024, 5, 6),)


def test_add_series_keeps_bank_holidays_where_asked(user: User, person: Person) -> None:
    series = add_series(actor_for(user), person, replace(plan(user), skips_holidays=False))
    assert len(standing(series)) == 5


def test_add_series_keeps_the_clock_on_the_wall_over_the_change_of_hour(
    user: User, person: Person
) -> None:
    autumn = replace(plan(user), first=date(2024, 10, 21), until=date(2024, 11, 1))
    series = add_series(actor_for(user), person, autumn)
    assert {clock.local(row.at).time() for row in standing(series)} == {time(14, 10)}
    assert len({row.at.time() for row in standing(series)}) == 2


def test_add_series_plans_nothing_for_hours_gone_by(user: User, person: Person) -> None:
    today_too = replace(plan(user), weekdays=("tue",), at=time(9, 0))
    series = add_series(actor_for(user), person, today_too)
    assert [clock.local(row.at).date() for row in standing(series)] == [
        date(2024, 5, 7),
        date(2024, 5, 14),
    ]


def test_add_series_twice_with_one_key_plans_once(user: User, person: Person) -> None:
    key = uuid4().hex
    first = add_series(actor_for(user), person, plan(user), key)
    assert add_series(actor_for(user), person, plan(user), key) is first
    assert len(standing(first)) == 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first": TODAY - timedelta(1)}, "first"),
        ({"until": TODAY - timedelta(1)}, "until"),
        ({"until": TODAY + timedelta(183)}, "until"),
        ({"weekdays": ("wed",), "until": TODAY}, "weekdays"),
        ({"weekdays": ("mon",), "until": date(2024, 5, 6)}, "weekdays"),
    ],
)
def test_add_series_refuses_days_it_cannot_plan(
    user: User, person: Person, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        add_series(actor_for(user), person, replace(plan(user), **changed))  # type: ignore[arg-type]  # fields by name
    assert broken.value.field == field


def test_add_series_may_last_26_weeks(user: User, person: Person) -> None:
    long = replace(plan(user), until=TODAY + timedelta(182), skips_holidays=False)
    assert len(standing(add_series(actor_for(user), person, long))) == 52


def test_add_series_is_with_a_colleague_who_may_see_the_person(user: User, person: Person) -> None:
    colleague, stranger = make.user(of=user.agency), make.user()
    series = add_series(actor_for(user), person, plan(colleague))
    assert {row.author_id for row in standing(series)} == {colleague.id}
    show(person, stranger, actor_for(user), SightLevel.WORK)
    with pytest.raises(RuleBroken, match="colleague of your agency"):
        add_series(actor_for(user), person, plan(stranger))


def test_a_treatment_series_is_treatment_data(person: Person, user: User) -> None:
    drugs = make.user(of=make.agency(AgencyKind.DRUG_SERVICE))
    show(person, drugs, actor_for(user), SightLevel.WORK)
    series = add_series(actor_for(drugs), person, plan(drugs))
    assert series.compartment is Compartment.HEALTH
    assert {row.compartment for row in standing(series)} == {Compartment.HEALTH}
    assert series_of(person, actor_for(user)) == []


def test_an_outcome_of_each_is_owed_when_its_time_has_passed(user: User, person: Person) -> None:
    by = actor_for(user)
    series = add_series(by, person, plan(user))
    assert outcomes_owed(by) == []
    _later(9 * 24 * 60 + 180)
    first, second, *_ = standing(series)
    assert [contact for contact, _ in outcomes_owed(by)] == [first, second]
    give_outcome(by, first, Outcome.KEPT, "", first.version)
    assert [contact for contact, _ in outcomes_owed(by)] == [second]


def test_end_series_withdraws_the_rest_and_no_more(user: User, person: Person) -> None:
    by = actor_for(user)
    series = add_series(by, person, plan(user))
    kept, *_ = standing(series)
    assert end_series(by, series, date(2024, 5, 13), series.version) == 2
    assert standing(series)[0] == kept
    assert len(standing(series)) == 2
    assert series_of(person, by) == []
    with pytest.raises(RuleBroken, match="while it runs"):
        end_series(by, series, TODAY, series.version)


def test_end_series_leaves_what_was_answered(user: User, person: Person) -> None:
    by = actor_for(user)
    series = add_series(by, person, plan(user))
    first = standing(series)[0]
    give_outcome(by, first, Outcome.CANCELLED, "", first.version)
    assert end_series(by, series, TODAY, series.version) == 3
    assert standing(series) == [first]


def test_end_series_from_today_on_and_at_the_version_read(user: User, person: Person) -> None:
    by = actor_for(user)
    series = add_series(by, person, plan(user))
    with pytest.raises(RuleBroken, match="today or a later day"):
        end_series(by, series, TODAY - timedelta(1), series.version)
    with pytest.raises(StaleVersion):
        end_series(by, series, TODAY, 7)


def test_end_series_is_for_the_agency_that_planned_it(user: User, person: Person) -> None:
    series = add_series(actor_for(user), person, plan(user))
    other = make.user()
    show(person, other, actor_for(user), SightLevel.WORK)
    with pytest.raises(RuleBroken, match="Only the agency"):
        end_series(actor_for(other), series, TODAY, series.version)
    with pytest.raises(RuleBroken, match="Only the agency"):
        change_series(actor_for(other), series, person, plan(other), series.version)


def test_change_series_keeps_what_came_before_and_plans_the_rest_anew(
    user: User, person: Person
) -> None:
    by = actor_for(user)
    series = add_series(by, person, plan(user))
    other = replace(plan(user), weekdays=("fri",), first=date(2024, 5, 6))
    changed = change_series(by, series, person, other, series.version)
    assert [clock.local(row.at).date() for row in standing(series)] == [date(2024, 5, 2)]
    assert [clock.local(row.at).date() for row in standing(changed)] == [date(2024, 5, 10)]
    assert (changed.former_id, series.ended_at is not None) == (series.id, True)
    assert [one.row for one in series_of(person, by)] == [changed]


def test_undo_series_takes_back_all_of_it_for_ten_minutes(user: User, person: Person) -> None:
    by = actor_for(user)
    series = add_series(by, person, plan(user))
    with pytest.raises(RuleBroken, match="within ten minutes"):
        undo_series(make.actor(of=user.agency), series)
    _later(9.5)
    undo_series(by, series)
    assert standing(series) == []
    late = add_series(by, person, plan(user))
    _later(10.5)
    with pytest.raises(RuleBroken, match="End it instead"):
        undo_series(by, late)


def test_undo_series_brings_back_what_it_took_the_place_of(user: User, person: Person) -> None:
    by = actor_for(user)
    series = add_series(by, person, plan(user))
    other = replace(plan(user), weekdays=("fri",), first=date(2024, 5, 6))
    changed = change_series(by, series, person, other, series.version)
    undo_series(by, changed)
    assert standing(changed) == []
    assert len(standing(series)) == 4
    assert [one.row for one in series_of(person, by)] == [series]


def test_series_of_says_what_is_to_come_in_two_statements(user: User, person: Person) -> None:
    by = actor_for(user)
    for _ in range(3):
        add_series(by, person, plan(user))
    db.session.flush()  # what the test made is not what is counted
    with counted() as statements:
        found = series_of(person, by)
    assert len(statements) == 2
    assert [one.left for one in found] == [4, 4, 4]
    assert found[0].next_at == clock.at(date(2024, 5, 2), 14, 10)
