"""Rotating the scheme key and destroying data keys."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select, update

from popo import clock, crypto
from popo.db import Model, db, transaction
from popo.keys import keyfile
from popo.keys.models import DataKey
from popo.keys.scheme_sealed import SchemeSealed

_BATCH = 1000


def rotate_scheme_key(path: Path) -> Iterator[int]:
    """Wraps every living data key under a new scheme key, then forgets the old ones.

    Rows are not rewritten. Yields how many keys each step wrapped again. Stopped half-way it
    leaves both scheme keys in the file, and running it again finishes the work.
    """
    keys = keyfile.load(path)
    stale = _count_other_than(keys.current)
    if not stale or len(keys.schemes) == 1:
        keys = keys.with_new_scheme_key()
        keyfile.save(keys, path)
    keyfile.use(keys)
    while wrapped := _wrap_again(keys):
        yield wrapped
    _seal_scheme_values_again()
    keyfile.save(keys.with_only_current(), path)
    keyfile.use(keys.with_only_current())


def count_living() -> int:
    """How many data keys still open something."""
    living = select(func.count()).select_from(DataKey).where(DataKey.wrapped.is_not(None))
    return db.session.execute(living).scalar_one()


def _count_other_than(current: str) -> int:
    stale = select(func.count()).where(DataKey.scheme_key != current, DataKey.wrapped.is_not(None))
    return db.session.execute(stale).scalar_one()


def _wrap_again(keys: keyfile.SchemeKeys) -> int:
    with transaction():
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


def _seal_scheme_values_again() -> None:
    """Reading opens by the old key, writing seals by the new one; these rows are few."""
    with transaction():
        for table in Model.metadata.sorted_tables:
            columns = [column for column in table.c if isinstance(column.type, SchemeSealed)]
            if not columns:
                continue
            key = table.c.id
            for row in db.session.execute(select(key, *columns)).all():
                values = dict(zip(columns, row[1:], strict=True))
                db.session.execute(
                    update(table)
                    .where(key == row[0])
                    .values({c.name: v for c, v in values.items()})
                )


def destroy_keys(subjects: Iterable[UUID], agency_id: UUID | None = None) -> None:
    """Empties the keys of these subjects, or one agency's part of them, for good."""
    statement = update(DataKey).where(DataKey.subject_id.in_(list(subjects)))
    if agency_id is not None:
        statement = statement.where(DataKey.agency_id == agency_id)
    db.session.execute(statement.values(wrapped=None, destroyed_at=clock.now()))
