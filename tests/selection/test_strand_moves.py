"""Which strand is primary is decided by a panel; from child to adult lists only at 18."""

from datetime import date, timedelta

import pytest

from popo.cases.models import SchemeCase, Strand
from popo.cases.queries import engagements_of
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import SightCompartment, SightLevel, Told
from popo.people.queries import get_person
from popo.selection.models import Decision
from popo.selection.queries.markers import markers_kept
from popo.selection.services import move_strand, undo_decision
from popo.selection.services.strand_moves import is_escalation
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_after import (
    grown_up,
    move,
    next_meeting,
    panel,
    selected,
    selected_young,
    uncleared,
)

CHILD, ENFORCE, SUPPORT = Strand  # in the order they are declared
KEY = "0123456789abcdef" * 2


def strands(case: SchemeCase, day: date = TODAY) -> list[tuple[Strand, bool]]:
    rows = engagements_of([case.id], day)[case.id]
    return [(row.strand, row.is_primary) for row in rows]


def test_another_strand_becomes_primary_by_a_decision(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    who = make.actor(scheme.coordinator)
    decision = move_strand(who, found.person, case, move(scheme, SUPPORT))
    db.session.flush()  # read back
    assert strands(case) == [(SUPPORT, True), (ENFORCE, False)]
    assert decision.decision is Decision.MOVE_STRAND
    assert (decision.moved_from, decision.moved_to) == (ENFORCE, SUPPORT)
    assert decision.urgent


def test_former_strand_may_end_with_the_move(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    details = move(scheme, SUPPORT, keep_former=False)
    move_strand(make.actor(scheme.coordinator), found.person, case, details)
    db.session.flush()  # read back
    assert strands(case) == [(SUPPORT, True)]


def test_move_takes_effect_on_its_day(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    day = TODAY + timedelta(days=3)
    details = move(scheme, SUPPORT, panel=panel(scheme, effective_on=day))
    move_strand(make.actor(scheme.coordinator), found.person, case, details)
    db.session.flush()  # read back
    assert strands(case) == [(ENFORCE, True), (SUPPORT, False)]
    assert strands(case, day) == [(SUPPORT, True), (ENFORCE, False)]


def test_escalation_ends_the_young_persons_work_and_begins_the_adults(work: None) -> None:
    scheme = make.scheme()
    person, case = grown_up(scheme)
    person.told = Told.TOLD
    move_strand(make.actor(scheme.coordinator), person, case, move(scheme, ENFORCE))
    db.session.flush()  # read back
    assert strands(case) == [(ENFORCE, True), (SUPPORT, False)]
    assert person.sight_compartment is SightCompartment.ADULT
    assert person.told is Told.NOT_YET
    (left,) = markers_kept(make.actor(scheme.yos))
    assert left.marker.is_to_remove
    for user in (scheme.police, scheme.probation):
        (asked,) = markers_kept(make.actor(user))
        assert asked.marker.is_to_set
        assert get_person(person.reference, make.actor(user), SightLevel.READ) is person


def test_escalation_undone_puts_all_back(work: None) -> None:
    scheme = make.scheme()
    person, case = grown_up(scheme)
    who = make.actor(scheme.coordinator)
    decision = move_strand(who, person, case, move(scheme, ENFORCE))
    db.session.flush()  # read back
    undo_decision(who, decision, next_meeting(scheme, person), "No new offence.")
    db.session.flush()  # read back
    assert strands(case, TODAY + timedelta(days=7)) == [(CHILD, True)]
    assert person.sight_compartment is SightCompartment.YOUNG_PERSON
    (kept,) = markers_kept(make.actor(scheme.yos))
    assert kept.marker.is_to_set
    assert markers_kept(make.actor(scheme.police)) == []


def test_a_child_is_never_moved_to_an_adult_strand(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected_young(scheme)
    who = make.actor(scheme.coordinator)
    for strand in (ENFORCE, SUPPORT):
        with pytest.raises(RuleBroken, match="18 or over"):
            move_strand(who, found.person, case, move(scheme, strand))


def test_nobody_of_unknown_age_is_escalated(work: None) -> None:
    scheme = make.scheme()
    person, case = grown_up(scheme)
    person.date_of_birth = None
    with pytest.raises(RuleBroken, match="18 or over"):
        move_strand(make.actor(scheme.coordinator), person, case, move(scheme, ENFORCE))


def test_what_is_refused(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    who = make.actor(scheme.coordinator)
    with pytest.raises(RuleBroken, match="already primary"):
        move_strand(who, found.person, case, move(scheme, ENFORCE))
    with pytest.raises(RuleBroken, match="Nobody is moved from an adult strand"):
        move_strand(who, found.person, case, move(scheme, CHILD))
    alone = panel(scheme, parties=make.agreeing(scheme.police))
    with pytest.raises(RuleBroken, match="two agencies"):
        move_strand(who, found.person, case, move(scheme, SUPPORT, panel=alone))


def test_a_strand_that_begins_has_a_lead(work: None) -> None:
    scheme = make.scheme()
    person, case = grown_up(scheme)
    details = move(scheme, ENFORCE, lead_agency_id=None)
    with pytest.raises(RuleBroken, match="agency that leads"):
        move_strand(make.actor(scheme.coordinator), person, case, details)


@pytest.mark.parametrize(
    ("moved_from", "moved_to", "escalates"),
    [(CHILD, ENFORCE, True), (CHILD, SUPPORT, True), (ENFORCE, SUPPORT, False)],
)
def test_what_an_escalation_is(moved_from: Strand, moved_to: Strand, *, escalates: bool) -> None:
    assert is_escalation(moved_from, moved_to) is escalates


def test_page_moves_and_refuses_what_is_stale(browser: Browser) -> None:
    scheme = make.scheme()
    found, _, _ = selected(scheme)
    ref = found.person.reference
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.move_strand", reference=ref)
    assert "Primary now: Catch and Convict" in page
    assert "escalation" not in page
    sent = {
        "strand": "rehabilitate_and_resettle",
        "keep_former": "y",
        "reasons": "Working, and wants to.",
        "item": "",
        "effective_on": "today",
        "version": "2",
        "idempotency": KEY,
    }
    for user in (scheme.police, scheme.probation):
        named = f"party_{user.agency_id.hex}"
        sent |= {f"{named}_user": str(user.id), f"{named}_view": "agrees"}
    stale = {**sent, "version": "1"}
    page = browser.send("selection.move_strand", stale, 409, reference=ref)
    assert "Working, and wants to." in page
    browser.send("selection.move_strand", sent, reference=ref)
    shown = browser.visit("selection.person_selection", reference=ref)
    assert "From Catch and Convict to Rehabilitate and Resettle." in shown


def test_page_says_that_it_is_an_escalation(browser: Browser) -> None:
    scheme = make.scheme()
    person, _ = grown_up(scheme)
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.move_strand", reference=person.reference)
    assert "This is an escalation." in page
    browser.sign_in(uncleared(scheme))
    browser.visit("selection.move_strand", 404, reference=person.reference)


def test_page_is_for_deciders_and_needs_a_case(browser: Browser) -> None:
    scheme = make.scheme()
    found, _, _ = selected(scheme)
    browser.sign_in(scheme.police)
    browser.visit("selection.move_strand", 403, reference=found.person.reference)
    browser.sign_in(scheme.coordinator)
    other = basic.person(make.actor(scheme.police))
    browser.visit("selection.move_strand", 404, reference=other.reference)
