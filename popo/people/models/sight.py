"""Who may see whom: dated grants, and what subtracts from them."""

from datetime import date, datetime
from enum import IntEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson


class SightLevel(IntEnum):
    """Each includes those before it."""

    EXISTS = 1
    LIMITED = 2
    READ = 3
    WORK = 4


class SightGrant(Entity):
    """Sight of one person for one user, one agency or the holders of one role.

    Written only by `people.services.grant_sight` and `end_sight`. `because` names what gave it
    and `because_id` that record; a grant without an end lasts until its cause ends it.
    """

    __tablename__ = "sight_grants"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN user_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN grantee_agency_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN role IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_grantee",
        ),
        CheckConstraint("level BETWEEN 1 AND 4", name="known_level"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="right_order"),
        Index("ix_sight_grants_user", "user_id", "person_id"),
        Index("ix_sight_grants_agency", "grantee_agency_id", "person_id"),
        Index("ix_sight_grants_role", "role", "person_id"),
        Index("ix_sight_grants_because", "because_id"),
    )

    person_id: Mapped[UUID] = mapped_column(key_to("people.id"), index=True)
    user_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    grantee_agency_id: Mapped[UUID | None] = mapped_column(key_to("agencies.id"))
    role: Mapped[str | None]
    level: Mapped[int]
    because: Mapped[str]
    because_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class Restriction(AboutPerson, Interval, Entity):
    """Closes a record to all but those granted sight by name."""

    __tablename__ = "restrictions"
    __table_args__ = (right_order(),)

    reason = sealed(text)
    set_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    review_on: Mapped[date]


class ConflictOfInterest(AboutPerson, Interval, Entity):
    """A declared tie between a user and a person; denies whatever the role."""

    __tablename__ = "conflicts_of_interest"
    __table_args__ = (right_order(),)

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    reason = sealed(text)
