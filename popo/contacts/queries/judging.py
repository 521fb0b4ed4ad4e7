"""Whose absences somebody judges: those of the cases they supervise.

Where a case has neither an offender manager nor a youth offending worker, the workers of the
agency that leads it judge.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import CompoundSelect, exists, select, union

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Assignment, SchemeCase, StrandEngagement
from popo.cases.queries import is_open
from popo.contacts.policy import JUDGES
from popo.db import db
from popo.intervals import on


def judges_for(actor: Actor, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people whose absences this actor judges."""
    judged = judged_by(actor).subquery()
    statement = select(judged.c.person_id).where(judged.c.person_id.in_(list(people)))
    return set(db.session.scalars(statement))


def judged_by(actor: Actor) -> CompoundSelect[UUID]:
    today = clock.today()
    supervises = Assignment.case_id == SchemeCase.id, Assignment.role.in_(JUDGES)
    supervised = (
        select(SchemeCase.person_id)
        .join(Assignment, Assignment.case_id == SchemeCase.id)
        .where(
            is_open(today),
            Assignment.user_id == actor.user_id,
            Assignment.role.in_(JUDGES),
            on(Assignment, today),
        )
    )
    led = (
        select(SchemeCase.person_id)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            is_open(today),
            StrandEngagement.is_primary,
            StrandEngagement.lead_agency_id == actor.agency_id,
            on(StrandEngagement, today),
            ~exists().where(*supervises, on(Assignment, today)),
        )
    )
    return union(supervised, led)
