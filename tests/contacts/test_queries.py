from datetime import timedelta

import pytest

from popo import clock
from popo.accounts.queries import actor_for
from popo.contacts.models import ContactType, Outcome
from popo.contacts.queries import (
    PAGE,
    Filters,
    contacts_of,
    count_contacts,
    last_contacts,
    next_planned,
    outcomes_owed,
    recent_contacts,
    usual,
)
from popo.contacts.services import undo_contact
from popo.db import db
from popo.people.models import SightLevel
from tests import make
from tests.actions.make_action import show
from tests.contacts.make_contact import happened, logged, make_responsible, planned
from tests.contacts.make_rows import contact as row
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("work")


def test_last_contacts_is_the_newest_that_took_place_or_was_missed() -> None:
    by = make.actor()
    adam, bill, quiet = make.person(by), make.person(by), make.person(by)
    logged(by, adam, happened(hours_ago=50))
    missed = logged(by, adam, happened(Outcome.MISSED_NOT_JUDGED, hours_ago=20))
    planned(by, adam, hours_ago=2)
    logged(by, adam, happened(Outcome.CANCELLED, hours_ago=1))
    undo_contact(by, logged(by, adam, happened(hours_ago=0.1)))
    kept = logged(by, bill, happened(hours_ago=99))
    db.session.flush()  # read back below
    keys = [adam.id, bill.id, quiet.id]
    assert last_contacts(keys, by) == {adam.id: missed, bill.id: kept}
    assert recent_contacts(adam.id, by, 1) == [missed]
    assert last_contacts(keys, make.actor(of=make.agency(make.AgencyKind.DRUG_SERVICE))) != {}


def test_last_contacts_leaves_out_what_the_reader_may_not_read() -> None:
    drugs = make.user(of=make.agency(make.AgencyKind.DRUG_SERVICE))
    by, police = actor_for(drugs), make.user()
    person = make.person(by)
    show(person, police, by)
    logged(by, person)
    db.session.flush()  # read back below
    assert last_contacts([person.id], actor_for(police)) == {}


def test_next_planned_is_the_first_to_come() -> None:
    by = make.actor()
    person = make.person(by)
    planned(by, person, hours_ago=1)
    planned(by, person, hours_ago=-48)
    first = planned(by, person, hours_ago=-24)
    db.session.flush()  # read back below
    assert next_planned([person.id], by) == {person.id: first}


def test_batches_take_two_statements_however_many_people() -> None:
    by = make.actor()
    people = [make.person(by) for _ in range(12)]
    for person in people:
        logged(by, person)
    db.session.flush()  # read back below
    with counted() as statements:
        assert len(last_contacts([person.id for person in people], by)) == 12
    assert len(statements) == 2


def test_outcomes_owed_by_the_planner_and_the_responsible_officer() -> None:
    make.partnership()
    officer, colleague = make.user(), make.user()
    by = actor_for(colleague)
    person = make.person(by)
    show(person, officer, by, SightLevel.WORK)
    make_responsible(officer, person)
    past = planned(by, person, hours_ago=5)
    planned(by, person, hours_ago=-5)
    missed = logged(by, person, happened(Outcome.MISSED_NOT_JUDGED, hours_ago=9))
    logged(by, person, happened(Outcome.MISSED_NOT_JUDGED, hours_ago=91 * 24))
    db.session.flush()  # read back below
    assert [one for one, _ in outcomes_owed(by)] == [past]
    assert [one for one, _ in outcomes_owed(actor_for(officer))] == [missed, past]
    assert outcomes_owed(make.actor(of=colleague.agency)) == []


def test_contacts_are_paged_and_filtered() -> None:
    by = make.actor()
    person = make.person(by)
    for number in range(PAGE + 3):
        row(by, person, clock.now() - timedelta(hours=number), Outcome.KEPT)
    missed = logged(by, person, happened(Outcome.MISSED_NOT_JUDGED, contact_type=ContactType.PHONE))
    db.session.flush()  # read back below
    assert count_contacts(person, by) == PAGE + 4
    assert len(contacts_of(person, by)) == PAGE
    assert len(contacts_of(person, by, page=2)) == 4
    assert contacts_of(person, by, Filters("missed")) == [missed]
    assert contacts_of(person, by, Filters(contact_type=ContactType.PHONE)) == [missed]
    assert count_contacts(person, by, Filters("kept", ContactType.PHONE)) == 0


def test_usual_is_what_this_actor_does_most_and_last_did_here() -> None:
    by = make.actor()
    adam, bill = make.person(by), make.person(by)
    for hours in (30, 31, 32):
        logged(by, bill, happened(hours_ago=hours, contact_type=ContactType.COURT))
    logged(by, adam, happened(hours_ago=9, place="His mother's"))
    logged(by, adam, happened(hours_ago=8, contact_type=ContactType.STREET, place="Bury Park"))
    db.session.flush()  # read back below
    found = usual(adam, by)
    assert found.types[0] is ContactType.COURT
    assert set(found.types) == set(ContactType)
    assert (found.contact_type, found.place) == (ContactType.STREET, "Bury Park")
    stranger = usual(adam, make.actor())
    assert (stranger.contact_type, stranger.place) == (ContactType.HOME_VISIT, "")
