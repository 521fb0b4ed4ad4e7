"""The countdown of a strand, as it is gathered and as it is read."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.cases.models import AssignmentRole, CaseEnd, Colour, Strand
from popo.cases.services import assign_worker, close_case, set_traffic_light
from popo.contacts.models import ContactType, Outcome
from popo.db import db
from popo.people.models import Person
from popo.strands.queries import countdown
from popo.whereabouts.models import Basis, Confidence, DateKind, Place
from popo.whereabouts.services import move, pass_key_date, set_basis, set_key_date
from tests import make
from tests.cases.make import OPENED, case
from tests.pages import Browser
from tests.statements import counted
from tests.strands.make import contact

TODAY = date(2024, 4, 30)
CHECKED = TODAY - timedelta(days=41)
STRAND = Strand.CATCH_AND_CONVICT


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    made = make.user(Role.STRAND_LEAD, STRAND)
    browser.sign_in(made)
    return made


@pytest.fixture
def police(lead: User) -> Actor:
    return actor_for(lead)


def _inside(police: Actor, person: Person | None = None) -> Person:
    person, _ = case(police, person=person)
    move(police, person, Place.SENTENCED, OPENED, "HMP", "PNC", Confidence.CONFIRMED, CHECKED)
    return person


def _outside(police: Actor) -> Person:
    person, _ = case(police)
    move(police, person, Place.COMMUNITY, OPENED, None, "Seen", Confidence.CONFIRMED, CHECKED)
    return person


def _said(actor: Actor, strand: Strand = STRAND) -> dict[str, list[str]]:
    found = countdown(actor, strand)
    lists = {
        "missing": found.missing,
        "contradictions": found.contradictions,
        "birthdays": found.birthdays,
        **{str(span): listed for span, listed in found.ahead.items()},
    }
    return {
        name: [line.words for line in listed.lines]
        for name, listed in lists.items()
        if listed.lines
    }


def test_countdown_gathers_dates_reviews_and_orders(police: Actor) -> None:
    person, opened = case(police)
    move(police, person, Place.SENTENCED, OPENED, "HMP", "PNC", Confidence.CONFIRMED, CHECKED)
    set_key_date(police, person, DateKind.RELEASE_HDC, date(2024, 5, 3), TODAY, "Prison")
    set_key_date(police, person, DateKind.COURT, date(2024, 5, 1), TODAY, "List")
    set_key_date(police, person, DateKind.CURFEW_END, date(2024, 5, 29), TODAY, "Prison")
    set_traffic_light(
        police, opened, Colour.CUSTODY, "Inside", date(2024, 5, 28), None, TODAY - timedelta(3)
    )
    set_basis(police, person, Basis.COMMUNITY_ORDER, OPENED, date(2024, 5, 20), None, "Court")
    assert _said(police) == {
        "1": ["Court"],
        "7": ["Release on home detention curfew"],
        "28": ["Community order due to end", "Review of the colour"],
    }
    (release,) = countdown(police, STRAND).ahead[7].lines
    assert (release.is_release, release.caution) == (True, "On a Friday")


def test_countdown_forgets_dates_that_passed_or_were_replaced(police: Actor) -> None:
    person = _inside(police)
    first = set_key_date(police, person, DateKind.RELEASE_HDC, TODAY, OPENED, "Prison")
    set_key_date(police, person, DateKind.RELEASE_HDC, TODAY + timedelta(5), TODAY, "Prison")
    assert first.replaced_on == TODAY
    assert _said(police) == {"7": ["Release on home detention curfew"]}
    hearing = set_key_date(police, person, DateKind.COURT, TODAY, TODAY, "List")
    pass_key_date(police, hearing, TODAY)
    assert "1" not in _said(police)


def test_countdown_says_what_is_missing(police: Actor) -> None:
    _inside(police)
    assert _said(police) == {"missing": ["In custody, no release date, last checked 41 days ago"]}


def test_countdown_raises_contacts_outside_while_in_custody(police: Actor) -> None:
    person = _inside(police)
    set_key_date(police, person, DateKind.RELEASE_HDC, date(2024, 9, 1), TODAY, "Prison")
    day = TODAY - timedelta(days=4)
    contact(police, person, clock.at(day, 23), Outcome.KEPT, ContactType.CURFEW_CHECK)
    contact(police, person, clock.at(day, 9), Outcome.MISSED_NOT_ACCEPTABLE)
    undone = contact(police, person, clock.at(day, 9), Outcome.KEPT)
    undone.undone_at = clock.now()
    assert _said(police) == {"contradictions": ["Curfew check kept 26 April, while in custody"]}


def test_countdown_holds_contacts_against_where_somebody_was_then(police: Actor) -> None:
    person = _outside(police)
    contact(police, person, clock.at(TODAY - timedelta(5), 9), Outcome.KEPT)
    day = TODAY - timedelta(days=2)
    move(police, person, Place.REMAND, day, None, "PNC", Confidence.CONFIRMED, TODAY)
    assert "contradictions" not in _said(police)


def test_countdown_raises_a_release_gone_by_and_one_that_is_out(police: Actor) -> None:
    inside, outside = _inside(police), _outside(police)
    set_key_date(police, inside, DateKind.RELEASE_HDC, date(2024, 4, 24), TODAY, "Prison")
    set_key_date(police, outside, DateKind.RELEASE_PAROLE, date(2024, 9, 1), TODAY, "Prison")
    assert _said(police) == {
        "contradictions": [
            "In the community, but release on parole 1 September stands",
            "Release on home detention curfew 24 April has passed, still in custody",
        ]
    }


def test_countdown_leaves_out_whom_the_reader_may_not_see(police: Actor) -> None:
    _inside(make.actor())
    _inside(police)
    closed, spell = case(police)
    close_case(police, spell, CaseEnd.DESISTED, TODAY)
    other = make.actor(Role.PRACTITIONER)
    assert countdown(other, STRAND).missing.total == 0
    assert closed.id not in countdown(police, STRAND).people


def test_countdown_gives_the_month_of_an_18th_birthday_and_never_the_day(
    browser: Browser, lead: User
) -> None:
    del lead
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    cleared = make.user(
        Role.STRAND_LEAD,
        Strand.PREVENT_AND_DETER,
        of=yos,
        clearances=(Clearance.PREVENT_AND_DETER,),
    )
    worker = actor_for(cleared)
    young = make.person(worker, born=date(2006, 5, 17))
    case(worker, Strand.PREVENT_AND_DETER, person=young)
    page = browser.sign_in(cleared).visit("strands.countdown", strand="prevent-and-deter")
    assert "Turns 18 in May 2024" in page
    main = page.html[page.html.index("<main") :].casefold()
    for word in ("17 may", "17/5", "offender", "prolific", "popo,", "cohort"):
        assert word not in main
    assert "young person" in main


def test_countdown_of_prevent_and_deter_is_not_there_without_clearance(
    browser: Browser, lead: User
) -> None:
    del lead
    browser.visit("strands.countdown", 404, strand="prevent-and-deter")
    browser.visit("strands.countdown", 404, strand="no-such-strand")


def test_countdown_page_names_leads_cautions_and_gaps(browser: Browser, lead: User) -> None:
    police = actor_for(lead)
    person, opened = case(police)
    move(police, person, Place.SENTENCED, OPENED, "HMP", "PNC", Confidence.CONFIRMED, CHECKED)
    officer = make.user(of=lead.agency)
    assign_worker(police, opened, officer, AssignmentRole.LEAD_OFFICER, OPENED)
    set_key_date(police, person, DateKind.RELEASE_HDC, date(2024, 5, 3), TODAY, "Prison")
    _inside(police)
    page = browser.visit("strands.countdown")
    for words in (
        "Not known or not confirmed 1",
        "In custody, no release date, last checked 41 days ago",
        "Release on home detention curfew",
        "On a Friday",
        "Nothing on record for today or tomorrow.",
        officer.name,
        "Nobody",
        person.reference,
    ):
        assert words in page, words
    assert "Countdown" in browser.visit("strands.caseload", strand="catch-and-convict")


def test_countdown_is_in_the_trail_with_everybody_it_names(browser: Browser, lead: User) -> None:
    people = {_inside(actor_for(lead)).id, _inside(actor_for(lead)).id}
    browser.visit("strands.countdown")
    (event,) = db.session.scalars(
        select(AuditEvent.id).where(
            AuditEvent.event == "people.listed", AuditEvent.user_id == lead.id
        )
    )
    subjects = select(AuditSubject.person_id).where(AuditSubject.event_id == event)
    assert set(db.session.scalars(subjects)) == people


def test_countdown_takes_the_same_statements_for_many_as_for_one(police: Actor) -> None:
    def statements() -> int:
        db.session.flush()  # what the test made is not what is counted
        db.session.expunge_all()
        with counted() as seen:
            countdown(police, STRAND)
        return len(seen)

    _inside(police)
    for_one = statements()
    for _ in range(6):
        _inside(police)
        _outside(police)
    assert statements() <= for_one


def test_countdown_bounds_its_lists_and_counts_the_rest(police: Actor) -> None:
    for _ in range(3):
        _inside(police)
    found = countdown(police, STRAND, size=2)
    assert (len(found.missing.lines), found.missing.total) == (2, 3)
    assert len(found.people) == 2
