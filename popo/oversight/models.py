from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.cases.models import Strand
from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.oversight.kinds import Answer, Topic
from popo.people.about import AboutPerson


class OversightNote(AboutPerson, Entity):
    """A lead's note on a case. A correction is another row; the corrected one stays, struck."""

    __tablename__ = "oversight_notes"
    __table_args__ = (
        CheckConstraint("(corrects_id IS NULL) = (why IS NULL)", name="correction_says_why"),
        Index("ix_oversight_notes_case", "case_id", "looked_on"),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"))
    looked_on: Mapped[date]
    topic: Mapped[Topic]
    author_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    corrects_id: Mapped[UUID | None] = mapped_column(key_to("oversight_notes.id"))
    replaced_at: Mapped[datetime | None]
    action_id: Mapped[UUID | None] = mapped_column(key_to("actions.id"))
    words = sealed(text)
    why = sealed_or_none(text)


class DipSample(Entity):
    """Cases drawn by chance from those of a strand that the lead may read; `pool` is how many."""

    __tablename__ = "dip_samples"

    strand: Mapped[Strand]
    drawn_on: Mapped[date]
    drawn_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    seed: Mapped[int]
    pool: Mapped[int]
    closed_on: Mapped[date | None]


class DipLine(AboutPerson, Entity):
    """One case of a sample, and when somebody went through it."""

    __tablename__ = "dip_lines"
    __table_args__ = (UniqueConstraint("sample_id", "case_id"),)

    sample_id: Mapped[UUID] = mapped_column(key_to("dip_samples.id"))
    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"))
    position: Mapped[int]
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))


class DipAnswer(AboutPerson, Entity):
    """What was found on one question; `question` is a name of `kinds.QUESTIONS`."""

    __tablename__ = "dip_answers"
    __table_args__ = (UniqueConstraint("line_id", "question"),)

    line_id: Mapped[UUID] = mapped_column(key_to("dip_lines.id"))
    question: Mapped[str]
    answer: Mapped[Answer]
    finding = sealed_or_none(text)
