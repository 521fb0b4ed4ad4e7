"""Who comes back, who was the wrong person, and who plays which part."""

import pytest

from popo.demo import parameters
from popo.demo.calendar import LAST_DAY, meetings_held
from popo.demo.cast import cast, charged
from popo.demo.custody import is_inside
from popo.demo.journeys import Journey, Route
from popo.demo.town import Size, Town, make_town

NOBODY_LEFT = Size(selected=(2, 0, 0, 0), growth=(2, 2, 2, 2), young=1, declined=1)


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town()


@pytest.fixture(scope="module")
def returned(town: Town) -> Journey:
    return next(one for one in town.journeys if one.returned_on)


def test_one_comes_back_and_one_was_the_wrong_person(town: Town) -> None:
    assert sum(one.returned_on is not None for one in town.journeys) == 1
    assert sum(one.in_error_on is not None for one in town.journeys) == 1


def test_in_a_town_that_nobody_left_there_is_no_turn() -> None:
    journeys = make_town(1, NOBODY_LEFT).journeys
    assert not any(one.returned_on or one.in_error_on for one in journeys)


def test_who_was_the_wrong_person_is_on_the_scheme_no_more(town: Town) -> None:
    mistaken = next(one for one in town.journeys if one.in_error_on)
    assert not mistaken.is_current
    assert not mistaken.contacts
    assert mistaken.in_error_on is not None
    assert all(light.on < mistaken.in_error_on for light in mistaken.lights)
    assert sum(one.is_current and not one.is_young for one in town.journeys) == parameters.CURRENT


def test_who_comes_back_offended_again_and_is_worked_with_again(returned: Journey) -> None:
    left, back = returned.left_on, returned.returned_on
    assert left is not None
    assert back == meetings_held()[-1]
    assert returned.is_current
    charges = [one.on for one in returned.happenings if one.kind == "charge"]
    assert any(left < day < back for day in charges)
    assert any(contact.at.date() > back for contact in returned.contacts)
    assert not any(left < contact.at.date() <= back for contact in returned.contacts)
    assert all(period.ends_on for period in returned.supervision)


def test_the_last_nominations_are_a_draft_and_one_to_be_looked_at(town: Town) -> None:
    late = [one for one in town.journeys if (LAST_DAY - one.nominated_on).days < 7]
    assert [one.route for one in late] == [Route.NOMINATED, Route.DRAFT]
    assert all(one.record.before for one in late)


def test_nobody_plays_two_parts_and_all_are_at_liberty(town: Town) -> None:
    parts = cast(town.journeys)
    played = [
        parts.offered,
        parts.withheld,
        parts.doubted,
        *(one for p in parts.pairs for one in p),
    ]
    assert None not in played
    assert len({one.somebody.number for one in played if one}) == len(played)
    for one in played:
        assert one is not None
        assert one.is_current
        assert not one.is_proposed
        assert not is_inside(one.stays, LAST_DAY)
    assert all(charged(one) for one, _ in parts.pairs)


def test_a_town_of_few_has_nobody_for_the_parts() -> None:
    parts = cast(make_town(1, NOBODY_LEFT).journeys)
    assert (parts.offered, parts.withheld, parts.doubted, parts.pairs) == (None, None, None, ())
