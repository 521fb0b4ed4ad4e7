"""Somebody inside with a release date, and who works with them."""

from datetime import date

from popo.access.actor import Actor
from popo.accounts.models import AgencyKind, User
from popo.cases.models import AssignmentRole
from popo.cases.queries import open_case_of
from popo.cases.services import assign_worker
from popo.people.models import Person, SightLevel
from popo.people.services import grant_sight
from popo.whereabouts.models import Confidence, DateKind, Place
from popo.whereabouts.services import move, set_key_date
from tests import make
from tests.cases.make import OPENED, case

TODAY = date(2024, 4, 30)
RELEASE = date(2024, 6, 5)
"""A Wednesday, five weeks ahead."""


def inside(by: Actor, release_on: date | None = RELEASE) -> Person:
    """Needs the partnership."""
    person, _ = case(by)
    move(by, person, Place.SENTENCED, OPENED, "HMP", "PNC", Confidence.CONFIRMED, OPENED)
    if release_on is not None:
        released(by, person, release_on)
    return person


def released(
    by: Actor, person: Person, day: date, kind: DateKind = DateKind.RELEASE_CONDITIONAL
) -> None:
    set_key_date(by, person, kind, day, TODAY, "Prison")


def come_out(by: Actor, person: Person, day: date, place: Place = Place.COMMUNITY) -> None:
    move(by, person, place, day, None, "Prison", Confidence.CONFIRMED, day)


def joined(by: Actor, person: Person, kind: AgencyKind) -> User:
    """A user of an agency of that kind, which from now on works with the person."""
    user = make.user(of=make.agency(kind))
    grant_sight(by, person.id, SightLevel.WORK, "a test", person.id, agency_id=user.agency_id)
    return user


def assigned(by: Actor, person: Person, user: User, role: AssignmentRole) -> None:
    found = open_case_of(person)
    assert found is not None
    assign_worker(by, found, user, role, OPENED)
