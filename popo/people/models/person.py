"""The person."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo import clock
from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, day, sealed_or_none

ADULT_AGE = 18


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    NOT_KNOWN = "not_known"


class SightCompartment(StrEnum):
    """Plain, because a date of birth is sealed; kept by `people.services`.

    A young person is somebody under 18, or known only to Prevent and Deter.
    """

    ADULT = "adult"
    YOUNG_PERSON = "young_person"


class Told(StrEnum):
    """Whether the person has been told that they are on the scheme."""

    NOT_YET = "not_yet"
    TOLD = "told"
    WITHHELD = "withheld"


class Person(HasSealed, Entity):
    """Somebody known to the scheme. `reference` (`LUT-0042`) is the working name everywhere."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("reference"),)

    reference: Mapped[str]
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    date_of_birth = sealed_or_none(day)
    sex: Mapped[Sex]
    deceased_on: Mapped[date | None]
    told: Mapped[Told] = mapped_column(default=Told.NOT_YET)
    sight_compartment: Mapped[SightCompartment]

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)

    def age_on(self, day: date) -> int | None:
        """Completed years, or None where the date of birth is not known or was destroyed."""
        born = self.date_of_birth
        return clock.age_on(born, day) if isinstance(born, date) else None

    @property
    def is_young(self) -> bool:
        return self.sight_compartment is SightCompartment.YOUNG_PERSON
