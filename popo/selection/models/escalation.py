from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson


class AdultTold(StrEnum):
    """Who was told for a child. Nobody, only where telling would put the child at risk."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    APPROPRIATE_ADULT = "appropriate_adult"
    NOBODY = "nobody"

    @property
    def words(self) -> str:
        return _TOLD_WORDS[self]


_TOLD_WORDS = {
    AdultTold.PARENT: "A parent",
    AdultTold.GUARDIAN: "A guardian",
    AdultTold.APPROPRIATE_ADULT: "An appropriate adult",
    AdultTold.NOBODY: "Nobody, because telling would put the young person at risk",
}


class Escalation(AboutPerson, Entity):
    """What a decision to work with a child under Catch and Convict as well has to say.

    Prevent and Deter goes on, stays primary and keeps the record.
    """

    __tablename__ = "escalations"
    __table_args__ = (UniqueConstraint("decision_id"),)

    decision_id: Mapped[UUID] = mapped_column(key_to("panel_decisions.id"))
    adult_told: Mapped[AdultTold]
    told_on: Mapped[date]
    told_words = sealed(text)
    own_words = sealed(text)
