"""People who are on the scheme by a decision, for tests of what that starts."""

from dataclasses import replace
from datetime import date, timedelta

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.cases.models import CaseEnd, SchemeCase, Strand
from popo.cases.queries import open_case_of
from popo.cases.services import close_case
from popo.db import db
from popo.meetings.models import MeetingBody
from popo.meetings.queries import Cited
from popo.meetings.services import add_meeting
from popo.people.models import Person
from popo.people.models.person import SightCompartment
from popo.selection.models import Decision, PanelDecision
from popo.selection.queries.nominations import Nominated
from popo.selection.services import MoveStrand, Panel, ReSelect, decide_nomination
from tests import make as basic
from tests.selection import make
from tests.selection.make import TODAY, Scheme


def selected(scheme: Scheme, **changes: object) -> tuple[Nominated, SchemeCase, PanelDecision]:
    """An adult selected between meetings, unless `changes` say otherwise."""
    return decided(scheme, make.nominated(scheme), Decision.SELECT, **changes)


def selected_young(scheme: Scheme) -> tuple[Nominated, SchemeCase, PanelDecision]:
    lead = scheme.yos.agency_id
    return decided(scheme, make.young(scheme), Decision.SELECT, lead_agency_id=lead)


def decided(
    scheme: Scheme, found: Nominated, kind: Decision, **changes: object
) -> tuple[Nominated, SchemeCase, PanelDecision]:
    details = make.decision(scheme, found, kind, **{"decided_at": None, **changes})
    who = make.actor(scheme.coordinator)
    decision = decide_nomination(who, found, details, found.nomination.version)
    db.session.flush()  # read back by the test
    case = open_case_of(found.person)
    assert case is not None
    return found, case, decision


def closed(scheme: Scheme, reason: CaseEnd = CaseEnd.DESISTED) -> tuple[Person, SchemeCase]:
    """An adult whose spell ended today."""
    found, case, _ = selected(scheme)
    close_case(make.actor(scheme.coordinator), case, reason, TODAY)
    db.session.flush()  # read back by the test
    return found.person, case


def panel(scheme: Scheme, at: Cited | None = None, **changes: object) -> Panel:
    agreed = make.agreeing(scheme.police, scheme.probation)
    return replace(Panel(at, agreed, "The panel weighed it.", TODAY), **changes)  # type: ignore[arg-type]  # mixed values


def move(scheme: Scheme, strand: Strand, **changes: object) -> MoveStrand:
    lead = scheme.police.agency_id
    return replace(MoveStrand(panel(scheme), strand, lead), **changes)  # type: ignore[arg-type]  # mixed values


def again(scheme: Scheme, **changes: object) -> ReSelect:
    lead = scheme.police.agency_id
    return replace(ReSelect(panel(scheme), lead), **changes)  # type: ignore[arg-type]  # mixed values


def next_meeting(scheme: Scheme, person: Person, days: int = 7) -> Cited:
    """An item at a meeting some days from now; the clock does not move."""
    scheme.meeting = add_meeting(
        make.actor(scheme.coordinator),
        MeetingBody.ACTION_GROUP,
        clock.at(TODAY + timedelta(days=days), 9, 30),
    )
    db.session.flush()  # its items are numbered after it
    return scheme.item(person=person)


def grown_up(scheme: Scheme, born: date = date(2005, 2, 1)) -> tuple[Person, SchemeCase]:
    """Somebody of 19 who came to Prevent and Deter as a child and is still known to it alone."""
    found, case, _ = selected_young(scheme)
    found.person.date_of_birth = born
    db.session.flush()  # read back by the test
    assert found.person.sight_compartment is SightCompartment.YOUNG_PERSON
    return found.person, case


def uncleared(scheme: Scheme) -> User:
    """A co-ordinator who is not cleared for Prevent and Deter."""
    return basic.user(Role.COORDINATOR, "scheme", of=scheme.coordinator.agency)
