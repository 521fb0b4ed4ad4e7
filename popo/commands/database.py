"""`popo db`: bring the tables up to date, or say whether they are."""

import json
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade as migrate_upgrade
from sqlalchemy import inspect, select

from popo import resources
from popo.app import create_bare_app
from popo.db import db
from popo.keys import keyfile
from popo.keys.models import DataKey


@click.group("db")
def group() -> None:
    """Look after the tables."""


@group.command()
def upgrade() -> None:
    """Bring the tables up to date; for a new scheme, make its key file too."""
    with create_bare_app().app_context():
        _make_folder()
        migrate_upgrade()
        _make_first_keys()
        click.echo(f"The tables are at revision {_current()}.")


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def check(as_json: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Say whether the tables are up to date; exit status 1 if not."""
    with create_bare_app().app_context():
        current, newest = _current(), _newest()
    if as_json:
        click.echo(json.dumps({"current": current, "newest": newest}))
    elif current == newest:
        click.echo(f"The tables are up to date, at revision {current}.")
    else:
        click.echo(
            f"The tables are at revision {current or 'none'}; the newest is {newest}. "
            "Run: popo db upgrade"
        )
    if current != newest:
        raise SystemExit(1)


def _current() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _newest() -> str | None:
    return ScriptDirectory(str(resources.path("migrations"))).get_current_head()


def _make_folder() -> None:
    if db.engine.dialect.name == "sqlite" and db.engine.url.database:
        Path(db.engine.url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def _make_first_keys() -> None:
    """Only where nothing is sealed yet: new keys open nothing old."""
    path = current_app.config["KEY_FILE"]
    if path.exists():
        return
    if inspect(db.engine).has_table(DataKey.__tablename__):
        held = db.session.execute(select(DataKey.id).limit(1)).first()
        if held is not None:
            return
    keyfile.save(keyfile.create(), path)
    click.echo(f"Made new keys in {path}. Keep a copy apart from the database's backups.")
