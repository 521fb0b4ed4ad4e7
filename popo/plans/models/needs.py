"""What somebody needs, by pathway, with the evidence for it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson

_RUNNING = sql("ends_on IS NULL")


class Pathway(StrEnum):
    """The seven pathways out of offending: needs, objectives and support hang on them."""

    ACCOMMODATION = "accommodation"
    EDUCATION_TRAINING_AND_EMPLOYMENT = "education_training_and_employment"
    HEALTH = "health"
    DRUGS_AND_ALCOHOL = "drugs_and_alcohol"
    FINANCE_BENEFIT_AND_DEBT = "finance_benefit_and_debt"
    CHILDREN_AND_FAMILIES = "children_and_families"
    ATTITUDES_THINKING_AND_BEHAVIOUR = "attitudes_thinking_and_behaviour"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def may_hold_health(self) -> bool:
        """Whether what is written under it may be health information."""
        return self in {Pathway.HEALTH, Pathway.DRUGS_AND_ALCOHOL}


_WORDS = {
    Pathway.ACCOMMODATION: "Accommodation",
    Pathway.EDUCATION_TRAINING_AND_EMPLOYMENT: "Education, training and employment",
    Pathway.HEALTH: "Health",
    Pathway.DRUGS_AND_ALCOHOL: "Drugs and alcohol",
    Pathway.FINANCE_BENEFIT_AND_DEBT: "Finance, benefit and debt",
    Pathway.CHILDREN_AND_FAMILIES: "Children and families",
    Pathway.ATTITUDES_THINKING_AND_BEHAVIOUR: "Attitudes, thinking and behaviour",
}


def health_under_its_pathways() -> CheckConstraint:
    """Of every table here: only two pathways have rows in the health compartment."""
    return CheckConstraint(
        "compartment <> 'health' OR pathway IN ('health', 'drugs_and_alcohol')",
        name="health_under_its_pathways",
    )


class NeedLevel(StrEnum):
    NONE = "none"
    SOME = "some"
    SIGNIFICANT = "significant"
    NOT_KNOWN = "not_known"

    @property
    def words(self) -> str:
        return {"none": "No need", "some": "Some need", "significant": "Significant need"}.get(
            self.value, "Not known"
        )


class Need(AboutPerson, Interval, Entity):
    """What one agency says of one pathway; a change of mind is a new row.

    It never feeds a score: the scorers cannot import this feature.
    """

    __tablename__ = "needs"
    __table_args__ = (
        right_order(),
        health_under_its_pathways(),
        CheckConstraint("level = 'not_known' OR evidence_on IS NOT NULL", name="known_is_dated"),
        Index(
            "uq_needs_running",
            "person_id",
            "pathway",
            "agency_id",
            "compartment",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_needs_level", "level", "ends_on"),
    )

    pathway: Mapped[Pathway]
    level: Mapped[NeedLevel]
    evidence_on: Mapped[date | None]
    written_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    evidence = sealed(text)
    source = sealed(text)
    why_ended = sealed_or_none(text)
