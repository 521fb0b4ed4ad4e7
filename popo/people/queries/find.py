"""Finding people: by name however spelt, nickname, identifier, date of birth, postcode or phone."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.people import tokens
from popo.people.identifiers import guess_kind
from popo.people.matching.ranking import Candidate, Query, Ranked, possible_duplicate, rank
from popo.people.models import Person, PersonName, SearchToken, SightLevel, TokenKind
from popo.people.policy import visible_to
from popo.people.queries.details import all_names_of
from popo.reference.places import tidy_postcode

MOST_OPENED = 300
MOST_SHOWN = 20
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{8,}")
_DATE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_REFERENCE = re.compile(r"[A-Z]{2,6}-\d{4,}", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """One hit: why it matched, and whether this actor may open it or only knows it exists."""

    person: Person
    name: PersonName | None
    reasons: tuple[str, ...]
    may_open: bool


@dataclass(frozen=True)
class Search:
    """What was typed, read: `whole` tokens must match, `names` are matched loosely."""

    names: str
    born: date | None = None
    year: int | None = None
    reference: str = ""
    whole: list[tuple[TokenKind, int]] = field(default_factory=list)


def read_words(words: str, today: date) -> Search:
    """Recognises a reference, an identifier, a postcode, a phone number or a date.

    What is left beside a date or year of birth is a name.
    """
    words = words.strip()
    if _REFERENCE.fullmatch(words):
        return Search("", reference=words.upper())
    if postcode := _POSTCODE.fullmatch(words):
        kind, value = TokenKind.POSTCODE, tidy_postcode(postcode.group())
        return Search("", whole=[tokens.exact(kind, value)])
    guessed = guess_kind(words, today)
    if guessed is not None and guessed[1].canonical:
        value = f"{guessed[0]} {guessed[1].canonical}"
        return Search("", whole=[tokens.exact(TokenKind.IDENTIFIER, value)])
    if _PHONE.fullmatch(words):
        return Search("", whole=[tokens.exact(TokenKind.PHONE, tokens.phone_digits(words))])
    return _read_name(words)


def _read_name(words: str) -> Search:
    born, year = None, None
    if found := _DATE.search(words):
        day, month, born_year = (int(part) for part in found.groups())
        try:
            born = date(born_year, month, day)
        except ValueError:
            born = None
        words = words.replace(found.group(), " ")
    elif found := _YEAR.search(words):
        year = int(found.group())
        words = words.replace(found.group(), " ")
    words = " ".join(words.split())
    if not words and born is not None:
        return Search("", born=born, whole=[tokens.born_on(born)])
    return Search(words, born=born, year=year)


def find_people(words: str, actor: Actor, *, limit: int = MOST_SHOWN) -> list[Found]:
    """The people this actor may know of, best first."""
    search = read_words(words, clock.today())
    if search.reference:
        return _by_reference(search.reference, actor)
    if search.whole:
        why = ("same " + _WHOLE[search.whole[0][0]],)
        return _hits([(key, why) for key in _sharing(search, actor)[:limit]], actor)
    close = [one for one in _ranked(search, actor)[:limit] if one.reasons]
    return _hits([(one.candidate.key, one.reasons) for one in close], actor)


_WHOLE = {
    TokenKind.POSTCODE: "postcode",
    TokenKind.IDENTIFIER: "identifier",
    TokenKind.PHONE: "phone number",
    TokenKind.BORN_ON: "date of birth",
}


def possible_duplicates(names: str, born: date | None, actor: Actor) -> list[Found]:
    """People already held who may be the one being added."""
    search = Search(names, born=born)
    query = Query(words=names, born=born)
    close = [
        (one.candidate.key, one.reasons)
        for one in _ranked(search, actor)[:MOST_SHOWN]
        if possible_duplicate(query, one.candidate)
    ]
    return _hits(close, actor)


def _by_reference(reference: str, actor: Actor) -> list[Found]:
    known = select(Person.id).where(
        Person.reference == reference, visible_to(actor, SightLevel.EXISTS)
    )
    return _hits([(key, ("same reference",)) for key in db.session.scalars(known)], actor)


def _ranked(search: Search, actor: Actor) -> list[Ranked]:
    if not search.names:
        return []
    keys = _sharing(search, actor)
    people = _people(keys)
    names = all_names_of(keys, actor)
    candidates = [
        Candidate(key, tuple(row.full for row in names.get(key, ())), _born(people[key]))
        for key in keys
        if key in people
    ]
    return rank(Query(words=search.names, born=search.born, year=search.year), candidates)


def _born(person: Person) -> date | None:
    born = person.date_of_birth
    return born if isinstance(born, date) else None


def _sharing(search: Search, actor: Actor) -> list[UUID]:
    """The people who share most tokens with what is sought; at most as many as may be opened."""
    wanted = search.whole or list(tokens.sought(search.names))
    if not wanted:
        return []
    weight = case(
        *((SearchToken.token_kind == kind, worth) for kind, worth in tokens.WEIGHTS.items()),
        else_=1,
    )
    statement = (
        select(SearchToken.person_id)
        .join(Person, Person.id == SearchToken.person_id)
        .where(
            SearchToken.digest.in_([digest for _, digest in wanted]),
            visible_to(actor, SightLevel.EXISTS),
        )
        .group_by(SearchToken.person_id)
        .order_by(func.sum(weight).desc(), SearchToken.person_id)
        .limit(MOST_OPENED)
    )
    return list(db.session.scalars(statement))


def _people(keys: Iterable[UUID]) -> dict[UUID, Person]:
    rows = db.session.scalars(select(Person).where(Person.id.in_(list(keys))))
    return {row.id: row for row in rows}


def _hits(ranked: Iterable[tuple[Hashable, tuple[str, ...]]], actor: Actor) -> list[Found]:
    reasons = {key: why for key, why in ranked if isinstance(key, UUID)}
    people = _people(reasons)
    names = all_names_of(reasons, actor)
    opened = set(
        db.session.scalars(select(Person.id).where(Person.id.in_(list(reasons)), visible_to(actor)))
    )
    return [
        Found(
            person=people[key],
            name=names[key][-1] if key in opened and names.get(key) else None,
            reasons=why,
            may_open=key in opened,
        )
        for key, why in reasons.items()
        if key in people
    ]
