from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Enum, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.cases.models import CaseEnd, Strand
from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson


class Decision(StrEnum):
    SELECT = "select"
    DEFER = "defer"
    DECLINE = "decline"
    DE_SELECT = "de_select"
    RE_SELECT = "re_select"
    MOVE_STRAND = "move_strand"
    CHANGE_COLOUR = "change_colour"


_WAITING = sql("decided_on IS NULL AND withdrawn_on IS NULL")


class PanelDecision(AboutPerson, Entity):
    """A decision by named people, with reasons; at a meeting, or urgent and ratified later.

    De-selection is proposed first: until somebody other than the proposer confirms it,
    `decided_on` is empty, and every engaged agency is asked. It names the reason the case ends.
    """

    __tablename__ = "panel_decisions"
    __table_args__ = (
        CheckConstraint(
            "decided_on IS NULL OR urgent OR agenda_item_id IS NOT NULL",
            name="at_a_meeting_or_urgent",
        ),
        CheckConstraint(
            "decision = 'de_select' OR (decided_on IS NOT NULL AND proposed_by_id IS NULL)",
            name="only_de_selection_is_proposed",
        ),
        CheckConstraint(
            "(decision = 'de_select') = (end_reason IS NOT NULL)", name="de_selection_says_why"
        ),
        CheckConstraint(
            "decided_on IS NULL OR proposed_by_id IS NULL OR proposed_by_id <> recorded_by_id",
            name="proposer_never_confirms",
        ),
        CheckConstraint(
            "withdrawn_on IS NULL OR decided_on IS NULL", name="withdrawn_is_not_decided"
        ),
        CheckConstraint(
            "(decision = 'move_strand') = (moved_from IS NOT NULL)"
            " AND (moved_from IS NULL) = (moved_to IS NULL)",
            name="move_says_where",
        ),
        CheckConstraint(
            "ratified_item_id IS NULL OR undone_item_id IS NULL", name="ratified_or_undone"
        ),
        CheckConstraint(
            "(undone_item_id IS NULL) = (undone_reasons IS NULL)", name="undone_says_why"
        ),
        Index(
            "uq_panel_decisions_waiting",
            "case_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    decision: Mapped[Decision]
    nomination_id: Mapped[UUID | None] = mapped_column(key_to("nominations.id"), index=True)
    case_id: Mapped[UUID | None] = mapped_column(key_to("scheme_cases.id"), index=True)
    agenda_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"), index=True)
    urgent: Mapped[bool] = mapped_column(default=False)
    ratified_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"))
    undone_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"))
    decided_on: Mapped[date | None] = mapped_column(index=True)
    effective_on: Mapped[date]
    recorded_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    proposed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    withdrawn_on: Mapped[date | None]
    end_reason: Mapped[CaseEnd | None]
    moved_from: Mapped[Strand | None]
    moved_to: Mapped[Strand | None] = mapped_column(
        Enum(
            Strand,
            native_enum=False,
            create_constraint=True,
            length=40,
            name="moved_to",  # two columns of one kind need two names for their checks
            values_callable=lambda kind: [member.value for member in kind],
        )
    )
    reasons = sealed(text)
    undone_reasons = sealed_or_none(text)


class PartyView(StrEnum):
    AGREES = "agrees"
    DISSENTS = "dissents"
    NO_VIEW = "no_view"


class DecisionParty(AboutPerson, Entity):
    """One agency asked about a decision: who spoke for it, what they said and, if against, why."""

    __tablename__ = "decision_parties"
    __table_args__ = (UniqueConstraint("decision_id", "asked_agency_id"),)

    decision_id: Mapped[UUID] = mapped_column(key_to("panel_decisions.id"), index=True)
    asked_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    view: Mapped[PartyView]
    words = sealed_or_none(text)
