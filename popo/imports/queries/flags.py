"""A list of flagged people beside the scheme's own, and the differences found so far."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.cases.queries import is_open
from popo.db import db
from popo.imports.flagging import FlagState, Sides, Standing
from popo.imports.models import FlagDifference, ImportBatch, ImportRow, ListSource, RowState
from popo.imports.policy import may_be_compared
from popo.imports.queries.batches import PAGE
from popo.people.models import Person, SearchToken, SightCompartment
from popo.people.policy import visible_to


class Beside(NamedTuple):
    """`young`: of those compared, whom no figure of the whole agency may count."""

    sides: Sides
    young: frozenset[UUID]


def beside(batch: ImportBatch, actor: Actor) -> Beside:
    """Both lists, with few queries however long they are."""
    today = clock.today()
    then, now = is_open(batch.as_at), is_open(today)
    workable, young = _workable(batch, or_(then, now), actor)
    sides = Sides(workable, _people_with(then), _people_with(now), _flagged(batch), _maybe(batch))
    return Beside(sides, young)


def _people_with(condition: ColumnElement[bool]) -> frozenset[UUID]:
    return frozenset(db.session.scalars(select(SchemeCase.person_id).where(condition)))


def _workable(
    batch: ImportBatch, has_case: ColumnElement[bool], actor: Actor
) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Of those on either list or in a difference found before: all, and the young among them."""
    on_either = (
        select(SchemeCase.person_id).where(has_case),
        select(ImportRow.person_id).where(
            ImportRow.batch_id == batch.id, ImportRow.person_id.is_not(None)
        ),
        select(FlagDifference.person_id).where(FlagDifference.source_id == batch.source_id),
    )
    rows = db.session.execute(
        select(Person.id, Person.sight_compartment).where(
            or_(*(Person.id.in_(people) for people in on_either)), may_be_compared(actor)
        )
    ).all()
    young = SightCompartment.YOUNG_PERSON
    return (
        frozenset(row.id for row in rows),
        frozenset(row.id for row in rows if row.sight_compartment is young),
    )


def _flagged(batch: ImportBatch) -> frozenset[UUID]:
    named = select(ImportRow.person_id).where(
        ImportRow.batch_id == batch.id, ImportRow.state != RowState.LEFT_OUT
    )
    return frozenset(one for one in db.session.scalars(named) if one is not None)


def _maybe(batch: ImportBatch) -> frozenset[UUID]:
    """Whom a line may be about that nobody has decided on; only such lines are opened."""
    unsure = select(ImportRow).where(
        ImportRow.batch_id == batch.id,
        ImportRow.person_id.is_(None),
        ImportRow.state == RowState.WAITING,
    )
    rows = db.session.scalars(unsure)
    references = {one for row in rows if row.held for one in row.held["maybe"]}
    people = select(Person.id).where(Person.reference.in_(references))
    return frozenset(db.session.scalars(people)) if references else frozenset()


def standing_of(source_id: UUID) -> dict[UUID, tuple[UUID, Standing]]:
    """By key of the difference: whom it is about, and how it stands. Opens no words."""
    one = FlagDifference
    rows = db.session.execute(
        select(one.id, one.person_id, one.gap, one.state, one.answer, one.answered_on).where(
            one.source_id == source_id
        )
    )
    return {
        row.id: (row.person_id, Standing(row.gap, row.state, row.answer, row.answered_on))
        for row in rows
    }


class Line(NamedTuple):
    difference: FlagDifference
    person: Person
    source: ListSource


def told_to(actor: Actor) -> ColumnElement[bool]:
    """On the three of a `Line`: of a source in use, about somebody who is not destroyed."""
    return and_(
        FlagDifference.source_id == ListSource.id,
        FlagDifference.person_id == Person.id,
        ListSource.closed_on.is_(None),
        may_be_compared(actor),
        exists().where(SearchToken.person_id == Person.id),
    )


def _own(actor: Actor) -> ColumnElement[bool]:
    return and_(told_to(actor), ListSource.agency_id == actor.agency_id)


def list_differences(actor: Actor, state: FlagState, page: int = 1) -> tuple[list[Line], int]:
    """Of one's own agency's sources: a page of them, and how many there are."""
    wanted = and_(_own(actor), FlagDifference.state == state)
    rows = db.session.execute(
        select(FlagDifference, Person, ListSource)
        .where(wanted)
        .order_by(FlagDifference.gap, FlagDifference.first_seen_on, Person.reference)
        .order_by(FlagDifference.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    lines = [Line(*row) for row in rows]
    return lines, _count(wanted)


def get_difference(difference_id: UUID, actor: Actor) -> Line | None:
    row = db.session.execute(
        select(FlagDifference, Person, ListSource).where(
            _own(actor), FlagDifference.id == difference_id
        )
    ).one_or_none()
    return Line(*row) if row else None


def _count(wanted: ColumnElement[bool]) -> int:
    return db.session.execute(
        select(func.count(FlagDifference.id))
        .select_from(FlagDifference)
        .join(Person, Person.id == FlagDifference.person_id)
        .join(ListSource, ListSource.id == FlagDifference.source_id)
        .where(wanted)
    ).scalar_one()


class Owed(NamedTuple):
    differences: int
    since: date


def owed_by_agency(actor: Actor) -> Owed | None:
    """How many differences of one's own agency wait for an answer, and since when."""
    row = db.session.execute(
        select(func.count(FlagDifference.id), func.min(FlagDifference.first_seen_on))
        .select_from(FlagDifference)
        .join(Person, Person.id == FlagDifference.person_id)
        .join(ListSource, ListSource.id == FlagDifference.source_id)
        .where(_own(actor), FlagDifference.state == FlagState.OPEN)
    ).one()
    return Owed(row[0], row[1]) if row[0] else None


def answered_among(people: Collection[UUID]) -> set[UUID]:
    """Those of these people about whom a difference was answered."""
    rows = select(FlagDifference.person_id).where(
        FlagDifference.person_id.in_(list(people)), FlagDifference.answer.is_not(None)
    )
    return set(db.session.scalars(rows))


def since_when(people: Collection[UUID], actor: Actor) -> dict[UUID, date]:
    """Since when those of them who are on the scheme have been."""
    rows = db.session.execute(
        select(SchemeCase.person_id, SchemeCase.opened_on)
        .join(Person, Person.id == SchemeCase.person_id)
        .where(
            SchemeCase.person_id.in_(list(people)),
            is_open(clock.today()),
            visible_to(actor),
        )
    )
    return {row.person_id: row.opened_on for row in rows}
