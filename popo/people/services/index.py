"""Keeping the search tokens of a person in step with what is held of them."""

from uuid import UUID

from sqlalchemy import delete, insert, select

from popo.db import db
from popo.people import tokens
from popo.people.models import (
    Address,
    Identifier,
    Person,
    PersonName,
    Phone,
    SearchToken,
    TokenKind,
)


def index_person(person: Person) -> None:
    """Works out the tokens again from everything held, and replaces the old ones."""
    db.session.flush()  # the rows just added are read back below
    wanted = _tokens_of(person)
    db.session.execute(delete(SearchToken).where(SearchToken.person_id == person.id))
    rows = [
        {"digest": digest, "person_id": person.id, "token_kind": int(kind)}
        for kind, digest in sorted(wanted)
    ]
    if rows:
        db.session.execute(insert(SearchToken), rows)


def forget_tokens(person_id: UUID) -> None:
    """Part of destroying a person: tokens outlive keys otherwise."""
    db.session.execute(delete(SearchToken).where(SearchToken.person_id == person_id))


def _tokens_of(person: Person) -> set[tuple[TokenKind, int]]:
    key = person.id
    names = db.session.scalars(select(PersonName).where(PersonName.person_id == key))
    found = tokens.for_names([name.full for name in names])
    if person.date_of_birth is not None:
        found.add(tokens.born_on(person.date_of_birth))
    for row in db.session.scalars(select(Identifier).where(Identifier.person_id == key)):
        if row.canonical is not None:
            value = f"{row.identifier_kind} {row.canonical}"
            found.add(tokens.exact(TokenKind.IDENTIFIER, value))
    for address in db.session.scalars(select(Address).where(Address.person_id == key)):
        if address.postcode is not None:
            found.add(tokens.exact(TokenKind.POSTCODE, address.postcode))
    for phone in db.session.scalars(select(Phone).where(Phone.person_id == key)):
        found.add(tokens.exact(TokenKind.PHONE, tokens.phone_digits(phone.number)))
    return found
