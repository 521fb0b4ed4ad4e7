from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson


class CoOffending(AboutPerson, Entity):
    """One person's line of an offence said to have been done together with somebody else.

    Each of the two has a line, alike but for whose it is, so that neither person's key opens what
    is said of the other; `link_id` is the same in both. It is never a family tie. One recorded in
    error is marked wrong, with the reason, and stays.
    """

    __tablename__ = "co_offending"
    __table_args__ = (
        UniqueConstraint("link_id", "person_id"),
        CheckConstraint("person_id <> with_person_id", name="two_people"),
        CheckConstraint("(wrong_on IS NULL) = (wrong_by_id IS NULL)", name="wrong_says_who"),
        Index("ix_co_offending_person", "person_id", "offended_on"),
    )

    link_id: Mapped[UUID]
    with_person_id: Mapped[UUID] = mapped_column(key_to("people.id"), index=True)
    offended_on: Mapped[date]
    ho_code: Mapped[str | None]
    wrong_on: Mapped[date | None]
    wrong_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    source = sealed(text)
    words = sealed_or_none(text)
    why_wrong = sealed_or_none(text)
