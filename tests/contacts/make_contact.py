"""Contacts as somebody would log them."""

from datetime import timedelta

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, Strand
from popo.cases.services import assign_worker, open_case
from popo.contacts.models import Contact, ContactType, Outcome
from popo.contacts.services import Happened, NewContact, log_contact
from popo.people.about import AssertionKind, Handling
from popo.people.models import Person


def happened(
    outcome: Outcome = Outcome.KEPT,
    hours_ago: float = 1,
    note: str = "He was in and talked",
    kind: AssertionKind = AssertionKind.FACT,
    source: str = "",
    handling: Handling = Handling.ACTION_GROUP,
    contact_type: ContactType = ContactType.HOME_VISIT,
    place: str = "His mother's",
) -> Happened:
    return Happened(
        at=clock.now() - timedelta(hours=hours_ago),
        contact_type=contact_type,
        outcome=outcome,
        note=note,
        kind=kind,
        place=place,
        source=source,
        handling=handling,
    )


def logged(by: Actor, person: Person, what: Happened | None = None) -> Contact:
    details = NewContact((person.reference,), what or happened())
    return log_contact(by, details)[0]


def planned(by: Actor, person: Person, hours_ago: float = 1) -> Contact:
    return logged(by, person, happened(Outcome.PLANNED, hours_ago))


def make_responsible(
    user: User, person: Person, role: AssignmentRole = AssignmentRole.OFFENDER_MANAGER
) -> None:
    """Opens a case and assigns the user; the partnership must exist."""
    by = actor_for(user)
    case = open_case(by, person, Strand.CATCH_AND_CONVICT, clock.today(), by.agency_id)
    assign_worker(by, case, user, role, clock.today())
