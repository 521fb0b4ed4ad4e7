"""A childhood on the scheme that is over: what was written in it stays closed, part by part."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.people.childhood import ChildsPart


class Childhood(Entity):
    """What was written by `closed_at` is the child's own record. Only the newest end counts."""

    __tablename__ = "childhoods"
    __table_args__ = (UniqueConstraint("person_id"),)

    person_id: Mapped[UUID] = mapped_column(key_to("people.id"))
    closed_at: Mapped[datetime]


class ChildhoodOpening(Entity):
    """A part of it that a hand-over named; of one agency where `owner_agency_id` says which."""

    __tablename__ = "childhood_openings"
    __table_args__ = (Index("ix_childhood_openings_person_id", "person_id", "part"),)

    person_id: Mapped[UUID] = mapped_column(key_to("people.id"))
    part: Mapped[ChildsPart]
    owner_agency_id: Mapped[UUID | None] = mapped_column(key_to("agencies.id"))
