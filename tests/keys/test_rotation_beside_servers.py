"""A server that read its keys before they were rotated goes on working, and loses nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from popo import crypto
from popo.accounts.models import User
from popo.db import db, transaction
from popo.keys import keyfile
from popo.keys.models import DataKey
from popo.keys.services import rotate_scheme_key
from popo.people.models import PersonName
from tests import make
from tests.separate import separate_app


@pytest.fixture
def real(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with separate_app(database_url, tmp_path_factory.mktemp("keys")) as app, app.app_context():
        yield app


def _add() -> None:
    with transaction():
        make.person(make.actor())


def _rotate_elsewhere(app: Flask) -> None:
    """As another process would: this one keeps the keys it has read."""
    held = keyfile.in_use()
    list(rotate_scheme_key(app.config["KEY_FILE"]))
    keyfile.use(held)
    db.session.remove()


def test_server_with_old_keys_reads_what_was_wrapped_again(real: Flask) -> None:
    _add()
    _rotate_elsewhere(real)
    assert {name.family for name in db.session.scalars(select(PersonName))} == {"Example"}
    assert all(user.name.startswith("Sam") for user in db.session.scalars(select(User)))


def test_server_with_old_keys_wraps_nothing_under_a_forgotten_one(real: Flask) -> None:
    _add()
    _rotate_elsewhere(real)
    _add()
    living = keyfile.load(real.config["KEY_FILE"])
    assert set(db.session.scalars(select(DataKey.scheme_key))) == {living.current}
    keyfile.use(living)
    db.session.remove()
    assert [name.family for name in db.session.scalars(select(PersonName))] == ["Example"] * 2
    assert all(user.name.startswith("Sam") for user in db.session.scalars(select(User)))


def test_work_that_wrapped_under_the_old_key_is_wrapped_again_before_it_is_forgotten(
    real: Flask,
) -> None:
    """A key is made after the last step, by work that had begun before the first."""
    _add()
    steps = rotate_scheme_key(real.config["KEY_FILE"])
    old = keyfile.load(real.config["KEY_FILE"])
    next(steps)
    new = keyfile.in_use()
    keyfile.use(old)
    with transaction():
        db.session.add(_late_key(old))
    keyfile.use(new)
    list(steps)
    assert len(set(db.session.scalars(select(DataKey.scheme_key)))) == 1


def _late_key(old: keyfile.SchemeKeys) -> DataKey:
    sample = db.session.scalars(select(DataKey)).first()
    assert sample is not None
    assert sample.scheme_key != old.current
    late = DataKey(
        subject_id=sample.subject_id,
        agency_id=sample.agency_id,
        compartment=sample.compartment,
        generation=2,
        scheme_key=old.current,
    )
    late.wrapped = crypto.wrap(old.wrapping, crypto.new_key(), late.name)
    return late
