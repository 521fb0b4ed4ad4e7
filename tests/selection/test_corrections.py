"""Selected in error: everybody it reached is asked to correct, and erasure is decided."""

from datetime import timedelta

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import User
from popo.cases.models import CaseEnd
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.figures import Period
from popo.people.models import SightLevel
from popo.people.queries import sight_of
from popo.people.services import grant_sight
from popo.selection.measures_exits import exits
from popo.selection.models import CorrectionNotice, ErasureReview, PartyView
from popo.selection.queries.after_watch import watches_behind
from popo.selection.queries.corrections import errors_overseen, open_notices, selected_in_error
from popo.selection.queries.prompts import prompted_cases
from popo.selection.services import acknowledge_correction, settle_erasure
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_spells import Spell, YoungSpell


def notices(spell: Spell) -> dict[object, CorrectionNotice]:
    """By agency."""
    rows = db.session.query(CorrectionNotice).filter_by(person_id=spell.person.id)
    return {row.told_agency_id: row for row in rows}


def review_of(spell: Spell) -> ErasureReview:
    return db.session.query(ErasureReview).filter_by(person_id=spell.person.id).one()


def answer(by: User, notice: CorrectionNotice, words: str = "Flag taken off.") -> None:
    acknowledge_correction(make.actor(by), notice, words, notice.version)
    db.session.flush()  # read back


def governor() -> User:
    return basic.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME, of=basic.agency())


def test_every_agency_it_reached_is_asked(work: None) -> None:
    spell = Spell()
    spell.propose()
    asked = basic.user(of=basic.agency())
    spell.answer(spell.scheme.coordinator, PartyView.NO_VIEW)
    shown = make.actor(spell.scheme.coordinator)
    reads = SightLevel.READ
    grant_sight(shown, spell.person.id, reads, "shown", spell.case.id, user_id=asked.id)
    db.session.flush()  # read back
    stranger = basic.agency()
    spell.in_error()
    reached = set(notices(spell))
    assert reached >= {
        spell.scheme.police.agency_id,
        spell.scheme.probation.agency_id,
        spell.scheme.coordinator.agency_id,
        asked.agency_id,
    }
    assert stranger.id not in reached
    assert spell.scheme.partnership.id not in reached


def test_no_other_ending_sends_notices(work: None) -> None:
    spell = Spell()
    spell.let_go()
    assert notices(spell) == {}
    assert errors_overseen(make.actor(spell.scheme.coordinator)) == []


def test_an_agency_sees_the_name_until_it_has_answered(work: None) -> None:
    spell = Spell()
    spell.in_error()
    police = spell.scheme.police
    notice = notices(spell)[police.agency_id]
    assert sight_of(make.actor(police), spell.person.id) is SightLevel.LIMITED
    assert [row.notice for row in open_notices(make.actor(police))] == [notice]
    answer(police, notice)
    assert sight_of(make.actor(police), spell.person.id) is None
    assert open_notices(make.actor(police)) == []
    assert (notice.acknowledged_on, notice.acknowledged_by_id) == (TODAY, police.id)


def test_an_answer_says_what_was_done_and_is_given_once(work: None) -> None:
    spell = Spell()
    spell.in_error()
    notice = notices(spell)[spell.scheme.police.agency_id]
    with pytest.raises(RuleBroken, match="what was corrected"):
        answer(spell.scheme.police, notice, "")
    with pytest.raises(RuleBroken, match="another agency"):
        answer(spell.scheme.probation, notice)
    with pytest.raises(StaleVersion):
        acknowledge_correction(make.actor(spell.scheme.police), notice, "Done.", 0)
    answer(spell.scheme.coordinator, notice, "They rang: the flag is off.")
    with pytest.raises(RuleBroken, match="was answered"):
        answer(spell.scheme.police, notice)


def test_overdue_after_five_working_days(work: None) -> None:
    spell = Spell()
    spell.in_error()
    notice = notices(spell)[spell.scheme.police.agency_id]
    assert notice.due_on == clock.add_working_days(TODAY, 5)
    assert not notice.is_overdue(notice.due_on)
    assert notice.is_overdue(notice.due_on + timedelta(days=1))
    answer(spell.scheme.police, notice)
    assert not notice.is_overdue(notice.due_on + timedelta(days=1))


def test_deciders_see_it_until_all_have_answered_and_erasure_is_decided(work: None) -> None:
    spell = Spell()
    spell.in_error()
    coordinator = make.actor(spell.scheme.coordinator)
    (error,) = errors_overseen(coordinator)
    assert not error.is_settled
    assert error.review.decide_by.isoformat() == "2024-05-30"
    for notice in notices(spell).values():
        answer(spell.scheme.coordinator, notice)
    (error,) = errors_overseen(coordinator)
    assert error.unanswered == []
    assert not error.is_settled
    review = review_of(spell)
    with pytest.raises(RuleBroken, match="Give the reason"):
        settle_erasure(coordinator, review, to_erase=True, reason="", read_version=review.version)
    settle_erasure(coordinator, review, to_erase=True, reason="Nothing is needed.", read_version=1)
    db.session.flush()  # read back
    (error,) = errors_overseen(coordinator)
    assert error.is_settled
    with pytest.raises(RuleBroken, match="was decided"):
        settle_erasure(coordinator, review, to_erase=False, reason="No.", read_version=2)
    with pytest.raises(StaleVersion):
        settle_erasure(coordinator, review, to_erase=False, reason="No.", read_version=1)


def test_whoever_was_selected_in_error_is_in_no_figure_and_no_prompt(work: None) -> None:
    spell = Spell(opened_on=TODAY - timedelta(days=400))
    lead = make.actor(spell.scheme.strand_lead)
    assert prompted_cases(lead) != []
    spell.in_error()
    assert prompted_cases(lead) == []
    assert watches_behind(spell.case.id) == []
    april = {figure.name: figure.value for figure in exits(Period(TODAY.replace(day=1), TODAY))}
    assert not [name for name, value in april.items() if value]
    assert not [name for name in april if CaseEnd.SELECTED_IN_ERROR.value in name]
    assert selected_in_error(spell.person) is spell.case


def test_the_governance_officer_oversees_by_reference(work: None) -> None:
    spell = Spell()
    spell.in_error()
    officer = make.actor(governor())
    assert [row.reference for row in errors_overseen(officer)] == [spell.person.reference]
    assert sight_of(officer, spell.person.id) is None


def test_a_child_selected_in_error_stays_inside_the_compartment(work: None) -> None:
    spell = YoungSpell()
    spell.in_error()
    chair = make.actor(basic.user(Role.CHAIR, SCHEME, of=basic.agency()))
    assert errors_overseen(chair) == []
    assert open_notices(chair) == []
    uncleared = make.actor(basic.user(of=spell.scheme.yos.agency))
    assert open_notices(uncleared) == []
    cleared = make.actor(
        basic.user(of=spell.scheme.yos.agency, clearances=(Clearance.PREVENT_AND_DETER,))
    )
    assert len(open_notices(cleared)) == 1


def test_pages(browser: Browser) -> None:
    spell = Spell()
    ref, police = spell.person.reference, spell.scheme.police
    browser.sign_in(spell.scheme.coordinator)
    said = {
        "reason": "selected_in_error",
        "grounds": "Another man of that name was meant.",
        "effective_on": "today",
        "to_correct": "Take the red flag off the wall.",
    }
    browser.send("selection.close_at_once", said, reference=ref)
    assert "Selected in error; the case closed" in browser.visit(
        "selection.person_selection", reference=ref
    )
    assert ref in browser.visit("selection.list_errors")
    notice = notices(spell)[police.agency_id]
    browser.sign_in(police)
    assert ref in browser.visit("selection.list_corrections")
    shown = browser.visit("selection.acknowledge_correction", notice_id=notice.id)
    assert "Take the red flag off the wall." in shown
    browser.visit("selection.person_selection", 404, reference=ref)
    answered = {"version": notice.version, "answer": "The flag is off."}
    send = "selection.acknowledge_correction"
    browser.send(send, {"version": notice.version}, 422, notice_id=notice.id)
    browser.send(send, answered, notice_id=notice.id)
    browser.visit(send, 404, notice_id=notice.id)
    assert "Your agency has nothing to correct." in browser.visit("selection.list_corrections")
    browser.visit("selection.list_errors", 403)
    other = basic.user()
    browser.sign_in(other)
    assert ref not in browser.visit("selection.list_corrections")
    still = notices(spell)[spell.scheme.probation.agency_id]
    browser.visit(send, 404, notice_id=still.id)
    browser.sign_in(spell.scheme.coordinator)
    assert "The flag is off." in browser.visit(send, notice_id=notice.id)
    again = browser.send(send, {**answered, "answer": "Mine."}, 409, notice_id=notice.id)
    assert "Mine." in again


def test_erasure_pages(browser: Browser) -> None:
    spell = Spell()
    spell.in_error()
    officer = governor()
    browser.sign_in(officer)
    review = review_of(spell)
    listed = browser.visit("selection.list_errors")
    assert spell.person.reference in listed
    assert "Example" not in listed
    browser.visit("selection.settle_erasure", review_id=review.id)
    said = {"version": review.version, "to_erase": "no", "reason": "A complaint is open."}
    browser.send("selection.settle_erasure", {**said, "reason": ""}, 422, review_id=review.id)
    browser.send("selection.settle_erasure", said, review_id=review.id)
    browser.send("selection.settle_erasure", said, 409, review_id=review.id)
    assert "Kept, decided" in browser.visit("selection.list_errors")
    browser.sign_in(spell.scheme.police)
    browser.visit("selection.settle_erasure", 403, review_id=review.id)
