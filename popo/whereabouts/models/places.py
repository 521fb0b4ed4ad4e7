from datetime import date
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from popo.db import Entity
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson

_RUNNING = sql("ends_on IS NULL")
_STANDING = sql("replaced_on IS NULL AND passed_on IS NULL")


class Place(StrEnum):
    """Where somebody is; the three kinds of custody are apart because their clocks are."""

    COMMUNITY = "community"
    REMAND = "remand"
    SENTENCED = "sentenced"
    RECALLED = "recalled"
    AT_LARGE = "at_large"
    HOSPITAL = "hospital"
    ABROAD = "abroad"
    NOT_KNOWN = "not_known"

    @property
    def is_custody(self) -> bool:
        return self in {Place.REMAND, Place.SENTENCED, Place.RECALLED}

    @property
    def words(self) -> str:
        return _PLACE_WORDS[self]


_PLACE_WORDS = {
    Place.COMMUNITY: "In the community",
    Place.REMAND: "Custody, on remand",
    Place.SENTENCED: "Custody, sentenced",
    Place.RECALLED: "Custody, recalled",
    Place.AT_LARGE: "Unlawfully at large",
    Place.HOSPITAL: "In hospital",
    Place.ABROAD: "Abroad",
    Place.NOT_KNOWN: "Not known",
}


class Confidence(StrEnum):
    CONFIRMED = "confirmed"
    REPORTED = "reported"
    ASSUMED = "assumed"


class Location(AboutPerson, Interval, Entity):
    """One at a time. `detail` names the prison or the address in use."""

    __tablename__ = "locations"
    __table_args__ = (
        right_order(),
        Index("ix_locations_person_starts", "person_id", "starts_on"),
        Index(
            "uq_locations_running",
            "person_id",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
    )

    place: Mapped[Place]
    detail = sealed_or_none(text)
    source = sealed(text)
    confidence: Mapped[Confidence]
    verified_on: Mapped[date]


class Basis(StrEnum):
    LICENCE = "licence"
    COMMUNITY_ORDER = "community_order"
    SUSPENDED_SENTENCE = "suspended_sentence"
    DRUG_ORDER = "drug_order"
    YOUTH_ORDER = "youth_order"
    DETENTION_AND_TRAINING = "detention_and_training"
    BAIL = "bail"
    VOLUNTARY = "voluntary"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class SupervisionBasis(AboutPerson, Interval, Entity):
    """By what law somebody is supervised; several may run at once. `due_to_end_on` is planned."""

    __tablename__ = "supervision_bases"
    __table_args__ = (right_order(),)

    basis: Mapped[Basis]
    due_to_end_on: Mapped[date | None]
    conditions = sealed_or_none(text)
    source = sealed(text)


class DateKind(StrEnum):
    RELEASE_HDC = "release_hdc"
    RELEASE_CONDITIONAL = "release_conditional"
    RELEASE_PAROLE = "release_parole"
    SENTENCE_EXPIRY = "sentence_expiry"
    COURT = "court"
    LICENCE_END = "licence_end"
    CURFEW_END = "curfew_end"
    REVIEW = "review"

    @property
    def is_release(self) -> bool:
        return self.value.startswith("release_")

    @property
    def words(self) -> str:
        return _DATE_WORDS[self]


_DATE_WORDS = {
    DateKind.RELEASE_HDC: "Release on home detention curfew",
    DateKind.RELEASE_CONDITIONAL: "Conditional release",
    DateKind.RELEASE_PAROLE: "Release on parole",
    DateKind.SENTENCE_EXPIRY: "End of sentence",
    DateKind.COURT: "Court",
    DateKind.LICENCE_END: "End of licence",
    DateKind.CURFEW_END: "End of curfew",
    DateKind.REVIEW: "Review",
}


class KeyDate(AboutPerson, Entity):
    """A date that moves: a newer row of the same kind takes its place and sets `replaced_on`."""

    __tablename__ = "key_dates"
    __table_args__ = (
        Index("ix_key_dates_falls_on", "falls_on"),
        Index(
            "uq_key_dates_standing",
            "person_id",
            "date_kind",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    date_kind: Mapped[DateKind]
    falls_on: Mapped[date]
    as_at: Mapped[date]
    source = sealed(text)
    replaced_on: Mapped[date | None]
    passed_on: Mapped[date | None]
