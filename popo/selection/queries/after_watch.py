"""Checks after leaving: those that are due, and what earlier ones found."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import CaseEnd, ExitPlan, SchemeCase
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.leaving import is_coming_back
from popo.selection.models import AfterWatch
from popo.selection.policy import strand_open_to, watch_open_to

MOST_LISTED = 200
NO_EXITS = (CaseEnd.SELECTED_IN_ERROR, CaseEnd.NOT_RATIFIED)
"""Whose case ended so never belonged on the list: a spell that counts for nothing."""


@dataclass(frozen=True)
class Watched:
    """One check with the person it is about and the case that closed."""

    watch: AfterWatch
    case: SchemeCase
    person: Person


def due_watches(actor: Actor) -> list[Watched]:
    """Those this actor may do and that are due, the longest first."""
    due = AfterWatch.done_on.is_(None), AfterWatch.due_on <= clock.today()
    ordered = _open_to(actor).where(*due).order_by(AfterWatch.due_on, AfterWatch.id)
    return [Watched(*row) for row in db.session.execute(ordered.limit(MOST_LISTED))]


def get_watch(watch_id: UUID, actor: Actor) -> Watched | None:
    """One this actor may do, or has done."""
    row = db.session.execute(_open_to(actor).where(AfterWatch.id == watch_id)).one_or_none()
    return Watched(*row) if row else None


def watches_of(person: Person, actor: Actor) -> list[AfterWatch]:
    """Every check after every spell, the newest due first, for whoever reads the person."""
    statement = (
        select(AfterWatch)
        .join(Person, Person.id == AfterWatch.person_id)
        .where(
            Person.id == person.id,
            visible_to(actor, SightLevel.READ),
            readable(AfterWatch, actor),
            strand_open_to(actor, AfterWatch.strand),
        )
        .order_by(AfterWatch.due_on.desc(), AfterWatch.id)
        .limit(MOST_LISTED)
    )
    return list(db.session.scalars(statement))


def _open_to(actor: Actor) -> Select[AfterWatch, SchemeCase, Person]:
    return (
        select(AfterWatch, SchemeCase, Person)
        .join(SchemeCase, SchemeCase.id == AfterWatch.case_id)
        .join(Person, Person.id == AfterWatch.person_id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(AfterWatch, actor),
            watch_open_to(actor),
        )
    )


def watches_behind(case_id: UUID) -> list[AfterWatch]:
    """The checks after one case, the first due first; for changing what hangs on them."""
    statement = select(AfterWatch).where(AfterWatch.case_id == case_id)
    return list(db.session.scalars(statement.order_by(AfterWatch.due_on, AfterWatch.id)))


def plan_behind(watch: AfterWatch) -> ExitPlan | None:
    """The exit plan whose owner does the check."""
    statement = select(ExitPlan).where(ExitPlan.case_id == watch.case_id)
    return db.session.scalars(statement.order_by(ExitPlan.created_at, ExitPlan.id)).first()


def came_back(watch: AfterWatch) -> bool:
    """Whether the person was selected again within the months that count."""
    return watch.case_id in came_back_after([watch.case_id])


def came_back_after(cases: Iterable[UUID]) -> set[UUID]:
    """Those of the closed cases that a new spell of the same person followed in time."""
    closed = db.session.execute(
        select(SchemeCase.id, SchemeCase.person_id, SchemeCase.closed_on).where(
            SchemeCase.id.in_(list(cases)), SchemeCase.closed_on.is_not(None)
        )
    ).all()
    begun = _spells_begun({person_id for _, person_id, _ in closed})
    return {
        key
        for key, person_id, closed_on in closed
        if closed_on is not None
        and any(
            other != key and is_coming_back(closed_on, opened_on)
            for other, opened_on in begun[person_id]
        )
    }


def _spells_begun(people: set[UUID]) -> defaultdict[UUID, list[tuple[UUID, date]]]:
    """Every spell of these people that was no mistake, by person."""
    groups: defaultdict[UUID, list[tuple[UUID, date]]] = defaultdict(list)
    rows = db.session.execute(
        select(SchemeCase.id, SchemeCase.person_id, SchemeCase.opened_on).where(
            SchemeCase.person_id.in_(people),
            or_(
                SchemeCase.end_reason.is_(None),
                SchemeCase.end_reason.not_in(NO_EXITS),
            ),
        )
    )
    for key, person_id, opened_on in rows:
        groups[person_id].append((key, opened_on))
    return groups
