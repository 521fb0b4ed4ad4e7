"""The figures of the list itself. Facts of the whole scheme at a day, whoever reads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from popo.cases import counting
from popo.cases.counting import Engaged, Light, SchemeList, Spell
from popo.cases.models import SchemeCase, StrandEngagement, TrafficLight
from popo.db import db
from popo.figures import Figure, Period, counted, counted_by, named
from popo.intervals import on
from popo.people.models import Address, AddressKind, Person, Sex
from popo.reference.places import areas, ward_named

VERSION = 1
"""Goes up when a figure comes to mean something else."""

NOT_KNOWN = "not_known"
NO_FIXED_ABODE = "no_fixed_abode"
ELSEWHERE = "elsewhere"
HOME_AREAS = (*(area.name for area in areas()), NO_FIXED_ABODE, ELSEWHERE, NOT_KNOWN)

AGE_BANDS: dict[SchemeList, tuple[tuple[int, str], ...]] = {
    SchemeList.ADULTS: ((0, "under_18"), (18, "18_to_24"), (25, "25_to_34"), (35, "35_and_over")),
    SchemeList.PREVENT_AND_DETER: (
        (0, "under_14"),
        (14, "14_to_15"),
        (16, "16_to_17"),
        (18, "18_and_over"),
    ),
}
"""Of each list: youngest age of a band, and its name."""


class Lists(NamedTuple):
    """Those on the lists at the end of a period, by key of the person; and their cases."""

    people: dict[SchemeList, set[UUID]]
    spells: list[Spell]


@dataclass(frozen=True)
class Described:
    """What is counted about somebody on a list."""

    person_id: UUID
    sex: Sex
    age: int | None
    home_area: str
    has_died: bool


def lists_of(period: Period) -> Lists:
    """Every case that was open at any time in the period, and who is on which list at its end."""
    spells = _spells(period)
    now = counting.on_lists(spells, period.day)
    people = {each: {spell.person_id for spell in now[each]} for each in SchemeList}
    return Lists(people, spells)


def cohort(lists: Lists, period: Period) -> list[Figure]:
    """Who was on the list, who came, who went, and who is on it now."""
    return counting.cohort(lists.spells, period)


def traffic_lights(lists: Lists, period: Period) -> list[Figure]:
    return counting.traffic_lights(lists.spells, period)


def who(lists: Lists, period: Period) -> list[Figure]:
    """Those on the lists at the end of the period by strand, age, sex and home area."""
    described = {row.person_id: row for row in _described(period.day)}
    now = counting.on_lists(lists.spells, period.day)
    figures = counting.by_strand(now[SchemeList.ADULTS], period.day)
    for each in SchemeList:
        people = [described[key] for key in sorted(lists.people[each])]
        figures += count_described(each, people)
    return figures


def count_described(scheme_list: SchemeList, people: Iterable[Described]) -> list[Figure]:
    """Each breakdown counts everybody once."""
    held = list(people)
    groups: defaultdict[str, list[UUID]] = defaultdict(list)
    for person in held:
        groups[f"age {age_band(scheme_list, person.age)}"].append(person.person_id)
        groups[f"sex {person.sex}"].append(person.person_id)
        groups[f"home_area {person.home_area}"].append(person.person_id)
    bands = [*(name for _, name in AGE_BANDS[scheme_list]), NOT_KNOWN]
    offered = {"age": bands, "sex": [sex.value for sex in Sex], "home_area": list(HOME_AREAS)}
    figures: list[Figure] = []
    for breakdown, kinds in offered.items():
        cells = {kind: groups[f"{breakdown} {kind}"] for kind in kinds}
        figures += counted_by(named("who", scheme_list, breakdown), cells, kinds)
    died = [person.person_id for person in held if person.has_died]
    return [*figures, counted(named("quality", scheme_list, "died_and_still_on"), died)]


def age_band(scheme_list: SchemeList, age: int | None) -> str:
    if age is None:
        return NOT_KNOWN
    return next(name for least, name in reversed(AGE_BANDS[scheme_list]) if age >= least)


def _open_in(period: Period) -> ColumnElement[bool]:
    return and_(
        SchemeCase.opened_on <= period.day,
        or_(SchemeCase.closed_on.is_(None), SchemeCase.closed_on >= period.first),
    )


def open_on(day: date) -> ColumnElement[bool]:
    """The cases open at the end of `day`."""
    return and_(
        SchemeCase.opened_on <= day,
        or_(SchemeCase.closed_on.is_(None), SchemeCase.closed_on > day),
    )


def _spells(period: Period) -> list[Spell]:
    engaged, lights = _engaged(period), _lights(period)
    cases = db.session.execute(
        select(
            SchemeCase.id,
            SchemeCase.person_id,
            SchemeCase.spell,
            SchemeCase.opened_on,
            SchemeCase.closed_on,
            SchemeCase.end_reason,
        ).where(_open_in(period))
    )
    return [
        Spell(
            case_id=case.id,
            person_id=case.person_id,
            number=case.spell,
            opened_on=case.opened_on,
            closed_on=case.closed_on,
            end_reason=case.end_reason,
            engaged=tuple(engaged.get(case.id, ())),
            lights=tuple(lights.get(case.id, ())),
        )
        for case in cases
    ]


def _engaged(period: Period) -> dict[UUID, list[Engaged]]:
    rows = db.session.execute(
        select(
            StrandEngagement.case_id,
            StrandEngagement.starts_on,
            StrandEngagement.ends_on,
            StrandEngagement.strand,
        )
        .join(SchemeCase, SchemeCase.id == StrandEngagement.case_id)
        .where(_open_in(period), StrandEngagement.is_primary)
    )
    groups: defaultdict[UUID, list[Engaged]] = defaultdict(list)
    for case_id, starts_on, ends_on, strand in rows:
        groups[case_id].append(Engaged(starts_on, ends_on, strand))
    return groups


def _lights(period: Period) -> dict[UUID, list[Light]]:
    """The colours shining at the end of the month before or of the period."""
    rows = db.session.execute(
        select(
            TrafficLight.case_id,
            TrafficLight.starts_on,
            TrafficLight.ends_on,
            TrafficLight.colour,
            TrafficLight.review_on,
        )
        .join(SchemeCase, SchemeCase.id == TrafficLight.case_id)
        .where(
            _open_in(period),
            or_(on(TrafficLight, period.before), on(TrafficLight, period.day)),
        )
    )
    groups: defaultdict[UUID, list[Light]] = defaultdict(list)
    for case_id, starts_on, ends_on, colour, review_on in rows:
        groups[case_id].append(Light(starts_on, ends_on, colour, review_on))
    return groups


def _described(day: date) -> list[Described]:
    homes = _homes(day)
    people = db.session.scalars(
        select(Person).join(SchemeCase, SchemeCase.person_id == Person.id).where(open_on(day))
    )
    return [
        Described(
            person_id=person.id,
            sex=person.sex,
            age=person.age_on(day),
            home_area=homes.get(person.id, NOT_KNOWN),
            has_died=person.deceased_on is not None and person.deceased_on <= day,
        )
        for person in people.all()
    ]


def _homes(day: date) -> dict[UUID, str]:
    """The area each lives in: a home before any other address, then the newest."""
    rows = db.session.execute(
        select(Address.person_id, Address.address_kind, Address.ward)
        .join(SchemeCase, SchemeCase.person_id == Address.person_id)
        .where(open_on(day), on(Address, day))
        .order_by((Address.address_kind == AddressKind.HOME), Address.starts_on, Address.created_at)
    )
    return {person_id: _home_area(kind, ward) for person_id, kind, ward in rows}


def _home_area(kind: AddressKind, ward_name: str | None) -> str:
    if kind is AddressKind.NO_FIXED_ABODE:
        return NO_FIXED_ABODE
    ward = ward_named(ward_name) if ward_name else None
    return ward.area.name if ward else ELSEWHERE
