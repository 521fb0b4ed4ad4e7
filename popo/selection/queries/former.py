"""The last spell of somebody who is no longer on the scheme: how it ended and what followed."""

from dataclasses import dataclass

from sqlalchemy import exists, or_, select

from popo.access.actor import Actor
from popo.cases.models import ExitPlan, SchemeCase, Strand, StrandEngagement
from popo.cases.policy import may_see_strand
from popo.cases.queries import case_history
from popo.db import db
from popo.people.models import Person
from popo.selection.models import Nomination, PanelDecision, Scoring
from popo.selection.queries.decisions import exit_plan_of


@dataclass(frozen=True)
class Former:
    case: SchemeCase
    exit_plan: ExitPlan | None
    last_score: Scoring | None


def former_spell(person: Person, actor: Actor) -> Former | None:
    """None while a case is open, or where the actor may not be told of the last one."""
    last = next(iter(case_history(person)), None)
    if last is None or last.closed_on is None or not spell_open_to(last, person, actor):
        return None
    return Former(last, exit_plan_of(last), _last_score(last))


def spell_open_to(case: SchemeCase, person: Person, actor: Actor) -> bool:
    """Whether this actor may know of a spell: not of one under Prevent and Deter alone."""
    if person.is_young or may_see_strand(actor, Strand.PREVENT_AND_DETER):
        return True
    adult = select(StrandEngagement.id).where(
        StrandEngagement.case_id == case.id,
        StrandEngagement.strand != Strand.PREVENT_AND_DETER,
    )
    return db.session.execute(adult.limit(1)).first() is not None


def _last_score(case: SchemeCase) -> Scoring | None:
    """The newest frozen run: of the case itself, or of the nomination it began with."""
    of_its_nomination = exists().where(
        PanelDecision.case_id == case.id,
        PanelDecision.nomination_id == Nomination.id,
        Nomination.id == Scoring.nomination_id,
    )
    newest = (
        select(Scoring)
        .where(Scoring.frozen_at.is_not(None), or_(Scoring.case_id == case.id, of_its_nomination))
        .order_by(Scoring.frozen_at.desc(), Scoring.id)
        .limit(1)
    )
    return db.session.scalars(newest).one_or_none()
