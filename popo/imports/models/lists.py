"""Sources of lists, what was brought in, line by line, and what each line changed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import BigKey, Entity, Model, key_to
from popo.imports.kinds import ListKind
from popo.imports.verdicts import Verdict
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, facts, sealed, sealed_or_none, text


class ListSource(HasSealed, Entity):
    """Where lists of one kind come from, for which purpose, and how their columns are read.

    `columns`: by heading, the column it holds. `every_days`: how often one is expected, None for
    never; without one in that time what is counted from it is stale. `own_list`: of people whom
    somebody took away to edit, never of the scheme's whole list.
    """

    __tablename__ = "list_sources"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)
    __owners__ = ("agency_id",)

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    list_kind: Mapped[ListKind]
    name: Mapped[str]
    every_days: Mapped[int | None]
    newest_on: Mapped[date | None]
    """The day the newest list that was taken speaks of."""
    closed_on: Mapped[date | None]
    own_list: Mapped[bool] = mapped_column(default=False)
    purpose = sealed(text)
    columns = sealed_or_none(facts)

    @property
    def holds(self) -> str:
        return "Own lists, taken away and edited" if self.own_list else self.list_kind.words

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)


class BatchState(StrEnum):
    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    ACCEPTING = "accepting"
    ACCEPTED = "accepted"
    UNDONE = "undone"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        return _STATE_WORDS[self]

    @property
    def is_working(self) -> bool:
        return self in {BatchState.CHECKING, BatchState.ACCEPTING}


_STATE_WORDS = {
    BatchState.MAPPING: "Columns to confirm",
    BatchState.CHECKING: "Being looked through",
    BatchState.CHECKED: "Looked through, nothing taken yet",
    BatchState.ACCEPTING: "Being taken",
    BatchState.ACCEPTED: "Taken",
    BatchState.UNDONE: "Undone",
    BatchState.CANCELLED: "Cancelled",
}


class ImportBatch(HasSealed, Entity):
    """One list: who brought it, under which agreement, and how far it has come.

    `shape` holds the headings, where the data begin and the columns. `parts_id` is whose key its
    lines are sealed under until they are looked through; that key is then destroyed.
    """

    __tablename__ = "import_batches"
    __table_args__ = (Index("ix_import_batches_digest", "source_id", "digest"),)
    __owners__ = ("agency_id",)

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"), index=True)
    source_id: Mapped[UUID] = mapped_column(key_to("list_sources.id"))
    list_kind: Mapped[ListKind]
    operator_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    agreement: Mapped[str]
    as_at: Mapped[date]
    digest: Mapped[int] = mapped_column(BigKey)
    state: Mapped[BatchState] = mapped_column(default=BatchState.MAPPING)
    parts_id: Mapped[UUID]
    lines: Mapped[int] = mapped_column(default=0)
    looked_at: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any] | None]
    """How many lines had each verdict, kept when the lines themselves are let go."""
    taken_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When its lines were let go: it can no longer be undone."""
    shape = sealed(facts)

    @property
    def stands(self) -> str:
        """In words; of a list of flagged people nothing is ever taken."""
        if self.list_kind.flags_people and self.state is BatchState.ACCEPTED:
            return "Held against the scheme's list"
        return self.state.words

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)


class ImportPart(HasSealed, Entity):
    """Some hundred lines on their way to be looked through; gone when they have been."""

    __tablename__ = "import_parts"
    __table_args__ = (UniqueConstraint("batch_id", "position"),)
    __owners__ = ("agency_id", "subject_id")

    batch_id: Mapped[UUID] = mapped_column(key_to("import_batches.id"))
    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    position: Mapped[int]
    held = sealed(facts)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, Compartment.CORE)


class RowState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    LEFT_OUT = "left_out"
    REFUSED = "refused"
    UNDONE = "undone"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class ImportRow(HasSealed, Entity):
    """A line that was kept, its verdict and why.

    `cells` are as they came; `held` is what was understood and what it would change. Of a line
    about nobody the scheme knows there is neither, unless it is the scheme's own list.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        Index("ix_import_rows_verdict", "batch_id", "verdict", "state", "number"),
    )
    __owners__ = ("agency_id", "batch_id")

    batch_id: Mapped[UUID] = mapped_column(key_to("import_batches.id"))
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    number: Mapped[int]
    verdict: Mapped[Verdict]
    state: Mapped[RowState] = mapped_column(default=RowState.WAITING)
    person_id: Mapped[UUID | None] = mapped_column(key_to("people.id"), index=True)
    decided_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    cells = sealed_or_none(facts)
    held = sealed_or_none(facts)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.batch_id, self.agency_id, Compartment.CORE)


class ImportDigest(Model):
    """Whom a line names, as a keyed digest: finds lines that look the same, and nobody.

    Of lines about strangers it is all that is kept, and for seven days.
    """

    __tablename__ = "import_digests"

    batch_id: Mapped[UUID] = mapped_column(key_to("import_batches.id"), primary_key=True)
    digest: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    expires_on: Mapped[date] = mapped_column(index=True)


class ImportChange(Entity):
    """A row of another table that a line made, or changed: how it stood before, to undo it.

    `before` is None for a row that was made; else its former columns as the database held them,
    so that what was sealed stays sealed. `version_after` tells whether somebody changed it since.
    """

    __tablename__ = "import_changes"
    __table_args__ = (
        UniqueConstraint("batch_id", "changed_table", "changed_id"),
        Index("ix_import_changes_row", "row_id"),
    )

    batch_id: Mapped[UUID] = mapped_column(key_to("import_batches.id"))
    row_id: Mapped[UUID] = mapped_column(key_to("import_rows.id"))
    person_id: Mapped[UUID | None]
    position: Mapped[int]
    changed_table: Mapped[str]
    changed_id: Mapped[UUID]
    before: Mapped[dict[str, Any] | None]
    version_after: Mapped[int]
