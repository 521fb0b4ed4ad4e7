"""Who shares tokens with whom, and what is compared of each: in bulk, a few statements a batch."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any, TypeGuard, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from popo.access.actor import Actor
from popo.db import db
from popo.duplicates.models import DuplicateCandidate
from popo.duplicates.pairing import Held
from popo.keys.models import Compartment
from popo.keys.sealed import DESTROYED
from popo.people import tokens
from popo.people.about import AboutPerson, Handling
from popo.people.models import (
    Address,
    Identifier,
    LinkVerdict,
    Person,
    PersonLink,
    PersonName,
    Phone,
    SearchChange,
    SearchToken,
    Sex,
    TokenKind,
)
from popo.people.policy import readable

Pair = tuple[UUID, UUID]
"""The smaller key first."""
R = TypeVar("R", bound=AboutPerson)
Condition = Callable[[type[AboutPerson]], ColumnElement[bool]]

MOST_EACH = 20
"""Others opened for one person; those who share most come first."""
_CHUNK = 400  # keys in one statement, below every driver's limit
_NAME_BESIDE_BIRTH, _NAME_BESIDE_POSTCODE, _NAME_ALONE = 8, 15, 24
"""Weights of shared name tokens: a part that sounds alike is 8 or more, a surname spelt alike about
20, a whole name some 40."""


def changed(limit: int) -> list[UUID]:
    """People whose tokens changed and who were not compared with others since."""
    keys = select(SearchChange.person_id).order_by(SearchChange.person_id).limit(limit)
    return list(db.session.scalars(keys))


def sharing_tokens(people: Collection[UUID]) -> set[Pair]:
    """Pairs of one of `people` and anybody that are worth opening; nothing is opened here."""
    own, other = aliased(SearchToken), aliased(SearchToken)
    weight = case(
        *((own.token_kind == kind, worth) for kind, worth in tokens.WEIGHTS.items()), else_=0
    )
    name = func.sum(weight)
    number = _any_of(own.token_kind, TokenKind.IDENTIFIER, TokenKind.PHONE)
    born = _any_of(own.token_kind, TokenKind.BORN_ON)
    postcode = _any_of(own.token_kind, TokenKind.POSTCODE)
    rows = db.session.execute(
        select(own.person_id, other.person_id)
        .join(
            other,
            and_(
                other.digest == own.digest,
                other.token_kind == own.token_kind,
                other.person_id != own.person_id,
            ),
        )
        .where(own.person_id.in_(people))
        .group_by(own.person_id, other.person_id)
        .having(
            or_(
                number == 1,
                and_(born == 1, name >= _NAME_BESIDE_BIRTH),
                and_(postcode == 1, name >= _NAME_BESIDE_POSTCODE),
                name >= _NAME_ALONE,
            )
        )
        .order_by(number.desc(), born.desc(), name.desc(), own.person_id, other.person_id)
        .limit(MOST_EACH * 10 * len(people))
    )
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for one, another in rows:
        if len(found[one]) < MOST_EACH:
            found[one].append(another)
    return {in_order(one, another) for one, others in found.items() for another in others}


def born_swapped(people: Collection[UUID], held: dict[UUID, Held]) -> set[Pair]:
    """Pairs of which one was born on the other's day with day and month the other way round."""
    sought: defaultdict[int, list[UUID]] = defaultdict(list)
    for one in people:
        if swapped := _swapped(held[one].born):
            sought[tokens.born_on(swapped)[1]].append(one)
    rows = db.session.execute(
        select(SearchToken.digest, SearchToken.person_id)
        .where(
            SearchToken.digest.in_(list(sought)),
            SearchToken.token_kind == int(TokenKind.BORN_ON),
        )
        .order_by(SearchToken.digest, SearchToken.person_id)
        .limit(MOST_EACH * len(people))
    )
    return {
        in_order(one, other) for digest, other in rows for one in sought[digest] if one != other
    }


def queued_with(people: Collection[UUID]) -> set[Pair]:
    """Pairs kept already of which one is among `people`: they are scored again."""
    columns = DuplicateCandidate.first_id, DuplicateCandidate.second_id
    rows = db.session.execute(select(*columns).where(or_(*(one.in_(people) for one in columns))))
    return {(first, second) for first, second in rows}


def kept(pairs: Collection[Pair]) -> dict[Pair, DuplicateCandidate]:
    firsts = {first for first, _ in pairs}
    rows = (
        row
        for chunk in _chunks(firsts)
        for row in db.session.scalars(
            select(DuplicateCandidate).where(DuplicateCandidate.first_id.in_(chunk))
        )
    )
    return {(row.first_id, row.second_id): row for row in rows}


def verdicts(pairs: Collection[Pair]) -> dict[Pair, LinkVerdict]:
    """What was said of these pairs, wherever it was said."""
    firsts = {first for first, _ in pairs}
    rows = (
        row
        for chunk in _chunks(firsts)
        for row in db.session.scalars(select(PersonLink).where(PersonLink.first_id.in_(chunk)))
    )
    return {(row.first_id, row.second_id): row.verdict for row in rows}


def held_of(people: Collection[UUID], may_read: Condition) -> dict[UUID, Held]:
    """What is compared of each, from the rows that `may_read` lets through."""
    names, numbers = (
        _by_person(PersonName, people, may_read),
        _by_person(Identifier, people, may_read),
    )
    phones, addresses = _by_person(Phone, people, may_read), _by_person(Address, people, may_read)
    persons = (
        person
        for chunk in _chunks(people)
        for person in db.session.scalars(select(Person).where(Person.id.in_(chunk)))
    )
    return {
        person.id: Held(
            names=tuple(
                dict.fromkeys(row.full for row in names[person.id] if row.given is not DESTROYED)
            ),
            born=person.date_of_birth if isinstance(person.date_of_birth, date) else None,
            sex="" if person.sex is Sex.NOT_KNOWN else person.sex.value,
            numbers=frozenset(
                (row.identifier_kind, row.canonical.upper())
                for row in numbers[person.id]
                if _is_open(row.canonical)
            ),
            phones=frozenset(
                tokens.phone_digits(row.number) for row in phones[person.id] if _is_open(row.number)
            ),
            addresses=frozenset(
                _plain(f"{row.lines.splitlines()[0]} {row.postcode}")
                for row in addresses[person.id]
                if _is_open(row.postcode) and row.lines.strip()
            ),
        )
        for person in persons
    }


def open_to_all_who_see(model: type[AboutPerson]) -> ColumnElement[bool]:
    """The rows that every reader of the person may read: a pair's reasons rest on no others."""
    return and_(model.compartment == Compartment.CORE, model.handling == Handling.ACTION_GROUP)


def readable_by(actor: Actor) -> Condition:
    return lambda model: readable(model, actor)


def in_order(one: UUID, other: UUID) -> Pair:
    return (one, other) if one < other else (other, one)


def _by_person(
    model: type[R], people: Collection[UUID], may_read: Condition
) -> defaultdict[UUID, list[R]]:
    groups: defaultdict[UUID, list[R]] = defaultdict(list)
    for chunk in _chunks(people):
        rows = db.session.scalars(
            select(model)
            .where(model.person_id.in_(chunk), may_read(model))
            .order_by(model.created_at, model.id)  # type: ignore[attr-defined]  # each is an Entity
        )
        for row in rows:
            groups[row.person_id].append(row)
    return groups


def _any_of(column: Any, *kinds: TokenKind) -> ColumnElement[int]:
    return func.max(case((column.in_([int(kind) for kind in kinds]), 1), else_=0))


def _swapped(born: date | None) -> date | None:
    if born is None or born.day > 12 or born.day == born.month:  # noqa: PLR2004 - months in a year
        return None
    return born.replace(month=born.day, day=born.month)


def _is_open(value: str | None) -> TypeGuard[str]:
    return value is not None and value is not DESTROYED


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()


def _chunks(people: Iterable[UUID]) -> Iterator[list[UUID]]:
    ordered = sorted(people)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
