from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, sealed_or_none, text
from popo.people.about import Handling


class ActionStatus(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    HANDED_BACK = "handed_back"
    DONE = "done"
    NOT_DONE = "not_done"
    NO_LONGER_POSSIBLE = "no_longer_possible"
    SUPERSEDED = "superseded"

    @property
    def is_open(self) -> bool:
        return self in {ActionStatus.OFFERED, ActionStatus.ACCEPTED, ActionStatus.HANDED_BACK}


class ActionOrigin(StrEnum):
    MEETING = "meeting"
    CONTACT = "contact"
    PLAN = "plan"
    STEER = "steer"
    CHECKLIST = "checklist"
    PRACTITIONER = "practitioner"


class Action(HasSealed, Entity):
    """One owner, one due date; every ending has a result. About a person, or about nobody.

    `contact_group_id`: the contact whose note asked for it, so that undoing the one ends the other;
    `minute_line_id` likewise the line of the minutes it was agreed in.
    """

    __tablename__ = "actions"
    __table_args__ = (
        CheckConstraint(
            "(status IN ('offered', 'accepted', 'handed_back')) = (ended_on IS NULL)",
            name="ended_is_dated",
        ),
        Index("ix_actions_owner", "owner_id", "status", "due_on"),
        Index("ix_actions_person", "person_id", "status"),
        Index("ix_actions_contact_group", "contact_group_id"),
        Index("ix_actions_minute_line", "minute_line_id"),
    )

    person_id: Mapped[UUID | None] = mapped_column(key_to("people.id"))
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    handling: Mapped[Handling] = mapped_column(default=Handling.ACTION_GROUP)
    owner_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    owner_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"), index=True)
    asked_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    asked_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    origin: Mapped[ActionOrigin]
    agenda_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"))
    minute_line_id: Mapped[UUID | None] = mapped_column(key_to("minute_lines.id"))
    contact_group_id: Mapped[UUID | None]
    status: Mapped[ActionStatus]
    ended_on: Mapped[date | None]
    words = sealed(text)
    result = sealed_or_none(text)
    hand_back_reason = sealed_or_none(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.person_id or self.id, self.agency_id, Compartment.CORE)

    def is_overdue(self, today: date) -> bool:
        return self.status.is_open and self.due_on < today
