"""Unmet need, defined here and nowhere else: a significant need without a service that has started.

`popo.plans.measures` counts it; every page that speaks of it asks here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import exists, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.cases.models import SchemeCase
from popo.cases.queries import is_open
from popo.db import db
from popo.intervals import on
from popo.people.models import Address, Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries.stops import not_stopped
from popo.plans.models import Intervention, Need, NeedLevel, Pathway, SupportStatus
from popo.reference.places import ward_named

MOST_NEEDS = 5_000
ELSEWHERE = "No address in the area"


class Why(StrEnum):
    """Why a need counts as unmet."""

    NOTHING_REFERRED = "Nothing referred"
    NOT_STARTED = "Referred, not started"
    NOT_AVAILABLE = "No service available"
    ENDED = "Support ended, the need has not"

    @property
    def tone(self) -> str:
        """Of its tag: help that is on its way stands apart."""
        return "waiting" if self is Why.NOT_STARTED else "bad"


@dataclass(frozen=True)
class Unmet:
    """One person and one pathway; of several such needs the one written first.

    `need_id` and `since` are that need's.
    """

    need_id: UUID
    person: Person
    pathway: Pathway
    since: date
    why: Why
    area: str


def unmet_of(person: Person, actor: Actor) -> dict[Pathway, Unmet]:
    """One person's, where this actor is told of all the support there may be.

    Under health, and drugs and alcohol, it may be hidden: to say that there is none would mislead.
    """
    told_all = actor.cleared_for(Clearance.HEALTH)
    rows = list_unmet(actor, person)
    return {row.pathway: row for row in rows if told_all or not row.pathway.may_hold_health}


def list_unmet(actor: Actor, person: Person | None = None) -> list[Unmet]:
    """Among those the actor may read, with an open case; longest unmet first.

    Support the actor may not read, such as treatment, is not counted as offered.
    """
    needs = _significant(actor, person)
    people = {found.id: found for _, found in needs}
    furthest = _furthest_support(people, actor)
    found: dict[tuple[UUID, Pathway], Unmet] = {}
    held = _areas_of(people, actor)
    for need, about in needs:
        why = _why(furthest.get((about.id, need.pathway)))
        if why is not None:
            area = held.get(about.id, ELSEWHERE)
            row = Unmet(need.id, about, need.pathway, need.starts_on, why, area)
            found.setdefault((about.id, need.pathway), row)
    return list(found.values())


def _significant(actor: Actor, person: Person | None) -> list[tuple[Need, Person]]:
    today = clock.today()
    statement = (
        select(Need, Person)
        .join(Person, Person.id == Need.person_id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(Need, actor),
            on(Need, today),
            Need.level == NeedLevel.SIGNIFICANT,
            exists().where(SchemeCase.person_id == Person.id, is_open(today)),
            not_stopped(today),
        )
    )
    if person is not None:
        statement = statement.where(Person.id == person.id)
    ordered = statement.order_by(Need.starts_on, Person.reference, Need.pathway, Need.id)
    return [(row[0], row[1]) for row in db.session.execute(ordered.limit(MOST_NEEDS))]


def _furthest_support(
    people: Iterable[UUID], actor: Actor
) -> dict[tuple[UUID, Pathway], SupportStatus]:
    """Where support stands: what has started before what was referred, else the newest."""
    statement = (
        select(Intervention.person_id, Intervention.pathway, Intervention.status)
        .where(Intervention.person_id.in_(list(people)), readable(Intervention, actor))
        .order_by(Intervention.referred_on, Intervention.created_at, Intervention.id)
    )
    furthest: dict[tuple[UUID, Pathway], SupportStatus] = {}
    for person_id, pathway, status in db.session.execute(statement):
        former = furthest.get((person_id, pathway))
        if former is None or _distance(status) >= _distance(former):
            furthest[person_id, pathway] = status
    return furthest


def _distance(status: SupportStatus) -> int:
    return status.is_running + status.has_started


def _why(status: SupportStatus | None) -> Why | None:
    if status is None:
        return Why.NOTHING_REFERRED
    if status.has_started:
        return None
    if status is SupportStatus.REFERRED:
        return Why.NOT_STARTED
    return Why.NOT_AVAILABLE if status is SupportStatus.NOT_AVAILABLE else Why.ENDED


def _areas_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """The area each lives in, by the ward of the newest address; nothing is decrypted."""
    statement = (
        select(Address.person_id, Address.ward)
        .where(
            Address.person_id.in_(list(people)),
            readable(Address, actor),
            on(Address, clock.today()),
        )
        .order_by(Address.created_at, Address.id)
    )
    found = {}
    for person_id, name in db.session.execute(statement):
        ward = ward_named(name or "")
        found[person_id] = ward.area.name if ward else ELSEWHERE
    return found
