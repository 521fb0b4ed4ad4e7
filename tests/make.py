"""Plain functions that make what a test needs, through the features' own services."""

from datetime import date
from itertools import count

from popo.access.actor import SCHEME, Actor, RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts.models import Agency, AgencyKind, LegalRole, Regime, User
from popo.accounts.queries import actor_for
from popo.accounts.services import NewUser, add_user
from popo.db import db
from popo.people.models import Person, Sex
from popo.people.services import NewPerson, add_person

_numbers = count(1)
PASSWORD = "Correct-horse-7"


def agency(kind: AgencyKind = AgencyKind.POLICE, *, agreement: bool = True) -> Agency:
    number = next(_numbers)
    made = Agency(
        name=f"{kind.value} {number}",
        short_name=kind.value.replace("_", " ").title(),
        kind=kind,
        legal_role=LegalRole.RESPONSIBLE,
        regime=Regime.LAW_ENFORCEMENT,
        contact_point="The desk",
        agreement_version="1",
        agreement_signed_on=date(2020, 1, 1) if agreement else None,
    )
    db.session.add(made)
    return made


def partnership() -> Agency:
    """The partnership itself; many services need it to own joint rows."""
    return agency(AgencyKind.PARTNERSHIP)


def user(
    role: Role = Role.PRACTITIONER,
    scope: str = "agency",
    *,
    of: Agency | None = None,
    clearances: tuple[Clearance, ...] = (),
) -> User:
    number = next(_numbers)
    details = NewUser(
        sign_in_name=f"user-{number}",
        name=f"Sam Invented-{number}",
        email=f"user{number}@example.test",
        agency=of or agency(),
        roles=[RoleScope(role, scope)],
        clearances=clearances,
        loopback_only=True,
    )
    made = add_user(None, details, PASSWORD)
    db.session.flush()  # so that `actor_for` finds the roles
    return made


def actor(
    role: Role = Role.PRACTITIONER,
    scope: str = "agency",
    *,
    of: Agency | None = None,
    clearances: tuple[Clearance, ...] = (),
) -> Actor:
    return actor_for(user(role, scope, of=of, clearances=clearances))


def coordinator() -> Actor:
    return actor(Role.COORDINATOR, SCHEME)


def person(
    by: Actor,
    given: str = "Adam",
    family: str = "Example",
    born: date | None = date(1983, 5, 3),
    sex: Sex = Sex.MALE,
) -> Person:
    return add_person(by, NewPerson(given, family, born, sex, source="Test record"))
