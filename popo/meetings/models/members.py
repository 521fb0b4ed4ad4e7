"""Who belongs to a group, who came as a visitor, and who was told what by word of mouth."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, text
from popo.meetings.models.meetings import MeetingBody
from popo.people.about import AboutPerson


class CoreMember(Interval, Entity):
    """A member of a group by its terms of reference, or the deputy of one."""

    __tablename__ = "core_members"
    __table_args__ = (
        right_order(),
        CheckConstraint("deputy_for_id <> user_id", name="deputy_of_another"),
    )

    body: Mapped[MeetingBody]
    user_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    deputy_for_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))


class Visitor(HasSealed, Entity):
    """Somebody without an account who was there for one item; sealed as the item's title is."""

    __tablename__ = "visitors"
    __table_args__ = (
        CheckConstraint("NOT (present AND left_at IS NOT NULL)", name="either_there_or_left"),
    )

    agenda_item_id: Mapped[UUID] = mapped_column(key_to("agenda_items.id"), index=True)
    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    present: Mapped[bool]
    confidentiality_declared: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]
    name = sealed(text)
    organisation = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, Compartment.CORE)


class OralDisclosure(AboutPerson, Entity):
    """One listener told about a person at one item: a user, or a visitor.

    `told_agency_id` is the user's agency on that day; a visitor's organisation is sealed in
    `visitors`.
    """

    __tablename__ = "oral_disclosures"
    __table_args__ = (
        UniqueConstraint("agenda_item_id", "told_user_id"),
        UniqueConstraint("agenda_item_id", "visitor_id"),
        CheckConstraint("(told_user_id IS NULL) <> (visitor_id IS NULL)", name="one_listener"),
        CheckConstraint(
            "(told_user_id IS NULL) = (told_agency_id IS NULL)", name="users_have_agencies"
        ),
    )

    agenda_item_id: Mapped[UUID] = mapped_column(key_to("agenda_items.id"), index=True)
    told_user_id: Mapped[UUID | None] = mapped_column(key_to("users.id"), index=True)
    told_agency_id: Mapped[UUID | None] = mapped_column(key_to("agencies.id"))
    visitor_id: Mapped[UUID | None] = mapped_column(key_to("visitors.id"))
    disclosed_at: Mapped[datetime]
