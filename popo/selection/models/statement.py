from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson
from popo.selection.parts import Part

_UNSENT = sql("sent_on IS NULL")


class NominationStatement(AboutPerson, Entity):
    """What one agency says on one day for a nomination: the nominator's own, or a joining one.

    Unsent it is its author's alone, and goes on the day shown. Sent it never changes: what an
    agency learns later is another statement. `outcome_unread`: its author has yet to open what
    became of the nomination.
    """

    __tablename__ = "nomination_statements"
    __table_args__ = (
        CheckConstraint("(sent_on IS NULL) = (draft_until IS NOT NULL)", name="sent_or_draft"),
        Index(
            "uq_nomination_statements_unsent",
            "nomination_id",
            "author_id",
            unique=True,
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
        Index("ix_nomination_statements_draft_until", "draft_until"),
    )

    nomination_id: Mapped[UUID] = mapped_column(key_to("nominations.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    sent_on: Mapped[date | None]
    draft_until: Mapped[date | None]
    outcome_unread: Mapped[bool] = mapped_column(default=False)


class NominationPart(AboutPerson, Entity):
    """One part of a statement, with its source and the day it is true of; or not started."""

    __tablename__ = "nomination_parts"
    __table_args__ = (
        UniqueConstraint("statement_id", "part"),
        CheckConstraint("(words IS NULL) = (as_at IS NULL)", name="words_are_dated"),
    )

    statement_id: Mapped[UUID] = mapped_column(key_to("nomination_statements.id"), index=True)
    part: Mapped[Part]
    as_at: Mapped[date | None]
    words = sealed_or_none(text)
    source = sealed_or_none(text)

    @property
    def is_started(self) -> bool:
        return self.as_at is not None
