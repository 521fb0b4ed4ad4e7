from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import facts, sealed, sealed_or_none, text
from popo.offending.kinds import OffenceEventKind, result_words, variety_words
from popo.people.about import AboutPerson


class OffenceEvent(AboutPerson, Entity):
    """One event, sealed in detail; plain where figures are counted from it.

    `happened_on` is the day of the event, `offence_on` of the offence behind it. `ho_code` is the
    Home Office code (CCCSS), `comparator` one of the ten, `ward` where the offence was. A warrant
    is outstanding, a breach or recall undecided, while `concluded_on` is empty. `test_positive`
    belongs to police drug tests. `sentence_custodial` and `sentenced_on` belong to sentences and
    to convictions sentenced at once.

    Events of one matter share `matter_id`; rows older than matters have none, and no `author_id`.
    `variety` and `result` are keys of `kinds.VARIETIES` and `kinds.RESULTS`. `next_on` is the day
    adjourned or bailed to. `absent_on` is the second unacceptable absence, whose breach this is;
    `basis_id` the licence or order it is about.
    """

    __tablename__ = "offence_events"
    __table_args__ = (
        Index("ix_offence_events_person", "person_id", "happened_on"),
        Index("ix_offence_events_happened", "happened_on", "event_kind"),
        Index("ix_offence_events_outstanding", "event_kind", "concluded_on", "person_id"),
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
    matter_id: Mapped[UUID | None] = mapped_column(index=True)
    basis_id: Mapped[UUID | None] = mapped_column(key_to("supervision_bases.id"))
    author_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    variety: Mapped[str | None]
    result: Mapped[str | None]
    next_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    absent_on: Mapped[date | None]
    court = sealed_or_none(text)
    length = sealed_or_none(text)
    requirement = sealed_or_none(text)

    @property
    def variety_words(self) -> str:
        return variety_words(self.event_kind, self.variety)

    @property
    def result_words(self) -> str:
        return result_words(self.event_kind, self.result)


class FormerEvent(AboutPerson, Entity):
    """What an event said before it was corrected, or what was struck out altogether.

    The event itself is changed in place, so that whatever cites it by its key still finds it, and
    nothing counts what no longer holds. `was` maps labels to words. Where `is_whole`, the event
    is gone from the record: struck out with the reason, or undone within ten minutes, without.
    """

    __tablename__ = "former_offence_events"
    __table_args__ = (
        CheckConstraint("is_whole OR why IS NOT NULL", name="corrected_says_why"),
        Index("ix_former_offence_events_event", "event_id"),
    )

    event_id: Mapped[UUID]
    event_kind: Mapped[OffenceEventKind]
    happened_on: Mapped[date]
    matter_id: Mapped[UUID | None]
    is_whole: Mapped[bool]
    struck_at: Mapped[datetime]
    struck_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    was = sealed(facts)
    why = sealed_or_none(text)
