"""Keeping the search tokens of a person in step with what is held of them."""

from datetime import date
from typing import TypeGuard, TypeVar
from uuid import UUID

from sqlalchemy import ScalarResult, delete, insert, select

from popo.db import db
from popo.keys.sealed import DESTROYED
from popo.people import tokens
from popo.people.about import AboutPerson
from popo.people.models import (
    Address,
    Identifier,
    Person,
    PersonName,
    Phone,
    SearchChange,
    SearchToken,
    TokenKind,
)

Row = TypeVar("Row", bound=AboutPerson)


def index_person(person: Person) -> None:
    """Works out the tokens again from everything held, and replaces the old ones.

    The night then compares the person with others.
    """
    db.session.flush()  # the rows just added are read back below
    wanted = _tokens_of(person)
    db.session.execute(delete(SearchToken).where(SearchToken.person_id == person.id))
    rows = [
        {"digest": digest, "person_id": person.id, "token_kind": int(kind)}
        for kind, digest in sorted(wanted)
    ]
    if rows:
        db.session.execute(insert(SearchToken), rows)
    db.session.execute(delete(SearchChange).where(SearchChange.person_id == person.id))
    db.session.execute(insert(SearchChange), [{"person_id": person.id}])


def forget_tokens(person_id: UUID) -> None:
    """Part of destroying a person: tokens outlive keys otherwise."""
    db.session.execute(delete(SearchToken).where(SearchToken.person_id == person_id))
    db.session.execute(delete(SearchChange).where(SearchChange.person_id == person_id))


def _tokens_of(person: Person) -> set[tuple[TokenKind, int]]:
    """What was destroyed, where one agency's part of a person is, leaves no token."""
    names = [name.full for name in _held(PersonName, person) if name.given is not DESTROYED]
    found = tokens.for_names(names)
    if isinstance(person.date_of_birth, date):
        found.add(tokens.born_on(person.date_of_birth))
    for row in _held(Identifier, person):
        if _is_open(row.canonical):
            found.add(tokens.identifier(row.identifier_kind, row.canonical))
    for address in _held(Address, person):
        if _is_open(address.postcode):
            found.add(tokens.exact(TokenKind.POSTCODE, address.postcode))
    for phone in _held(Phone, person):
        if _is_open(phone.number):
            found.add(tokens.exact(TokenKind.PHONE, tokens.phone_digits(phone.number)))
    return found


def _held(model: type[Row], person: Person) -> ScalarResult[Row]:
    return db.session.scalars(select(model).where(model.person_id == person.id))


def _is_open(value: str | None) -> TypeGuard[str]:
    return value is not None and value is not DESTROYED
