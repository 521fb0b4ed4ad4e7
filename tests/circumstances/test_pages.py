"""Around the person: consent, adjustments, safe contact, other arrangements."""

import pytest

from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.circumstances.models import Purpose
from popo.circumstances.queries.consents import consent_for, consents_of
from popo.circumstances.queries.contact import adjustments_of, arrangements_of
from popo.clock import today
from popo.people.models import Person
from tests import make
from tests.pages import Browser

KEY = {"idempotency": "0123456789abcdef" * 2}
CONSENT = {
    "purpose": "voluntary_work",
    "with_whom": "The mentoring charity",
    "words": "Happy for my mentor to know",
    "given_by": "self",
    "given_how": "signed",
    "given_on": "1/4/2024",
    "until": "1/10/2024",
    **KEY,
}
ARRANGEMENT = {
    "arrangement_kind": "mappa",
    "level": "category_2_level_2",
    "starts_on": "1/4/2024",
    "review_on": "1/7/2024",
    "contact_name": "Robin Invented",
    "contact_agency": "MAPPA desk",
    "contact_phone": "01632 960001",
    **KEY,
}


@pytest.fixture
def officer(browser: Browser) -> User:
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def person(officer: User) -> Person:
    return make.person(actor_for(officer))


def test_show_circumstances_says_where_consent_is_not_the_basis(
    browser: Browser, person: Person
) -> None:
    page = browser.visit("circumstances.show_circumstances", reference=person.reference)
    assert "do not rest on consent" in page


def test_every_page_is_not_there_for_another_agency(browser: Browser, person: Person) -> None:
    other = Browser(browser._app).sign_in(make.user())
    for name in (
        "show_circumstances",
        "add_consent",
        "add_adjustment",
        "add_contact_rule",
        "add_arrangement",
    ):
        other.visit(f"circumstances.{name}", expect=404, reference=person.reference)


def test_add_consent_then_withdraw_and_confirm_stopped(
    browser: Browser, officer: User, person: Person
) -> None:
    browser.visit("circumstances.add_consent", reference=person.reference)
    browser.send("circumstances.add_consent", CONSENT, reference=person.reference)
    (row,) = consents_of(person, actor_for(officer))
    where = {"reference": person.reference, "consent_id": row.id}
    assert consent_for([person.id], Purpose.VOLUNTARY_WORK, today()) == {person.id}
    browser.visit("circumstances.withdraw_consent", **where)
    gone = {"version": str(row.version), "withdrawn_on": "today", "words": "No more", **KEY}
    browser.send("circumstances.withdraw_consent", gone, **where)
    assert consent_for([person.id], Purpose.VOLUNTARY_WORK, today()) == set()
    browser.send("circumstances.withdraw_consent", gone, 409, **where)
    page = browser.visit("circumstances.show_circumstances", reference=person.reference)
    assert "Confirm that the support has stopped" in page
    browser.send("circumstances.confirm_stopped", **where)
    page = browser.visit("circumstances.show_circumstances", reference=person.reference)
    assert "Confirmed stopped" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": "1/4/2024"}, "It must hold for at least a day."),
        ({"until": "1/10/2025"}, "Consent is asked again within a year."),
        ({"given_by": "parent"}, "Give the name of the parent or guardian."),
        ({"purpose": "treatment"}, "cleared for health"),
    ],
)
def test_add_consent_refuses(
    browser: Browser, person: Person, changed: dict[str, str], sentence: str
) -> None:
    sent = CONSENT | changed
    page = browser.send("circumstances.add_consent", sent, 422, reference=person.reference)
    assert sentence in page


def test_add_adjustment_and_end_it(browser: Browser, officer: User, person: Person) -> None:
    browser.visit("circumstances.add_adjustment", reference=person.reference)
    sent = {
        "need": "large_print",
        "words": "18 point",
        "source": "Self",
        "review_on": "1/10/2024",
        **KEY,
    }
    browser.send("circumstances.add_adjustment", sent, reference=person.reference)
    (row,) = adjustments_of(person, actor_for(officer))
    browser.send("circumstances.end_detail", reference=person.reference, detail_id=row.id)
    assert adjustments_of(person, actor_for(officer)) == []


def test_add_adjustment_must_be_looked_at_again(browser: Browser, person: Person) -> None:
    sent = {"need": "other", "words": "Slowly", "source": "Self", "review_on": "today", **KEY}
    page = browser.send("circumstances.add_adjustment", sent, 422, reference=person.reference)
    assert "must be in the future" in page


def test_add_arrangement_is_for_those_who_need_to_know(
    browser: Browser, officer: User, person: Person
) -> None:
    browser.visit("circumstances.add_arrangement", reference=person.reference)
    browser.send("circumstances.add_arrangement", ARRANGEMENT, reference=person.reference)
    assert len(arrangements_of(person, actor_for(officer))) == 1
    voluntary = make.actor(of=make.agency(AgencyKind.VOLUNTARY))
    assert arrangements_of(person, voluntary) == []


def test_add_arrangement_refuses_a_level_of_another_kind(browser: Browser, person: Person) -> None:
    sent = ARRANGEMENT | {"arrangement_kind": "marac"}
    page = browser.send("circumstances.add_arrangement", sent, 422, reference=person.reference)
    assert "MARAC has no such level." in page


def test_a_form_sent_again_is_not_said_to_be_on_record(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    browser.sign_in(user)
    where = {"reference": person.reference}
    sent = {
        "idempotency": "0123456789abcdef" * 2,
        "safety": "no_letters",
        "words": "His mother opens them",
        "source": "Himself",
        "review_on": "+30",
    }
    browser.send("circumstances.add_contact_rule", sent, **where)
    assert "The rule is on record." in browser.visit("circumstances.show_circumstances", **where)
    changed = sent | {"words": "Typed after going back"}
    browser.send("circumstances.add_contact_rule", changed, **where)
    page = browser.visit("circumstances.show_circumstances", **where)
    assert "nothing was added now" in page
    assert "The rule is on record." not in page
