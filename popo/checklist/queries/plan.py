"""The group's action plan in its versions, and how its targets stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.accounts.models import Agency, User
from popo.accounts.queries import users_by_id
from popo.checklist.kinds import Progress, TargetStanding, target_standing
from popo.checklist.models import GroupPlan, GroupPlanStatus, GroupTarget, TargetProgress
from popo.db import db

MOST_VERSIONS = 100
MOST_TARGETS = 100
MOST_PROGRESS = 200


@dataclass(frozen=True)
class TargetLine:
    """A target with its owner, what was last said of it, and how it stands today."""

    target: GroupTarget
    owner: User
    last: TargetProgress | None
    standing: TargetStanding


class PlanTarget(NamedTuple):
    """A target of the plan that was in force on a day, with the name of its owner's agency."""

    target: GroupTarget
    agency: str


def list_plans() -> list[GroupPlan]:
    """Every version, the newest first."""
    ordered = select(GroupPlan).order_by(GroupPlan.number.desc())
    return list(db.session.scalars(ordered.limit(MOST_VERSIONS)))


def get_plan(plan_id: UUID) -> GroupPlan | None:
    return db.session.get(GroupPlan, plan_id)


def plan_with(status: GroupPlanStatus) -> GroupPlan | None:
    """The draft, or the one in force: there is at most one of each."""
    return db.session.scalars(select(GroupPlan).where(GroupPlan.status == status)).one_or_none()


def newest_number() -> int:
    return db.session.execute(select(func.max(GroupPlan.number))).scalar() or 0


def targets_of(plan: GroupPlan) -> list[GroupTarget]:
    statement = select(GroupTarget).where(GroupTarget.plan_id == plan.id)
    ordered = statement.order_by(GroupTarget.position, GroupTarget.id)
    return list(db.session.scalars(ordered.limit(MOST_TARGETS)))


def get_target(target_id: UUID) -> tuple[GroupTarget, GroupPlan] | None:
    target = db.session.get(GroupTarget, target_id)
    return (target, db.session.get_one(GroupPlan, target.plan_id)) if target else None


def lines_of(plan: GroupPlan) -> list[TargetLine]:
    today = clock.today()
    targets = targets_of(plan)
    owners = users_by_id({row.owner_id for row in targets})
    last = _last_rows({row.thread_id for row in targets}, today)
    return [
        TargetLine(
            row,
            owners[row.owner_id],
            said,
            target_standing(said.progress if said else None, row.due_on < today),
        )
        for row in targets
        for said in [last.get(row.thread_id)]
    ]


def progress_of(target: GroupTarget) -> list[TargetProgress]:
    """What was said of it, in whichever version, the newest first."""
    statement = select(TargetProgress).where(TargetProgress.thread_id == target.thread_id)
    ordered = statement.order_by(
        TargetProgress.said_on.desc(), TargetProgress.created_at.desc(), TargetProgress.id
    )
    return list(db.session.scalars(ordered.limit(MOST_PROGRESS)))


def plan_on(day: date) -> list[PlanTarget]:
    """The targets of the version that was in force at the end of a day."""
    in_force = (
        select(GroupPlan.id)
        .where(GroupPlan.agreed_on <= day)
        .order_by(GroupPlan.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(GroupTarget, Agency.name)
        .join(Agency, Agency.id == GroupTarget.owner_agency_id)
        .where(GroupTarget.plan_id == in_force)
        .order_by(GroupTarget.position, GroupTarget.id)
        .limit(MOST_TARGETS)
    )
    return [PlanTarget(target, agency) for target, agency in rows]


def progress_on(threads: Iterable[UUID], day: date) -> Mapping[UUID, Progress]:
    """What was last said of each by the end of a day."""
    return {key: row.progress for key, row in _last_rows(threads, day).items()}


def _last_rows(threads: Iterable[UUID], day: date) -> Mapping[UUID, TargetProgress]:
    """Bounded by what is said: the newest of each thread by day, then by when it was written."""
    place = func.row_number().over(
        partition_by=TargetProgress.thread_id,
        order_by=(
            TargetProgress.said_on.desc(), TargetProgress.created_at.desc(), TargetProgress.id
        ),
    )  # fmt: skip
    ranked = (
        select(TargetProgress.id, place.label("place"))
        .where(TargetProgress.thread_id.in_(list(threads)), TargetProgress.said_on <= day)
        .subquery()
    )
    rows = db.session.scalars(
        select(TargetProgress)
        .join(ranked, ranked.c.id == TargetProgress.id)
        .where(ranked.c.place == 1)
    )
    return {row.thread_id: row for row in rows}


def by_standing(lines: Iterable[TargetLine]) -> dict[TargetStanding, int]:
    counts: defaultdict[TargetStanding, int] = defaultdict(int)
    for line in lines:
        counts[line.standing] += 1
    return {standing: counts[standing] for standing in TargetStanding}
