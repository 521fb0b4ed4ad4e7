"""The group's action plan in its versions, its targets, and progress on them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.checklist.kinds import Progress
from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, text


class GroupPlanStatus(StrEnum):
    """`replaced`: a later version was agreed."""

    DRAFT = "draft"
    AGREED = "agreed"
    REPLACED = "replaced"


def _only_one(status: GroupPlanStatus) -> Index:
    where = sql(f"status = '{status}'")
    return Index(
        f"uq_group_plans_{status}",
        "status",
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


class GroupPlan(Entity):
    """One version of the action plan of the Action Group. Once agreed, triggers keep it as it is.

    `edits` counts changes to its targets, so that nobody agrees something else than they read.
    """

    __tablename__ = "group_plans"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint(
            "(status = 'draft') = (agreed_on IS NULL) "
            "AND (agreed_on IS NULL) = (agreed_by_id IS NULL) "
            "AND (agreed_on IS NULL) = (meeting_id IS NULL)",
            name="agreed_is_whole",
        ),
        _only_one(GroupPlanStatus.DRAFT),
        _only_one(GroupPlanStatus.AGREED),
    )

    number: Mapped[int]
    status: Mapped[GroupPlanStatus] = mapped_column(default=GroupPlanStatus.DRAFT)
    drafted_on: Mapped[date]
    drafted_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    edits: Mapped[int] = mapped_column(default=0)
    agreed_on: Mapped[date | None]
    agreed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(key_to("meetings.id"))


class GroupTarget(HasSealed, Entity):
    """A target as it stands in one version. `thread_id`: the row it was first written in."""

    __tablename__ = "group_targets"
    __table_args__ = (UniqueConstraint("plan_id", "thread_id"),)

    plan_id: Mapped[UUID] = mapped_column(key_to("group_plans.id"))
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    thread_id: Mapped[UUID]
    position: Mapped[int]
    owner_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    owner_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    due_on: Mapped[date]
    words = sealed(text)
    measure = sealed(text)
    baseline = sealed(text)
    target = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)


class TargetProgress(HasSealed, Entity):
    """What was said of a target on a day, whichever version it stands in; only ever added to."""

    __tablename__ = "target_progress"

    thread_id: Mapped[UUID] = mapped_column(index=True)
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    said_on: Mapped[date]
    said_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    progress: Mapped[Progress]
    words = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)
