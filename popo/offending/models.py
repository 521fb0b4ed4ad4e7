from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson


class OffenceEventKind(StrEnum):
    ARREST = "arrest"
    CHARGE = "charge"
    CAUTION = "caution"
    CONVICTION = "conviction"
    BREACH = "breach"
    RECALL = "recall"
    FAILURE_TO_APPEAR = "failure_to_appear"
    WARRANT = "warrant"
    DRUG_TEST = "drug_test"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class OffenceEvent(AboutPerson, Entity):
    """One event, sealed in detail; plain where figures are counted from it.

    `happened_on` is the day of the event, `offence_on` of the offence behind it. `ho_code` is the
    Home Office code (CCCSS), `comparator` one of the ten, `ward` where the offence was. A warrant
    is outstanding while `concluded_on` is empty. `sentence_custodial` belongs to convictions,
    `test_positive` to police drug tests.
    """

    __tablename__ = "offence_events"
    __table_args__ = (
        Index("ix_offence_events_person", "person_id", "happened_on"),
        Index("ix_offence_events_happened", "happened_on", "event_kind"),
    )

    event_kind: Mapped[OffenceEventKind]
    happened_on: Mapped[date]
    offence_on: Mapped[date | None]
    ho_code: Mapped[str | None]
    comparator: Mapped[str | None]
    ward: Mapped[str | None]
    sentenced_on: Mapped[date | None]
    sentence_custodial: Mapped[bool | None]
    test_positive: Mapped[bool | None]
    concluded_on: Mapped[date | None]
    detail = sealed_or_none(text)
    asn = sealed_or_none(text)
    source = sealed_or_none(text)
    at_liberty: Mapped[bool] = mapped_column(default=True)


class CoOffending(AboutPerson, Entity):
    """One person's line of an offence said to have been done together with somebody else.

    Each of the two has a line, alike but for whose it is, so that neither person's key opens what
    is said of the other; `link_id` is the same in both. It is never a family tie. One recorded in
    error is marked wrong, with the reason, and stays.
    """

    __tablename__ = "co_offending"
    __table_args__ = (
        UniqueConstraint("link_id", "person_id"),
        CheckConstraint("person_id <> with_person_id", name="two_people"),
        CheckConstraint("(wrong_on IS NULL) = (wrong_by_id IS NULL)", name="wrong_says_who"),
        Index("ix_co_offending_person", "person_id", "offended_on"),
    )

    link_id: Mapped[UUID]
    with_person_id: Mapped[UUID] = mapped_column(key_to("people.id"), index=True)
    offended_on: Mapped[date]
    ho_code: Mapped[str | None]
    wrong_on: Mapped[date | None]
    wrong_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    source = sealed(text)
    words = sealed_or_none(text)
    why_wrong = sealed_or_none(text)
