"""A town in the database of a test module, rolled back after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from flask import Flask

from popo.accounts import passwords
from popo.db import db
from popo.demo.load.loader import Loaded, load_town
from popo.demo.load.timeline import own_time
from popo.demo.town import Town

PASSWORD = "Only-for-this-test-1"


@dataclass
class Made:
    town: Town
    loaded: Loaded


@contextmanager
def loaded(app: Flask, town: Town, people: int = 0) -> Iterator[Made]:
    """The town, and a crowd until there are so many `people`."""
    cheap = pytest.MonkeyPatch()
    cheap.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with app.app_context(), own_time():
        engine = db.engine
        with engine.connect() as connection:
            outer = connection.begin()
            db._app_engines[app][None] = connection  # type: ignore[assignment]
            db.session.remove()
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield Made(town, load_town(town, PASSWORD, people))
            finally:
                db.session.remove()
                db._app_engines[app][None] = engine
                outer.rollback()
                cheap.undo()
