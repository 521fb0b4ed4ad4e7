"""Young people under Prevent and Deter, and their transitions as far as a test needs them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, SchemeCase, Strand
from popo.cases.services import assign_worker
from popo.db import db
from popo.people.childhood import ChildsPart
from popo.people.models import Person
from popo.transitions.kinds import View
from popo.transitions.models import Transition
from popo.transitions.queries.transitions import Found, meetings_of, newest_of, parts_of
from popo.transitions.services.answering import accept_transition, propose_transition
from popo.transitions.services.reviewing import (
    Meeting,
    Part,
    Review,
    add_meeting,
    begin_review,
    write_review,
)
from tests import make
from tests.cases.make import case

TODAY = date(2024, 4, 30)
CLEARED = (Clearance.PREVENT_AND_DETER,)
DUE = date(2006, 10, 12)
"""17 and a half this month; 18 in October 2024."""
ADULT = date(2006, 4, 12)
"""18 this month."""
OLDER = date(2006, 2, 3)
"""18 by the end of the month before."""
ON_ADULT_DAY = date(2024, 10, 12)


@dataclass
class Sides:
    """The youth offending service with its lead and a worker, and probation with two workers."""

    lead: User
    yos: User
    probation: User
    colleague: User
    probation_lead: User
    coordinator: User


def sides() -> Sides:
    make.partnership()
    service = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    probation = make.agency(AgencyKind.PROBATION)
    lead_probation = (Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE)
    return Sides(
        lead=make.user(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER, of=service, clearances=CLEARED),
        yos=make.user(of=service, clearances=CLEARED),
        probation=make.user(of=probation),
        colleague=make.user(of=probation),
        probation_lead=make.user(*lead_probation, of=probation),
        coordinator=make.user(Role.COORDINATOR, "scheme", clearances=CLEARED),
    )


def young(of: Sides, born: date | None = DUE) -> tuple[Person, SchemeCase]:
    """Somebody the youth offending service works with, and its worker."""
    by = actor_for(of.lead)
    person = make.person(by, "Kim", "Younger", born or date(2008, 1, 1))
    _, held = case(by, Strand.PREVENT_AND_DETER, person=person)
    person.date_of_birth = born
    assign_worker(by, held, of.yos, AssignmentRole.YOS_WORKER, TODAY)
    db.session.flush()  # read back
    return person, held


def review(of: Sides, **changes: Any) -> Review:
    usual = Review(
        receiver=of.probation,
        effective_on=ON_ADULT_DAY,
        parts=(
            Part(ChildsPart.PLAN, "The plan of March, without what school said."),
            Part(ChildsPart.CONTACTS, "What we wrote since January.", of.lead.agency_id),
        ),
        young_view=View.AGREES,
        parent_view=View.AGREES,
    )
    return replace(usual, **changes)


def found(person: Person, held: SchemeCase) -> Found:
    """The newest transition as the queries give it."""
    db.session.flush()  # read back
    row = newest_of([held.id])[held.id]
    return Found(row, person, held, parts_of([row.id])[row.id], meetings_of([row.id])[row.id])


def begun(of: Sides, born: date = DUE) -> tuple[Person, SchemeCase, Transition]:
    person, held = young(of, born)
    row = begin_review(actor_for(of.yos), person, held)
    db.session.flush()  # its version is read back
    return person, held, row


def written(of: Sides, born: date = DUE, **changes: Any) -> tuple[Person, SchemeCase, Transition]:
    """In review, everything said, both workers met."""
    person, held, row = begun(of, born)
    by = actor_for(of.yos)
    write_review(by, person, held, row, review(of, **changes), row.version)
    db.session.flush()  # read back
    add_meeting(by, held, row, Meeting(TODAY - timedelta(days=7), of.yos, "At the office."))
    db.session.flush()  # read back
    return person, held, row


def proposed(of: Sides, born: date = DUE, **changes: Any) -> tuple[Person, SchemeCase, Transition]:
    person, held, row = written(of, born, **changes)
    propose_transition(actor_for(of.yos), found(person, held), row.version)
    db.session.flush()  # read back
    return person, held, row


def accepted(of: Sides, born: date = DUE, **changes: Any) -> tuple[Person, SchemeCase, Transition]:
    person, held, row = proposed(of, born, **changes)
    accept_transition(actor_for(of.probation), found(person, held), "", row.version)
    db.session.flush()  # read back
    return person, held, row


def handed_over(of: Sides, **changes: Any) -> tuple[Person, SchemeCase, Transition]:
    """Accepted, and in effect today."""
    return accepted(of, OLDER, **{"effective_on": TODAY, **changes})
