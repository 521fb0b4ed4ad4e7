"""Where those on the lists are, counted by hand from the tables."""

from datetime import date

import pytest

from popo.access.actor import Actor
from popo.cases.measures import lists_of
from popo.cases.models import Strand
from popo.db import db
from popo.figures import Figure, Period
from popo.people.models import Person
from popo.whereabouts.measures import whereabouts
from popo.whereabouts.models import (
    Basis,
    Confidence,
    DateKind,
    KeyDate,
    Location,
    Place,
    SupervisionBasis,
)
from tests import make
from tests.cases.make import case

APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))
SINCE = date(2024, 2, 1)


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor()


def place(
    person: Person, where: Place, starts_on: date = SINCE, ends_on: date | None = None
) -> None:
    db.session.add(
        Location(
            person_id=person.id,
            agency_id=person.agency_id,
            place=where,
            source="Test",
            confidence=Confidence.CONFIRMED,
            verified_on=starts_on,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )


def supervise(person: Person, basis: Basis) -> None:
    db.session.add(
        SupervisionBasis(
            person_id=person.id,
            agency_id=person.agency_id,
            basis=basis,
            source="Test",
            starts_on=SINCE,
        )
    )


def release(person: Person, falls_on: date, **more: date) -> None:
    db.session.add(
        KeyDate(
            person_id=person.id,
            agency_id=person.agency_id,
            date_kind=DateKind.RELEASE_CONDITIONAL,
            falls_on=falls_on,
            as_at=SINCE,
            source="Test",
            **more,
        )
    )


def not_zero(figures: list[Figure]) -> dict[str, int | None]:
    return {figure.name: figure.value for figure in figures if figure.value}


def test_whereabouts_counts_by_hand(police: Actor) -> None:
    (out, _), (moved, _), (jailed, _), (lost, _), (child, _) = (
        case(police),
        case(police),
        case(police),
        case(police),
        case(police, Strand.PREVENT_AND_DETER),
    )
    place(out, Place.COMMUNITY)
    place(moved, Place.COMMUNITY, ends_on=date(2024, 4, 30))
    place(moved, Place.RECALLED, date(2024, 4, 30))
    place(jailed, Place.SENTENCED)
    place(child, Place.COMMUNITY)
    supervise(out, Basis.LICENCE)
    supervise(out, Basis.DRUG_ORDER)
    release(moved, date(2024, 5, 28))
    release(jailed, date(2024, 7, 29))
    release(lost, date(2024, 5, 1), replaced_on=date(2024, 4, 2))
    release(lost, date(2024, 5, 2), passed_on=date(2024, 4, 2))
    release(lost, date(2024, 7, 30))
    found = not_zero(whereabouts(lists_of(APRIL), APRIL))
    assert found == {
        "where/adults/place/community": 1,
        "where/adults/place/custody": 2,
        "where/adults/place/not_known": 1,
        "where/adults/custody/sentenced": 1,
        "where/adults/custody/recalled": 1,
        "where/adults/basis/licence": 1,
        "where/adults/basis/drug_order": 1,
        "where/adults/supervised/any": 1,
        "where/adults/supervised/none": 3,
        "where/adults/releases_28": 1,
        "where/adults/releases_90": 2,
        "where/prevent_and_deter/place/community": 1,
        "where/prevent_and_deter/supervised/none": 1,
    }
