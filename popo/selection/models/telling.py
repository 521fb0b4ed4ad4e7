from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.cases.models import Strand
from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson
from popo.people.models import Told


class How(StrEnum):
    VISIT = "visit"
    LETTER = "letter"
    IN_CUSTODY = "in_custody"
    AT_AN_APPOINTMENT = "at_an_appointment"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Telling(AboutPerson, Entity):
    """Whether the person was told that they are on the scheme: one row each time that changed.

    Rows are never changed; the newest of a list stands. `strand` says which list, as for a marker.
    Of a child, `present_name` is the parent or appropriate adult who was there.
    """

    __tablename__ = "tellings"
    __table_args__ = (
        CheckConstraint(
            "(outcome = 'told') = (how IS NOT NULL)"
            " AND (outcome = 'told') = (teller_id IS NOT NULL)",
            name="told_by_somebody",
        ),
        CheckConstraint(
            "(outcome = 'withheld') = (review_on IS NOT NULL)", name="withheld_is_reviewed"
        ),
        CheckConstraint("outcome = 'told' OR reason IS NOT NULL", name="untold_says_why"),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    strand: Mapped[Strand]
    outcome: Mapped[Told]
    day: Mapped[date]
    how: Mapped[How | None]
    teller_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    recorded_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    review_on: Mapped[date | None]
    reaction = sealed_or_none(text)
    adjustments = sealed_or_none(text)
    present_name = sealed_or_none(text)
    present_role = sealed_or_none(text)
    reason = sealed_or_none(text)
