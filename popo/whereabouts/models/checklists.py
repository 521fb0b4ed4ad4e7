"""What must be done around one release, each step with its owner and its day."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson
from popo.whereabouts.models.places import DateKind
from popo.whereabouts.release_steps import Step

_OPEN = sql("closed_on IS NULL")


class ReleaseChecklist(AboutPerson, Entity):
    """Of the earliest release date that stands; it moves with it until the person is out.

    `moved_from` is the date before the last move, `released_on` the day the person came out.
    Closed when the next one is opened. The partnership is the record's owner.
    """

    __tablename__ = "release_checklists"
    __table_args__ = (
        CheckConstraint("(moved_from IS NULL) = (moved_on IS NULL)", name="moved_is_dated"),
        Index(
            "uq_release_checklists_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    release_kind: Mapped[DateKind]
    release_on: Mapped[date]
    opened_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    moved_from: Mapped[date | None]
    moved_on: Mapped[date | None]
    released_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class StepStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class ReleaseStep(AboutPerson, Entity):
    """`evidence` says how it is known to be done, or why it is not needed.

    Its owner is an agency, and somebody there once named.
    """

    __tablename__ = "release_steps"
    __table_args__ = (
        UniqueConstraint("checklist_id", "step"),
        CheckConstraint(
            "(status = 'open') = (ended_on IS NULL) AND (ended_on IS NULL) = (ended_by_id IS NULL)",
            name="ended_is_dated",
        ),
        Index("ix_release_steps_owner", "owner_agency_id", "status", "due_on"),
    )

    checklist_id: Mapped[UUID] = mapped_column(key_to("release_checklists.id"))
    step: Mapped[Step]
    due_on: Mapped[date]
    owner_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    owner_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    status: Mapped[StepStatus] = mapped_column(default=StepStatus.OPEN)
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    evidence = sealed_or_none(text)

    @property
    def is_open(self) -> bool:
        return self.status is StepStatus.OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today
