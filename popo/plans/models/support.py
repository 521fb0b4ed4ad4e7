"""The directory of local services, and what somebody was signposted to."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.scheme_sealed import SchemeSealed
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson
from popo.plans.models.needs import Pathway, health_under_its_pathways


class LocalService(Entity):
    """Somewhere people can be sent: an organisation's details, about nobody on the scheme."""

    __tablename__ = "local_services"
    __table_args__ = (UniqueConstraint("pathway", "name"),)

    pathway: Mapped[Pathway]
    name: Mapped[str]
    run_by: Mapped[str]
    contact: Mapped[str] = mapped_column(SchemeSealed())
    route: Mapped[str] = mapped_column(SchemeSealed())
    closed_on: Mapped[date | None]


class SupportStatus(StrEnum):
    NOT_AVAILABLE = "not_available"
    REFERRED = "referred"
    STARTED = "started"
    SUSTAINED = "sustained"
    ENDED = "ended"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def is_running(self) -> bool:
        return self in {SupportStatus.REFERRED, SupportStatus.STARTED, SupportStatus.SUSTAINED}

    @property
    def has_started(self) -> bool:
        """Whether somebody is being helped now: asking for it is not yet help."""
        return self in {SupportStatus.STARTED, SupportStatus.SUSTAINED}


class SupportResult(StrEnum):
    COMPLETED = "completed"
    LEFT_EARLY = "left_early"
    NOT_ACCEPTED = "not_accepted"
    NO_LONGER_NEEDED = "no_longer_needed"
    NO_LONGER_POSSIBLE = "no_longer_possible"


class Intervention(AboutPerson, Entity):
    """One piece of support: referred, started, sustained, ended; or asked for and not to be had.

    It names a service of the directory or, sealed, somewhere else.
    """

    __tablename__ = "interventions"
    __table_args__ = (
        health_under_its_pathways(),
        CheckConstraint(
            "(status = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (result IS NULL)",
            name="ended_is_whole",
        ),
        CheckConstraint("status <> 'started' OR started_on IS NOT NULL", name="started_is_dated"),
        CheckConstraint(
            "status <> 'sustained' OR sustained_on IS NOT NULL", name="sustained_is_dated"
        ),
        CheckConstraint(
            "(started_on IS NULL OR started_on >= referred_on) "
            "AND (sustained_on IS NULL OR sustained_on >= started_on) "
            "AND (ended_on IS NULL OR ended_on >= referred_on)",
            name="right_order",
        ),
        Index("ix_interventions_pathway", "pathway", "status"),
    )

    pathway: Mapped[Pathway]
    service_id: Mapped[UUID | None] = mapped_column(key_to("local_services.id"), index=True)
    thread_id: Mapped[UUID | None] = mapped_column(key_to("objectives.id"))
    status: Mapped[SupportStatus]
    referred_on: Mapped[date]
    referred_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    started_on: Mapped[date | None]
    sustained_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    result: Mapped[SupportResult | None]
    elsewhere = sealed_or_none(text)
    words = sealed(text)
    result_words = sealed_or_none(text)
