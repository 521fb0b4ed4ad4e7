"""The facts of every case of a strand, each kind read for all of them in one statement.

A subquery names the people, so no list of keys is sent; columns are read instead of rows, and
nothing sealed is opened, but for the births of young people, which say when they are 18.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select

from popo import clock
from popo.access.actor import Actor
from popo.actions.models import Action, ActionStatus
from popo.actions.policy import readable as readable_actions
from popo.cases.models import (
    Assignment,
    AssignmentRole,
    Colour,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.contacts.models import Contact, Outcome
from popo.db import db
from popo.intervals import on
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.models import Address, AddressKind, LivingSummary, Person
from popo.people.policy import readable
from popo.plans.models import Plan, PlanStatus
from popo.resettlement.kinds import Area
from popo.resettlement.queries import standing_on
from popo.strands.facts import RELEASE_DAYS, CaseFacts, Stand
from popo.strands.rules import ARREST_DAYS
from popo.transitions.queries.standings import standings
from popo.transitions.standing import Standing
from popo.whereabouts.models import KeyDate, Location, Place
from popo.whereabouts.queries import RELEASES

LOOK_BACK_DAYS = 90
"""How far back missed contacts and owed outcomes are looked for."""
LATE_RELEASE_DAYS = 28
"""How long a release date that stands is shown after its day."""
_MISSED = (Outcome.MISSED_NOT_ACCEPTABLE, Outcome.MISSED_NOT_JUDGED)
_OPEN_ACTIONS = [status for status in ActionStatus if status.is_open]


K = TypeVar("K")
V = TypeVar("V")


class Light(NamedTuple):
    colour: Colour
    since: date
    review_on: date


class Whereabouts(NamedTuple):
    place: Place
    since: date


class StrandFacts:
    """What the rules ask about the cases of a strand, read when it is made."""

    def __init__(self, actor: Actor, strand: Strand, today: date) -> None:
        self._actor = actor
        self._today = today
        on_strand = and_(StrandEngagement.strand == strand, on(StrandEngagement, today))
        self._people = select(StrandEngagement.person_id).where(on_strand)
        self._cases = select(StrandEngagement.case_id).where(on_strand)
        self.lights = self._lights()
        self.workers = self._workers()
        self.places = self._places()
        self._kept = self._last_kept()
        self._missed: Counter[UUID] = Counter()
        self._owed: Counter[UUID] = Counter()
        self._count_contacts()
        self._arrested = self._arrests()
        self._warrant = self._warrants()
        self._release = self._releases()
        self._housed = self._with_address()
        self._overdue = self._overdue_actions()
        self._summary = self._summaries()
        self._plan = self._plan_reviews()
        self._transition = self._transitions() if strand is Strand.PREVENT_AND_DETER else {}
        resettles = strand is Strand.REHABILITATE_AND_RESETTLE
        self._standing = standing_on(self._people, actor, today) if resettles else {}

    def leads_of(self, case_id: UUID) -> tuple[UUID, ...]:
        assigned = self.workers.get(case_id, [])
        return tuple(user for role, user in assigned if role is not AssignmentRole.CO_WORKER)

    def of(self, case_id: UUID, person_id: UUID, opened_on: date) -> CaseFacts:
        light, where = self.lights.get(case_id), self.places.get(person_id)
        kept, transition = self._kept.get(person_id), self._transition.get(person_id)
        return CaseFacts(
            opened_on=opened_on,
            colour=light.colour.value if light else "",
            colour_since=light.since if light else None,
            review_on=light.review_on if light else None,
            place_known=where is not None and where.place is not Place.NOT_KNOWN,
            in_custody=where is not None and where.place.is_custody,
            at_large_since=where.since if where and where.place is Place.AT_LARGE else None,
            last_kept_on=clock.local(kept).date() if kept else None,
            missed=self._missed[person_id],
            outcomes_owed=self._owed[person_id],
            arrested_on=self._arrested.get(person_id),
            warrant_since=self._warrant.get(person_id),
            release_on=self._release.get(person_id),
            has_address=person_id in self._housed,
            overdue_actions=self._overdue.get(person_id, 0),
            has_lead=bool(self.leads_of(case_id)),
            summary_on=self._summary.get(person_id),
            plan_review_on=self._plan.get(case_id),
            transition=transition.words if transition else "",
            transition_late=transition.stage.is_late if transition else False,
            housing=self._stand(person_id, Area.HOUSING),
            work=self._stand(person_id, Area.WORK),
            treatment=self._stand(person_id, Area.TREATMENT),
        )

    def _stand(self, person_id: UUID, area: Area) -> Stand | None:
        held = self._standing.get((person_id, area))
        return Stand(*held) if held else None

    def _lights(self) -> dict[UUID, Light]:
        """By case."""
        held = select(
            TrafficLight.case_id,
            TrafficLight.colour,
            TrafficLight.starts_on,
            TrafficLight.review_on,
        ).where(TrafficLight.case_id.in_(self._cases), on(TrafficLight, self._today))
        return {row[0]: Light(*row[1:]) for row in db.session.execute(held)}

    def _workers(self) -> dict[UUID, list[tuple[AssignmentRole, UUID]]]:
        """By case: who works on it, leads before co-workers."""
        groups: defaultdict[UUID, list[tuple[AssignmentRole, UUID]]] = defaultdict(list)
        held = (
            select(Assignment.case_id, Assignment.role, Assignment.user_id)
            .where(Assignment.case_id.in_(self._cases), on(Assignment, self._today))
            .order_by(Assignment.role == AssignmentRole.CO_WORKER, Assignment.role, Assignment.id)
        )
        for case_id, role, user_id in db.session.execute(held):
            groups[case_id].append((role, user_id))
        return groups

    def _places(self) -> dict[UUID, Whereabouts]:
        held = select(Location.person_id, Location.place, Location.starts_on).where(
            Location.person_id.in_(self._people),
            on(Location, self._today),
            readable(Location, self._actor),
        )
        return {row[0]: Whereabouts(*row[1:]) for row in db.session.execute(held)}

    def _last_kept(self) -> dict[UUID, datetime]:
        """The newest contact kept by each: one short walk of the index of person and time."""
        newest = (
            select(Contact.at)
            .where(
                Contact.person_id == Person.id,
                Contact.outcome == Outcome.KEPT,
                standing_contact(),
                readable(Contact, self._actor),
            )
            .order_by(Contact.at.desc())
            .limit(1)
            .correlate(Person)
            .scalar_subquery()
        )
        held = select(Person.id, newest).where(Person.id.in_(self._people))
        return {person: at for person, at in db.session.execute(held) if at is not None}

    def _count_contacts(self) -> None:
        """Those planned and past without an outcome; those missed since the last one kept.

        Missed counts without an accepted reason. One walk of the contacts for both.
        """
        now = clock.now()
        held = select(Contact.person_id, Contact.outcome, Contact.at).where(
            Contact.person_id.in_(self._people),
            Contact.at.between(now - timedelta(days=LOOK_BACK_DAYS), now),
            Contact.outcome.in_((*_MISSED, Outcome.PLANNED)),
            standing_contact(),
            readable(Contact, self._actor),
        )
        for person, outcome, at in db.session.execute(held):
            kept = self._kept.get(person)
            if outcome is Outcome.PLANNED:
                self._owed[person] += 1
            elif kept is None or at > kept:
                self._missed[person] += 1

    def _arrests(self) -> dict[UUID, date]:
        return self._events(
            func.max(OffenceEvent.happened_on),
            OffenceEvent.event_kind == OffenceEventKind.ARREST,
            OffenceEvent.happened_on >= self._today - timedelta(days=ARREST_DAYS),
        )

    def _warrants(self) -> dict[UUID, date]:
        """The oldest that is outstanding."""
        return self._events(
            func.min(OffenceEvent.happened_on),
            OffenceEvent.event_kind == OffenceEventKind.WARRANT,
            OffenceEvent.concluded_on.is_(None),
        )

    def _events(
        self, chosen: ColumnElement[date], *conditions: ColumnElement[bool]
    ) -> dict[UUID, date]:
        held = select(OffenceEvent.person_id, chosen).where(
            OffenceEvent.person_id.in_(self._people),
            *conditions,
            readable(OffenceEvent, self._actor),
        )
        return _dictionary(held.group_by(OffenceEvent.person_id))

    def _releases(self) -> dict[UUID, date]:
        """The earliest release date that stands, from four weeks past to four ahead."""
        first = self._today - timedelta(days=LATE_RELEASE_DAYS)
        last = self._today + timedelta(days=RELEASE_DAYS)
        held = select(KeyDate.person_id, func.min(KeyDate.falls_on)).where(
            KeyDate.person_id.in_(self._people),
            KeyDate.date_kind.in_(RELEASES),
            standing_date(),
            KeyDate.falls_on.between(first, last),
            readable(KeyDate, self._actor),
        )
        return _dictionary(held.group_by(KeyDate.person_id))

    def _with_address(self) -> set[UUID]:
        """Those with an address today."""
        held = select(Address.person_id).where(
            Address.person_id.in_(self._people),
            Address.address_kind != AddressKind.NO_FIXED_ABODE,
            on(Address, self._today),
            readable(Address, self._actor),
        )
        return set(db.session.scalars(held))

    def _overdue_actions(self) -> dict[UUID | None, int]:
        held = select(Action.person_id, func.count()).where(
            Action.person_id.in_(self._people),
            Action.status.in_(_OPEN_ACTIONS),
            Action.due_on < self._today,
            readable_actions(self._actor),
        )
        return _dictionary(held.group_by(Action.person_id))

    def _summaries(self) -> dict[UUID, date]:
        """When the newest summary was written."""
        held = select(LivingSummary.person_id, func.max(LivingSummary.written_on)).where(
            LivingSummary.person_id.in_(self._people), readable(LivingSummary, self._actor)
        )
        return _dictionary(held.group_by(LivingSummary.person_id))

    def _plan_reviews(self) -> dict[UUID, date]:
        """When the plan in force is looked at again, by case."""
        held = select(Plan.case_id, Plan.review_on).where(
            Plan.case_id.in_(self._cases),
            Plan.status == PlanStatus.AGREED,
            readable(Plan, self._actor),
        )
        return _dictionary(held)

    def _transitions(self) -> dict[UUID, Standing]:
        """Of those whose next step is the youth offending service's."""
        return {
            one.person.id: one.standing
            for one in standings(self._actor)
            if one.standing.stage.waits_for_yos
        }


def _dictionary(statement: Select[K, V]) -> dict[K, V]:
    return dict(db.session.execute(statement).all())


def standing_contact() -> ColumnElement[bool]:
    """Neither corrected by a newer row nor undone."""
    return and_(Contact.replaced_at.is_(None), Contact.undone_at.is_(None))


def standing_date() -> ColumnElement[bool]:
    return and_(KeyDate.replaced_on.is_(None), KeyDate.passed_on.is_(None))
