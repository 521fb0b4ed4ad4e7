"""Runs the migrations on the application's own engine, in one transaction."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import text

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


def _run() -> None:
    db = current_app.extensions["migrate"].db
    with db.engine.connect() as connection:
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
