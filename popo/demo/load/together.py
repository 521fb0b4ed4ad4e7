"""Offences that two people on the scheme are said to have had a part in."""

from functools import partial

from popo.demo.calendar import LAST_DAY, at
from popo.demo.cast import Pair, charged
from popo.demo.load.world import World
from popo.offending.services import NewCoOffending, record_co_offending

_SOURCE = "Charge sheet: charged together"
_SAID = "Both named by the same witness, and arrested within the hour of one another."


def plan_together(world: World, pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        world.timeline.at(at(LAST_DAY, 12), partial(_record, world, pair))


def _record(world: World, pair: Pair) -> None:
    one, other = pair
    offence = charged(one)[-1]
    if offence.offence_on is None:
        raise LookupError("the charge is of no day")
    details = NewCoOffending(
        world.references[other.somebody.number],
        offence.offence_on,
        _SOURCE,
        offence.ho_code,
        _SAID,
    )
    actor = world.office.named("lead-police")
    record_co_offending(actor, world.people[one.somebody.number], details)
