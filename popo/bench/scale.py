"""Scale databases: the demonstration town with as many people as asked for, kept for reuse."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from popo.accounts.models import User
from popo.accounts.passwords import new_password
from popo.accounts.queries import actor_for, user_named
from popo.app import create_app, create_bare_app
from popo.bench.candidates import add_draft, load_candidates
from popo.bench.plain import copy_plain
from popo.db import db, transaction
from popo.demo.load.loader import load_town
from popo.demo.load.timeline import own_time
from popo.demo.town import SEED, make_town
from popo.keys import keyfile

_READY = "ready"


@cache
def scale_app(folder: Path, people: int) -> Flask:
    """An application on a database of its own; the first time, the town is loaded into it."""
    return _app(folder / f"bench-{people}", partial(_load_town, people))


@cache
def candidates_app(folder: Path, people: int) -> Flask:
    """The same with a small town, and so many people nominated and scored."""
    return _app(folder / f"bench-candidates-{people}", partial(_load_candidates, people))


def _app(place: Path, load: Callable[[], None]) -> Flask:
    settings = {
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{place / 'popo.sqlite'}",
        "KEY_FILE": place / "keys.json",
        "TRAIL_FILE": place / "trail-heads.jsonl",
        "WTF_CSRF_ENABLED": False,
        "SESSION_COOKIE_SECURE": False,
        "TESTING": True,
    }
    if (place / _READY).exists():
        _bring_up_to_date(settings)
    else:
        _build(place, settings, load)
    return create_app(settings)


def _bring_up_to_date(settings: dict[str, object]) -> None:
    """A database of an earlier run may lack the newest tables."""
    with create_bare_app(settings).app_context():
        upgrade()


def _build(place: Path, settings: dict[str, object], load: Callable[[], None]) -> None:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in place.iterdir():
        left.unlink()
    keyfile.save(keyfile.create(), place / "keys.json")
    _bring_up_to_date(settings)
    with create_app(settings).app_context():
        with own_time():
            load()
        db.session.execute(text("ANALYZE"))
        db.session.rollback()
    (place / _READY).touch()


def _load_town(people: int) -> None:
    load_town(make_town(SEED), new_password(), people)
    copy_plain()


def _load_candidates(people: int) -> None:
    town = make_town(SEED)
    load_town(town, new_password())
    load_candidates(town.registry, actor_for(user("lead-police")), people)
    with transaction():
        add_draft(actor_for(user("coordinator")))


def user(name: str) -> User:
    """One of the demonstration's staff."""
    found = user_named(name)
    if found is None:
        raise RuntimeError(f"The town has nobody called {name}.")
    return found


def folder_of(app: Flask) -> Path:
    """Where scale databases are kept: beside the trail heads."""
    return Path(app.config["TRAIL_FILE"]).parent
