"""Undoing a list as a unit: what it made goes, what it changed goes back, later work stays.

A row somebody changed since, and a row that later work rests on, stays as it is and is listed.
Somebody the list added stays, with all of it, where anything else was recorded about them since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import Table, delete, select, update

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import Model, db
from popo.errors import StaleVersion
from popo.imports.models import BatchState, ImportBatch, ImportChange, ImportRow, RowState
from popo.imports.policy import check_may_decide
from popo.imports.queries.batches import changes_of
from popo.imports.services.journal import read
from popo.keys.services import destroy_keys
from popo.people.models import Person
from popo.people.services.index import forget_tokens, index_person

_OURS = ("import_", "audit_", "search_tokens", "data_keys")
_AT_ONCE = 500


class Undone:
    """What an undo would do, worked out before anything is touched."""

    def __init__(self, changes: list[ImportChange]) -> None:
        self._changes = changes
        self._named = {(change.changed_table, change.changed_id) for change in changes}
        self._edited = {change.id for change in changes if _was_edited(change)}
        self.added = [c.changed_id for c in changes if _adds_person(c)]
        later = self._worked_on_since()
        self.kept_people = {person for person in self.added if person in later}
        self.kept = [change for change in changes if self._stays(change)]
        self.going = [change for change in changes if change not in self.kept]

    def _stays(self, change: ImportChange) -> bool:
        if change.person_id in self.kept_people or change.id in self._edited:
            return True
        return change.before is None and self._rested_on(change)

    def _worked_on_since(self) -> set[UUID]:
        """Of the people the list added, those about whom it did not write everything."""
        found = {c.person_id for c in self._changes if c.id in self._edited and c.person_id}
        for table in _tables():
            if "person_id" not in table.c or "id" not in table.c:
                continue
            for key, person in _rows_about(table, self.added):
                if (table.name, key) not in self._named:
                    found.add(person)
        return found

    def _rested_on(self, change: ImportChange) -> bool:
        """Whether a row this list did not write refers to the one it made."""
        for table, column in _referring().get(change.changed_table, ()):
            keys = db.session.scalars(
                select(table.c.id).where(table.c[column] == change.changed_id).limit(_AT_ONCE)
            )
            if any((table.name, key) not in self._named for key in keys):
                return True
        return False


def what_undoing_does(batch: ImportBatch) -> Undone:
    return Undone(changes_of(batch))


def undo(actor: Actor, batch: ImportBatch, read_version: int) -> Undone:
    """Raises StaleVersion where the batch moved on since it was read."""
    check_may_decide(actor, batch)
    settled = batch.state is BatchState.ACCEPTED and batch.closed_at is None
    if batch.version != read_version or not settled:
        raise StaleVersion
    undone = what_undoing_does(batch)
    touched = {change.person_id for change in undone.going if change.person_id}
    gone = set(undone.added) - undone.kept_people
    _let_go(batch, gone)
    for change in undone.going:
        _reverse(change)
    db.session.flush()
    for key in gone:
        forget_tokens(key)
    destroy_keys(gone)
    kept_rows = {change.row_id for change in undone.kept}
    db.session.execute(
        update(ImportRow)
        .where(
            ImportRow.batch_id == batch.id,
            ImportRow.state == RowState.TAKEN,
            ImportRow.id.not_in(kept_rows),
        )
        .values(state=RowState.UNDONE)
    )
    batch.state = BatchState.UNDONE
    db.session.flush()
    db.session.expire_all()
    for person in db.session.scalars(select(Person).where(Person.id.in_(touched - gone))):
        index_person(person)
    record(
        Event.LIST_UNDONE,
        actor,
        people=touched,
        about=(ImportBatch.__tablename__, batch.id),
        kind=batch.list_kind.value,
        kept=len(undone.kept),
    )
    return undone


def _let_go(batch: ImportBatch, people: Collection[UUID]) -> None:
    """Lines name the people they made: those names go first."""
    if people:
        db.session.execute(
            update(ImportRow)
            .where(ImportRow.batch_id == batch.id, ImportRow.person_id.in_(people))
            .values(person_id=None)
        )


def _reverse(change: ImportChange) -> None:
    table = Model.metadata.tables[change.changed_table]
    same = table.c.id == change.changed_id
    if change.before is None:
        db.session.execute(delete(table).where(same))
        return
    former = {column: read(value) for column, value in change.before.items()}
    raw = {table.c[column]: value for column, value in former.items()}
    db.session.execute(
        update(table).where(same).values({**raw, table.c.version: table.c.version + 1})
    )


def _adds_person(change: ImportChange) -> bool:
    return change.before is None and change.changed_table == Person.__tablename__


def _was_edited(change: ImportChange) -> bool:
    """Whether somebody saved the row after this list did, or it is gone."""
    table = Model.metadata.tables[change.changed_table]
    version = db.session.execute(
        select(table.c.version).where(table.c.id == change.changed_id)
    ).scalar()
    return version is None or version != change.version_after


def _tables() -> Iterator[Table]:
    for table in Model.metadata.sorted_tables:
        if not table.name.startswith(_OURS):
            yield table


def _rows_about(table: Table, people: list[UUID]) -> Iterator[tuple[UUID, UUID]]:
    for start in range(0, len(people), _AT_ONCE):
        some = table.c.person_id.in_(people[start : start + _AT_ONCE])
        yield from db.session.execute(select(table.c.id, table.c.person_id).where(some))


def _referring() -> dict[str, list[tuple[Table, str]]]:
    """By table, the tables and columns that refer to it."""
    found: defaultdict[str, list[tuple[Table, str]]] = defaultdict(list)
    for table in _tables():
        if "id" not in table.c:
            continue
        for key in table.foreign_keys:
            found[key.column.table.name].append((table, key.parent.name))
    return found
