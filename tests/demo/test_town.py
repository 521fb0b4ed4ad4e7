"""The same seed makes the same town, and what is planted is listed."""

import csv
import io
from random import Random

import pytest

from popo.demo import parameters
from popo.demo.calendar import LAST_DAY, action_group_days, meetings_held, release_day
from popo.demo.custody import imprisonment_status
from popo.demo.draws import negative_binomial, poisson
from popo.demo.names import FullName, alias_of, respell, unlike
from popo.demo.noise import KINDS
from popo.demo.offences import USUAL
from popo.demo.places import OUTSIDE_LUTON
from popo.demo.roster import COLUMNS, write_roster
from popo.demo.staff import BODIES, SIGN_INS, STAFF, practitioners
from popo.demo.town import Size, Town, make_town
from popo.reference.offences import cjs_offence
from popo.reference.places import ward_of_postcode

STATUS_PLACES = ("remand", "sentenced", "recalled")


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town()


def _roster(town: Town) -> list[dict[str, str]]:
    file = io.StringIO()
    write_roster(file, town.people, {one.number: f"LUT-{one.number:04}" for one in town.people})
    return list(csv.DictReader(io.StringIO(file.getvalue())))


def test_the_same_seed_makes_the_same_town(town: Town) -> None:
    assert make_town() == town
    assert _roster(make_town()) == _roster(town)


def test_another_seed_makes_another_town(town: Town) -> None:
    assert _roster(make_town(7)) != _roster(town)


def test_every_kind_of_noise_is_planted_and_listed(town: Town) -> None:
    listed = "; ".join(row["planted"] for row in _roster(town))
    kinds = [*KINDS, "second record", "asn of 21 characters"]
    assert not [kind for kind in kinds if f"{kind}: " not in listed]


def test_the_roster_names_everybody_and_the_first_record_of_a_second(town: Town) -> None:
    rows = _roster(town)
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == len(town.people)
    references = {row["reference"] for row in rows}
    seconds = [row for row in rows if row["same_person_as"]]
    assert len(seconds) == len(town.second_records)
    assert {row["same_person_as"] for row in seconds} <= references


def test_who_joined_less_who_left_gives_the_numbers_at_each_years_end() -> None:
    assert sum(parameters.SELECTED) == parameters.EVER
    assert Size().left == [2, 7, 10, 14]


def test_only_those_declined_at_the_last_meeting_are_still_held(town: Town) -> None:
    declined = [one for one in town.journeys if one.route == "declined"]
    assert declined
    for journey in declined:
        assert journey.decided_on == meetings_held()[-1]
        assert (LAST_DAY - meetings_held()[-1]).days < parameters.DECLINED_KEPT_DAYS


def test_the_next_meeting_comes_after_the_last_day() -> None:
    days = action_group_days()
    assert days[-2] <= LAST_DAY < days[-1]
    assert {day.weekday() for day in days} == {2}


def test_release_moves_back_over_a_long_weekend() -> None:
    easter_monday = LAST_DAY.replace(month=4, day=1)
    assert release_day(easter_monday).isoformat() == "2024-03-28"


def test_every_place_in_custody_has_a_status_of_the_prisons() -> None:
    words = {imprisonment_status(place, age) for place in STATUS_PLACES for age in (19, 30)}
    assert "Detention In Young Offender Institution" in words
    assert all(words)


def test_usual_offences_are_in_the_shipped_list_and_shares_are_whole() -> None:
    assert set(USUAL) == set(parameters.OFFENCE_MIX)
    for codes in (USUAL[kind] for kind in USUAL):
        assert sum(codes.values()) == pytest.approx(1)
        assert all(cjs_offence(code) for code in codes)
    for shares in (parameters.OFFENCE_MIX, parameters.ETHNICITY, parameters.AT_LIBERTY):
        assert sum(shares.values()) == pytest.approx(1)


def test_postcodes_outside_the_town_are_in_no_ward() -> None:
    assert [ward_of_postcode(postcode) for postcode in OUTSIDE_LUTON] == [None] * 4


@pytest.mark.parametrize("word", ["Smith", "Hussain", "O'Brien", "Żak", "Ng"])
def test_a_respelling_is_another_word(word: str) -> None:
    random = Random(1)
    for _ in range(50):
        assert respell(random, word).lower() != word.lower()


def test_an_alias_is_not_the_name() -> None:
    random, name = Random(2), FullName("Anthony", "Green")
    aliases = {alias_of(random, name) for _ in range(100)}
    assert name not in aliases
    assert FullName("Tony", "Green") in aliases


def test_a_second_record_has_another_name_though_all_spellings_are_taken() -> None:
    random, name = Random(4), FullName("Ng", "Oe")
    known = {name, *(alias_of(random, name) for _ in range(300))}
    assert unlike(random, name, known) == FullName("N", "Oe")


def test_counts_have_the_mean_and_spread_asked_for() -> None:
    random = Random(3)
    counts = [poisson(random, 3.0) for _ in range(20_000)]
    assert sum(counts) / len(counts) == pytest.approx(3.0, rel=0.03)
    spread = [negative_binomial(random, 2.4, 0.44) for _ in range(20_000)]
    mean = sum(spread) / len(spread)
    variance = sum((count - mean) ** 2 for count in spread) / len(spread)
    assert mean == pytest.approx(2.4, rel=0.06)
    assert variance == pytest.approx(2.4 + 2.4**2 / 0.44, rel=0.15)
    assert poisson(random, 0.0) == 0


def test_staff_have_every_role_and_different_names() -> None:
    assert [worker.sign_in for worker in SIGN_INS] == [
        "coordinator",
        "chair",
        "lead-yos",
        "lead-police",
        "lead-probation",
        "police",
        "probation",
        "yos",
        "drugs",
        "housing",
        "tasking",
        "authorities",
        "governance",
        "spoc",
        "admin",
    ]
    assert len({worker.name for worker in STAFF}) == len(STAFF)
    assert len({worker.email for worker in STAFF}) == len(STAFF)
    kinds = {body.kind for body in BODIES}
    assert {worker.agency for worker in STAFF} <= kinds
    assert len(practitioners()["police"]) > 1
