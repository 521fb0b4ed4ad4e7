from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson

_STANDS = sql("undone_on IS NULL")


class StopKind(StrEnum):
    DIED = "died"
    MOVED_AWAY = "moved_away"
    WRONG_PERSON = "wrong_person"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    StopKind.DIED: "Has died",
    StopKind.MOVED_AWAY: "Has moved away",
    StopKind.WRONG_PERSON: "Is the wrong person",
}


class Stop(AboutPerson, Entity):
    """What stops letters, reminders and figures about somebody, from `happened_on` on.

    Recorded in error it is undone, with the reason, and stays.
    """

    __tablename__ = "stops"
    __table_args__ = (
        CheckConstraint("(undone_on IS NULL) = (undone_by_id IS NULL)", name="undone_says_who"),
        Index(
            "uq_stops_standing",
            "person_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    stop_kind: Mapped[StopKind]
    happened_on: Mapped[date]
    recorded_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    undone_on: Mapped[date | None]
    undone_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    source = sealed(text)
    why_undone = sealed_or_none(text)
