"""A small town and a small crowd in a database: made as the product makes them."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from popo import clock
from popo.access.actor import Actor
from popo.accounts import passwords
from popo.accounts.queries import actor_for, user_named
from popo.actions.models import Action
from popo.audit.events import Event
from popo.audit.models import AuditEvent, AuditSubject
from popo.cases.models import SchemeCase, TrafficLight
from popo.cases.queries import is_open
from popo.contacts.models import Contact
from popo.crime.queries import months_held
from popo.db import Entity, db
from popo.demo.calendar import LAST_DAY, MOMENT_MADE
from popo.demo.crowd import CONTACTS_EACH, EVENTS_EACH
from popo.demo.load.loader import check_empty, is_demonstration
from popo.demo.people import Somebody
from popo.demo.staff import SIGN_INS
from popo.demo.town import DESTROYED, Size, make_town
from popo.errors import RuleBroken
from popo.imports.models import FlagDifference
from popo.imports.queries.flag_figures import figures_of
from popo.meetings.models import Meeting, MeetingBody
from popo.offending.models import OffenceEvent
from popo.people.models import EqualityRecord, Identifier, Person, SightGrant
from popo.people.queries import find_people, get_person, names_of
from popo.reports.models import MonthlyUpdate
from popo.reports.services import verify_update
from popo.selection.models import Decision, DecisionParty, Nomination, PanelDecision
from popo.selection.queries.expiry import is_destroyed
from popo.settings.names import Name
from popo.settings.queries import value_of
from tests.demo.loading import PASSWORD, Made, loaded

SMALL = Size(selected=(2, 1, 1, 2), growth=(2, 2, 2, 3), young=2, declined=1)
CROWD = 110


@pytest.fixture(scope="module")
def made(app: Flask) -> Iterator[Made]:
    """Loaded once for this module, and rolled back after it."""
    town = make_town(3, SMALL)
    with loaded(app, town, len(town.people) + CROWD) as made:
        yield made


def _signed_in(name: str) -> Actor:
    user = user_named(name)
    assert user is not None
    return actor_for(user)


def _count(model: type[Entity], *conditions: object) -> int:
    statement = select(func.count()).select_from(model).where(*conditions)  # type: ignore[arg-type]
    return db.session.execute(statement).scalar_one()


def _person(made: Made, somebody: Somebody) -> Person:
    person = get_person(made.loaded.references[somebody.number], _signed_in("coordinator"))
    assert person is not None
    return person


def test_every_row_points_at_rows_that_are_there(made: Made) -> None:
    if db.session.get_bind().dialect.name == "sqlite":
        assert not db.session.execute(text("PRAGMA foreign_key_check")).all()
    else:
        db.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_the_scheme_says_that_it_is_a_demonstration(made: Made) -> None:
    assert is_demonstration()
    assert value_of(Name.SCHEME) == "Luton POPO scheme (demonstration)"
    assert value_of(Name.REFERENCE_PREFIX) == "LUT"
    moment = clock.real_now() + timedelta(seconds=value_of(Name.CLOCK_OFFSET_SECONDS))
    assert timedelta(0) < moment - MOMENT_MADE < timedelta(hours=1)


def test_a_town_is_never_loaded_beside_people(made: Made) -> None:
    with pytest.raises(RuleBroken, match="already holds"):
        check_empty()


def test_everybody_signs_in_from_this_machine_with_the_password(made: Made) -> None:
    for worker in SIGN_INS:
        user = user_named(worker.sign_in)
        assert user is not None
        assert user.loopback_only
        assert not user.must_change_password
        assert passwords.verify_password(user.password_hash, PASSWORD)
        assert actor_for(user).holds(worker.role)


def test_everybody_made_is_held_under_the_reference_the_roster_gives(made: Made) -> None:
    assert _count(Person) == len(made.loaded.people) == len(made.loaded.references)
    numbers = [somebody.number for somebody in made.loaded.people]
    assert len(set(numbers)) == len(numbers)
    chair = _signed_in("chair")
    restricted = 0
    for somebody in made.loaded.people:
        person = get_person(made.loaded.references[somebody.number], chair)
        if person is None:
            restricted += 1
            continue
        if DESTROYED in somebody.planted:
            assert is_destroyed(person.id)
            continue
        assert person.date_of_birth == somebody.born
        name = names_of([person.id], chair)[person.id]
        assert (name.given, name.family) == (somebody.name.given, somebody.name.family)
    assert restricted <= 1


def test_the_crowd_is_found_by_name_and_by_number(made: Made) -> None:
    coordinator = _signed_in("coordinator")
    for somebody in made.loaded.people[-5:]:
        reference = made.loaded.references[somebody.number]
        number = next(one for one in somebody.identifiers if one.kind == "pnc")
        for words in (somebody.name.full, number.typed):
            found = [hit.person.reference for hit in find_people(words, coordinator)]
            assert reference in found, words


def test_the_crowd_has_its_contacts_and_events(made: Made) -> None:
    town_contacts = sum(len(journey.contacts) for journey in made.town.journeys)
    town_events = sum(len(journey.happenings) for journey in made.town.journeys)
    assert _count(Contact) == town_contacts + CROWD * CONTACTS_EACH
    assert _count(OffenceEvent) == town_events + CROWD * EVENTS_EACH
    some = db.session.scalars(select(Contact).order_by(Contact.id).limit(50)).all()
    assert all(bool(contact.note) is (contact.outcome != "planned") for contact in some)


def test_invalid_identifiers_are_kept_and_flagged(made: Made) -> None:
    planted = [
        number
        for somebody in made.town.people
        for number in somebody.identifiers
        if number.noise == "wrong letter"
    ]
    assert planted
    assert _count(Identifier, Identifier.is_valid.is_(False)) == len(planted)


def test_cases_are_open_for_those_on_the_scheme(made: Made) -> None:
    current = [journey for journey in made.town.journeys if journey.is_current]
    crowd = _count(SchemeCase) - sum(journey.route == "selected" for journey in made.town.journeys)
    assert _count(SchemeCase, is_open(LAST_DAY)) == len(current) + crowd
    assert crowd > 0
    lights = db.session.scalars(select(TrafficLight).where(TrafficLight.ends_on.is_(None)))
    assert all(light.reason for light in lights)


def test_nominations_stand_at_every_status(made: Made) -> None:
    held = Counter(str(status) for status in db.session.scalars(select(Nomination.status)))
    assert set(held) == {
        "draft",
        "nominated",
        "scoring",
        "awaiting_panel",
        "deferred",
        "declined",
        "selected",
    }
    decided = Counter(db.session.scalars(select(PanelDecision.decision)))
    taken_on = 1  # from another scheme, by the same kind of decision
    assert decided[Decision.SELECT] == held["selected"] + taken_on
    assert decided[Decision.DE_SELECT] >= 3
    for decision in db.session.scalars(
        select(PanelDecision).where(PanelDecision.nomination_id.is_not(None))
    ):
        assert _count(DecisionParty, DecisionParty.decision_id == decision.id) >= 2


def test_history_was_recorded_in_its_own_time(made: Made) -> None:
    for journey in made.town.journeys:
        person = _visible(made, journey.somebody)
        if person is not None:
            assert clock.local(person.created_at).date() == journey.nominated_on
    for model in (Person, Nomination, Meeting, Action, MonthlyUpdate):
        newest = db.session.execute(select(func.max(model.created_at))).scalar_one()
        assert newest <= MOMENT_MADE


def _visible(made: Made, somebody: Somebody) -> Person | None:
    return get_person(made.loaded.references[somebody.number], _signed_in("chair"))


def test_young_people_are_inside_their_compartment(made: Made) -> None:
    young = [journey.somebody for journey in made.town.journeys if journey.is_young]
    police = _signed_in("lead-police")
    for somebody in young:
        assert _person(made, somebody).is_young
        assert get_person(made.loaded.references[somebody.number], police) is None
    assert not any(
        _person(made, journey.somebody).is_young
        for journey in made.town.journeys
        if not journey.is_young
    )


def test_the_crowd_is_seen_as_those_added_by_hand_are(made: Made) -> None:
    """Grants say what gave them, in the same words."""
    crowd = {made.loaded.references[one.number] for one in made.loaded.people[-CROWD:]}
    of_crowd = set(
        db.session.scalars(
            select(SightGrant.because)
            .join(Person, Person.id == SightGrant.person_id)
            .where(Person.reference.in_(crowd))
        )
    )
    by_hand = set(
        db.session.scalars(
            select(SightGrant.because)
            .join(Person, Person.id == SightGrant.person_id)
            .where(Person.reference.not_in(crowd))
        )
    )
    assert of_crowd < by_hand


def test_meetings_updates_and_crime_are_there(made: Made) -> None:
    of_the_group = select(Meeting.status).where(Meeting.body == MeetingBody.ACTION_GROUP)
    statuses = Counter(str(status) for status in db.session.scalars(of_the_group))
    assert statuses["planned"] == statuses["held"] == 1
    assert statuses["confirmed"] > 40
    updates = db.session.scalars(select(MonthlyUpdate).order_by(MonthlyUpdate.month)).all()
    assert [f"{row.month:%Y-%m} {row.status}" for row in updates] == [
        "2024-02 published",
        "2024-03 published",
    ]
    for update in updates:
        assert verify_update(_signed_in("coordinator"), update).holds
    assert max(months_held()).strftime("%Y-%m") == "2024-04"


def test_everybody_has_an_equality_record_apart(made: Made) -> None:
    assert _count(EqualityRecord) == _count(Person)


def test_what_came_in_bulk_is_in_the_trail(made: Made) -> None:
    loads = db.session.scalars(
        select(AuditEvent.id).where(AuditEvent.event == Event.TOWN_LOADED.label)
    ).all()
    assert len(loads) >= 3
    named = select(func.count(AuditSubject.person_id.distinct())).where(
        AuditSubject.event_id.in_(loads)
    )
    assert db.session.execute(named).scalar_one() == _count(Person)


def test_the_police_have_held_their_markers_against_the_list(made: Made) -> None:
    figures = figures_of(_signed_in("lead-police"))
    assert [one.strangers for one in figures] == [1]
    assert figures[0].agreed > 0
    assert figures[0].late is None
    assert _count(FlagDifference) >= sum(figures[0].open.values())
