"""The sight that acting for somebody gives: by name, of each of their cases, for these days."""

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.queries import actor_for, users_by_id
from popo.cases.models import Assignment, Cover
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.queries.person import restricted_among
from popo.people.services import grant_sight

ACTING = "acting for a colleague who is away"


def is_open_to_acting(acting: Actor, person: Person) -> bool:
    """A young person's record asks for clearance, whoever acts; no name opens a restricted one."""
    cleared = acting.cleared_for(Clearance.PREVENT_AND_DETER)
    return (cleared or not person.is_young) and not restricted_among([person.id])


def see_for(actor: Actor, cover: Cover, assignment: Assignment) -> None:
    """Gives sight of one case, for the days of the cover."""
    start, end = cover.starts_on, cover.ends_on
    if end is None or end <= start:
        return
    grant_sight(
        actor,
        assignment.person_id,
        SightLevel.WORK,
        ACTING,
        assignment.id,
        user_id=cover.acting_id,
        since=max(clock.now(), clock.at(start)),
        until=clock.at(end),
    )


def cover_new_assignment(actor: Actor, assignment: Assignment) -> None:
    """Somebody who is away is given a case: whoever acts for them sees it too."""
    covers = db.session.scalars(
        select(Cover)
        .where(Cover.away_id == assignment.user_id, Cover.ends_on > clock.today())
        .order_by(Cover.starts_on, Cover.id)
    ).all()
    if not covers:
        return
    person = db.session.get_one(Person, assignment.person_id)
    for cover in covers:
        acting = users_by_id([cover.acting_id])[cover.acting_id]
        if is_open_to_acting(actor_for(acting), person):
            see_for(actor, cover, assignment)
