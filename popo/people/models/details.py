"""What is known of a person: each row sealed, sourced, dated and owned by an agency."""

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity
from popo.intervals import Interval, right_order
from popo.keys.sealed import facts, sealed, sealed_or_none, text
from popo.people.about import AboutPerson
from popo.people.identifiers import IdentifierKind

STALE_AFTER_DAYS = 28


class NameKind(StrEnum):
    CURRENT = "current"
    ALIAS = "alias"
    FORMER = "former"


class PersonName(AboutPerson, Interval, Entity):
    __tablename__ = "person_names"
    __table_args__ = (right_order(),)

    name_kind: Mapped[NameKind]
    given = sealed(text)
    family = sealed(text)
    source = sealed(text)

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def formal(self) -> str:
        """Family name first, as lists are sorted and read."""
        return ", ".join(part for part in (self.family, self.given) if part)


class Identifier(AboutPerson, Entity):
    """As typed and in canonical form; an invalid one is kept and flagged."""

    __tablename__ = "identifiers"

    identifier_kind: Mapped[IdentifierKind]
    typed = sealed(text)
    canonical = sealed_or_none(text)
    is_valid: Mapped[bool]
    source = sealed(text)


class AddressKind(StrEnum):
    HOME = "home"
    TEMPORARY = "temporary"
    APPROVED_PREMISES = "approved_premises"
    HOSTEL = "hostel"
    NO_FIXED_ABODE = "no_fixed_abode"
    FAMILY = "family"


class Address(AboutPerson, Interval, Entity):
    """`ward` is plain: figures are counted by it, and a ward holds some nine thousand people."""

    __tablename__ = "addresses"
    __table_args__ = (right_order(), Index("ix_addresses_ward", "ward"))

    address_kind: Mapped[AddressKind]
    lines = sealed(text)
    postcode = sealed_or_none(text)
    ward: Mapped[str | None]
    verified_on: Mapped[date | None]
    source = sealed(text)


class Phone(AboutPerson, Interval, Entity):
    __tablename__ = "phones"
    __table_args__ = (right_order(),)

    number = sealed(text)
    source = sealed(text)


class MarkerKind(StrEnum):
    STAFF_SAFETY = "staff_safety"
    VULNERABILITY = "vulnerability"
    COMMUNICATION = "communication"


class WarningMarker(AboutPerson, Interval, Entity):
    """Author, evidence and review date; one past its review date lapses visibly."""

    __tablename__ = "warning_markers"
    __table_args__ = (right_order(),)

    marker_kind: Mapped[MarkerKind]
    words = sealed(text)
    evidence = sealed(text)
    author = sealed(text)
    review_on: Mapped[date]

    def has_lapsed(self, today: date) -> bool:
        return self.review_on < today


class LivingSummary(AboutPerson, Entity):
    """One paragraph, owned and dated; the newest is the summary, older ones are its history."""

    __tablename__ = "living_summaries"

    words = sealed(text)
    author = sealed(text)
    written_on: Mapped[date] = mapped_column(index=True)

    @property
    def fresh_until(self) -> date:
        return self.written_on + timedelta(days=STALE_AFTER_DAYS)

    def is_stale(self, today: date) -> bool:
        return today > self.fresh_until


class EqualityRecord(AboutPerson, Entity):
    """Apart from casework and never shown to scorers; read only in aggregate.

    `held`: `self_defined` (16+1 code or empty) and `officer_observed` (IC code or empty), two
    facts from two sources, neither derived from the other.
    """

    __tablename__ = "equality_records"

    held = sealed(facts)
