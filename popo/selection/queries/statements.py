"""What agencies say for a nomination: sent, for its readers; unsent, for its author alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from popo.access.actor import Actor
from popo.cases.models import Strand
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import (
    Nomination,
    NominationPart,
    NominationStatement,
    NominationStatus,
)
from popo.selection.parts import REQUIRED, Part
from popo.selection.policy import nomination_open_to

MOST_STATEMENTS = 100
_ORDER = {part: place for place, part in enumerate(Part)}


@dataclass(frozen=True)
class Said:
    """A statement that was sent, with the parts that say something."""

    statement: NominationStatement
    parts: list[NominationPart]


@dataclass(frozen=True)
class Prepared:
    """A statement its author has not sent, with every part, started or not."""

    statement: NominationStatement
    nomination: Nomination
    person: Person
    parts: list[NominationPart]

    @property
    def nominates(self) -> bool:
        """Whether sending it makes a nomination; otherwise it joins one."""
        return self.nomination.status is NominationStatus.DRAFT

    @property
    def is_about_young(self) -> bool:
        return self.nomination.strand is Strand.PREVENT_AND_DETER

    @property
    def started(self) -> list[NominationPart]:
        return [row for row in self.parts if row.is_started]

    @property
    def missing(self) -> list[Part]:
        """The parts without which it is not sent."""
        said = {row.part for row in self.started}
        return [part for part in REQUIRED if part not in said] if self.nominates else []


def get_prepared(statement_id: UUID, actor: Actor) -> Prepared | None:
    return _prepared(actor, NominationStatement.id == statement_id)


def unsent_nomination(person: Person, actor: Actor) -> Prepared | None:
    """The actor's own draft of a nomination of this person."""
    draft = Nomination.status == NominationStatus.DRAFT
    return _prepared(actor, and_(Nomination.person_id == person.id, draft))


def unsent_statement(nomination: Nomination, actor: Actor) -> Prepared | None:
    """What the actor has begun to say for this nomination."""
    return _prepared(actor, NominationStatement.nomination_id == nomination.id)


def get_part(part_id: UUID, actor: Actor) -> tuple[Prepared, NominationPart] | None:
    """One part of something the actor has not sent."""
    of = select(NominationPart.statement_id).where(NominationPart.id == part_id)
    prepared = _prepared(actor, NominationStatement.id.in_(of))
    row = next((row for row in prepared.parts if row.id == part_id), None) if prepared else None
    return (prepared, row) if prepared and row else None


def _prepared(actor: Actor, *conditions: ColumnElement[bool]) -> Prepared | None:
    row = db.session.execute(
        select(NominationStatement, Nomination, Person)
        .join(Nomination, Nomination.id == NominationStatement.nomination_id)
        .join(Person, Person.id == NominationStatement.person_id)
        .where(
            NominationStatement.author_id == actor.user_id,
            NominationStatement.sent_on.is_(None),
            visible_to(actor, SightLevel.READ),
            or_(Nomination.status == NominationStatus.DRAFT, nomination_open_to(actor)),
            *conditions,
        )
        .order_by(NominationStatement.created_at, NominationStatement.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    statement, nomination, person = row
    return Prepared(statement, nomination, person, _parts_of([statement.id])[statement.id])


def statements_on(nomination: Nomination, actor: Actor) -> list[Said]:
    """What was sent, the oldest first, on one day the nominator's own before what joined it.

    Who may read the nomination was asked before.
    """
    statements = db.session.scalars(
        select(NominationStatement)
        .where(
            NominationStatement.nomination_id == nomination.id,
            NominationStatement.sent_on.is_not(None),
            readable(NominationStatement, actor),
        )
        .order_by(
            NominationStatement.sent_on,
            NominationStatement.author_id != nomination.nominated_by_id,
            NominationStatement.created_at,
            NominationStatement.id,
        )
        .limit(MOST_STATEMENTS)
    ).all()
    parts = _parts_of(row.id for row in statements)
    return [Said(row, parts[row.id]) for row in statements]


def agencies_behind(nominations: Iterable[Nomination]) -> dict[UUID, list[UUID]]:
    """For lists: the agencies that nominated or joined, in that order, by nomination."""
    rows = {row.id: row for row in nominations}
    behind: dict[UUID, list[UUID]] = {key: [row.agency_id] for key, row in rows.items()}
    sent = db.session.execute(
        select(NominationStatement.nomination_id, NominationStatement.agency_id)
        .where(
            NominationStatement.nomination_id.in_(list(rows)),
            NominationStatement.sent_on.is_not(None),
        )
        .order_by(NominationStatement.sent_on, NominationStatement.id)
    )
    for nomination_id, agency_id in sent:
        if agency_id not in behind[nomination_id]:
            behind[nomination_id].append(agency_id)
    return behind


def unsent_past(today: date) -> list[UUID]:
    """Those whose day has come, by key, whoever wrote them; for the night."""
    past = select(NominationStatement.id).where(NominationStatement.draft_until <= today)
    return list(db.session.scalars(past.order_by(NominationStatement.id)))


def _parts_of(statements: Iterable[UUID]) -> defaultdict[UUID, list[NominationPart]]:
    groups: defaultdict[UUID, list[NominationPart]] = defaultdict(list)
    wanted: Any = select(NominationPart).where(NominationPart.statement_id.in_(list(statements)))
    for row in sorted(db.session.scalars(wanted), key=lambda row: _ORDER[row.part]):
        groups[row.statement_id].append(row)
    return groups
