"""An agency asks that somebody be heard at the next meeting."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson

_OPEN = sql("agenda_item_id IS NULL AND withdrawn_on IS NULL")


class AgendaRequest(AboutPerson, Entity):
    """Waits until somebody puts the person on an agenda, or the agency takes it back.

    An agency asks once at a time about a person; `words` say why.
    """

    __tablename__ = "agenda_requests"
    __table_args__ = (
        CheckConstraint(
            "agenda_item_id IS NULL OR withdrawn_on IS NULL", name="answered_or_withdrawn"
        ),
        Index(
            "uq_agenda_requests_open",
            "person_id",
            "agency_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    asked_on: Mapped[date]
    asked_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    words = sealed(text)
    agenda_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"), index=True)
    withdrawn_on: Mapped[date | None]

    @property
    def is_open(self) -> bool:
        return self.agenda_item_id is None and self.withdrawn_on is None
