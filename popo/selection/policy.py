"""Which nominations and decisions somebody may see, among people they may see.

Nothing tells an adult's readers of Prevent and Deter. While the person is young, whoever sees
them at all sees why. Every condition is for a statement that joins `Person`.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Permission, Role
from popo.cases.models import (
    Assignment,
    AssignmentRole,
    ExitPlan,
    SchemeCase,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.policy import may_see_strand
from popo.people.models import Person, SightCompartment, SightGrant
from popo.selection.models import (
    Adjustment,
    AfterWatch,
    AgencyMarker,
    CriteriaKind,
    CriteriaSet,
    Decision,
    ExitNotice,
    Nomination,
    NominationStatus,
    PanelDecision,
    ScoreMove,
    Scoring,
    Telling,
)

_HIDDEN = Strand.PREVENT_AND_DETER


def is_filed() -> ColumnElement[bool]:
    """On `Nomination`: sent. A draft is seen by its author alone, and never counted."""
    return Nomination.status != NominationStatus.DRAFT


def nomination_open_to(actor: Actor) -> ColumnElement[bool]:
    """On `Nomination`."""
    return strand_open_to(actor, Nomination.strand)


def strand_open_to(actor: Actor, strand: Any) -> ColumnElement[bool]:
    """On a row with a `strand` column, which is given."""
    if may_see_strand(actor, _HIDDEN):
        return true()
    return or_(strand != _HIDDEN, _is_young())


def decision_open_to(actor: Actor) -> ColumnElement[bool]:
    """On `PanelDecision`: hidden where it was about Prevent and Deter alone.

    Of a nomination the nomination says so; of a move, where from and where to; of anything else
    the strands that the case was worked under on the day it took effect.
    """
    if may_see_strand(actor, _HIDDEN):
        return true()
    nomination, engagement = aliased(Nomination), aliased(StrandEngagement)
    of_open_nomination = exists().where(
        nomination.id == PanelDecision.nomination_id, nomination.strand != _HIDDEN
    )
    between_adult_strands = and_(
        PanelDecision.decision == Decision.MOVE_STRAND,
        PanelDecision.moved_from != _HIDDEN,
        PanelDecision.moved_to != _HIDDEN,
    )
    of_adult_case = and_(
        PanelDecision.nomination_id.is_(None),
        PanelDecision.decision != Decision.MOVE_STRAND,
        exists().where(
            engagement.case_id == PanelDecision.case_id,
            engagement.strand != _HIDDEN,
            engagement.starts_on <= PanelDecision.effective_on,
            or_(engagement.ends_on.is_(None), engagement.ends_on >= PanelDecision.effective_on),
        ),
    )
    return or_(_is_young(), of_open_nomination, between_adult_strands, of_adult_case)


def scoring_open_to(actor: Actor) -> ColumnElement[bool]:
    """On `CriteriaSet` joined with `Scoring`: the criteria of a run say its strand."""
    if may_see_strand(actor, _HIDDEN):
        return true()
    return or_(CriteriaSet.criteria_kind != CriteriaKind.PREVENT_AND_DETER, _is_young())


def is_in_hand(actor: Actor) -> ColumnElement[bool]:
    """On `Scoring`: begun by this actor and not frozen.

    Whoever has one in hand sees no other run of that person: scorers stay independent.
    """
    return and_(Scoring.scorer_id == actor.user_id, Scoring.frozen_at.is_(None))


def rows_open_to(actor: Actor) -> list[tuple[type[Any], ColumnElement[bool]]]:
    """The tables whose rows tell of a strand, each with its condition, as for those above.

    For the trail: that a hidden row was written is not told either.
    """
    if may_see_strand(actor, _HIDDEN):
        return []
    engagement, young = aliased(StrandEngagement), _is_young()

    def of_adult_case(case_id: Any) -> ColumnElement[bool]:
        return exists().where(engagement.case_id == case_id, engagement.strand != _HIDDEN)

    hidden_criteria = select(CriteriaSet.id).where(
        CriteriaSet.criteria_kind == CriteriaKind.PREVENT_AND_DETER
    )
    hidden_runs = select(Scoring.id).where(Scoring.criteria_set_id.in_(hidden_criteria))
    hidden_work = [
        select(StrandEngagement.id).where(StrandEngagement.strand == _HIDDEN),
        select(Assignment.id).where(Assignment.role == AssignmentRole.YOS_WORKER),
        select(AgencyMarker.id).where(AgencyMarker.strand == _HIDDEN),
        select(Nomination.id).where(Nomination.strand == _HIDDEN),
    ]
    by_strand = (Nomination, StrandEngagement, AgencyMarker, AfterWatch, Telling)
    by_case = (ExitPlan, ExitNotice, TrafficLight)
    return [
        *((model, strand_open_to(actor, model.strand)) for model in by_strand),
        *((model, or_(young, of_adult_case(model.case_id))) for model in by_case),
        (SchemeCase, or_(young, of_adult_case(SchemeCase.id))),
        (
            Assignment,
            or_(
                young,
                and_(
                    Assignment.role != AssignmentRole.YOS_WORKER,
                    of_adult_case(Assignment.case_id),
                ),
            ),
        ),
        (PanelDecision, decision_open_to(actor)),
        (Scoring, or_(young, Scoring.criteria_set_id.not_in(hidden_criteria))),
        (Adjustment, or_(young, Adjustment.scoring_id.not_in(hidden_runs))),
        (ScoreMove, or_(young, ScoreMove.scoring_id.not_in(hidden_runs))),
        (
            SightGrant,
            or_(young, and_(*(SightGrant.because_id.not_in(keys) for keys in hidden_work))),
        ),
    ]


def _is_young() -> ColumnElement[bool]:
    return Person.sight_compartment == SightCompartment.YOUNG_PERSON


def may_triage(actor: Actor, nomination: Nomination) -> bool:
    """The lead of the strand or a co-ordinator, never who nominated."""
    leads = RoleScope(Role.STRAND_LEAD, nomination.strand) in actor.roles
    return nomination.nominated_by_id != actor.user_id and (leads or actor.holds(Role.COORDINATOR))


def is_proposed() -> ColumnElement[bool]:
    """On `PanelDecision`: a de-selection that is neither confirmed nor withdrawn."""
    return and_(
        PanelDecision.decision == Decision.DE_SELECT,
        PanelDecision.decided_on.is_(None),
        PanelDecision.withdrawn_on.is_(None),
    )


def watch_open_to(actor: Actor) -> ColumnElement[bool]:
    """On `AfterWatch`: the checks this actor may do, among people they may see."""
    if actor.can(Permission.DECISION_RECORD):
        return strand_open_to(actor, AfterWatch.strand)
    owned = AfterWatch.case_id.in_(
        select(ExitPlan.case_id).where(ExitPlan.owner_id == actor.user_id)
    )
    return or_(owned, AfterWatch.strand.in_(_led_by(actor)))


def may_watch(actor: Actor, watch: AfterWatch, plan: ExitPlan | None) -> bool:
    """The same for a row in hand: the owner of the exit plan, leads of the strand, deciders."""
    owns = plan is not None and plan.owner_id == actor.user_id
    return owns or watch.strand in _led_by(actor) or actor.can(Permission.DECISION_RECORD)


def may_look_after(actor: Actor, plan: ExitPlan | None) -> bool:
    """Whether this actor changes an exit plan and, with or without one, ticks off who was told."""
    owns = plan is not None and plan.owner_id == actor.user_id
    return owns or actor.can(Permission.DECISION_RECORD)


def _led_by(actor: Actor) -> list[Strand]:
    return [strand for strand in Strand if RoleScope(Role.STRAND_LEAD, strand) in actor.roles]
