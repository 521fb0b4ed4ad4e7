"""Which nominations and decisions somebody may see, among people they may see.

Nothing tells an adult's readers of Prevent and Deter. While the person is young, whoever sees
them at all sees why. Every condition is for a statement that joins `Person`.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Clearance, Permission, Role
from popo.accounts.models import AgencyKind
from popo.cases.models import ExitPlan, Strand, StrandEngagement
from popo.cases.policy import may_see_strand
from popo.people.models import Person, SightCompartment
from popo.selection.models import (
    AfterWatch,
    CriteriaKind,
    CriteriaSet,
    Decision,
    Nomination,
    NominationStatus,
    PanelDecision,
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


def may_open_intelligence(actor: Actor) -> bool:
    """Only somebody cleared reads or enters gists, and never a Youth Offending Service worker."""
    is_yos = actor.agency_kind == AgencyKind.YOUTH_OFFENDING_SERVICE.value
    return actor.cleared_for(Clearance.INTELLIGENCE) and not is_yos


def _is_young() -> ColumnElement[bool]:
    return Person.sight_compartment == SightCompartment.YOUNG_PERSON


def may_triage(actor: Actor, nomination: Nomination) -> bool:
    """The lead of the strand or a co-ordinator, never who nominated."""
    leads = RoleScope(Role.STRAND_LEAD, nomination.strand) in actor.roles
    return nomination.nominated_by_id != actor.user_id and (leads or actor.holds(Role.COORDINATOR))


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


def may_look_after(actor: Actor, plan: ExitPlan) -> bool:
    """Whether this actor changes an exit plan and ticks off who was told."""
    return plan.owner_id == actor.user_id or actor.can(Permission.DECISION_RECORD)


def _led_by(actor: Actor) -> list[Strand]:
    return [strand for strand in Strand if RoleScope(Role.STRAND_LEAD, strand) in actor.roles]
