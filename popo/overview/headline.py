"""What is true of a person today, in one set of queries for the banner and the case file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases.models import (
    Assignment,
    AssignmentRole,
    Cover,
    SchemeCase,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.policy import may_see_role, may_see_strand
from popo.cases.queries import (
    acting_for,
    assignments_of,
    engagements_of,
    light_history,
    open_cases_of,
)
from popo.circumstances.models import ContactRule
from popo.circumstances.queries.contact import contact_rules_of
from popo.people.models import (
    MarkerKind,
    Person,
    PersonName,
    SightLevel,
    Stop,
    WarningMarker,
)
from popo.people.queries import markers_of, names_of, sight_of
from popo.people.queries.stops import stop_of
from popo.whereabouts.models import Location, SupervisionBasis
from popo.whereabouts.queries import bases_of, locations_of

_LEADS = {
    Strand.PREVENT_AND_DETER: AssignmentRole.YOS_WORKER,
    Strand.CATCH_AND_CONVICT: AssignmentRole.LEAD_OFFICER,
    Strand.REHABILITATE_AND_RESETTLE: AssignmentRole.OFFENDER_MANAGER,
}
"""Whose part it is to lead, by the primary strand."""


@dataclass(frozen=True)
class Worker:
    """`acting` does the work until `until`, while `user` is away."""

    assignment: Assignment
    user: User
    acting: User | None = None
    until: date | None = None

    @property
    def words(self) -> str:
        away = f" (away, {self.acting.name} acting)" if self.acting else ""
        return f"{self.user.name}, {self.user.agency.short_name}{away}"

    @property
    def to_ring(self) -> User:
        return self.acting or self.user


@dataclass(frozen=True)
class Headline:
    """Of somebody seen only in part, no more than the name, the markers and whom to ask."""

    person: Person
    level: SightLevel
    name: PersonName | None
    markers: list[WarningMarker]
    lead: Worker | None = None
    case: SchemeCase | None = None
    lights: list[TrafficLight] = field(default_factory=list)
    """Every colour, newest first."""
    strands: list[StrandEngagement] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    location: Location | None = None
    bases: list[SupervisionBasis] = field(default_factory=list)
    stop: Stop | None = None
    contact_rules: list[ContactRule] = field(default_factory=list)

    @property
    def in_full(self) -> bool:
        return self.level >= SightLevel.READ

    @property
    def may_work(self) -> bool:
        return self.level >= SightLevel.WORK

    @property
    def light(self) -> TrafficLight | None:
        today = clock.today()
        return next((light for light in self.lights if light.is_on(today)), None)

    @property
    def former_light(self) -> TrafficLight | None:
        before = self.lights[self.lights.index(self.light) + 1 :] if self.light else []
        return next(iter(before), None)

    @property
    def staff_safety(self) -> list[WarningMarker]:
        return [one for one in self.markers if one.marker_kind is MarkerKind.STAFF_SAFETY]

    @property
    def other_markers(self) -> list[WarningMarker]:
        """Those that stand on the case file only."""
        return [one for one in self.markers if one.marker_kind is not MarkerKind.STAFF_SAFETY]


def headline_of(person: Person, actor: Actor) -> Headline:
    today = clock.today()
    level = sight_of(actor, person.id) or SightLevel.EXISTS
    if level is SightLevel.EXISTS:
        return Headline(person, level, None, [])
    name = names_of([person.id], actor).get(person.id)
    markers = markers_of(person.id, actor)
    case = open_cases_of([person.id]).get(person.id)
    strands = _strands(case, actor)
    held = _workers([case.id]).get(case.id, []) if case else []
    workers = _told_of(held, person, actor)
    lead = lead_of(workers, strands)
    if level < SightLevel.READ:
        return Headline(person, level, name, markers, lead)
    return Headline(
        person=person,
        level=level,
        name=name,
        markers=markers,
        lead=lead,
        case=case,
        lights=light_history(case, actor) if case else [],
        strands=strands,
        workers=workers,
        location=locations_of([person.id], today, actor).get(person.id),
        bases=bases_of([person.id], today, actor).get(person.id, []),
        stop=stop_of(person.id),
        contact_rules=contact_rules_of(person, actor),
    )


def leads_of(people: Iterable[Person], actor: Actor) -> dict[UUID, str]:
    """Who leads the work with each, in words; for lists."""
    by_id = {person.id: person for person in people}
    cases = open_cases_of(by_id)
    keys = {case.id: person_id for person_id, case in cases.items()}
    strands = engagements_of(keys, clock.today())
    workers = _workers(keys)
    found = {}
    for case_id, person_id in keys.items():
        seen = [row for row in strands.get(case_id, []) if may_see_strand(actor, row.strand)]
        told_of = _told_of(workers.get(case_id, []), by_id[person_id], actor)
        if (lead := lead_of(told_of, seen)) is not None:
            found[person_id] = lead.words
    return found


def _told_of(workers: list[Worker], person: Person, actor: Actor) -> list[Worker]:
    if person.is_young:
        return workers
    return [one for one in workers if may_see_role(actor, one.assignment.role)]


def lead_of(workers: list[Worker], strands: list[StrandEngagement]) -> Worker | None:
    """The one whose part the primary strand makes the lead, else whoever has been there longest."""
    leading = _LEADS[strands[0].strand] if strands else None
    by_part = (one for one in workers if one.assignment.role is leading)
    longest = min(workers, key=lambda one: one.assignment.starts_on, default=None)
    return next(by_part, longest)


def _strands(case: SchemeCase | None, actor: Actor) -> list[StrandEngagement]:
    if case is None:
        return []
    running = engagements_of([case.id], clock.today()).get(case.id, [])
    return [row for row in running if may_see_strand(actor, row.strand)]


def _workers(cases: Iterable[UUID]) -> dict[UUID, list[Worker]]:
    assigned = assignments_of(list(cases), clock.today())
    users = users_by_id(row.user_id for rows in assigned.values() for row in rows)
    covers = acting_for(users, clock.today())
    return {
        case: [_worker(row, users[row.user_id], covers) for row in rows]
        for case, rows in assigned.items()
    }


def _worker(row: Assignment, user: User, covers: Mapping[UUID, tuple[User, Cover]]) -> Worker:
    if user.id not in covers:
        return Worker(row, user)
    acting, cover = covers[user.id]
    return Worker(row, user, acting, cover.ends_on)
