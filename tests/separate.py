"""Applications on a database of their own, where work is really committed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import URL, create_engine, make_url, text

from popo import clock
from popo.app import create_app, create_bare_app
from popo.audit import anchors
from popo.db import db
from popo.keys import keyfile


@contextmanager
def empty_database(beside: str, folder: Path) -> Iterator[str]:
    """The address of a new database without tables, on the same server as `beside`."""
    name = f"popo_{uuid4().hex[:12]}"
    if beside.startswith("sqlite"):
        place = folder / name
        place.mkdir()
        yield f"sqlite:///{place / 'popo.sqlite'}"
        shutil.rmtree(place)
        return
    server = make_url(beside)
    _on_server(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@contextmanager
def separate_app(
    beside: str,
    folder: Path,
    change: Callable[[Flask], None] = lambda _: None,
    **overrides: Any,
) -> Iterator[Flask]:
    """An application as it is served, error pages and all, with keys and trail of its own.

    `change` may add views before the first request.
    """
    keys, heads, scheme_time = keyfile._Held.keys, anchors._File.path, clock._Offset.value
    place = folder / uuid4().hex
    place.mkdir()
    keyfile.save(keyfile.create(), place / "keys.json")
    with empty_database(beside, folder) as url:
        settings = {
            "SQLALCHEMY_DATABASE_URI": url,
            "KEY_FILE": place / "keys.json",
            "TRAIL_FILE": place / "heads.jsonl",
            "WTF_CSRF_ENABLED": False,
            "SESSION_COOKIE_SECURE": False,
            **overrides,
        }
        with create_bare_app(settings).app_context():
            upgrade()
            db.engine.dispose()
        app = create_app(settings)
        change(app)
        clock.shift(scheme_time)
        try:
            yield app
        finally:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
            keyfile._Held.keys, anchors._File.path = keys, heads
