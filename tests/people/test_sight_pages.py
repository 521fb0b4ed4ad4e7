"""Who sees a record, and what closes it, as somebody uses the pages."""

import pytest

from popo.access.actor import SCHEME, Actor, RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.people import services
from popo.people.models import Person, SightLevel
from popo.people.queries import conflicts_about
from tests import make
from tests.pages import Browser


@pytest.fixture
def user(browser: Browser) -> User:
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def police(user: User) -> Actor:
    return actor_for(user)


@pytest.fixture
def person(police: Actor) -> Person:
    return make.person(police)


def test_explain_sight_says_who_and_why(browser: Browser, person: Person) -> None:
    page = browser.visit("people.explain_sight", reference=person.reference)
    assert "Your agency works with this person. You may work with the record." in page
    assert "added the person" in page


def test_explain_sight_keeps_prevent_and_deter_inside(
    browser: Browser, police: Actor, person: Person
) -> None:
    for strand in ("prevent_and_deter", "catch_and_convict"):
        role = RoleScope(Role.STRAND_LEAD, strand)
        services.grant_sight(police, person.id, SightLevel.WORK, "a test", person.id, role=role)
    where = {"reference": person.reference}
    outside = browser.visit("people.explain_sight", **where)
    assert "Every Catch and Convict lead" in outside
    assert "Every Prevent and Deter lead" not in outside
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME, clearances=(Clearance.PREVENT_AND_DETER,)))
    assert "Every Prevent and Deter lead" in browser.visit("people.explain_sight", **where)


def test_declare_conflict_closes_the_record_at_once(browser: Browser, person: Person) -> None:
    where = {"reference": person.reference}
    browser.visit("people.declare_conflict", **where)
    browser.send("people.declare_conflict", {"reason": "A cousin"}, **where)
    browser.visit("people.explain_sight", expect=404, **where)


def test_end_conflict_opens_the_record_again(browser: Browser, person: Person) -> None:
    where = {"reference": person.reference}
    browser.send("people.declare_conflict", {"reason": "A cousin"}, **where)
    browser.visit("people.edit_details", expect=404, **where)
    [row] = conflicts_about(person)
    ending = {"conflict_id": row.id, **where}
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    assert "A cousin" in browser.visit("people.explain_sight", **where)
    browser.send("people.end_conflict", **ending)
    browser.send("people.end_conflict", expect=404, **ending)
    assert conflicts_about(person) == []


def test_restrict_person_and_lift_restriction(browser: Browser, person: Person) -> None:
    where = {"reference": person.reference}
    fields = {"reason": "A threat", "review_on": "+30"}
    page = browser.send("people.restrict_person", fields, expect=422, **where)
    assert "Only the co-ordinator" in page
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    browser.visit("people.restrict_person", **where)
    browser.send("people.restrict_person", fields, **where)
    assert "has been restricted since" in browser.visit("people.explain_sight", **where)
    browser.send("people.lift_restriction", **where)
    browser.send("people.lift_restriction", expect=422, **where)
