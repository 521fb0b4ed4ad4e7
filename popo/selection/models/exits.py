"""What is said of a prompt to leave, and which agencies were told that somebody left."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson
from popo.selection.prompts import Rule


class PromptAnswer(AboutPerson, Entity):
    """Not now: said to one prompt about one case, with a reason and a day to ask again."""

    __tablename__ = "prompt_answers"
    __table_args__ = (
        CheckConstraint("ask_again_on > answered_on", name="asked_again_later"),
        Index("ix_prompt_answers_case", "case_id", "rule"),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"))
    rule: Mapped[Rule]
    answered_on: Mapped[date]
    answered_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    ask_again_on: Mapped[date]
    reason = sealed(text)


class ExitNotice(AboutPerson, Entity):
    """One agency that worked with the person and has to be told that the case has closed."""

    __tablename__ = "exit_notices"
    __table_args__ = (
        UniqueConstraint("case_id", "told_agency_id"),
        CheckConstraint("(told_on IS NULL) = (told_by_id IS NULL)", name="told_by_somebody"),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    told_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    told_on: Mapped[date | None]
    told_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
