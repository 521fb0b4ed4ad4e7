"""Which copies of confirmed minutes were issued to whom, and when each was opened."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to


class PaperKind(StrEnum):
    FULL = "full_minute"
    EXTRACT = "extract"
    PACK = "agency_pack"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    PaperKind.FULL: "Minutes",
    PaperKind.EXTRACT: "Extract of the minutes",
    PaperKind.PACK: "Agency pack",
}


class IssuedPaper(Entity):
    """One copy for one reader. Nothing of what it says is kept: it is made when it is opened.

    `number` counts the copies of a meeting. `agency_id` is the recipient's on the day of issue.
    An extract names its item; the others do not. `expires_on` is the last day it opens.
    """

    __tablename__ = "issued_papers"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint(
            "(paper_kind = 'extract') = (agenda_item_id IS NOT NULL)", name="extract_has_item"
        ),
    )

    meeting_id: Mapped[UUID] = mapped_column(key_to("meetings.id"))
    paper_kind: Mapped[PaperKind]
    agenda_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"))
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    recipient_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    number: Mapped[int]
    issued_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    issued_at: Mapped[datetime]
    expires_on: Mapped[date]
    recalled_at: Mapped[datetime | None]

    def opens_on(self, day: date) -> bool:
        return self.recalled_at is None and day <= self.expires_on


class PaperForm(StrEnum):
    PAGE = "page"
    PDF = "pdf"


class PaperReading(Entity):
    """One opening of a copy."""

    __tablename__ = "paper_readings"

    paper_id: Mapped[UUID] = mapped_column(key_to("issued_papers.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    paper_form: Mapped[PaperForm]
    read_at: Mapped[datetime]
