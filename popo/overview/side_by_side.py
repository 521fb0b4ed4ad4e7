"""Enforcement and support of one person, each as far as whoever looks may read it.

Neither side says of itself that anything is left out: what may not be read looks as if it were not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.offending.kinds import ENFORCEMENT, OffenceEventKind
from popo.offending.models import OffenceEvent
from popo.offending.queries import (
    Matter,
    Open,
    Order,
    events_of,
    matters_of,
    open_enforcement,
    orders_of,
)
from popo.people.models import Person
from popo.plans.models import (
    Intervention,
    LocalService,
    Need,
    NeedLevel,
    Objective,
    Pathway,
)
from popo.plans.queries.needs import needs_of
from popo.plans.queries.plans import objectives_of, versions_of
from popo.plans.queries.support import services_by_id, support_of
from popo.plans.queries.unmet import Unmet, unmet_of
from popo.resettlement.kinds import Area
from popo.resettlement.models import ResettlementState
from popo.resettlement.queries import standing_of

LATELY = timedelta(days=182)
MOST_LATELY = 10
"""Of each side."""
_TOLD = (OffenceEventKind.ARREST, *ENFORCEMENT)


@dataclass(frozen=True)
class Enforcement:
    """What is outstanding, matters that are not over, orders in force, and what came before.

    `lately`: arrests, and what was concluded of warrants, breaches and recalls, newest first.
    """

    outstanding: list[Open]
    matters: list[Matter]
    orders: list[Order]
    lately: list[OffenceEvent]


@dataclass(frozen=True)
class Support:
    """How they stand, what they need, what is to be reached, what runs and what ended lately."""

    states: dict[Area, ResettlementState | None]
    needs: list[Need]
    unmet: dict[Pathway, Unmet]
    objectives: list[Objective]
    running: list[Intervention]
    lately: list[Intervention]
    services: Mapping[UUID, LocalService]


def enforcement_of(person: Person, actor: Actor) -> Enforcement:
    today = clock.today()
    outstanding = open_enforcement(person, actor, today)
    open_keys = {one.event.id for one in outstanding}
    lately = [
        event
        for event in events_of(person, actor)
        if event.event_kind in _TOLD
        and event.happened_on > today - LATELY
        and event.id not in open_keys
    ]
    return Enforcement(
        outstanding=outstanding,
        matters=[one for one in matters_of(person, actor, today) if not one.stage.is_over],
        orders=[one for one in orders_of(person, actor, today) if one.basis.is_on(today)],
        lately=lately[:MOST_LATELY],
    )


def support_for(person: Person, actor: Actor) -> Support:
    plan = versions_of(person, actor).agreed
    needs = [row for rows in needs_of(person, actor).values() for row in rows]
    support = support_of(person, actor)
    running = [row for row in support if row.status.is_running]
    since = clock.today() - LATELY
    lately = [row for row in support if row.ended_on is not None and row.ended_on > since]
    shown = lately[:MOST_LATELY]
    return Support(
        states=standing_of(person, actor),
        needs=[row for row in needs if row.level is NeedLevel.SIGNIFICANT],
        unmet=unmet_of(person, actor),
        objectives=[row for row in objectives_of(plan, actor) if row.outcome is None]
        if plan
        else [],
        running=running,
        lately=shown,
        services=services_by_id(row.service_id for row in [*running, *shown]),
    )
