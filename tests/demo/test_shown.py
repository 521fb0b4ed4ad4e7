"""What the pages of selection have to show, in the town that is shipped."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actor_for, user_named
from popo.action_group.proposing import Trigger
from popo.action_group.queries.decisions import decisions_at
from popo.action_group.queries.proposal import proposal_for
from popo.cases.models import SchemeCase
from popo.checklist.kinds import Live, Standing, TargetStanding
from popo.checklist.models import GroupPlanStatus, RequestAnswer
from popo.checklist.queries.items import counts, lines
from popo.checklist.queries.plan import by_standing, lines_of, plan_with
from popo.checklist.queries.requests import list_requests
from popo.checklist.queries.steers import list_steers
from popo.db import db
from popo.demo.town import make_town
from popo.meetings.models import MeetingBody
from popo.meetings.queries import list_meetings, next_meeting
from popo.offending.models import CoOffending
from popo.selection.models import (
    AfterWatch,
    Challenge,
    CorrectionNotice,
    CriteriaKind,
    ErasureReview,
    ScoreMove,
    Scoring,
)
from popo.selection.prompts import Rule
from popo.selection.queries.after_watch import due_watches
from popo.selection.queries.consultation import Step, obstacles
from popo.selection.queries.criteria import criteria_in_force, list_criteria
from popo.selection.queries.decisions import waiting_de_selections
from popo.selection.queries.destroyed import destroyed_nominees, proof_of_destruction
from popo.selection.queries.hosting import list_hosted
from popo.selection.queries.markers import markers_kept
from popo.selection.queries.nominations import by_triage_clock, list_nominations
from popo.selection.queries.overrides import override_rates
from popo.selection.queries.own_nominations import own_nominations
from popo.selection.queries.prompts import prompted_cases
from popo.selection.queries.ratifying import waiting_for_ratification
from popo.selection.queries.statements import agencies_behind
from popo.selection.queries.telling import untold
from popo.selection.queries.transfers import list_transfers
from tests.demo.loading import Made, loaded


@pytest.fixture(scope="module", autouse=True)
def made(app: Flask) -> Iterator[Made]:
    with loaded(app, make_town()) as made:
        yield made


def _signed_in(name: str) -> Actor:
    user = user_named(name)
    assert user is not None
    return actor_for(user)


def test_a_nomination_waits_one_is_overdue_and_one_is_the_authors_alone() -> None:
    waiting = by_triage_clock(list_nominations(_signed_in("lead-police")))
    assert {row.days_overdue > 0 for row in waiting} == {True, False}
    behind = agencies_behind([row.found.nomination for row in waiting])
    assert max(len(agencies) for agencies in behind.values()) == 3
    unsent = [row for row in own_nominations(_signed_in("police")) if row.is_unsent]
    assert len(unsent) == 1
    others = own_nominations(_signed_in("police-2"))
    assert not any(row.is_unsent for row in others)


def test_a_refused_nominee_is_destroyed_and_the_proof_holds() -> None:
    destroyed = destroyed_nominees()
    assert len(destroyed) == 1
    assert proof_of_destruction(destroyed[0].person.id).holds


def test_a_declined_nominee_is_about_to_be_destroyed_and_a_decision_challenged() -> None:
    held = list_nominations(_signed_in("coordinator"))
    assert any(row.nomination.expires_on for row in held)
    assert db.session.scalars(select(Challenge).where(Challenge.answered_on.is_(None))).all()


def test_nominations_are_scored_by_two_and_cases_again() -> None:
    runs = db.session.scalars(select(Scoring).where(Scoring.frozen_at.is_not(None))).all()
    nominated = Counter(run.nomination_id for run in runs if run.nomination_id)
    assert sum(count > 1 for count in nominated.values()) > 1
    again = Counter(run.case_id for run in runs if run.case_id)
    assert max(again.values()) > 1


def test_an_override_was_signed_and_another_waits() -> None:
    rates = override_rates(clock.today())
    assert rates.up == 1
    assert sum(rate.waiting for rate in rates.scorers) == 1


def test_a_score_that_moved_far_is_on_the_next_agenda() -> None:
    meeting = next_meeting()
    assert meeting is not None
    moves = db.session.scalars(select(ScoreMove)).all()
    assert moves
    assert all(move.agenda_item_id for move in moves)


def test_the_next_criteria_are_in_consultation_and_those_in_force_are_the_first() -> None:
    kind = CriteriaKind.CATCH_AND_CONVICT
    in_force = criteria_in_force(kind)
    assert in_force is not None
    assert in_force.number == 1
    draft = next(row for row in list_criteria() if row.criteria_kind is kind and row.number == 2)
    assert draft.is_draft
    steps = Counter(obstacle.step for obstacle in obstacles(draft))
    assert steps[Step.ANSWER] == 2
    assert steps[Step.MOVE_END] == 1


def test_markers_are_to_set_to_remove_and_one_differs() -> None:
    kept = [
        row.marker for name in ("police", "probation") for row in markers_kept(_signed_in(name))
    ]
    assert any(marker.is_to_set for marker in kept)
    assert any(marker.is_to_remove for marker in kept)
    assert any(marker.difference_since for marker in kept)


def test_telling_one_is_withheld_past_its_review_and_one_is_not_told() -> None:
    rows = untold(_signed_in("coordinator"))
    assert any(row.is_withheld and row.is_overdue for row in rows)
    assert any(not row.is_withheld for row in rows)


def test_questions_about_leaving_one_put_off_and_a_proposal_dissented_from() -> None:
    chair = _signed_in("chair")
    rows = prompted_cases(chair)
    put_off = [one.prompt.rule for row in rows for one in row.put_off]
    assert put_off == [Rule.QUIET]
    waiting = waiting_de_selections(chair)
    assert len(waiting) == 1
    assert waiting[0].dissenting()


def test_checks_after_leaving_are_due_overdue_and_done() -> None:
    due = due_watches(_signed_in("coordinator"))
    assert due
    done = db.session.scalars(select(AfterWatch).where(AfterWatch.done_on.is_not(None))).all()
    assert len(done) > len(due)


def test_one_is_selected_again_and_one_was_selected_in_error() -> None:
    spells = Counter(db.session.scalars(select(SchemeCase.spell)))
    assert spells[2] == 1
    answered = Counter(
        notice.acknowledged_on is not None
        for notice in db.session.scalars(select(CorrectionNotice))
    )
    assert answered[False] == 1
    assert answered[True] > 1
    assert db.session.scalars(select(ErasureReview)).one().settled_on is None


def test_one_is_offered_away_one_comes_and_one_is_hosted() -> None:
    coordinator = _signed_in("coordinator")
    open_ones = [row.transfer for row in list_transfers(coordinator) if not row.transfer.ended_on]
    assert sorted((each.leaves, each.is_waiting) for each in open_ones) == [
        (False, False),
        (True, True),
    ]
    assert len(list_hosted(coordinator)) == 1
    assert len(list_hosted(_signed_in("drugs"))) == 1
    assert len(waiting_for_ratification(coordinator)) == 1


def test_two_pairs_offended_together() -> None:
    links = Counter(db.session.scalars(select(CoOffending.link_id)))
    assert list(links.values()) == [2, 2]


def test_the_next_meeting_has_people_to_propose_and_agencies_that_ask() -> None:
    meeting = next_meeting()
    assert meeting is not None
    proposed = proposal_for(_signed_in("chair"), meeting)
    assert {line.subject.is_young for line in proposed.lines} == {True, False}
    found = {reason.trigger for line in proposed.lines for reason in line.reasons}
    assert found >= {Trigger.REQUESTED, Trigger.GRADED_RED, Trigger.REVIEW_DUE}
    assert len(proposed.asked) == 4


def test_the_last_meeting_confirmed_what_it_decided() -> None:
    chair = _signed_in("chair")
    group = [row for row in list_meetings() if row.body is MeetingBody.ACTION_GROUP]
    last = next(row for row in group if row.starts_at < clock.now())
    decided = decisions_at(last, chair)
    assert len(decided) == 2
    assert not any(taken.row.waits for taken in decided)


def test_the_checklist_is_filled_one_overdue_and_one_reopened() -> None:
    found = lines()
    standing = counts(found)
    assert (standing[Standing.OVERDUE], standing[Standing.REOPENED]) == (1, 1)
    assert standing[Standing.NOT_STARTED] == 0
    assert {line.item.live for line in found if line.rated and line.rating} == set(Live)


def test_a_plan_is_agreed_a_request_answered_and_a_steer_open() -> None:
    plan = plan_with(GroupPlanStatus.AGREED)
    assert plan is not None
    stands = by_standing(lines_of(plan))
    assert stands[TargetStanding.LATE] == stands[TargetStanding.DONE] == 1
    answers = [row.answer for row in list_requests(_signed_in("coordinator"))]
    assert answers == [None, RequestAnswer.PART_GRANTED]
    assert [row.answer for row in list_requests(_signed_in("tasking"))] == answers[1:]
    assert [line.steer.is_open for line in list_steers()] == [True, False]
