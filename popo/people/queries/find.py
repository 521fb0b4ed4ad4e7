"""Finding people: by name however spelt, nickname, identifier, date of birth, postcode or phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.people import tokens
from popo.people.matching.ranking import Candidate, Query, Ranked, possible_duplicate, rank
from popo.people.matching.weights import MOST_CANDIDATES
from popo.people.models import Person, PersonName, SearchToken, SightLevel, TokenKind
from popo.people.policy import visible_to
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
    """`told` is true where whoever asks knows enough already to be told that somebody exists."""

    person: Person
    names: list[PersonName]
    reasons: tuple[str, ...]
    told: bool


def find_people(words: str, actor: Actor, *, limit: int = MOST_SHOWN) -> list[Found]:
    """The people this actor may know of, best first."""
    search = read_words(words, clock.today())
    if search.reference:
        return _shown(_by_reference(search.reference, actor), actor)
    if search.whole and (found := _by_whole(search.whole, actor)[:limit]):
        return _shown(found, actor)
    return _shown(_by_name(search, actor)[:limit], actor)


def possible_duplicates(names: str, born: date | None, actor: Actor) -> list[Found]:
    """People already held who may be the one being added."""
    query = Query(words=names, born=born)
    close = [
        match
        for match in _by_name(Search(names, born=born), actor)[:MOST_SHOWN]
        if possible_duplicate(query, _candidate(match.person, match.names))
    ]
    return _shown(close, actor)


def _by_reference(reference: str, actor: Actor) -> list[_Match]:
    known = visible_to(actor, SightLevel.EXISTS)
    people = list(db.session.scalars(select(Person).where(Person.reference == reference, known)))
    names = all_names_of([person.id for person in people], actor)
    return [_Match(one, names[one.id], ("same reference",), told=True) for one in people]


def _by_whole(whole: Iterable[Token], actor: Actor) -> list[_Match]:
    """That somebody exists is told to who has their number, not to who tries addresses or days."""
    kinds = {kind for kind, _ in whole}
    people = _sharing(whole, actor)
    names = all_names_of(people, actor)
    told = kinds == {TokenKind.IDENTIFIER}
    why = (_WHOLE[min(kinds)],)
    return [_Match(person, names[key], why, told) for key, person in people.items()]


def _by_name(search: Search, actor: Actor) -> list[_Match]:
    people = _sharing(search.loose, actor)
    names = all_names_of(people, actor)
    candidates = [_candidate(person, names[key]) for key, person in people.items()]
    query = Query(words=search.names, born=search.born, year=search.year)
    by_key = {str(key): person for key, person in people.items()}
    return [
        _Match(
            person := by_key[str(one.candidate.key)],
            names[person.id],
            one.reasons,
            told=_knows_the_name(search, one),
        )
        for one in rank(query, candidates)
        if one.reasons
    ]


def _knows_the_name(search: Search, ranked: Ranked) -> bool:
    return possible_duplicate(Query(words=search.names), ranked.candidate)


def _candidate(person: Person, names: Iterable[PersonName]) -> Candidate:
    born = person.date_of_birth
    known = born if isinstance(born, date) else None
    return Candidate(person.id, tuple(name.full for name in names), known)


def _sharing(wanted: Iterable[Token], actor: Actor) -> dict[UUID, Person]:
    """The people who share most tokens with what is sought; at most as many as may be opened."""
    digests = sorted({digest for _, digest in wanted})
    if not digests:
        return {}
    weight = func.sum(
        case(
            *((SearchToken.token_kind == kind, worth) for kind, worth in tokens.WEIGHTS.items()),
            else_=max(tokens.WEIGHTS.values()),
        )
    ).label("weight")
    shared = (
        select(SearchToken.person_id, weight)
        .where(SearchToken.digest.in_(digests))
        .group_by(SearchToken.person_id)
        .subquery()
    )
    statement = (
        select(Person)
        .join(shared, shared.c.person_id == Person.id)
        .where(visible_to(actor, SightLevel.EXISTS))
        .order_by(shared.c.weight.desc(), Person.id)
        .limit(MOST_CANDIDATES)
    )
    return {person.id: person for person in db.session.scalars(statement)}


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
        if match.person.id in opened or match.told
    ]


def _open(match: _Match) -> Found:
    name = current_name(match.names)
    others = tuple(dict.fromkeys(one.full for one in match.names if one is not name))
    return Found(match.person, name, others, match.reasons, may_open=True)
