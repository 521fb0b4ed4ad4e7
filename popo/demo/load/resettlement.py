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

_HOUSING = ("none", "sofa", "hostel", "hostel", "family")
_HOUSED = ("settled", "hostel", "family", "settled", "sofa")
_WORK = ("not_looking", "looking", "not_able", "looking")
_WORKING = ("looking", "training", "placement", "work")
_TREATED = ("waiting", "in_treatment", "not_needed", "left", "in_treatment", "completed")
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
    _say(world, journey, Area.HOUSING, _HOUSING[number % len(_HOUSING)])
    _say(world, journey, Area.WORK, _WORK[number % len(_WORK)])


def _say_again(world: World, journey: Journey) -> None:
    number = journey.somebody.number
    _say(world, journey, Area.HOUSING, _HOUSED[number % len(_HOUSED)])
    _say(world, journey, Area.WORK, _WORKING[number % len(_WORKING)])
    if not journey.is_young:
        _say(world, journey, Area.TREATMENT, _TREATED[number % len(_TREATED)])


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
