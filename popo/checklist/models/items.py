"""The checklist: versions of its template, items, and the rounds each item went."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.checklist.kinds import Frequency, Live, Rating, Status, Workstream
from popo.checklist.rounds import Round
from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, sealed_or_none, text


class ChecklistVersion(HasSealed, Entity):
    """One version of the template: the items added by it or before, and not yet retired."""

    __tablename__ = "checklist_versions"
    __table_args__ = (UniqueConstraint("number"),)

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    number: Mapped[int]
    made_on: Mapped[date]
    made_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    why = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)


class ChecklistItem(HasSealed, Entity):
    """A line of the checklist. Its words never change: another wording is another item.

    `strands` are names of strands; none of them means all. `is_local`: not of the shipped list.
    `edits` counts what is said of its rounds, so that `version` moves with each and nobody
    overwrites anybody, even where a reopened item begins another round.
    """

    __tablename__ = "checklist_items"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("retired_in IS NULL OR retired_in > added_in", name="right_order"),
    )

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    number: Mapped[int]
    strands: Mapped[list[str]]
    workstream: Mapped[Workstream]
    frequency: Mapped[Frequency]
    live: Mapped[Live | None]
    is_local: Mapped[bool] = mapped_column(default=False)
    added_in: Mapped[int]
    retired_in: Mapped[int | None]
    edits: Mapped[int] = mapped_column(default=0)
    words = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)

    def stands_in(self, version: int) -> bool:
        return self.added_in <= version and (self.retired_in is None or version < self.retired_in)


class ChecklistRound(HasSealed, Entity):
    """One time round of an item, as it was last said; sealed under the item.

    A done round is never opened again: the next one follows it.
    """

    __tablename__ = "checklist_rounds"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint(
            "(status = 'done') = (done_on IS NOT NULL) AND (done_on IS NULL) = (review_on IS NULL)",
            name="done_is_dated",
        ),
        CheckConstraint("review_on > done_on", name="review_is_later"),
        CheckConstraint("(status = 'not_applicable') = (reason IS NOT NULL)", name="reason_given"),
        CheckConstraint("(owner_id IS NULL) = (owner_agency_id IS NULL)", name="owner_is_whole"),
    )

    item_id: Mapped[UUID] = mapped_column(key_to("checklist_items.id"))
    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    number: Mapped[int]
    owner_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    owner_agency_id: Mapped[UUID | None] = mapped_column(key_to("agencies.id"))
    due_on: Mapped[date]
    status: Mapped[Status] = mapped_column(default=Status.NOT_STARTED)
    rating: Mapped[Rating | None]
    done_on: Mapped[date | None]
    review_on: Mapped[date | None]
    evidence = sealed_or_none(text)
    measures = sealed_or_none(text)
    reason = sealed_or_none(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, Compartment.CORE)

    @property
    def as_said(self) -> Round:
        return Round(self.status, self.due_on, self.review_on)


class ChecklistEntry(HasSealed, Entity):
    """What was said of a round at one time; only ever added to. Sealed under the item."""

    __tablename__ = "checklist_entries"

    round_id: Mapped[UUID] = mapped_column(key_to("checklist_rounds.id"), index=True)
    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    said_on: Mapped[date]
    said_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    owner_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    due_on: Mapped[date]
    status: Mapped[Status]
    rating: Mapped[Rating | None]
    evidence = sealed_or_none(text)
    measures = sealed_or_none(text)
    reason = sealed_or_none(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, Compartment.CORE)
