"""Those who share most tokens with what is sought, opened no further than ranking needs.

Columns and not rows are read here: three hundred people are opened for a page of twenty.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Subquery, case, func, select

from popo.access.actor import Actor
from popo.db import db, key_text, plain_value, raw_forms, raw_key
from popo.keys.models import Compartment, KeyScope
from popo.keys.ring import Ring, ring_of
from popo.people import tokens
from popo.people.matching.ranking import Candidate
from popo.people.matching.weights import MOST_CANDIDATES
from popo.people.models import Person, PersonName, SearchToken, SightLevel
from popo.people.policy import readable, visible_to

_PERSON = Person.__table__.c
_NAME = PersonName.__table__.c


class _HeldName(NamedTuple):
    row: str
    scope: KeyScope
    given: bytes
    family: bytes


def candidates(digests: Sequence[int], actor: Actor, *, with_birth: bool) -> list[Candidate]:
    """The people this actor may know of who share these tokens; at most as many as are ranked."""
    people = db.session.execute(_people(digests, actor, with_birth=with_birth)).all()
    names = _names(raw_forms(row.id for row in people), actor)
    born = {row.id: _born_scope(row) for row in people} if with_birth else {}
    ring = ring_of(db.session())
    ring.fetch([name.scope for held in names.values() for name in held] + list(born.values()))
    return [
        Candidate(
            row.id,
            tuple(_full(name, ring) for name in names[row.id]),
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


def _names(people: Mapping[str | UUID, UUID], actor: Actor) -> defaultdict[UUID, list[_HeldName]]:
    held: defaultdict[UUID, list[_HeldName]] = defaultdict(list)
    rows = db.session.execute(
        select(
            raw_key(_NAME.person_id),
            raw_key(_NAME.id),
            raw_key(_NAME.agency_id),
            plain_value(_NAME.compartment),
            _NAME.given,
            _NAME.family,
        )
        .select_from(PersonName)
        .where(_NAME.person_id.in_(set(people.values())), readable(PersonName, actor))
        .order_by(_NAME.created_at, _NAME.id)
    )
    agencies: dict[str | UUID, UUID] = {}
    for person, row, agency, compartment, given, family in rows:
        if agency not in agencies:
            agencies[agency] = UUID(key_text(agency))
        scope = KeyScope(people[person], agencies[agency], compartment)
        held[scope.subject].append(_HeldName(key_text(row), scope, given, family))
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
