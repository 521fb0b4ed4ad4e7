"""Selections in error: whom they reached, what was corrected, and what is decided on erasure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission, Role
from popo.accounts.models import Agency, AgencyKind, RoleGrant, User
from popo.accounts.queries import users_by_id
from popo.accounts.roles import scope_of
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import CaseEnd, SchemeCase
from popo.cases.queries import assignment_history, case_history, engagement_history
from popo.db import db
from popo.people.models import Person, SightGrant, SightLevel, WarningMarker
from popo.people.policy import visible_to
from popo.selection.models import (
    AgencyMarker,
    CorrectionNotice,
    DecisionParty,
    ErasureReview,
    Nomination,
    PanelDecision,
)
from popo.selection.policy import is_filed

MOST_LISTED = 200


def agencies_reached(case: SchemeCase) -> set[UUID]:
    """Every agency that worked on the case, nominated, took part, holds a marker or was shown."""
    person_id = case.person_id
    found = {row.lead_agency_id for row in engagement_history(case)}
    found |= _agencies_of(row.user_id for row in assignment_history(case))
    for statement in (
        select(Nomination.agency_id).where(Nomination.person_id == person_id, is_filed()),
        select(DecisionParty.asked_agency_id).where(DecisionParty.person_id == person_id),
        select(WarningMarker.agency_id).where(WarningMarker.person_id == person_id),
        select(AgencyMarker.agency_id).where(AgencyMarker.person_id == person_id),
    ):
        found |= set(db.session.scalars(statement.distinct()))
    found |= _agencies_of(
        db.session.scalars(
            select(PanelDecision.recorded_by_id).where(PanelDecision.person_id == person_id)
        )
    )
    found |= _shown(person_id)
    return found - _joint()


def _shown(person_id: UUID) -> set[UUID]:
    """The agencies behind every sight of the person there ever was."""
    grants = list(db.session.scalars(select(SightGrant).where(SightGrant.person_id == person_id)))
    found = {grant.grantee_agency_id for grant in grants if grant.grantee_agency_id}
    found |= _agencies_of(grant.user_id for grant in grants if grant.user_id)
    for grant in grants:
        if grant.role:
            found |= _holders(grant)
    return found


def _holders(grant: SightGrant) -> set[UUID]:
    """The agencies of those who held the role while it gave sight."""
    scope = scope_of(str(grant.role))
    ends_at = grant.ends_at
    statement = (
        select(User.agency_id)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == scope.role,
            RoleGrant.scope == scope.scope,
            or_(
                RoleGrant.ends_on.is_(None),
                RoleGrant.ends_on > clock.local(grant.starts_at).date(),
            ),
            RoleGrant.starts_on <= clock.local(ends_at).date() if ends_at else true(),
        )
    )
    return set(db.session.scalars(statement.distinct()))


def _agencies_of(users: Iterable[UUID]) -> set[UUID]:
    return {user.agency_id for user in users_by_id(users).values()}


def _joint() -> set[UUID]:
    """The partnership itself keeps nothing of its own to correct."""
    return set(db.session.scalars(select(Agency.id).where(Agency.kind == AgencyKind.PARTNERSHIP)))


@dataclass(frozen=True)
class Noticed:
    """A notice and whom it is about."""

    notice: CorrectionNotice
    person: Person


def open_notices(actor: Actor) -> list[Noticed]:
    """What the actor's agency has not answered, the oldest first; of every agency to deciders."""
    statement = _open_to(actor).where(CorrectionNotice.acknowledged_on.is_(None))
    ordered = statement.order_by(CorrectionNotice.sent_on, CorrectionNotice.id)
    return [Noticed(*row) for row in db.session.execute(ordered.limit(MOST_LISTED))]


def get_correction(notice_id: UUID, actor: Actor) -> Noticed | None:
    row = db.session.execute(_open_to(actor).where(CorrectionNotice.id == notice_id)).one_or_none()
    return Noticed(*row) if row else None


def _open_to(actor: Actor) -> Select[CorrectionNotice, Person]:
    """An agency's own. The sight that a notice gives ends when it is answered."""
    every = actor.can(Permission.DECISION_RECORD)
    return (
        select(CorrectionNotice, Person)
        .join(Person, Person.id == CorrectionNotice.person_id)
        .where(
            visible_to(actor, SightLevel.LIMITED),
            true() if every else CorrectionNotice.told_agency_id == actor.agency_id,
        )
    )


@dataclass(frozen=True)
class SelectedInError:
    """One error: by reference only, as those who oversee it need no sight of the person."""

    review: ErasureReview
    reference: str
    decided_on: date | None
    notices: list[CorrectionNotice] = field(default_factory=list)

    @property
    def unanswered(self) -> list[CorrectionNotice]:
        return [notice for notice in self.notices if notice.acknowledged_on is None]

    @property
    def is_settled(self) -> bool:
        return self.review.settled_on is not None and not self.unanswered


def errors_overseen(actor: Actor) -> list[SelectedInError]:
    """Those with anything left to do first, the oldest first."""
    found = _errors(actor)
    return sorted(found, key=lambda error: error.is_settled)


def look_at_errors(actor: Actor, errors: Iterable[SelectedInError]) -> None:
    """Puts the look at their references on the trail."""
    people = {error.review.person_id for error in errors}
    if people:
        looked = len(people)
        record(Event.PEOPLE_LISTED, actor, people=people, list="selected in error", count=looked)


def get_error(review_id: UUID, actor: Actor) -> SelectedInError | None:
    return next((error for error in _errors(actor) if error.review.id == review_id), None)


def _errors(actor: Actor) -> list[SelectedInError]:
    rows = db.session.execute(
        select(ErasureReview, Person.reference, PanelDecision.decided_on)
        .join(Person, Person.id == ErasureReview.person_id)
        .join(PanelDecision, PanelDecision.id == ErasureReview.decision_id)
        .where(_overseen(actor))
        .order_by(ErasureReview.decide_by, ErasureReview.id)
        .limit(MOST_LISTED)
    ).all()
    notices = _notices(review.decision_id for review, _, _ in rows)
    return [
        SelectedInError(review, reference, decided_on, notices.get(review.decision_id, []))
        for review, reference, decided_on in rows
    ]


def _overseen(actor: Actor) -> ColumnElement[bool]:
    """The information governance officer oversees all, as with the trail; others whom they see."""
    if actor.holds(Role.INFORMATION_GOVERNANCE_OFFICER):
        return true()
    return visible_to(actor, SightLevel.LIMITED)


def _notices(decisions: Iterable[UUID]) -> dict[UUID, list[CorrectionNotice]]:
    groups: defaultdict[UUID, list[CorrectionNotice]] = defaultdict(list)
    statement = select(CorrectionNotice).where(CorrectionNotice.decision_id.in_(list(decisions)))
    for row in db.session.scalars(
        statement.order_by(CorrectionNotice.sent_on, CorrectionNotice.id)
    ):
        groups[row.decision_id].append(row)
    return groups


def selected_in_error(person: Person) -> SchemeCase | None:
    """The spell that was an error, where nothing came after it."""
    newest = next(iter(case_history(person)), None)
    in_error = newest is not None and newest.end_reason is CaseEnd.SELECTED_IN_ERROR
    return newest if in_error else None
