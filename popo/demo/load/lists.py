"""Lists of the last days: one from the custody suite with a line to decide, a prison gone quiet."""

from datetime import date, timedelta
from functools import partial

from popo import clock
from popo.cases.queries import cases_open_on
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.imports.kinds import ListKind
from popo.imports.running import look_through_now_or_later
from popo.imports.services import bringing, sources
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_text
from popo.whereabouts.queries import locations_of

_CUSTODY = LAST_DAY - timedelta(days=1)
_PRISON = LAST_DAY - timedelta(days=16)
_SUITE = SourceDetails("Custody suite", "Arrests of people on the scheme, each morning", 7)
_JAIL = SourceDetails("Prison, weekly", "Who is inside, who comes out and when", 7)
_ARRESTED = 3
_SAFE_DAY = 28
"""Up to here a day of the month is there in every year."""


def plan_lists(world: World, journeys: list[Journey]) -> None:
    world.timeline.at(at(_PRISON, 9), partial(_from_the_prison, world))
    world.timeline.at(at(_CUSTODY, 8), partial(_from_custody, world, journeys))


def _from_the_prison(world: World) -> None:
    """Nobody of ours: nothing to take, and the last that was heard of it."""
    text = "Name\tDate of birth\tMovement\tMovement date\nSomebody Elsewhere\t01/02/1979\tRemand\t"
    _bring(world, ListKind.CUSTODY, _JAIL, f"{text}{_PRISON:%d/%m/%Y}\n", _PRISON)


def _from_custody(world: World, journeys: list[Journey]) -> None:
    """Three of ours, the year of birth of the first one wrong, and a stranger."""
    lines = ["Surname\tForenames\tDate of birth\tDate of arrest\tReason for arrest"]
    for place, one in enumerate(_at_liberty(world, journeys)[:_ARRESTED]):
        born = one.born.replace(year=one.born.year + 1) if place == 0 else one.born
        said = f"{one.name.family.upper()}\t{one.name.given}\t{born:%d/%m/%Y}"
        lines.append(f"{said}\t{_CUSTODY:%d/%m/%Y}\tTheft from a shop")
    lines.append(f"ELSEWHERE\tSomebody\t01/02/1979\t{_CUSTODY:%d/%m/%Y}\tDrunk and disorderly")
    _bring(world, ListKind.ARRESTS, _SUITE, "\n".join(lines) + "\n", _CUSTODY)


def _at_liberty(world: World, journeys: list[Journey]) -> list[Somebody]:
    """Adults on the scheme who can have been arrested."""
    on = {case.person_id for case in cases_open_on(clock.today())}
    adults = [one.somebody for one in journeys if not one.is_young and one.decided_on]
    ours = [one for one in adults if one.number in world.people and one.born.day <= _SAFE_DAY]
    keys = {one.number: world.people[one.number].id for one in ours}
    where = locations_of(keys.values(), clock.today(), world.office.named("police"))
    held = {key for key, location in where.items() if location.place.is_custody}
    return [one for one in ours if keys[one.number] in on - held]


def _bring(world: World, kind: ListKind, details: SourceDetails, text: str, day: date) -> None:
    actor = world.office.named("police")
    source = sources.add_source(actor, kind, details)
    batch = bringing.bring(actor, source, open_text(text), day)
    db.session.flush()
    columns = bringing.mapping_of(batch)
    bringing.confirm_columns(actor, batch, source, columns, batch.version)
    db.session.flush()
    look_through_now_or_later(actor, batch)
