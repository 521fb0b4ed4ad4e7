"""A young person also under Catch and Convict: by a decision, and seen by the named team alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from popo.access.permissions import Clearance, Permission, Role
from popo.accounts.models import AgencyKind, User
from popo.cases.models import AssignmentRole, SchemeCase, Strand
from popo.cases.queries import engagements_of
from popo.cases.services import assign_worker
from popo.db import db, settle
from popo.errors import RuleBroken
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.queries import get_person
from popo.selection.models import AdultTold, Decision
from popo.selection.queries.decisions import decisions_of
from popo.selection.services import Escalate, escalate, ratify_decision, undo_decision
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import (
    next_meeting,
    panel,
    selected,
    selected_young,
    uncleared,
)

CHILD, ENFORCE, SUPPORT = Strand  # in the order they are declared


def details(scheme: Scheme, **changes: Any) -> Escalate:
    decided = panel(scheme, parties=make.agreeing(scheme.police, scheme.yos))
    usual = Escalate(
        decided,
        scheme.police.agency_id,
        AdultTold.PARENT,
        TODAY,
        "The mother is worried, and agrees.",
        "Does not want the police at school.",
    )
    return replace(usual, **changes)


def escalated(scheme: Scheme) -> tuple[Person, SchemeCase]:
    found, case, _ = selected_young(scheme)
    escalate(make.actor(scheme.coordinator), found.person, case, details(scheme))
    db.session.flush()  # read back by the test
    return found.person, case


def strands(case: SchemeCase) -> list[tuple[Strand, bool]]:
    return [(row.strand, row.is_primary) for row in engagements_of([case.id], TODAY)[case.id]]


def test_prevent_and_deter_goes_on_and_stays_primary(work: None) -> None:
    scheme = make.scheme()
    person, case = escalated(scheme)
    assert strands(case) == [(CHILD, True), (ENFORCE, False), (SUPPORT, False)]
    assert person.sight_compartment is SightCompartment.YOUNG_PERSON
    found = decisions_of(person, make.actor(scheme.yos))[0]
    assert found.decision.decision is Decision.MOVE_STRAND
    assert found.decision.urgent
    assert found.escalation is not None
    assert found.escalation.adult_told is AdultTold.PARENT
    assert {party.asked_agency_id for party in found.parties} == {
        scheme.police.agency_id,
        scheme.yos.agency_id,
    }


def everybody(scheme: Scheme) -> dict[str, User]:
    cleared = (Clearance.PREVENT_AND_DETER,)
    return {
        "named police worker": scheme.police,
        "another police worker": basic.user(of=scheme.police.agency),
        "lead of Catch and Convict": scheme.strand_lead,
        "lead of Rehabilitate and Resettle": basic.user(
            Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, of=scheme.probation.agency
        ),
        "probation worker": scheme.probation,
        "drugs worker": basic.user(
            of=basic.agency(AgencyKind.DRUG_SERVICE), clearances=(Clearance.HEALTH,)
        ),
        "housing worker": basic.user(of=basic.agency(AgencyKind.HOUSING)),
        "uncleared co-ordinator": uncleared(scheme),
        "uncleared chair": basic.user(Role.CHAIR, "scheme", of=scheme.coordinator.agency),
        "Tasking member": basic.user(Role.TASKING_MEMBER, "scheme"),
        "authority member": basic.user(Role.RESPONSIBLE_AUTHORITY_MEMBER, "scheme"),
        "reporting group": basic.user(Role.REPORTING_GROUP, "scheme"),
        "agency contact": basic.user(Role.AGENCY_CONTACT, "agency", of=scheme.yos.agency),
        "governance officer": basic.user(Role.INFORMATION_GOVERNANCE_OFFICER, "scheme"),
        "administrator": basic.user(Role.ADMINISTRATOR, "scheme"),
        "cleared co-ordinator": scheme.coordinator,
        "lead of Prevent and Deter": scheme.yos,
        "youth offending worker": basic.user(of=scheme.yos.agency, clearances=cleared),
        "cleared worker of another agency": basic.user(clearances=cleared),
    }


SEE = {
    "named police worker",
    "cleared co-ordinator",
    "lead of Prevent and Deter",
    "youth offending worker",
}
"""Whoever is named on the case, and those whose own the record is."""


def test_only_the_named_team_sees_somebody_also_under_catch_and_convict(browser: Browser) -> None:
    scheme = make.scheme()
    person, case = escalated(scheme)
    assign_worker(
        make.actor(scheme.coordinator), case, scheme.police, AssignmentRole.LEAD_OFFICER, TODAY
    )
    db.session.flush()  # read back
    users = everybody(scheme)
    seeing = {
        name
        for name, user in users.items()
        if get_person(person.reference, make.actor(user)) is not None
    }
    assert seeing == SEE
    for name, user in users.items():
        browser.sign_in(user)
        for endpoint in ("overview.person", "contacts.list_contacts", "cases.show_case"):
            page = browser.visit(endpoint, _status(user, name), reference=person.reference)
            assert name in SEE or person.reference not in page
        if make.actor(user).can(Permission.CASELOAD_READ):
            lists = browser.visit("strands.caseload", strand="catch-and-convict")
            assert (person.reference in lists) is (name in SEE), name
            cohort = browser.visit("overview.home")
            assert name in SEE or person.reference not in cohort


def _status(user: User, name: str) -> int:
    if not make.actor(user).can(Permission.PERSON_READ):
        return 403
    return 200 if name in SEE else 404


def test_not_ratified_ends_what_began_and_nothing_else(work: None) -> None:
    scheme = make.scheme()
    person, case = escalated(scheme)
    who = make.actor(scheme.coordinator)
    (found, *_) = decisions_of(person, who)
    meeting = next_meeting(scheme, person)
    undo_decision(who, found.decision, meeting, "No new offence.")
    db.session.flush()  # read back
    later = TODAY + timedelta(days=7)
    rows = engagements_of([case.id], later)[case.id]
    assert [(row.strand, row.is_primary) for row in rows] == [(CHILD, True)]
    assert person.sight_compartment is SightCompartment.YOUNG_PERSON


def test_ratified_like_any_urgent_decision(work: None) -> None:
    scheme = make.scheme()
    person, _ = escalated(scheme)
    who = make.actor(scheme.coordinator)
    (found, *_) = decisions_of(person, who)
    ratify_decision(who, found.decision, next_meeting(scheme, person))
    assert found.decision.ratified_item_id is not None


def test_what_is_refused(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected_young(scheme)
    who = make.actor(scheme.coordinator)
    without_owner = panel(scheme, parties=make.agreeing(scheme.police, scheme.probation))
    alone = panel(scheme, parties=make.agreeing(scheme.yos))
    for message, changes in (
        ("Ask the agency that leads", {"panel": without_owner}),
        ("two agencies", {"panel": alone}),
        ("what the young person said", {"own_words": " "}),
        ("why nobody was told", {"told_words": ""}),
        ("in the future", {"told_on": TODAY + timedelta(days=1)}),
    ):
        with pytest.raises(RuleBroken, match=message):
            escalate(who, found.person, case, details(scheme, **changes))
    assert strands(case) == [(CHILD, True)]
    escalate(who, found.person, case, details(scheme))
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="already"):
        escalate(who, found.person, case, details(scheme))
    adult, adults, _ = selected(scheme)
    with pytest.raises(RuleBroken, match="Only a young person"):
        escalate(who, adult.person, adults, details(scheme))


def fields(scheme: Scheme) -> dict[str, str]:
    sent = {
        "reasons": "Two burglaries since the last meeting.",
        "own_words": "Does not want the police at school.",
        "adult_told": "appropriate_adult",
        "told_on": "today",
        "told_words": "An aunt, who will come to the meetings.",
        "lead_agency": str(scheme.police.agency_id),
        "item": "",
        "effective_on": "today",
        "version": "1",
        "idempotency": uuid4().hex,
    }
    for user in (scheme.police, scheme.yos):
        named = f"party_{user.agency_id.hex}"
        sent |= {f"{named}_user": str(user.id), f"{named}_view": "agrees"}
    return sent


def test_page_end_to_end_and_a_second_tab(browser: Browser) -> None:
    scheme = make.scheme()
    found, case, _ = selected_young(scheme)
    ref = found.person.reference
    settle()
    browser.sign_in(scheme.coordinator)
    shown = browser.visit("cases.show_case", reference=ref)
    assert "Escalate to Catch and Convict" in shown
    assert "Only the named case team" in browser.visit("selection.escalate", reference=ref)
    browser.send("selection.escalate", {**fields(scheme), "told_words": ""}, 422, reference=ref)
    browser.send("selection.escalate", fields(scheme), reference=ref)
    assert strands(case)[0] == (CHILD, True)
    page = browser.send("selection.escalate", fields(scheme), 409, reference=ref)
    assert "Two burglaries" in page
    told = browser.visit("selection.person_selection", reference=ref)
    assert "Catch and Convict beside Prevent and Deter" in told
    assert "An aunt, who will come" in told
    assert "Escalate to Catch" not in browser.visit("cases.show_case", reference=ref)


def test_page_is_for_deciders_who_are_cleared(browser: Browser) -> None:
    scheme = make.scheme()
    found, _, _ = selected_young(scheme)
    browser.sign_in(scheme.yos)
    browser.visit("selection.escalate", 403, reference=found.person.reference)
    browser.sign_in(uncleared(scheme))
    browser.visit("selection.escalate", 404, reference=found.person.reference)
    other = make.actor(uncleared(scheme))
    assert get_person(found.person.reference, other, SightLevel.EXISTS) is None
