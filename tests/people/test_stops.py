"""A death, a move away and a mistake: recorded, felt everywhere, taken back."""

from datetime import date, timedelta

import pytest

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.contacts.models import Outcome
from popo.contacts.queries import outcomes_owed
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, Stop, StopKind
from popo.people.queries.stops import check_goes_on, not_stopped, stop_history, stop_of
from popo.people.services import NewStop, record_stop, undo_stop
from popo.strands.queries import countdown
from popo.whereabouts.models import DateKind
from popo.whereabouts.services import set_key_date
from tests import make
from tests.cases.make import case
from tests.contacts.make_contact import happened, logged, planned
from tests.pages import Browser

TODAY = date(2024, 4, 30)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _partnership(work: None) -> None:
    make.partnership()


def _goes_on(person: Person) -> bool:
    db.session.flush()  # read back
    found = db.session.query(Person).filter(Person.id == person.id, not_stopped(TODAY))
    return found.count() == 1


@pytest.mark.parametrize("kind", list(StopKind))
def test_a_stop_is_felt_until_it_is_taken_back(kind: StopKind) -> None:
    by = make.actor()
    person = make.person(by)
    assert _goes_on(person)
    stop = record_stop(by, person, NewStop(kind, YESTERDAY, "His mother rang"))
    assert not _goes_on(person)
    assert (person.deceased_on == YESTERDAY) is (kind is StopKind.DIED)
    with pytest.raises(RuleBroken, match="Nothing is written"):
        check_goes_on(person)
    with pytest.raises(RuleBroken, match="recorded already"):
        record_stop(by, person, NewStop(kind, YESTERDAY, "Again"))
    undo_stop(by, person, stop, "It was his brother")
    assert _goes_on(person)
    check_goes_on(person)
    assert person.deceased_on is None
    (kept,) = stop_history(person)
    assert (kept.why_undone, kept.undone_on) == ("It was his brother", TODAY)
    with pytest.raises(RuleBroken, match="taken back already"):
        undo_stop(by, person, stop, "Again")


@pytest.mark.parametrize(
    ("day", "source", "message"),
    [
        (TODAY + timedelta(days=1), "Told", "future"),
        (date(1980, 1, 1), "Told", "before the date of birth"),
        (TODAY, " ", "how this is known"),
    ],
)
def test_record_stop_refuses_what_cannot_be(day: date, source: str, message: str) -> None:
    by = make.actor()
    person = make.person(by)
    with pytest.raises(RuleBroken, match=message):
        record_stop(by, person, NewStop(StopKind.DIED, day, source))
    assert stop_of(person.id) is None


def test_nothing_is_owed_or_counted_down_about_somebody_stopped() -> None:
    lead = make.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT.value)
    by = actor_for(lead)
    person, _ = case(by)
    planned(by, person)
    soon = TODAY + timedelta(days=5)
    set_key_date(by, person, DateKind.COURT, soon, TODAY, "Court list")
    db.session.flush()  # read back
    assert outcomes_owed(by)
    assert countdown(by, Strand.CATCH_AND_CONVICT).people == {person.id}
    record_stop(by, person, NewStop(StopKind.MOVED_AWAY, YESTERDAY, "The landlord"))
    db.session.flush()  # read back
    assert outcomes_owed(by) == []
    assert countdown(by, Strand.CATCH_AND_CONVICT).people == set()


def test_what_happened_is_still_noted_but_nothing_is_planned() -> None:
    by = make.actor()
    person = make.person(by)
    record_stop(by, person, NewStop(StopKind.WRONG_PERSON, TODAY, "Fingerprints"))
    db.session.flush()  # read back
    logged(by, person)
    with pytest.raises(RuleBroken, match="wrong person"):
        logged(by, person, happened(Outcome.PLANNED, -24))


def test_pages_record_a_death_say_it_and_take_it_back(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    about = {"reference": person.reference}
    browser.sign_in(user)
    assert "Log contact" in browser.visit("overview.person", **about)
    form = {"kind": "died", "happened_on": "yesterday", "source": ""}
    assert "how this is known" in browser.send("people.record_stop", form, 422, **about)
    browser.send("people.record_stop", {**form, "source": "His mother rang"}, **about)
    page = browser.visit("overview.person", **about)
    assert "Died 29 Apr" in page
    assert "Log contact" not in page
    assert "His mother rang" in browser.visit("people.record_stop", **about)
    assert "Say what was wrong" in browser.send("people.undo_stop", {"why": ""}, 422, **about)
    browser.send("people.undo_stop", {"why": "A namesake"}, **about)
    assert db.session.query(Stop).one().undone_on == TODAY
    assert "Log contact" in browser.visit("overview.person", **about)
    assert "A namesake" in browser.visit("people.record_stop", **about)
    browser.visit("people.undo_stop", 422, **about)


def test_stops_are_recorded_by_whoever_works_with_the_person(browser: Browser) -> None:
    person = make.person(make.actor())
    stranger = make.user(of=make.agency(AgencyKind.HOUSING))
    browser.sign_in(stranger).visit("people.record_stop", 404, reference=person.reference)
    assert clock.today() == TODAY
