"""Named people decide, never a score; and what each outcome sets going."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.cases.models import Status, Strand
from popo.cases.queries import engagements_of, open_case_of, statuses_of
from popo.cases.queries.tiers import tier_names
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind
from popo.meetings.services import NotedAttendance, note_attendance
from popo.people.queries import get_person
from popo.people.services import declare_conflict
from popo.selection.models import (
    CriteriaKind,
    Decision,
    NominationStatus,
    PanelDecision,
    PartyView,
)
from popo.selection.services import (
    PartyAnswer,
    decide_nomination,
    draft_criteria,
    ratify_decision,
)
from popo.selection.services.parties import LONGEST_AHEAD_DAYS
from popo.settings.names import Name
from popo.settings.queries import value_of
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Nominated, Scheme


def decide(scheme: Scheme, found: Nominated, kind: Decision, **changes: object) -> PanelDecision:
    details = make.decision(scheme, found, kind, **changes)
    who = make.actor(scheme.coordinator)
    made = decide_nomination(who, found, details, found.nomination.version)
    db.session.flush()  # read back
    return made


def test_selecting_opens_the_case_from_its_effective_day(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make.frozen(scheme, found)
    effective = TODAY + timedelta(days=2)
    decision = decide(scheme, found, Decision.SELECT, effective_on=effective)
    case = open_case_of(found.person)
    assert case is not None
    assert (case.opened_on, decision.case_id) == (effective, case.id)
    assert (decision.decided_on, decision.effective_on) == (TODAY, effective)
    strands = engagements_of([case.id], effective)[case.id]
    assert [(row.strand, row.is_primary) for row in strands] == [
        (Strand.CATCH_AND_CONVICT, True),
        (Strand.REHABILITATE_AND_RESETTLE, False),
    ]
    assert statuses_of([case.id], effective)[case.id].status is Status.ACTIVE
    assert found.nomination.status is NominationStatus.SELECTED


def test_no_score_opens_a_case_by_itself(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make.frozen(scheme, found)
    assert open_case_of(found.person) is None
    assert found.nomination.status is NominationStatus.AWAITING_PANEL


def test_panel_may_decide_against_the_band(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    assert make.frozen(scheme, found).band == "consider_adoption"
    decide(scheme, found, Decision.DECLINE)
    assert open_case_of(found.person) is None


def test_declining_starts_the_countdown_and_ends_the_sight_it_gave(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme, by=scheme.probation)
    lead = make.actor(scheme.strand_lead)
    assert get_person(found.person.reference, lead) is found.person
    decide(scheme, found, Decision.DECLINE)
    assert found.nomination.status is NominationStatus.DECLINED
    days = value_of(Name.DECLINED_KEPT_DAYS)
    assert found.nomination.expires_on == TODAY + timedelta(days=days)
    assert get_person(found.person.reference, lead) is None
    assert get_person(found.person.reference, make.actor(scheme.probation)) is found.person


def test_deferring_keeps_the_nomination_open(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    decide(scheme, found, Decision.DEFER)
    assert found.nomination.status is NominationStatus.DEFERRED
    assert found.nomination.decided_on is None
    make.frozen(scheme, found)
    decide(scheme, found, Decision.SELECT)
    assert found.nomination.status is NominationStatus.SELECTED


def test_a_decision_is_not_taken_twice_nor_over_a_newer_version(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    details = make.decision(scheme, found, Decision.DECLINE)
    who = make.actor(scheme.coordinator)
    with pytest.raises(StaleVersion):
        decide_nomination(who, found, details, found.nomination.version + 1)
    decide(scheme, found, Decision.DECLINE)
    with pytest.raises(RuleBroken, match="was decided"):
        decide_nomination(who, found, details, found.nomination.version)


def test_two_agencies_must_agree_and_dissent_says_why(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    with pytest.raises(RuleBroken, match="two agencies"):
        decide(scheme, found, Decision.DECLINE, parties=make.agreeing(scheme.police))
    silent = PartyAnswer(scheme.yos, PartyView.DISSENTS)
    both = make.agreeing(scheme.police, scheme.probation)
    with pytest.raises(RuleBroken, match="Say why"):
        decide(scheme, found, Decision.DECLINE, parties=(*both, silent))
    twice = make.agreeing(scheme.police, scheme.strand_lead)
    with pytest.raises(RuleBroken, match="One person speaks"):
        decide(scheme, found, Decision.DECLINE, parties=twice)
    spoken = PartyAnswer(scheme.yos, PartyView.DISSENTS, "Too soon.")
    decision = decide(scheme, found, Decision.DECLINE, parties=(*both, spoken))
    assert decision.agenda_item_id is not None


def test_whoever_left_because_of_a_conflict_does_not_decide(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    at = scheme.item(person=found.person)
    note = NotedAttendance(scheme.probation, present=False, conflict=True)
    note_attendance(make.actor(scheme.coordinator), at.item, note)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="conflict of interest"):
        decide(scheme, found, Decision.DECLINE, decided_at=at)


def test_decide_nomination_says_who_may_not_and_how_many_places_are_free(
    browser: Browser,
) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    at = scheme.item(person=found.person)
    note = NotedAttendance(scheme.probation, present=False, conflict=True)
    note_attendance(make.actor(scheme.coordinator), at.item, note)
    declare_conflict(make.actor(scheme.police), found.person, "A cousin.")
    db.session.flush()  # read back
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.decide_nomination", nomination_id=found.nomination.id)
    assert f"{scheme.police.name}, Police: declared a tie to this person" in page
    assert f"{scheme.probation.name}, Probation: left for {at.words}" in page
    assert "places are taken: " in page
    assert "A cousin." not in page


def test_panel_selects_with_a_frozen_scoring_before_it_unless_urgent(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    with pytest.raises(RuleBroken, match="frozen a scoring"):
        decide(scheme, found, Decision.SELECT)
    decision = decide(scheme, found, Decision.SELECT, decided_at=None)
    assert decision.urgent
    later = scheme.item(ItemKind.NOMINATION, found.person)
    ratify_decision(make.actor(scheme.coordinator), decision, later)
    assert decision.ratified_item_id == later.item.id
    with pytest.raises(RuleBroken, match="was ratified"):
        ratify_decision(make.actor(scheme.coordinator), decision, later)


def test_going_over_the_agreed_number_is_acknowledged(work: None) -> None:
    scheme = make.scheme()
    who = make.actor(scheme.coordinator)
    kind = CriteriaKind.CATCH_AND_CONVICT
    row = draft_criteria(who, kind, {**scheme.criteria[kind].document, "agreed_number": 1})
    db.session.flush()  # read back
    make.adopted(who, row, scheme.item(ItemKind.CRITERIA))
    db.session.flush()  # read back
    first, second = make.nominated(scheme), make.nominated(scheme)
    decide(scheme, first, Decision.SELECT, decided_at=None)
    with pytest.raises(RuleBroken, match="agreed number"):
        decide(scheme, second, Decision.SELECT, decided_at=None)
    decide(scheme, second, Decision.SELECT, decided_at=None, over_number=True)
    assert open_case_of(second.person) is not None


def test_nothing_takes_effect_before_the_nomination(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    with pytest.raises(RuleBroken, match="before the nomination"):
        decide(scheme, found, Decision.DECLINE, effective_on=TODAY - timedelta(days=1))


def test_nothing_is_decided_for_a_distant_day(work: None) -> None:
    scheme = make.scheme()
    last = TODAY + timedelta(days=LONGEST_AHEAD_DAYS)
    decide(scheme, make.nominated(scheme), Decision.DEFER, effective_on=last)
    found = make.nominated(scheme)
    with pytest.raises(RuleBroken, match="within 31 days"):
        decide(scheme, found, Decision.DEFER, effective_on=last + timedelta(days=1))


def test_young_person_is_selected_into_prevent_and_deter_alone(work: None) -> None:
    scheme = make.scheme()
    found = make.young(scheme)
    tier = tier_names()[0]
    decide(
        scheme,
        found,
        Decision.SELECT,
        decided_at=None,
        lead_agency_id=scheme.yos.agency_id,
        tier=tier,
    )
    case = open_case_of(found.person)
    assert case is not None
    strands = engagements_of([case.id], clock.today())[case.id]
    assert [(row.strand, row.tier) for row in strands] == [(Strand.PREVENT_AND_DETER, tier)]
    assert get_person(found.person.reference, make.actor(scheme.police)) is None


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({}, "at_a_meeting_or_urgent"),
        ({"urgent": True, "decided_on": None}, "only_de_selection_is_proposed"),
        ({"urgent": True, "decision": Decision.DE_SELECT}, "de_selection_says_why"),
        ({"urgent": True, "withdrawn_on": TODAY}, "withdrawn_is_not_decided"),
    ],
)
def test_database_keeps_decisions_whole(
    work: None, values: dict[str, object], constraint: str
) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    row: dict[str, object] = {
        "person_id": found.person.id,
        "agency_id": scheme.partnership.id,
        "decision": Decision.DECLINE,
        "nomination_id": found.nomination.id,
        "urgent": False,
        "decided_on": TODAY,
        "effective_on": TODAY,
        "recorded_by_id": scheme.coordinator.id,
        "reasons": "Because.",
    }
    db.session.add(PanelDecision(**{**row, **values}))
    with pytest.raises(IntegrityError, match=constraint):
        db.session.flush()  # the constraint under test
