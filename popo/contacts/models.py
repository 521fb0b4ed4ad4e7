from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.contacts.absences import Follow
from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson

_IN_SERIES = sql("series_id IS NOT NULL")


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
    struck through, with `replaced_at` set. An undo within ten minutes, and the end of a series
    for what it had still planned, set `undone_at`.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        Index("ix_contacts_person_at", "person_id", "at"),
        Index("ix_contacts_at", "at"),
        Index("ix_contacts_author", "author_id", "outcome", "at"),
        Index("ix_contacts_group", "group_id"),
        Index(
            "ix_contacts_series",
            "series_id",
            sqlite_where=_IN_SERIES,
            postgresql_where=_IN_SERIES,
        ),
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
    series_id: Mapped[UUID | None] = mapped_column(key_to("contact_series.id"))


class ContactSeries(AboutPerson, Entity):
    """Contacts planned ahead on the same days of the week; each is a `Contact` of its own.

    `worker_id` is who they are with, and owes their outcomes. `minute` counts from midnight.
    `until` is the last day that may hold one. A series changed from a day on ends, and another
    follows it: `former_id`.
    """

    __tablename__ = "contact_series"
    __table_args__ = (
        CheckConstraint("until >= starts_on", name="right_order"),
        CheckConstraint("minute BETWEEN 0 AND 1439", name="time_of_day"),
    )

    contact_type: Mapped[ContactType]
    weekdays: Mapped[list[str]]
    minute: Mapped[int]
    starts_on: Mapped[date]
    until: Mapped[date]
    skips_holidays: Mapped[bool]
    worker_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    author_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    place = sealed_or_none(text)
    former_id: Mapped[UUID | None] = mapped_column(key_to("contact_series.id"))
    ended_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class AbsenceAnswer(AboutPerson, Entity):
    """What a person made of an absence under one order: an action offered, or why there is none."""

    __tablename__ = "absence_answers"
    __table_args__ = (
        UniqueConstraint("contact_id", "basis_id"),
        CheckConstraint("(action_id IS NULL) <> (why_not IS NULL)", name="one_answer"),
    )

    contact_id: Mapped[UUID] = mapped_column(key_to("contacts.id"))
    basis_id: Mapped[UUID] = mapped_column(key_to("supervision_bases.id"))
    follow: Mapped[Follow]
    due_on: Mapped[date]
    author_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    action_id: Mapped[UUID | None] = mapped_column(key_to("actions.id"))
    why_not = sealed_or_none(text)
