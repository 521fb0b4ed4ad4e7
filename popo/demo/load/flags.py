"""The police's markers, held against the scheme's list eight days ago: a few do not agree."""

from datetime import timedelta
from functools import partial

from popo import clock
from popo.access.actor import Actor
from popo.cases.queries import cases_open_on
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.imports.flagging import FlagAnswer, FlagState, Gap
from popo.imports.kinds import ListKind
from popo.imports.queries.flags import list_differences
from popo.imports.running import look_through_now_or_later
from popo.imports.services import bringing, sources
from popo.imports.services.flags import answer_difference
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_text

_DAY = LAST_DAY - timedelta(days=8)
_WHO = "lead-police"
_SOURCE = SourceDetails(
    "Persistent offender markers", "To hold the markers against the scheme's list each month", 31
)
_HEADINGS = "Surname\tForenames\tDate of birth\tPNC ID"
_STRANGER = "Elsewhere\tSomebody\t01/02/1979\t"
"""Flagged for another scheme, and no concern of this one."""
_EVERY = 9
"""Of those on the scheme, how often one has no marker."""
_LEFT_STILL_FLAGGED = 2
_EXPLAINED = "Marked by the neighbouring force, which keeps the marker while he lives there."


def plan_flags(world: World, journeys: list[Journey]) -> None:
    world.timeline.at(at(_DAY, 10), partial(_bring, world, journeys))
    world.timeline.at(at(_DAY + timedelta(days=1), 11), partial(_answer, world))


def _bring(world: World, journeys: list[Journey]) -> None:
    actor = world.office.named(_WHO)
    source = sources.add_source(actor, ListKind.FLAGGED, _SOURCE)
    text = "\n".join((_HEADINGS, *map(_line, _flagged(world, journeys)), _STRANGER))
    batch = bringing.bring(actor, source, open_text(text + "\n"), _DAY)
    db.session.flush()
    columns = bringing.mapping_of(batch)
    bringing.confirm_columns(actor, batch, source, columns, batch.version)
    db.session.flush()
    look_through_now_or_later(actor, batch)


def _flagged(world: World, journeys: list[Journey]) -> list[Somebody]:
    """Adults on the scheme, but for some; and the first who left and are flagged still."""
    on = {case.person_id for case in cases_open_on(clock.today())}
    adults = [one.somebody for one in journeys if not one.is_young and one.decided_on]
    known = [one for one in adults if one.number in world.people]
    on_scheme = [one for one in known if world.people[one.number].id in on]
    left = [one for one in known if world.people[one.number].id not in on]
    marked = [one for place, one in enumerate(on_scheme, 1) if place % _EVERY]
    return sorted((*marked, *left[:_LEFT_STILL_FLAGGED]), key=lambda one: one.number)


def _line(one: Somebody) -> str:
    pnc = next((written.canonical for written in one.identifiers if written.kind == "pnc"), "")
    name = one.name
    return "\t".join((name.family, name.given, f"{one.born:%d/%m/%Y}", pnc or ""))


def _answer(world: World) -> None:
    """One is explained, the others wait."""
    actor: Actor = world.office.named(_WHO)
    lines, _ = list_differences(actor, FlagState.OPEN)
    for line in [line for line in lines if line.difference.gap is Gap.NOT_FLAGGED][:1]:
        answer_difference(actor, line, FlagAnswer.EXPLAINED, _EXPLAINED, line.difference.version)
