"""The caseload and the list by name, as they are read."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.cases.models import AssignmentRole, CaseEnd, Colour, Strand
from popo.cases.services import assign_worker, close_case, set_traffic_light
from popo.db import db
from popo.offending.models import OffenceEventKind
from popo.offending.services import NewEvent, record_event
from popo.people.models import Person
from popo.strands.queries import cohort
from popo.whereabouts.models import Confidence, DateKind, Place
from popo.whereabouts.services import move, set_key_date
from tests import make
from tests.cases.make import OPENED, case
from tests.pages import Browser

TODAY = date(2024, 4, 30)


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    made = make.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT)
    browser.sign_in(made)
    return made


def _busy_case(lead: User) -> Person:
    police = actor_for(lead)
    person, busy = case(police)
    officer = make.user(of=lead.agency)
    assign_worker(police, busy, officer, AssignmentRole.LEAD_OFFICER, OPENED)
    set_traffic_light(
        police, busy, Colour.CUSTODY, "Sentenced", OPENED + timedelta(84), None, OPENED
    )
    move(police, person, Place.SENTENCED, OPENED, "HMP", "PNC", Confidence.CONFIRMED, OPENED)
    set_key_date(police, person, DateKind.RELEASE_HDC, date(2024, 5, 3), OPENED, "Prison")
    record_event(police, person, NewEvent(OffenceEventKind.WARRANT, TODAY))
    return person


def test_caseload_shows_who_comes_first_and_why(browser: Browser, lead: User) -> None:
    person = _busy_case(lead)
    page = browser.visit("strands.caseload", strand="catch-and-convict")
    for words in (
        "Example, Adam",
        person.reference,
        "Warrant outstanding since 30 April",
        "Release 3 May without an address",
        "On a Friday",
        "Custody, sentenced",
        "1 Custody",
    ):
        assert words in page, words


def test_caseload_is_in_the_trail_with_everybody_it_names(browser: Browser, lead: User) -> None:
    people = {_busy_case(lead).id, case(actor_for(lead))[0].id}
    browser.visit("strands.caseload", strand="catch-and-convict")
    events = select(AuditEvent.id).where(
        AuditEvent.event == "people.listed", AuditEvent.user_id == lead.id
    )
    (event,) = db.session.scalars(events)
    subjects = select(AuditSubject.person_id).where(AuditSubject.event_id == event)
    assert set(db.session.scalars(subjects)) == people


def test_caseload_narrows_and_says_so(browser: Browser, lead: User) -> None:
    _busy_case(lead)
    case(actor_for(lead))
    page = browser.visit("strands.caseload", strand="catch-and-convict", colour="custody")
    assert "By priority 1 of 2" in page
    page = browser.visit("strands.caseload", strand="catch-and-convict", unassigned="yes")
    assert "By priority 1 of 2" in page
    page = browser.visit("strands.caseload", strand="catch-and-convict", colour="green")
    assert "No case is like this" in page


def test_caseload_of_nobody_teaches(browser: Browser, lead: User) -> None:
    page = browser.visit("strands.caseload", strand="rehabilitate-and-resettle")
    assert "Nobody you may see is worked with under this strand" in page


def test_caseload_of_no_strand_is_not_there(browser: Browser, lead: User) -> None:
    browser.visit("strands.caseload", expect=404, strand="none-such")


def test_caseload_of_prevent_and_deter_is_not_there_without_clearance(
    browser: Browser, lead: User
) -> None:
    browser.visit("strands.caseload", expect=404, strand="prevent-and-deter")
    page = browser.visit("strands.caseload", strand="catch-and-convict")
    assert "Prevent and Deter" not in page


def test_caseload_of_prevent_and_deter_speaks_of_young_people(browser: Browser) -> None:
    make.partnership()
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    lead = make.user(
        Role.STRAND_LEAD,
        Strand.PREVENT_AND_DETER,
        of=yos,
        clearances=(Clearance.PREVENT_AND_DETER,),
    )
    worker = actor_for(lead)
    case(worker, Strand.PREVENT_AND_DETER, person=make.person(worker, born=date(2009, 1, 2)))
    page = browser.sign_in(lead).visit("strands.caseload", strand="prevent-and-deter")
    main = page.html[page.html.index("<main") :].casefold()
    assert "1 young person" in page
    assert "no worker is named for this young person" in main
    for word in ("offender", "prolific", "popo,", "cohort"):
        assert word not in main


def test_cohort_lists_by_colour_with_headroom_unknown(browser: Browser, lead: User) -> None:
    person = _busy_case(lead)
    page = browser.visit("strands.cohort")
    assert "1 person on the list; no criteria are adopted" in page
    assert person.reference in page
    assert "Rehabilitate and Resettle" in page


def test_cohort_can_be_narrowed_and_looked_at_as_on_a_date(browser: Browser, lead: User) -> None:
    police = actor_for(lead)
    _busy_case(lead)
    gone, closed = case(police)
    close_case(police, closed, CaseEnd.DESISTED, date(2024, 3, 1))
    assert gone.reference not in browser.visit("strands.cohort")
    assert gone.reference in browser.visit("strands.cohort", on="29/2/2024")
    assert gone.reference not in browser.visit("strands.cohort", on="29/2/2024", colour="custody")
    assert "By colour 1 of 2" in browser.visit("strands.cohort", on="29/2/2024", colour="custody")


def test_cohort_says_what_it_did_not_understand(browser: Browser, lead: User) -> None:
    page = browser.visit("strands.cohort", expect=422, on="the day before never")
    assert "There is a problem" in page
    browser.visit("strands.cohort", expect=422, on="1/6/2025")
    browser.visit("strands.cohort", expect=422, colour="blue")


def test_cohort_is_not_for_practitioners(browser: Browser) -> None:
    browser.sign_in(make.user()).visit("strands.cohort", expect=403)


def test_cohort_shows_nobody_the_reader_may_not_see(browser: Browser, lead: User) -> None:
    hidden, _ = case(make.actor())
    page = browser.sign_in(make.user(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER)).visit(
        "strands.cohort"
    )
    assert hidden.reference not in page
    assert "You see 0 of them" in page


def test_cohort_leaves_out_those_on_prevent_and_deter(browser: Browser, lead: User) -> None:
    cleared = make.user(Role.COORDINATOR, "scheme", clearances=(Clearance.PREVENT_AND_DETER,))
    person, _ = case(actor_for(cleared), Strand.PREVENT_AND_DETER)
    assert cohort(actor_for(cleared), TODAY).total == 0
    assert person.reference not in browser.sign_in(cleared).visit("strands.cohort")
