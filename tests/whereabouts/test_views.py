"""The whereabouts page and its forms."""

from datetime import date

import pytest

from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.people.models import Person
from popo.whereabouts.models import Basis, Confidence, DateKind, Place
from popo.whereabouts.queries import bases_of, key_dates_of, locations_of
from popo.whereabouts.services import move, set_basis, set_key_date
from tests import make
from tests.pages import Browser

DAY = date(2024, 3, 4)
TODAY = date(2024, 4, 30)
KEY = {"idempotency": "0123456789abcdef" * 2}


@pytest.fixture
def officer(browser: Browser) -> User:
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def person(officer: User) -> Person:
    return make.person(actor_for(officer))


def test_show_whereabouts_says_what_is_missing(browser: Browser, person: Person) -> None:
    page = browser.visit("whereabouts.show_whereabouts", reference=person.reference)
    assert "Whereabouts not known" in page
    assert "No dates ahead" in page
    assert "No order or licence" in page


def test_show_whereabouts_is_not_there_for_another_agency(browser: Browser, person: Person) -> None:
    other = Browser(browser._app).sign_in(make.user())
    for endpoint in ("show_whereabouts", "move", "set_basis", "set_key_date"):
        other.visit(f"whereabouts.{endpoint}", expect=404, reference=person.reference)


def test_show_whereabouts_of_a_young_person_is_for_the_named(
    browser: Browser, person: Person
) -> None:
    del person
    yos = make.agency()
    young = make.person(actor_for(make.user(of=yos)), born=date(2008, 1, 1))
    browser.sign_in(make.user(of=yos))
    browser.visit("whereabouts.show_whereabouts", expect=404, reference=young.reference)


def test_move_is_recorded_and_shown(browser: Browser, officer: User, person: Person) -> None:
    browser.visit("whereabouts.move", reference=person.reference)
    sent = {
        "place": "remand",
        "detail": "HMP Bedford",
        "starts_on": "yesterday",
        "source": "Prison liaison",
        "confidence": "confirmed",
        "version": "0",
        **KEY,
    }
    browser.send("whereabouts.move", sent, reference=person.reference)
    browser.send("whereabouts.move", sent, reference=person.reference)  # sent twice, done once
    row = locations_of([person.id], TODAY, actor_for(officer))[person.id]
    assert (row.place, row.detail, row.verified_on) == (Place.REMAND, "HMP Bedford", TODAY)
    page = browser.visit("whereabouts.show_whereabouts", reference=person.reference)
    assert "Custody, on remand HMP Bedford" in page


def test_move_says_what_is_missing(browser: Browser, person: Person) -> None:
    page = browser.send(
        "whereabouts.move", {"version": "0", **KEY}, 422, reference=person.reference
    )
    for words in ("Choose where.", "Enter the day it began.", "Say who says so."):
        assert words in page


def test_move_shows_both_where_somebody_was_quicker(
    browser: Browser, officer: User, person: Person
) -> None:
    move(actor_for(officer), person, Place.COMMUNITY, DAY, None, "Mother", Confidence.REPORTED, DAY)
    sent = {
        "place": "remand",
        "starts_on": "today",
        "source": "Prison",
        "confidence": "confirmed",
        "version": "0",
        **KEY,
    }
    page = browser.send("whereabouts.move", sent, 409, reference=person.reference)
    assert "In the community" in page
    assert "Custody, on remand" in page


def test_set_basis_and_end_basis(browser: Browser, officer: User, person: Person) -> None:
    browser.visit("whereabouts.set_basis", reference=person.reference)
    sent = {"basis": "licence", "starts_on": "4/3/2024", "source": "Probation", **KEY}
    browser.send("whereabouts.set_basis", sent, reference=person.reference)
    (row,) = bases_of([person.id], TODAY, actor_for(officer))[person.id]
    assert row.basis is Basis.LICENCE
    browser.visit("whereabouts.end_basis", reference=person.reference, basis_id=row.id)
    browser.send(
        "whereabouts.end_basis",
        {"ends_on": "1/3/2024"},
        422,
        reference=person.reference,
        basis_id=row.id,
    )
    browser.send(
        "whereabouts.end_basis", {"ends_on": "today"}, reference=person.reference, basis_id=row.id
    )
    assert bases_of([person.id], TODAY, actor_for(officer)) == {}


def test_end_basis_of_somebody_else_is_not_there(
    browser: Browser, officer: User, person: Person
) -> None:
    other = make.person(actor_for(officer))
    row = set_basis(actor_for(officer), other, Basis.BAIL, DAY, None, None, "Court")
    browser.visit("whereabouts.end_basis", expect=404, reference=person.reference, basis_id=row.id)


def test_set_key_date_shows_with_its_caution(
    browser: Browser, officer: User, person: Person
) -> None:
    browser.visit("whereabouts.set_key_date", reference=person.reference)
    sent = {"date_kind": "release_hdc", "falls_on": "3/5/2024", "source": "Prison", **KEY}
    browser.send("whereabouts.set_key_date", sent, reference=person.reference)
    (row,) = key_dates_of([person.id], actor_for(officer))[person.id]
    assert (row.date_kind, row.as_at) == (DateKind.RELEASE_HDC, TODAY)
    page = browser.visit("whereabouts.show_whereabouts", reference=person.reference)
    assert "On a Friday: little is open" in page


def test_pass_key_date_takes_it_off_the_list(
    browser: Browser, officer: User, person: Person
) -> None:
    row = set_key_date(actor_for(officer), person, DateKind.COURT, TODAY, DAY, "Court list")
    page = browser.visit("whereabouts.show_whereabouts", reference=person.reference)
    assert "It happened" in page
    browser.send("whereabouts.pass_key_date", reference=person.reference, date_id=row.id)
    assert key_dates_of([person.id], actor_for(officer)) == {}
    browser.send("whereabouts.pass_key_date", None, 404, reference=person.reference, date_id=row.id)
