"""One agency never de-selects: all engaged are asked, two agree, the proposer never confirms."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.cases.models import CaseEnd, Status
from popo.cases.queries import statuses_of
from popo.db import db
from popo.errors import RuleBroken
from popo.selection.models import PartyView
from popo.selection.queries.decisions import (
    engaged_agencies,
    exit_plan_of,
    waiting_de_selection,
)
from popo.selection.services import (
    close_at_once,
    propose_de_selection,
    withdraw_de_selection,
)
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_spells import LATER, Spell


def test_every_engaged_agency_is_asked_and_the_status_says_so(work: None) -> None:
    spell = Spell()
    decided = spell.propose()
    asked = engaged_agencies(spell.case)
    assert asked == {spell.scheme.police.agency_id, spell.scheme.probation.agency_id}
    assert decided.agreeing() == {spell.scheme.police.agency_id}
    status = statuses_of([spell.case.id], TODAY)[spell.case.id].status
    assert status is Status.DE_SELECTION_PROPOSED
    with pytest.raises(RuleBroken, match="proposed already"):
        spell.propose()


def test_one_agency_cannot_de_select(work: None) -> None:
    spell = Spell()
    spell.propose()
    with pytest.raises(RuleBroken, match="two agencies must agree"):
        spell.confirm(spell.scheme.coordinator)


def test_proposer_cannot_confirm(work: None) -> None:
    spell = Spell()
    who = make.actor(spell.scheme.coordinator)
    propose_de_selection(who, spell.case, CaseEnd.DESISTED, "Six months.")
    db.session.flush()  # read back
    for user in (spell.scheme.police, spell.scheme.probation):
        spell.answer(user, PartyView.AGREES)
    with pytest.raises(RuleBroken, match="cannot confirm"):
        spell.confirm(spell.scheme.coordinator)


def test_database_refuses_the_proposer_who_confirms(work: None) -> None:
    spell = Spell()
    decision = spell.propose().decision
    decision.decided_on, decision.urgent = TODAY, True
    with pytest.raises(IntegrityError, match="proposer_never_confirms"):
        db.session.flush()  # the constraint under test


def test_silence_holds_it_up_for_ten_working_days(work: None) -> None:
    spell = Spell()
    spell.propose()
    spell.answer(spell.scheme.coordinator, PartyView.AGREES)
    with pytest.raises(RuleBroken, match="wait for their answers"):
        spell.confirm(spell.scheme.coordinator)
    clock.shift(clock.now() - clock.real_now() + timedelta(days=15))
    spell.confirm(spell.scheme.coordinator)
    assert spell.case.closed_on == TODAY


def test_agreed_it_closes_with_an_exit_plan(work: None) -> None:
    spell = Spell()
    decided = spell.propose()
    spell.answer(spell.scheme.probation, PartyView.AGREES)
    spell.confirm(spell.scheme.coordinator)
    assert (spell.case.closed_on, spell.case.end_reason) == (TODAY, CaseEnd.DESISTED)
    assert decided.decision.decided_on == TODAY
    plan = exit_plan_of(spell.case)
    assert plan is not None
    assert (plan.owner_id, plan.ends_on) == (spell.scheme.probation.id, LATER)


def test_dissent_is_for_the_chair_at_a_meeting(work: None) -> None:
    spell = Spell()
    spell.propose()
    with pytest.raises(RuleBroken, match="Say why"):
        spell.answer(spell.scheme.probation, PartyView.DISSENTS)
    spell.answer(spell.scheme.probation, PartyView.DISSENTS, "Two arrests last week.")
    spell.answer(spell.scheme.coordinator, PartyView.AGREES)
    with pytest.raises(RuleBroken, match="the chair decides"):
        spell.confirm(spell.scheme.coordinator)
    chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
    with pytest.raises(RuleBroken, match="at a meeting"):
        spell.confirm(chair)
    spell.confirm(chair, spell.scheme.item(person=spell.person))
    assert spell.case.closed_on == TODAY


def test_an_agency_may_change_its_answer(work: None) -> None:
    spell = Spell()
    spell.propose()
    spell.answer(spell.scheme.probation, PartyView.DISSENTS, "Not yet.")
    decided = spell.answer(spell.scheme.probation, PartyView.AGREES)
    assert decided.dissenting() == set()
    assert len(decided.parties) == 2


def test_a_colleague_may_change_the_answer_of_the_agency(work: None) -> None:
    spell = Spell()
    spell.propose()
    spell.answer(spell.other, PartyView.AGREES)
    colleague = basic.user(of=spell.other.agency)
    decided = spell.answer(colleague, PartyView.DISSENTS, "Not yet.")
    (row,) = [row for row in decided.parties if row.asked_agency_id == colleague.agency_id]
    assert (row.user_id, row.view, row.words) == (colleague.id, PartyView.DISSENTS, "Not yet.")


def test_withdrawn_the_case_goes_on(work: None) -> None:
    spell = Spell()
    decided = spell.propose()
    withdraw_de_selection(make.actor(spell.scheme.coordinator), decided)
    db.session.flush()  # read back
    assert statuses_of([spell.case.id], TODAY)[spell.case.id].status is Status.ACTIVE
    assert waiting_de_selection(spell.case) is None
    with pytest.raises(RuleBroken, match="settled"):
        withdraw_de_selection(make.actor(spell.scheme.coordinator), decided)


@pytest.mark.parametrize("reason", [CaseEnd.DECEASED, CaseEnd.SELECTED_IN_ERROR])
def test_a_death_and_an_error_need_one_person(work: None, reason: CaseEnd) -> None:
    spell = Spell()
    spell.propose()
    close_at_once(make.actor(spell.scheme.coordinator), spell.case, reason, "Known.", TODAY)
    db.session.flush()  # read back
    assert spell.case.end_reason is reason
    assert waiting_de_selection(spell.case) is None


def test_a_meeting_before_the_proposal_cannot_have_decided_it(work: None) -> None:
    spell = Spell()
    early = spell.scheme.item(person=spell.person)
    clock.shift(clock.now() - clock.real_now() + timedelta(days=1))
    spell.propose()
    spell.answer(spell.other, PartyView.AGREES)
    with pytest.raises(RuleBroken, match="held since it was proposed"):
        spell.confirm(spell.scheme.coordinator, early)


def test_an_urgent_selection_is_not_ended_by_proposal(work: None) -> None:
    spell = Spell()
    with pytest.raises(RuleBroken, match="undone by the meeting"):
        propose_de_selection(make.actor(spell.proposer), spell.case, CaseEnd.NOT_RATIFIED, "No.")


def test_nothing_else_closes_at_once_and_these_are_not_proposed(work: None) -> None:
    spell = Spell()
    who = make.actor(spell.scheme.coordinator)
    with pytest.raises(RuleBroken, match="Propose this"):
        close_at_once(who, spell.case, CaseEnd.DESISTED, "Six months.", TODAY)
    with pytest.raises(RuleBroken, match="no proposal"):
        propose_de_selection(who, spell.case, CaseEnd.DECEASED, "Known.")


def test_pages_from_proposal_to_exit_plan(browser: Browser) -> None:
    spell = Spell()
    ref = spell.person.reference
    browser.sign_in(spell.scheme.police)
    browser.visit("selection.propose_de_selection", reference=ref)
    browser.send("selection.propose_de_selection", {}, 422, reference=ref)
    said = {"reason": "desisted", "grounds": "Six months at liberty."}
    browser.send("selection.propose_de_selection", said, reference=ref)
    decision = spell.found().decision
    key = decision.id
    shown = browser.visit("selection.show_de_selection", decision_id=key)
    assert "Asked, no answer yet: Probation" in shown
    assert "De-selection is proposed." in browser.visit("selection.person_selection", reference=ref)
    browser.sign_in(spell.scheme.probation)
    browser.visit("selection.answer_de_selection", decision_id=key)
    answer = "selection.answer_de_selection"
    browser.visit(answer, decision_id=key)
    browser.send(answer, {"version": 0, "view": "dissents"}, 422, decision_id=key)
    browser.send(answer, {"version": 0, "view": "agrees"}, decision_id=key)
    stale = browser.send(
        answer, {"version": 0, "view": "no_view", "words": "Mine."}, 409, decision_id=key
    )
    assert "Mine." in stale
    browser.send("selection.confirm_de_selection", {}, 403, decision_id=key)
    browser.sign_in(spell.scheme.coordinator)
    browser.visit("selection.confirm_de_selection", decision_id=key)
    plan = {
        "support_housing": "The housing office",
        "effective_on": "today",
        "owner": str(spell.scheme.probation.id),
        "words": "A call a week.",
        "ends_on": "+90",
        "item": "",
        "version": "2",  # two agencies answered once
    }
    browser.send(
        "selection.confirm_de_selection", {**plan, "ends_on": "today"}, 422, decision_id=key
    )
    browser.send("selection.confirm_de_selection", plan, decision_id=key)
    shown = browser.visit("selection.show_de_selection", decision_id=key)
    assert "A call a week." in shown
    assert "Housing The housing office" in shown
    assert "Exit plan until" in browser.visit("selection.person_selection", reference=ref)
    browser.visit("selection.propose_de_selection", 404, reference=ref)
    browser.sign_in(basic.user())
    browser.visit("selection.show_de_selection", 404, decision_id=key)


def test_close_at_once_page(browser: Browser) -> None:
    spell = Spell()
    browser.sign_in(spell.scheme.coordinator)
    ref = spell.person.reference
    browser.visit("selection.close_at_once", reference=ref)
    said = {"reason": "deceased", "grounds": "The coroner wrote.", "effective_on": "+1"}
    browser.send("selection.close_at_once", said, 422, reference=ref)
    browser.send("selection.close_at_once", {**said, "effective_on": "today"}, reference=ref)
    shown = browser.visit("selection.person_selection", reference=ref)
    assert "Died." in shown
