from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.errors import RuleBroken, StaleVersion
from popo.intervals import overlaps
from popo.people.models import Person
from popo.whereabouts.models import Basis, Confidence, DateKind, Location, Place
from popo.whereabouts.queries import (
    bases_of,
    key_date_history,
    key_dates_of,
    location_history,
    locations_noted,
    locations_of,
    releases_between,
)
from popo.whereabouts.releases import caution
from popo.whereabouts.services import (
    end_basis,
    move,
    pass_key_date,
    set_basis,
    set_key_date,
)
from tests import make
from tests.cases.make import assert_refused

DAY = date(2024, 3, 4)
TODAY = date(2024, 4, 30)


@pytest.fixture
def police(work: None) -> Actor:
    return make.actor()


@pytest.fixture
def person(police: Actor) -> Person:
    return make.person(police)


def _move(
    actor: Actor, person: Person, place: Place, day: date, read: int | None = None
) -> Location:
    return move(actor, person, place, day, None, "PNC", Confidence.CONFIRMED, day, read)


def test_move_ends_where_they_were_the_same_day(police: Actor, person: Person) -> None:
    _move(police, person, Place.COMMUNITY, DAY)
    _move(police, person, Place.REMAND, DAY + timedelta(days=5))
    before = locations_of([person.id], DAY + timedelta(days=4), police)[person.id]
    after = locations_of([person.id], DAY + timedelta(days=5), police)[person.id]
    assert (before.place, after.place) == (Place.COMMUNITY, Place.REMAND)


def test_move_refuses_a_day_before_the_last_one(police: Actor, person: Person) -> None:
    _move(police, person, Place.COMMUNITY, DAY)
    with pytest.raises(RuleBroken, match="4 March 2024"):
        _move(police, person, Place.REMAND, DAY - timedelta(days=1))


def test_move_refuses_to_be_checked_before_it_began(police: Actor, person: Person) -> None:
    with pytest.raises(RuleBroken, match="verified before it began"):
        move(
            police, person, Place.REMAND, DAY, None, "PNC", Confidence.REPORTED, DAY - timedelta(1)
        )


def test_move_refuses_a_stale_form(police: Actor, person: Person) -> None:
    _move(police, person, Place.COMMUNITY, DAY, 0)
    assert locations_noted(person) == 1
    with pytest.raises(StaleVersion):
        _move(police, person, Place.REMAND, DAY, 0)


def test_move_out_of_custody_passes_the_release_date_only(police: Actor, person: Person) -> None:
    _move(police, person, Place.SENTENCED, DAY)
    set_key_date(police, person, DateKind.RELEASE_HDC, TODAY, DAY, "Prison")
    set_key_date(police, person, DateKind.LICENCE_END, TODAY, DAY, "Prison")
    _move(police, person, Place.SENTENCED, DAY + timedelta(days=1))
    assert len(key_dates_of([person.id], police)[person.id]) == 2
    _move(police, person, Place.COMMUNITY, TODAY)
    (left,) = key_dates_of([person.id], police)[person.id]
    assert left.date_kind is DateKind.LICENCE_END


@given(st.lists(st.tuples(st.sampled_from(Place), st.integers(-4, 40)), max_size=8))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nobody_is_ever_in_two_places(police: Actor, moves: list[tuple[Place, int]]) -> None:
    mover, day, accepted = make.person(police), DAY, 0
    for place, later in moves:
        day += timedelta(days=later)
        try:
            _move(police, mover, place, day)
            accepted += 1
        except RuleBroken:
            continue
    rows = location_history(mover, police)
    assert len(rows) == accepted
    assert sum(row.ends_on is None for row in rows) == (1 if accepted else 0)
    for number, row in enumerate(rows):
        if row.starts_on != row.ends_on:
            assert not overlaps(rows[:number] + rows[number + 1 :], row.starts_on, row.ends_on)


def test_the_database_itself_refuses_two_places_at_once(police: Actor, person: Person) -> None:
    first = _move(police, person, Place.COMMUNITY, DAY)
    another = Location(
        person_id=person.id,
        agency_id=first.agency_id,
        place=Place.REMAND,
        source="PNC",
        confidence=Confidence.ASSUMED,
        verified_on=DAY,
        starts_on=DAY,
    )
    assert_refused(another)


def test_set_basis_lets_several_run(police: Actor, person: Person) -> None:
    licence = set_basis(police, person, Basis.LICENCE, DAY, TODAY, "Curfew", "Probation")
    set_basis(police, person, Basis.DRUG_ORDER, DAY, None, None, "Probation")
    assert len(bases_of([person.id], DAY, police)[person.id]) == 2
    end_basis(police, licence, DAY + timedelta(days=3))
    (left,) = bases_of([person.id], DAY + timedelta(days=3), police)[person.id]
    assert left.basis is Basis.DRUG_ORDER
    with pytest.raises(RuleBroken, match="already ended"):
        end_basis(police, licence, TODAY)


def test_set_basis_refuses_an_end_before_its_start(police: Actor, person: Person) -> None:
    with pytest.raises(RuleBroken, match="due to end after it starts"):
        set_basis(police, person, Basis.LICENCE, DAY, DAY, None, "Probation")


def test_set_key_date_takes_the_place_of_its_kind(police: Actor, person: Person) -> None:
    first = set_key_date(police, person, DateKind.COURT, TODAY, DAY, "Court list")
    set_key_date(police, person, DateKind.RELEASE_HDC, TODAY, DAY, "Prison")
    set_key_date(police, person, DateKind.COURT, TODAY + timedelta(7), DAY + timedelta(1), "Court")
    assert first.replaced_on == DAY + timedelta(days=1)
    assert len(key_dates_of([person.id], police)[person.id]) == 2
    assert key_date_history(person, police) == [first]
    with pytest.raises(RuleBroken, match="newer date of this kind"):
        set_key_date(police, person, DateKind.COURT, TODAY, DAY, "Old list")


def test_pass_key_date_once(police: Actor, person: Person) -> None:
    row = set_key_date(police, person, DateKind.COURT, DAY, DAY, "Court list")
    pass_key_date(police, row, DAY)
    assert key_dates_of([person.id], police) == {}
    with pytest.raises(RuleBroken, match="no longer stands"):
        pass_key_date(police, row, DAY)
    set_key_date(police, person, DateKind.COURT, TODAY, DAY, "Next hearing")


def test_releases_between_names_each_once_and_only_the_visible(police: Actor) -> None:
    soon, later, far = (make.person(police) for _ in range(3))
    for someone, kind, days in (
        (later, DateKind.RELEASE_CONDITIONAL, 20),
        (soon, DateKind.RELEASE_HDC, 2),
        (soon, DateKind.RELEASE_PAROLE, 9),
        (soon, DateKind.COURT, 1),
        (far, DateKind.RELEASE_HDC, 29),
    ):
        set_key_date(police, someone, kind, TODAY + timedelta(days), DAY, "Prison")
    hidden = make.actor()
    set_key_date(
        hidden, make.person(hidden), DateKind.RELEASE_HDC, TODAY + timedelta(3), DAY, "Prison"
    )
    found = releases_between(police, TODAY, TODAY + timedelta(days=28))
    assert [release.person for release in found] == [soon, later]
    assert found[0].key_date.date_kind is DateKind.RELEASE_HDC


def test_releases_between_keeps_young_people_inside_their_compartment(work: None) -> None:
    yos = make.agency()
    cleared = make.actor(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    young = make.person(cleared, born=date(2008, 1, 1))
    set_key_date(cleared, young, DateKind.RELEASE_HDC, TODAY, DAY, "Secure unit")
    assert releases_between(cleared, TODAY, TODAY)
    assert releases_between(make.actor(of=yos), TODAY, TODAY) == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 5, 2), ""),
        (date(2024, 5, 3), "On a Friday"),
        (date(2024, 5, 4), "At a weekend"),
        (date(2024, 5, 6), "On a bank holiday"),
        (date(2024, 3, 28), "Before a bank holiday"),
        (date(2024, 12, 24), "Before a bank holiday"),
    ],
)
def test_caution_about_releases_when_little_is_open(day: date, words: str) -> None:
    assert caution(day) == words
