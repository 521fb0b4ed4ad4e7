from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.duplicates.kinds import Answer, PairState
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson


class DuplicateCandidate(Entity):
    """Two records that may be one person. `score` in whole per cent; `reasons` are codes.

    `shared_numbers`: how many they had in common when last compared or answered; an answer of *not
    the same* stands until there are more. The verdict itself is a `PersonLink`.
    """

    __tablename__ = "duplicate_candidates"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered_pair"),
        CheckConstraint("score BETWEEN 0 AND 99", name="per_cent"),
        Index("ix_duplicate_candidates_state", "state", "score"),
    )

    first_id: Mapped[UUID] = mapped_column(key_to("people.id"))
    second_id: Mapped[UUID] = mapped_column(key_to("people.id"), index=True)
    score: Mapped[int]
    reasons: Mapped[list[str]]
    shared_numbers: Mapped[int]
    found_on: Mapped[date]
    state: Mapped[PairState] = mapped_column(default=PairState.WAITING)

    def other_than(self, person_id: UUID) -> UUID:
        return self.second_id if person_id == self.first_id else self.first_id


class DuplicateAnswer(AboutPerson, Entity):
    """What somebody answered of a pair, and why: a row about each of the two who may be told."""

    __tablename__ = "duplicate_answers"

    candidate_id: Mapped[UUID] = mapped_column(key_to("duplicate_candidates.id"), index=True)
    answer: Mapped[Answer]
    answered_on: Mapped[date]
    answered_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    undone_on: Mapped[date | None]
    reason = sealed(text)


class DuplicateRequest(AboutPerson, Entity):
    """One agency asks another, which holds the record `person_id`, about a pair.

    The row belongs to whoever asks; the words are theirs, for the holder to read.
    """

    __tablename__ = "duplicate_requests"
    __table_args__ = (
        CheckConstraint("(reply IS NULL) = (replied_on IS NULL)", name="reply_is_dated"),
        Index("ix_duplicate_requests_holder", "holder_id", "reply"),
    )

    candidate_id: Mapped[UUID] = mapped_column(key_to("duplicate_candidates.id"), index=True)
    holder_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    asked_on: Mapped[date]
    asked_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    reply: Mapped[Answer | None]
    replied_on: Mapped[date | None]
    replied_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    words = sealed(text)
