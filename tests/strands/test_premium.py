"""The premium service: every clock that runs, and what nobody has answered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.contacts.models import Outcome
from popo.db import db
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.services import Conclusion, NewEvent, conclude_event, record_event
from popo.people.models import Person
from popo.strands.queries import premium_service
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move
from tests import make
from tests.cases.make import OPENED, case
from tests.pages import Browser
from tests.statements import counted
from tests.strands.make import contact

TODAY = date(2024, 4, 30)
STRAND = Strand.CATCH_AND_CONVICT
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    made = make.user(Role.STRAND_LEAD, STRAND)
    browser.sign_in(made)
    return made


@pytest.fixture
def police(lead: User) -> Actor:
    return actor_for(lead)


def _said(actor: Actor) -> dict[str, list[tuple[str, str]]]:
    db.session.flush()  # read back
    found = premium_service(actor, STRAND)
    return {
        name: [(line.title, line.words) for line in getattr(found, name).lines]
        for name in ("late", "running", "arrests")
    }


def _place(police: Actor, person: Person, place: Place, day: date) -> None:
    move(police, person, place, day, None, "PNC", Confidence.CONFIRMED, TODAY)


def test_an_arrest_is_followed_until_it_has_its_result(police: Actor) -> None:
    person, _ = case(police)
    record_event(police, person, NewEvent(K.ARREST, TODAY - timedelta(days=10)))
    assert _said(police)["running"] == [
        ("Arrest to charge", "18 days left, due 18 May, limit 28 days")
    ]
    old, _ = case(police)
    arrest = record_event(police, old, NewEvent(K.ARREST, TODAY - timedelta(days=40)))
    assert _said(police)["late"] == [
        ("Arrest to charge", "12 days late, was due 18 April, limit 28 days")
    ]
    assert _said(police)["arrests"] == [("Arrest", "40 days ago, on 21 March 2024")]
    record_event(police, old, NewEvent(K.NO_FURTHER_ACTION, TODAY, matter_id=arrest.matter_id))
    assert _said(police)["late"] == []
    assert _said(police)["arrests"] == []


def test_what_nobody_recorded_step_by_step_is_left_out(police: Actor) -> None:
    person, _ = case(police)
    event = record_event(police, person, NewEvent(K.ARREST, TODAY - timedelta(days=40)))
    event.author_id = None
    assert _said(police) == {"late": [], "running": [], "arrests": []}


def test_a_recall_runs_by_its_kind_and_ends_with_the_return(police: Actor) -> None:
    person, _ = case(police)
    recall = record_event(
        police,
        person,
        NewEvent(K.RECALL, TODAY - timedelta(days=5), variety="emergency"),
    )
    titles = [title for title, _ in _said(police)["late"]]
    assert titles == [
        "Recall asked for to licence revoked",
        "Emergency recall asked for to return to custody",
    ]
    conclude_event(police, recall, person, Conclusion("returned", TODAY, TODAY))
    assert _said(police)["late"] == []


def test_from_reception_to_the_first_contact_after_release(police: Actor) -> None:
    person, _ = case(police)
    inside, out = TODAY - timedelta(days=12), TODAY - timedelta(days=1)
    _place(police, person, Place.COMMUNITY, OPENED)
    _place(police, person, Place.REMAND, inside)
    _place(police, person, Place.SENTENCED, inside + timedelta(days=2))
    (late,) = _said(police)["late"]
    assert late[0] == "Reception to prison or secure home told"
    record_event(police, person, NewEvent(K.PRISON_TOLD, inside + timedelta(days=1)))
    assert _said(police)["late"] == []
    _place(police, person, Place.COMMUNITY, out)
    assert _said(police)["running"] == [
        ("Release to first contact", "1 day left, due 1 May, limit 48 hours")
    ]
    contact(police, person, datetime(2024, 4, 29, 16, tzinfo=LONDON), Outcome.KEPT)
    assert _said(police)["running"] == []


def test_another_agency_and_the_dead_are_left_out(police: Actor) -> None:
    person, _ = case(police)
    record_event(police, person, NewEvent(K.ARREST, TODAY - timedelta(days=40)))
    other = make.actor(of=make.agency(AgencyKind.COUNCIL))
    assert _said(other) == {"late": [], "running": [], "arrests": []}


def test_no_statement_for_each_person(police: Actor) -> None:
    def made(count: int) -> None:
        for _ in range(count):
            person, _ = case(police)
            record_event(police, person, NewEvent(K.ARREST, TODAY - timedelta(days=40)))
        db.session.commit()
        db.session.expire_all()

    made(1)
    with counted() as few:
        premium_service(police, STRAND)
    made(8)
    with counted() as many:
        assert premium_service(police, STRAND).late.total == 9
    assert len(many) == len(few)


def test_the_page_names_who_is_late_and_the_clocks(browser: Browser, police: Actor) -> None:
    person, _ = case(police)
    record_event(police, person, NewEvent(K.ARREST, TODAY - timedelta(days=40)))
    page = browser.visit("strands.premium_service")
    assert person.reference in page
    assert "12 days late" in page
    assert "Arrest to charge matter begun 21 March" in page
    assert "Arrests without a result 1" in page
    assert "no matter sentenced" in page
    browser.visit("strands.premium_service", 404, strand="prevent_and_deter")
