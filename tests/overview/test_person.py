"""The case file and the banner: what is on them, for whom, and what they cost."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.permissions import Clearance
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.cases.models import AssignmentRole, Colour, SchemeCase, Strand
from popo.cases.services import assign_worker, open_case, set_traffic_light
from popo.contacts.models import Outcome
from popo.db import db, settle
from popo.overview.case_file import case_file_of
from popo.overview.headline import headline_of, leads_of
from popo.overview.timeline import MOST_ENTRIES, Entry, by_day
from popo.people import services
from popo.people.models import LivingSummary, Person, SightLevel, WarningMarker
from tests import make
from tests.overview import make_case
from tests.pages import Browser
from tests.statements import counted

Opened = tuple[Person, SchemeCase]


@pytest.fixture
def user(browser: Browser) -> User:
    make.partnership()
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def opened(user: User) -> Opened:
    return make_case.full_file(user)


def test_the_case_is_a_tab_and_a_colour_set_again_was_no_other(
    browser: Browser, user: User, opened: Opened
) -> None:
    person, case = opened
    page = browser.visit("overview.person", reference=person.reference)
    assert f'href="/people/{person.reference}/case"' in page.html
    today = clock.today()
    review = today + timedelta(days=7)
    set_traffic_light(actor_for(user), case, Colour.RED, "As it was", review, None, today)
    settle()
    page = browser.visit("cases.show_case", reference=person.reference)
    assert "Red since 30 April" in page
    assert "Red since 30 April, was" not in page


def test_the_case_file_shows_everything_in_words(browser: Browser, opened: Opened) -> None:
    page = browser.visit("overview.person", reference=opened[0].reference)
    for words in (
        "Example, Adam",
        "40 (born 3 May 1983)",
        "Red since 4 March, was Amber",
        "Strands Catch and Convict, Rehabilitate and Resettle",
        "In the community, licence to 2 June, in 33 days",
        "Staff safety: Visit in pairs",
        "Check by 30 May.",
        "Wants to get back on the roofing course.",
        "Fresh until 28 May.",
        "1 Any Road, LU1 1AA",
        "Court",
        "7 May, in 7 days",
        "Do thing 0",
        "Lead officer (police), leads",
        "Amber to Red",
        "Why red",
        "Arrest",
        "A kept note",
    ):
        assert words in page, words
    assert "Adam" not in page.html.split("</title>")[0]


def test_the_case_file_is_recorded_as_read(browser: Browser, opened: Opened) -> None:
    browser.visit("overview.person", reference=opened[0].reference)
    newest = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert newest is not None
    assert (newest.event, newest.details) == ("person.read", {"page": "summary"})


def test_a_new_person_has_a_case_file_that_teaches(browser: Browser, user: User) -> None:
    person = make.person(actor_for(user), born=None)
    page = browser.visit("overview.person", reference=person.reference)
    for words in ("Write the summary", "Nobody is named", "No contact logged", "No open action"):
        assert words in page


def test_a_summary_and_a_marker_grow_old_visibly(browser: Browser, opened: Opened) -> None:
    person = opened[0]
    old = clock.today() - timedelta(days=28)
    summary = db.session.scalars(select(LivingSummary)).one()
    summary.written_on = old
    where = {"reference": person.reference}
    assert "Fresh until 30 April." in browser.visit("overview.person", **where)
    summary = db.session.scalars(select(LivingSummary)).one()
    summary.written_on = old - timedelta(days=1)
    marker = db.session.scalars(select(WarningMarker)).one()
    marker.review_on = clock.today() - timedelta(days=1)
    page = browser.visit("overview.person", **where)
    assert "Stale since 29 April" in page
    assert "Lapsed: it was to be checked by 29 Apr 2024." in page


def test_who_sees_in_part_reads_no_more_than_name_and_safety(
    browser: Browser, opened: Opened
) -> None:
    host = make.user()
    services.grant_sight(
        actor_for(host),
        opened[0].id,
        SightLevel.LIMITED,
        "a test",
        host.id,
        user_id=host.id,
    )
    browser.sign_in(host)
    page = browser.visit("overview.person", reference=opened[0].reference)
    assert "Example, Adam" in page
    assert "Visit in pairs" in page
    assert "You see the name and the safety markers of this person, no more. Ask Sam" in page
    for hidden in ("born", "Red", "roofing", "Any Road", "licence", "Log contact", "History"):
        assert hidden not in page, hidden


def test_who_reads_but_does_not_work_is_offered_no_change(browser: Browser, opened: Opened) -> None:
    reader = make.user()
    services.grant_sight(
        actor_for(reader), opened[0].id, SightLevel.READ, "a test", reader.id, user_id=reader.id
    )
    browser.sign_in(reader)
    page = browser.visit("overview.person", reference=opened[0].reference)
    assert "roofing" in page
    assert "Change details" not in page
    assert "Why can I see this?" in page


def test_a_child_is_called_a_child_and_prevent_and_deter_stays_inside(
    browser: Browser, user: User
) -> None:
    worker = make.user(clearances=(Clearance.PREVENT_AND_DETER,))
    by = actor_for(worker)
    child = make.person(by, "Kai", "Young", clock.today() - timedelta(days=15 * 366))
    case = open_case(by, child, Strand.PREVENT_AND_DETER, make_case.OPENED, by.agency_id)
    assign_worker(by, case, user, AssignmentRole.YOS_WORKER, make_case.OPENED)
    where = {"reference": child.reference}
    named = browser.visit("overview.person", **where)
    assert "Child" in named
    assert "Prevent and Deter" not in named
    browser.sign_in(worker)
    inside = browser.visit("overview.person", **where)
    assert "Prevent and Deter" in inside
    for word in ("offender", "POPO-0001, prolific", "prolific"):
        assert word not in inside.text.replace("Offender manager", "").lower(), word


def test_undone_replaced_and_planned_contacts_are_not_the_last(opened: Opened, user: User) -> None:
    person, by = opened[0], actor_for(user)
    make_case.contact(person, by, Outcome.PLANNED)
    make_case.contact(person, by, Outcome.KEPT).undone_at = clock.now()
    make_case.contact(person, by, Outcome.KEPT).replaced_at = clock.now()
    missed = make_case.contact(person, by, Outcome.MISSED_NOT_ACCEPTABLE)
    file = case_file_of(headline_of(person, by), by)
    assert [contact.outcome for contact in file.contacts] == [missed.outcome, Outcome.KEPT]


def test_the_case_file_asks_no_more_for_more_rows(
    browser: Browser, opened: Opened, user: User
) -> None:
    where = {"reference": opened[0].reference}
    browser.visit("overview.person", **where)
    with counted() as few:
        browser.visit("overview.person", **where)
    make_case.more(opened[0], user, 12)
    for _ in range(3):
        assign = make.user()
        assign_worker(
            actor_for(user), opened[1], assign, AssignmentRole.CO_WORKER, make_case.OPENED
        )
    settle()
    with counted() as many:
        browser.visit("overview.person", **where)
    assert len(many) == len(few), "\n".join(many)
    assert sum("FROM data_keys" in one for one in many) == 1


def test_leads_of_follows_the_primary_strand(opened: Opened, user: User) -> None:
    by = actor_for(user)
    person, case = opened
    manager = make.user()
    assign_worker(by, case, manager, AssignmentRole.OFFENDER_MANAGER, make_case.OPENED)
    assert leads_of([person], by)[person.id].startswith(user.name)
    engagement = headline_of(person, by).strands
    assert engagement[0].strand is Strand.CATCH_AND_CONVICT
    assert leads_of([make.person(by)], by) == {}


def test_find_people_says_who_leads(browser: Browser, opened: Opened, user: User) -> None:
    page = browser.send("people.find_people", {"words": "Adam Example"}, expect=200)
    assert f"Led by {user.name}, Police" in page


def _entry(day: date, title: str, at: datetime | None = None) -> Entry:
    return Entry(uuid4(), day, title, "fact", clock.now(), at=at)


def test_by_day_is_newest_first_and_bounded() -> None:
    today = clock.today()
    at = clock.at
    entries = [
        _entry(today, "a"),
        _entry(today, "b", at(today, 9)),
        _entry(today, "c", at(today, 10)),
        *(_entry(today - timedelta(days=day), "d") for day in range(1, 30)),
    ]
    days = by_day(entries)
    assert [entry.title for entry in days[0].entries] == ["c", "b", "a"]
    assert sum(len(day.entries) for day in days) == MOST_ENTRIES
    assert [day.day for day in days] == sorted((day.day for day in days), reverse=True)


@pytest.mark.parametrize(("hours", "shown"), [(0, 0), (6, 1), (19, 1)])
def test_out_of_hours_the_agencys_number_comes_first(
    work: None, browser: Browser, hours: int, shown: int
) -> None:
    """It is noon; at 18:00 and at 7:00 the next day nobody is at a desk."""
    make.partnership()
    user = make.user()
    user.agency.out_of_hours = "01632 960999"
    by = actor_for(user)
    person = make.person(by)
    case = open_case(by, person, Strand.CATCH_AND_CONVICT, clock.today(), by.agency_id)
    assign_worker(by, case, user, AssignmentRole.LEAD_OFFICER, clock.today())
    offset = clock.now() - clock.real_now()
    try:
        clock.shift(offset + timedelta(hours=hours))
        page = browser.sign_in(user).visit("overview.person", reference=person.reference)
        assert page.text.count("01632 960999") == shown
    finally:
        clock.shift(offset)
