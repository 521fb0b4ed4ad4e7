"""The agencies and users in the database, and who does what for whom."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from popo.access.actor import Actor, RoleScope
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.accounts.services import (
    Agreement,
    NewAgency,
    NewUser,
    add_agency,
    add_user,
    edit_agreement,
)
from popo.db import db
from popo.demo.calendar import FIRST_DAY, LAST_DAY
from popo.demo.staff import BODIES, STAFF, Worker, phone_of, practitioners

_PRACTITIONERS = practitioners()
_DESKS = 80  # their telephone numbers come after the staff's
_AGREEMENT = Agreement("2020.1", FIRST_DAY - timedelta(days=60), LAST_DAY + timedelta(days=500))


@dataclass
class Office:
    """Users and actors by sign-in name; an actor is the same person at work."""

    agencies: dict[str, Agency]
    users: dict[str, User]
    actors: dict[str, Actor]

    @property
    def partnership_id(self) -> UUID:
        return self.agencies[AgencyKind.PARTNERSHIP].id

    def named(self, sign_in: str) -> Actor:
        return self.actors[sign_in]

    def worker(self, agency: str, number: int) -> str:
        """The sign-in name of the practitioner of this agency who deals with this person."""
        workers = _PRACTITIONERS[agency]
        return workers[number % len(workers)]

    def actor(self, agency: str, number: int) -> Actor:
        return self.actors[self.worker(agency, number)]

    def user(self, agency: str, number: int) -> User:
        return self.users[self.worker(agency, number)]


def new_password() -> str:
    """Made at random for this database, and shared by everybody in the demonstration."""
    return f"{secrets.token_hex(3)}-{secrets.token_hex(3)}-Town"


def open_office(password: str) -> Office:
    """Everybody signs in from this machine only."""
    agencies = {body.kind.value: _add_body(number) for number, body in enumerate(BODIES)}
    users = {
        worker.sign_in: _add_worker(worker, agencies[worker.agency.value], number, password)
        for number, worker in enumerate(STAFF)
    }
    db.session.flush()  # the actors are read back from the roles just given
    administrator = actor_for(users["admin"])
    for body in BODIES:
        if body.agreed:
            edit_agreement(agencies[body.kind.value], administrator, _AGREEMENT)
    return Office(agencies, users, {name: actor_for(user) for name, user in users.items()})


def _add_body(number: int) -> Agency:
    body = BODIES[number]
    return add_agency(
        None,
        NewAgency(
            name=body.name,
            short_name=body.short_name,
            kind=body.kind,
            legal_role=body.legal_role,
            regime=body.regime,
            contact_point=f"Duty desk, {phone_of(_DESKS + number)}",
        ),
    )


def _add_worker(worker: Worker, agency: Agency, number: int, password: str) -> User:
    return add_user(
        None,
        NewUser(
            sign_in_name=worker.sign_in,
            name=worker.name,
            email=worker.email,
            agency=agency,
            roles=[RoleScope(worker.role, worker.scope)],
            clearances=worker.clearances,
            phone=phone_of(number),
            loopback_only=True,
        ),
        password,
    )
