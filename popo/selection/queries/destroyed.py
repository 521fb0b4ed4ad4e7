"""Nominees that were destroyed, and the proof of it, worked out when it is asked for.

The list names people by reference alone, and nothing readable hangs on one any more: it is shown
to whoever answers for destruction, whether or not they ever saw the person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, exists, func, select

from popo.audit.events import Event
from popo.audit.models import AuditEvent, AuditSubject
from popo.db import Model, db
from popo.keys.models import DataKey
from popo.keys.sealed import DESTROYED, HasSealed
from popo.people.models import Person, SearchToken
from popo.selection.models import Nomination

A_PAGE = 50
LAST_PAGE = 10_000
_AFRESH = {"populate_existing": True}


@dataclass(frozen=True)
class Destroyed:
    """`number` is the event's in the trail; `rule` the words of the rule that destroyed it."""

    person: Person
    at: datetime
    number: int
    rule: str


@dataclass(frozen=True)
class Proof:
    """What was looked for just now. `rows` were opened, and held `values` sealed values."""

    readable_keys: int
    tokens: int
    rows: int
    values: int
    readable: tuple[str, ...]
    """The columns that still opened, by table; empty where nothing does."""

    @property
    def holds(self) -> bool:
        return not (self.readable_keys or self.tokens or self.readable)


def destroyed_nominees(page: int = 1) -> list[Destroyed]:
    """The newest first, `A_PAGE` at a time; one more where there are more."""
    when = (
        select(func.max(DataKey.destroyed_at))
        .where(DataKey.subject_id == Person.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Person, when, AuditEvent.id, AuditEvent.details)
        .join(AuditSubject, AuditSubject.person_id == Person.id)
        .join(AuditEvent, AuditEvent.id == AuditSubject.event_id)
        .where(
            AuditEvent.event == Event.PERSON_DESTROYED.label,
            exists().where(Nomination.person_id == Person.id),
        )
        .order_by(AuditEvent.id.desc())
        .limit(A_PAGE + 1)
        .offset((page - 1) * A_PAGE)
    )
    return [Destroyed(person, at, key, details["because"]) for person, at, key, details in rows]


def proof_of_destruction(person_id: UUID) -> Proof:
    return proofs_of_destruction([person_id])[person_id]


def proofs_of_destruction(people: Iterable[UUID]) -> dict[UUID, Proof]:
    """For each: keys that open, search tokens, and every sealed value, opened.

    A fixed number of statements, however many people: two, and one for each table.
    """
    wanted = list(people)
    keys = _count(wanted, DataKey.subject_id, DataKey.wrapped.is_not(None))
    tokens = _count(wanted, SearchToken.person_id)
    rows: Counter[UUID] = Counter()
    values: Counter[UUID] = Counter()
    readable: dict[UUID, list[str]] = {person: [] for person in wanted}
    for subject, row in _sealed_rows(wanted):
        rows[subject] += 1
        for name, opens in _held(row):
            values[subject] += 1
            if opens:
                readable[subject].append(name)
    return {
        one: Proof(keys[one], tokens[one], rows[one], values[one], tuple(sorted(readable[one])))
        for one in wanted
    }


def _count(people: Iterable[UUID], of: Any, *conditions: ColumnElement[bool]) -> Counter[UUID]:
    statement = select(of, func.count()).where(of.in_(list(people)), *conditions).group_by(of)
    return Counter(dict(iter(db.session.execute(statement))))


def _sealed_rows(people: Iterable[UUID]) -> Iterator[Row[UUID, Any]]:
    """Everything about these people that holds sealed values, table by table."""
    for model in tables_of_people():
        subject = subject_column(model)
        statement = select(subject, model).where(subject.in_(list(people)))
        yield from db.session.execute(statement, execution_options=_AFRESH)


def names_in_drafts(people: Iterable[UUID]) -> set[str]:
    """What a draft about one of these people may be named after: references, and keys of rows."""
    wanted = list(people)
    names = set(db.session.scalars(select(Person.reference).where(Person.id.in_(wanted))))
    for model in tables_of_people():
        keys = select(model.id).where(subject_column(model).in_(wanted))
        names.update(map(str, db.session.scalars(keys)))
    return names


def tables_of_people() -> list[type[Any]]:
    """Those with sealed columns whose rows say which person they are about."""
    models = (mapper.class_ for mapper in Model.registry.mappers)
    sealed = [one for one in models if issubclass(one, HasSealed) and one.__sealed__]
    found = [one for one in sealed if subject_column(one) is not None]
    return sorted(found, key=lambda model: str(model.__tablename__))


def subject_column(model: type[Any]) -> Any:
    """Where a row says whom it is about; None where no row of the table is about anybody."""
    columns = model.__table__.c
    name = "id" if model is Person else "person_id" if "person_id" in columns else "subject_id"
    return getattr(model, name) if name in columns else None


def _held(row: Any) -> Iterator[tuple[str, bool]]:
    """Each value the row holds: its place, and whether it opens."""
    for name in row.__sealed__:
        value = getattr(row, name)
        if value is not None:
            yield f"{row.__tablename__}.{name}", value is not DESTROYED
