from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson


class ContactType(StrEnum):
    HOME_VISIT = "home_visit"
    OFFICE_VISIT = "office_visit"
    PHONE = "phone"
    STREET = "street"
    PRISON_VISIT = "prison_visit"
    DRUG_TEST = "drug_test"
    CURFEW_CHECK = "curfew_check"
    COURT = "court"
    WITH_AGENCY = "with_agency"
    GROUP_WORK = "group_work"


class Outcome(StrEnum):
    """`planned` until somebody says what happened; only then is it kept or missed."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED_ACCEPTABLE = "missed_acceptable"
    MISSED_NOT_ACCEPTABLE = "missed_not_acceptable"
    MISSED_NOT_JUDGED = "missed_not_judged"
    CANCELLED = "cancelled"

    @property
    def is_missed(self) -> bool:
        return self.value.startswith("missed")


class Contact(AboutPerson, Entity):
    """One person's line of one contact; several people seen together share `group_id`.

    A correction is a new row: `corrects_id` names the row it takes the place of, which stays,
    struck through, with `replaced_at` set. An undo within ten minutes sets `undone_at`.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        Index("ix_contacts_person_at", "person_id", "at"),
        Index("ix_contacts_at", "at"),
        Index("ix_contacts_author", "author_id", "outcome", "at"),
        Index("ix_contacts_group", "group_id"),
        CheckConstraint("corrects_id IS NULL OR corrects_id <> id", name="corrects_another"),
    )

    at: Mapped[datetime]
    contact_type: Mapped[ContactType]
    outcome: Mapped[Outcome]
    group_id: Mapped[UUID]
    author_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    note = sealed_or_none(text)
    place = sealed_or_none(text)
    source = sealed_or_none(text)
    corrects_id: Mapped[UUID | None] = mapped_column(key_to("contacts.id"))
    correction_reason = sealed_or_none(text)
    replaced_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
