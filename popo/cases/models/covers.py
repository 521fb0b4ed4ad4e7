from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.scheme_sealed import SchemeSealed


class Cover(Interval, Entity):
    """Somebody acts for a colleague who is away, for these days only.

    `ends_on` is the first day on which they no longer do; it is always known. `role_grant_id` is
    the lead of a strand they have for these days, where whoever is away has it.
    """

    __tablename__ = "covers"
    __table_args__ = (
        right_order(),
        CheckConstraint("ends_on IS NOT NULL", name="ends"),
        CheckConstraint("away_id <> acting_id", name="two_people"),
        Index("ix_covers_away", "away_id", "ends_on"),
        Index("ix_covers_acting", "acting_id", "ends_on"),
    )

    away_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    acting_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"), index=True)
    set_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    reason: Mapped[str] = mapped_column(SchemeSealed())
    role_grant_id: Mapped[UUID | None] = mapped_column(key_to("role_grants.id"))
