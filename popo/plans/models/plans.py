"""The plan of a case in its versions, and the objectives of each."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson
from popo.plans.models.needs import Pathway, health_under_its_pathways


def _only_one(name: str, column: str, condition: str, table: str = "plans") -> Index:
    where = sql(condition)
    return Index(
        f"uq_{table}_{name}", column, unique=True, sqlite_where=where, postgresql_where=where
    )


class PlanStatus(StrEnum):
    """`reviewed`: a later version was agreed. `withdrawn`: a draft that came to nothing."""

    DRAFT = "draft"
    AGREED = "agreed"
    REVIEWED = "reviewed"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class PersonView(StrEnum):
    """What the person did when shown the plan."""

    SIGNED = "signed"
    AGREED = "agreed"
    DISAGREED = "disagreed"


class Plan(AboutPerson, Entity):
    """One version. Once agreed, the database refuses to change what was agreed.

    The partnership owns it. `edits` counts changes to the draft and its objectives, so that
    `version` moves with each and nobody agrees something else than they read.
    """

    __tablename__ = "plans"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint(
            "(agreed_on IS NULL) = (agreed_by_id IS NULL) "
            "AND (agreed_on IS NULL) = (shown_on IS NULL) "
            "AND (agreed_on IS NULL) = (person_view IS NULL)",
            name="agreed_is_whole",
        ),
        CheckConstraint(
            "(status IN ('draft', 'withdrawn')) = (agreed_on IS NULL)", name="agreed_is_dated"
        ),
        CheckConstraint(
            "(status = 'ended') = (ended_on IS NOT NULL) "
            "AND (ended_on IS NULL) = (ended_by_id IS NULL) "
            "AND (ended_on IS NULL) = (end_words IS NULL)",
            name="ended_is_whole",
        ),
        _only_one("draft", "case_id", "status = 'draft'"),
        _only_one("agreed", "case_id", "status = 'agreed'"),
        Index("ix_plans_review_on", "status", "review_on"),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"))
    number: Mapped[int]
    status: Mapped[PlanStatus] = mapped_column(default=PlanStatus.DRAFT)
    review_on: Mapped[date]
    drafted_on: Mapped[date]
    drafted_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    edits: Mapped[int] = mapped_column(default=0)
    agreed_on: Mapped[date | None]
    agreed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    shown_on: Mapped[date | None]
    person_view: Mapped[PersonView | None]
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    own_goals = sealed(text)
    person_words = sealed_or_none(text)
    end_words = sealed_or_none(text)


class ObjectiveOutcome(StrEnum):
    ACHIEVED = "achieved"
    PARTLY_ACHIEVED = "partly_achieved"
    NOT_ACHIEVED = "not_achieved"
    NO_LONGER_POSSIBLE = "no_longer_possible"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Objective(AboutPerson, Entity):
    """One aim as it stands in one version of the plan.

    `position` counts those of a plan and is kept from version to version. `thread_id` is the key
    of the row it was first written in, `before_id` that of the row in the version before;
    `looked_on` is when it was gone through in this version. Its owner and its outcome may be said
    after the version was agreed; nothing else may change then.
    """

    __tablename__ = "objectives"
    __table_args__ = (
        UniqueConstraint("plan_id", "thread_id"),
        health_under_its_pathways(),
        CheckConstraint(
            "(outcome IS NULL) = (outcome_on IS NULL) "
            "AND (outcome IS NULL) = (outcome_by_id IS NULL) "
            "AND (outcome IS NULL) = (what_helped IS NULL)",
            name="outcome_is_whole",
        ),
        Index("ix_objectives_owner", "owner_id", "outcome"),
    )

    plan_id: Mapped[UUID] = mapped_column(key_to("plans.id"))
    thread_id: Mapped[UUID] = mapped_column(key_to("objectives.id"), index=True)
    before_id: Mapped[UUID | None] = mapped_column(key_to("objectives.id"))
    position: Mapped[int]
    pathway: Mapped[Pathway]
    target_on: Mapped[date]
    owner_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    owner_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    looked_on: Mapped[date | None]
    outcome: Mapped[ObjectiveOutcome | None]
    outcome_on: Mapped[date | None]
    outcome_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    own_words = sealed(text)
    words = sealed(text)
    measure = sealed(text)
    progress = sealed(text)
    what_helped = sealed_or_none(text)


class ObjectiveAction(Entity):
    """An action raised for an objective, whichever version it stands in."""

    __tablename__ = "objective_actions"
    __table_args__ = (UniqueConstraint("action_id"),)

    thread_id: Mapped[UUID] = mapped_column(key_to("objectives.id"), index=True)
    action_id: Mapped[UUID] = mapped_column(key_to("actions.id"))


class DefaultOwner(Interval, Entity):
    """Who gets an agency's objectives when a colleague has left or stopped working on the case."""

    __tablename__ = "default_owners"
    __table_args__ = (
        right_order(),
        _only_one("running", "agency_id", "ends_on IS NULL", "default_owners"),
    )

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    set_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
