from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.sealed import facts, sealed, sealed_or_none, text
from popo.people.about import AboutPerson

_OPEN = sql("closed_on IS NULL")


def _one_running(table: str, *columns: str, name: str = "running", also: str = "") -> Index:
    """That of rows alike in these columns only one has no end: services check, this holds."""
    running = sql(f"{also}ends_on IS NULL")
    return Index(
        f"uq_{table}_{name}",
        *columns,
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )


class Strand(StrEnum):
    PREVENT_AND_DETER = "prevent_and_deter"
    CATCH_AND_CONVICT = "catch_and_convict"
    REHABILITATE_AND_RESETTLE = "rehabilitate_and_resettle"

    @property
    def words(self) -> str:
        return _STRAND_WORDS[self]


_STRAND_WORDS = {
    Strand.PREVENT_AND_DETER: "Prevent and Deter",
    Strand.CATCH_AND_CONVICT: "Catch and Convict",
    Strand.REHABILITATE_AND_RESETTLE: "Rehabilitate and Resettle",
}


class CaseEnd(StrEnum):
    """Why a spell ended: the reasons of `reference/domain.md` 1.6."""

    DESISTED = "desisted"
    LONG_CUSTODY = "long_custody"
    MOVED = "moved"
    PASSED_TO_MAPPA = "passed_to_mappa"
    PASSED_TO_DRUG_TEAM = "passed_to_drug_team"
    BELOW_THRESHOLD = "below_threshold"
    DISPLACED = "displaced"
    DECEASED = "deceased"
    DEPORTED = "deported"
    SELECTED_IN_ERROR = "selected_in_error"
    TURNED_18 = "turned_18"
    NOT_RATIFIED = "not_ratified"
    NOT_RECORDED = "not_recorded"
    """Before the record here began: a list said that somebody had left, and not why."""

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize().replace("mappa", "MAPPA")


class SchemeCase(AboutPerson, Entity):
    """One spell on the scheme, from the effective date of the decision to select to closure.

    Re-entry is a new spell. `spell` counts from 1; the partnership is the record's owner.
    """

    __tablename__ = "scheme_cases"
    __table_args__ = (
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="right_order"),
        CheckConstraint("(closed_on IS NULL) = (end_reason IS NULL)", name="ends_with_reason"),
        Index("ix_scheme_cases_opened_on", "opened_on"),
        Index(
            "uq_scheme_cases_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    spell: Mapped[int] = mapped_column(default=1)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    end_reason: Mapped[CaseEnd | None]

    def is_open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)


class Status(StrEnum):
    ACTIVE = "active"
    DE_SELECTION_PROPOSED = "de_selection_proposed"
    DE_SELECTED = "de_selected"
    CLOSED = "closed"
    TRANSFERRED_OUT = "transferred_out"
    DECEASED = "deceased"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").replace("de s", "de-s").capitalize()


class SchemeStatus(AboutPerson, Interval, Entity):
    __tablename__ = "scheme_statuses"
    __table_args__ = (right_order(), _one_running("scheme_statuses", "case_id"))

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    status: Mapped[Status]


class StrandEngagement(AboutPerson, Interval, Entity):
    """A case's dated work under a strand. Several may run at once; exactly one is primary.

    `tier` is a name of the scheme's own list, for Prevent and Deter only. Another tier, with its
    reason, begins another row.
    """

    __tablename__ = "strand_engagements"
    __table_args__ = (
        right_order(),
        Index("ix_strand_engagements_strand", "strand", "ends_on"),
        _one_running("strand_engagements", "case_id", "strand"),
        _one_running("strand_engagements", "case_id", name="primary", also="is_primary AND "),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    strand: Mapped[Strand]
    is_primary: Mapped[bool]
    tier: Mapped[str | None]
    tier_set_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    lead_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    tier_reason = sealed_or_none(text)


class AssignmentRole(StrEnum):
    LEAD_OFFICER = "lead_officer"
    OFFENDER_MANAGER = "offender_manager"
    YOS_WORKER = "yos_worker"
    CO_WORKER = "co_worker"

    @property
    def words(self) -> str:
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    AssignmentRole.LEAD_OFFICER: "Lead officer (police)",
    AssignmentRole.OFFENDER_MANAGER: "Offender manager (probation)",
    AssignmentRole.YOS_WORKER: "Youth offending worker",
    AssignmentRole.CO_WORKER: "Co-worker",
}


class Assignment(AboutPerson, Interval, Entity):
    __tablename__ = "assignments"
    __table_args__ = (
        right_order(),
        Index("ix_assignments_user", "user_id", "ends_on"),
        _one_running("assignments", "case_id", "role", "user_id"),
        _one_running(
            "assignments", "case_id", "role", name="lead", also="role <> 'co_worker' AND "
        ),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    role: Mapped[AssignmentRole]


class Colour(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    CUSTODY = "custody"


class TrafficLight(AboutPerson, Interval, Entity):
    """A colour with its reason, its setter and the day it is looked at again."""

    __tablename__ = "traffic_lights"
    __table_args__ = (right_order(), _one_running("traffic_lights", "case_id"))

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    colour: Mapped[Colour]
    reason = sealed(text)
    set_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    review_on: Mapped[date]


class ExitPlan(AboutPerson, Entity):
    """What follows de-selection: who looks after the step down, and until when.

    `supports` says who gives each part of the support that goes on, by the name of the part:
    `{"housing": "The housing office"}`. `reviewed_on` is when the owner last went through it.
    """

    __tablename__ = "exit_plans"

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    ends_on: Mapped[date]
    reviewed_on: Mapped[date | None]
    words = sealed(text)
    supports = sealed_or_none(facts)
