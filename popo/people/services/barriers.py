"""What takes sight away whatever the role: restrictions and declared conflicts of interest."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import ConflictOfInterest, Person, Restriction, SightLevel
from popo.people.queries.person import restriction_of
from popo.people.services.sight import end_sight, grant_sight

LONGEST_RESTRICTION_DAYS = 184
_BECAUSE = "named when the record was restricted"


def restrict_person(
    actor: Actor, person: Person, reason: str, review_on: date, named: Iterable[User]
) -> Restriction:
    """Closes a record to all but those named, and to whoever restricts it."""
    _check_may_restrict(actor)
    if restriction_of(person) is not None:
        raise RuleBroken("This record is restricted already.")
    if not 0 < (review_on - clock.today()).days <= LONGEST_RESTRICTION_DAYS:
        raise RuleBroken("Enter a review date within the next six months.", "review_on")
    row = Restriction(
        person_id=person.id,
        agency_id=actor.agency_id,
        reason=reason,
        set_by_id=actor.user_id,
        review_on=review_on,
        starts_on=clock.today(),
    )
    db.session.add(row)
    record(Event.RECORD_RESTRICTED, actor, people=[person.id], about=(row.__tablename__, row.id))
    for key in {actor.user_id, *(user.id for user in named)}:
        _grant(actor, person, row.id, key)
    return row


def lift_restriction(actor: Actor, person: Person, restriction: Restriction) -> None:
    """Ends the restriction and the sight that naming people gave."""
    _check_may_restrict(actor)
    restriction.end(clock.today())
    about = (restriction.__tablename__, restriction.id)
    record(Event.RESTRICTION_LIFTED, actor, people=[person.id], about=about)
    end_sight(actor, restriction.id, because=_BECAUSE)


def declare_conflict(actor: Actor, person: Person, reason: str) -> ConflictOfInterest:
    """The actor's own tie to a person; from now on the record is closed to them."""
    row = ConflictOfInterest(
        person_id=person.id,
        agency_id=actor.agency_id,
        user_id=actor.user_id,
        reason=reason,
        starts_on=clock.today(),
    )
    db.session.add(row)
    record(Event.CONFLICT_DECLARED, actor, people=[person.id], about=(row.__tablename__, row.id))
    return row


def end_conflict(actor: Actor, person: Person, row: ConflictOfInterest) -> None:
    """Opens the record again to somebody whose tie is over; never by themselves."""
    if not actor.holds(Role.COORDINATOR) or row.user_id == actor.user_id:
        raise RuleBroken("The co-ordinator ends a conflict of interest, of somebody else.")
    row.end(clock.today())
    record(Event.CONFLICT_ENDED, actor, people=[person.id], about=(row.__tablename__, row.id))


def _grant(actor: Actor, person: Person, because_id: UUID, user_id: UUID) -> None:
    grant_sight(actor, person.id, SightLevel.WORK, _BECAUSE, because_id, user_id=user_id)


def _check_may_restrict(actor: Actor) -> None:
    if not actor.holds(Role.COORDINATOR):
        raise RuleBroken("Only the co-ordinator restricts a record or lifts a restriction.")
