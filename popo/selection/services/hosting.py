"""People of other schemes seen here in part: never a case of ours, never scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.queries import open_case_of
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.services import end_sight, grant_sight
from popo.selection.models import Hosting
from popo.selection.queries.hosting import hosting_of
from popo.selection.queries.nominations import open_nomination_of
from popo.selection.services.destruction import check_not_destroyed

LONGEST_DAYS = 183
BECAUSE = "hosted for another scheme"


@dataclass(frozen=True)
class HostPerson:
    """`agencies` are told the name, the home scheme, its contact point and the warnings."""

    other_scheme_id: UUID
    agencies: Sequence[UUID]
    why: str
    review_on: date
    limits: str = ""


def host_person(actor: Actor, person: Person, details: HostPerson) -> Hosting:
    """Tells the named agencies of somebody who stays the other scheme's."""
    _check_may_host(person)
    if not details.agencies:
        raise RuleBroken("Choose the agencies that need to know.", "agencies")
    _check_review(details.review_on)
    row = Hosting(
        person_id=person.id,
        agency_id=partnership().id,
        other_scheme_id=details.other_scheme_id,
        starts_on=clock.today(),
        review_on=details.review_on,
        why=details.why,
        limits=details.limits or None,
    )
    db.session.add(row)
    for agency_id in details.agencies:
        grant_sight(actor, person.id, SightLevel.LIMITED, BECAUSE, row.id, agency_id=agency_id)
    _record(Event.PERSON_HOSTED, actor, row, {"why": details.why, "limits": details.limits})
    return row


def review_hosting(actor: Actor, hosting: Hosting, review_on: date, read_version: int) -> None:
    """Goes on until the next review. Raises StaleVersion."""
    if hosting.version != read_version:
        raise StaleVersion
    _check_running(hosting)
    _check_review(review_on)
    before, hosting.review_on = hosting.review_on, review_on
    said = {"before": before.isoformat(), "after": review_on.isoformat()}
    _record(Event.HOSTING_REVIEWED, actor, hosting, said)


def end_hosting(actor: Actor, hosting: Hosting) -> None:
    """The agencies see nothing more of the person."""
    _check_running(hosting)
    hosting.end(clock.today())
    end_sight(actor, hosting.id, because=BECAUSE)
    _record(Event.HOSTING_ENDED, actor, hosting, {})


def _check_may_host(person: Person) -> None:
    check_not_destroyed(person)
    if person.deceased_on is not None:
        raise RuleBroken("This person is recorded as having died.")
    if open_case_of(person) is not None:
        raise RuleBroken("This person is on the scheme here: no other scheme is responsible.")
    if open_nomination_of(person) is not None:
        raise RuleBroken("This person is nominated here: decide on the nomination first.")
    if hosting_of(person.id) is not None:
        raise RuleBroken("This person is hosted already.")


def _check_running(hosting: Hosting) -> None:
    if hosting.ends_on is not None:
        raise RuleBroken("This person is hosted no longer.")


def _check_review(review_on: date) -> None:
    if not 0 < (review_on - clock.today()).days <= LONGEST_DAYS:
        raise RuleBroken("Enter a review date within the next six months.", "review_on")


def _record(event: Event, actor: Actor, row: Hosting, content: dict[str, str]) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(Hosting.__tablename__, row.id),
        content=[(row.key_scope(), content)],
    )
