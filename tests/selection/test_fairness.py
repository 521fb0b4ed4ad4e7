"""Nobody adopts a draft whose fairness was not looked at, and whoever scores never looks."""

import copy
from typing import Any

import pytest
from sqlalchemy import select, text

from popo.access.actor import SCHEME, Actor, RoleScope
from popo.access.permissions import Permission, Role
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.events import Event
from popo.audit.services import waiting
from popo.cases.counting import SchemeList
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.selection.defaults import default_document
from popo.selection.fairness.document import OVERALL
from popo.selection.models import CriteriaKind, CriteriaSet, FairnessAnswer
from popo.selection.queries.fairness_reviews import Reviewed, fairness_of, reviewed
from popo.selection.services import (
    FairnessWords,
    answer_fairness,
    check_answered,
    draft_criteria,
    edit_criteria,
    open_fairness,
    read_fairness,
    save_scoring,
)
from popo.selection.services.scorings import may_score
from tests import make as basics
from tests.selection import make
from tests.selection import make_fairness as facts
from tests.selection.make import Scheme

CATCH = CriteriaKind.CATCH_AND_CONVICT


def document(**values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(dict(default_document(CATCH))), **values}


def draft(of: Scheme) -> CriteriaSet:
    row = draft_criteria(make.actor(of.coordinator), CATCH, document(agreed_number=30))
    db.session.flush()  # read back
    return row


def opened(of: Scheme, row: CriteriaSet) -> Reviewed:
    open_fairness(make.actor(of.coordinator), row)
    db.session.flush()  # read back
    return found(row)


def found(row: CriteriaSet) -> Reviewed:
    held = reviewed(row)
    assert held is not None
    return held


def uneven(of: Scheme) -> None:
    """All 10 of one group were selected, and 5 of 10 of another."""
    for number in range(20):
        person = facts.somebody(of, self_defined="B1" if number < 10 else "W1")
        facts.decided(of, person, selected=number < 15)


def answer(of: Scheme, held: Reviewed, *ratios: str, words: str = "We looked.") -> None:
    said = FairnessWords(ratios, words, "Ask each month")
    answer_fairness(make.actor(of.coordinator), held, said, held.version)
    db.session.flush()  # read back


def test_adopting_is_refused_until_every_flag_is_answered(work: None) -> None:
    scheme = make.scheme()
    uneven(scheme)
    row = draft(scheme)
    with pytest.raises(RuleBroken, match="never looked at"):
        check_answered(row)
    held = opened(scheme, row)
    assert {"selected/self_defined/Black", "selected/self_defined/White"} <= set(held.owed)
    for key in list(held.owed):
        with pytest.raises(RuleBroken, match="not answered"):
            check_answered(row)
        answer(scheme, found(row), key)
    check_answered(row)
    assert fairness_of(row).is_clear
    review = found(row).review
    assert (review.answered_on, review.answered_by_id) == (make.TODAY, scheme.coordinator.id)


def test_nothing_flagged_still_needs_a_statement(work: None) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    held = opened(scheme, row)
    assert held.figures.flags == []
    assert held.owed == [OVERALL]
    with pytest.raises(RuleBroken, match="1 of its fairness figures is not answered"):
        check_answered(row)
    answer(scheme, held, OVERALL)
    check_answered(row)


def test_a_draft_changed_afterwards_is_looked_at_again(work: None) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    answer(scheme, opened(scheme, row), OVERALL, words="What was true then.")
    edit_criteria(make.actor(scheme.coordinator), row, document(agreed_number=31), row.version)
    db.session.flush()  # read back
    held = found(row)
    assert held.is_stale
    assert not held.is_answered
    with pytest.raises(RuleBroken, match="changed after"):
        check_answered(row)
    with pytest.raises(RuleBroken, match="work the figures out again"):
        answer(scheme, held, OVERALL)
    opened(scheme, row)
    again = opened(scheme, row)  # twice, without an answer in between
    assert again.owed == [OVERALL]
    assert again.starting_text(OVERALL) == ("What was true then.", "Ask each month")
    answer(scheme, again, OVERALL)
    check_answered(row)


def test_a_draft_changed_back_is_what_was_looked_at(work: None) -> None:
    """The digest says what was looked at, not the moment."""
    scheme = make.scheme()
    row = draft(scheme)
    answer(scheme, opened(scheme, row), OVERALL)
    before = dict(row.document)
    for held in (document(agreed_number=31), before):
        edit_criteria(make.actor(scheme.coordinator), row, held, row.version)
        db.session.flush()  # the version goes up as it is written
    check_answered(row)


def test_one_answer_may_stand_for_several_and_may_be_changed(work: None) -> None:
    scheme = make.scheme()
    uneven(scheme)
    row = draft(scheme)
    held = opened(scheme, row)
    answer(scheme, held, *held.owed, words="First words.")
    answer(scheme, found(row), held.figures.asked[0], words="Second words.")
    words = [one.words for one in found(row).answers.values()]
    assert words.count("Second words.") == 1
    assert words.count("First words.") == len(held.figures.asked) - 1


def test_an_answer_is_one_of_those_asked_and_has_words(work: None) -> None:
    scheme = make.scheme()
    held = opened(scheme, draft(scheme))
    with pytest.raises(RuleBroken, match="not asked"):
        answer(scheme, held, "selected/sex/Female")
    with pytest.raises(RuleBroken, match="Choose what"):
        answer(scheme, held)
    with pytest.raises(RuleBroken, match="in words"):
        answer(scheme, held, OVERALL, words="")


def test_who_read_before_somebody_else_answered_overwrites_nothing(work: None) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    held = opened(scheme, row)
    answer(scheme, held, OVERALL)
    said = FairnessWords((OVERALL,), "Typed meanwhile")
    with pytest.raises(StaleVersion):
        answer_fairness(make.actor(scheme.coordinator), found(row), said, 0)


def test_an_answer_sent_twice_is_kept_once(work: None) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    opened(scheme, row)
    actor = make.actor(scheme.coordinator)
    for words in ("Sent.", "Sent again."):
        held = found(row)
        said = FairnessWords((OVERALL,), words, idempotency="a" * 32)
        answer_fairness(actor, held, said, held.version)
        db.session.flush()  # read back
    assert found(row).answers[OVERALL].words == "Sent."


def test_adopted_criteria_keep_what_was_answered_for_them(work: None) -> None:
    scheme = make.scheme()
    row = scheme.criteria[CATCH]
    with pytest.raises(RuleBroken, match="adopted"):
        open_fairness(make.actor(scheme.coordinator), row)


@pytest.mark.parametrize("role", [Role.STRAND_LEAD, Role.INFORMATION_GOVERNANCE_OFFICER])
def test_only_deciders_open_and_answer(work: None, role: Role) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    held = opened(scheme, row)
    other = basics.actor(role, SCHEME)
    with pytest.raises(RuleBroken, match="co-ordinator and the chair"):
        open_fairness(other, row)
    with pytest.raises(RuleBroken, match="co-ordinator and the chair"):
        answer_fairness(other, held, FairnessWords((OVERALL,), "I say"), held.version)


def test_answers_are_sealed_and_figures_hold_only_counts(work: None) -> None:
    scheme = make.scheme()
    uneven(scheme)
    row = draft(scheme)
    held = opened(scheme, row)
    answer(scheme, held, *held.owed, words="canary words")
    raw = db.session.execute(text("SELECT words, action FROM fairness_answers")).all()
    assert raw
    assert "canary" not in str(raw)
    kept = db.session.scalars(select(FairnessAnswer.words).filter_by(review_id=held.review.id))
    assert set(kept) == {"canary words"}
    people = {
        reference for (reference,) in db.session.execute(text("SELECT reference FROM people"))
    }
    assert not any(reference in str(held.review.figures) for reference in people)


def test_consulting_everybody_is_one_event_that_names_nobody(work: None) -> None:
    scheme = make.scheme()
    uneven(scheme)
    governance = basics.actor(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME)
    before = len(waiting(db.session()))
    read_fairness(governance, SchemeList.ADULTS)
    (told,) = waiting(db.session())[before:]
    assert (told.event, told.people, told.content) == (Event.FAIRNESS_READ, frozenset(), [])


def both(of: Scheme) -> Actor:
    """Somebody with a second role: a practitioner who is chair for a while."""
    user = basics.user(of=basics.agency(AgencyKind.POLICE))
    plain = actor_for(user)
    roles = plain.roles | {RoleScope(Role.CHAIR, SCHEME)}
    return Actor(
        plain.user_id, plain.name, plain.agency_id, plain.agency_name, plain.agency_kind, roles
    )


def test_a_second_role_does_not_open_the_way_round(work: None) -> None:
    scheme = make.scheme()
    nomination = make.nominated(scheme).nomination
    actor = both(scheme)
    assert actor.can(Permission.SCORING_MAKE)
    assert not may_score(actor, nomination)
    with pytest.raises(RuleBroken, match="does not score"):
        save_scoring(actor, nomination, [], 0)


def test_coordinator_and_chair_do_not_score(work: None) -> None:
    scheme = make.scheme()
    nomination = make.nominated(scheme).nomination
    for role in (Role.COORDINATOR, Role.CHAIR):
        actor = basics.actor(role, SCHEME)
        assert not actor.can(Permission.SCORING_MAKE)
        assert not may_score(actor, nomination)
    assert may_score(make.actor(scheme.strand_lead), nomination)
