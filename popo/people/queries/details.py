"""What is known of people, in one query for each kind of detail however many people there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import case, exists, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.intervals import on
from popo.people import tokens
from popo.people.about import AboutPerson
from popo.people.models import (
    Address,
    Identifier,
    LinkVerdict,
    LivingSummary,
    NameKind,
    Person,
    PersonLink,
    PersonName,
    Phone,
    SearchToken,
    WarningMarker,
)
from popo.people.policy import readable, visible_to
from popo.people.queries.person import list_people

R = TypeVar("R", bound=AboutPerson)
MOST_DETAILS = 200


@dataclass(frozen=True)
class Details:
    """What this actor may read of a person's details, true today; the newest first."""

    names: list[PersonName]
    identifiers: list[Identifier]
    addresses: list[Address]
    phones: list[Phone]
    markers: list[WarningMarker]


def details_of(person_id: UUID, actor: Actor) -> Details:
    today = clock.today()
    return Details(
        names=[row for row in _rows(PersonName, person_id, actor) if row.is_on(today)],
        identifiers=_rows(Identifier, person_id, actor),
        addresses=addresses_of(person_id, actor),
        phones=[row for row in _rows(Phone, person_id, actor) if row.is_on(today)],
        markers=markers_of(person_id, actor),
    )


def addresses_of(person_id: UUID, actor: Actor) -> list[Address]:
    """Those true today, newest first."""
    return [row for row in _rows(Address, person_id, actor) if row.is_on(clock.today())]


def markers_of(person_id: UUID, actor: Actor) -> list[WarningMarker]:
    """Those not ended, the lapsed too."""
    return [row for row in _rows(WarningMarker, person_id, actor) if row.is_on(clock.today())]


def summary_of(person_id: UUID, actor: Actor) -> LivingSummary | None:
    """The one to show."""
    return next(iter(_summaries(person_id, actor, 1)), None)


def _rows(model: type[R], person_id: UUID, actor: Actor) -> list[R]:
    statement = (
        select(model)
        .where(model.person_id == person_id, readable(model, actor))
        .order_by(model.created_at.desc(), model.id)  # type: ignore[attr-defined]  # every one is an Entity
        .limit(MOST_DETAILS)
    )
    return list(db.session.scalars(statement))


def names_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, PersonName]:
    """The current name of each, newest first where agencies differ; for lists."""
    wanted = list(people)
    rows = db.session.scalars(
        select(PersonName)
        .where(
            PersonName.person_id.in_(wanted),
            PersonName.name_kind == NameKind.CURRENT,
            on(PersonName, clock.today()),
            readable(PersonName, actor),
        )
        .order_by(PersonName.created_at, PersonName.id)
    )
    return {row.person_id: row for row in rows}


def all_names_of(people: Iterable[UUID], actor: Actor) -> defaultdict[UUID, list[PersonName]]:
    """Every name and alias of each, past ones too; for finding."""
    groups: defaultdict[UUID, list[PersonName]] = defaultdict(list)
    rows = db.session.scalars(
        select(PersonName)
        .where(PersonName.person_id.in_(list(people)), readable(PersonName, actor))
        .order_by(PersonName.created_at, PersonName.id)
    )
    for row in rows:
        groups[row.person_id].append(row)
    return groups


def current_name(names: Iterable[PersonName]) -> PersonName | None:
    """Of names in the order they were learnt, the one to call somebody by."""
    today = clock.today()
    known = [name for name in names if name.is_on(today)]
    current = [name for name in known if name.name_kind is NameKind.CURRENT]
    best = current or known
    return best[-1] if best else None


def summaries_of(person: Person, actor: Actor) -> list[LivingSummary]:
    """The newest ones, the oldest of them first. How many there are is a form's version."""
    return _summaries(person.id, actor, MOST_DETAILS)[::-1]


def _summaries(person_id: UUID, actor: Actor, limit: int) -> list[LivingSummary]:
    newest = LivingSummary.written_on.desc(), LivingSummary.created_at.desc(), LivingSummary.id
    statement = select(LivingSummary).where(
        LivingSummary.person_id == person_id, readable(LivingSummary, actor)
    )
    return list(db.session.scalars(statement.order_by(*newest).limit(limit)))


@dataclass(frozen=True)
class Linked:
    """Another record that may be, or is not, the same person."""

    person: Person
    verdict: LinkVerdict


def links_of(person_id: UUID, actor: Actor) -> list[Linked]:
    """Links to records this actor may see, too."""
    other = case(
        (PersonLink.first_id == person_id, PersonLink.second_id), else_=PersonLink.first_id
    )
    rows = db.session.execute(
        select(Person, PersonLink.verdict)
        .join(PersonLink, other == Person.id)
        .where(
            or_(PersonLink.first_id == person_id, PersonLink.second_id == person_id),
            visible_to(actor),
        )
        .order_by(Person.reference, Person.id)
        .limit(MOST_DETAILS)
    )
    return [Linked(person, verdict) for person, verdict in rows]


def sharing_identifiers(person_id: UUID, held: Iterable[Identifier], actor: Actor) -> list[Person]:
    """Others holding the same valid identifier whom this actor may see; nothing is linked."""
    digests = [
        tokens.identifier(row.identifier_kind, row.canonical)[1]
        for row in held
        if row.canonical is not None
    ]
    shares = exists().where(SearchToken.person_id == Person.id, SearchToken.digest.in_(digests))
    return list_people(actor, Person.id != person_id, shares)


def get_detail(model: type[R], person: Person, key: UUID, actor: Actor) -> R | None:
    """One detail of a person, where this actor may read it."""
    return db.session.scalars(
        select(model).where(
            model.id == key,
            model.person_id == person.id,
            readable(model, actor),
        )
    ).one_or_none()
