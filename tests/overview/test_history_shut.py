"""That a row was written is told of nobody's row that the reader may not open."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.circumstances.kinds import ArrangementKind, Level
from popo.circumstances.models import GivenBy, GivenHow, Purpose
from popo.circumstances.services.consents import NewConsent, add_consent
from popo.circumstances.services.contact import add_arrangement
from popo.contacts.services import add_series
from popo.db import db
from popo.offending.kinds import OffenceEventKind
from popo.offending.services import NewEvent, record_event, strike_event
from popo.people.about import Handling
from popo.people.models import Person, SightLevel
from popo.people.services import grant_sight
from tests import make
from tests.contacts.test_series import plan
from tests.pages import Browser
from tests.transitions.make_transitions import handed_over, sides


@pytest.fixture
def owner(browser: Browser) -> User:
    """Of an agency that treats nobody and is no part of criminal justice; signed in."""
    make.partnership()
    made = make.user(of=make.agency(AgencyKind.HOUSING))
    browser.sign_in(made)
    return made


@pytest.fixture
def person(owner: User) -> Person:
    return make.person(actor_for(owner))


def _also_sees(person: Person, kind: AgencyKind, owner: User) -> User:
    made = make.user(of=make.agency(kind), clearances=(Clearance.HEALTH,))
    by, work = actor_for(owner), SightLevel.WORK
    grant_sight(by, person.id, work, "a test", uuid4(), user_id=made.id)
    return made


def _history(browser: Browser, person: Person) -> str:
    return browser.visit("overview.history", reference=person.reference).text.casefold()


def test_a_treatment_services_plans_and_consent(
    browser: Browser, owner: User, person: Person
) -> None:
    nurse = _also_sees(person, AgencyKind.DRUG_SERVICE, owner)
    add_series(actor_for(nurse), person, plan(nurse))
    today = clock.today()
    consent = NewConsent(
        Purpose.TREATMENT,
        GivenBy.SELF,
        "",
        GivenHow.SIGNED,
        today,
        today + timedelta(days=90),
        "The clinic",
        "To be treated",
    )
    add_consent(actor_for(nurse), person, consent)
    told = _history(browser, person)
    assert "series" not in told
    assert "consent" not in told


def test_an_arrangement_only_others_need_to_know_of(
    browser: Browser, owner: User, person: Person
) -> None:
    officer = _also_sees(person, AgencyKind.PROBATION, owner)
    review, day = clock.today() + timedelta(days=30), clock.today()
    details: Any = (ArrangementKind.MAPPA, Level.CATEGORY_1_LEVEL_2, day, review)
    add_arrangement(actor_for(officer), person, *details, ("Ann", "Probation", "01582 496 000"))
    assert "arrangement" not in _history(browser, person)


def test_what_was_struck_out_stays_as_shut_as_it_was(
    browser: Browser, owner: User, person: Person
) -> None:
    officer = _also_sees(person, AgencyKind.POLICE, owner)
    row = record_event(
        actor_for(officer),
        person,
        NewEvent(OffenceEventKind.ARREST, clock.today(), handling=Handling.OWN_AGENCY),
    )
    db.session.flush()  # its version is read back
    strike_event(actor_for(officer), row, "Of somebody else", row.version)
    told = _history(browser, person)
    assert "offence" not in told


def test_a_childhood_under_prevent_and_deter(browser: Browser) -> None:
    of = sides()
    person, _, _ = handed_over(of)
    words = ("transition", "childhood", "handed over")
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    told = _history(browser, person)
    assert not [word for word in words if word in told]
    cleared = (Clearance.PREVENT_AND_DETER,)
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME, clearances=cleared))
    told = _history(browser, person)
    assert "transition: in effect" in told
    assert "childhood opened" in told
