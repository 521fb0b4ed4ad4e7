from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import facts, sealed, sealed_or_none, text
from popo.people.about import AboutPerson

_UNFROZEN = sql("frozen_at IS NULL")


class Scoring(AboutPerson, Entity):
    """One scorer's run over one version of the criteria; a range while anything is missing.

    Of a nomination, or of a case at its review. `low` and `high` are empty for a narrative, which
    has no total. Frozen, it never changes; a scorer has one run in hand for a person.
    """

    __tablename__ = "scorings"
    __table_args__ = (
        CheckConstraint("low IS NULL OR low <= high", name="low_to_high"),
        CheckConstraint("(nomination_id IS NULL) <> (case_id IS NULL)", name="of_one_thing"),
        Index("ix_scorings_frozen_at", "frozen_at"),
        Index(
            "uq_scorings_in_hand",
            "person_id",
            "scorer_id",
            unique=True,
            sqlite_where=_UNFROZEN,
            postgresql_where=_UNFROZEN,
        ),
    )

    nomination_id: Mapped[UUID | None] = mapped_column(key_to("nominations.id"), index=True)
    case_id: Mapped[UUID | None] = mapped_column(key_to("scheme_cases.id"), index=True)
    criteria_set_id: Mapped[UUID] = mapped_column(key_to("criteria_sets.id"))
    scorer_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    scored_on: Mapped[date]
    low: Mapped[int | None]
    high: Mapped[int | None]
    band: Mapped[str | None]
    frozen_at: Mapped[datetime | None]
    narrative = sealed_or_none(facts)


class ScoringAnswer(AboutPerson, Entity):
    """One factor: the level chosen and its points, or nothing while evidence is missing.

    `value` is what the system measured, where its proposal was taken; `rests_on` the records and
    the graded reports behind it. Of an intelligence factor the row lies in that compartment.
    """

    __tablename__ = "scoring_answers"
    __table_args__ = (
        UniqueConstraint("scoring_id", "factor"),
        CheckConstraint("(level IS NULL) = (points IS NULL)", name="points_with_level"),
        CheckConstraint("level IS NULL OR evidence_on IS NOT NULL", name="evidence_is_dated"),
    )

    scoring_id: Mapped[UUID] = mapped_column(key_to("scorings.id"), index=True)
    factor: Mapped[str]
    level: Mapped[str | None]
    value: Mapped[int | None]
    points: Mapped[int | None]
    evidence_on: Mapped[date | None]
    evidence = sealed_or_none(text)
    source = sealed_or_none(text)
    rests_on = sealed_or_none(facts)


class Adjustment(AboutPerson, Entity):
    """A professional override of a frozen run: a signed line beside the score, never an edit.

    It counts once a second person of another agency has signed it.
    """

    __tablename__ = "adjustments"
    __table_args__ = (
        CheckConstraint("points <> 0", name="moves_something"),
        CheckConstraint("signed_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint("signed_agency_id <> proposed_agency_id", name="two_agencies"),
        CheckConstraint(
            "(signed_on IS NULL) = (signed_by_id IS NULL)"
            " AND (signed_on IS NULL) = (signed_agency_id IS NULL)",
            name="signed_is_dated",
        ),
        CheckConstraint("signed_on IS NULL OR withdrawn_on IS NULL", name="signed_or_withdrawn"),
    )

    scoring_id: Mapped[UUID] = mapped_column(key_to("scorings.id"), index=True)
    points: Mapped[int]
    proposed_on: Mapped[date]
    proposed_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    proposed_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    signed_on: Mapped[date | None]
    signed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    signed_agency_id: Mapped[UUID | None] = mapped_column(key_to("agencies.id"))
    withdrawn_on: Mapped[date | None]
    reasons = sealed(text)
    evidence = sealed(text)

    @property
    def counts(self) -> bool:
        return self.signed_on is not None

    @property
    def waits(self) -> bool:
        return self.signed_on is None and self.withdrawn_on is None


class ScoreMove(AboutPerson, Entity):
    """A frozen run that lies far from the one before, to go before the panel once.

    Without an item it waits for a meeting to be planned.
    """

    __tablename__ = "score_moves"

    scoring_id: Mapped[UUID] = mapped_column(key_to("scorings.id"), unique=True)
    agenda_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"), index=True)
    words = sealed(text)


class Prediction(AboutPerson, Entity):
    """An OGRS result with its version and the inputs it was worked out from."""

    __tablename__ = "predictions"

    model_version: Mapped[str]
    calculated_on: Mapped[date]
    inputs = sealed(facts)
    outcome = sealed(facts)
