from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import facts, sealed, sealed_or_none, text
from popo.people.about import AboutPerson


class Scoring(AboutPerson, Entity):
    """One scorer's run over one version of the criteria; a range while anything is missing.

    `low` and `high` are empty for a narrative, which has no total. Frozen, it never changes.
    """

    __tablename__ = "scorings"
    __table_args__ = (
        CheckConstraint("low IS NULL OR low <= high", name="low_to_high"),
        UniqueConstraint("nomination_id", "scorer_id"),
    )

    nomination_id: Mapped[UUID] = mapped_column(key_to("nominations.id"), index=True)
    criteria_set_id: Mapped[UUID] = mapped_column(key_to("criteria_sets.id"))
    scorer_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    scored_on: Mapped[date]
    low: Mapped[int | None]
    high: Mapped[int | None]
    band: Mapped[str | None]
    frozen_at: Mapped[datetime | None]
    narrative = sealed_or_none(facts)


class ScoringAnswer(AboutPerson, Entity):
    """One factor: the level chosen and its points, or nothing while evidence is missing."""

    __tablename__ = "scoring_answers"
    __table_args__ = (
        UniqueConstraint("scoring_id", "factor"),
        CheckConstraint("(level IS NULL) = (points IS NULL)", name="points_with_level"),
        CheckConstraint("level IS NULL OR evidence_on IS NOT NULL", name="evidence_is_dated"),
    )

    scoring_id: Mapped[UUID] = mapped_column(key_to("scorings.id"), index=True)
    factor: Mapped[str]
    level: Mapped[str | None]
    points: Mapped[int | None]
    evidence_on: Mapped[date | None]
    evidence = sealed_or_none(text)
    source = sealed_or_none(text)


class Prediction(AboutPerson, Entity):
    """An OGRS result with its version and the inputs it was worked out from."""

    __tablename__ = "predictions"

    model_version: Mapped[str]
    calculated_on: Mapped[date]
    inputs = sealed(facts)
    outcome = sealed(facts)
