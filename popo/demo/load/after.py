"""What follows selection: who was told, markers set, taken off and checked, and later reviews."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from popo import clock
from popo.access.actor import Actor
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.people.models import Person, Told
from popo.selection.models import AgencyMarker, How
from popo.selection.queries.markers import all_markers, due_for_check, markers_kept
from popo.selection.services import (
    RecordTelling,
    reconcile_markers,
    record_telling,
    remove_marker,
    set_marker,
)
from popo.whereabouts.models import DateKind
from popo.whereabouts.services import set_key_date

_CHECKED_ON = LAST_DAY.replace(day=4)
_FORGETS_EVERY = 3
_FORGETS_SINCE = LAST_DAY - timedelta(days=70)
_REVIEW = timedelta(days=90)
_WITHHELD = "An arrest is planned for the same week: to be told once it is over."
_REACTIONS = (
    "Listened, asked what was in it for him or her, and took the number of the drug worker.",
    "Angry at first: said that others do worse. Agreed to a first appointment all the same.",
    "Had expected it. Wants a place to live before anything else.",
    "Said nothing. Took the letter.",
)
_YOUNG_REACTION = "Shy at first. Liked the idea of the workshop; the parent was glad of the help."


def plan_after(world: World, journey: Journey) -> None:
    """Soon after the decision; somebody here and there forgets."""
    if journey.decided_on is None:
        return
    _on(world, journey.decided_on + timedelta(days=3), 15, partial(_set, world, journey))
    if journey.left_on is not None:
        _on(world, journey.left_on + timedelta(days=4), 15, partial(_remove, world, journey))
    if journey.returned_on is not None:
        _on(world, journey.returned_on + timedelta(days=3), 15, partial(_set, world, journey))


def plan_checks(world: World) -> None:
    """The monthly check of the last month."""
    office = world.office
    for actor in (
        office.actor("police", 0),
        office.actor("probation", 0),
        office.named("lead-yos"),
    ):
        _on(world, _CHECKED_ON, 16, partial(_check, actor))


def tell(world: World, actor: Actor, journey: Journey) -> None:
    """A visit by the agency that leads, with a parent where it is a child."""
    number = journey.somebody.number
    lead = "youth_offending_service" if journey.is_young else "police"
    young = journey.is_young
    details = RecordTelling(
        outcome=Told.TOLD,
        day=clock.today(),
        how=How.VISIT,
        teller=world.office.user(lead, number),
        reaction=_YOUNG_REACTION if young else _REACTIONS[number % len(_REACTIONS)],
        present_name=f"A parent of {journey.somebody.name.given}" if young else "",
        present_role="Parent" if young else "",
    )
    record_telling(actor, world.people[number], world.cases[number], details)


def withhold(world: World, actor: Actor, journey: Journey) -> None:
    """Not told for now; nobody has looked at it again since."""
    number, today = journey.somebody.number, clock.today()
    details = RecordTelling(Told.WITHHELD, today, reason=_WITHHELD, review_on=today + _REVIEW)
    record_telling(actor, world.people[number], world.cases[number], details)


def review_again(actor: Actor, person: Person, day: date) -> None:
    """A review at a meeting says when the next one is."""
    set_key_date(actor, person, DateKind.REVIEW, day + _REVIEW, day, "The Action Group's review")


def _on(world: World, day: date, hour: int, step: Callable[[], None]) -> None:
    moment = working_day(day)
    if moment <= LAST_DAY:
        world.timeline.at(at(moment, hour), step)


def _set(world: World, journey: Journey) -> None:
    for marker in _markers(world, journey):
        if marker.is_to_set and not _forgets(journey):
            set_marker(_keeper(world, marker, journey), marker)


def _remove(world: World, journey: Journey) -> None:
    for marker in _markers(world, journey):
        if marker.is_to_remove and not _forgets(journey):
            remove_marker(_keeper(world, marker, journey), marker)


def _forgets(journey: Journey) -> bool:
    """Somebody here and there, lately: it stands on the list of the agency."""
    return clock.today() > _FORGETS_SINCE and journey.somebody.number % _FORGETS_EVERY == 0


def _markers(world: World, journey: Journey) -> list[AgencyMarker]:
    case = world.cases.get(journey.somebody.number)
    return all_markers(case) if case else []


def _keeper(world: World, marker: AgencyMarker, journey: Journey) -> Actor:
    agencies = world.office.agencies.items()
    name = next(name for name, agency in agencies if agency.id == marker.agency_id)
    return world.office.actor(name, journey.somebody.number)


def _check(actor: Actor) -> None:
    """All as recorded, but for the one set longest ago, which is found gone."""
    due = [kept.marker for kept in due_for_check(markers_kept(actor), clock.today())]
    standing = [marker.id for marker in due if marker.stands]
    if due:
        reconcile_markers(actor, {marker.id for marker in due}, set(standing[1:]))
