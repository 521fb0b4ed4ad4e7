"""The first look at a nomination: by whom, within a clock, and what follows from it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.access.permissions import Role
from popo.audit.models import AuditEvent
from popo.cases.models import Strand
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.people.queries import get_person
from popo.selection.models import Decision, NominationStatus, Refusal
from popo.selection.queries.nominations import Nominated, by_triage_clock, list_nominations
from popo.selection.queries.own_nominations import own_nominations, unread_outcomes
from popo.selection.services import decide_nomination, save_scoring, triage_nomination
from popo.selection.services.destruction import destroy_expired
from popo.selection.services.triage import Triage, TriageOutcome
from popo.settings.names import Name
from popo.settings.services import set_value
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_statements
from tests.selection.make import TODAY, Scheme

ACCEPT = Triage(TriageOutcome.ACCEPT)
LATER = TODAY + timedelta(days=20)
DEFER = Triage(TriageOutcome.DEFER, "Come back with the sentence.", look_again_on=LATER)
REFUSE = Triage(TriageOutcome.REFUSE, "In custody to 2026.", because=Refusal.NOT_AT_LIBERTY)


def look(scheme: Scheme, found: Nominated, details: Triage) -> None:
    version = found.nomination.version
    triage_nomination(make.actor(scheme.coordinator), found, details, version)
    db.session.flush()  # the version is read back


def later(days: int) -> None:
    clock.shift(clock.now() - clock.real_now() + timedelta(days=days))


def test_accepted_it_may_be_scored_and_not_before(work: None) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    lead = make.actor(scheme.strand_lead)
    with pytest.raises(RuleBroken, match="not accepted for scoring"):
        save_scoring(lead, found.nomination, [], 0)
    look(scheme, found, ACCEPT)
    assert found.nomination.status is NominationStatus.NOMINATED
    assert (found.nomination.triaged_on, found.nomination.triaged_by_id) == (
        TODAY,
        scheme.coordinator.id,
    )
    save_scoring(lead, found.nomination, [], 0)
    assert found.nomination.status is NominationStatus.SCORING


def test_deferred_it_waits_for_its_day_and_then_is_overdue_for_ever(work: None) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    look(scheme, found, DEFER)
    assert found.nomination.status is NominationStatus.DEFERRED
    actor = make.actor(scheme.coordinator)
    (waiting,) = by_triage_clock(list_nominations(actor))
    assert (waiting.due, waiting.days_overdue) == (LATER, 0)
    with pytest.raises(RuleBroken, match="not accepted"):
        save_scoring(make.actor(scheme.strand_lead), found.nomination, [], 0)
    later(400)
    (waiting,) = by_triage_clock(list_nominations(actor))
    assert waiting.days_overdue > 200
    look(scheme, found, ACCEPT)
    assert by_triage_clock(list_nominations(actor)) == []
    assert found.nomination.look_again_on is None


def test_refused_it_is_declined_and_its_clock_runs(work: None) -> None:
    scheme = make.scheme()
    lead = make.actor(basic.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT, of=basic.agency()))
    found = make.sent(scheme)
    assert get_person(found.person.reference, lead) is not None
    look(scheme, found, REFUSE)
    nomination = found.nomination
    assert (nomination.status, nomination.refused_because) == (
        NominationStatus.DECLINED,
        Refusal.NOT_AT_LIBERTY,
    )
    assert (nomination.decided_on, nomination.expires_on) == (TODAY, TODAY + timedelta(days=28))
    assert nomination.triage_words == "In custody to 2026."
    assert get_person(found.person.reference, lead) is None
    settle()
    assert destroy_expired(TODAY + timedelta(days=28)) == [found.person.id]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"outcome": TriageOutcome.DEFER, "look_again_on": LATER}, "Give the reasons"),
        ({"outcome": TriageOutcome.REFUSE, "because": Refusal.AGE}, "Give the reasons"),
        ({"outcome": TriageOutcome.DEFER, "words": "W"}, "Say when it is looked at again"),
        (
            {"outcome": TriageOutcome.DEFER, "words": "W", "look_again_on": TODAY},
            "Choose a day that lies ahead",
        ),
        ({"outcome": TriageOutcome.REFUSE, "words": "W"}, "which of the criteria"),
    ],
)
def test_an_outcome_gives_what_belongs_to_it(
    work: None, changes: dict[str, Any], message: str
) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    with pytest.raises(RuleBroken, match=message):
        look(scheme, found, Triage(**changes))


def test_neither_its_nominator_nor_the_lead_of_another_strand_looks(work: None) -> None:
    scheme = make.scheme()
    found = make.sent(scheme, by=scheme.strand_lead)
    chair = basic.user(Role.CHAIR, "scheme", of=basic.agency())
    version = found.nomination.version
    for user in (scheme.strand_lead, scheme.yos, scheme.probation, chair):
        with pytest.raises(RuleBroken, match="The lead of the strand or a co-ordinator"):
            triage_nomination(make.actor(user), found, ACCEPT, version)
    other = basic.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT, of=basic.agency())
    triage_nomination(make.actor(other), found, ACCEPT, version)


def test_it_is_looked_at_once_and_by_who_read_the_newest(work: None) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    with pytest.raises(StaleVersion):
        triage_nomination(
            make.actor(scheme.coordinator), found, ACCEPT, found.nomination.version + 1
        )
    look(scheme, found, ACCEPT)
    with pytest.raises(RuleBroken, match="looked at already"):
        look(scheme, found, REFUSE)


def test_clock_counts_working_days_and_is_the_schemes_own(work: None) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    actor = make.actor(scheme.coordinator)
    (waiting,) = by_triage_clock(list_nominations(actor))
    assert waiting.due == date(2024, 5, 8)  # a bank holiday and a weekend lie between
    later(10)
    (waiting,) = by_triage_clock(list_nominations(actor))
    assert waiting.days_overdue == 2
    set_value(Name.TRIAGE_WORKING_DAYS, 2)
    db.session.flush()  # read back
    (waiting,) = by_triage_clock(list_nominations(actor))
    assert waiting.due == date(2024, 5, 2)
    assert found.nomination.triage_due(1) == date(2024, 5, 1)


def test_the_oldest_clock_comes_first(work: None) -> None:
    scheme = make.scheme()
    deferred, first = make.sent(scheme), make.sent(scheme)
    look(scheme, deferred, DEFER)
    later(2)
    second = make.sent(scheme)
    waiting = by_triage_clock(list_nominations(make.actor(scheme.coordinator)))
    shown = [one.found.nomination.id for one in waiting]
    assert shown == [first.nomination.id, second.nomination.id, deferred.nomination.id]


def test_the_panel_decides_what_was_deferred_at_the_first_look(work: None) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    look(scheme, found, DEFER)
    details = make.decision(scheme, found, Decision.DEFER, decided_at=None)
    decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
    assert not found.nomination.awaits_triage
    save_scoring(make.actor(scheme.strand_lead), found.nomination, [], 0)


def test_who_looks_first_sees_who_else_may_be_the_same(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    twin = basic.person(make.actor(scheme.coordinator), "Adan")
    other = basic.person(make.actor(scheme.coordinator), "Zoltan", "Quite-Different")
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.triage_nomination", nomination_id=found.nomination.id)
    assert "1 record may be the same person" in page
    assert twin.reference in page
    assert other.reference not in page


def test_who_spoke_for_it_is_told_and_it_is_unread_until_opened(browser: Browser) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    prepared = make_statements.filled(scheme.police, make_statements.begun(scheme.police, person))
    nomination = make_statements.sent(scheme.police, prepared)
    assert unread_outcomes(make.actor(scheme.police)) == []
    look(scheme, Nominated(nomination, person), REFUSE)
    assert len(unread_outcomes(make.actor(scheme.police))) == 1
    browser.sign_in(scheme.police)
    shown = browser.visit("selection.list_nominations")
    assert "Your nominations" in shown
    assert "Unread" in shown
    assert "In custody to 2026." in shown
    assert "Read what became of" in browser.visit("overview.home")
    page = browser.visit("selection.show_nomination", nomination_id=nomination.id)
    assert "No current offending at liberty" in page
    assert "Unread" not in browser.visit("selection.list_nominations")
    assert "Read what became of" not in browser.visit("overview.home")
    assert unread_outcomes(make.actor(scheme.police)) == []


def test_reading_by_somebody_else_leaves_it_unread(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    look(scheme, found, REFUSE)
    browser.sign_in(scheme.coordinator)
    browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert len(unread_outcomes(make.actor(scheme.police))) == 1
    assert own_nominations(make.actor(scheme.coordinator)) == []


def test_triage_pages(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    key = found.nomination.id
    browser.sign_in(scheme.strand_lead)
    assert "Look first at" in browser.visit("overview.home")
    assert "Due 8 May" in browser.visit("selection.list_nominations")
    assert "Nine burglaries." in browser.visit("selection.triage_nomination", nomination_id=key)
    version = {"version": str(found.nomination.version), "idempotency": key.hex}
    without = {**version, "outcome": "refuse", "because": "age"}
    page = browser.send("selection.triage_nomination", without, 422, nomination_id=key)
    assert "Give the reasons" in page
    stale = {**version, "version": "99", "outcome": "accept", "words": "Fits."}
    page = browser.send("selection.triage_nomination", stale, 409, nomination_id=key)
    assert "Fits." in page
    good = {**version, "outcome": "accept", "words": "Fits."}
    browser.send("selection.triage_nomination", good, nomination_id=key)
    shown = browser.visit("selection.show_nomination", nomination_id=key)
    assert "Accepted for scoring" in shown
    assert "Fits." in shown
    browser.visit("selection.triage_nomination", 422, nomination_id=key)


def test_triage_is_not_for_practitioners_nor_for_who_sees_nobody(browser: Browser) -> None:
    scheme = make.scheme()
    key = make.sent(scheme).nomination.id
    browser.sign_in(scheme.police)
    browser.visit("selection.triage_nomination", 403, nomination_id=key)
    browser.sign_in(scheme.yos)
    browser.visit("selection.triage_nomination", 404, nomination_id=key)


def test_deferred_past_its_day_shows_as_overdue(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    look(scheme, found, DEFER)
    later(23)
    browser.sign_in(scheme.coordinator)
    assert "Overdue by 3 working days" in browser.visit("selection.list_nominations")
    assert "overdue 3 days" in browser.visit(
        "selection.show_nomination", nomination_id=found.nomination.id
    )


def test_the_trail_says_what_came_of_it_and_no_more(work: None) -> None:
    scheme = make.scheme()
    look(scheme, make.sent(scheme), REFUSE)
    settle()
    event = db.session.query(AuditEvent).filter_by(event="nomination.triaged").one()
    assert event.details == {"outcome": "refuse"}


@pytest.mark.parametrize("field", ["triaged_on", "look_again_on", "refused_because"])
def test_database_keeps_the_first_look_whole(work: None, field: str) -> None:
    nomination = make.sent(make.scheme()).nomination
    values = {
        "triaged_on": TODAY,
        "look_again_on": TODAY,
        "refused_because": Refusal.AGE,
    }
    setattr(nomination, field, values[field])
    with pytest.raises(IntegrityError, match=r"triaged_by|looks_again|refused_declines"):
        db.session.flush()  # the constraint under test
