from pathlib import Path

from sqlalchemy import select

from popo.accounts.models import User
from popo.db import db, settle
from popo.keys import keyfile
from popo.keys.models import DataKey
from popo.keys.services import rotate_scheme_key
from popo.people.models import PersonName
from tests import make


def test_rotation_wraps_keys_again_and_rewrites_no_row(work: None, folder: Path) -> None:
    path = folder / "keys.json"
    person_id = make.person(make.actor()).id
    user_id = make.user().id
    settle()
    sealed = PersonName.__table__.c.family
    before = db.session.execute(select(sealed).where(sealed.isnot(None))).scalars().all()
    old = keyfile.load(path)

    assert sum(rotate_scheme_key(path)) >= 1

    new = keyfile.load(path)
    assert set(new.schemes) == {new.current}
    assert new.current not in old.schemes
    held = db.session.scalars(select(DataKey.scheme_key).distinct()).all()
    assert held == [new.current]
    assert db.session.execute(select(sealed).where(sealed.isnot(None))).scalars().all() == before
    db.session.expire_all()
    name = db.session.scalars(select(PersonName).where(PersonName.person_id == person_id)).one()
    assert name.family == "Example"
    assert db.session.get_one(User, user_id).name.startswith("Sam")


def test_rotation_stopped_half_way_is_finished_by_the_next(work: None, folder: Path) -> None:
    path = folder / "keys.json"
    person_id = make.person(make.actor()).id
    settle()
    steps = rotate_scheme_key(path)
    halfway = keyfile.load(path)
    next(steps)
    steps.close()
    assert len(keyfile.load(path).schemes) == 2

    list(rotate_scheme_key(path))

    assert len(keyfile.load(path).schemes) == 1
    assert halfway.current in halfway.schemes
    db.session.expire_all()
    name = db.session.scalars(select(PersonName).where(PersonName.person_id == person_id)).one()
    assert name.family == "Example"
