"""A declined nominee is destroyed on the day shown, for good, and pages still open."""

from datetime import timedelta

from sqlalchemy import func, select

from popo import clock
from popo.audit.models import AuditEvent
from popo.cases.models import Strand
from popo.db import db, settle
from popo.keys.models import DataKey
from popo.people.models import SearchToken
from popo.people.queries import find_people, names_of
from popo.selection.models import Decision
from popo.selection.queries.statements import statements_on
from popo.selection.services import decide_nomination, nominate_person
from popo.selection.services.destruction import destroy_expired
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Nominated, Scheme


def declined(scheme: Scheme) -> Nominated:
    found = make.nominated(scheme)
    make.frozen(scheme, found)
    details = make.decision(scheme, found, Decision.DECLINE)
    decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
    settle()
    return found


def due(found: Nominated) -> None:
    """Scheme time is the day of destruction."""
    assert found.nomination.expires_on is not None
    clock.shift(clock.now() - clock.real_now() + (found.nomination.expires_on - TODAY))


def test_destroyed_on_the_day_and_not_before(work: None) -> None:
    found = declined(make.scheme())
    expires = found.nomination.expires_on
    assert expires is not None
    assert destroy_expired(expires - timedelta(days=1)) == []
    assert destroy_expired(expires) == [found.person.id]
    settle()
    assert destroy_expired(expires + timedelta(days=1)) == []


def test_nothing_of_them_opens_again_and_nobody_finds_them(work: None) -> None:
    scheme = make.scheme()
    found = declined(scheme)
    person = found.person.id
    assert found.nomination.expires_on is not None
    destroy_expired(found.nomination.expires_on)
    settle()
    living = select(func.count()).where(DataKey.subject_id == person, DataKey.wrapped.is_not(None))
    assert db.session.execute(living).scalar_one() == 0
    tokens = select(func.count()).where(SearchToken.person_id == person)
    assert db.session.execute(tokens).scalar_one() == 0
    db.session.expire_all()
    who = make.actor(scheme.police)
    assert names_of([person], who)[person].formal == "[destroyed], [destroyed]"
    (said,) = statements_on(found.nomination, who)
    assert [part.words for part in said.parts] == ["[destroyed]"]
    assert find_people("Adam Example", who) == []
    label = select(AuditEvent.event).where(AuditEvent.event == "person.destroyed")
    assert db.session.execute(label).scalar_one() == "person.destroyed"


def test_another_nomination_or_a_case_keeps_the_record(work: None) -> None:
    scheme = make.scheme()
    again, selected = declined(scheme), declined(scheme)
    who = make.actor(scheme.police)
    nominate_person(who, again.person, Strand.CATCH_AND_CONVICT, "New burglaries.")
    second = nominate_person(who, selected.person, Strand.CATCH_AND_CONVICT, "New burglaries.")
    db.session.flush()  # read back
    found = Nominated(second, selected.person)
    details = make.decision(scheme, found, Decision.SELECT, decided_at=None)
    decide_nomination(make.actor(scheme.coordinator), found, details, second.version)
    assert again.nomination.expires_on is not None
    assert destroy_expired(again.nomination.expires_on) == []


def test_two_declined_nominations_wait_for_the_later_one(work: None) -> None:
    scheme = make.scheme()
    first = declined(scheme)
    clock.shift(clock.now() - clock.real_now() + timedelta(days=10))
    who = make.actor(scheme.police)
    second = nominate_person(who, first.person, Strand.CATCH_AND_CONVICT, "Again.")
    db.session.flush()  # read back
    found = Nominated(second, first.person)
    effective = TODAY + timedelta(days=10)
    details = make.decision(
        scheme, found, Decision.DECLINE, decided_at=None, effective_on=effective
    )
    decide_nomination(make.actor(scheme.coordinator), found, details, second.version)
    db.session.flush()  # read back
    assert first.nomination.expires_on is not None
    assert second.expires_on is not None
    assert destroy_expired(first.nomination.expires_on) == []
    assert destroy_expired(second.expires_on) == [first.person.id]


def test_pages_that_mention_them_still_open(browser: Browser) -> None:
    scheme = make.scheme()
    found = declined(scheme)
    browser.sign_in(scheme.coordinator)
    shown = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert "Deleted on 28 May, in 28 days, unless the decision is challenged" in shown
    due(found)
    destroy_expired(clock.today())
    settle()
    shown = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert "[destroyed]" in shown
    assert "Nine burglaries" not in shown
    browser.visit("selection.person_selection", reference=found.person.reference)
    browser.visit("selection.list_nominations")
    browser.visit("meetings.show_meeting", meeting_id=scheme.meeting.id)
