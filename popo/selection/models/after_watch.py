from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.cases.models import Strand
from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson


class Finding(StrEnum):
    """What a check after leaving found."""

    NOTHING_KNOWN = "nothing_known"
    SUPPORT_SUSTAINED = "support_sustained"
    NEW_ARREST_OR_CHARGE = "new_arrest_or_charge"
    RE_SELECTED = "re_selected"
    NOT_KNOWABLE = "not_knowable"


class AfterWatch(AboutPerson, Entity):
    """One silent check, some months after leaving. It reopens nothing, whatever it finds.

    `strand` is the one the person was last worked with under, whose leads may do the check.
    """

    __tablename__ = "after_watches"
    __table_args__ = (
        UniqueConstraint("case_id", "months"),
        CheckConstraint(
            "(done_on IS NULL) = (done_by_id IS NULL) AND (done_on IS NULL) = (finding IS NULL)",
            name="done_is_dated",
        ),
        Index("ix_after_watches_due", "done_on", "due_on"),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"))
    strand: Mapped[Strand]
    months: Mapped[int]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    done_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    finding: Mapped[Finding | None]
    words = sealed_or_none(text)
