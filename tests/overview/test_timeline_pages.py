"""The whole timeline: looked through, searched, pinned, and what is new."""

from datetime import timedelta

import pytest

from popo import clock
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.events import Event
from popo.audit.models import AuditEvent
from popo.contacts.models import Outcome
from popo.db import db
from popo.overview.models import Pin
from popo.overview.story import Filters, entries_of, search
from popo.people.about import AssertionKind
from popo.people.models import SightLevel
from tests import make
from tests.actions.make_action import show
from tests.contacts.make_contact import happened, logged
from tests.pages import Browser


@pytest.fixture(autouse=True)
def _partnership(work: None) -> None:
    make.partnership()


def test_words_are_found_in_what_one_may_read_alone() -> None:
    user = make.user()
    by = actor_for(user)
    person = make.person(by)
    logged(by, person, happened(note="Talked of the Ferrari"))
    gist = happened(note="Ferrari seen", kind=AssertionKind.INTELLIGENCE, source="LOG 1")
    logged(by, person, gist)
    db.session.flush()  # read back
    assert len(search(person, by, "ferrari")) == 2
    other = make.user(of=make.agency(AgencyKind.HOUSING))
    show(person, other, make.actor())
    assert len(search(person, actor_for(other), "FERRARI")) == 1
    cleared = make.user(of=make.agency(AgencyKind.COUNCIL), clearances=(Clearance.INTELLIGENCE,))
    show(person, cleared, make.actor())
    assert len(search(person, actor_for(cleared), "ferrari")) == 2
    assert search(person, by, "   ") == []


def test_searching_leaves_a_trail_without_the_words(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    logged(actor_for(user), person, happened(note="Talked of the Ferrari"))
    about = {"reference": person.reference}
    browser.sign_in(user)
    page = browser.send("overview.show_timeline", {"words": "ferrari"}, expect=200, **about)
    assert "<mark>Ferrari</mark>" in page.html
    assert "Nothing that you may read" in browser.send(
        "overview.show_timeline", {"words": "lamborghini"}, expect=200, **about
    )
    assert "Enter a word" in browser.send("overview.show_timeline", {"words": ""}, 422, **about)
    events = db.session.query(AuditEvent).filter_by(event=Event.TIMELINE_SEARCHED.label).all()
    assert [event.details for event in events] == [{"count": 1}, {"count": 0}]


def test_major_leaves_out_what_happens_every_week() -> None:
    by = make.actor()
    person = make.person(by)
    logged(by, person)
    missed = logged(by, person, happened(Outcome.MISSED_NOT_JUDGED))
    db.session.flush()  # read back
    assert len(entries_of(person, by, Filters(), 10)) == 2
    assert [one.key for one in entries_of(person, by, Filters(major_only=True), 10)] == [missed.id]
    assert entries_of(person, by, Filters(part="offending"), 10) == []
    assert len(entries_of(person, by, Filters(), 1)) == 1


def test_an_entry_is_pinned_seen_first_and_taken_off(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    row = logged(actor_for(user), person, happened(note="Allergic to penicillin"))
    about = {"reference": person.reference}
    browser.sign_in(user)
    browser.visit("overview.pin_entry", key=row.id, **about)
    browser.send("overview.pin_entry", {"why": "Tell every custody suite"}, key=row.id, **about)
    page = browser.visit("overview.show_timeline", **about)
    assert "Tell every custody suite" in page
    browser.send("overview.pin_entry", {"why": ""}, 422, key=row.id, **about)
    pin = db.session.query(Pin).one()
    browser.send("overview.unpin_entry", key=pin.id, **about)
    assert "Tell every custody suite" not in browser.visit("overview.show_timeline", **about)
    browser.send("overview.unpin_entry", expect=404, key=pin.id, **about)


def test_a_pin_does_not_show_an_entry_one_may_not_read(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    gist = happened(note="Seen with a knife", kind=AssertionKind.INTELLIGENCE, source="LOG 1")
    row = logged(actor_for(user), person, gist)
    browser.sign_in(user)
    browser.send("overview.pin_entry", {}, key=row.id, reference=person.reference)
    other = make.user(of=make.agency(AgencyKind.HOUSING))
    show(person, other, make.actor())
    page = browser.sign_in(other).visit("overview.show_timeline", reference=person.reference)
    assert "knife" not in page
    assert "Pinned by" not in page


def test_what_others_recorded_since_one_looked_is_new(browser: Browser) -> None:
    user, colleague = make.user(), make.user()
    person = make.person(actor_for(user))
    show(person, colleague, make.actor(), SightLevel.WORK)
    about = {"reference": person.reference}
    browser.sign_in(user)
    assert "New since you last looked" not in browser.visit("overview.person", **about)
    offset = clock.now() - clock.real_now()
    try:
        clock.shift(offset + timedelta(minutes=5))
        logged(actor_for(colleague), person, happened(note="He has a job"))
        logged(actor_for(user), person, happened(note="Own note"))
        page = browser.visit("overview.person", **about)
        new = page.text.partition("New since you last looked")[2].partition("You looked last")[0]
        assert "He has a job" in new
        assert "Own note" not in new
        assert "Nothing new since you looked" in browser.visit("overview.person", **about)
    finally:
        clock.shift(offset)


def test_pages_of_a_long_timeline(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    for number in range(45):
        logged(actor_for(user), person, happened(note=f"Visit {number}", hours_ago=number + 1))
    about = {"reference": person.reference}
    browser.sign_in(user)
    first = browser.visit("overview.show_timeline", **about)
    assert "Visit 0" in first
    assert "Visit 44" not in first
    assert "Visit 44" in browser.visit("overview.show_timeline", page=2, **about)
