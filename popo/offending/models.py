from datetime import date
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity
from popo.keys.sealed import sealed_or_none, text
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
