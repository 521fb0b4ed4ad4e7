"""The timeline as text for an agency's own system."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.events import Event
from popo.audit.models import AuditEvent
from popo.contacts.own_system import SOMEBODY_ELSE
from popo.db import db
from popo.overview import own_system
from popo.people.about import Handling
from popo.people.models import LinkVerdict, Person
from popo.people.services import link_people, write_summary
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move
from tests import make
from tests.actions.make_action import show
from tests.contacts.make_contact import happened, logged
from tests.pages import Browser


@pytest.fixture
def officer(browser: Browser) -> User:
    make.partnership()
    made = make.user(of=make.agency(AgencyKind.POLICE))
    browser.sign_in(made)
    return made


@pytest.fixture
def adam(officer: User) -> Person:
    made = make.person(actor_for(officer))
    by, today = actor_for(officer), clock.today()
    logged(by, made, happened(note="Lately", hours_ago=30))
    logged(by, made, happened(note="Long ago", hours_ago=24 * 60))
    since = today - timedelta(days=3)
    move(by, made, Place.REMAND, since, "HMP Bedford", "PNC", Confidence.CONFIRMED, since)
    db.session.flush()
    return made


def test_what_was_recorded_lately_the_oldest_first(
    browser: Browser, officer: User, adam: Person
) -> None:
    page = browser.visit("overview.person_as_text", reference=adam.reference)
    assert "2 entries since Tuesday 2 April 2024" in page
    assert "Long ago" not in page
    assert page.text.index("HMP Bedford") < page.text.index("Lately")
    assert f"Recorded by {officer.name}, Police. {adam.reference}." in page
    whole = browser.visit("overview.person_as_text", reference=adam.reference, since="1/1/2024")
    assert "Long ago" in whole
    events = db.session.scalars(
        select(AuditEvent).where(AuditEvent.event == Event.TEXT_TAKEN_OUT.label)
    ).all()
    assert [event.details["page"] for event in events] == ["timeline", "timeline"]
    assert "Text for your own system" in browser.visit(
        "overview.show_timeline", reference=adam.reference
    )


def test_a_day_that_is_not_understood_or_still_to_come(browser: Browser, adam: Person) -> None:
    for typed in ("soon", "1/1/2050"):
        browser.visit("overview.person_as_text", 422, reference=adam.reference, since=typed)
    page = browser.visit("overview.person_as_text", reference=adam.reference, since="today")
    assert "Nothing was recorded since this day" in page


def test_what_others_keep_close_stays_and_is_counted(
    browser: Browser, officer: User, adam: Person
) -> None:
    by = actor_for(officer)
    logged(by, adam, happened(note="Close", handling=Handling.CRIMINAL_JUSTICE))
    probation = make.user(of=make.agency(AgencyKind.PROBATION))
    show(adam, probation, by)
    browser.sign_in(probation)
    page = browser.visit("overview.person_as_text", reference=adam.reference)
    assert "Close" not in page
    assert "1 entry of other agencies stays here" in page


def test_nobody_linked_is_named_and_summaries_stay(
    browser: Browser, officer: User, adam: Person
) -> None:
    by = actor_for(officer)
    other = make.person(by, "Dora", "Linked", date(1990, 1, 1))
    db.session.flush()
    link_people(by, adam, other, LinkVerdict.MAY_BE_SAME)
    logged(by, adam, happened(note="Dora was there"))
    write_summary(by, adam, "In short", 0)
    db.session.flush()
    page = browser.visit("overview.person_as_text", reference=adam.reference)
    assert f"{SOMEBODY_ELSE} was there" in page
    assert "In short" not in page


def test_there_is_room_for_so_many(
    officer: User, adam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_system, "MOST_ENTRIES", 1)
    carried = own_system.entries_since(adam, actor_for(officer), date(2024, 1, 1))
    assert (len(carried.entries), carried.more) == (1, True)
    assert carried.entries[0].words == "Lately"
