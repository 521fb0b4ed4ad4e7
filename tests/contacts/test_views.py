from datetime import date, timedelta
from uuid import uuid4

import pytest

from popo import clock
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.contacts.models import Contact, Outcome
from popo.db import db
from popo.drafts.services import Typed, save_draft
from popo.people.models import SightLevel
from tests import make
from tests.actions.make_action import show
from tests.contacts.make_contact import happened, logged, make_responsible, planned
from tests.contacts.make_rows import contact as row
from tests.pages import Browser


@pytest.fixture(autouse=True)
def _partnership(work: None) -> None:
    make.partnership()


def _form(**more: str) -> dict[str, str]:
    return {
        "idempotency": uuid4().hex,
        "note": "He was in and wants to work",
        "contact_type": "home_visit",
        "outcome": "kept",
        "at": "today 10:30",
        "place": "Any Road",
        "kind": "fact",
        "handling": "action_group",
        **more,
    }


def test_a_contact_is_logged_from_the_form_as_it_opens(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    browser.sign_in(user)
    reference = person.reference
    assert "Every meeting, call and visit" in browser.visit(
        "contacts.list_contacts", reference=reference
    )
    page = browser.visit("contacts.log_contact", reference=reference)
    assert "autofocus" in page.html
    assert "30 April 2024 12:00" in page.html
    assert "Seen by the Action Group" in page
    browser.send("contacts.log_contact", _form(), reference=reference)
    listed = browser.visit("contacts.list_contacts", reference=reference)
    assert "He was in and wants to work" in listed
    assert "Plan the next" in listed, "the likely next step"
    assert "Undo" in listed


def test_pressing_save_twice_logs_one_contact(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    browser.sign_in(user)
    form = _form()
    for _ in range(2):
        browser.send("contacts.log_contact", form, reference=person.reference)
    assert db.session.query(Contact).count() == 1


def test_save_and_log_another_keeps_date_place_and_people(browser: Browser) -> None:
    user = make.user()
    by = actor_for(user)
    adam, bill = make.person(by), make.person(by, "Bill", "Sample")
    browser.sign_in(user)
    sent = browser.send(
        "contacts.log_contact",
        _form(also=bill.reference, another="yes"),
        reference=adam.reference,
    )
    assert "like=" in (sent.location or "")
    like = (sent.location or "").partition("like=")[2]
    page = browser.visit("contacts.log_contact", reference=adam.reference, like=like)
    assert "30 April 2024 10:30" in page.html
    assert f'value="{bill.reference}"' in page.html
    assert 'value="Any Road"' in page.html
    assert ">He was in and wants to work</textarea>" not in page.html


def test_one_of_several_who_may_not_be_seen_stops_the_whole_contact(browser: Browser) -> None:
    user, other = make.user(), make.actor()
    mine, theirs = make.person(actor_for(user)), make.person(other)
    browser.sign_in(user)
    page = browser.send(
        "contacts.log_contact",
        _form(also=theirs.reference.lower()),
        expect=422,
        reference=mine.reference,
    )
    assert "is not somebody you can log contacts with" in page
    assert "He was in and wants to work" in page
    assert db.session.query(Contact).count() == 0
    assert db.session.query(AuditEvent).filter_by(event="access.refused").count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"also": "Bill Sample"}, "Enter references, like LUT-0042, not names."),
        ({"lines": "he had no coat"}, "Begin each line with a reference, like LUT-0042."),
        ({"note": ""}, "Say what happened."),
        ({"outcome": ""}, "Choose the outcome."),
        ({"at": "soon"}, "Enter a day and a time"),
        ({"at": "tomorrow 10:00"}, "A contact that is still to come is planned, until then."),
        ({"outcome": "missed_acceptable"}, "Only the responsible officer says"),
        ({"kind": "intelligence"}, "Give the reference of the intelligence"),
    ],
)
def test_log_contact_says_what_to_do(browser: Browser, wrong: dict[str, str], says: str) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    browser.sign_in(user)
    page = browser.send(
        "contacts.log_contact", _form(**wrong), expect=422, reference=person.reference
    )
    assert says in page
    assert db.session.query(Contact).count() == 0


def test_the_responsible_officer_judges_as_they_log(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    make_responsible(user, person)
    browser.sign_in(user)
    page = browser.visit("contacts.log_contact", reference=person.reference)
    assert "Missed, not acceptable" in page
    browser.send(
        "contacts.log_contact",
        _form(outcome="missed_not_acceptable"),
        reference=person.reference,
    )
    assert "What follows" in browser.visit("contacts.list_contacts", reference=person.reference)


def test_undo_opens_the_form_again_with_what_was_typed(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    contact = logged(actor_for(user), person)
    browser.sign_in(user)
    sent = browser.send("contacts.undo_contact", contact_id=contact.id)
    assert f"again={contact.id}" in (sent.location or "")
    page = browser.visit("contacts.log_contact", reference=person.reference, again=contact.id)
    assert "He was in and talked" in page.html
    assert "Every meeting" in browser.visit("contacts.list_contacts", reference=person.reference)
    browser.send("contacts.undo_contact", expect=404, contact_id=contact.id)


def test_a_correction_shows_the_old_struck_through_with_the_reason(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    contact = logged(actor_for(user), person, happened(note="He said the flat"))
    browser.sign_in(user)
    page = browser.visit("contacts.correct_contact", contact_id=contact.id)
    assert "He said the flat" in page.html
    form = _form(note="He said the cat", version=str(contact.version))
    refused = browser.send("contacts.correct_contact", form, expect=422, contact_id=contact.id)
    assert "Say what was wrong." in refused
    browser.send("contacts.correct_contact", {**form, "reason": "Misheard"}, contact_id=contact.id)
    listed = browser.visit("contacts.list_contacts", reference=person.reference)
    assert "<del>He said the flat</del>" in listed.html
    assert "What was wrong: Misheard" in listed
    assert "He said the cat" in listed


def test_of_two_tabs_the_second_shows_what_the_first_did(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    contact = planned(actor_for(user), person)
    browser.sign_in(user)
    read = str(contact.version)
    href = {"contact_id": contact.id}
    browser.send("contacts.give_outcome", {"version": read, "outcome": "kept"}, **href)
    late = {"version": read, "outcome": "missed_not_judged", "words": "Nobody came"}
    page = browser.send("contacts.give_outcome", late, expect=409, **href)
    assert "Nobody came" in page
    assert "Kept" in page
    form = _form(version=read, reason="Wrong")
    browser.send("contacts.correct_contact", form, expect=409, **href)
    db.session.refresh(contact)
    assert contact.outcome is Outcome.KEPT


def test_an_outcome_owed_is_closed_from_the_list(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    make_responsible(user, person)
    contact = planned(actor_for(user), person, hours_ago=30)
    browser.sign_in(user)
    page = browser.visit("contacts.owed_outcomes")
    assert "Say what happened: home visit, Example, Adam" in page
    assert "Missed, not acceptable" in page
    browser.visit("contacts.give_outcome", contact_id=contact.id)
    browser.send(
        "contacts.give_outcome",
        {"version": contact.version, "outcome": "missed_not_acceptable"},
        contact_id=contact.id,
    )
    assert "You owe no outcomes" in browser.visit("contacts.owed_outcomes")


def test_the_list_is_paged_and_filtered(browser: Browser) -> None:
    user = make.user()
    by = actor_for(user)
    person = make.person(by)
    for number in range(51):
        row(by, person, clock.now() - timedelta(hours=number))
    browser.sign_in(user)
    reference = person.reference
    assert "1 to 50 of 51" in browser.visit("contacts.list_contacts", reference=reference)
    second = browser.visit("contacts.list_contacts", reference=reference, page=2)
    assert "51 to 51 of 51" in second
    none = browser.visit("contacts.list_contacts", reference=reference, outcome="missed")
    assert "No such contact." in none
    browser.visit("contacts.list_contacts", reference=reference, outcome="x", type="y", page=0)


def test_another_agency_finds_nothing_there(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    contact = logged(actor_for(user), person)
    browser.sign_in(make.user())
    browser.visit("contacts.list_contacts", expect=404, reference=person.reference)
    browser.visit("contacts.log_contact", expect=404, reference=person.reference)
    browser.visit("contacts.correct_contact", expect=404, contact_id=contact.id)
    browser.visit("contacts.give_outcome", expect=404, contact_id=contact.id)
    browser.send("contacts.undo_contact", expect=404, contact_id=contact.id)


def test_a_reader_reads_and_logs_nothing(browser: Browser) -> None:
    user, reader = make.user(), make.user()
    person = make.person(actor_for(user))
    logged(actor_for(user), person)
    show(person, reader, actor_for(user), SightLevel.READ)
    browser.sign_in(reader)
    page = browser.visit("contacts.list_contacts", reference=person.reference)
    assert "He was in and talked" in page
    assert "Correct" not in page
    browser.visit("contacts.log_contact", expect=404, reference=person.reference)


def test_a_childs_contacts_stay_in_the_compartment_and_are_worded_so(browser: Browser) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    worker = make.user(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    child = make.person(actor_for(worker), born=date(2009, 1, 1))
    contact = logged(actor_for(worker), child)
    browser.sign_in(worker)
    for page in (
        browser.visit("contacts.log_contact", reference=child.reference),
        browser.visit("contacts.list_contacts", reference=child.reference),
    ):
        words = page.text.lower()
        assert "offender" not in words
        assert "prolific" not in words
    drugs = make.user(of=make.agency(AgencyKind.DRUG_SERVICE))
    for user in (make.user(of=yos), drugs):
        browser.sign_in(user)
        browser.visit("contacts.list_contacts", expect=404, reference=child.reference)
        browser.visit("contacts.correct_contact", expect=404, contact_id=contact.id)


def test_an_autosaved_draft_opens_where_it_stopped(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    typed = Typed("contacts.log_contact", person.reference, uuid4().hex, {"note": ["Half a sent"]})
    save_draft(actor_for(user), typed)
    browser.sign_in(user)
    page = browser.visit("contacts.log_contact", reference=person.reference)
    assert "Half a sent" in page.html
    assert "Goes on where you stopped" in page
    fresh = browser.visit("contacts.log_contact", reference=person.reference, afresh="yes")
    assert "Half a sent" not in fresh.html
