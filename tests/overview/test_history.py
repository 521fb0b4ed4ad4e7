"""Who changed and who looked, for those who may know."""

from datetime import date
from typing import Any

import pytest

from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.events import Event
from popo.audit.queries import about_person, newest
from popo.audit.services import record
from popo.contacts.models import ContactType
from popo.db import settle
from popo.overview.jobs import leave_compartment
from popo.people import services
from popo.people.about import Handling
from popo.people.models import Person, SightCompartment, SightLevel
from tests import make
from tests.contacts.make_contact import happened, logged
from tests.pages import Browser


@pytest.fixture
def user(browser: Browser) -> User:
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def person(user: User) -> Person:
    return make.person(actor_for(user))


def test_history_tells_the_owner_who_changed_and_looked(
    browser: Browser, user: User, person: Person
) -> None:
    where: dict[str, Any] = {"reference": person.reference}
    browser.visit("overview.person", **where)
    page = browser.visit("overview.history", **where)
    for words in ("Person: added", "Person: read", "page: summary", f"{user.name}, Police"):
        assert words in page, words
    assert about_person(person.id)[0].event == "trail.read"


def test_history_names_an_agency_and_not_its_key(
    browser: Browser, user: User, person: Person
) -> None:
    asked = make.agency(AgencyKind.PROBATION)
    key = str(asked.id)
    record(Event.AGENCY_MARKER_ASKED, actor_for(user), people=[person.id], agency=key)
    settle()
    page = browser.visit("overview.history", reference=person.reference)
    assert f"agency: {asked.name}" in page
    assert key not in page


def test_history_is_not_for_every_agency_that_works_with_somebody(
    browser: Browser, user: User, person: Person
) -> None:
    colleague = make.user()
    services.grant_sight(
        actor_for(user),
        person.id,
        SightLevel.WORK,
        "a test",
        colleague.agency_id,
        agency_id=colleague.agency_id,
    )
    browser.sign_in(colleague)
    where: dict[str, Any] = {"reference": person.reference}
    assert "History" not in browser.visit("overview.person", **where)
    browser.visit("overview.history", expect=403, **where)


def test_history_tells_nobody_of_a_row_they_may_not_read(
    browser: Browser, user: User, person: Person
) -> None:
    nurse = make.user(of=make.agency(AgencyKind.DRUG_SERVICE))
    services.grant_sight(
        actor_for(user),
        person.id,
        SightLevel.WORK,
        "a test",
        nurse.agency_id,
        agency_id=nurse.agency_id,
    )
    make.partnership()
    logged(actor_for(nurse), person, happened(contact_type=ContactType.DRUG_TEST))
    logged(actor_for(user), person, happened(handling=Handling.OWN_AGENCY))
    where: dict[str, Any] = {"reference": person.reference}
    page = browser.visit("overview.history", **where)
    assert "Drug Service" not in page
    assert "type: home visit" in page
    browser.sign_in(make.user(of=user.agency, clearances=(Clearance.HEALTH,)))
    assert "type: drug test" in browser.visit("overview.history", **where)
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    assert "type:" not in browser.visit("overview.history", **where)
    browser.sign_in(make.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME))
    assert browser.visit("overview.trail", **where).text.count("Contact: logged") == 2


def test_history_is_for_the_coordinator(browser: Browser, person: Person) -> None:
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    browser.visit("overview.history", reference=person.reference)


def test_trail_is_for_governance_and_holds_no_name(browser: Browser, person: Person) -> None:
    browser.visit("overview.trail", expect=403)
    browser.send("people.find_people", {"words": "Adam Example"}, expect=200)
    browser.sign_in(make.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME))
    page = browser.visit("overview.trail")
    assert "Person: added" in page
    assert "Found by a search" in page
    assert "Adam" not in page
    assert newest()[0].event == "trail.read"
    looked = browser.visit("overview.trail", kind="refusal")
    assert "Refused" in looked
    assert "Person: added" not in looked
    assert "Person: added" in browser.visit("overview.trail", kind="nonsense")


def test_trail_follows_one_person_by_reference(browser: Browser, person: Person) -> None:
    make.person(make.actor(), "Somebody", "Else")
    browser.sign_in(make.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME))
    about = browser.visit("overview.trail", reference=person.reference.lower())
    assert about.text.count("Person: added") == 1
    assert about_person(person.id)[0].event == "trail.read"
    collected = browser.visit("overview.trail", reference=person.reference, kind="collection")
    assert "Person: added" in collected
    assert "Trail: read" not in collected
    assert "Nothing of this kind" in browser.visit("overview.trail", reference="LUT-9999")
    browser.visit("overview.history", reference=person.reference, expect=403)


def test_the_night_lets_out_who_came_of_age(person: Person) -> None:
    person.sight_compartment = SightCompartment.YOUNG_PERSON
    child = make.person(make.actor(), born=date(2010, 1, 1))
    leave_compartment()
    assert not person.is_young
    assert child.is_young
