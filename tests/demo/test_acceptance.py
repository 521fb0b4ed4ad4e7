"""The published figures the generator is accepted by, each from a seed."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from statistics import mean

import pytest

from popo.demo import parameters
from popo.demo.calendar import LAST_DAY
from popo.demo.custody import draw_stays, is_inside
from popo.demo.identifiers import Issuer, long_asn
from popo.demo.journeys import Journey
from popo.demo.offences import draw_offence
from popo.demo.offending import draw_record, draw_year_after, draw_year_before
from popo.demo.people import Registry, Somebody, draw_age_on_entry, draw_sex
from popo.demo.places import draw_ward, ward_shares
from popo.demo.town import Town, make_town
from popo.people.identifiers import IdentifierKind, check, tidy
from popo.reference.offences import Comparator
from popo.reference.places import areas, ward_named, wards
from popo.selection.ogrs import ogrs3

RUNS, COHORT = 1000, parameters.CURRENT
YEAR_AGO = LAST_DAY - timedelta(days=365)


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town()


def test_ages_have_the_published_mean() -> None:
    random = Random(1)
    ages = [int(draw_age_on_entry(random)) for _ in range(RUNS * COHORT)]
    assert mean(ages) == pytest.approx(27, abs=1)
    assert min(ages) >= parameters.YOUNGEST
    assert max(ages) <= parameters.OLDEST


def test_nearly_all_are_men() -> None:
    random = Random(2)
    sexes = Counter(draw_sex(random) for _ in range(RUNS * COHORT))
    assert 0.93 <= sexes["male"] / sexes.total() <= 0.99


def test_about_half_are_inside_on_a_given_day() -> None:
    random = Random(3)
    inside = sum(
        is_inside(draw_stays(random, YEAR_AGO, LAST_DAY), LAST_DAY) for _ in range(RUNS * COHORT)
    )
    assert 0.40 <= inside / (RUNS * COHORT) <= 0.56


def test_no_more_than_the_published_share_offend_after_entry() -> None:
    random = Random(4)
    after = [draw_year_after(random) for _ in range(RUNS * COHORT)]
    none = after.count(0) / len(after)
    assert none == pytest.approx(0.44, abs=0.03)
    assert mean(after) == pytest.approx(2.4, rel=0.05)
    assert mean(count for count in after if count) == pytest.approx(4.3, rel=0.05)


def test_a_quarter_get_worse_though_the_whole_falls_as_published() -> None:
    random = Random(5)
    pairs = [(draw_year_before(random), draw_year_after(random)) for _ in range(RUNS * COHORT)]
    before, after = (mean(side) for side in zip(*pairs, strict=True))
    assert before == pytest.approx(3.9, rel=0.05)
    assert 0.36 <= 1 - after / before <= 0.43
    worse = sum(later > earlier for earlier, later in pairs) / len(pairs)
    assert worse == pytest.approx(0.25, abs=0.03)


def test_without_any_effect_picking_a_high_year_still_shows_a_fall() -> None:
    random = Random(6)
    people = range(RUNS * COHORT)
    before = mean(draw_year_before(random) for _ in people)
    after = mean(draw_year_after(random, effect=0.0) for _ in people)
    assert 1 - after / before == pytest.approx(parameters.REGRESSION_TO_THE_MEAN, abs=0.03)


def test_a_release_is_never_on_a_weekend_or_bank_holiday() -> None:
    random = Random(7)
    stays = [stay for _ in range(2000) for stay in draw_stays(random, YEAR_AGO, LAST_DAY)]
    released = Counter(stay.released_on.weekday() for stay in stays if stay.released_on > YEAR_AGO)
    assert set(released) <= {0, 1, 2, 3, 4}
    assert released.most_common(1)[0][0] == 4
    assert date(2023, 12, 25) not in {stay.released_on for stay in stays}


def test_every_ward_and_comparator_occurs_and_areas_keep_their_shares() -> None:
    random = Random(8)
    drawn = Counter(draw_ward(random) for _ in range(5000))
    assert set(drawn) == {ward.name for ward in wards()}
    shares = ward_shares()
    for area in areas():
        names = [ward.name for ward in wards() if ward.area == area]
        share = sum(drawn[name] for name in names) / drawn.total()
        assert share == pytest.approx(sum(shares[name] for name in names), abs=0.05)
    assert {draw_offence(random)[1].comparator for _ in range(5000)} >= set(Comparator)


def test_the_towns_own_offences_reach_every_ward_and_comparator(town: Town) -> None:
    events = [one for journey in town.journeys for one in journey.happenings]
    in_town = Counter(one.ward for one in events if one.ward)
    assert set(in_town) == {ward.name for ward in wards()}
    assert {one.comparator for one in events} >= {comparator.value for comparator in Comparator}
    for area in areas():
        found = sum(count for name, count in in_town.items() if _area_of(name) == area.name)
        share = sum(part for name, part in ward_shares().items() if _area_of(name) == area.name)
        assert found / in_town.total() == pytest.approx(share, abs=0.05)


def _area_of(ward: str) -> str:
    found = ward_named(ward)
    assert found is not None
    return found.area.name


def test_identifiers_pass_unless_a_wrong_letter_was_planted(town: Town) -> None:
    wrong = 0
    for somebody in town.people:
        for number in somebody.identifiers:
            kind = IdentifierKind(number.kind)
            checked = check(kind, tidy(kind, number.typed), LAST_DAY)
            assert checked.valid == (number.noise != "wrong letter"), number
            assert checked.canonical == (number.canonical or None)
            wrong += not checked.valid
    assert wrong == sum("wrong letter" in kind for one in town.people for kind in one.planted)
    assert wrong


def test_one_identifier_in_a_hundred_has_a_wrong_letter(town: Town) -> None:
    for kind in ("pnc", "cro"):
        numbers = [n for one in town.people for n in one.identifiers if n.kind == kind]
        wrong = sum(number.noise == "wrong letter" for number in numbers)
        assert wrong / len(numbers) == pytest.approx(parameters.WRONG_LETTER, abs=0.005)


def test_arrest_numbers_pass_in_both_lengths() -> None:
    issuer = Issuer(Random(9))
    issued = [issuer.asn(LAST_DAY) for _ in range(2000)]
    assert len(set(issued)) == len(issued)
    for asn in issued:
        assert check(IdentifierKind.ASN, asn, LAST_DAY).valid, asn
        assert len(asn) == 20
        longer = check(IdentifierKind.ASN, long_asn(asn), LAST_DAY)
        assert longer.canonical == check(IdentifierKind.ASN, asn, LAST_DAY).canonical


def test_nothing_repeats_but_what_the_roster_lists(town: Town) -> None:
    firsts = [one for one in town.people if one.same_person_as is None]
    for values in (
        [(one.name.full, one.born) for one in town.people],
        [one.phone for one in town.people if one.phone],
        [number.canonical for one in firsts for number in one.identifiers if number.canonical],
        [
            one.asn
            for journey in town.journeys
            for one in journey.happenings
            if one.kind == "arrest"
        ],
    ):
        assert len(values) == len(set(values))
    assert town.second_records
    by_number = {one.number: one for one in town.people}
    for second in town.second_records:
        assert second.same_person_as is not None
        first = by_number[second.same_person_as]
        assert first.name != second.name
        assert "second record" in second.planted


def test_the_cohort_has_the_agreed_numbers(town: Town) -> None:
    current = [one for one in town.journeys if one.is_current]
    assert sum(not one.is_young for one in current) == parameters.CURRENT
    assert sum(one.is_young for one in current) == parameters.YOUNG_PEOPLE
    assert _ever(town) == parameters.EVER
    for end, expected in zip(
        (date(2021, 4, 30), date(2022, 4, 30), date(2023, 4, 30), LAST_DAY),
        parameters.GROWTH,
        strict=True,
    ):
        assert sum(_is_on(one, end) for one in town.journeys if not one.is_young) == expected


def _ever(town: Town) -> int:
    return sum(one.route == "selected" and not one.is_young for one in town.journeys)


def _is_on(journey: Journey, day: date) -> bool:
    entered = journey.decided_on
    if journey.route != "selected" or entered is None:
        return False
    return entered <= day and (journey.left_on is None or day < journey.left_on)


def test_young_people_are_under_eighteen_and_adults_are_not(town: Town) -> None:
    for journey in town.journeys:
        if journey.is_young:
            assert _age(journey.somebody, LAST_DAY) < 18


def test_most_of_a_cohort_score_high_on_ogrs3() -> None:
    random = Random(10)
    scores = [_ogrs(random) for _ in range(800)]
    assert 0.72 <= mean(scores) <= 0.88
    assert sum(0.6 <= score <= 0.97 for score in scores) / len(scores) > 0.7


def _ogrs(random: Random) -> float:
    somebody = _REGISTRY.make(draw_age_on_entry(random), LAST_DAY)
    record = draw_record(random, somebody, LAST_DAY, LAST_DAY, [])
    age = _age(somebody, LAST_DAY)
    current = (record.before or record.earlier)[-1]
    result = ogrs3.calculate(
        ogrs3.Inputs(
            sex="M" if somebody.sex == "male" else "F",
            age_at_risk=age,
            age_at_conviction=age,
            age_at_first_sanction=min(somebody.first_sanction_age, age),
            previous_sanctions=record.sanctions_on_entry,
            ho_code=current.offence.ho_code,
        )
    )
    return result.two_year or 0.8


_REGISTRY = Registry(Random(11))


def _age(somebody: Somebody, day: date) -> int:
    return (
        day.year
        - somebody.born.year
        - ((day.month, day.day) < (somebody.born.month, somebody.born.day))
    )
