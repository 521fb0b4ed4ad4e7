"""Agency markers: who is asked, what an agency owes, and where each case stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import Assignment, SchemeCase, Strand, StrandEngagement
from popo.cases.queries import running
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import AgencyMarker
from popo.selection.policy import strand_open_to
from popo.whereabouts.queries import newest_location

MOST_MARKERS = 1_000
LATE_AFTER_WORKING_DAYS = 5
ADULTS = (AgencyKind.POLICE, AgencyKind.PROBATION)
YOUNG = (AgencyKind.YOUTH_OFFENDING_SERVICE,)


@dataclass(frozen=True)
class Kept:
    """A marker with the person it is about."""

    marker: AgencyMarker
    person: Person

    @property
    def is_late(self) -> bool:
        return is_late(self.marker)


def is_late(marker: AgencyMarker) -> bool:
    """Whether the agency was asked more than five working days ago and has not answered."""
    since = marker.waits_since
    return since is not None and clock.working_days(since, clock.today()) > LATE_AFTER_WORKING_DAYS


def list_strand(strand: Strand) -> Strand:
    """The strand that stands for the whole list: adults have one marker for both of theirs."""
    young = strand is Strand.PREVENT_AND_DETER
    return Strand.PREVENT_AND_DETER if young else Strand.CATCH_AND_CONVICT


def primary_of(case: SchemeCase) -> StrandEngagement | None:
    return next((row for row in running(StrandEngagement, case) if row.is_primary), None)


def agencies_to_ask(case: SchemeCase, strand: Strand) -> list[UUID]:
    """Who works with the person on that list, and the services that must know in any case.

    Police and probation for adults, the prison too while the person is in custody; for Prevent
    and Deter the Youth Offending Service alone. Nobody without an agreement in force.
    """
    held = [agency for agency in list_agencies() if agency.agreement_in_force(clock.today())]
    wanted = _working(case, strand)
    for kind in _kinds(case, strand):
        of_kind = [agency.id for agency in held if agency.kind is kind]
        if not wanted.intersection(of_kind):
            wanted.update(of_kind[:1])
    return [agency.id for agency in held if agency.id in wanted]


def _working(case: SchemeCase, strand: Strand) -> set[UUID]:
    """Those who lead a strand of that list; workers count towards the list of the case."""
    leads = {
        row.lead_agency_id
        for row in running(StrandEngagement, case)
        if list_strand(row.strand) is strand
    }
    primary = primary_of(case)
    if primary is None or list_strand(primary.strand) is not strand:
        return leads
    workers = users_by_id(row.user_id for row in running(Assignment, case))
    return leads | {user.agency_id for user in workers.values()}


def _kinds(case: SchemeCase, strand: Strand) -> tuple[AgencyKind, ...]:
    if strand is Strand.PREVENT_AND_DETER:
        return YOUNG
    where = newest_location(db.session.get_one(Person, case.person_id))
    in_custody = where is not None and where.place.is_custody
    return (*ADULTS, AgencyKind.PRISON) if in_custody else ADULTS


def all_markers(case: SchemeCase) -> list[AgencyMarker]:
    """Every one that was asked for, whoever asks; for changing them."""
    statement = select(AgencyMarker).where(AgencyMarker.case_id == case.id)
    return list(db.session.scalars(statement.order_by(AgencyMarker.created_at, AgencyMarker.id)))


def markers_of(case: SchemeCase, actor: Actor) -> list[AgencyMarker]:
    """As this actor may see them; nothing tells an adult's readers of Prevent and Deter."""
    statement = (
        select(AgencyMarker)
        .join(Person, Person.id == AgencyMarker.person_id)
        .where(
            AgencyMarker.case_id == case.id,
            visible_to(actor, SightLevel.READ),
            readable(AgencyMarker, actor),
            strand_open_to(actor, AgencyMarker.strand),
        )
        .order_by(AgencyMarker.asked_on, AgencyMarker.created_at, AgencyMarker.id)
        .limit(MOST_MARKERS)
    )
    return list(db.session.scalars(statement))


def markers_kept(actor: Actor) -> list[Kept]:
    """Those of the actor's own agency that are not settled, the longest asked first."""
    return _own(actor, AgencyMarker.settled_on.is_(None))


def get_marker(marker_id: UUID, actor: Actor) -> Kept | None:
    """One that the actor's own agency was asked for."""
    return next(iter(_own(actor, AgencyMarker.id == marker_id)), None)


def _own(actor: Actor, *conditions: ColumnElement[bool]) -> list[Kept]:
    statement = (
        select(AgencyMarker, Person)
        .join(Person, Person.id == AgencyMarker.person_id)
        .where(
            AgencyMarker.agency_id == actor.agency_id,
            visible_to(actor, SightLevel.LIMITED),
            strand_open_to(actor, AgencyMarker.strand),
            *conditions,
        )
        .order_by(AgencyMarker.asked_on, AgencyMarker.created_at, AgencyMarker.id)
        .limit(MOST_MARKERS)
    )
    return [Kept(*row) for row in db.session.execute(statement)]


def due_for_check(rows: Iterable[Kept], today: date) -> list[Kept]:
    """Those asked for before this month and not checked in it."""
    first = today.replace(day=1)
    return [row for row in rows if (row.marker.reconciled_on or row.marker.asked_on) < first]
