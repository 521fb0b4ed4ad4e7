"""Somebody with an open case and something of every kind on their file."""

from datetime import date, timedelta
from uuid import uuid4

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.cases.models import AssignmentRole, Colour, SchemeCase, Strand
from popo.cases.services import assign_worker, open_case, set_traffic_light
from popo.contacts.models import Contact, ContactType, Outcome
from popo.db import db
from popo.offending.models import OffenceEventKind
from popo.offending.services import NewEvent, record_event
from popo.people import services
from popo.people.models import AddressKind, MarkerKind, Person
from popo.whereabouts.models import Basis, Confidence, DateKind, Place
from popo.whereabouts.services import move, set_basis, set_key_date
from tests import make

OPENED = date(2024, 1, 8)


def full_file(user: User) -> tuple[Person, SchemeCase]:
    """Needs the partnership to own the case."""
    by = actor_for(user)
    today = clock.today()
    person = make.person(by)
    case = open_case(by, person, Strand.CATCH_AND_CONVICT, OPENED, by.agency_id)
    assign_worker(by, case, user, AssignmentRole.LEAD_OFFICER, OPENED)
    for colour, on in ((Colour.AMBER, OPENED), (Colour.RED, date(2024, 3, 4))):
        review = on + timedelta(days=7)
        set_traffic_light(by, case, colour, f"Why {colour}", review, None, on)
    move(
        by, person, Place.COMMUNITY, OPENED, "His cousin's", "A visit", Confidence.CONFIRMED, OPENED
    )
    set_basis(by, person, Basis.LICENCE, OPENED, today + timedelta(days=33), None, "Probation")
    set_key_date(by, person, DateKind.COURT, today + timedelta(days=7), today, "The court list")
    services.add_address(by, person, AddressKind.HOME, "1 Any Road", "LU1 1AA", "A visit")
    services.add_marker(
        by,
        person,
        MarkerKind.STAFF_SAFETY,
        "Visit in pairs",
        "A dog",
        today + timedelta(days=30),
    )
    services.write_summary(by, person, "Wants to get back on the roofing course.")
    record_event(by, person, NewEvent(OffenceEventKind.ARREST, date(2024, 3, 2), detail="A car"))
    more(person, user, 1)
    return person, case


def more(person: Person, user: User, count: int) -> None:
    """As many contacts and actions again."""
    by = actor_for(user)
    for number in range(count):
        contact(person, by, Outcome.KEPT, hours_ago=24 * (number + 1))
        due = clock.today() + timedelta(days=number + 1)
        offer_action(by, f"Do thing {number}", user, due, ActionOrigin.PRACTITIONER, person)


def contact(person: Person, by: Actor, outcome: Outcome, hours_ago: int = 1) -> Contact:
    row = Contact(
        person_id=person.id,
        agency_id=by.agency_id,
        at=clock.now() - timedelta(hours=hours_ago),
        contact_type=ContactType.HOME_VISIT,
        outcome=outcome,
        group_id=uuid4(),
        author_id=by.user_id,
        note=f"A {outcome.value} note",
    )
    db.session.add(row)
    return row
