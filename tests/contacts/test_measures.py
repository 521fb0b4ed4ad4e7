"""Contacts counted by hand from the table."""

from datetime import UTC, date, datetime

import pytest

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.cases.measures import lists_of
from popo.cases.models import Strand
from popo.contacts.measures import contacts
from popo.contacts.models import Outcome
from popo.db import db
from popo.figures import Period
from popo.people.models import StopKind
from popo.people.services import NewStop, record_stop
from tests import make
from tests.cases.make import case
from tests.contacts.make_rows import contact

APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor()


def on(day: int, hour: int = 10, month: int = 4) -> datetime:
    return clock.at(date(2024, month, day), hour)


def test_contacts_counts_by_hand(police: Actor) -> None:
    probation = make.actor(of=make.agency(AgencyKind.PROBATION))
    seen, _ = case(police)
    silent, _ = case(police)
    child, _ = case(police, Strand.PREVENT_AND_DETER)
    contact(police, seen, on(3))
    contact(police, seen, on(4), Outcome.MISSED_ACCEPTABLE)
    contact(probation, seen, on(5), Outcome.PLANNED)
    contact(probation, silent, on(30, 23), Outcome.MISSED_NOT_ACCEPTABLE)
    contact(police, silent, on(3), replaced_at=on(6))
    contact(police, silent, on(3), undone_at=on(3))
    contact(police, silent, on(31, month=3))
    contact(police, child, on(1, month=5))
    figures = contacts(lists_of(APRIL), APRIL)
    names = sorted({figure.name.split("/")[2] for figure in figures if "/agency/" in figure.name})
    by_police, by_probation = names
    assert by_police.startswith("police")
    assert {figure.name: figure.value for figure in figures if figure.value} == {
        "contacts/all/kept": 1,
        "contacts/all/missed_acceptable": 1,
        "contacts/all/planned": 1,
        "contacts/all/missed_not_acceptable": 1,
        f"contacts/agency/{by_police}/kept": 1,
        f"contacts/agency/{by_police}/missed_acceptable": 1,
        f"contacts/agency/{by_probation}/planned": 1,
        f"contacts/agency/{by_probation}/missed_not_acceptable": 1,
        "contacts/adults/none_kept": 1,
        "contacts/prevent_and_deter/none_kept": 1,
    }


def test_a_month_begins_and_ends_at_midnight_in_london(police: Actor) -> None:
    person, _ = case(police)
    contact(police, person, datetime(2024, 3, 31, 23, 0, tzinfo=UTC))
    contact(police, person, datetime(2024, 3, 31, 22, 59, tzinfo=UTC))
    contact(police, person, datetime(2024, 4, 30, 22, 59, tzinfo=UTC))
    contact(police, person, datetime(2024, 4, 30, 23, 0, tzinfo=UTC))
    values = {figure.name: figure.value for figure in contacts(lists_of(APRIL), APRIL)}
    assert values["contacts/all/kept"] == 2


def test_nobody_is_expected_to_see_whoever_died_or_moved(police: Actor) -> None:
    for kind, day in ((StopKind.DIED, date(2024, 4, 2)), (StopKind.MOVED_AWAY, date(2024, 4, 30))):
        person, _ = case(police)
        record_stop(police, person, NewStop(kind, day, "The family said so"))
    case(police)
    db.session.flush()
    figures = {figure.name: figure for figure in contacts(lists_of(APRIL), APRIL)}
    assert figures["contacts/adults/none_kept"].value == 1
    march = Period(date(2024, 3, 1), date(2024, 3, 31))
    before = {figure.name: figure.value for figure in contacts(lists_of(march), march)}
    assert before["contacts/adults/none_kept"] == 3
