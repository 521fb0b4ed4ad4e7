"""Attacks by those who see little: what they may not do, be told of or read without a trace."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from popo.access.permissions import Role
from popo.accounts.models import User
from popo.audit.models import AuditEvent, AuditSubject
from popo.cases.models import AssignmentRole, CaseEnd, Strand
from popo.cases.queries import open_case_of
from popo.cases.services import assign_worker, close_case, engage_strand, open_case
from popo.db import db, settle
from popo.errors import RuleBroken
from popo.overview.trail import look_at_history
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.services import grant_sight
from popo.selection.models import CriteriaKind, PanelDecision, ScoreMove, Scoring
from popo.selection.pack import PackPart
from popo.selection.queries.corrections import agencies_reached
from popo.selection.queries.decisions import exit_plan_of
from popo.selection.queries.exits import notices_of, picture_of, who_loses_sight
from popo.selection.queries.pack import pack_of
from popo.selection.queries.transfers import get_transfer
from popo.selection.queries.trend import big_moves
from popo.selection.services import (
    challenge_decision,
    note_told,
    save_scoring,
    start_nomination,
)
from popo.selection.services.challenges import NewChallenge
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_scoring, make_transfers
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import closed, grown_up, selected, uncleared
from tests.selection.make_spells import Spell


def shown_to(user: User, person: Person, level: SightLevel = SightLevel.READ) -> None:
    by = basic.coordinator()
    grant_sight(by, person.id, level, "asked", uuid4(), user_id=user.id)
    db.session.flush()  # asked for by queries


def test_a_mere_reader_ticks_nobody_off_as_told(browser: Browser) -> None:
    spell = Spell()
    spell.let_go()
    reader = basic.user(of=spell.scheme.police.agency)
    shown_to(reader, spell.person)
    notice = notices_of(spell.case)[0]
    with pytest.raises(RuleBroken, match="owner of the plan"):
        note_told(make.actor(reader), notice)
    browser.sign_in(reader)
    browser.send("selection.note_told", notice_id=notice.id)
    assert notice.told_on is None
    browser.sign_in(spell.other)  # owns the plan
    browser.send("selection.note_told", notice_id=notice.id)
    assert notice.told_on == TODAY


def test_after_a_death_without_plan_whoever_decides_ticks_off(work: None) -> None:
    spell = Spell()
    spell.in_error()
    reader = basic.user(of=spell.scheme.police.agency)
    shown_to(reader, spell.person)
    with pytest.raises(RuleBroken, match="owner of the plan"):
        note_told(make.actor(reader), notices_of(spell.case)[0])
    note_told(make.actor(spell.scheme.coordinator), notices_of(spell.case)[0])


def looks(person: Person, user: User) -> int:
    """How often the trail says that this user consulted that record."""
    counted = (
        select(func.count())
        .select_from(AuditEvent)
        .join(AuditSubject, AuditSubject.event_id == AuditEvent.id)
        .where(
            AuditSubject.person_id == person.id,
            AuditEvent.user_id == user.id,
            AuditEvent.event == "person.read",
        )
    )
    return db.session.execute(counted).scalar_one()


def _stale_triage(scheme: Scheme) -> tuple[Person, str, dict[str, Any], dict[str, Any]]:
    found = make.nominated(scheme)
    fields = {"outcome": "accept", "version": "1"}
    return found.person, "triage_nomination", {"nomination_id": found.nomination.id}, fields


def _stale_challenge(scheme: Scheme) -> tuple[Person, str, dict[str, Any], dict[str, Any]]:
    person, _ = closed(scheme)
    decision = db.session.scalars(
        select(PanelDecision).where(PanelDecision.person_id == person.id)
    ).one()
    by = make.actor(scheme.police)
    challenge = challenge_decision(by, person, decision, None, NewChallenge("He", "Wrong man."))
    settle()
    fields = {"outcome": "stands", "words": "It stands.", "version": "0"}
    return person, "answer_challenge", {"challenge_id": challenge.id}, fields


def _stale_transfer(scheme: Scheme) -> tuple[Person, str, dict[str, Any], dict[str, Any]]:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    fields = {"words": "They withdrew it.", "version": "0"}
    return person, "withdraw_transfer", {"transfer_id": transfer.id}, fields


def _stale_decision(scheme: Scheme) -> tuple[Person, str, dict[str, Any], dict[str, Any]]:
    found = make.nominated(scheme)
    fields = {
        "decision": "defer",
        "reasons": "Not now.",
        "outcome_words": "Not now.",
        "effective_on": "today",
        "version": "0",
    }
    return found.person, "decide_nomination", {"nomination_id": found.nomination.id}, fields


def _stale_exit_plan(scheme: Scheme) -> tuple[Person, str, dict[str, Any], dict[str, Any]]:
    spell = Spell(scheme)
    spell.let_go()
    plan = exit_plan_of(spell.case)
    assert plan is not None
    fields = {"words": "Nothing.", "ends_on": "+30", "version": "0"}
    return spell.person, "review_exit_plan", {"plan_id": plan.id}, fields


@pytest.mark.parametrize(
    "stale",
    [_stale_triage, _stale_challenge, _stale_transfer, _stale_decision, _stale_exit_plan],
)
def test_nobody_reads_a_record_unseen_by_sending_a_stale_form(
    browser: Browser, stale: Callable[[Scheme], Any]
) -> None:
    """The page of a conflict shows what others wrote about the person: that is a look too."""
    scheme = make.scheme()
    person, endpoint, place, fields = stale(scheme)
    settle()
    fields["idempotency"] = uuid4().hex
    browser.sign_in(scheme.coordinator)
    before = looks(person, scheme.coordinator)
    browser.send(f"selection.{endpoint}", fields, 409, **place)
    assert looks(person, scheme.coordinator) == before + 1


def came_back(scheme: Scheme) -> Person:
    """Somebody of 19 whose first spell was under Prevent and Deter alone, and who is back."""
    person, case = grown_up(scheme)
    who = make.actor(scheme.coordinator)
    close_case(who, case, CaseEnd.DESISTED, TODAY)
    person.sight_compartment = SightCompartment.ADULT
    db.session.flush()  # read back below
    police = make.actor(scheme.police)
    open_case(police, person, Strand.CATCH_AND_CONVICT, TODAY, police.agency_id)
    db.session.flush()  # read back by the test
    return person


def test_pack_of_an_adult_tells_of_no_spell_under_prevent_and_deter(work: None) -> None:
    scheme = make.scheme()
    person = came_back(scheme)
    case = open_case_of(person)
    assert case is not None
    transfer = make_transfers.offered(scheme, case, PackPart.CASE)
    for reader in (scheme.coordinator, uncleared(scheme)):
        found = get_transfer(transfer.id, make.actor(reader))
        assert found is not None
        pack = pack_of(found, make.actor(reader))
        assert [spell.id for spell in pack.spells] == [case.id]


def test_history_of_an_adult_tells_nothing_of_prevent_and_deter(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    yos = make.actor(scheme.yos)
    engage_strand(yos, case, Strand.PREVENT_AND_DETER, yos.agency_id, TODAY)
    assign_worker(yos, case, scheme.yos, AssignmentRole.YOS_WORKER, TODAY)
    settle()

    def told(user: User) -> str:
        lines = look_at_history(make.actor(user), found.person.id)
        return " ".join(f"{line.what} {line.details}" for line in lines)

    assert "yos worker" in told(scheme.coordinator)
    other = told(uncleared(scheme))
    assert "yos worker" not in other
    assert other.count("strand engaged") == 2


def test_history_of_an_adult_tells_nothing_of_a_childs_nomination(work: None) -> None:
    scheme = make.scheme()
    person = came_back(scheme)
    settle()

    def lines(user: User) -> list[str]:
        return [line.what for line in look_at_history(make.actor(user), person.id)]

    assert [what for what in lines(scheme.coordinator) if "nominat" in what.lower()]
    assert not [what for what in lines(uncleared(scheme)) if "nominat" in what.lower()]
    assert lines(uncleared(scheme)).count("Case: opened") == 1


def test_who_loses_sight_says_nothing_of_the_youth_offending_service(work: None) -> None:
    scheme = make.scheme()
    _, case, _ = selected(scheme)
    yos = make.actor(scheme.yos)
    engage_strand(yos, case, Strand.PREVENT_AND_DETER, yos.agency_id, TODAY)
    assign_worker(yos, case, scheme.yos, AssignmentRole.YOS_WORKER, TODAY)
    db.session.flush()  # read back
    cleared = " ".join(who_loses_sight(case, make.actor(scheme.coordinator)))
    other = " ".join(who_loses_sight(case, make.actor(uncleared(scheme))))
    assert scheme.yos.agency.name in cleared
    assert scheme.yos.name in cleared
    assert scheme.yos.agency.name not in other
    assert scheme.yos.name not in other


def test_proposing_shows_no_score_to_whoever_is_scoring(work: None) -> None:
    scheme = make.scheme()
    found, case = make_scoring.case(scheme)
    scorer = make.actor(basic.user(of=scheme.police.agency, clearances=make.INFORMED))
    assert picture_of(found.person, case, scorer).scoring is not None
    save_scoring(scorer, case, make_scoring.answers_worth(scheme, 1), 0)
    db.session.flush()  # read back
    assert picture_of(found.person, case, scorer).scoring is None
    assert picture_of(found.person, case, make.actor(scheme.police)).scoring is not None


def test_a_draft_tells_nobody_that_its_author_was_reached(work: None) -> None:
    scheme = make.scheme()
    drugs = basic.user(of=basic.agency())
    person = basic.person(make.actor(scheme.coordinator))
    db.session.flush()  # read back
    start_nomination(make.actor(drugs), person, Strand.CATCH_AND_CONVICT)
    police = make.actor(scheme.police)
    case = open_case(police, person, Strand.CATCH_AND_CONVICT, TODAY, police.agency_id)
    db.session.flush()  # read back
    assert drugs.agency_id not in agencies_reached(case)


def test_scores_for_the_agenda_hide_those_of_prevent_and_deter(work: None) -> None:
    scheme = make.scheme()
    person = came_back(scheme)
    scoring = Scoring(
        person_id=person.id,
        agency_id=scheme.partnership.id,
        case_id=make_case_of(person),
        criteria_set_id=scheme.criteria[CriteriaKind.PREVENT_AND_DETER].id,
        scorer_id=scheme.yos.id,
        scored_on=TODAY,
    )
    move = ScoreMove(
        person_id=person.id,
        agency_id=scheme.partnership.id,
        scoring_id=scoring.id,
        words="From 3 to 20",
    )
    db.session.add_all([scoring, move])
    db.session.flush()  # read back
    assert big_moves(make.actor(scheme.coordinator), TODAY)
    assert not big_moves(make.actor(uncleared(scheme)), TODAY)


def make_case_of(person: Person) -> Any:
    case = open_case_of(person)
    assert case is not None
    return case.id


def test_a_chair_of_another_role_is_no_reader(browser: Browser) -> None:
    """Whoever holds no role in casework opens none of it, by any address that names a record."""
    scheme = make.scheme()
    found, _, decision = selected(scheme)
    settle()
    browser.sign_in(basic.user(Role.TASKING_MEMBER, "scheme"))
    for endpoint, place in (
        ("show_nomination", {"nomination_id": found.nomination.id}),
        ("show_decision_record", {"decision_id": decision.id}),
        ("person_selection", {"reference": found.person.reference}),
    ):
        browser.visit(f"selection.{endpoint}", 403, **place)
