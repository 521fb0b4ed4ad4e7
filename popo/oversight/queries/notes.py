"""Notes on a case, and the cases nobody has supervised for long."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import users_by_id
from popo.cases.models import AssignmentRole, SchemeCase, Strand, StrandEngagement
from popo.cases.queries import assignments_of, is_open
from popo.db import db
from popo.intervals import on
from popo.oversight.kinds import OVERDUE_DAYS
from popo.oversight.models import OversightNote
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries import names_of
from popo.people.queries.stops import not_stopped

MOST_NOTES = 200
MOST_CASES = 200
"""Of those listed; how many more there are is said."""


def notes_of(person: Person, actor: Actor) -> list[OversightNote]:
    """The newest first, corrected ones among them."""
    rows = db.session.scalars(
        select(OversightNote)
        .where(OversightNote.person_id == person.id, readable(OversightNote, actor))
        .order_by(OversightNote.looked_on.desc(), OversightNote.created_at.desc())
        .limit(MOST_NOTES)
    )
    return list(rows)


def get_note(note_id: UUID, person: Person, actor: Actor) -> OversightNote | None:
    return db.session.scalars(
        select(OversightNote).where(
            OversightNote.id == note_id,
            OversightNote.person_id == person.id,
            readable(OversightNote, actor),
        )
    ).one_or_none()


@dataclass(frozen=True)
class Unsupervised:
    """`last_on` is empty where nobody ever looked; `since` is then the day the case opened."""

    person_id: UUID
    reference: str
    since: date
    last_on: date | None
    name: str = ""
    leads: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        return (clock.today() - self.since).days


@dataclass(frozen=True)
class Overdue:
    """The longest first, as many as a page has room for, of `total`; `cases` is the strand's."""

    lines: list[Unsupervised]
    total: int
    cases: int


def unsupervised(actor: Actor, strand: Strand) -> Overdue:
    """Open cases of the strand without a note for more than `OVERDUE_DAYS`."""
    today = clock.today()
    last = (
        select(OversightNote.case_id, func.max(OversightNote.looked_on).label("looked_on"))
        .where(OversightNote.replaced_at.is_(None))
        .group_by(OversightNote.case_id)
        .subquery()
    )
    rows = db.session.execute(
        select(SchemeCase.id, Person.id, Person.reference, SchemeCase.opened_on, last.c.looked_on)
        .join(Person, Person.id == SchemeCase.person_id)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .outerjoin(last, last.c.case_id == SchemeCase.id)
        .where(
            is_open(today),
            StrandEngagement.strand == strand,
            on(StrandEngagement, today),
            not_stopped(today),
            visible_to(actor, SightLevel.READ),
        )
        .order_by(func.coalesce(last.c.looked_on, SchemeCase.opened_on), Person.reference)
    ).all()
    limit = today - timedelta(days=OVERDUE_DAYS)
    late = [row for row in rows if (row[4] or row[3]) < limit]
    shown = late[:MOST_CASES]
    names, leads = names_of([row[1] for row in shown], actor), _leads([row[0] for row in shown])
    return Overdue(
        [
            Unsupervised(
                person,
                reference,
                looked_on or opened_on,
                looked_on,
                names[person].formal if person in names else "",
                leads.get(case, ()),
            )
            for case, person, reference, opened_on, looked_on in shown
        ],
        len(late),
        len(rows),
    )


def _leads(cases: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    assigned = assignments_of(cases, clock.today())
    leading = {
        case: [row for row in rows if row.role is not AssignmentRole.CO_WORKER]
        for case, rows in assigned.items()
    }
    users = users_by_id({row.user_id for rows in leading.values() for row in rows})
    return {case: tuple(users[row.user_id].name for row in rows) for case, rows in leading.items()}
