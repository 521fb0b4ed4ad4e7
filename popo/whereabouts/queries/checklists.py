"""Release checklists: one person's, and how far those of many have come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency, User
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import AssignmentRole
from popo.cases.queries import assignments_of, engagements_of, open_case_of
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries import who_can_see
from popo.whereabouts.models import KeyDate, ReleaseChecklist, ReleaseStep, StepStatus
from popo.whereabouts.queries.places import standing_dates
from popo.whereabouts.release_steps import OPENS_DAYS

SHOWN_AFTER = timedelta(days=28)
"""How long after the release its checklist is still shown."""
MOST_STEPS = 1_000


@dataclass(frozen=True)
class Checklist:
    """`steps` are those this reader may read, by the day they are due."""

    row: ReleaseChecklist
    steps: list[ReleaseStep]

    @property
    def done(self) -> int:
        return sum(1 for step in self.steps if not step.is_open)

    def overdue(self, today: date) -> list[ReleaseStep]:
        return [step for step in self.steps if step.is_overdue(today)]


@dataclass(frozen=True)
class Owner:
    """An agency, and somebody there if anybody is named."""

    agency: Agency
    user: User | None = None


def next_release(person: Person) -> KeyDate | None:
    """The earliest release date that stands; for changing things, whoever asks."""
    return next((row for row in standing_dates(person) if row.date_kind.is_release), None)


def running_checklist(person: Person) -> ReleaseChecklist | None:
    """The one not closed; for changing it, whoever asks."""
    statement = select(ReleaseChecklist).where(
        ReleaseChecklist.person_id == person.id, ReleaseChecklist.closed_on.is_(None)
    )
    return db.session.scalars(statement).one_or_none()


def steps_held(checklist: ReleaseChecklist) -> list[ReleaseStep]:
    """Every step, for changing them, whoever asks."""
    statement = select(ReleaseStep).where(ReleaseStep.checklist_id == checklist.id)
    return list(db.session.scalars(statement.order_by(ReleaseStep.due_on, ReleaseStep.id)))


def checklist_of(person: Person, actor: Actor) -> Checklist | None:
    return checklists_of([person.id], actor).get(person.id)


def checklists_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, Checklist]:
    """Those not closed, of releases to come and of the last four weeks."""
    shown_from = clock.today() - SHOWN_AFTER
    rows = db.session.scalars(
        select(ReleaseChecklist).where(
            ReleaseChecklist.person_id.in_(list(people)),
            ReleaseChecklist.closed_on.is_(None),
            ReleaseChecklist.released_on.is_(None) | (ReleaseChecklist.released_on >= shown_from),
            readable(ReleaseChecklist, actor),
        )
    ).all()
    steps = _steps({row.id for row in rows}, actor)
    return {row.person_id: Checklist(row, steps[row.id]) for row in rows}


def _steps(checklists: set[UUID], actor: Actor) -> defaultdict[UUID, list[ReleaseStep]]:
    groups: defaultdict[UUID, list[ReleaseStep]] = defaultdict(list)
    statement = select(ReleaseStep).where(
        ReleaseStep.checklist_id.in_(checklists), readable(ReleaseStep, actor)
    )
    for step in db.session.scalars(
        statement.order_by(ReleaseStep.due_on, ReleaseStep.step, ReleaseStep.id)
    ):
        groups[step.checklist_id].append(step)
    return groups


def open_steps(people: Select[UUID], latest: date, actor: Actor) -> list[ReleaseStep]:
    """Steps to do of those of these people this actor may see, the most overdue first."""
    shown_from = clock.today() - SHOWN_AFTER
    statement = (
        select(ReleaseStep)
        .join(ReleaseChecklist, ReleaseChecklist.id == ReleaseStep.checklist_id)
        .join(Person, Person.id == ReleaseStep.person_id)
        .where(
            ReleaseStep.person_id.in_(people),
            visible_to(actor, SightLevel.READ),
            ReleaseStep.status == StepStatus.OPEN,
            ReleaseStep.due_on <= latest,
            ReleaseChecklist.closed_on.is_(None),
            ReleaseChecklist.released_on.is_(None) | (ReleaseChecklist.released_on >= shown_from),
            readable(ReleaseStep, actor),
        )
        .order_by(ReleaseStep.due_on, ReleaseStep.id)
        .limit(MOST_STEPS)
    )
    return list(db.session.scalars(statement))


def get_step(
    step_id: UUID, actor: Actor, level: SightLevel = SightLevel.WORK
) -> tuple[ReleaseStep, Person] | None:
    """A step of a checklist that is not closed, and whose release it is about."""
    statement = (
        select(ReleaseStep, Person)
        .join(Person, Person.id == ReleaseStep.person_id)
        .join(ReleaseChecklist, ReleaseChecklist.id == ReleaseStep.checklist_id)
        .where(
            ReleaseStep.id == step_id,
            ReleaseChecklist.closed_on.is_(None),
            visible_to(actor, level),
            readable(ReleaseStep, actor),
        )
    )
    row = db.session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None


def may_open_checklist(release: KeyDate | None, checklist: ReleaseChecklist | None) -> bool:
    """Whether a release is near and has no checklist of its own yet."""
    if release is None or (release.falls_on - clock.today()).days > OPENS_DAYS:
        return False
    return checklist is None or checklist.released_on is not None


def team_of(person: Person) -> list[Owner]:
    """Who may own a step: the workers of the case, then the agencies that lead or see it."""
    today = clock.today()
    case = open_case_of(person)
    keys = [case.id] if case else []
    assigned = [row for rows in assignments_of(keys, today).values() for row in rows]
    assigned.sort(key=lambda row: row.role is AssignmentRole.CO_WORKER)
    users = users_by_id(row.user_id for row in assigned)
    leading = [row.lead_agency_id for rows in engagements_of(keys, today).values() for row in rows]
    seeing = [grant.grantee_agency_id for grant in who_can_see(person.id)]
    agencies = {agency.id: agency for agency in list_agencies()}
    return [
        *(Owner(users[row.user_id].agency, users[row.user_id]) for row in assigned),
        *(Owner(agencies[key]) for key in dict.fromkeys([*leading, *seeing]) if key in agencies),
    ]
