"""The pages of series and of what follows an absence."""

from datetime import date
from uuid import uuid4

import pytest

from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.actions.queries import for_person
from popo.contacts.queries import followings, series_of
from popo.contacts.services import add_series, end_series
from popo.drafts.services import Typed, save_draft
from popo.people.models import Person
from popo.whereabouts.models import Basis
from popo.whereabouts.services import set_basis
from tests import make
from tests.contacts.make_contact import logged, make_responsible, planned
from tests.contacts.test_absences import absent
from tests.contacts.test_series import plan
from tests.pages import Browser

TODAY = date(2024, 4, 30)


@pytest.fixture
def user(browser: Browser) -> User:
    make.partnership()
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def person(user: User) -> Person:
    person = make.person(actor_for(user))
    make_responsible(user, person)
    return person


def _form(user: User, **more: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "idempotency": uuid4().hex,
        "contact_type": "drug_test",
        "worker": str(user.id),
        "weekdays": ["mon", "thu"],
        "at": "9.30",
        "first": "today",
        "until": "16/5/2024",
        "place": "The office",
        "skips_holidays": "y",
        **more,
    }


def test_add_series_page_plans_and_offers_to_undo(
    browser: Browser, user: User, person: Person
) -> None:
    reference = person.reference
    assert "Plan a series" in browser.visit("contacts.list_series", reference=reference)
    assert user.name in browser.visit("contacts.add_series", reference=reference)
    browser.send("contacts.add_series", _form(user), reference=reference)
    page = browser.visit("contacts.list_series", reference=reference)
    for words in (
        "Planned on Monday and Thursday until 16 May 2024, 1 bank holiday left out.",
        "Drug test",
        "Monday and Thursday at 09:30",
        "4 to come",
        "Undo",
    ):
        assert words in page, words
    (running,) = series_of(person, actor_for(user))
    browser.send("contacts.undo_series", series_id=running.row.id)
    assert series_of(person, actor_for(user)) == []
    browser.send("contacts.undo_series", expect=404, series_id=running.row.id)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"at": "lunch"}, "Enter a day and a time"),
        ({"at": "tomorrow 9.30"}, "Enter a time only."),
        ({"weekdays": []}, "Choose at least one day of the week."),
        ({"until": "16/12/2024"}, "Plan at most 26 weeks"),
        ({"first": "yesterday"}, "Choose today or a later day."),
    ],
)
def test_add_series_page_says_what_is_wrong(
    browser: Browser, user: User, person: Person, wrong: dict[str, str], says: str
) -> None:
    page = browser.send(
        "contacts.add_series", _form(user, **wrong), 422, reference=person.reference
    )
    assert says in page


def test_change_series_page(browser: Browser, user: User, person: Person) -> None:
    series = add_series(actor_for(user), person, plan(user))
    page = browser.visit("contacts.change_series", series_id=series.id)
    assert 'value="14:10"' in page.html
    sent = _form(user, weekdays=["fri"], version=str(series.version))
    browser.send("contacts.change_series", sent, series_id=series.id)
    page = browser.visit("contacts.list_series", reference=person.reference)
    assert "Friday at 09:30" in page
    assert "Monday" not in page


def test_end_series_page_and_its_conflict(browser: Browser, user: User, person: Person) -> None:
    by = actor_for(user)
    series, other = (add_series(by, person, plan(user)) for _ in range(2))
    browser.visit("contacts.end_series", series_id=series.id)
    sent = {"from_day": "today", "version": str(series.version)}
    browser.send("contacts.end_series", sent, series_id=series.id)
    page = browser.visit("contacts.list_series", reference=person.reference)
    assert "4 planned contacts withdrawn" in page
    read = str(other.version)
    end_series(by, other, TODAY, other.version)
    page = browser.send(
        "contacts.end_series", {"from_day": "today", "version": read}, 409, series_id=other.id
    )
    assert "Ended" in page
    sent = _form(user, weekdays=["fri"], version=read)
    page = browser.send("contacts.change_series", sent, 409, series_id=other.id)
    assert "Friday" in page


def test_series_are_not_there_for_another_agency(
    browser: Browser, user: User, person: Person
) -> None:
    series = add_series(actor_for(user), person, plan(user))
    other = Browser(browser._app).sign_in(make.user())
    for endpoint in ("list_series", "add_series"):
        other.visit(f"contacts.{endpoint}", 404, reference=person.reference)
    for endpoint in ("change_series", "end_series"):
        other.visit(f"contacts.{endpoint}", 404, series_id=series.id)
    other.send("contacts.undo_series", None, 404, series_id=series.id)


def test_an_outcome_owed_takes_one_tap_from_its_list(
    browser: Browser, user: User, person: Person
) -> None:
    """The list is one tap from the home page, so two in all."""
    contact = planned(actor_for(user), person, hours_ago=30)
    page = browser.visit("contacts.owed_outcomes")
    assert page.html.count(f'action="/contacts/{contact.id}/outcome"') == 3
    assert "Kept" in page
    sent = {"version": contact.version, "outcome": "kept"}
    browser.send("contacts.give_outcome", sent, contact_id=contact.id)
    assert "You owe no outcomes" in browser.visit("contacts.owed_outcomes")


def test_an_absence_leads_to_what_follows(browser: Browser, user: User, person: Person) -> None:
    by = actor_for(user)
    set_basis(by, person, Basis.COMMUNITY_ORDER, date(2024, 1, 8), None, None, "Court")
    contact = planned(by, person)
    sent = {"version": "1", "outcome": "missed_not_acceptable"}
    browser.send("contacts.give_outcome", sent, contact_id=contact.id)
    page = browser.visit("contacts.owed_outcomes")
    assert "What follows" in page
    assert "Say what follows: home visit, Example, Adam" in page
    page = browser.visit("contacts.show_absence", contact_id=contact.id)
    for words in ("Community order", "Send a written warning", "8 May", "Make it an action"):
        assert words in page, words
    assert "What follows" in browser.visit("contacts.list_contacts", reference=person.reference)


def test_offer_follow_up_page(browser: Browser, user: User, person: Person) -> None:
    by = actor_for(user)
    set_basis(by, person, Basis.LICENCE, date(2024, 1, 8), None, None, "Prison")
    contact = absent(by, person)
    (found,) = followings(contact, by)
    where = {
        "reference": person.reference,
        "contact_id": contact.id,
        "basis_id": found.basis.id,
    }
    page = browser.visit("contacts.offer_follow_up", **where)
    assert "Consider recall with a manager" in page.html
    sent = {
        "idempotency": uuid4().hex,
        "words": "Consider recall",
        "owner": str(user.id),
        "due_on": "tomorrow",
    }
    browser.send("contacts.offer_follow_up", sent, **where)
    browser.send("contacts.offer_follow_up", sent, **where)  # sent twice, offered once
    assert [action.words for action in for_person(person, by)] == ["Consider recall"]
    assert "Action offered" in browser.visit("contacts.show_absence", contact_id=contact.id)
    again = {**sent, "idempotency": uuid4().hex}
    assert "has been answered" in browser.send("contacts.offer_follow_up", again, 422, **where)


def test_decline_follow_up_page(browser: Browser, user: User, person: Person) -> None:
    by = actor_for(user)
    set_basis(by, person, Basis.YOUTH_ORDER, date(2024, 1, 8), None, None, "Court")
    contact = absent(by, person)
    (found,) = followings(contact, by)
    where = {
        "reference": person.reference,
        "contact_id": contact.id,
        "basis_id": found.basis.id,
    }
    browser.visit("contacts.decline_follow_up", **where)
    empty = {"idempotency": uuid4().hex}
    assert "Say why" in browser.send("contacts.decline_follow_up", empty, 422, **where)
    browser.send("contacts.decline_follow_up", {**empty, "words": "Was in hospital"}, **where)
    page = browser.visit("contacts.show_absence", contact_id=contact.id)
    assert "Was in hospital" in page
    assert "Make it an action" not in page


def test_decline_follow_up_page_goes_on_with_a_draft(
    browser: Browser, user: User, person: Person
) -> None:
    by = actor_for(user)
    set_basis(by, person, Basis.LICENCE, date(2024, 1, 8), None, None, "Prison")
    contact = absent(by, person)
    (found,) = followings(contact, by)
    typed = Typed(
        "contacts.decline_follow_up", str(contact.id), uuid4().hex, {"words": ["Half a reason"]}
    )
    save_draft(by, typed)
    page = browser.visit(
        "contacts.decline_follow_up",
        reference=person.reference,
        contact_id=contact.id,
        basis_id=found.basis.id,
    )
    assert "Half a reason" in page


def test_show_absence_says_when_nothing_follows(
    browser: Browser, user: User, person: Person
) -> None:
    by = actor_for(user)
    contact, kept = absent(by, person), logged(by, person)
    page = browser.visit("contacts.show_absence", contact_id=contact.id)
    assert "work was voluntary" in page
    page = browser.visit("contacts.show_absence", contact_id=kept.id)
    assert "judged not acceptable" in page
    other = {"reference": person.reference, "contact_id": contact.id, "basis_id": uuid4()}
    browser.visit("contacts.offer_follow_up", 404, **other)


def test_absences_are_not_there_for_another_agency(
    browser: Browser, user: User, person: Person
) -> None:
    contact = absent(actor_for(user), person)
    other = Browser(browser._app).sign_in(make.user())
    other.visit("contacts.show_absence", 404, contact_id=contact.id)
    where = {"reference": person.reference, "contact_id": contact.id, "basis_id": uuid4()}
    for endpoint in ("offer_follow_up", "decline_follow_up"):
        other.visit(f"contacts.{endpoint}", 404, **where)


def test_an_absence_belongs_to_the_person_of_the_address(
    browser: Browser, user: User, person: Person
) -> None:
    by = actor_for(user)
    set_basis(by, person, Basis.LICENCE, date(2024, 1, 8), None, None, "Prison")
    contact = absent(by, person)
    (found,) = followings(contact, by)
    elsewhere = {
        "reference": make.person(by).reference,
        "contact_id": contact.id,
        "basis_id": found.basis.id,
    }
    browser.visit("contacts.offer_follow_up", 404, **elsewhere)
