"""The plan of a person's newest case: its versions, their objectives, and what was raised."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select

from popo.access.actor import Actor
from popo.actions.models import Action
from popo.actions.policy import readable as action_readable
from popo.cases.models import SchemeCase
from popo.cases.queries import case_history
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.plans.models import Objective, ObjectiveAction, Pathway, Plan, PlanStatus

Row = TypeVar("Row", Plan, Objective)

_ORDER = list(Pathway)
MOST_VERSIONS = 200
MOST_OBJECTIVES = 1_000


@dataclass(frozen=True)
class Versions:
    """`agreed` is in force, or ended last; `draft` is the first plan or a review in hand."""

    case: SchemeCase | None
    agreed: Plan | None
    draft: Plan | None
    earlier: list[Plan]

    @property
    def shown(self) -> Plan | None:
        """What the page shows: what was agreed, else the draft."""
        return self.agreed or self.draft


def versions_of(person: Person, actor: Actor) -> Versions:
    """Of the newest case."""
    spells = case_history(person)
    if not spells:
        return Versions(None, None, None, [])
    found = _scalars(
        select(Plan)
        .where(Plan.case_id == spells[0].id, readable(Plan, actor))
        .order_by(Plan.number.desc(), Plan.id)
        .limit(MOST_VERSIONS)
    )
    draft = next((plan for plan in found if plan.status is PlanStatus.DRAFT), None)
    standing = {PlanStatus.AGREED, PlanStatus.ENDED}
    agreed = next((plan for plan in found if plan.status in standing), None)
    earlier = [plan for plan in found if plan not in (draft, agreed)]
    return Versions(spells[0], agreed, draft, earlier)


def get_version(plan_id: UUID, actor: Actor) -> tuple[Plan, Person] | None:
    """One version, of whichever case."""
    statement = (
        select(Plan, Person)
        .join(Person, Person.id == Plan.person_id)
        .where(Plan.id == plan_id, readable(Plan, actor), visible_to(actor, SightLevel.READ))
    )
    row = db.session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None


def plan_in(case_id: UUID, status: PlanStatus) -> Plan | None:
    """The one version of a case that has this status, whoever asks; for the rules."""
    statement = select(Plan).where(Plan.case_id == case_id, Plan.status == status)
    return db.session.scalars(statement).one_or_none()


def open_plan_in(case_id: UUID, status: PlanStatus, actor: Actor) -> Plan | None:
    """The same where this actor may read it: not that of a childhood that is over."""
    statement = select(Plan).where(
        Plan.case_id == case_id, Plan.status == status, readable(Plan, actor)
    )
    return db.session.scalars(statement).one_or_none()


def plans_in(case: SchemeCase) -> list[Plan]:
    """Every version, whoever asks; for changing them."""
    statement = select(Plan).where(Plan.case_id == case.id).order_by(Plan.number, Plan.id)
    return _scalars(statement)


def objectives_of(plan: Plan, actor: Actor) -> list[Objective]:
    """Those this actor may read, in the order of the pathways."""
    found = _scalars(_objectives(plan).where(readable(Objective, actor)))
    return sorted(found, key=lambda row: _ORDER.index(row.pathway))


def every_objective(plan: Plan) -> list[Objective]:
    """Whoever asks, those in health records too; for the rules, never for a page."""
    return _scalars(_objectives(plan))


def _objectives(plan: Plan) -> Select[Objective]:
    return (
        select(Objective)
        .where(Objective.plan_id == plan.id)
        .order_by(Objective.position, Objective.id)
        .limit(MOST_OBJECTIVES)
    )


def befores_of(objectives: Iterable[Objective]) -> dict[UUID, Objective]:
    """The row of the version before, by the key of the row now; the same agency's, so readable."""
    keys = {row.before_id: row.id for row in objectives if row.before_id}
    found = _scalars(select(Objective).where(Objective.id.in_(keys)))
    return {keys[row.id]: row for row in found}


@dataclass(frozen=True)
class Aim:
    """An objective with the version it stands in and whom it is about."""

    objective: Objective
    plan: Plan
    person: Person


def get_objective(
    objective_id: UUID, actor: Actor, level: SightLevel = SightLevel.READ
) -> Aim | None:
    statement = (
        select(Objective, Plan, Person)
        .join(Plan, Plan.id == Objective.plan_id)
        .join(Person, Person.id == Objective.person_id)
        .where(Objective.id == objective_id, readable(Objective, actor), visible_to(actor, level))
    )
    row = db.session.execute(statement).one_or_none()
    return Aim(*row) if row else None


def actions_of(objectives: Iterable[Objective], actor: Actor) -> dict[UUID, list[Action]]:
    """What was raised for each thread and the actor may read, the open ones first."""
    return _raised(
        objectives, select(ObjectiveAction.thread_id, Action).where(action_readable(actor))
    )


def every_action(objectives: Iterable[Objective]) -> dict[UUID, list[Action]]:
    """Whoever asks; for the rules."""
    return _raised(objectives, select(ObjectiveAction.thread_id, Action))


def _raised(
    objectives: Iterable[Objective], statement: Select[UUID, Action]
) -> dict[UUID, list[Action]]:
    threads = {row.thread_id for row in objectives}
    found: defaultdict[UUID, list[Action]] = defaultdict(list)
    for thread, action in db.session.execute(
        statement.join(Action, Action.id == ObjectiveAction.action_id)
        .where(ObjectiveAction.thread_id.in_(threads))
        .order_by(Action.ended_on.is_not(None), Action.due_on, Action.id)
        .limit(MOST_OBJECTIVES)
    ):
        found[thread].append(action)
    return dict(found)


def _scalars(statement: Select[Row]) -> list[Row]:
    return list(db.session.scalars(statement))
