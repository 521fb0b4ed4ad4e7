"""Rotating the scheme key and destroying data keys."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import Column, Table, func, select, text, update

from popo import clock, crypto
from popo.db import Model, db, transaction
from popo.keys import keyfile
from popo.keys.models import DataKey
from popo.keys.scheme_sealed import SchemeSealed

_BATCH = 1000


def rotate_scheme_key(path: Path) -> Iterator[int]:
    """Wraps every living data key under a new scheme key, then forgets the old ones.

    Rows are not rewritten. Yields how many keys each step wrapped again. Stopped half-way it
    leaves both scheme keys in the file, and running it again finishes the work. Servers may run
    meanwhile: they look into the file before they wrap anything, and where a key is new to them.
    """
    keys = keyfile.load(path)
    stale = _count_other_than(keys.current)
    if not stale or len(keys.schemes) == 1:
        keys = keys.with_new_scheme_key()
        keyfile.save(keys, path)
    keyfile.use(keys)
    while wrapped := _wrap_some(keys):
        yield wrapped
    _finish_rotation(keys)
    keyfile.save(keys.with_only_current(), path)
    keyfile.use(keyfile.load(path))


def _wrap_some(keys: keyfile.SchemeKeys) -> int:
    with transaction():
        return _wrap_again(keys)


def _finish_rotation(keys: keyfile.SchemeKeys) -> None:
    """Holding the lock means that all work which wrapped under the old key has ended."""
    with transaction():
        if db.session.get_bind().dialect.name == "postgresql":
            tables = ", ".join([DataKey.__tablename__, *(t.name for t in _scheme_sealed())])
            db.session.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))
        while _wrap_again(keys):
            pass
        _seal_scheme_values_again()


def count_living() -> int:
    """How many data keys still open something."""
    living = select(func.count()).select_from(DataKey).where(DataKey.wrapped.is_not(None))
    return db.session.execute(living).scalar_one()


def _count_other_than(current: str) -> int:
    stale = select(func.count()).where(DataKey.scheme_key != current, DataKey.wrapped.is_not(None))
    return db.session.execute(stale).scalar_one()


def _wrap_again(keys: keyfile.SchemeKeys) -> int:
    stale = db.session.scalars(
        select(DataKey)
        .where(DataKey.scheme_key != keys.current, DataKey.wrapped.is_not(None))
        .order_by(DataKey.id)
        .limit(_BATCH)
        .with_for_update()
    ).all()
    for row in stale:
        assert row.wrapped is not None  # noqa: S101 - the query asked for living keys
        opened = crypto.unwrap(keys.schemes[row.scheme_key], row.wrapped, row.name)
        row.wrapped = crypto.wrap(keys.wrapping, opened, row.name)
        row.scheme_key = keys.current
    db.session.flush()  # the batch must leave the identity map before the next one
    db.session.expunge_all()
    return len(stale)


def _scheme_sealed() -> dict[Table, list[Column[str]]]:
    """The tables that hold values sealed under the scheme key itself, and those columns."""
    found = {
        table: [column for column in table.c if isinstance(column.type, SchemeSealed)]
        for table in Model.metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def _seal_scheme_values_again() -> None:
    """Reading opens by the old key, writing seals by the new one; these rows are few."""
    for table, columns in _scheme_sealed().items():
        key = table.c.id
        for row in db.session.execute(select(key, *columns)).all():
            values = dict(zip((column.name for column in columns), row[1:], strict=True))
            db.session.execute(update(table).where(key == row[0]).values(values))


def destroy_keys(subjects: Iterable[UUID], agency_id: UUID | None = None) -> None:
    """Empties the keys of these subjects, or one agency's part of them, for good."""
    statement = update(DataKey).where(DataKey.subject_id.in_(list(subjects)))
    if agency_id is not None:
        statement = statement.where(DataKey.agency_id == agency_id)
    db.session.execute(statement.values(wrapped=None, destroyed_at=clock.now()))
