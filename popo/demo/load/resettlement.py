"""How those worked with stand in housing, work and treatment: then, and for most now."""

from datetime import timedelta
from functools import partial

from popo import clock
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.resettlement.kinds import Area
from popo.resettlement.queries import running, times_said
from popo.resettlement.services import NewState, set_state
from popo.whereabouts.queries import newest_location

_HOUSED_BEFORE = ("none", "sofa", "hostel", "hostel", "family")
_HOUSED = {
    "home": "settled",
    "temporary": "hostel",
    "hostel": "hostel",
    "approved_premises": "hostel",
    "family": "family",
    "no_fixed_abode": "none",
}
"""By the kind of home: what is said agrees with the addresses and the summary."""
_WORK_BEFORE = ("not_looking", "looking", "work", "not_able", "looking")
_OUT_OF_WORK = ("looking", "placement", "not_looking", "looking", "not_able")
_TREATED = ("waiting", "in_treatment", "left", "in_treatment", "completed", "declined")
_LONG_AGO = timedelta(days=200)
_LATELY = timedelta(days=25)


def plan_resettlement(world: World, journey: Journey) -> None:
    """Of two in three worked with now; the rest nobody has asked yet."""
    number, joined = journey.somebody.number, journey.decided_on
    if not journey.is_current or joined is None or number % 3 == 0:
        return
    first = max(joined, LAST_DAY - _LONG_AGO)
    world.timeline.at(at(first, 16), partial(_say_first, world, journey))
    if first < LAST_DAY - _LATELY:
        world.timeline.at(at(LAST_DAY - _LATELY, 16), partial(_say_again, world, journey))


def _say_first(world: World, journey: Journey) -> None:
    number = journey.somebody.number
    if _is_inside(world, journey):
        _say(world, journey, Area.HOUSING, "custody")
        return
    _say(world, journey, Area.HOUSING, _HOUSED_BEFORE[number % len(_HOUSED_BEFORE)])
    _say(world, journey, Area.WORK, _WORK_BEFORE[number % len(_WORK_BEFORE)])


def _say_again(world: World, journey: Journey) -> None:
    somebody = journey.somebody
    if _is_inside(world, journey):
        _say(world, journey, Area.HOUSING, "custody")
    else:
        _say(world, journey, Area.HOUSING, _HOUSED[somebody.home.kind])
        _say(world, journey, Area.WORK, _work(journey))
    if not journey.is_young:
        _say(world, journey, Area.TREATMENT, _treatment(journey))


def _work(journey: Journey) -> str:
    somebody = journey.somebody
    if somebody.in_work:
        return "training" if journey.is_young else "work"
    return _OUT_OF_WORK[somebody.number % len(_OUT_OF_WORK)]


def _treatment(journey: Journey) -> str:
    somebody = journey.somebody
    # one in three is left out by number: by halves, so that every one of them comes up
    return _TREATED[somebody.number // 2 % len(_TREATED)] if somebody.class_a else "not_needed"


def _is_inside(world: World, journey: Journey) -> bool:
    where = newest_location(world.people[journey.somebody.number])
    return where is not None and where.place.is_custody


def _say(world: World, journey: Journey, area: Area, state: str) -> None:
    number = journey.somebody.number
    kind = "youth_offending_service" if journey.is_young else "probation"
    kind = "drug_service" if area is Area.TREATMENT else kind
    actor, person = world.office.actor(kind, number), world.people[number]
    source = "Our own record" if area is Area.TREATMENT else "Said so, and seen at a visit"
    stands = running(person, area)
    if stands is not None and stands.state == state:
        return
    details = NewState(state, clock.today(), source)
    set_state(actor, person, area, details, times_said(person, area, actor))
    db.session.flush()  # how often it was said is read back
