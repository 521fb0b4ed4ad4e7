"""What is around people: safe contact, adjustments, consent and other arrangements."""

from datetime import timedelta
from functools import partial

from popo.circumstances.kinds import ArrangementKind, Level
from popo.circumstances.models import GivenBy, GivenHow, Need, Purpose, Safety
from popo.circumstances.services.consents import NewConsent, add_consent, withdraw_consent
from popo.circumstances.services.contact import (
    add_adjustment,
    add_arrangement,
    add_contact_rule,
)
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World

_NEEDS = (
    (Need.LARGE_PRINT, "18 point, and room to write."),
    (Need.INTERPRETER, "Polish, by telephone; not a relative."),
    (Need.EASY_READ, "Short sentences; go through it together."),
    (Need.NEURODIVERSITY, "One thing at a time, and the same room each time."),
)
_SAFE = (
    (Safety.POST_OPENED, "a brother opens whatever comes"),
    (Safety.NO_MESSAGES, "the telephone is shared"),
    (Safety.TIMES, "after 14:00, when the others are out"),
)
_REVIEW = LAST_DAY + timedelta(days=90)
_GIVEN = LAST_DAY - timedelta(days=60)
_SELF = "Said so at the first appointment"


def plan_circumstances(world: World, journey: Journey) -> None:
    """Of somebody worked with now: every third has an adjustment, every fourth a rule."""
    if not journey.is_current:
        return
    world.timeline.at(at(LAST_DAY, 11), partial(_record, world, journey))


def _record(world: World, journey: Journey) -> None:
    number = journey.somebody.number
    kind = "youth_offending_service" if journey.is_young else "probation"
    actor, person = world.office.actor(kind, number), world.people[number]
    if number % 3 == 0:
        need, words = _NEEDS[number // 3 % len(_NEEDS)]
        add_adjustment(actor, person, need, words, _SELF, _REVIEW)
    if number % 4 == 0:
        safety, words = _SAFE[number // 4 % len(_SAFE)]
        add_contact_rule(actor, person, safety, words, _SELF, _REVIEW)
    if number % 2 == 0:
        _consent(world, journey)
    if number % 7 == 0:
        arrangement = (
            (ArrangementKind.CHILD_IN_NEED, Level.IN_PLACE)
            if journey.is_young
            else (ArrangementKind.MAPPA, Level.CATEGORY_2_LEVEL_1)
        )
        ring = ("The duty co-ordinator", "The desk of the arrangement", "01632 960990")
        add_arrangement(actor, person, *arrangement, _GIVEN, _REVIEW, ring)


def _consent(world: World, journey: Journey) -> None:
    number = journey.somebody.number
    kind = "youth_offending_service" if journey.is_young else "probation"
    actor = world.office.actor(kind, number)
    given = NewConsent(
        purpose=Purpose.PARENT_OR_CARER if journey.is_young else Purpose.VOLUNTARY_WORK,
        given_by=GivenBy.PARENT if journey.is_young else GivenBy.SELF,
        given_by_name="The mother" if journey.is_young else "",
        given_how=GivenHow.SIGNED,
        given_on=_GIVEN,
        until=_REVIEW,
        with_whom="The mentoring project",
        words="Fine for the mentor to know when appointments are. Nothing about health.",
    )
    row = add_consent(actor, world.people[number], given)
    if number % 8 == 0:
        db.session.flush()  # its version is set when it is written
        withdraw_consent(actor, row, LAST_DAY, "Does not want a mentor any more.", row.version)
