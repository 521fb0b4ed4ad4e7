"""Enforcement and support of one person, each as far as whoever looks may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.offending.queries import Matter, Open, Order, matters_of, open_enforcement, orders_of
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
from popo.resettlement.kinds import Area
from popo.resettlement.models import ResettlementState
from popo.resettlement.queries import history_of


@dataclass(frozen=True)
class Enforcement:
    """What is outstanding, matters that are not over, and orders with conditions in force."""

    outstanding: list[Open]
    matters: list[Matter]
    orders: list[Order]


@dataclass(frozen=True)
class Support:
    """How they stand, what they need, what is to be reached and what runs."""

    states: dict[Area, ResettlementState | None]
    needs: list[Need]
    objectives: list[Objective]
    running: list[Intervention]
    services: Mapping[UUID, LocalService]

    def runs_under(self, pathway: Pathway) -> bool:
        return any(row.pathway is pathway for row in self.running)


def enforcement_of(person: Person, actor: Actor) -> Enforcement:
    today = clock.today()
    return Enforcement(
        outstanding=open_enforcement(person, actor, today),
        matters=[one for one in matters_of(person, actor, today) if not one.stage.is_over],
        orders=[one for one in orders_of(person, actor, today) if one.basis.is_on(today)],
    )


def support_for(person: Person, actor: Actor) -> Support:
    plan, history = versions_of(person, actor).agreed, history_of(person, actor)
    needs = [row for rows in needs_of(person, actor).values() for row in rows]
    running = [row for row in support_of(person, actor) if row.status.is_running]
    return Support(
        states={area: next(iter(rows), None) for area, rows in history.items()},
        needs=[row for row in needs if row.level is NeedLevel.SIGNIFICANT],
        objectives=[row for row in objectives_of(plan, actor) if row.outcome is None]
        if plan
        else [],
        running=running,
        services=services_by_id(row.service_id for row in running),
    )
