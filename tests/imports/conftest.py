"""Somebody at the police who works with a few people, awkward ones among them."""

from datetime import date

import pytest

from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.cases.models import Colour
from popo.cases.services import default_review, set_traffic_light
from popo.db import db
from popo.people.identifiers import IdentifierKind
from popo.people.models import AddressKind, NameKind, Person
from popo.people.services import add_address, add_identifier, add_name, add_phone
from tests import make
from tests.imports.own_list import TODAY, person


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor(of=make.agency(AgencyKind.POLICE))


@pytest.fixture
def adam(police: Actor) -> Person:
    """Somebody of whom everything is held, much of it awkward to write into a file."""
    made, opened = person(police, "Adam", "O'Example", date(1983, 5, 3))
    add_name(police, made, NameKind.ALIAS, "", "=Adz", "Told us")
    add_name(police, made, NameKind.ALIAS, "Adam", "Sample-Test", "Told us")
    add_identifier(police, made, IdentifierKind.PNC, "02/73319Z", "PNC")
    add_identifier(police, made, IdentifierKind.LOCAL, "-17", "Our own file")
    add_address(police, made, AddressKind.HOME, "1 High Street\nLuton, Beds", "LU1 2AB", "Told us")
    add_phone(police, made, "+44 7700 900123", "Told us")
    set_traffic_light(
        police, opened, Colour.RED, "Arrested", default_review(Colour.RED, TODAY), None, TODAY
    )
    db.session.flush()
    return made


@pytest.fixture
def several(police: Actor, adam: Person) -> list[Person]:
    """Twins, somebody homeless and somebody of whom next to nothing is known, beside Adam."""
    born = date(1990, 2, 1)
    made = [
        person(police, "Ben", "Twin", born)[0],
        person(police, "Bert", "Twin", born)[0],
        person(police, "Carl", "Roofless", date(1979, 12, 31))[0],
        person(police, "Dora", "Little", None)[0],
    ]
    add_address(police, made[2], AddressKind.NO_FIXED_ABODE, "Sofas of friends", "", "Told us")
    db.session.flush()
    return [adam, *made]
