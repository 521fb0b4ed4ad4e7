"""The tiers of Prevent and Deter: a list the scheme keeps for itself."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity
from popo.keys.scheme_sealed import SchemeSealed


class Tier(Entity):
    """`name` stands in what was recorded, so it never changes once a case has had the tier.

    `position` orders the list. `closed_on`: no longer chosen; what has it keeps it.
    """

    __tablename__ = "tiers"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    meaning: Mapped[str | None] = mapped_column(SchemeSealed())
    position: Mapped[int]
    closed_on: Mapped[date | None]
