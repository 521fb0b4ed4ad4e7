from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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


class PanelDecision(AboutPerson, Entity):
    """A decision by named people, with reasons; at a meeting, or urgent and ratified later."""

    __tablename__ = "panel_decisions"
    __table_args__ = (
        CheckConstraint("urgent OR agenda_item_id IS NOT NULL", name="at_a_meeting_or_urgent"),
    )

    decision: Mapped[Decision]
    nomination_id: Mapped[UUID | None] = mapped_column(key_to("nominations.id"), index=True)
    case_id: Mapped[UUID | None] = mapped_column(key_to("scheme_cases.id"), index=True)
    agenda_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"), index=True)
    urgent: Mapped[bool] = mapped_column(default=False)
    ratified_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"))
    decided_on: Mapped[date] = mapped_column(index=True)
    effective_on: Mapped[date]
    recorded_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    reasons = sealed(text)


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
