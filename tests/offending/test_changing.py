"""Corrected, struck out, undone: what an event said stays, and never counts twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.offending.kinds import OffenceEventKind
from popo.offending.models import FormerEvent, OffenceEvent
from popo.offending.queries import events_of, matters_of, orders_of
from popo.offending.services import (
    NewCondition,
    NewEvent,
    NewOrder,
    add_condition,
    correct_event,
    end_condition,
    record_event,
    record_order,
    strike_event,
    undo_event,
)
from popo.people.about import Handling
from popo.people.models import Person
from popo.whereabouts.models import Basis, DateKind
from popo.whereabouts.queries import key_dates_of
from tests import make
from tests.actions.make_action import show
from tests.cases.make import case
from tests.pages import Browser

K = OffenceEventKind
TODAY = date(2024, 4, 30)
DAY = date(2024, 3, 4)


@pytest.fixture
def officer(browser: Browser) -> User:
    make.partnership()
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def police(officer: User) -> Actor:
    return actor_for(officer)


@pytest.fixture
def person(police: Actor) -> Person:
    found, _ = case(police)
    return found


def _recorded(police: Actor, person: Person, details: NewEvent) -> OffenceEvent:
    row = record_event(police, person, details)
    db.session.flush()  # its version is read back
    return row


def test_a_correction_keeps_what_it_said_with_the_reason(police: Actor, person: Person) -> None:
    said = NewEvent(K.ARREST, DAY, detail="In the market")
    row = _recorded(police, person, said)
    matter = row.matter_id
    right = replace(said, happened_on=DAY + timedelta(days=1), detail="Near the market")
    former = correct_event(police, row, person, right, "Wrong day", row.version)
    db.session.flush()
    assert (row.happened_on, row.detail, row.matter_id) == (
        DAY + timedelta(days=1),
        "Near the market",
        matter,
    )
    assert (former.was["happened_on"], former.was["detail"]) == ("2024-03-04", "In the market")
    assert former.why == "Wrong day"


def test_what_a_correction_refuses(police: Actor, person: Person) -> None:
    said = NewEvent(K.ARREST, DAY)
    row = _recorded(police, person, said)
    with pytest.raises(StaleVersion):
        correct_event(police, row, person, said, "Why", row.version + 1)
    with pytest.raises(RuleBroken, match="Say what was wrong"):
        correct_event(police, row, person, said, " ", row.version)
    probation = actor_for(make.user(of=make.agency(AgencyKind.PROBATION)))
    with pytest.raises(RuleBroken, match="Only the agency that recorded"):
        strike_event(probation, row, "Not him", row.version)
    with pytest.raises(RuleBroken, match="one of the matters shown"):
        correct_event(police, row, person, replace(said, matter_id=row.id), "Why", row.version)


def test_a_struck_event_counts_no_more(police: Actor, person: Person) -> None:
    row = _recorded(police, person, NewEvent(K.ARREST, DAY))
    strike_event(police, row, "Somebody else's", row.version)
    db.session.flush()
    assert events_of(person, police) == []
    assert matters_of(person, police, TODAY) == []
    (former,) = db.session.scalars(select(FormerEvent)).all()
    assert former.is_whole


def test_its_author_takes_it_back_for_ten_minutes(police: Actor, person: Person) -> None:
    row = _recorded(police, person, NewEvent(K.ARREST, DAY))
    colleague = actor_for(make.user())
    with pytest.raises(RuleBroken, match="within ten minutes"):
        undo_event(colleague, row)
    undo_event(police, row)
    db.session.flush()
    assert events_of(person, police) == []
    late = _recorded(police, person, NewEvent(K.ARREST, DAY))
    clock.shift(clock.now() + timedelta(minutes=11) - clock.real_now())
    with pytest.raises(RuleBroken, match="within ten minutes"):
        undo_event(police, late)


def test_a_court_day_is_set_ahead_and_passes_with_its_hearing(
    police: Actor, person: Person
) -> None:
    row = _recorded(
        police,
        person,
        NewEvent(K.CHARGE, TODAY, ho_code="02803", next_on=TODAY + timedelta(days=7)),
    )
    assert _court_days(police, person) == [TODAY + timedelta(days=7)]
    hidden = NewEvent(
        K.CHARGE,
        TODAY,
        ho_code="02803",
        next_on=TODAY + timedelta(days=9),
        handling=Handling.CRIMINAL_JUSTICE,
    )
    _recorded(police, person, hidden)
    assert _court_days(police, person) == [TODAY + timedelta(days=7)]
    clock.shift(clock.at(TODAY + timedelta(days=7)) + timedelta(hours=12) - clock.real_now())
    held = NewEvent(K.HEARING, TODAY + timedelta(days=7), matter_id=row.matter_id)
    _recorded(police, person, held)
    assert _court_days(police, person) == []


def _court_days(police: Actor, person: Person) -> list[date]:
    db.session.flush()
    rows = key_dates_of([person.id], police).get(person.id, [])
    return [row.falls_on for row in rows if row.date_kind is DateKind.COURT]


def test_a_licence_condition_by_condition(police: Actor, person: Person) -> None:
    basis = record_order(
        police,
        person,
        NewOrder(
            Basis.LICENCE,
            DAY,
            "The governor",
            "The licence",
            conditions=("Keep appointments", "Stay away from the market"),
        ),
    )
    db.session.flush()
    early = NewCondition("Curfew", DAY - timedelta(days=1), "The governor")
    with pytest.raises(RuleBroken, match="before its order"):
        add_condition(police, person, basis, early)
    add_condition(police, person, basis, NewCondition("Curfew", TODAY, "The governor"))
    db.session.flush()
    (order,) = orders_of(person, police, TODAY)
    assert [row.words for row in order.conditions] == [
        "Keep appointments",
        "Stay away from the market",
        "Curfew",
    ]
    first = order.conditions[0]
    with pytest.raises(StaleVersion):
        end_condition(police, person, first, TODAY, first.version + 1)
    end_condition(police, person, first, TODAY, first.version)
    db.session.flush()
    assert not first.is_on(TODAY)
    with pytest.raises(RuleBroken, match="has ended"):
        end_condition(police, person, first, TODAY, first.version)


def test_who_records_about_a_child(police: Actor, person: Person) -> None:
    probation = actor_for(make.user(of=make.agency(AgencyKind.PROBATION)))
    council = actor_for(make.user(of=make.agency(AgencyKind.COUNCIL)))
    with pytest.raises(RuleBroken, match="record this"):
        record_event(council, person, NewEvent(K.ARREST, DAY))
    child = make.person(police, "Kim", "Younger", TODAY - timedelta(days=15 * 365))
    with pytest.raises(RuleBroken, match="of a child"):
        record_event(probation, child, NewEvent(K.ARREST, DAY))


def test_pages_of_what_becomes_of_an_event(browser: Browser, police: Actor, person: Person) -> None:
    row = _recorded(police, person, NewEvent(K.ARREST, DAY, detail="In the market", source="PNC"))
    about = {"reference": person.reference, "event_id": row.id}
    page = browser.visit(
        "offending.show_matter", reference=person.reference, matter_id=row.matter_id
    )
    assert "Arrest to charge" in page
    assert "Next: charge" in page
    assert "In the market" in browser.visit("offending.correct_event", **about)
    sent = {
        "version": str(row.version),
        "happened_on": "5 March 2024",
        "detail": "Near the market",
        "source": "PNC",
        "handling": "action_group",
        "matter": str(row.matter_id),
        "reason": "Wrong day",
    }
    stale = browser.send("offending.correct_event", sent | {"version": "99"}, 409, **about)
    assert "Near the market" in stale
    browser.send("offending.correct_event", sent, **about)
    page = browser.visit("offending.show_offending", reference=person.reference)
    assert "Corrected or struck out 1" in page
    assert "Wrong day" in page
    db.session.refresh(row)
    browser.visit("offending.strike_event", **about)
    browser.send(
        "offending.strike_event", {"version": str(row.version), "reason": "Not him"}, **about
    )
    assert "Nothing on record." in browser.visit(
        "offending.show_offending", reference=person.reference
    )


def test_health_sees_what_happened_and_not_the_words(browser: Browser, person: Person) -> None:
    health = make.user(of=make.agency(AgencyKind.DRUG_SERVICE))
    show(person, health, actor_for(make.user()))
    row = _recorded(
        actor_for(make.user()), person, NewEvent(K.ARREST, DAY, detail="In the market", asn="12/A")
    )
    browser.sign_in(health)
    for endpoint, more in (
        ("offending.show_offending", {}),
        ("offending.show_matter", {"matter_id": row.matter_id}),
    ):
        page = browser.visit(endpoint, reference=person.reference, **more)
        assert "Arrest" in page
        assert "In the market" not in page
        assert "12/A" not in page
    assert "In the market" not in browser.visit("overview.person", reference=person.reference)
