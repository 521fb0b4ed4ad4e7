"""Finding people: by name however spelt, nickname, identifier, date of birth, postcode or phone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.people.matching.ranking import Candidate, Query, Ranked, possible_duplicate, rank
from popo.people.models import Person, PersonName, SightLevel, TokenKind
from popo.people.policy import visible_to
from popo.people.queries.candidates import candidates, heaviest
from popo.people.queries.details import all_names_of, current_name
from popo.people.queries.words import Search, Token, read_words

MOST_SHOWN = 20

_WHOLE = {
    TokenKind.POSTCODE: "same postcode",
    TokenKind.IDENTIFIER: "same identifier",
    TokenKind.PHONE: "same phone number",
    TokenKind.BORN_ON: "same date of birth",
}


@dataclass(frozen=True)
class Found:
    """One hit: why it matched, and whether this actor may open it or only knows it exists.

    Of somebody only known to exist neither name nor reasons are told.
    """

    person: Person
    name: PersonName | None
    others: tuple[str, ...]
    """Other names and aliases."""
    reasons: tuple[str, ...]
    may_open: bool


@dataclass(frozen=True)
class _Match:
    """`told` answers whether whoever asks knows enough already to be told that somebody exists."""

    person: Person
    names: list[PersonName]
    reasons: tuple[str, ...]
    told: Callable[[], bool]


def find_people(words: str, actor: Actor, *, limit: int = MOST_SHOWN) -> list[Found]:
    """The people this actor may know of, best first."""
    search = read_words(words, clock.today())
    if search.reference:
        return _shown(_by_reference(search.reference, actor), actor)
    if search.whole and (found := _by_whole(search.whole, actor)[:limit]):
        return _shown(found, actor)
    return _shown(_by_name(search, actor, limit), actor)


def possible_duplicates(names: str, born: date | None, actor: Actor) -> list[Found]:
    """People already held who may be the one being added."""
    query = Query(words=names, born=born)
    close = [
        match
        for match in _by_name(Search(names, born=born), actor, MOST_SHOWN)
        if possible_duplicate(query, _candidate(match.person, match.names))
    ]
    return _shown(close, actor)


def _by_reference(reference: str, actor: Actor) -> list[_Match]:
    known = visible_to(actor, SightLevel.EXISTS)
    people = list(db.session.scalars(select(Person).where(Person.reference == reference, known)))
    names = all_names_of([person.id for person in people], actor)
    return [_Match(one, names[one.id], ("same reference",), told=lambda: True) for one in people]


def _by_whole(whole: Iterable[Token], actor: Actor) -> list[_Match]:
    """That somebody exists is told to who has their number, not to who tries addresses or days."""
    kinds = {kind for kind, _ in whole}
    known = visible_to(actor, SightLevel.EXISTS)
    people = list(db.session.scalars(heaviest(select(Person), _digests(whole), known)))
    names = all_names_of([person.id for person in people], actor)
    has_number = kinds == {TokenKind.IDENTIFIER}
    why = (_WHOLE[min(kinds)],)
    return [_Match(one, names[one.id], why, told=lambda: has_number) for one in people]


def _by_name(search: Search, actor: Actor, limit: int) -> list[_Match]:
    digests = _digests(search.loose)
    if not digests:
        return []
    dated = search.born is not None or search.year is not None
    query = Query(words=search.names, born=search.born, year=search.year)
    close = [
        one for one in rank(query, candidates(digests, actor, with_birth=dated)) if one.reasons
    ]
    best = {one.candidate.key: one for one in close[:limit]}
    people = {
        person.id: person
        for person in db.session.scalars(select(Person).where(Person.id.in_(list(best))))
    }
    names = all_names_of(people, actor)
    return [
        _Match(people[key], names[key], one.reasons, told=partial(_knows_the_name, search, one))
        for key, one in best.items()
        if isinstance(key, UUID)
    ]


def _knows_the_name(search: Search, ranked: Ranked) -> bool:
    return possible_duplicate(Query(words=search.names), ranked.candidate)


def _candidate(person: Person, names: Iterable[PersonName]) -> Candidate:
    born = person.date_of_birth
    known = born if isinstance(born, date) else None
    return Candidate(person.id, tuple(name.full for name in names), known)


def _digests(wanted: Iterable[Token]) -> list[int]:
    return sorted({digest for _, digest in wanted})


def _shown(matches: list[_Match], actor: Actor) -> list[Found]:
    keys = [match.person.id for match in matches]
    if not keys:
        return []
    opened = set(
        db.session.scalars(select(Person.id).where(Person.id.in_(keys), visible_to(actor)))
    )
    return [
        _open(match) if match.person.id in opened else Found(match.person, None, (), (), False)
        for match in matches
        if match.person.id in opened or match.told()
    ]


def _open(match: _Match) -> Found:
    name = current_name(match.names)
    others = tuple(dict.fromkeys(one.full for one in match.names if one is not name))
    return Found(match.person, name, others, match.reasons, may_open=True)
