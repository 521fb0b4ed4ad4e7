from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson
from popo.resettlement.kinds import Area, state_words

_RUNNING = sql("ends_on IS NULL AND struck_at IS NULL")


class ResettlementState(AboutPerson, Interval, Entity):
    """How somebody stands in one area from a day on, until the next row begins.

    `state` is out of `kinds.STATES` of its area. Treatment is in the health compartment.
    What was never so is struck out with the reason: it stays to be seen, and counts no more.
    """

    __tablename__ = "resettlement_states"
    __table_args__ = (
        right_order(),
        CheckConstraint("(struck_at IS NULL) = (why IS NULL)", name="struck_says_why"),
        CheckConstraint(
            "(area = 'treatment') = (compartment = 'health')", name="treatment_is_health"
        ),
        Index(
            "uq_resettlement_states_running",
            "person_id",
            "area",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
    )

    area: Mapped[Area]
    state: Mapped[str]
    said_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    struck_at: Mapped[datetime | None]
    struck_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    source = sealed(text)
    words = sealed_or_none(text)
    why = sealed_or_none(text)

    @property
    def state_words(self) -> str:
        return state_words(self.area, self.state)
