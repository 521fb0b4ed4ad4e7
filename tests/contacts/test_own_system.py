"""A contact as text for an agency's own system: complete, marked, and about nobody else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.events import Event
from popo.audit.models import AuditEvent, AuditSubject
from popo.contacts.models import Contact, Outcome
from popo.contacts.own_system import COLLEAGUE, SOMEBODY_ELSE, Told, text_of, without_others
from popo.contacts.services import NewContact, correct_contact, log_contact
from popo.db import db
from popo.people.about import AssertionKind, Handling
from popo.people.models import Person
from tests import make
from tests.actions.make_action import show
from tests.contacts.make_contact import happened, logged
from tests.pages import Browser

OWN, OTHERS = ["Adam Example"], ["Ben Example", "Carla Other-Name"]


def hidden(words: str) -> str:
    return without_others(Told("", "", words=words), "LUT-0001", OWN, OTHERS).words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Adam came with Ben.", f"Adam came with {SOMEBODY_ELSE}."),
        ("ben example was loud", f"{SOMEBODY_ELSE} was loud"),
        ("Mr Example said so", "Mr Example said so"),
        ("Saw Carla Other-Name, Carla's flat", f"Saw {SOMEBODY_ELSE}, {SOMEBODY_ELSE}'s flat"),
        ("With LUT-0002, not LUT-0001", f"With {SOMEBODY_ELSE}, not LUT-0001"),
        ("Ask @Sam by tue for keys", f"Ask {COLLEAGUE} by tue for keys"),
        ("sam@example.test", "sam@example.test"),
        ("Bender and Adamson", "Bender and Adamson"),
        ("On the bench, benign", "On the bench, benign"),
    ],
)
def test_others_are_taken_out_and_nothing_else(words: str, expected: str) -> None:
    assert hidden(words) == expected


def test_a_name_that_is_a_word_hides_no_word() -> None:
    told = without_others(
        Told("", "", words="He will go home. Will agreed."), "A-0001", [], ["Will"]
    )
    assert told.words == f"He {SOMEBODY_ELSE} go home. {SOMEBODY_ELSE} agreed."
    told = without_others(
        Told("", "", words="He will go. Will agreed."), "A-0001", [], ["Will Smith"]
    )
    assert told.words == f"He will go. {SOMEBODY_ELSE} agreed."


@given(
    st.lists(
        st.from_regex(r"[A-Z][a-z]{2,7} [A-Z][a-z]{2,7}", fullmatch=True), min_size=1, max_size=3
    ),
    st.lists(st.sampled_from(["saw", "Adam", "and", "the", "LUT-0001", "(late)", "."]), max_size=5),
)
def test_no_name_of_another_is_left_and_no_other_word_is_lost(
    others: list[str], around: list[str]
) -> None:
    words = " ".join([*around, *others, *around])
    told = without_others(Told("", "", words=words), "LUT-0001", ["Adam"], others).words
    assert not any(name in told for name in others)
    parts = {part for name in others for part in name.split()}
    kept = [word for word in around if word not in parts]
    assert told.split().count("LUT-0001") == 2 * kept.count("LUT-0001")
    assert told.split().count("saw") == 2 * kept.count("saw")


def test_text_is_a_paragraph_for_each() -> None:
    told = [
        Told("1 May 2024, 10:00", "Home visit", "Kept", "Was in.", "Sam, Police"),
        Told("2 May 2024", "Red"),
    ]
    assert text_of(["MARKED"], "LUT-0001", told) == (
        "MARKED\n\n"
        "1 May 2024, 10:00. Home visit. Kept.\nWas in.\nRecorded by Sam, Police. LUT-0001.\n\n"
        "2 May 2024. Red.\nLUT-0001.\n"
    )


@pytest.fixture
def officer(browser: Browser) -> User:
    make.partnership()
    made = make.user(of=make.agency(AgencyKind.POLICE))
    browser.sign_in(made)
    return made


@pytest.fixture
def adam(officer: User) -> Person:
    return make.person(actor_for(officer))


def _about(person: Person, contact: Contact) -> dict[str, object]:
    return {"reference": person.reference, "contact_id": contact.id}


def test_everything_of_the_contact_and_nobody_who_was_there_too(
    browser: Browser, officer: User, adam: Person
) -> None:
    by = actor_for(officer)
    ben = make.person(by, "Ben", "Sample", date(1985, 1, 1))
    db.session.flush()
    both = (adam.reference, ben.reference)
    note = "Adam was calm, Ben Sample was not. Sample left."
    contact = log_contact(by, NewContact(both, happened(note=note)))[0]
    page = browser.visit("contacts.contact_as_text", **_about(adam, contact))
    for part in (
        "OFFICIAL-SENSITIVE",
        f"About {adam.reference}.",
        "30 April 2024",
        "Home visit. Kept.",
        f"Adam was calm, {SOMEBODY_ELSE} was not. {SOMEBODY_ELSE} left.",
        f"Recorded by {officer.name}, Police. {adam.reference}.",
    ):
        assert part in page
    assert ben.reference not in page
    assert "His mother's" not in page
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.event == Event.TEXT_TAKEN_OUT.label)
    ).one()
    assert event.operation.value == "disclosure"
    assert event.details == {"page": "contact", "destination": "own_agency_system"}
    assert event.about_id == contact.id
    subjects = select(AuditSubject.person_id).where(AuditSubject.event_id == event.id)
    assert db.session.scalars(subjects).all() == [adam.id]
    assert "Text for your own system" in browser.visit(
        "contacts.list_contacts", reference=adam.reference
    )


def test_what_another_agency_keeps_close_stays(
    browser: Browser, officer: User, adam: Person
) -> None:
    """It may be read here; it is not carried into another agency's system."""
    by = actor_for(officer)
    kept = happened(note="For us and probation", handling=Handling.CRIMINAL_JUSTICE)
    gist = happened(note="A gist", kind=AssertionKind.INTELLIGENCE, source="LOG 1")
    close, told, shared = logged(by, adam, kept), logged(by, adam, gist), logged(by, adam)
    probation = make.user(
        of=make.agency(AgencyKind.PROBATION), clearances=(Clearance.INTELLIGENCE,)
    )
    show(adam, probation, by)
    browser.sign_in(probation)
    for contact in (close, told):
        page = browser.visit("contacts.contact_as_text", **_about(adam, contact))
        assert "This contact stays here" in page
        assert "For us and probation" not in page
    assert "He was in and talked" in browser.visit(
        "contacts.contact_as_text", **_about(adam, shared)
    )
    browser.sign_in(officer)
    assert "For us and probation" in browser.visit(
        "contacts.contact_as_text", **_about(adam, close)
    )


def test_only_what_may_be_read(browser: Browser, officer: User, adam: Person) -> None:
    by = actor_for(officer)
    own = logged(by, adam, happened(handling=Handling.OWN_AGENCY))
    other = make.person(by, "Other", "Person", date(1981, 1, 1))
    db.session.flush()
    browser.visit("contacts.contact_as_text", 404, **_about(other, own))
    housing = make.user(of=make.agency(AgencyKind.HOUSING))
    browser.sign_in(housing)
    browser.visit("contacts.contact_as_text", 404, **_about(adam, own))
    browser.visit("overview.person_as_text", 404, reference=adam.reference)
    show(adam, housing, by)
    browser.visit("contacts.contact_as_text", 404, **_about(adam, own))


def test_what_was_corrected_is_not_carried_on(
    browser: Browser, officer: User, adam: Person
) -> None:
    by = actor_for(officer)
    wrong = logged(by, adam)
    db.session.flush()
    correct_contact(
        by, wrong, adam, happened(Outcome.MISSED_NOT_JUDGED), "Wrong day", wrong.version
    )
    browser.visit("contacts.contact_as_text", 404, **_about(adam, wrong))
