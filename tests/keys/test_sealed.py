import pickle
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event, insert, select, text, update
from sqlalchemy.exc import StatementError

from popo.crypto import Unreadable
from popo.db import db
from popo.keys.models import DataKey
from popo.keys.ring import ring_of
from popo.keys.sealed import DESTROYED
from popo.keys.services import destroy_keys
from popo.people.models import Person, PersonName
from tests import make


def _raw_family(name: PersonName) -> bytes:
    statement = select(PersonName.__table__.c.family).where(PersonName.__table__.c.id == name.id)
    return bytes(db.session.execute(statement).scalar_one())


def _name_of(person: Person) -> PersonName:
    db.session.flush()
    db.session.expire_all()
    return db.session.scalars(select(PersonName).where(PersonName.person_id == person.id)).one()


def test_sealed_column_holds_no_plaintext_and_reads_back(work: None) -> None:
    name = _name_of(make.person(make.actor(), "Adam", "Example"))
    assert b"Example" not in _raw_family(name)
    assert name.family == "Example"
    name.family = "Changed"
    db.session.flush()
    db.session.expire_all()
    assert name.family == "Changed"


def test_setting_the_same_value_writes_nothing(work: None) -> None:
    name = _name_of(make.person(make.actor()))
    name.family = name.family
    assert not db.session.is_modified(name)


def test_comparing_a_sealed_column_raises(work: None) -> None:
    with pytest.raises(TypeError, match="sealed"):
        select(PersonName).where(PersonName.family == "Example")  # type: ignore[arg-type]


@pytest.mark.parametrize("column", ["given", "source"])
def test_ciphertext_moved_to_another_column_is_refused(work: None, column: str) -> None:
    name = _name_of(make.person(make.actor()))
    table = PersonName.__table__
    db.session.execute(
        update(table).where(table.c.id == name.id).values({column: _raw_family(name)})
    )
    db.session.expire_all()
    with pytest.raises(Unreadable):
        getattr(name, column)


def test_ciphertext_moved_to_another_row_or_person_is_refused(work: None) -> None:
    police = make.actor()
    person, other = make.person(police), make.person(police, "Ben", "Sample")
    first, second = _name_of(person), _name_of(other)
    table = PersonName.__table__
    db.session.execute(
        update(table).where(table.c.id == second.id).values(family=_raw_family(first))
    )
    db.session.expire_all()
    with pytest.raises(Unreadable):
        _ = second.family
    db.session.execute(
        update(table).where(table.c.id == first.id).values(person_id=second.person_id)
    )
    db.session.expire_all()
    with pytest.raises(Unreadable):
        _ = first.given


def test_no_statement_can_write_plaintext(work: None) -> None:
    name = _name_of(make.person(make.actor()))
    table = PersonName.__table__
    with pytest.raises(StatementError, match="sealed values only") as refused:
        db.session.execute(update(table).where(table.c.id == name.id).values(family=b"Secret"))
    assert "Secret" not in str(refused.value)
    with pytest.raises(StatementError, match="sealed values only"):
        db.session.execute(insert(table), [{"id": uuid4(), "family": b"Secret"}])


def test_an_unsealed_value_prints_nothing_and_is_not_stored(work: None) -> None:
    name = PersonName(family="Secret")
    held = name.__dict__["_family"]
    assert "Secret" not in repr(held)
    with pytest.raises(TypeError):
        pickle.dumps(held)


def test_a_sealed_row_never_changes_its_owner(work: None) -> None:
    police = make.actor()
    name, other = _name_of(make.person(police)), make.person(police)
    with pytest.raises(TypeError, match="owner"):
        name.person_id = other.id
    with pytest.raises(TypeError, match="owner"):
        name.agency_id = other.id


def test_destroyed_reads_as_destroyed_and_is_not_written_back(work: None) -> None:
    police = make.actor()
    person = make.person(police)
    name = _name_of(person)
    destroy_keys([person.id])
    ring_of(db.session())._fetched.clear()
    db.session.info.pop("ring")
    db.session.expire_all()
    assert name.family == DESTROYED
    assert person.date_of_birth == DESTROYED
    assert person.age_on(date(2024, 4, 30)) is None
    with pytest.raises(TypeError, match="destroyed"):
        name.given = name.family
    name.given = "Again"
    with pytest.raises(Unreadable), db.session.no_autoflush:
        db.session.flush()
    db.session.rollback()


def test_a_list_fetches_its_keys_in_one_query(work: None) -> None:
    police = make.actor()
    for number in range(30):
        make.person(police, f"Given{number}", "Listed")
    db.session.flush()
    db.session.expunge_all()
    db.session.info.pop("ring")
    statements: list[str] = []
    connection = db.session.connection()
    listener = lambda conn, cursor, statement, *rest: statements.append(statement)  # noqa: E731
    event.listen(connection, "before_cursor_execute", listener)
    rows = db.session.scalars(select(PersonName)).all()
    assert len({row.full for row in rows}) == 30
    event.remove(connection, "before_cursor_execute", listener)
    assert sum("data_keys" in statement for statement in statements) == 1
    assert len(statements) == 2


def test_one_key_for_each_subject_agency_and_compartment(work: None) -> None:
    police = make.actor()
    person = make.person(police)
    db.session.flush()
    keys = db.session.scalars(select(DataKey).where(DataKey.subject_id == person.id)).all()
    assert [(key.agency_id, key.compartment.value) for key in keys] == [(police.agency_id, "core")]


def test_database_errors_do_not_print_values(work: None) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - each database has its own
        db.session.execute(text("SELECT * FROM nowhere WHERE a = :a"), {"a": "Secret"})
    assert "Secret" not in str(refused.value)
    db.session.rollback()
