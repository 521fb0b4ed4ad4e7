"""Enforcement and support beside each other: each to its own audience, and no hint of the rest."""

from datetime import date, timedelta

import pytest

from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.db import db
from popo.offending.models import OffenceEventKind
from popo.offending.services import NewEvent, record_event
from popo.overview.side_by_side import MOST_LATELY, enforcement_of, support_for
from popo.people.about import Handling
from popo.people.models import Person
from popo.plans.models import NeedLevel, Pathway, SupportResult, SupportStatus
from popo.plans.services.needs import NeedDetails, add_need
from popo.plans.services.support import Progress, Referral, note_support, refer
from popo.resettlement.kinds import Area
from popo.resettlement.services import NewState, set_state
from tests import make
from tests.actions.make_action import show
from tests.cases.make import case
from tests.pages import Browser
from tests.statements import counted

TODAY = date(2024, 4, 30)
LATELY = TODAY - timedelta(days=30)
LONG_AGO = TODAY - timedelta(days=400)


@pytest.fixture
def police(browser: Browser) -> User:
    make.partnership()
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def person(police: User) -> Person:
    found, _ = case(actor_for(police))
    db.session.flush()
    return found


def _drugs(police: User, person: Person, *, cleared: bool = True) -> User:
    clearances = (Clearance.HEALTH,) if cleared else ()
    made = make.user(of=make.agency(AgencyKind.DRUG_SERVICE), clearances=clearances)
    show(person, made, actor_for(police))
    return made


def _need(by: User, person: Person, pathway: Pathway, *, health: bool = False) -> None:
    details = NeedDetails(NeedLevel.SIGNIFICANT, f"Shown: {pathway.words}", "A visit", LATELY)
    add_need(actor_for(by), person, pathway, details, health=health)
    db.session.flush()


def _treatment(drugs: User, person: Person) -> None:
    by = actor_for(drugs)
    clinic = Referral(
        Pathway.DRUGS_AND_ALCOHOL, None, "The morning clinic", LATELY, "Weekly", available=True
    )
    refer(by, person, clinic, health=True)
    set_state(by, person, Area.TREATMENT, NewState("in_treatment", LATELY, "Our own record"), 0)
    _need(drugs, person, Pathway.DRUGS_AND_ALCOHOL, health=True)


def test_both_sides_of_one_person(browser: Browser, police: User, person: Person) -> None:
    by = actor_for(police)
    record_event(by, person, NewEvent(OffenceEventKind.WARRANT, LATELY))
    record_event(by, person, NewEvent(OffenceEventKind.ARREST, LATELY, detail="At the market"))
    _need(police, person, Pathway.ACCOMMODATION)
    page = browser.visit("overview.side_by_side", reference=person.reference)
    enforcement, support = page.text.split("How they stand")
    for words in ("Catch and Convict", "Outstanding 1", "Warrant", "In the last six months 1"):
        assert words in enforcement, words
    for words in ("Significant needs 1", "Shown: Accommodation", "Nothing referred"):
        assert words in support, words
        assert words not in enforcement


def test_whoever_is_not_cleared_reads_the_page_as_if_there_were_no_treatment(
    browser: Browser, police: User, person: Person
) -> None:
    """Word for word: before anything was recorded in the health compartment, and after."""
    _need(police, person, Pathway.ACCOMMODATION)
    _need(police, person, Pathway.DRUGS_AND_ALCOHOL)
    before = _page(browser, person)
    drugs = _drugs(police, person)
    _treatment(drugs, person)
    assert _page(browser, person) == before
    assert "Treatment" not in before
    browser.sign_in(drugs)
    page = _page(browser, person)
    for words in ("Treatment : In treatment", "The morning clinic", "Referred, not started"):
        assert words in page, words


def _page(browser: Browser, person: Person) -> str:
    """What the page says of the person, without the frame around it."""
    text = browser.visit("overview.side_by_side", reference=person.reference).text
    return text[text.index("Each side as far as") :]


def test_that_nothing_is_offered_is_not_said_where_support_may_be_hidden(
    police: User, person: Person
) -> None:
    _need(police, person, Pathway.ACCOMMODATION)
    _need(police, person, Pathway.DRUGS_AND_ALCOHOL)
    assert set(support_for(person, actor_for(police)).unmet) == {Pathway.ACCOMMODATION}
    cleared = make.user(of=police.agency, clearances=(Clearance.HEALTH,))
    told = support_for(person, actor_for(cleared)).unmet
    assert set(told) == {Pathway.ACCOMMODATION, Pathway.DRUGS_AND_ALCOHOL}


def test_what_the_police_keep_for_criminal_justice_shows_to_nobody_else(
    browser: Browser, police: User, person: Person
) -> None:
    housing = make.user(of=make.agency(AgencyKind.COUNCIL))
    show(person, housing, actor_for(police))
    browser.sign_in(housing)
    before = _page(browser, person)
    kept = NewEvent(OffenceEventKind.WARRANT, LATELY, handling=Handling.CRIMINAL_JUSTICE)
    record_event(actor_for(police), person, kept)
    db.session.flush()
    assert _page(browser, person) == before
    probation = make.user(of=make.agency(AgencyKind.PROBATION))
    show(person, probation, actor_for(police))
    assert "Outstanding 1" in _page(browser.sign_in(probation), person)


def test_the_drug_service_reads_what_happened_and_not_the_words_beside_it(
    browser: Browser, police: User, person: Person
) -> None:
    warrant = NewEvent(OffenceEventKind.WARRANT, LATELY, detail="Lies low at his cousin's")
    record_event(actor_for(police), person, warrant)
    db.session.flush()
    browser.sign_in(_drugs(police, person))
    page = _page(browser, person)
    assert "Outstanding 1" in page
    assert "cousin" not in page


def test_what_ended_lately_stands_and_what_is_long_past_does_not(
    police: User, person: Person
) -> None:
    by = actor_for(police)
    for day in (LATELY, LONG_AGO):
        record_event(by, person, NewEvent(OffenceEventKind.ARREST, day))
        hostel = Referral(Pathway.ACCOMMODATION, None, "The hostel", day, "A bed", available=True)
        row = refer(by, person, hostel, health=False)
        db.session.flush()
        ended = Progress(SupportStatus.ENDED, day, SupportResult.COMPLETED, "Moved on")
        note_support(by, row, ended, row.version)
        db.session.flush()
    assert [event.happened_on for event in enforcement_of(person, by).lately] == [LATELY]
    found = support_for(person, by)
    assert [row.ended_on for row in found.lately] == [LATELY]
    assert found.running == []


def test_neither_side_grows_without_bound_or_asks_again_for_each_row(
    police: User, person: Person
) -> None:
    by = actor_for(police)

    def statements() -> int:
        db.session.commit()
        db.session.expire_all()
        with counted() as sent:
            enforcement_of(person, by)
            support_for(person, by)
        return len(sent)

    record_event(by, person, NewEvent(OffenceEventKind.ARREST, LATELY))
    few = statements()
    for number in range(MOST_LATELY + 3):
        day = LATELY - timedelta(days=number)
        record_event(by, person, NewEvent(OffenceEventKind.ARREST, day))
    assert statements() == few
    assert len(enforcement_of(person, by).lately) == MOST_LATELY
