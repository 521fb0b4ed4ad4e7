from collections.abc import Iterable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.cases.models import AssignmentRole, Colour, Strand
from popo.cases.services import assign_worker, open_case, set_traffic_light
from popo.contacts.models import Outcome
from popo.db import db
from popo.drafts.services import Typed, save_draft
from popo.meetings.models import Meeting, MeetingBody
from popo.overview.home import home_of
from popo.overview.owed import Cost, Kind
from popo.people.models import Person
from popo.whereabouts.models import DateKind
from popo.whereabouts.services import set_key_date
from tests import make
from tests.actions.make_action import offered
from tests.contacts.make_contact import happened, logged, planned
from tests.overview.make_case import full_file
from tests.pages import Browser
from tests.statements import counted


@pytest.fixture(autouse=True)
def _partnership(work: None) -> None:
    make.partnership()


def _assigned(user: User, family: str, colour: Colour, review_in: int = 20) -> Person:
    by = actor_for(user)
    today = clock.today()
    person = make.person(by, "Adam", family)
    case = open_case(by, person, Strand.CATCH_AND_CONVICT, today, by.agency_id)
    assign_worker(by, case, user, AssignmentRole.LEAD_OFFICER, today)
    set_traffic_light(by, case, colour, "Why", today + timedelta(days=review_in), None, today)
    return person


def test_home_lists_what_is_owed_with_what_follows_and_how_to_close_it(browser: Browser) -> None:
    user = make.user()
    by = actor_for(user)
    person = _assigned(user, "Testperson", Colour.RED, review_in=3)
    late = offered(by, user, person, words="Find a bed")
    late.due_on = clock.today() - timedelta(days=4)
    planned(by, person, hours_ago=30)
    offered(make.actor(), user, words="Answer Probation")
    save_draft(by, Typed("contacts.log_contact", person.reference, uuid4().hex, {"note": ["Half"]}))
    browser.sign_in(user)
    page = browser.visit("overview.home")
    assert "Find a bed: Testperson, Adam" in page
    assert "overdue 4 days" in page
    assert "Say what happened: home visit, Testperson, Adam" in page
    assert "Review Testperson, Adam" in page
    assert "Answer Probation" in page
    assert "Nobody is doing it until it is accepted or handed back." in page
    assert "Unfinished: log contact" in page
    assert "4 characters saved" in page
    assert [(debt.kind, debt.cost) for debt in home_of(by).desk.owed] == [
        (Kind.ACTION, Cost.LATE),
        (Kind.OUTCOME, Cost.LATE),
        (Kind.REVIEW, Cost.SOON),
        (Kind.ACTION, Cost.ASKED),
        (Kind.DRAFT, Cost.UNFINISHED),
    ]


def test_home_shows_my_people_the_worst_colour_first(browser: Browser) -> None:
    user = make.user()
    _assigned(user, "Greenman", Colour.GREEN)
    red = _assigned(user, "Redman", Colour.RED)
    logged(actor_for(user), red, happened(Outcome.MISSED_NOT_JUDGED))
    _assigned(make.user(of=user.agency), "Elsewhere", Colour.RED)
    browser.sign_in(user)
    page = browser.visit("overview.home")
    assert page.text.index("Redman") < page.text.index("Greenman")
    assert "Elsewhere" not in page
    assert "30 April" in page


def test_home_shows_the_week_ahead(browser: Browser) -> None:
    user = make.user()
    by = actor_for(user)
    mine = _assigned(user, "Mockup", Colour.CUSTODY)
    other = make.person(by, "Any", "Other")
    today = clock.today()
    for person in (mine, other):
        set_key_date(by, person, DateKind.RELEASE_HDC, date(2024, 5, 3), today, "The prison")
    set_key_date(by, mine, DateKind.COURT, today + timedelta(days=9), today, "The list")
    meeting = Meeting(body=MeetingBody.ACTION_GROUP, starts_at=clock.at(date(2024, 5, 2), 14))
    db.session.add(meeting)
    browser.sign_in(user)
    page = browser.visit("overview.home")
    assert "3 May, in 3 days" in page
    assert "On a Friday." in page
    assert "Other, Any" not in page
    assert "9 May" not in page, "beyond the week, and not the next date"
    assert "2 May, in 2 days, 14:00" in page
    assert "Action Group" in page


def test_a_strand_lead_sees_the_strand_first(browser: Browser) -> None:
    police = make.agency()
    lead = make.user(Role.STRAND_LEAD, "catch_and_convict", of=police)
    _assigned(make.user(of=police), "Worrying", Colour.RED)
    browser.sign_in(lead)
    page = browser.visit("overview.home")
    assert "1 person" in page
    assert "1 Red" in page
    assert "Worrying, Adam" in page


@pytest.mark.parametrize(
    ("role", "scope", "says", "hides"),
    [
        (Role.TASKING_MEMBER, "scheme", ["Published updates"], ["Owed by me", "Users", "Trail"]),
        (Role.RESPONSIBLE_AUTHORITY_MEMBER, "scheme", ["Published updates"], ["Owed by me"]),
        (Role.REPORTING_GROUP, "scheme", ["Recorded crime"], ["Published updates", "Owed by me"]),
        (Role.ADMINISTRATOR, "scheme", ["Users", "Agencies"], ["Owed by me", "My people"]),
        (Role.AGENCY_CONTACT, "agency", ["Users", "Agreements to renew"], ["Owed by me"]),
        (
            Role.INFORMATION_GOVERNANCE_OFFICER,
            "scheme",
            ["What was refused", "Published updates"],
            ["Owed by me", "My people"],
        ),
        (Role.COORDINATOR, "scheme", ["Owed by me", "Open the cohort"], ["Published updates"]),
        (Role.PRACTITIONER, "agency", ["You owe nothing", "Find a person"], ["Trail"]),
    ],
)
def test_home_is_by_role(
    browser: Browser, role: Role, scope: str, says: Iterable[str], hides: Iterable[str]
) -> None:
    browser.sign_in(make.user(role, scope))
    html = browser.visit("overview.home").html
    main = html[html.index("<main") : html.index("</main>")]
    for words in says:
        assert words in main
    for words in hides:
        assert words not in main


def test_agreements_that_end_soon_are_listed(browser: Browser) -> None:
    agency = make.agency(AgencyKind.HOUSING)
    agency.agreement_expires_on = clock.today() + timedelta(days=20)
    browser.sign_in(make.user(Role.ADMINISTRATOR, "scheme"))
    page = browser.visit("overview.home")
    assert agency.name in page
    assert "in 20 days" in page


def test_home_puts_everybody_it_names_on_the_trail(browser: Browser) -> None:
    user = make.user()
    people = {_assigned(user, f"Person{number}", Colour.RED).id for number in range(3)}
    browser.sign_in(user)
    browser.visit("overview.home")
    listed = select(AuditEvent).where(AuditEvent.event == "people.listed")
    event = db.session.scalars(listed).one()
    assert event.details == {"list": "home", "count": 3}
    subjects = select(AuditSubject.person_id).where(AuditSubject.event_id == event.id)
    assert set(db.session.scalars(subjects)) == people


def test_home_never_names_a_child_outside_the_compartment(browser: Browser) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    worker = make.user(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    by = actor_for(worker)
    child = make.person(by, "Ann", "Young", born=date(2009, 1, 1))
    case = open_case(by, child, Strand.PREVENT_AND_DETER, clock.today(), by.agency_id)
    assign_worker(by, case, worker, AssignmentRole.YOS_WORKER, clock.today())
    browser.sign_in(worker)
    page = browser.visit("overview.home")
    assert "Young, Ann" in page
    assert "offender" not in page.text.lower().replace("youth offending", "")
    for stranger in (make.user(of=yos), make.user(Role.STRAND_LEAD, "catch_and_convict")):
        browser.sign_in(stranger)
        assert "Young, Ann" not in browser.visit("overview.home")


def test_home_takes_the_same_statements_however_much_there_is() -> None:
    user = make.user(Role.STRAND_LEAD, "catch_and_convict")
    by = actor_for(user)

    def statements(more: int) -> int:
        for number in range(more):
            person = _assigned(user, f"One{number}", Colour.RED, review_in=2)
            offered(by, user, person)
            offered(by, user, person)
            planned(by, person)
            set_key_date(by, person, DateKind.COURT, date(2024, 5, 2), clock.today(), "The list")
        db.session.flush()  # read back below
        db.session.expire_all()
        with counted() as seen:
            found = home_of(by)
        assert found.desk
        assert found.desk.people
        return len(seen)

    few = statements(2)
    assert statements(6) == few
    assert few <= 64


def test_a_full_file_draws(browser: Browser) -> None:
    user = make.user()
    full_file(user)
    browser.sign_in(user)
    assert "Example, Adam" in browser.visit("overview.home")
