"""The whole town into an empty database."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from popo import clock
from popo.accounts.models import User
from popo.crime.services import import_crime
from popo.db import db, transaction
from popo.demo.calendar import FIRST_DAY, MOMENT_MADE, at
from popo.demo.journeys import Route
from popo.demo.load.cases import plan_case
from popo.demo.load.history import write_history
from popo.demo.load.meetings import plan_meetings
from popo.demo.load.office import open_office
from popo.demo.load.people import plan_person, plan_second_record
from popo.demo.load.reports import publish_updates
from popo.demo.load.selection import Selection
from popo.demo.load.timeline import set_time
from popo.demo.load.whereabouts import plan_whereabouts
from popo.demo.load.world import World
from popo.demo.town import Town
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.reference.files import FOLDER
from popo.settings.names import Name
from popo.settings.services import set_value

SCHEME = "Luton POPO scheme (demonstration)"
PREFIX = "LUT"
_CRIME = "luton_monthly_by_ward.csv"
Progress = Callable[[int, int], None]
"""Told how many steps were done, of how many."""


@dataclass(frozen=True)
class Loaded:
    references: dict[int, str]
    contacts: int
    events: int


def check_empty() -> None:
    """Raises RuleBroken where anybody is held already: never beside real data."""
    for model in (Person, User):
        if db.session.execute(select(model.id).limit(1)).first() is not None:
            raise RuleBroken("This database already holds people or users: it is left as it is.")


def load_town(town: Town, password: str, progress: Progress) -> Loaded:
    """Scheme time is left as the demonstration's, from the moment of loading on."""
    check_empty()
    set_time(at(FIRST_DAY, 9))
    with transaction():
        _set_up()
        world = World(open_office(password), Random(town.seed))
    selection = Selection(world)
    for journey in town.journeys:
        plan_person(world, journey)
        selection.plan(journey)
        plan_whereabouts(world, journey)
        if journey.route is Route.SELECTED:
            plan_case(world, journey)
    for somebody in town.second_records:
        plan_second_record(world, somebody)
    plan_meetings(world, selection, town.meetings)
    for done in world.timeline.run():
        progress(done, len(world.timeline))
    contacts, events = write_history(world, town.journeys)
    _take_crime()
    publish_updates(world)
    set_time(MOMENT_MADE)
    with transaction():
        set_value(Name.CLOCK_OFFSET_SECONDS, (clock.now() - clock.real_now()).total_seconds())
    return Loaded(world.references, contacts, events)


def _set_up() -> None:
    set_value(Name.DEMONSTRATION, True)
    set_value(Name.REFERENCE_PREFIX, PREFIX)
    set_value(Name.SCHEME, SCHEME)


def _take_crime() -> None:
    set_time(MOMENT_MADE)
    with transaction(), (FOLDER / _CRIME).open("rb") as file:
        import_crime(file, None)
