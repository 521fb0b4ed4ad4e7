"""Consent, where consent is the basis: what for, given by whom, until when, and its withdrawal."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.models import Compartment
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson


class Purpose(StrEnum):
    VOLUNTARY_WORK = "voluntary_work"
    TREATMENT = "treatment"
    PARENT_OR_CARER = "parent_or_carer"

    @property
    def words(self) -> str:
        return _PURPOSE_WORDS[self]

    @property
    def compartment(self) -> Compartment:
        return Compartment.HEALTH if self is Purpose.TREATMENT else Compartment.CORE


_PURPOSE_WORDS = {
    Purpose.VOLUNTARY_WORK: "Voluntary support",
    Purpose.TREATMENT: "Treatment, and sharing about it",
    Purpose.PARENT_OR_CARER: "Work with a parent or carer",
}


class GivenBy(StrEnum):
    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"

    @property
    def words(self) -> str:
        return "The person" if self is GivenBy.SELF else self.value.capitalize()


class GivenHow(StrEnum):
    SIGNED = "signed"
    SPOKEN = "spoken"
    INTERPRETED = "interpreted"

    @property
    def words(self) -> str:
        return _HOW_WORDS[self]


_HOW_WORDS = {
    GivenHow.SIGNED: "Signed",
    GivenHow.SPOKEN: "Said, and written down",
    GivenHow.INTERPRETED: "Through an interpreter",
}


class Consent(AboutPerson, Interval, Entity):
    """`ends_on` is the day it was withdrawn; `until` the last day it holds without renewal.

    `stopped_on`: that what depended on a withdrawn consent has stopped was confirmed.
    """

    __tablename__ = "consents"
    __table_args__ = (
        right_order(),
        CheckConstraint("until >= starts_on", name="until_after_start"),
        CheckConstraint("stopped_on IS NULL OR ends_on IS NOT NULL", name="stopped_if_withdrawn"),
    )

    purpose: Mapped[Purpose]
    given_by: Mapped[GivenBy]
    given_by_name = sealed_or_none(text)
    given_how: Mapped[GivenHow]
    with_whom = sealed(text)
    words = sealed(text)
    until: Mapped[date]
    recorded_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    withdrawal = sealed_or_none(text)
    stopped_on: Mapped[date | None]

    def holds_on(self, day: date) -> bool:
        return self.is_on(day) and day <= self.until

    def must_be_confirmed_stopped(self) -> bool:
        return self.ends_on is not None and self.stopped_on is None
