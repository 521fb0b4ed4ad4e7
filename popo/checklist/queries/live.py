"""The facts behind the items that rate themselves. They count the whole scheme and name nobody."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, select

from popo import clock
from popo.cases.models import Assignment, AssignmentRole, SchemeCase, Strand, StrandEngagement
from popo.cases.queries import is_open
from popo.checklist.kinds import Live
from popo.checklist.rating import (
    FRESH_MONTHS,
    STALE_MONTHS,
    Rated,
    rate_coordinated,
    rate_criteria,
    rate_number,
)
from popo.db import db
from popo.intervals import on
from popo.plans.models import Plan, PlanStatus
from popo.selection.models import CriteriaKind, CriteriaSet
from popo.selection.queries.criteria import criteria_in_force
from popo.selection.queries.headroom import headroom

KIND = CriteriaKind.CATCH_AND_CONVICT


def rated_now(wanted: Iterable[Live], today: date) -> Mapping[Live, Rated]:
    """The rating of each, asked only where it is wanted."""
    return {live: _RATERS[live](today) for live in wanted}


def criteria_shown() -> CriteriaSet | None:
    """The criteria in force, for a link to them."""
    return criteria_in_force(KIND)


def _criteria(today: date) -> Rated:
    held = criteria_in_force(KIND)
    return rate_criteria(
        held.adopted_on if held else None,
        clock.months_after(today, -FRESH_MONTHS),
        clock.months_after(today, -STALE_MONTHS),
    )


def _number(today: date) -> Rated:
    """The agreed number stands in the criteria, so that no page tells another one."""
    found = headroom(KIND, today)
    return rate_number(found.turnover.taken, found.agreed)


def _coordinated(today: date) -> Rated:
    adult = exists().where(
        StrandEngagement.case_id == SchemeCase.id,
        StrandEngagement.is_primary,
        StrandEngagement.strand != Strand.PREVENT_AND_DETER,
        on(StrandEngagement, today),
    )
    planned = exists().where(Plan.case_id == SchemeCase.id, Plan.status == PlanStatus.AGREED)
    led = [_led_by(role, today) for role in (AssignmentRole.LEAD_OFFICER, _PROBATION)]
    counted = select(func.count(), func.count().filter(and_(planned, *led)))
    every, whole = db.session.execute(
        counted.select_from(SchemeCase).where(is_open(today), adult)
    ).one()
    return rate_coordinated(every, whole)


_PROBATION = AssignmentRole.OFFENDER_MANAGER


def _led_by(role: AssignmentRole, today: date) -> ColumnElement[bool]:
    return exists().where(
        Assignment.case_id == SchemeCase.id, Assignment.role == role, on(Assignment, today)
    )


_RATERS: Mapping[Live, Callable[[date], Rated]] = {
    Live.CRITERIA: _criteria,
    Live.NUMBER: _number,
    Live.COORDINATED: _coordinated,
}
