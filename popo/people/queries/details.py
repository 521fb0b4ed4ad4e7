"""What is known of people, in one query for each kind of detail however many people there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import case, exists, func, or_, select

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
    """Everything on a person's summary that this actor may read, true today."""

    names: list[PersonName]
    identifiers: list[Identifier]
    addresses: list[Address]
    phones: list[Phone]
    markers: list[WarningMarker]
    summary: LivingSummary | None


def details_of(person_id: UUID, actor: Actor) -> Details:
    today = clock.today()
    summaries = _rows(LivingSummary, person_id, actor)
    newest = max(summaries, key=lambda row: (row.written_on, row.created_at), default=None)
    return Details(
        names=[row for row in _rows(PersonName, person_id, actor) if row.is_on(today)],
        identifiers=_rows(Identifier, person_id, actor),
        addresses=[row for row in _rows(Address, person_id, actor) if row.is_on(today)],
        phones=[row for row in _rows(Phone, person_id, actor) if row.is_on(today)],
        markers=[row for row in _rows(WarningMarker, person_id, actor) if row.is_on(today)],
        summary=newest,
    )


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
    return (current or known or [None])[-1]


def summaries_written(person: Person) -> int:
    """How many summaries there have been: the version a form about the next is opened at."""
    written = select(func.count()).where(LivingSummary.person_id == person.id)
    return db.session.execute(written).scalar_one()


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
    """Others who hold the same valid identifier, where this actor may see them; nothing is linked."""
    digests = [
        tokens.identifier(row.identifier_kind, row.canonical)[1]
        for row in held
        if row.canonical is not None
    ]
    shares = exists().where(SearchToken.person_id == Person.id, SearchToken.digest.in_(digests))
    return list_people(actor, Person.id != person_id, shares)
