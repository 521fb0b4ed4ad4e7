"""Where people were, by what law they were supervised, and the dates that lie ahead of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from popo import clock
from popo.access.actor import Actor
from popo.demo.calendar import LAST_DAY, at
from popo.demo.custody import Supervision, imprisonment_status, is_inside
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.demo.offending import A_YEAR
from popo.demo.people import Somebody
from popo.whereabouts.models import Basis, Confidence, DateKind, Place, SupervisionBasis
from popo.whereabouts.services import end_basis, move, set_basis, set_key_date

_PRISONS = ("HMP Example", "HMP Sample", "YOI Specimen")
_PRISON_SOURCE, _PROBATION_SOURCE = "Prison record", "Probation case record"
_CONDITIONS = {
    "licence": "Report as told; live where approved; no contact with the named co-accused.",
    "community_order": "Supervision and unpaid work.",
    "drug_order": "Treatment and testing twice a week; monthly court review.",
    "bail": "Live and sleep at the address given; curfew from 21:00 to 06:00.",
    "youth_order": "Supervision and reparation.",
}


def plan_whereabouts(world: World, journey: Journey) -> None:
    """What lay before the nomination is recorded with it, the rest as it happened."""
    number = journey.somebody.number
    agency = "youth_offending_service" if journey.is_young else "probation"
    actor = world.office.actor(agency, number)
    known = journey.nominated_on
    for day, place in _legs(journey):
        step = partial(_move, world, actor, journey.somebody, place, day)
        world.timeline.at(at(max(day, known), 10, 5), step)
    for stay in journey.stays:
        if known <= stay.sentenced_on <= journey.last_day or stay.holds(known):
            on = max(stay.sentenced_on, known)
            step = partial(_expect_release, world, actor, number, stay.released_on)
            if on <= journey.last_day:
                world.timeline.at(at(on, 10, 10), step)
    for period in journey.supervision:
        _plan_supervision(world, actor, journey, period)
    _plan_court(world, journey)


def _legs(journey: Journey) -> Iterator[tuple[date, Place]]:
    """Each day somebody's place changed, from a year before the nomination was decided."""
    first = (journey.decided_on or journey.nominated_on) - A_YEAR
    if not is_inside(journey.stays, first):
        yield first, Place.COMMUNITY
    for stay in journey.stays:
        if stay.starts_on > journey.last_day:
            return
        yield stay.starts_on, Place(stay.place_on(stay.starts_on))
        if stay.starts_on < stay.sentenced_on <= journey.last_day:
            yield stay.sentenced_on, Place.SENTENCED
        if stay.released_on <= journey.last_day:
            yield stay.released_on, Place.COMMUNITY
    missing = _at_large_since(journey)
    if missing is not None:
        yield missing, Place.AT_LARGE


def _at_large_since(journey: Journey) -> date | None:
    """Of those still looked for on a warrant: the day of it, where nothing came after."""
    if not journey.is_current or is_inside(journey.stays, LAST_DAY):
        return None
    out_since = max((stay.released_on for stay in journey.stays), default=date.min)
    wanted = [
        event.on
        for event in journey.happenings
        if event.kind == "warrant" and event.concluded_on is None
    ]
    return max((day for day in wanted if day > out_since), default=None)


def _move(world: World, actor: Actor, somebody: Somebody, place: Place, day: date) -> None:
    detail = None
    if place.is_custody:
        prison = _PRISONS[somebody.number % len(_PRISONS)]
        status = imprisonment_status(place.value, clock.age_on(somebody.born, day))
        detail = f"{prison}: {status}"
    source = _PRISON_SOURCE if place.is_custody else _PROBATION_SOURCE
    sure = Confidence.REPORTED if place is Place.AT_LARGE else Confidence.CONFIRMED
    move(actor, world.people[somebody.number], place, day, detail, source, sure, day)


def _expect_release(world: World, actor: Actor, number: int, released_on: date) -> None:
    kind = DateKind.RELEASE_CONDITIONAL
    as_at = released_on - timedelta(days=60)
    person = world.people[number]
    set_key_date(actor, person, kind, released_on, min(as_at, LAST_DAY), _PRISON_SOURCE)


def _plan_supervision(world: World, actor: Actor, journey: Journey, period: Supervision) -> None:
    number = journey.somebody.number
    by = world.office.actor("police", number) if period.basis == "bail" else actor
    begun: list[SupervisionBasis] = []

    def begin() -> None:
        begun.append(
            set_basis(
                by,
                world.people[number],
                Basis(period.basis),
                period.starts_on,
                period.due_to_end_on,
                _CONDITIONS.get(period.basis),
                _PROBATION_SOURCE,
            )
        )

    known = journey.nominated_on
    world.timeline.at(at(max(period.starts_on, known), 10, 20), begin)
    if period.ends_on is not None:
        ended = period.ends_on
        world.timeline.at(at(max(ended, known), 10, 25), lambda: end_basis(by, begun[0], ended))
    elif period.basis == "licence" and journey.is_current:
        step = partial(_licence_ends, world, actor, number, period)
        world.timeline.at(at(max(period.starts_on, known), 10, 30), step)


def _licence_ends(world: World, actor: Actor, number: int, period: Supervision) -> None:
    person, kind = world.people[number], DateKind.LICENCE_END
    set_key_date(actor, person, kind, period.due_to_end_on, period.starts_on, _PROBATION_SOURCE)


def _plan_court(world: World, journey: Journey) -> None:
    """Who is charged and not yet sentenced has a day in court."""
    coming = [one.sentenced_on for one in journey.record.after if one.sentenced_on > LAST_DAY]
    if not journey.is_current or not coming:
        return
    number, day = journey.somebody.number, min(coming)
    actor = world.office.actor("police", number)

    def step() -> None:
        person = world.people[number]
        set_key_date(actor, person, DateKind.COURT, day, LAST_DAY, "Court list")

    world.timeline.at(at(LAST_DAY, 9), step)
