"""Which contacts stand, who may change one, and which compartment a note goes into."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_

from popo.access.actor import Actor
from popo.cases.models import AssignmentRole
from popo.contacts.models import Contact, ContactSeries
from popo.keys.models import Compartment
from popo.people.about import AssertionKind

UNDO_WITHIN = timedelta(minutes=10)
RESPONSIBLE = (
    AssignmentRole.OFFENDER_MANAGER,
    AssignmentRole.LEAD_OFFICER,
    AssignmentRole.YOS_WORKER,
)
"""Whose part it is to see that every outcome is said."""
JUDGES = (AssignmentRole.OFFENDER_MANAGER, AssignmentRole.YOS_WORKER)
"""The responsible officers, who alone judge an absence; where there is none, the lead agency."""
_TREATS = frozenset({"health", "drug_service"})


def stands() -> ColumnElement[bool]:
    """Neither corrected by a later row nor undone."""
    return and_(Contact.replaced_at.is_(None), Contact.undone_at.is_(None))


def treats(actor: Actor) -> bool:
    """Whether what this actor records is treatment data."""
    return actor.agency_kind in _TREATS


def compartment_for(actor: Actor, kind: AssertionKind) -> Compartment:
    if treats(actor):
        return Compartment.HEALTH
    if kind is AssertionKind.INTELLIGENCE:
        return Compartment.INTELLIGENCE
    return Compartment.CORE


def may_carry_out(actor: Actor, agency_id: UUID, *, shared: bool) -> bool:
    """Into one's own agency's system goes what it wrote itself, and what all may read."""
    return shared or agency_id == actor.agency_id


def may_undo(actor: Actor, contact: Contact, now: datetime) -> bool:
    """Its author, for ten minutes, while nothing has been done with it."""
    return (
        contact.author_id == actor.user_id
        and contact.undone_at is None
        and contact.replaced_at is None
        and now - contact.created_at <= UNDO_WITHIN
    )


def may_plan(actor: Actor, series: ContactSeries) -> bool:
    """A series is changed and ended by the agency that planned it, while it runs."""
    return (
        series.agency_id == actor.agency_id and series.ended_at is None and series.undone_at is None
    )


def may_undo_series(actor: Actor, series: ContactSeries, now: datetime) -> bool:
    own = series.author_id == actor.user_id and may_plan(actor, series)
    return own and now - series.created_at <= UNDO_WITHIN


def may_correct(actor: Actor, contact: Contact) -> bool:
    """Its author's agency owns the record."""
    return (
        contact.agency_id == actor.agency_id
        and contact.undone_at is None
        and contact.replaced_at is None
    )
