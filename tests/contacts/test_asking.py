"""Notes that ask something of somebody, and what they bring to light."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.actions.queries import for_person
from popo.contacts.queries import recent_contacts
from popo.contacts.services import NewContact, log_contact, undo_contact
from popo.db import db
from popo.people.about import AssertionKind, Handling
from popo.people.models import Person, Phone
from tests import make
from tests.actions.make_action import show
from tests.contacts.make_contact import happened, logged, make_responsible
from tests.contacts.test_views import _form
from tests.pages import Browser

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _partnership(work: None) -> None:
    make.partnership()


def _known(user: User) -> Person:
    person = make.person(actor_for(user))
    make_responsible(user, person)
    return person


def _actions() -> list[Action]:
    db.session.flush()  # read back
    return db.session.query(Action).order_by(Action.created_at, Action.id).all()


def _named(name: str, *people: Person) -> User:
    """A colleague of that name, who works with these people."""
    user = make.user()
    user.name = name
    for person in people:
        show(person, user, make.actor())
    return user


def test_a_name_after_an_at_sign_offers_an_action() -> None:
    user = make.user()
    person = _known(user)
    other = _named("Quentin Sample", person)
    row = logged(actor_for(user), person, happened(note="Calm. @quentin by 14/5 ring his mother"))
    (action,) = _actions()
    assert (action.owner_id, action.words) == (other.id, "ring his mother")
    assert (action.due_on, action.origin) == (date(2024, 5, 14), ActionOrigin.CONTACT)
    assert (action.status, action.contact_group_id) == (ActionStatus.OFFERED, row.group_id)


def test_an_agency_after_an_at_sign_asks_its_worker_on_the_case() -> None:
    user = make.user()
    person = _known(user)
    logged(actor_for(user), person, happened(note=f"@{user.agency.short_name} check the bail"))
    (action,) = _actions()
    assert (action.owner_id, action.status) == (user.id, ActionStatus.ACCEPTED)
    assert action.due_on == clock.today() + WEEK


@pytest.mark.parametrize("note", ["@nobody ring him", "@jo ring him", "@housing ring him"])
def test_whoever_cannot_be_told_apart_or_asked_is_left_to_the_writer(note: str) -> None:
    user = make.user()
    person = _known(user)
    for name in ("Jo First", "Jo Second"):
        _named(name, person)
    make.agency(AgencyKind.HOUSING)
    logged(actor_for(user), person, happened(note=note))
    assert _actions() == []


def test_nothing_is_asked_of_somebody_who_may_not_open_the_person() -> None:
    user = make.user()
    _named("Quentin Sample")
    logged(actor_for(user), _known(user), happened(note="@quentin ring him"))
    assert _actions() == []


def test_a_gist_and_a_treatment_note_ask_nothing_of_other_agencies() -> None:
    user = make.user()
    person = _known(user)
    other = _named("Quentin Sample", person)
    gist = happened(note="@quentin ring him", kind=AssertionKind.INTELLIGENCE, source="LOG 12")
    logged(actor_for(user), person, gist)
    assert _actions() == []
    drugs = make.user(of=make.agency(AgencyKind.DRUG_SERVICE))
    theirs = make.person(actor_for(drugs))
    show(theirs, other, make.actor())
    logged(actor_for(drugs), theirs, happened(note="@quentin ring him"))
    assert _actions() == []


def test_the_action_is_seen_by_whom_the_note_is_seen() -> None:
    user = make.user()
    person = _known(user)
    _named("Quentin Sample", person)
    what = happened(note="@quentin ring him", handling=Handling.OWN_AGENCY)
    logged(actor_for(user), person, what)
    assert _actions()[0].handling is Handling.OWN_AGENCY


def test_undoing_the_contact_ends_what_it_asked_for() -> None:
    user = make.user()
    person, by = _known(user), actor_for(user)
    _named("Quentin Sample", person)
    row = logged(by, person, happened(note="@quentin ring him"))
    db.session.flush()  # read back
    undo_contact(by, row)
    (action,) = _actions()
    assert action.status is ActionStatus.SUPERSEDED
    assert action.result == "The contact it was asked for in was undone."


def test_a_line_for_one_record_asks_about_that_person() -> None:
    user = make.user()
    first, second, by = _known(user), _known(user), actor_for(user)
    _named("Quentin Sample", first, second)
    details = NewContact(
        (first.reference, second.reference),
        happened(note="Both seen."),
        {second.reference: "@quentin find him a coat"},
    )
    log_contact(by, details)
    (action,) = _actions()
    assert action.person_id == second.id


def test_those_one_works_with_are_offered_with_a_line_each(browser: Browser) -> None:
    user = make.user()
    first, second, third = _known(user), _known(user), make.person(actor_for(user))
    stranger = third.reference
    browser.sign_in(user)
    page = browser.visit("contacts.log_contact", reference=first.reference)
    assert f"Only on the record of {second.reference}" in page
    assert f"with-{stranger}" not in page.html, "nobody one has no part in"
    form = _form(
        **{
            f"with-{second.reference}": "y",
            f"line-{second.reference}": "Had no coat",
            "another": "y",
        }
    )
    sent = browser.send("contacts.log_contact", form, reference=first.reference)
    assert "Had no coat" in browser.visit("contacts.list_contacts", reference=second.reference)
    listed = browser.visit("contacts.list_contacts", reference=first.reference)
    assert "Had no coat" not in listed
    like = (sent.location or "").partition("like=")[2]
    again = browser.visit("contacts.log_contact", reference=first.reference, like=like).html
    tick = again.partition(f'id="with-{second.reference}"')[2].partition(">")[0]
    assert "checked" in tick


def test_what_will_be_asked_is_said_while_it_is_written(browser: Browser) -> None:
    user = make.user()
    person = _known(user)
    _named("Quentin Sample", person)
    browser.sign_in(user)
    for sent, expected in [
        ({"note": "@quentin ring him", "kind": "fact"}, "Quentin Sample"),
        ({"note": "@nobody ring him", "kind": "fact"}, "nobody who can be asked"),
        ({"note": "@quentin ring him", "kind": "intelligence"}, "intelligence gist asks nothing"),
        ({"note": "no names", "kind": "fact"}, ""),
        ({"note": 3, "kind": []}, ""),
        ([], ""),
    ]:
        html = browser.send_json("contacts.show_mentions", sent, reference=person.reference)["html"]
        assert expected in html
        assert bool(html.strip()) is bool(expected)


def test_a_number_and_a_postcode_are_kept_without_typing_them_again(browser: Browser) -> None:
    user = make.user()
    person = _known(user)
    browser.sign_in(user)
    browser.send(
        "contacts.log_contact",
        _form(note="New number 07700 900123, staying at LU1 3XA"),
        reference=person.reference,
    )
    listed = browser.visit("contacts.list_contacts", reference=person.reference)
    assert "Keep the new details" in listed
    row = logged(actor_for(user), person, happened(note="On 07700 900124, at LU1 3XA"))
    db.session.flush()  # read back
    page = browser.visit("contacts.keep_details", contact_id=row.id)
    assert "07700900124" in page
    assert "LU1 3XA" in page
    fields = {"phones": "07700900124", "lines": "1 Any Road", "postcode": "LU1 3XA", "kind": "home"}
    browser.send("contacts.keep_details", fields, expect=422, contact_id=row.id)
    browser.send(
        "contacts.keep_details", {**fields, "source": "Contact of 30 April"}, contact_id=row.id
    )
    assert [phone.number for phone in db.session.query(Phone)] == ["07700900124"]
    nothing = {"kind": "home", "source": "Contact", "postcode": "LU1 3XA"}
    assert "Tick a number" in browser.send(
        "contacts.keep_details", nothing, expect=422, contact_id=row.id
    )


def test_details_are_kept_from_notes_of_ones_own_agency_alone(browser: Browser) -> None:
    user = make.user()
    person = _known(user)
    plain = logged(actor_for(user), person, happened(note="Nothing to keep"))
    gist = happened(note="On 07700 900124", kind=AssertionKind.INTELLIGENCE, source="LOG 12")
    secret = logged(actor_for(user), person, gist)
    noted = logged(actor_for(user), person, happened(note="On 07700 900124"))
    db.session.flush()  # read back
    browser.sign_in(user)
    browser.visit("contacts.keep_details", 422, contact_id=plain.id)
    browser.visit("contacts.keep_details", 422, contact_id=secret.id)
    browser.sign_in(make.user(Role.COORDINATOR, "scheme", of=make.agency(AgencyKind.COUNCIL)))
    browser.visit("contacts.keep_details", 422, contact_id=noted.id)


def test_what_a_treatment_note_asks_of_its_own_agency_stays_there() -> None:
    """The action repeats the note's words, which are health information."""
    drugs = make.user(of=make.agency(AgencyKind.DRUG_SERVICE))
    theirs = make.person(actor_for(drugs))
    officer = make.user()
    show(theirs, officer, make.actor())
    note = f"@{drugs.name.replace(' ', '')} change the script to 60 ml"
    logged(actor_for(drugs), theirs, happened(note=note))
    (action,) = _actions()
    assert action.words == "change the script to 60 ml"
    assert for_person(theirs, actor_for(drugs)) == [action]
    assert for_person(theirs, actor_for(officer)) == []


def test_a_form_sent_again_with_something_else_logs_nothing_and_says_so(browser: Browser) -> None:
    user = make.user()
    first, second = _known(user), _known(user)
    browser.sign_in(user)
    sent = _form()
    browser.send("contacts.log_contact", sent, reference=first.reference)
    browser.send("contacts.log_contact", sent, reference=first.reference)
    page = browser.send("contacts.log_contact", sent, 422, reference=second.reference)
    assert "This form was sent before." in page
    other = sent | {"note": "Typed in another tab"}
    page = browser.send("contacts.log_contact", other, 422, reference=first.reference)
    assert "Typed in another tab" in page.html
    (row,) = recent_contacts(first.id, actor_for(user), 9)
    browser.send("contacts.undo_contact", {}, contact_id=row.id)
    browser.send("contacts.log_contact", sent, 422, reference=first.reference)
    assert recent_contacts(second.id, actor_for(user), 9) == []
    odd = sent | {"idempotency": uuid4().hex + "\n"}
    browser.send("contacts.log_contact", odd, 422, reference=second.reference)
