"""A case once it is open: who works on it, its traffic lights, and its end."""

from datetime import date, timedelta
from functools import partial

from popo.cases.models import AssignmentRole, Colour
from popo.cases.services import assign_worker, set_traffic_light
from popo.demo.calendar import LAST_DAY, at
from popo.demo.contacts import is_mentored
from popo.demo.journeys import Journey
from popo.demo.lights import Light
from popo.demo.load.world import World

_UNASSIGNED_EVERY = 9
"""Of those who joined lately, one in so many has no offender manager yet."""
_LATELY = timedelta(days=60)


def plan_case(world: World, journey: Journey) -> None:
    """Everything between opening and closing; both are decisions, see `selection.py`."""
    entered = journey.decided_on
    if entered is None:
        return
    lead = "youth_offending_service" if journey.is_young else "police"
    for agency, role in team_of(journey):
        step = partial(_assign, world, journey.somebody.number, agency, role, entered)
        world.timeline.at(at(entered, 16, 10), step)
    for light in journey.lights:
        step = partial(_set_light, world, journey.somebody.number, lead, light)
        world.timeline.at(at(light.on, 16, 20), step)


def team_of(journey: Journey) -> list[tuple[str, AssignmentRole]]:
    """Each agency with its part in the case, the one that leads first."""
    somebody = journey.somebody
    if journey.is_young:
        team = [("youth_offending_service", AssignmentRole.YOS_WORKER)]
        return [*team, ("police", AssignmentRole.CO_WORKER)] if somebody.number % 2 else team
    team = [("police", AssignmentRole.LEAD_OFFICER)]
    lately = journey.is_current and (journey.decided_on or LAST_DAY) > LAST_DAY - _LATELY
    if not (lately and somebody.number % _UNASSIGNED_EVERY == 0):
        team.append(("probation", AssignmentRole.OFFENDER_MANAGER))
    if somebody.class_a:
        team.append(("drug_service", AssignmentRole.CO_WORKER))
    if somebody.home.kind != "home":
        team.append(("housing", AssignmentRole.CO_WORKER))
    if is_mentored(somebody):
        team.append(("voluntary", AssignmentRole.CO_WORKER))
    return team


def _assign(world: World, number: int, agency: str, role: AssignmentRole, entered: date) -> None:
    user = world.office.user(agency, number)
    assign_worker(world.office.named("coordinator"), world.cases[number], user, role, entered)


def _set_light(world: World, number: int, agency: str, light: Light) -> None:
    set_traffic_light(
        world.office.actor(agency, number),
        world.cases[number],
        Colour(light.colour),
        light.reason,
        light.review_on,
        None,
        light.on,
    )
