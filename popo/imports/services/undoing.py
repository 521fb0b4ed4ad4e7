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
from popo.duplicates.queries.pairs import settled_among
from popo.duplicates.services.looking import forget_pairs
from popo.errors import RuleBroken, StaleVersion
from popo.imports.models import BatchState, ImportBatch, ImportChange, ImportRow, RowState
from popo.imports.policy import check_may_decide
from popo.imports.queries.batches import changes_of
from popo.imports.queries.flags import answered_among
from popo.imports.services.flags import forget_differences
from popo.imports.services.journal import read
from popo.keys.services import destroy_keys
from popo.people.models import Person
from popo.people.services.index import forget_tokens, index_person

_OURS = ("import_", "audit_", "search_", "data_keys", "duplicate_candidates", "flag_differences")
"""What follows from a record by itself, and goes with it."""

NOTHING_TAKEN = "Nothing of this list was taken. Bring a right one of the same day, or a later one."
_AT_ONCE = 500
Named = tuple[str, UUID]
"""A table and the key of a row."""


class Undone:
    """What an undo would do, worked out before anything is touched."""

    def __init__(self, changes: list[ImportChange]) -> None:
        self._changes = changes
        self._named = {(change.changed_table, change.changed_id) for change in changes}
        self._edited = _edited(changes)
        self.added = [c.changed_id for c in changes if _adds_person(c)]
        self.kept_people = set(self.added) & self._worked_on_since()
        rested_on = self._rested_on()
        stays = {change.id for change in changes if self._stays(change, rested_on)}
        self.kept = [change for change in changes if change.id in stays]
        self.going = [change for change in changes if change.id not in stays]

    def _stays(self, change: ImportChange, rested_on: set[Named]) -> bool:
        if change.person_id in self.kept_people or change.id in self._edited:
            return True
        return (change.changed_table, change.changed_id) in rested_on

    def _worked_on_since(self) -> set[UUID]:
        """Of the people the list added, those about whom it did not write everything."""
        found = {c.person_id for c in self._changes if c.id in self._edited and c.person_id}
        for table in _tables():
            if "person_id" in table.c:
                found |= self._later_rows(table, "person_id", self.added)
        return found | settled_among(self.added) | answered_among(self.added)

    def _rested_on(self) -> set[Named]:
        """What this list made and a row it did not write refers to."""
        made = defaultdict(list)
        for change in self._changes:
            if change.before is None:
                made[change.changed_table].append(change.changed_id)
        return {
            (name, key)
            for name, keys in made.items()
            for table, column in _referring().get(name, ())
            for key in self._later_rows(table, column, keys)
        }

    def _later_rows(self, table: Table, column: str, keys: list[UUID]) -> set[UUID]:
        """Those of `keys` that a row refers to in this column which the list did not write."""
        found = set()
        for start in range(0, len(keys), _AT_ONCE):
            some = table.c[column].in_(keys[start : start + _AT_ONCE])
            for row, key in db.session.execute(select(table.c.id, table.c[column]).where(some)):
                if (table.name, row) not in self._named:
                    found.add(key)
        return found


def what_undoing_does(batch: ImportBatch) -> Undone:
    return Undone(changes_of(batch))


def undo(actor: Actor, batch: ImportBatch, read_version: int) -> Undone:
    """Raises StaleVersion where the batch moved on since it was read."""
    check_may_decide(actor, batch)
    settled = batch.state is BatchState.ACCEPTED and batch.closed_at is None
    if batch.list_kind.flags_people:
        raise RuleBroken(NOTHING_TAKEN)
    if batch.version != read_version or not settled:
        raise StaleVersion
    undone = what_undoing_does(batch)
    touched = {change.person_id for change in undone.going if change.person_id}
    gone = set(undone.added) - undone.kept_people
    _let_go(gone)
    forget_pairs(gone)
    forget_differences(gone)
    for key in gone:
        forget_tokens(key)
    for change in undone.going:
        _reverse(change)
    db.session.flush()
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


def _let_go(people: Collection[UUID]) -> None:
    """Lines name the people they made, and so do those of later lists: those names go first."""
    keys = list(people)
    for start in range(0, len(keys), _AT_ONCE):
        some = ImportRow.person_id.in_(keys[start : start + _AT_ONCE])
        db.session.execute(update(ImportRow).where(some).values(person_id=None))


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


def _edited(changes: list[ImportChange]) -> set[UUID]:
    """The changes whose row somebody saved after this list did, or whose row is gone."""
    by_table = defaultdict(list)
    for change in changes:
        by_table[change.changed_table].append(change)
    found = set()
    for name, held in by_table.items():
        table = Model.metadata.tables[name]
        for start in range(0, len(held), _AT_ONCE):
            some = held[start : start + _AT_ONCE]
            same = table.c.id.in_([change.changed_id for change in some])
            versions = {
                row.id: row.version
                for row in db.session.execute(select(table.c.id, table.c.version).where(same))
            }
            found |= {one.id for one in some if versions.get(one.changed_id) != one.version_after}
    return found


def _tables() -> Iterator[Table]:
    """Those whose rows are somebody's work."""
    for table in Model.metadata.sorted_tables:
        if not table.name.startswith(_OURS) and "id" in table.c:
            yield table


def _referring() -> dict[str, list[tuple[Table, str]]]:
    """By table, the tables and columns that refer to it."""
    found: defaultdict[str, list[tuple[Table, str]]] = defaultdict(list)
    for table in _tables():
        for key in table.foreign_keys:
            found[key.column.table.name].append((table, key.parent.name))
    return found
