"""Where a partner's list of flagged people and the scheme's own do not agree."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.imports.flagging import FlagAnswer, FlagState, Gap
from popo.keys.sealed import facts, sealed_or_none, text
from popo.people.about import AboutPerson


class FlagDifference(AboutPerson, Entity):
    """One person, one source, one way of not agreeing; kept when it is gone.

    `last_seen_on` is the day the newest list that still had it speaks of. An answer stays beside
    a difference that opens again; `earlier` holds those before it, as `{"answers": [...]}`: of
    each the answer, the words, who gave it and the day in ISO 8601. Read by the agency that
    brought the list and by no other, so no part of a child's own record to hand over.
    """

    __tablename__ = "flag_differences"
    __table_args__ = (
        UniqueConstraint("source_id", "person_id", "gap"),
        CheckConstraint("first_seen_on <= last_seen_on", name="right_order"),
        CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL)"
            " AND (answer IS NULL) = (answered_by_id IS NULL)",
            name="answer_is_signed",
        ),
        CheckConstraint("state <> 'answered' OR answer IS NOT NULL", name="answered_has_answer"),
        Index("ix_flag_differences_state", "source_id", "state"),
    )

    source_id: Mapped[UUID] = mapped_column(key_to("list_sources.id"))
    gap: Mapped[Gap]
    first_seen_on: Mapped[date]
    last_seen_on: Mapped[date]
    state: Mapped[FlagState] = mapped_column(default=FlagState.OPEN)
    answer: Mapped[FlagAnswer | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    answered_on: Mapped[date | None]
    words = sealed_or_none(text)
    earlier = sealed_or_none(facts)
