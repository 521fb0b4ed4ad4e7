"""Other arrangements around somebody: level, dates and whom to ring. Never what was said there."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from popo.circumstances.kinds import ArrangementKind, Level
from popo.db import Entity
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson


class Arrangement(AboutPerson, Interval, Entity):
    """No column for content, on purpose: it belongs to the arrangement's own record."""

    __tablename__ = "arrangements"
    __table_args__ = (
        right_order(),
        CheckConstraint("review_on > starts_on", name="review_after_start"),
    )

    arrangement_kind: Mapped[ArrangementKind]
    level: Mapped[Level]
    review_on: Mapped[date]
    contact_name = sealed(text)
    contact_agency = sealed(text)
    contact_phone = sealed(text)
