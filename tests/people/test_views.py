"""The pages about people, as somebody uses them."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.actor import SCHEME, Actor
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.audit.queries import about_person
from popo.db import db
from popo.people import services
from popo.people.identifiers import IdentifierKind
from popo.people.models import (
    AddressKind,
    MarkerKind,
    Person,
    PersonName,
    SightLevel,
    WarningMarker,
)
from popo.people.queries import details_of, find_people, links_of
from tests import make
from tests.pages import Browser, Page

NEW = {
    "given": "Adam",
    "family": "Example",
    "date_of_birth": "3/5/1983",
    "sex": "male",
    "source": "PNC",
}


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


def _events(person: Person) -> list[str]:
    return list(
        db.session.scalars(
            select(AuditEvent.event)
            .join(AuditSubject, AuditSubject.event_id == AuditEvent.id)
            .where(AuditSubject.person_id == person.id)
        )
    )


def _hidden(page: Page, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.html)
    assert found, name
    return found[1].replace("&#34;", '"')


def test_find_people_says_why_and_records_each_shown(browser: Browser, person: Person) -> None:
    assert "Found" not in browser.visit("people.find_people")
    page = browser.send("people.find_people", {"words": "exampel 1983"}, expect=200)
    assert "Example, Adam" in page
    assert "same birth year" in page
    assert "age 40" in page
    assert "people.found" in _events(person)


def test_find_people_of_nobody_offers_to_add(browser: Browser, user: User) -> None:
    page = browser.send("people.find_people", {"words": "Nobody Atall"}, expect=200)
    assert "Nobody found" in page
    assert "Add a person" in page
    assert "Enter a name" in browser.send("people.find_people", {"words": " "}, expect=422)


def test_find_people_shows_twenty_and_asks_to_narrow(browser: Browser, police: Actor) -> None:
    for _ in range(22):
        make.person(police, "John", "Smith")
    page = browser.send("people.find_people", {"words": "John Smith"}, expect=200)
    assert page.text.count("Smith, John") == 20
    assert "Narrow your search" in page


def test_find_people_says_whom_to_ask_about_a_restricted_record(browser: Browser) -> None:
    owner = make.actor()
    person = make.person(owner, "Zed", "Restricted")
    until = clock.today() + timedelta(days=30)
    services.restrict_person(make.coordinator(), person, "A threat", until, [])
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    page = browser.send("people.find_people", {"words": "Zed Restricted"}, expect=200)
    assert "Restricted: ask police" in page
    assert "Restricted, Zed" not in page
    browser.visit("overview.person", reference=person.reference, expect=404)


def test_add_person_goes_to_the_case_file(browser: Browser, police: Actor) -> None:
    form = browser.visit("people.add_person")
    sent = {**NEW, "idempotency": _hidden(form, "idempotency")}
    location = browser.send("people.add_person", sent).location
    person = find_people("Adam Example", police)[0].person
    assert location.endswith(f"/people/{person.reference}")
    assert person.date_of_birth == date(1983, 5, 3)
    browser.send("people.add_person", sent)
    assert len(find_people("Adam Example", police)) == 1


def test_add_person_warns_of_a_possible_duplicate_before_saving(
    browser: Browser, police: Actor, person: Person
) -> None:
    key = _hidden(browser.visit("people.add_person"), "idempotency")
    sent = {**NEW, "given": "Adem", "idempotency": key}
    page = browser.send("people.add_person", sent, expect=422)
    assert "Nothing is saved yet" in page
    assert person.reference in page
    assert len(find_people("Adam Example", police)) == 1
    browser.send("people.add_person", {**sent, "anyway": "y"})
    assert len(find_people("Adam Example", police)) == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"family": ""}, "Enter the family name."),
        ({"date_of_birth": ""}, "say below whether they are 18 or over"),
        ({"date_of_birth": "tomorrow"}, "cannot be in the future"),
        ({"date_of_birth": "3/5/1903"}, "Check the year of birth"),
        ({"sex": "other"}, "Choose one of the options"),
        ({"source": ""}, "Say where this comes from."),
    ],
)
def test_add_person_says_what_is_missing(
    browser: Browser, police: Actor, change: dict[str, str], sentence: str
) -> None:
    key = _hidden(browser.visit("people.add_person"), "idempotency")
    page = browser.send("people.add_person", {**NEW, "idempotency": key, **change}, expect=422)
    assert sentence in page
    assert find_people("Adam Example", police) == []


def test_add_person_of_unknown_age_may_be_young(browser: Browser, police: Actor) -> None:
    key = _hidden(browser.visit("people.add_person"), "idempotency")
    sent = {**NEW, "date_of_birth": "", "age_group": "young", "idempotency": key}
    browser.send("people.add_person", sent)
    assert find_people("Adam Example", police)[0].person.is_young
    assert find_people("Adam Example", make.coordinator()) == []


def test_edit_person_shows_both_when_somebody_else_saved(
    browser: Browser, police: Actor, person: Person
) -> None:
    where = {"reference": person.reference}
    form = browser.visit("people.edit_person", **where)
    mine = {
        "version": _hidden(form, "version"),
        "opened": _hidden(form, "opened"),
        "date_of_birth": "4/5/1983",
        "sex": "male",
    }
    theirs = services.EditPerson(date(1984, 5, 3), person.sex)
    services.edit_person(police, person, theirs, person.version)
    page = browser.send("people.edit_person", mine, expect=409, **where)
    for day in ("3 May 1983", "3 May 1984", "4 May 1983"):
        assert day in page
    db.session.refresh(person)
    assert person.date_of_birth == date(1984, 5, 3)
    again = browser.visit("people.edit_person", **where)
    browser.send("people.edit_person", {**mine, "version": _hidden(again, "version")}, **where)
    db.session.refresh(person)
    assert person.date_of_birth == date(1983, 5, 4)


def test_edit_person_found_to_be_a_child_goes_inside(police: Actor, person: Person) -> None:
    child = services.EditPerson(date(2010, 1, 1), person.sex)
    services.edit_person(police, person, child, person.version)
    assert person.is_young
    assert find_people("Adam Example", make.coordinator()) == []
    assert len(find_people("Adam Example", police)) == 1


def test_write_summary_is_the_partnerships_and_never_overwrites(
    browser: Browser, police: Actor, person: Person
) -> None:
    owner = make.partnership()
    where = {"reference": person.reference}
    form = browser.visit("people.write_summary", **where)
    key = _hidden(form, "idempotency")
    first = {"version": "0", "idempotency": key, "words": "Wants to work."}
    browser.send("people.write_summary", first, **where)
    row = services.write_summary(police, person, "Has begun to work.", 1)
    assert row.agency_id == owner.id
    late = {
        "version": "1",
        "opened": '{"words": ["Wants to work."]}',
        "idempotency": "0" * 32,
        "words": "Lost the work.",
    }
    page = browser.send("people.write_summary", late, expect=409, **where)
    for words in ("Wants to work.", "Has begun to work.", "Lost the work."):
        assert words in page


def test_the_details_page_takes_every_kind(browser: Browser, police: Actor, person: Person) -> None:
    where = {"reference": person.reference}
    source = {"source": "Custody record"}
    today = clock.today()
    sent = {
        "people.add_name": {"kind": "alias", "family": "Ratty", **source},
        "people.add_identifier": {"kind": "pnc", "typed": "02/73319A", **source},
        "people.add_address": {
            "kind": "home",
            "lines": "1 Any Road",
            "postcode": "SW1A 1AA",
            **source,
        },
        "people.add_phone": {"number": "07700 900123", **source},
        "people.add_marker": {
            "kind": "staff_safety",
            "words": "Visit in pairs",
            "evidence": "Dog",
            "review_on": str(today + timedelta(days=30)),
        },
    }
    for endpoint, fields in sent.items():
        browser.visit(endpoint, **where)
        assert "There is a problem" in browser.send(endpoint, {}, expect=422, **where)
        browser.send(endpoint, fields, **where)
    page = browser.visit("people.edit_details", **where)
    for words in (
        "Ratty",
        "The check letter at the end does not fit",
        "Outside the scheme's wards",
        "07700 900123",
        "Visit in pairs",
    ):
        assert words in page
    known = details_of(person.id, police)
    for what, rows in (
        ("name", known.names),
        ("address", known.addresses),
        ("phone", known.phones),
        ("marker", known.markers),
    ):
        browser.send("people.end_detail", what=what, key=rows[0].id, **where)
    left = details_of(person.id, police)
    assert [name.full for name in left.names] == ["Adam Example"]
    assert (left.addresses, left.phones, left.markers) == ([], [], [])


def test_a_postcode_gives_the_ward(police: Actor, person: Person) -> None:
    row = services.add_address(police, person, AddressKind.HOME, "1 Any Road", "LU1 1AA", "Visit")
    assert row.postcode == "LU1 1AA"
    former = services.add_address(police, person, AddressKind.HOME, "2 Any Road", "", "Visit")
    assert row.ends_on == former.starts_on
    assert [one.lines for one in details_of(person.id, police).addresses] == ["2 Any Road"]


def test_only_the_owner_ends_a_detail(browser: Browser, police: Actor, person: Person) -> None:
    colleague = make.user()
    services.grant_sight(
        police,
        person.id,
        SightLevel.WORK,
        "a test",
        person.id,
        agency_id=colleague.agency_id,
    )
    name = details_of(person.id, police).names[0]
    browser.sign_in(colleague)
    where = {"reference": person.reference, "what": "name", "key": name.id}
    page = browser.send("people.end_detail", expect=422, **where)
    assert "Only the agency that recorded this can end it." in page
    assert db.session.get_one(PersonName, name.id).ends_on is None


def test_a_shared_identifier_is_told_to_who_sees_both(
    browser: Browser, police: Actor, person: Person
) -> None:
    twin, hidden = make.person(police, "Adem", "Exampel"), make.person(make.actor())
    for one in (person, twin, hidden):
        services.add_identifier(police, one, IdentifierKind.CRN, "X320811", "Probation")
    where = {"reference": person.reference}
    page = browser.visit("people.edit_details", **where)
    assert f"{twin.reference} holds one of these numbers too" in page
    assert hidden.reference not in page
    fields = {"other": hidden.reference, "verdict": "may_be_same"}
    page = browser.send("people.link_people", fields, expect=422, **where)
    assert "You see no record with this reference." in page
    fields = {"other": twin.reference.lower(), "verdict": "may_be_same"}
    browser.send("people.link_people", fields, **where)
    assert "holds one of these numbers too" not in browser.visit("people.edit_details", **where)
    browser.send("people.link_people", {**fields, "verdict": "not_same"}, **where)
    assert [link.verdict.value for link in links_of(person.id, police)] == ["not_same"]
    assert links_of(hidden.id, police) == []


def test_a_marker_lapses_visibly_and_is_reviewed(
    browser: Browser, police: Actor, person: Person
) -> None:
    today = clock.today()
    marker = services.add_marker(
        police, person, MarkerKind.STAFF_SAFETY, "Dog", "Seen", today + timedelta(days=2)
    )
    assert not marker.has_lapsed(today + timedelta(days=2))
    marker.review_on = today - timedelta(days=1)
    where = {"reference": person.reference}
    assert "Lapsed" in browser.visit("people.edit_details", **where)
    form = browser.visit("people.review_marker", key=marker.id, **where)
    fields = {"version": _hidden(form, "version"), "review_on": "+30"}
    browser.send("people.review_marker", fields, key=marker.id, **where)
    stale = browser.send("people.review_marker", fields, expect=409, key=marker.id, **where)
    assert "Somebody" in stale
    kept = db.session.get_one(WarningMarker, marker.id)
    assert kept.review_on == today + timedelta(days=30)
    for late in ("-1", "+400"):
        browser.send(
            "people.review_marker",
            {"version": kept.version, "review_on": late},
            expect=422,
            key=marker.id,
            **where,
        )


@pytest.mark.parametrize(
    "endpoint",
    [
        "overview.person",
        "people.edit_person",
        "people.edit_details",
        "people.write_summary",
        "people.explain_sight",
        "people.add_name",
        "people.link_people",
        "people.declare_conflict",
        "overview.history",
    ],
)
def test_what_one_may_not_see_is_not_there(browser: Browser, endpoint: str) -> None:
    person = make.person(make.actor())
    browser.sign_in(make.user())
    browser.visit(endpoint, expect=404, reference=person.reference)
    refused = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert refused is not None
    assert (refused.event, refused.details["reason"]) == ("access.refused", "not visible")
    assert [look.event for look in about_person(person.id)][:1] == ["access.refused"]
