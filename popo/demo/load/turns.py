"""Somebody who left is selected again; somebody was selected who should never have been."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import AssignmentRole, CaseEnd, Colour, SchemeCase
from popo.cases.queries import open_case_of
from popo.cases.services import set_traffic_light
from popo.db import db
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.meetings.queries import Cited
from popo.selection.models import CorrectionNotice
from popo.selection.queries.markers import all_markers
from popo.selection.services import (
    FirstSteps,
    Panel,
    PartyAnswer,
    ReSelect,
    acknowledge_correction,
    close_at_once,
    re_select,
    remove_marker,
)

_AGAIN = "Quiet for half a year, then four offences in six weeks, as before. Selected again."
_BACK = "Back after nine months: arrested twice in March. To be seen weekly."
_IN_ERROR = (
    "Another person of the same name was charged: the arrests the panel weighed were not this "
    "person's. Found when the fingerprints came back."
)
_TO_CORRECT = (
    "Remove the marker and every list entry. The arrests of March belong to another record. Tell "
    "whoever you passed the name on to."
)
_CORRECTED = "Marker removed, the entry struck through, and the desk told by telephone."
_SILENT = "probation"
_REVIEW = timedelta(days=28)


def select_again(
    world: World, journey: Journey, cited: Cited, parties: tuple[PartyAnswer, ...], day: date
) -> None:
    number, office = journey.somebody.number, world.office
    person = world.people[number]
    workers = (
        (office.user("police", number), AssignmentRole.LEAD_OFFICER),
        (office.user("probation", number), AssignmentRole.OFFENDER_MANAGER),
    )
    details = ReSelect(
        panel=Panel(cited, parties, _AGAIN, day),
        lead_agency_id=office.agencies["police"].id,
        over_number=True,
        first_steps=FirstSteps(workers=workers),
    )
    re_select(office.named("chair"), person, details)
    case = open_case_of(person)
    if case is None:
        raise LookupError("the case was not opened again")
    world.cases[number] = case
    lead, amber = office.actor("police", number), Colour.AMBER
    set_traffic_light(lead, case, amber, _BACK, day + _REVIEW, None, day)


def plan_error(world: World, journey: Journey) -> None:
    """Closed at once; every agency but one says within days what it corrected."""
    found_on = journey.in_error_on
    if found_on is None:
        return
    world.timeline.at(at(found_on, 12), partial(_close, world, journey))
    answered = min(working_day(found_on + timedelta(days=2)), LAST_DAY)
    world.timeline.at(at(answered, 14), partial(_correct, world, journey))


def _close(world: World, journey: Journey) -> None:
    actor, case = world.office.named("coordinator"), world.cases[journey.somebody.number]
    error, today = CaseEnd.SELECTED_IN_ERROR, clock.today()
    close_at_once(actor, case, error, _IN_ERROR, today, _TO_CORRECT)


def _correct(world: World, journey: Journey) -> None:
    number, office = journey.somebody.number, world.office
    person = world.people[number]
    kinds = {agency.id: kind for kind, agency in office.agencies.items()}
    rows = db.session.scalars(
        select(CorrectionNotice).where(CorrectionNotice.person_id == person.id)
    )
    for notice in rows:
        kind = kinds[notice.told_agency_id]
        if kind != _SILENT:
            actor = office.actor(kind, number)
            acknowledge_correction(actor, notice, _CORRECTED, notice.version)
            _take_off(actor, world.cases[number])


def _take_off(actor: Actor, case: SchemeCase) -> None:
    for marker in all_markers(case):
        if marker.agency_id == actor.agency_id and marker.is_to_remove:
            remove_marker(actor, marker)
