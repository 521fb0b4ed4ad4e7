"""Getting a person: there is no way to do so without saying who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.intervals import on
from popo.people.models import (
    ConflictOfInterest,
    Person,
    Restriction,
    SightGrant,
    SightLevel,
)
from popo.people.policy import NO_RULE, RULES, visible_to

MOST_LISTED = 500


def get_person(
    reference: str, actor: Actor, level: SightLevel = SightLevel.LIMITED
) -> Person | None:
    """The person, where this actor has that sight; else None, as if there were nobody."""
    return db.session.scalars(
        select(Person).where(Person.reference == reference, visible_to(actor, level))
    ).one_or_none()


def person_by_id(
    person_id: UUID, actor: Actor, level: SightLevel = SightLevel.LIMITED
) -> Person | None:
    return db.session.scalars(
        select(Person).where(Person.id == person_id, visible_to(actor, level))
    ).one_or_none()


def sight_of(actor: Actor, person_id: UUID) -> SightLevel | None:
    """The furthest this actor sees somebody, or None for not at all."""
    levels = [visible_to(actor, level).label(level.name) for level in SightLevel]
    row = db.session.execute(select(*levels).where(Person.id == person_id)).one_or_none()
    held = [level for level, seen in zip(SightLevel, row or (), strict=False) if seen]
    return max(held, default=None)


def restriction_of(person: Person) -> Restriction | None:
    """The restriction in force today."""
    in_force = select(Restriction).where(
        Restriction.person_id == person.id, on(Restriction, clock.today())
    )
    return db.session.scalars(in_force.order_by(Restriction.starts_on, Restriction.id)).first()


def restricted_among(people: Iterable[UUID]) -> set[UUID]:
    """Those of these people whose record is restricted today."""
    in_force = select(Restriction.person_id).where(
        Restriction.person_id.in_(list(people)), on(Restriction, clock.today())
    )
    return set(db.session.scalars(in_force))


def conflicts_about(person: Person) -> list[ConflictOfInterest]:
    """Who declared a tie that still stands, for whoever may end one."""
    standing = select(ConflictOfInterest).where(
        ConflictOfInterest.person_id == person.id, on(ConflictOfInterest, clock.today())
    )
    ordered = standing.order_by(ConflictOfInterest.starts_on, ConflictOfInterest.id)
    return list(db.session.scalars(ordered.limit(MOST_LISTED)))


def list_people(
    actor: Actor,
    *conditions: ColumnElement[bool],
    level: SightLevel = SightLevel.LIMITED,
    limit: int = MOST_LISTED,
) -> list[Person]:
    """People this actor may see, in the order of their references."""
    statement: Select[Person] = (
        select(Person)
        .where(visible_to(actor, level), *conditions)
        .order_by(Person.reference, Person.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def exists_unseen(reference: str, actor: Actor) -> bool:
    """Whether somebody has this reference whom the actor may not see; for the trail only."""
    unseen = select(Person.id).where(Person.reference == reference, ~visible_to(actor))
    return db.session.execute(unseen).first() is not None


def id_of(reference: str) -> UUID | None:
    """The key behind a reference, seen or not; for the trail only."""
    return db.session.execute(select(Person.id).where(Person.reference == reference)).scalar()


@dataclass(frozen=True)
class Explanation:
    allowed: bool
    words: str


def explain(actor: Actor, person_id: UUID, level: SightLevel = SightLevel.LIMITED) -> Explanation:
    """Why this actor may, or may not, see this person: from the rules that decide it."""
    columns: list[Any] = [
        rule.applies(actor, level).label(f"rule_{number}") for number, rule in enumerate(RULES)
    ]
    row = db.session.execute(select(*columns).where(Person.id == person_id)).one_or_none()
    if row is None:
        return Explanation(False, NO_RULE)
    held = [rule for rule, applies in zip(RULES, row, strict=True) if applies]
    first = next((rule for rule in held if not rule.allows), held[0] if held else None)
    return Explanation(first.allows, first.words) if first else Explanation(False, NO_RULE)


def who_can_see(person_id: UUID) -> list[SightGrant]:
    """The grants in force now, oldest first."""
    now = clock.now()
    return list(
        db.session.scalars(
            select(SightGrant)
            .where(
                SightGrant.person_id == person_id,
                SightGrant.starts_at <= now,
                or_(SightGrant.ends_at.is_(None), SightGrant.ends_at > now),
            )
            .order_by(SightGrant.starts_at, SightGrant.id)
            .limit(MOST_LISTED)
        )
    )
