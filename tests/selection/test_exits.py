"""After a case has closed: plan, sight, agencies told, and what earlier exits teach."""

from datetime import date, timedelta

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import User
from popo.cases.models import AssignmentRole, CaseEnd, ExitPlan, Strand
from popo.cases.queries import engagement_history
from popo.cases.services import assign_worker
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.people.queries import sight_of
from popo.selection.models import AgencyMarker, CriteriaKind, Finding, PartyView
from popo.selection.queries.after_watch import watches_behind
from popo.selection.queries.decisions import exit_plan_of
from popo.selection.queries.exits import notices_of, picture_of, who_loses_sight
from popo.selection.queries.past_exits import PastExits, past_exits
from popo.selection.services import (
    ask_markers,
    close_at_once,
    confirm_de_selection,
    hand_over_exit_plan,
    note_told,
    propose_de_selection,
    review_exit_plan,
)
from popo.selection.services.exits import ExitDetails, check_owner
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_spells import LATER, Spell, YoungSpell


def plan_of(spell: Spell) -> ExitPlan:
    plan = exit_plan_of(spell.case)
    assert plan is not None
    return plan


def sees(user: User, spell: Spell) -> SightLevel | None:
    return sight_of(make.actor(user), spell.person.id)


def details(owner: User, **changes: object) -> ExitDetails:
    values: dict[str, object] = {"owner_id": owner.id, "ends_on": LATER, "words": "A call a week."}
    return ExitDetails(**{**values, **changes})  # type: ignore[arg-type]  # mixed values


def test_those_who_look_after_it_read_and_the_others_lose_sight(work: None) -> None:
    spell = Spell()
    worker = basic.user(of=spell.scheme.probation.agency)
    assign_worker(
        make.actor(spell.proposer), spell.case, worker, AssignmentRole.OFFENDER_MANAGER, TODAY
    )
    db.session.flush()  # read back
    coordinator = make.actor(spell.scheme.coordinator)
    losing = who_loses_sight(spell.case, coordinator)
    assert spell.scheme.police.agency.name in losing
    assert f"{worker.name}, {worker.agency.short_name}" in losing
    assert "Every Catch and Convict lead, save for the checks afterwards" in losing
    assert "Every Rehabilitate and Resettle lead" in losing
    spell.let_go()
    assert sees(worker, spell) is None
    assert sees(spell.scheme.police, spell) is None
    assert sees(spell.other, spell) is SightLevel.READ
    assert sees(spell.scheme.strand_lead, spell) is SightLevel.READ
    clock.shift(clock.now() - clock.real_now() + timedelta(days=366 + 32))
    assert sees(spell.other, spell) is None
    assert sees(spell.scheme.strand_lead, spell) is None


def test_who_keeps_sight_by_another_grant_is_not_said_to_lose_it(work: None) -> None:
    spell = Spell()
    coordinator = make.actor(spell.scheme.coordinator)
    assert spell.scheme.probation.agency.name in who_loses_sight(spell.case, coordinator)
    ask_markers(coordinator, spell.case)
    db.session.flush()  # read back
    assert spell.scheme.probation.agency.name not in who_loses_sight(spell.case, coordinator)


def test_every_engaged_agency_is_to_be_told_and_to_remove_its_marker(work: None) -> None:
    spell = Spell()
    ask_markers(make.actor(spell.scheme.coordinator), spell.case)
    db.session.flush()  # read back
    spell.let_go()
    notices = notices_of(spell.case)
    police, probation = spell.scheme.police.agency_id, spell.scheme.probation.agency_id
    assert {row.told_agency_id for row in notices} == {police, probation}
    assert not any(row.told_on for row in notices)
    markers = db.session.query(AgencyMarker).filter_by(case_id=spell.case.id).all()
    assert {row.agency_id for row in markers} >= {police, probation}
    assert {row.removal_asked_on for row in markers} == {TODAY}
    note_told(make.actor(spell.other), notices[0])
    assert (notices[0].told_on, notices[0].told_by_id) == (TODAY, spell.other.id)
    with pytest.raises(RuleBroken, match="was told"):
        note_told(make.actor(spell.other), notices[0])


def test_a_death_is_told_too_without_plan_or_checks(work: None) -> None:
    spell = Spell()
    who = make.actor(spell.scheme.coordinator)
    close_at_once(who, spell.case, CaseEnd.DECEASED, "The coroner wrote.", TODAY)
    db.session.flush()  # read back
    assert len(notices_of(spell.case)) == 2
    assert exit_plan_of(spell.case) is None
    assert watches_behind(spell.case.id) == []


def test_an_owner_works_with_people_and_has_an_account(work: None) -> None:
    spell = Spell()
    spell.propose()
    decided = spell.answer(spell.other, PartyView.AGREES)
    who = make.actor(spell.scheme.coordinator)
    clerk = basic.user(Role.ADMINISTRATOR, SCHEME)
    with pytest.raises(RuleBroken, match="works with people"):
        confirm_de_selection(who, decided, None, TODAY, details(clerk))
    gone = basic.user()
    gone.closed_at = clock.now()
    with pytest.raises(RuleBroken, match="account is closed"):
        check_owner(gone.id)


def test_the_owner_goes_through_the_plan(work: None) -> None:
    spell = Spell()
    spell.let_go()
    plan, owner = plan_of(spell), make.actor(spell.other)
    new = details(spell.other, words="A call a month.", supports={"housing": "Housing office"})
    review_exit_plan(owner, plan, new, plan.version)
    db.session.flush()  # read back
    assert (plan.words, plan.reviewed_on) == ("A call a month.", TODAY)
    assert plan.supports == {"housing": "Housing office"}
    with pytest.raises(StaleVersion):
        review_exit_plan(owner, plan, new, plan.version - 1)
    past = details(spell.other, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="before today"):
        review_exit_plan(owner, plan, past, plan.version)
    with pytest.raises(RuleBroken, match="Hand the plan over"):
        review_exit_plan(owner, plan, details(spell.scheme.police), plan.version)
    with pytest.raises(RuleBroken, match="owner of the plan"):
        review_exit_plan(make.actor(spell.scheme.strand_lead), plan, new, plan.version)


def test_handing_over_takes_the_sight_along(work: None) -> None:
    spell = Spell()
    spell.let_go()
    new = basic.user()
    watches = watches_behind(spell.case.id)
    hand_over_exit_plan(make.actor(spell.other), plan_of(spell), new.id, watches)
    db.session.flush()  # read back
    assert sees(new, spell) is SightLevel.READ
    assert sees(spell.other, spell) is None
    assert sees(spell.scheme.strand_lead, spell) is SightLevel.READ
    with pytest.raises(RuleBroken, match="owns the plan already"):
        hand_over_exit_plan(make.actor(new), plan_of(spell), new.id, watches)


def test_the_picture_counts_the_period_and_the_score_in_force(work: None) -> None:
    spell = Spell()
    picture = picture_of(spell.person, spell.case, make.actor(spell.proposer))
    assert picture.since == TODAY
    assert (picture.missed, picture.open_actions) == (0, 0)
    assert picture.score_words == "Not scored over the criteria in force"
    in_force = spell.scheme.criteria[CriteriaKind.CATCH_AND_CONVICT]
    assert picture.score_note == in_force.words


def ended(spell: Spell, day: date) -> None:
    """As if it had been let go on that day."""
    spell.let_go()
    for row in engagement_history(spell.case):
        row.starts_on, row.ends_on = spell.case.opened_on, day
    spell.case.closed_on = day
    db.session.flush()  # read back


def test_past_exits_say_what_followed_and_hide_small_numbers(work: None) -> None:
    long_ago, opened = TODAY - timedelta(days=400), TODAY - timedelta(days=500)
    first = Spell(opened_on=opened)
    for spell in (first, *(Spell(first.scheme, opened) for _ in range(5))):
        ended(spell, long_ago)
    for watch in watches_behind(first.case.id)[:1]:
        watch.finding, watch.done_on, watch.done_by_id = (
            Finding.SUPPORT_SUSTAINED,
            TODAY,
            first.other.id,
        )
    db.session.flush()  # read back
    found = past_exits([CaseEnd.DESISTED], Strand.CATCH_AND_CONVICT)[CaseEnd.DESISTED]
    assert (found.left, found.followed, found.came_back) == (6, 6, 0)
    assert found.said_left() == "6"
    assert found.said_came_back() == "fewer than 5"
    assert found.said_findings() == {Finding.SUPPORT_SUSTAINED: "fewer than 5"}
    assert past_exits([CaseEnd.DESISTED], Strand.PREVENT_AND_DETER) == {}
    assert past_exits([CaseEnd.BELOW_THRESHOLD], Strand.CATCH_AND_CONVICT) == {}


def test_few_exits_are_too_few_to_say() -> None:
    assert PastExits(4, 4, 1, {}).is_too_few
    assert PastExits(4, 4, 1, {}).said_left() == "fewer than 5"
    assert not PastExits(5, 0, 0, {}).is_too_few


def test_pages_after_closing(browser: Browser) -> None:
    spell = Spell()
    spell.propose()
    spell.answer(spell.other, PartyView.DISSENTS, "Two arrests last week.")
    spell.answer(spell.scheme.coordinator, PartyView.AGREES)
    chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
    key = spell.found().decision.id
    spell.confirm(chair, spell.scheme.item(person=spell.person))
    browser.sign_in(spell.scheme.coordinator)
    record = browser.visit("selection.show_decision_record", decision_id=key)
    assert "Two arrests last week." in record
    assert "Dissents" in record
    assert "Not unanimous." in record
    shown = browser.visit("selection.show_de_selection", decision_id=key)
    assert "Agencies told 0 of 2" in shown
    notice = notices_of(spell.case)[0]
    browser.send("selection.note_told", notice_id=notice.id)
    assert "Agencies told 1 of 2" in browser.visit("selection.show_de_selection", decision_id=key)
    browser.send("selection.note_told", notice_id=notice.id)
    browser.sign_in(spell.other)
    plan = plan_of(spell)
    browser.visit("selection.review_exit_plan", plan_id=plan.id)
    said = {"version": plan.version, "words": "A call a month.", "ends_on": "+60"}
    browser.send("selection.review_exit_plan", {**said, "words": ""}, 422, plan_id=plan.id)
    browser.send("selection.review_exit_plan", said, plan_id=plan.id)
    stale = browser.send(
        "selection.review_exit_plan", {**said, "words": "Mine."}, 409, plan_id=plan.id
    )
    assert "Mine." in stale
    browser.visit("selection.hand_over_exit_plan", plan_id=plan.id)
    new = basic.user()
    browser.send("selection.hand_over_exit_plan", {"owner": str(new.id)}, plan_id=plan.id)
    browser.visit("selection.review_exit_plan", 404, plan_id=plan.id)
    browser.sign_in(spell.scheme.police)
    browser.visit("selection.show_decision_record", 404, decision_id=key)
    browser.send("selection.note_told", {}, 404, notice_id=notice.id)


def test_a_child_stays_inside_the_compartment_after_leaving(browser: Browser) -> None:
    spell = YoungSpell()
    who = make.actor(spell.proposer)
    propose_de_selection(who, spell.case, CaseEnd.DESISTED, "A quiet year.")
    decided = spell.answer(spell.other, PartyView.AGREES)
    key = decided.decision.id
    spell.confirm(spell.other)
    lead = spell.scheme.yos
    assert sees(lead, spell) is SightLevel.READ
    assert sees(spell.scheme.strand_lead, spell) is None
    browser.sign_in(lead)
    record = browser.visit("selection.show_decision_record", decision_id=key)
    assert "A quiet year." in record
    uncleared = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
    browser.sign_in(uncleared)
    browser.visit("selection.show_decision_record", 404, decision_id=key)
    cleared = basic.user(
        Role.CHAIR, SCHEME, of=basic.agency(), clearances=(Clearance.PREVENT_AND_DETER,)
    )
    browser.sign_in(cleared)
    browser.visit("selection.show_decision_record", decision_id=key)
