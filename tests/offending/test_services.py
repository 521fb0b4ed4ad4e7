from datetime import date, timedelta

import pytest

from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.db import settle
from popo.errors import RuleBroken, StaleVersion
from popo.offending.models import OffenceEventKind
from popo.offending.queries import (
    EVENTS_A_PAGE,
    count_events,
    days_at_liberty,
    events_of,
    get_event,
    outstanding_warrants_of,
)
from popo.offending.services import Conclusion, NewEvent, conclude_event, record_event
from popo.people.about import Handling
from popo.people.models import Person
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move
from tests import make

K = OffenceEventKind
DAY = date(2024, 3, 4)
TODAY = date(2024, 4, 30)
BURGLARY = "02803"


@pytest.fixture
def police(work: None) -> Actor:
    return make.actor()


@pytest.fixture
def person(police: Actor) -> Person:
    return make.person(police)


def test_record_event_derives_comparator_and_ward(police: Actor, person: Person) -> None:
    row = record_event(
        police,
        person,
        NewEvent(K.CHARGE, DAY, ho_code="028/03", postcode="LU1 1AA", detail="A flat"),
    )
    settle()
    assert (row.ho_code, row.comparator) == (BURGLARY, "Domestic Burglary")
    assert row.ward == "South"
    assert row.detail == "A flat"


def test_record_event_keeps_a_ward_that_is_given(police: Actor, person: Person) -> None:
    row = record_event(police, person, NewEvent(K.ARREST, DAY, ward="Dallow", postcode="LU1 1AA"))
    assert row.ward == "Dallow"


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (NewEvent(K.ARREST, TODAY + timedelta(days=1)), "in the future"),
        (NewEvent(K.ARREST, DAY, offence_on=TODAY), "cannot come after"),
        (NewEvent(K.CHARGE, DAY), "Choose the offence"),
        (NewEvent(K.CAUTION, DAY), "Choose the offence"),
        (NewEvent(K.CONVICTION, DAY), "Choose the offence"),
        (NewEvent(K.ARREST, DAY, ho_code="99999"), "from the list"),
        (NewEvent(K.DRUG_TEST, DAY), "whether the test was positive"),
        (NewEvent(K.ARREST, DAY, test_positive=True), "Only a police drug test"),
        (NewEvent(K.ARREST, DAY, sentence_custodial=True), "Only a conviction"),
        (NewEvent(K.ARREST, DAY, concluded_on=DAY), "Only a warrant"),
        (NewEvent(K.WARRANT, DAY, concluded_on=DAY - timedelta(1)), "before it was issued"),
        (
            NewEvent(K.CONVICTION, DAY, ho_code=BURGLARY, sentenced_on=DAY - timedelta(1)),
            "before the conviction",
        ),
    ],
)
def test_record_event_refuses_what_does_not_fit(
    police: Actor, person: Person, details: NewEvent, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        record_event(police, person, details)
    assert events_of(person, police) == []


def test_record_event_knows_who_was_in_custody_then(police: Actor, person: Person) -> None:
    move(police, person, Place.REMAND, DAY, None, "PNC", Confidence.CONFIRMED, DAY)
    inside = record_event(police, person, NewEvent(K.ARREST, DAY + timedelta(days=1)))
    before = record_event(police, person, NewEvent(K.CHARGE, DAY, DAY - timedelta(1), BURGLARY))
    assert (inside.at_liberty, before.at_liberty) == (False, True)


def test_conclude_event_once_between_its_issue_and_today(police: Actor, person: Person) -> None:
    warrant = record_event(police, person, NewEvent(K.WARRANT, DAY))
    settle()
    assert outstanding_warrants_of([person.id], police) == {person.id: [warrant]}
    for day in (DAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(RuleBroken, match="from its issue up to today"):
            conclude_event(police, warrant, person, Conclusion("executed", day))
    with pytest.raises(StaleVersion):
        conclude_event(police, warrant, person, Conclusion("executed", TODAY), version=7)
    conclude_event(police, warrant, person, Conclusion("executed", TODAY), version=warrant.version)
    assert outstanding_warrants_of([person.id], police) == {}
    with pytest.raises(RuleBroken, match="already been concluded"):
        conclude_event(police, warrant, person, Conclusion("executed", TODAY))


def test_conclude_event_only_of_what_is_concluded(police: Actor, person: Person) -> None:
    arrest = record_event(police, person, NewEvent(K.ARREST, DAY))
    with pytest.raises(RuleBroken, match="Only a warrant"):
        conclude_event(police, arrest, person, Conclusion("executed", TODAY))


def test_events_are_newest_first_and_a_page_at_a_time(police: Actor, person: Person) -> None:
    for number in range(EVENTS_A_PAGE + 1):
        record_event(police, person, NewEvent(K.ARREST, DAY - timedelta(days=number)))
    assert count_events(person, police) == EVENTS_A_PAGE + 1
    first, second = events_of(person, police), events_of(person, police, page=2)
    assert (len(first), len(second)) == (EVENTS_A_PAGE, 1)
    assert first[0].happened_on == DAY


def test_events_are_read_as_their_handling_says(police: Actor, person: Person) -> None:
    row = record_event(police, person, NewEvent(K.ARREST, DAY, handling=Handling.CRIMINAL_JUSTICE))
    own = record_event(police, person, NewEvent(K.ARREST, DAY, handling=Handling.OWN_AGENCY))
    probation = make.actor(of=make.agency(AgencyKind.PROBATION))
    housing = make.actor(of=make.agency(AgencyKind.HOUSING))
    assert events_of(person, probation) == [row]
    assert events_of(person, housing) == []
    assert get_event(own.id, person, probation) is None
    assert count_events(person, police) == 2


def test_days_at_liberty_leaves_custody_out(police: Actor, person: Person) -> None:
    for place, day in (
        (Place.COMMUNITY, date(2024, 1, 1)),
        (Place.SENTENCED, date(2024, 1, 11)),
        (Place.HOSPITAL, date(2024, 1, 21)),
        (Place.AT_LARGE, date(2024, 1, 26)),
    ):
        move(police, person, place, day, None, "PNC", Confidence.CONFIRMED, day)
    days = days_at_liberty(person.id, date(2023, 12, 30), date(2024, 1, 31))
    assert (days.at_liberty, days.in_custody, days.not_counted) == (10 + 6, 10, 2 + 5)
