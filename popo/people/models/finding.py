"""Finding people whose names are sealed, and pairs that may be the same person."""

from enum import IntEnum, StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import BigKey, Entity, Model, key_to


class TokenKind(IntEnum):
    EXACT = 1
    NICKNAME = 2
    PHONETIC = 3
    DELETION = 4
    IDENTIFIER = 5
    BORN_ON = 6
    POSTCODE = 7
    PHONE = 8


class SearchToken(Model):
    """A keyed digest of something a person may be found by; no plaintext, no n-grams.

    Destroyed with the person's keys: tokens would outlive them.
    """

    __tablename__ = "search_tokens"

    digest: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    person_id: Mapped[UUID] = mapped_column(key_to("people.id"), primary_key=True, index=True)
    token_kind: Mapped[int] = mapped_column(primary_key=True)


class SearchChange(Model):
    """Somebody whose tokens changed and who was not compared with others since; see duplicates."""

    __tablename__ = "search_changes"

    person_id: Mapped[UUID] = mapped_column(key_to("people.id"), primary_key=True)


class LinkVerdict(StrEnum):
    SAME = "same"
    MAY_BE_SAME = "may_be_same"
    NOT_SAME = "not_same"


class PersonLink(Entity):
    """Two records that may be, or are not, one person: linked, never merged, reversible."""

    __tablename__ = "person_links"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered_pair"),
    )

    first_id: Mapped[UUID] = mapped_column(key_to("people.id"))
    second_id: Mapped[UUID] = mapped_column(key_to("people.id"), index=True)
    verdict: Mapped[LinkVerdict]
    decided_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
