"""The baselines' tables: names and search terms of everybody, in plain columns.

The people of a scale database are fictional, and only a scale database has these tables.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Date,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
    case,
    func,
    insert,
    select,
)

from popo.access.actor import Actor
from popo.db import Moment, begin_reading, begin_writing, db, settle
from popo.people.matching.ranking import Candidate, Query, Ranked, rank
from popo.people.matching.terms import Kind, terms_for_index, terms_for_query
from popo.people.matching.weights import MOST_CANDIDATES, weight_for
from popo.people.models import Person, PersonName, SightLevel
from popo.people.policy import visible_to

_METADATA = MetaData()
NAMES = Table(
    "bench_names",
    _METADATA,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, index=True),
    Column("given", Text),
    Column("family", Text),
    Column("born", Date),
)
TERMS = Table(
    "bench_terms",
    _METADATA,
    Column("term", Text, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("kind", Integer, primary_key=True),
)
NOTES = Table(
    "bench_notes",
    _METADATA,
    Column("id", Uuid, primary_key=True),
    Column("at", Moment),
    Column("note", Text),
)
_KINDS = {kind: number for number, kind in enumerate(Kind)}
_BATCH = 1000


def copy_plain() -> None:
    begin_writing()
    db.session.rollback()
    _METADATA.create_all(db.session.connection())
    for people in _batches():
        names = _names_of(people)
        db.session.execute(insert(NAMES), names)
        by_person: dict[UUID, list[str]] = {}
        for name in names:
            by_person.setdefault(name["person_id"], []).append(f"{name['given']} {name['family']}")
        terms = [
            {"term": term.value, "person_id": person, "kind": _KINDS[term.kind]}
            for person, held in by_person.items()
            for term in terms_for_index(held)
        ]
        db.session.execute(insert(TERMS), terms)
        db.session.expunge_all()
    settle()
    begin_reading()


def find_plain(words: str, actor: Actor) -> list[Ranked]:
    """The same search over plain terms and plain names, with the same filter and ranking."""
    wanted = sorted({term.value for term in terms_for_query(words)})
    weights = ((TERMS.c.kind == number, weight_for(kind)) for kind, number in _KINDS.items())
    weight = func.sum(case(*weights, else_=1)).label("weight")
    shared = (
        select(TERMS.c.person_id, weight)
        .where(TERMS.c.term.in_(wanted))
        .group_by(TERMS.c.person_id)
        .subquery()
    )
    keys = db.session.scalars(
        select(Person.id)
        .join(shared, shared.c.person_id == Person.id)
        .where(visible_to(actor, SightLevel.EXISTS))
        .order_by(shared.c.weight.desc(), Person.id)
        .limit(MOST_CANDIDATES)
    ).all()
    held: dict[UUID, tuple[list[str], date | None]] = {key: ([], None) for key in keys}
    rows = select(NAMES.c.person_id, NAMES.c.given, NAMES.c.family, NAMES.c.born)
    for person, given, family, born in db.session.execute(rows.where(NAMES.c.person_id.in_(keys))):
        held[person] = ([*held[person][0], f"{given} {family}"], born)
    return rank(
        Query(words=words),
        [Candidate(key, tuple(names), born) for key, (names, born) in held.items()],
    )


def some_names(count: int) -> list[str]:
    """Names to look for, in a fixed order, with one letter of the family name changed."""
    rows = db.session.execute(
        select(NAMES.c.given, NAMES.c.family).order_by(NAMES.c.person_id, NAMES.c.id).limit(count)
    )
    return [f"{given} {_misspelt(family)}" for given, family in rows]


def _misspelt(name: str) -> str:
    middle = len(name) // 2
    return f"{name[:middle]}{'e' if name[middle] != 'e' else 'a'}{name[middle + 1 :]}"


def _batches() -> Iterator[list[Person]]:
    last = UUID(int=0)
    while people := db.session.scalars(
        select(Person).where(Person.id > last).order_by(Person.id).limit(_BATCH)
    ).all():
        yield list(people)
        last = people[-1].id


def _names_of(people: list[Person]) -> list[dict[str, Any]]:
    """Of all but those whose record was destroyed."""
    days = {person.id: person.date_of_birth for person in people}
    born = {key: day for key, day in days.items() if day is None or isinstance(day, date)}
    rows = db.session.scalars(select(PersonName).where(PersonName.person_id.in_(list(born))))
    return [
        {
            "id": row.id,
            "person_id": row.person_id,
            "given": row.given,
            "family": row.family,
            "born": born[row.person_id],
        }
        for row in rows
    ]
