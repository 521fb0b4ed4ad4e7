from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo import clock
from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.scheme_sealed import SchemeSealed
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson

ANSWER_WITHIN_WORKING_DAYS = 10
_OPEN = sql("ended_on IS NULL")


class OtherScheme(Entity):
    """A scheme in another area: a partner outside, with no users here."""

    __tablename__ = "other_schemes"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    area: Mapped[str]
    contact_point: Mapped[str] = mapped_column(SchemeSealed())
    closed_on: Mapped[date | None]


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class TransferAnswer(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Transfer(AboutPerson, Entity):
    """One scheme offers a person to another. Until it is accepted and takes effect, nothing moves.

    It stays open, and is the only one of its person, until it was refused, withdrawn or carried
    out: `ended_on`. `case_id` is the case it closes, or the one that it opened. `parts` are those
    of the record that go into the pack. `decision_id` is the panel's, on an offer to us, and
    `lead_agency_id` and `tier` are for the case that then opens.
    """

    __tablename__ = "transfers"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("direction = 'in' OR case_id IS NOT NULL", name="out_of_a_case"),
        CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL)"
            " AND (answer IS NULL) = (answered_by_id IS NULL)",
            name="answer_is_dated",
        ),
        CheckConstraint(
            "(effective_at IS NOT NULL) = (answer IS NOT NULL AND answer = 'accepted')",
            name="effective_if_accepted",
        ),
        CheckConstraint("ended_on IS NULL OR answer IS NOT NULL", name="ends_with_an_answer"),
        CheckConstraint(
            "ended_on IS NOT NULL OR answer IS NULL OR answer = 'accepted'",
            name="only_acceptance_waits",
        ),
        Index(
            "uq_transfers_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_transfers_ended_on", "ended_on"),
    )

    number: Mapped[int]
    direction: Mapped[Direction]
    case_id: Mapped[UUID | None] = mapped_column(key_to("scheme_cases.id"), index=True)
    other_scheme_id: Mapped[UUID] = mapped_column(key_to("other_schemes.id"))
    offered_on: Mapped[date]
    offered_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    parts: Mapped[list[str]]
    answer: Mapped[TransferAnswer | None]
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    effective_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    decision_id: Mapped[UUID | None] = mapped_column(key_to("panel_decisions.id"))
    lead_agency_id: Mapped[UUID | None] = mapped_column(key_to("agencies.id"))
    tier: Mapped[str | None]
    reason = sealed(text)
    conditions = sealed_or_none(text)
    sent = sealed_or_none(text)
    answer_words = sealed_or_none(text)

    @property
    def leaves(self) -> bool:
        return self.direction is Direction.OUT

    @property
    def is_waiting(self) -> bool:
        return self.answer is None

    @property
    def answer_due_on(self) -> date:
        return clock.add_working_days(self.offered_on, ANSWER_WITHIN_WORKING_DAYS)


class Hosting(AboutPerson, Interval, Entity):
    """Somebody of another scheme whose offending reaches us: seen in part, never a case of ours."""

    __tablename__ = "hostings"
    __table_args__ = (
        right_order(),
        Index(
            "uq_hostings_running",
            "person_id",
            unique=True,
            sqlite_where=sql("ends_on IS NULL"),
            postgresql_where=sql("ends_on IS NULL"),
        ),
    )

    other_scheme_id: Mapped[UUID] = mapped_column(key_to("other_schemes.id"))
    review_on: Mapped[date]
    why = sealed(text)
    limits = sealed_or_none(text)
