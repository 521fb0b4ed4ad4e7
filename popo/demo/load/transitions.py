"""Hand-overs at 18: the oldest young person's is proposed and waits, the next one's is begun."""

from datetime import date, timedelta

from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.people.childhood import ChildsPart
from popo.people.models import Person
from popo.transitions.kinds import View
from popo.transitions.queries.transitions import transitions_of
from popo.transitions.services.answering import propose_transition
from popo.transitions.services.reviewing import (
    Meeting,
    Part,
    Review,
    add_meeting,
    begin_review,
    write_review,
)
from popo.transitions.standing import adult_on, may_begin_on

_PROPOSED, _BEGUN = 0, 1
_YOUTH = AgencyKind.YOUTH_OFFENDING_SERVICE.value
_PARTS = (
    Part(ChildsPart.SUMMARY, "As it is; they read it with us and agree with it."),
    Part(ChildsPart.PLAN, "The plan in force, its objectives and what helped. Not the old ones."),
    Part(ChildsPart.ADJUSTMENTS, "All of it: appointments after noon work, letters do not."),
)
_SAID = "Wants the same mentor, and not to tell the story again from the start."
_ALONE = "Lives on their own; asked for nobody to be told."
_MET = "At the youth office. Both workers, and the young person for the second half."


def plan_transitions(world: World, journeys: list[Journey]) -> None:
    young = [one for one in journeys if one.is_current and one.is_young]
    ready = [one for one in young if may_begin_on(one.somebody.born) <= LAST_DAY]
    oldest = sorted(ready, key=lambda one: one.somebody.born)
    world.timeline.at(at(LAST_DAY, 12), lambda: _hand_over(world, oldest))


def _hand_over(world: World, oldest: list[Journey]) -> None:
    for place, journey in enumerate(oldest[: _BEGUN + 1]):
        number = journey.somebody.number
        actor, person = world.office.actor(_YOUTH, number), world.people[number]
        transition = begin_review(actor, person, world.cases[number])
        db.session.flush()  # its version is read back
        if place == _PROPOSED:
            review = _review(world, number, journey.somebody.born)
            write_review(actor, person, world.cases[number], transition, review, transition.version)
            db.session.flush()  # its parts are read back
            _propose(world, actor, person, number)


def _review(world: World, number: int, born: date) -> Review:
    return Review(
        receiver=world.office.user("probation", number),
        effective_on=max(adult_on(born), LAST_DAY + timedelta(days=14)),
        parts=_PARTS,
        young_view=View.AGREES,
        young_words=_SAID,
        parent_view=View.NOT_ASKED,
        parent_words=_ALONE,
    )


def _propose(world: World, actor: Actor, person: Person, number: int) -> None:
    (found,) = transitions_of(person, actor)
    worker = world.office.user(_YOUTH, number)
    met = Meeting(LAST_DAY - timedelta(days=5), worker, _MET)
    add_meeting(actor, found.case, found.transition, met)
    db.session.flush()  # the meeting is read back
    (found,) = transitions_of(person, actor)
    propose_transition(actor, found, found.transition.version)
