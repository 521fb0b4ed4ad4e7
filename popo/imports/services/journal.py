"""Notes what the taking of a line makes and changes, so that it can be undone to the letter."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from popo.audit.services import waiting
from popo.db import Entity, db
from popo.imports.models import ImportBatch, ImportChange, ImportRow
from popo.people.models import Person

_OWN = ("import_", "list_sources", "audit_")
_NEVER = {"id", "version", "created_at"}


class _Noted:
    """Of each row touched: whether it was made here, and its former columns where not."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, UUID], tuple[Entity, dict[str, Any] | None]] = {}

    def look(self, session: Session, work: UOWTransaction) -> None:
        """After a flush, when what was written is still told from what was there."""
        del work
        for made in session.new:
            if _counts(made):
                self.rows[made.__tablename__, made.id] = made, None
        for changed in session.dirty:
            if _counts(changed) and session.is_modified(changed):
                self._note_change(changed)

    def _note_change(self, row: Entity) -> None:
        named = (row.__tablename__, row.id)
        former = _former(row)
        if named not in self.rows:
            self.rows[named] = row, former
        elif (known := self.rows[named][1]) is not None:
            self.rows[named] = row, {**former, **known}


@contextmanager
def noted(batch: ImportBatch, row: ImportRow) -> Iterator[None]:
    """Everything written inside belongs to this line; raising undoes it, trail and all."""
    session = db.session()
    session.flush()
    seen = _Noted()
    trail = len(waiting(session))
    event.listen(session, "after_flush", seen.look)
    try:
        with session.begin_nested():
            yield
            session.flush()
    except BaseException:
        del waiting(session)[trail:]
        session.info.pop("ring", None)  # a key made inside is gone with what was undone
        raise
    finally:
        event.remove(session, "after_flush", seen.look)
    _keep(batch, row, seen)


def _keep(batch: ImportBatch, row: ImportRow, seen: _Noted) -> None:
    """One change for each row of a batch: a second one only moves its version on."""
    keys = [key for _, key in seen.rows]
    held = {
        (change.changed_table, change.changed_id): change
        for change in db.session.scalars(
            select(ImportChange).where(
                ImportChange.batch_id == batch.id, ImportChange.changed_id.in_(keys)
            )
        )
    }
    last = db.session.scalars(
        select(func.max(ImportChange.position)).where(ImportChange.batch_id == batch.id)
    ).one()
    position = last or 0
    for named, (changed, before) in seen.rows.items():
        if named in held:
            held[named].version_after = changed.version
            continue
        position += 1
        db.session.add(
            ImportChange(
                batch_id=batch.id,
                row_id=row.id,
                person_id=_person_of(changed),
                position=position,
                changed_table=named[0],
                changed_id=named[1],
                before=before,
                version_after=changed.version,
            )
        )


def _counts(row: object) -> bool:
    return isinstance(row, Entity) and not row.__tablename__.startswith(_OWN)


def _former(row: Entity) -> dict[str, Any]:
    """The columns that changed, as the database held them."""
    state = inspect(row)
    former = {}
    for attribute in state.mapper.column_attrs:
        column = attribute.columns[0].name
        history = state.attrs[attribute.key].history
        if column not in _NEVER and history.has_changes():
            former[column] = written(history.deleted[0] if history.deleted else None)
    return former


def _person_of(row: Any) -> UUID | None:
    person: UUID | None = row.id if isinstance(row, Person) else getattr(row, "person_id", None)
    return person


def written(value: Any) -> Any:
    """A column's value as JSON keeps it; sealed bytes stay sealed."""
    match value:
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case UUID():
            return {"key": str(value)}
        case dict() | list():
            return {"json": value}
        case _:
            return value


def read(held: Any) -> Any:
    """What `written` kept."""
    match held:
        case {"bytes": text}:
            return base64.b64decode(text)
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"key": text}:
            return UUID(text)
        case {"json": value}:
            return value
        case _:
            return held
