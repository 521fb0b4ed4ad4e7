"""The traffic light: a colour with its reason, its setter and the day it is looked at again."""

from datetime import date, timedelta
from typing import Any

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Colour, SchemeCase, TrafficLight
from popo.cases.queries import lights_set, running
from popo.cases.services.owning import check_leads
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind

REVIEW_DAYS = {Colour.RED: 28, Colour.AMBER: 28, Colour.GREEN: 84, Colour.CUSTODY: 84}
"""How soon each colour is looked at again, at the latest."""


def default_review(colour: Colour, day: date) -> date:
    return day + timedelta(days=REVIEW_DAYS[colour])


def set_traffic_light(
    actor: Actor,
    case: SchemeCase,
    colour: Colour,
    reason: str,
    review_on: date,
    read_version: int | None,
    effective_on: date,
) -> TrafficLight:
    """Sets the colour, or confirms it with a new review date; the former row ends the same day.

    `read_version` is `queries.lights_set` as the form was opened, None where there was no form.
    Raises StaleVersion where somebody set a colour since.
    """
    _check(case, colour, reason, review_on, effective_on)
    check_leads(actor, case)
    if read_version is not None and read_version != lights_set(case):
        raise StaleVersion
    former = running(TrafficLight, case)
    for row in former:
        row.end(effective_on)
    light = TrafficLight(
        person_id=case.person_id,
        agency_id=case.agency_id,
        kind=AssertionKind.ASSESSMENT,
        case_id=case.id,
        colour=colour,
        reason=reason,
        set_by_id=actor.user_id,
        review_on=review_on,
        starts_on=effective_on,
    )
    db.session.add(light)
    record(
        Event.TRAFFIC_LIGHT_SET,
        actor,
        people=[case.person_id],
        about=(TrafficLight.__tablename__, light.id),
        content=[
            (
                light.key_scope(),
                {"before": [_told_of(row) for row in former], "after": _told_of(light)},
            )
        ],
    )
    return light


def _check(
    case: SchemeCase, colour: Colour, reason: str, review_on: date, effective_on: date
) -> None:
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if effective_on < case.opened_on:
        raise RuleBroken("This cannot start before the case opened.", "effective_on")
    if not reason.strip():
        raise RuleBroken("Say why the case has this colour.", "reason")
    if review_on <= effective_on:
        raise RuleBroken("The review must come after the day the colour is set.", "review_on")
    if review_on > default_review(colour, effective_on):
        raise RuleBroken(
            f"A case at {colour.value} is reviewed within {REVIEW_DAYS[colour]} days.", "review_on"
        )


def _told_of(light: TrafficLight) -> dict[str, Any]:
    return {
        "colour": light.colour.value,
        "reason": light.reason,
        "review_on": light.review_on.isoformat(),
    }
