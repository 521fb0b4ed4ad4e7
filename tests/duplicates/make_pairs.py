"""Two records of perhaps one person, and who works with them."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.db import db
from popo.duplicates.models import DuplicateCandidate
from popo.duplicates.services.looking import look_for_duplicates
from popo.people.identifiers import IdentifierKind
from popo.people.models import Person, SightLevel
from popo.people.services import add_identifier, grant_sight, restrict_person
from tests import make

BORN = date(1983, 5, 3)
YOUNG = date(2009, 1, 1)
PNC = "02/73319Z"


@dataclass
class Two:
    """`first` is the police's, `second` probation's."""

    police: User
    probation: User
    first: Person
    second: Person

    @property
    def ours(self) -> Actor:
        return actor_for(self.police)

    @property
    def theirs(self) -> Actor:
        return actor_for(self.probation)


def two(
    given: str = "Jon",
    family: str = "Smyth",
    born: date | None = BORN,
    *,
    first_born: date | None = BORN,
    clearances: tuple[Clearance, ...] = (),
) -> Two:
    police = make.user(of=make.agency(), clearances=clearances)
    probation = make.user(of=make.agency(AgencyKind.PROBATION), clearances=clearances)
    first = make.person(actor_for(police), "John", "Smith", first_born)
    second = make.person(actor_for(probation), given, family, born)
    return Two(police, probation, first, second)


def number(actor: Actor, person: Person, typed: str = PNC) -> None:
    add_identifier(actor, person, IdentifierKind.PNC, typed, "Test record")


def paired(made: Two) -> DuplicateCandidate:
    """Found, and the one there is."""
    look_for_duplicates([made.first.id])
    return the_pair()


def the_pair() -> DuplicateCandidate:
    db.session.flush()
    return db.session.scalars(select(DuplicateCandidate)).one()


def pairs() -> list[DuplicateCandidate]:
    db.session.flush()
    return list(db.session.scalars(select(DuplicateCandidate)))


def let_work(user: User, person: Person, level: SightLevel = SightLevel.WORK) -> None:
    coordinator = make.coordinator()
    grant_sight(coordinator, person.id, level, "test", person.id, user_id=user.id)
    db.session.flush()


def let_know(user: User, person: Person) -> None:
    """The user's agency knows that the record exists, and no more."""
    because, level = "test", SightLevel.EXISTS
    grant_sight(make.coordinator(), person.id, level, because, person.id, agency_id=user.agency_id)
    db.session.flush()


def coordinator_user(*clearances: Clearance) -> User:
    return make.user(Role.COORDINATOR, "scheme", clearances=clearances)


def close_record(person: Person) -> None:
    review = clock.today() + timedelta(days=30)
    restrict_person(make.coordinator(), person, "A witness", review, [])


def colleague(agency: Agency, *clearances: Clearance) -> User:
    return make.user(of=agency, clearances=clearances)
