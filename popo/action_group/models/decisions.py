"""What a meeting decided about somebody, written down as it sits; the chair confirms it."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.action_group.deciding import DecisionKind
from popo.db import Entity, key_to
from popo.keys.sealed import facts, sealed, text
from popo.people.about import AboutPerson


class MeetingDecision(AboutPerson, Entity):
    """Nothing changes until it is confirmed; its source is the agenda item.

    `terms` say what is to become of the record, by kind: see `services.recording`. `seen` is the
    version of what it changes as it was recorded, `about_id` that record's key. Confirmed, it names
    the decision or the colour that it made.
    """

    __tablename__ = "meeting_decisions"
    __table_args__ = (
        CheckConstraint(
            "(confirmed_on IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"
        ),
        CheckConstraint("confirmed_on IS NULL OR dropped_on IS NULL", name="confirmed_or_dropped"),
    )

    agenda_item_id: Mapped[UUID] = mapped_column(key_to("agenda_items.id"), index=True)
    decision_kind: Mapped[DecisionKind]
    about_id: Mapped[UUID | None]
    seen: Mapped[int] = mapped_column(default=0)
    terms = sealed(facts)
    reasons = sealed(text)
    proposed_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    confirmed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    confirmed_on: Mapped[date | None]
    dropped_on: Mapped[date | None]
    decision_id: Mapped[UUID | None] = mapped_column(key_to("panel_decisions.id"), index=True)
    light_id: Mapped[UUID | None] = mapped_column(key_to("traffic_lights.id"))

    @property
    def waits(self) -> bool:
        return self.confirmed_on is None and self.dropped_on is None
