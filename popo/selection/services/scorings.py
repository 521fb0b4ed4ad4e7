"""Scoring a nomination: saved as often as need be, frozen once."""

from collections.abc import Iterable
from typing import Any

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind
from popo.selection.criteria import Criteria
from popo.selection.models import (
    CriteriaSet,
    Nomination,
    NominationStatus,
    Scoring,
    ScoringAnswer,
)
from popo.selection.queries.criteria import criteria_in_force, kind_for
from popo.selection.queries.scorings import Scored, rows_of, scored_by
from popo.selection.scoring import Answer, Score, score


def save_scoring(
    actor: Actor, nomination: Nomination, answers: Iterable[Answer], read_version: int
) -> Scoring:
    """Keeps the actor's own run so far. Raises StaleVersion where another tab saved it since."""
    check_scorer(actor, nomination)
    in_force = criteria_for(nomination)
    held = scored_by(nomination, actor)
    _check_unfrozen(held, read_version)
    given = [answer for answer in answers if not answer.is_empty]
    for answer in given:
        check_answer(answer)
    done = score(in_force.opened(), given, clock.today())
    scoring = held.scoring if held else _new(actor, nomination, in_force)
    scoring.criteria_set_id = in_force.id
    _set_totals(scoring, done)
    if done.criteria.is_narrative:
        scoring.narrative = {answer.factor: _told(answer) for answer in given}
    else:
        _keep_answers(scoring, done.criteria, given)
    if nomination.status is NominationStatus.NOMINATED:
        nomination.status = NominationStatus.SCORING
    _record(Event.NOMINATION_SCORED, actor, scoring, [_told(answer) for answer in given])
    return scoring


def freeze_scoring(actor: Actor, nomination: Nomination, read_version: int) -> Scoring:
    """Fixes answers, version and scorer as they are, and sends the range to the meeting."""
    check_scorer(actor, nomination)
    held = scored_by(nomination, actor)
    if held is None:
        raise RuleBroken("Score the nomination before you freeze it.")
    _check_unfrozen(held, read_version)
    if held.criteria_set.id != criteria_for(nomination).id:
        raise RuleBroken("New criteria were adopted since: save your scoring over them first.")
    answers = [line.answer for line in held.score.lines if not line.answer.is_empty]
    scoring = held.scoring
    _set_totals(scoring, score(held.score.criteria, answers, clock.today()))
    scoring.frozen_at = clock.now()
    if nomination.status.is_open:
        nomination.status = NominationStatus.AWAITING_PANEL
    _record(Event.SCORING_FROZEN, actor, scoring, [_told(answer) for answer in answers])
    return scoring


def criteria_for(nomination: Nomination) -> CriteriaSet:
    """The version in force for the strand of the nomination."""
    in_force = criteria_in_force(kind_for(nomination.strand))
    if in_force is None:
        raise RuleBroken(f"No criteria are adopted for {nomination.strand.words} yet.")
    return in_force


def check_answer(answer: Answer) -> None:
    """What is chosen rests on evidence with a source and a day that has come."""
    if answer.evidence_on is not None and answer.evidence_on > clock.today():
        raise RuleBroken("Evidence cannot be from the future.", f"{answer.factor}_evidence_on")
    if answer.level is None and not answer.evidence:
        return
    for part, message in (
        ("evidence", "Say what the evidence is."),
        ("source", "Say where it comes from."),
        ("evidence_on", "Say of what day it is."),
    ):
        if not getattr(answer, part):
            raise RuleBroken(message, f"{answer.factor}_{part}")


def may_score(actor: Actor, nomination: Nomination) -> bool:
    """Anybody who works with the person; of Prevent and Deter the Youth Offending Service."""
    is_for_young = nomination.strand is Strand.PREVENT_AND_DETER
    return not is_for_young or actor.agency_kind == AgencyKind.YOUTH_OFFENDING_SERVICE.value


def check_scorer(actor: Actor, nomination: Nomination) -> None:
    if not nomination.status.is_open:
        raise RuleBroken("This nomination was decided.")
    if not may_score(actor, nomination):
        raise RuleBroken("The Youth Offending Service scores nominations to Prevent and Deter.")


def _check_unfrozen(held: Scored | None, read_version: int) -> None:
    if held is not None and held.is_frozen:
        raise RuleBroken("You froze your scoring: it does not change again.")
    if (held.version if held else 0) != read_version:
        raise StaleVersion


def _new(actor: Actor, nomination: Nomination, criteria_set: CriteriaSet) -> Scoring:
    scoring = Scoring(
        person_id=nomination.person_id,
        agency_id=partnership().id,
        kind=AssertionKind.ASSESSMENT,
        nomination_id=nomination.id,
        criteria_set_id=criteria_set.id,
        scorer_id=actor.user_id,
    )
    db.session.add(scoring)
    return scoring


def _set_totals(scoring: Scoring, done: Score) -> None:
    scoring.scored_on = clock.today()
    if done.criteria.is_narrative:
        return
    scoring.low, scoring.high = done.low, done.high
    scoring.band = done.band.name if done.band else None


def _keep_answers(scoring: Scoring, criteria: Criteria, answers: Iterable[Answer]) -> None:
    """One row a factor that was ever answered; emptied, it stays and says nothing."""
    given = {answer.factor: answer for answer in answers}
    rows = {row.factor: row for row in rows_of([scoring]).get(scoring.id, [])}
    for factor in criteria.factors:
        answer = given.get(factor.name, Answer(factor.name))
        row = rows.get(factor.name)
        if row is None and answer.is_empty:
            continue
        if row is None:
            row = ScoringAnswer(
                person_id=scoring.person_id,
                agency_id=scoring.agency_id,
                kind=AssertionKind.ASSESSMENT,
                scoring_id=scoring.id,
                factor=factor.name,
            )
            db.session.add(row)
        level = factor.level(answer.level)
        row.level = level.name if level else None
        row.points = factor.points_of(level) if level else None
        row.evidence_on = answer.evidence_on
        row.evidence, row.source = answer.evidence or None, answer.source or None


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "factor": answer.factor,
        "level": answer.level or "",
        "evidence": answer.evidence,
        "source": answer.source,
        "evidence_on": answer.evidence_on.isoformat() if answer.evidence_on else "",
    }


def _record(event: Event, actor: Actor, scoring: Scoring, answers: list[dict[str, Any]]) -> None:
    record(
        event,
        actor,
        people=[scoring.person_id],
        about=(Scoring.__tablename__, scoring.id),
        content=[(scoring.key_scope(), {"answers": answers})],
    )
