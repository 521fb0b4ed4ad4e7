"""Scores beside the first one: at reviews, by a second scorer, and overrides of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.journeys import Journey, Route
from popo.demo.load.world import World
from popo.demo.meetings import Meeting
from popo.demo.scores import colour_on, complete_answers
from popo.people.models import Person
from popo.selection.models import Nomination, Scoring
from popo.selection.queries.scorings import Scorable, scored_by
from popo.selection.queries.trend import Run, get_run, trend_of
from popo.selection.services import (
    AdjustmentDetails,
    freeze_scoring,
    propose_adjustment,
    save_scoring,
    sign_adjustment,
)
from popo.selection.services.scorings import criteria_for

_SCORED_AGAIN = timedelta(days=130)
_PAPERS = timedelta(days=14)
"""How long before a meeting the scores for its reviews are made."""
_AFRESH = timedelta(days=7)
_SECOND_EVERY = 2
_LATELY = timedelta(days=30)
_DOUBTED_ON, _SIGNED_ON = LAST_DAY - timedelta(days=5), LAST_DAY - timedelta(days=8)
_UP = AdjustmentDetails(
    6,
    "The panel asked for the prison's information. It tells of plans for the day of release.",
    "Letter of the prison's liaison officer, with the papers of the last meeting.",
)
_DOWN = AdjustmentDetails(
    -8,
    "Two of the charges that are counted were dropped this month for want of evidence.",
    "Letters of the prosecution, on the probation file.",
)


def plan_reviews(world: World, meetings: Sequence[Meeting], journeys: Sequence[Journey]) -> None:
    """Scored again: for the review on an agenda, and soon after coming back."""
    for meeting in meetings:
        if meeting.day < LAST_DAY - _SCORED_AGAIN:
            continue
        day = working_day(meeting.day - _PAPERS)
        for item in meeting.items:
            if item.kind == "review" and item.journey is not None:
                world.timeline.at(at(day, 11), partial(_review, world, item.journey, day))
    for journey in journeys:
        if journey.returned_on is not None:
            day = working_day(journey.returned_on + _AFRESH)
            world.timeline.at(at(day, 11), partial(_review, world, journey, day))


def plan_second_scorer(
    world: World, nominations: Mapping[int, Nomination], journey: Journey, scored: date
) -> None:
    """A colleague of who nominated, for some of those lately or soon before the panel."""
    lately = journey.decided_on is None or journey.decided_on > LAST_DAY - _LATELY
    is_scored = journey.route in {Route.AWAITING_PANEL, Route.SELECTED, Route.DECLINED}
    if journey.is_young or not (lately and is_scored):
        return
    if journey.somebody.number % _SECOND_EVERY == 0:
        step = partial(_second, world, nominations, journey, scored)
        world.timeline.at(at(scored, 15), step)


def plan_overrides(world: World, journeys: Sequence[Journey]) -> None:
    """One signed, of somebody whom the panel deferred; one that waits, of somebody's review."""
    for journey in journeys:
        if journey.route is Route.DEFERRED and journey.nominated_by != "police":
            world.timeline.at(at(_SIGNED_ON, 11), partial(_sign, world, journey))
            break
    doubted = world.parts.doubted
    if doubted is not None:
        world.timeline.at(at(_DOUBTED_ON, 15), partial(_doubt, world, doubted))


def _review(world: World, journey: Journey, day: date) -> None:
    """Whoever scored first scores again; what the panel judges is judged as before."""
    actor = world.office.named("lead-yos" if journey.is_young else "lead-police")
    _score(actor, world.cases[journey.somebody.number], journey, day)


def _second(
    world: World, nominations: Mapping[int, Nomination], journey: Journey, day: date
) -> None:
    """Not cleared for intelligence, so that theirs is a range."""
    number = journey.somebody.number
    _score(world.office.actor(journey.nominated_by, number), nominations[number], journey, day)


def _score(actor: Actor, of: Scorable, journey: Journey, day: date) -> Scoring:
    criteria = criteria_for(of).opened()
    answers = complete_answers(
        Random(journey.somebody.number), criteria, journey, day, colour_on(journey, day)
    )
    save_scoring(actor, of, answers, 0)
    db.session.flush()  # the version is read back
    held = scored_by(of, actor)
    return freeze_scoring(actor, of, held.version if held else 0)


def _sign(world: World, journey: Journey) -> None:
    """The scorer proposes, the agency that nominated signs."""
    number, scorer = journey.somebody.number, world.office.named("lead-police")
    signer = world.office.actor(journey.nominated_by, number)
    run = _newest_run(world.people[number], scorer)
    row = propose_adjustment(scorer, run, _UP)
    db.session.flush()  # the version is read back
    sign_adjustment(signer, _newest_run(world.people[number], signer), row, row.version)


def _doubt(world: World, journey: Journey) -> None:
    number = journey.somebody.number
    actor = world.office.actor("probation", number)
    propose_adjustment(actor, _newest_run(world.people[number], actor), _DOWN)


def _newest_run(person: Person, actor: Actor) -> Run:
    points = trend_of(person, actor)
    run = get_run(points[0].scoring.id, actor) if points else None
    if run is None:
        raise LookupError(f"no scoring of {person.reference} on {clock.today()}")
    return run
