"""Runs the migrations on the application's own engine, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

_PORTABLE = {
    "Key": "sa.Uuid()",
    "Moment": "sa.DateTime(timezone=True)",
    "SealedBytes": "sa.LargeBinary()",
    "SchemeSealed": "sa.String()",
}
_LOCK = 7_206_011_204


def _render(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Writes our own column types in portable words, so that no migration imports popo."""
    del autogen_context
    return _PORTABLE.get(type(item).__name__, False) if kind == "type" else False


@contextmanager
def _tables_may_be_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by making its table anew, which its foreign keys would stand in."""
    raw = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := raw.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"the migration left rows without what they refer to: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _run() -> None:
    db = current_app.extensions["migrate"].db
    with db.engine.connect() as connection, _tables_may_be_made_anew(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=_render,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET lock_timeout = '10s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            context.run_migrations()


_run()
