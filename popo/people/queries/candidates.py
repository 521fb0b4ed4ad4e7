"""Those who share most tokens with what is sought, opened no further than ranking needs.

Columns and not rows are read here: three hundred people are opened for a page of twenty.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, case, func, select

from popo.access.actor import Actor
from popo.db import db, key_text, plain_value, raw_forms, raw_key
from popo.keys.models import Compartment, DataKey, KeyScope
from popo.keys.ring import Ring, ring_of
from popo.people import tokens
from popo.people.matching.ranking import Candidate
from popo.people.matching.weights import MOST_CANDIDATES
from popo.people.models import Person, PersonName, SearchToken, SightLevel
from popo.people.policy import readable, visible_to

_PERSON = Person.__table__.c
_NAME = PersonName.__table__.c
_NAME_COLUMNS = (
    raw_key(_NAME.person_id),
    raw_key(_NAME.id),
    raw_key(_NAME.agency_id),
    plain_value(_NAME.compartment),
    _NAME.given,
    _NAME.family,
    DataKey.generation,
    DataKey.scheme_key,
    DataKey.wrapped,
)
_ITS_KEY = and_(
    DataKey.subject_id == PersonName.person_id,
    DataKey.agency_id == PersonName.agency_id,
    DataKey.compartment == PersonName.compartment,
)


class _HeldName(NamedTuple):
    row: str
    scope: KeyScope
    given: bytes
    family: bytes


def candidates(digests: Sequence[int], actor: Actor, *, with_birth: bool) -> list[Candidate]:
    """The people this actor may know of who share these tokens; at most as many as are ranked."""
    people = db.session.execute(_people(digests, actor, with_birth=with_birth)).all()
    return _opened(people, actor, with_birth=with_birth)


def candidates_among(people: Iterable[UUID], actor: Actor) -> list[Candidate]:
    """Those of these people this actor may know of, with their names and dates of birth."""
    columns = select(_PERSON.id, _PERSON.agency_id, _PERSON.date_of_birth).select_from(Person)
    known = visible_to(actor, SightLevel.EXISTS)
    rows = db.session.execute(columns.where(_PERSON.id.in_(list(people)), known)).all()
    return _opened(rows, actor, with_birth=True)


def _opened(people: Sequence[Any], actor: Actor, *, with_birth: bool) -> list[Candidate]:
    ring = ring_of(db.session())
    names = _names(raw_forms(row.id for row in people), actor, ring)
    if with_birth:
        ring.fetch(map(_born_scope, people))
    return [
        Candidate(
            row.id,
            tuple(_full(name, ring) for name in names[row.id].values()),
            _born(row, ring) if with_birth else None,
        )
        for row in people
    ]


def sharing(digests: Sequence[int]) -> Subquery:
    """`person_id` and `weight` of everybody with one of these tokens."""
    weight = case(
        *((SearchToken.token_kind == kind, worth) for kind, worth in tokens.WEIGHTS.items()),
        else_=max(tokens.WEIGHTS.values()),
    )
    return (
        select(SearchToken.person_id, func.sum(weight).label("weight"))
        .where(SearchToken.digest.in_(digests))
        .group_by(SearchToken.person_id)
        .subquery()
    )


def heaviest(
    statement: Select[Any], digests: Sequence[int], *where: ColumnElement[bool]
) -> Select[Any]:
    """`statement`, which selects from people, kept to those who share most."""
    shared = sharing(digests)
    return (
        statement.join(shared, shared.c.person_id == Person.id)
        .where(*where)
        .order_by(shared.c.weight.desc(), Person.id)
        .limit(MOST_CANDIDATES)
    )


def _people(digests: Sequence[int], actor: Actor, *, with_birth: bool) -> Select[Any]:
    birth = (_PERSON.agency_id, _PERSON.date_of_birth) if with_birth else ()
    columns = select(_PERSON.id, *birth).select_from(Person)
    return heaviest(columns, digests, visible_to(actor, SightLevel.EXISTS))


def _names(
    people: Mapping[str | UUID, UUID], actor: Actor, ring: Ring
) -> defaultdict[UUID, dict[str, _HeldName]]:
    """The names of each by row, their keys brought with them and put on the ring."""
    held: defaultdict[UUID, dict[str, _HeldName]] = defaultdict(dict)
    agencies: dict[str | UUID, UUID] = {}
    for person, row, agency, compartment, given, family, *key in db.session.execute(
        select(*_NAME_COLUMNS)
        .select_from(PersonName)
        .join(DataKey, _ITS_KEY)
        .where(_NAME.person_id.in_(set(people.values())), readable(PersonName, actor))
        .order_by(_NAME.created_at, _NAME.id)
    ):
        if agency not in agencies:
            agencies[agency] = UUID(key_text(agency))
        scope = KeyScope(people[person], agencies[agency], compartment)
        ring.offer(scope, *key)
        name = _HeldName(key_text(row), scope, given, family)
        held[scope.subject][name.row] = name
    return held


def _full(name: _HeldName, ring: Ring) -> str:
    table = PersonName.__tablename__
    given = PersonName.given.unseal(ring, name.given, name.row, name.scope, table)
    family = PersonName.family.unseal(ring, name.family, name.row, name.scope, table)
    return f"{given} {family}".strip()


def _born_scope(row: Row[Any]) -> KeyScope:
    return KeyScope(row.id, row.agency_id, Compartment.CORE)


def _born(row: Row[Any], ring: Ring) -> date | None:
    if row.date_of_birth is None:
        return None
    born = Person.date_of_birth.unseal(
        ring, row.date_of_birth, row.id, _born_scope(row), Person.__tablename__
    )
    return born if isinstance(born, date) else None
