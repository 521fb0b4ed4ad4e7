"""Overrides of a frozen run: proposed by one person, signed by another of another agency."""

from dataclasses import dataclass

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind
from popo.selection.models import Adjustment
from popo.selection.queries.adjustments import adjustments_locked
from popo.selection.queries.trend import Run
from popo.selection.scoring import adjusted
from popo.selection.services.scorings import may_score


@dataclass(frozen=True)
class AdjustmentDetails:
    """`points` are added to both ends of the range, or taken from them where below nought."""

    points: int
    reasons: str
    evidence: str


def propose_adjustment(actor: Actor, run: Run, details: AdjustmentDetails) -> Adjustment:
    """A line beside the score that counts for nothing until it is signed."""
    _check_open(actor, run)
    if any(row.waits for row in adjustments_locked(run.scored.scoring)):
        raise RuleBroken("An override waits to be signed: have it signed or withdrawn first.")
    _check_points(run, details.points)
    row = Adjustment(
        person_id=run.person.id,
        agency_id=partnership().id,
        kind=AssertionKind.ASSESSMENT,
        scoring_id=run.scored.scoring.id,
        points=details.points,
        proposed_on=clock.today(),
        proposed_by_id=actor.user_id,
        proposed_agency_id=actor.agency_id,
        reasons=details.reasons,
        evidence=details.evidence,
    )
    db.session.add(row)
    _record(Event.ADJUSTMENT_PROPOSED, actor, row)
    return row


def sign_adjustment(actor: Actor, run: Run, adjustment: Adjustment, read_version: int) -> None:
    """Two people of two agencies stand behind an override, and neither signature is the scorer's.

    The scorer may have proposed it, but never signs.
    """
    _check_open(actor, run)
    _check_waits(adjustment, read_version)
    if actor.user_id == adjustment.proposed_by_id:
        raise RuleBroken("You proposed this: somebody of another agency signs it.")
    if actor.agency_id == adjustment.proposed_agency_id:
        raise RuleBroken("Your agency proposed this: somebody of another agency signs it.")
    if actor.user_id == run.scored.scoring.scorer_id:
        raise RuleBroken("You made this scoring: somebody else signs what changes it.")
    adjustment.signed_on = clock.today()
    adjustment.signed_by_id, adjustment.signed_agency_id = actor.user_id, actor.agency_id
    _record(Event.ADJUSTMENT_SIGNED, actor, adjustment)


def withdraw_adjustment(actor: Actor, adjustment: Adjustment, read_version: int) -> None:
    """Who proposed it takes it back; once signed it stands."""
    _check_waits(adjustment, read_version)
    if actor.user_id != adjustment.proposed_by_id:
        raise RuleBroken("Who proposed this withdraws it.")
    adjustment.withdrawn_on = clock.today()
    _record(Event.ADJUSTMENT_WITHDRAWN, actor, adjustment)


def _check_open(actor: Actor, run: Run) -> None:
    of = run.nomination or run.case
    if of is None or not run.is_open:
        raise RuleBroken("This was decided: what the panel saw is not changed afterwards.")
    if run.scored.score.criteria.is_narrative:
        raise RuleBroken("A scoring in words has no points to override.")
    if not may_score(actor, of):
        raise RuleBroken("Those who may score this person override a score.")


def _check_points(run: Run, points: int) -> None:
    now = run.scored.adjusted
    if points == 0:
        raise RuleBroken("Enter how many points to add or take away.", "points")
    after = adjusted(now, points)
    if (after.low, after.high) == (now.low, now.high):
        raise RuleBroken("The score is at its end already: this would change nothing.", "points")


def _check_waits(adjustment: Adjustment, read_version: int) -> None:
    if adjustment.version != read_version:
        raise StaleVersion
    if adjustment.counts:
        raise RuleBroken("This override was signed: it stands.")
    if not adjustment.waits:
        raise RuleBroken("This override was withdrawn.")


def _record(event: Event, actor: Actor, row: Adjustment) -> None:
    content = {"points": row.points, "reasons": row.reasons, "evidence": row.evidence}
    record(
        event,
        actor,
        people=[row.person_id],
        about=(Adjustment.__tablename__, row.id),
        content=[(row.key_scope(), content)],
    )
