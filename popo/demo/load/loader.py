"""The whole town into an empty database."""

from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from popo import clock
from popo.accounts.models import User
from popo.crime.services import import_crime
from popo.db import db, transaction
from popo.demo.calendar import FIRST_DAY, LAST_DAY, MOMENT_MADE, at
from popo.demo.cast import cast
from popo.demo.journeys import Route
from popo.demo.load.after import plan_after, plan_checks
from popo.demo.load.cases import plan_case
from popo.demo.load.checklist import answer_checklist, plan_checklist
from popo.demo.load.circumstances import plan_circumstances
from popo.demo.load.crowd import load_crowd
from popo.demo.load.duplicates import find_and_answer
from popo.demo.load.flags import plan_flags
from popo.demo.load.group_work import plan_group_work
from popo.demo.load.history import write_history
from popo.demo.load.late import plan_destroyed
from popo.demo.load.leaving import answer_prompts, plan_after_leaving
from popo.demo.load.lists import plan_lists
from popo.demo.load.meetings import plan_meetings
from popo.demo.load.moves import plan_between_schemes
from popo.demo.load.next_criteria import plan_next_criteria
from popo.demo.load.office import open_office
from popo.demo.load.oversight import plan_oversight
from popo.demo.load.people import plan_barriers, plan_person, plan_second_record
from popo.demo.load.plans import Plans
from popo.demo.load.reports import publish_updates
from popo.demo.load.resettlement import plan_resettlement
from popo.demo.load.reviewing import plan_overrides, plan_reviews
from popo.demo.load.selection import Selection
from popo.demo.load.timeline import set_time
from popo.demo.load.together import plan_together
from popo.demo.load.transitions import plan_transitions
from popo.demo.load.turns import plan_error
from popo.demo.load.whereabouts import plan_whereabouts
from popo.demo.load.working import plan_working_day
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.demo.town import Town
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.reference.files import FOLDER
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.settings.services import set_value

SCHEME = "Luton POPO scheme (demonstration)"
PREFIX = "LUT"
_CRIME = "luton_monthly_by_ward.csv"


@dataclass(frozen=True)
class Loaded:
    """Everybody made, and the reference of each by number."""

    people: list[Somebody]
    references: dict[int, str]


def is_empty() -> bool:
    return not any(
        db.session.execute(select(model.id).limit(1)).first() for model in (Person, User)
    )


def is_demonstration() -> bool:
    return bool(value_of(Name.DEMONSTRATION))


def check_empty() -> None:
    """Raises RuleBroken where anybody is held already: never beside real data."""
    if not is_empty():
        raise RuleBroken("This database already holds people or users: it is left as it is.")


def load_town(town: Town, password: str, people: int = 0) -> Loaded:
    """The town, and a crowd until there are so many `people`.

    Scheme time is left as the demonstration's, from the moment of loading on.
    """
    set_time(at(FIRST_DAY, 9))
    with transaction():
        check_empty()
        _set_up()
        world = World(open_office(password), Random(town.seed), cast(town.journeys))
    _plan(world, town)
    world.timeline.run()
    write_history(world, town.journeys)
    set_time(at(LAST_DAY, 14))
    with transaction():
        answer_prompts(world)
    find_and_answer(world, town)
    crowd = load_crowd(world, town, people - len(town.people))
    set_time(MOMENT_MADE)
    _take_crime()
    publish_updates(world)
    answer_checklist(world)
    set_time(MOMENT_MADE)
    with transaction():
        offset = clock.now() - clock.real_now()
        set_value(Name.CLOCK_OFFSET_SECONDS, offset.total_seconds())
    return Loaded([*town.people, *crowd], world.references)


def _set_up() -> None:
    set_value(Name.DEMONSTRATION, True)
    set_value(Name.REFERENCE_PREFIX, PREFIX)
    set_value(Name.SCHEME, SCHEME)


def _plan(world: World, town: Town) -> None:
    selection, plans = Selection(world), Plans(world)
    for journey in town.journeys:
        plan_person(world, journey)
        selection.plan(journey)
        plan_whereabouts(world, journey)
        plan_circumstances(world, journey)
        if journey.route is Route.SELECTED:
            plan_case(world, journey)
            plan_resettlement(world, journey)
            plan_after(world, journey)
            plans.plan(journey)
            plan_after_leaving(world, journey)
            plan_error(world, journey)
    for place, somebody in enumerate(town.second_records):
        plan_second_record(world, somebody, linked=place == 0)
    plan_barriers(world, town.journeys)
    plan_checks(world)
    plan_meetings(world, selection, town.meetings)
    plan_reviews(world, town.meetings, town.journeys)
    plan_overrides(world, town.journeys)
    _plan_strangers(world, town)
    plan_together(world, world.parts.pairs)
    plan_next_criteria(world)
    plan_working_day(world)
    plan_transitions(world, town.journeys)
    plan_oversight(world, town.journeys)
    plan_flags(world, town.journeys)
    plan_lists(world, town.journeys)
    plan_checklist(world)
    plan_group_work(world, town.journeys)


def _plan_strangers(world: World, town: Town) -> None:
    coming, hosted, destroyed = town.strangers
    plan_between_schemes(world, world.parts.offered, coming, hosted)
    plan_destroyed(world, destroyed)


def _take_crime() -> None:
    with transaction(), (FOLDER / _CRIME).open("rb") as file:
        import_crime(file, None)
