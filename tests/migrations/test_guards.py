"""What the database itself refuses to change, whoever asks."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from popo import clock
from popo.audit.events import Event
from popo.audit.models import AuditEvent
from popo.audit.services import record
from popo.db import Model, db, settle

pytestmark = pytest.mark.usefixtures("work")

SEALED = b"\x01" + bytes(60)
OPEN = {
    "criteria_sets": {
        "criteria_kind": "catch_and_convict",
        "number": 1,
        "status": "draft",
        "document": {"factors": []},
        "digest": "a",
    },
    "minutes": {
        "agenda_item_id": uuid4(),
        "subject_id": uuid4(),
        "agency_id": uuid4(),
        "addendum": False,
        "written_by_id": uuid4(),
        "words": SEALED,
    },
    "monthly_updates": {
        "month": date(2024, 3, 1),
        "number": 1,
        "status": "draft",
        "as_at": clock.real_now(),
        "figures": {"opening": 3},
        "members": {},
        "narrative": {},
        "digest": "a",
        "prepared_by_id": uuid4(),
    },
}
FIX: dict[str, dict[str, Any]] = {
    "criteria_sets": {
        "status": "adopted",
        "adopted_on": date(2024, 1, 2),
        "agenda_item_id": uuid4(),
    },
    "minutes": {"locked_at": clock.real_now()},
    "monthly_updates": {"status": "published", "published_at": clock.real_now()},
}
CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("criteria_sets", {"document": {"factors": ["one more"]}}),
    ("criteria_sets", {"digest": "b"}),
    ("criteria_sets", {"number": 2}),
    ("criteria_sets", {"status": "draft", "adopted_on": None}),
    ("criteria_sets", {"adopted_on": date(2024, 1, 3)}),
    ("minutes", {"words": SEALED + b"!"}),
    ("minutes", {"locked_at": None}),
    ("minutes", {"written_by_id": uuid4()}),
    ("monthly_updates", {"figures": {"opening": 4}}),
    ("monthly_updates", {"members": {"opening": ["x"]}}),
    ("monthly_updates", {"narrative": {"1": "x"}}),
    ("monthly_updates", {"status": "draft", "published_at": None}),
    ("monthly_updates", {"number": 2}),
]
STILL_ALLOWED: list[tuple[str, dict[str, Any]]] = [
    ("criteria_sets", {"status": "superseded", "superseded_on": date(2024, 2, 2)}),
]


@pytest.fixture(autouse=True)
def _nothing_is_committed(work: None) -> Any:
    """The rows here stand alone: their owners are looked for on commit, which never comes."""
    yield
    db.session.rollback()


def _table(name: str) -> Table:
    return Model.metadata.tables[name]


def _row(name: str) -> UUID:
    key = uuid4()
    common = {"id": key, "created_at": clock.real_now(), "version": 1}
    db.session.execute(insert(_table(name)).values(**common, **OPEN[name]))
    return key


def _change(name: str, key: UUID, values: dict[str, Any]) -> None:
    table = _table(name)
    db.session.execute(update(table).where(table.c.id == key).values(values))


@pytest.mark.parametrize(("name", "values"), CHANGES)
def test_what_is_fixed_cannot_be_changed(name: str, values: dict[str, Any]) -> None:
    key = _row(name)
    _change(name, key, FIX[name])
    with pytest.raises(DBAPIError, match="no longer change"):
        _change(name, key, values)


@pytest.mark.parametrize(("name", "values"), STILL_ALLOWED)
def test_what_is_fixed_may_still_be_superseded(name: str, values: dict[str, Any]) -> None:
    key = _row(name)
    _change(name, key, FIX[name])
    _change(name, key, values)


@pytest.mark.parametrize("name", sorted(FIX))
def test_what_is_fixed_cannot_be_removed_and_a_draft_can(name: str) -> None:
    table = _table(name)
    draft = _row(name)
    db.session.execute(delete(table).where(table.c.id == draft))
    key = _row(name)
    _change(name, key, FIX[name])
    with pytest.raises(DBAPIError):
        db.session.execute(delete(table).where(table.c.id == key))


def test_the_trail_cannot_be_emptied_at_once() -> None:
    record(Event.REFUSED, None, endpoint="x", reason="x")
    settle()
    assert db.session.scalars(select(AuditEvent.id)).first()
    postgresql = db.engine.dialect.name == "postgresql"
    statement = "TRUNCATE audit_events CASCADE" if postgresql else "DELETE FROM audit_events"
    with pytest.raises(DBAPIError):
        db.session.execute(text(statement))
