from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson

_STANDS = sql("taken_off_at IS NULL")


class Pin(AboutPerson, Entity):
    """An entry of the timeline that is to be seen first, with why. `about_id` is its row."""

    __tablename__ = "pins"
    __table_args__ = (
        Index(
            "uq_pins_standing",
            "about_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    about_id: Mapped[UUID]
    pinned_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    taken_off_at: Mapped[datetime | None]
    why = sealed_or_none(text)
