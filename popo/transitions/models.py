from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Enum, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson
from popo.people.childhood import ChildsPart
from popo.transitions.kinds import TransitionStatus, View

_IS_OPEN = sql("status IN ('review', 'proposed', 'accepted')")


class Transition(AboutPerson, Entity):
    """One proposal, by the youth offending service, that a probation worker takes over.

    The youth offending service owns it. `effective_on` is on or after the 18th birthday. Until
    it is in effect nothing moves. `edits` counts changes to it, its parts and its meetings, so
    that `version` moves with each and nobody proposes something else than they read.
    """

    __tablename__ = "transitions"
    __table_args__ = (
        CheckConstraint(
            "status = 'review' OR status = 'withdrawn' OR status = 'cancelled'"
            " OR (proposed_on IS NOT NULL AND receiver_id IS NOT NULL"
            " AND effective_on IS NOT NULL)",
            name="proposed_is_whole",
        ),
        CheckConstraint(
            "(proposed_on IS NULL) = (proposed_by_id IS NULL)", name="proposed_is_dated"
        ),
        CheckConstraint(
            "status NOT IN ('handed_back', 'accepted', 'in_effect') OR answered_on IS NOT NULL",
            name="answer_is_dated",
        ),
        CheckConstraint(
            "(status IN ('review', 'proposed', 'accepted')) = (ended_on IS NULL)",
            name="ended_is_dated",
        ),
        Index(
            "uq_transitions_open",
            "case_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_transitions_receiver", "receiver_id", "status"),
        Index("ix_transitions_status", "status", "effective_on"),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    status: Mapped[TransitionStatus]
    begun_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    receiver_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    effective_on: Mapped[date | None]
    edits: Mapped[int] = mapped_column(default=0)
    young_view: Mapped[View]
    parent_view: Mapped[View] = mapped_column(
        Enum(
            View,
            native_enum=False,
            create_constraint=True,
            length=40,
            name="parent_view",  # two columns of one kind need two names for their checks
            values_callable=lambda kind: [member.value for member in kind],
        )
    )
    proposed_on: Mapped[date | None]
    proposed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    answered_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    young_words = sealed_or_none(text)
    parent_words = sealed_or_none(text)
    answer_words = sealed_or_none(text)
    end_words = sealed_or_none(text)


class TransitionPart(AboutPerson, Entity):
    """One part of the child's record that goes over, said in words before it is accepted.

    `owner_agency_id`: of which agency, where not of all.
    """

    __tablename__ = "transition_parts"
    __table_args__ = (UniqueConstraint("transition_id", "part"),)

    transition_id: Mapped[UUID] = mapped_column(key_to("transitions.id"))
    part: Mapped[ChildsPart]
    owner_agency_id: Mapped[UUID | None] = mapped_column(key_to("agencies.id"))
    words = sealed(text)


class TransitionMeeting(AboutPerson, Entity):
    """The young person, or those around them, with both workers in one room."""

    __tablename__ = "transition_meetings"

    transition_id: Mapped[UUID] = mapped_column(key_to("transitions.id"), index=True)
    held_on: Mapped[date]
    yos_worker_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    receiver_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    words = sealed(text)
