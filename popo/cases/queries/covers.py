"""Who acts for whom, and on which days."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases.models import Assignment, Cover, SchemeCase
from popo.cases.queries.cases import is_open
from popo.db import db
from popo.intervals import on
from popo.people.models import Person

SHOWN_AFTER_DAYS = 28
MOST_COVERS = 200


def acting_for(users: Iterable[UUID], day: date) -> dict[UUID, tuple[User, Cover]]:
    """Of these users, whoever is away on `day`, with who acts for them."""
    covers = {
        cover.away_id: cover
        for cover in db.session.scalars(
            select(Cover).where(Cover.away_id.in_(set(users)), on(Cover, day))
        )
    }
    acting = users_by_id(cover.acting_id for cover in covers.values())
    return {away: (acting[cover.acting_id], cover) for away, cover in covers.items()}


def covers_of(user_id: UUID) -> list[Cover]:
    """Those in which this user is away or acts, not ended yet."""
    part = or_(Cover.away_id == user_id, Cover.acting_id == user_id)
    statement = select(Cover).where(part, Cover.ends_on > clock.today())
    return list(
        db.session.scalars(statement.order_by(Cover.starts_on, Cover.id).limit(MOST_COVERS))
    )


def list_covers(actor: Actor) -> list[Cover]:
    """Of one's own agency, or of all for whoever sees the scheme; those that ended lately too."""
    since = clock.today() - timedelta(days=SHOWN_AFTER_DAYS)
    statement = select(Cover).where(Cover.ends_on > since)
    if not actor.holds(Role.COORDINATOR):
        statement = statement.where(Cover.agency_id == actor.agency_id)
    ordered = statement.order_by(Cover.ends_on.desc(), Cover.id).limit(MOST_COVERS)
    return list(db.session.scalars(ordered))


def get_cover(cover_id: UUID, actor: Actor) -> Cover | None:
    return next((cover for cover in list_covers(actor) if cover.id == cover_id), None)


def cases_worked_on(user_id: UUID) -> list[tuple[Assignment, Person]]:
    """What somebody works on today; for giving somebody else sight of it."""
    today = clock.today()
    statement = (
        select(Assignment, Person)
        .join(SchemeCase, SchemeCase.id == Assignment.case_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.user_id == user_id, on(Assignment, today), is_open(today))
        .order_by(Person.reference, Assignment.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]
