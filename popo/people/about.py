"""What every row about a person carries, so that sight, retention and access ask no feature."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from popo.db import key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed


class AssertionKind(StrEnum):
    FACT = "fact"
    ASSESSMENT = "assessment"
    INTELLIGENCE = "intelligence"


class Handling(StrEnum):
    """Who may read a row, among those who may see the person."""

    ACTION_GROUP = "action_group"
    CRIMINAL_JUSTICE = "criminal_justice"
    OWN_AGENCY = "own_agency"


class AboutPerson(HasSealed):
    """Owner of record, compartment, kind and handling. The first three never change."""

    __owners__ = ("person_id", "agency_id", "compartment")

    person_id: Mapped[UUID] = mapped_column(key_to("people.id"), index=True, sort_order=-5)
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"), sort_order=-4)
    compartment: Mapped[Compartment] = mapped_column(default=Compartment.CORE, sort_order=-3)
    kind: Mapped[AssertionKind] = mapped_column(default=AssertionKind.FACT, sort_order=-2)
    handling: Mapped[Handling] = mapped_column(default=Handling.ACTION_GROUP, sort_order=-1)

    def key_scope(self) -> KeyScope:
        # a row not yet written has no default from the database
        return KeyScope(self.person_id, self.agency_id, self.compartment or Compartment.CORE)
