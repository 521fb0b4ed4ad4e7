"""Leaving, beside the decision: dissent, agencies told, the exit plan, checks, prompts."""

from datetime import date, timedelta
from functools import partial

from popo import clock
from popo.cases.models import CaseEnd, Strand
from popo.db import db
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.selection.leaving import WATCH_MONTHS
from popo.selection.models import Finding
from popo.selection.prompts import Rule
from popo.selection.queries.after_watch import watches_behind
from popo.selection.queries.decisions import exit_plan_of
from popo.selection.queries.exits import notices_of
from popo.selection.queries.prompts import prompted_cases
from popo.selection.services import (
    note_told,
    put_leaving_on_agenda,
    put_off_prompt,
    record_watch,
    review_exit_plan,
)
from popo.selection.services.after_watch import is_watched
from popo.selection.services.exits import ExitDetails

_CHECKED_AFTER = timedelta(days=3)
_STILL_DUE = timedelta(days=21)
"""Checks that fell due so lately are still to be done, but for one in so many done at once."""
_FORGOTTEN = timedelta(days=100)
_FORGOTTEN_EVERY = 10
"""Of the checks since then, one in so many was never done."""
_REVIEWED = timedelta(days=30)
_GOES_ON = "Keeps his or her place; the mentor writes once a month."
_LOST_EVERY = 7
_LOST = "Nobody here has met him or her since, and the last address is let to somebody else."
_NOT_NOW = (
    "In a new tenancy since last month. To be asked again when the probation order has ended."
)
_ASK_AGAIN = timedelta(days=61)


def plan_after_leaving(world: World, journey: Journey) -> None:
    left = journey.left_on
    if left is None:
        return
    _on(world, working_day(left + timedelta(days=2)), partial(_tell, world, journey))
    if not is_watched(CaseEnd(journey.left_because)):
        return
    _on(world, working_day(left + _REVIEWED), partial(_go_through, world, journey))
    for months in WATCH_MONTHS:
        due = clock.months_after(left, months)
        if not _is_put_by(journey, due):
            step = partial(_look_in, world, journey, months)
            _on(world, working_day(due + _CHECKED_AFTER), step)


def _on(world: World, day: date, step: partial[None]) -> None:
    if day <= LAST_DAY:
        world.timeline.at(at(day, 16), step)


def _is_put_by(journey: Journey, due: date) -> bool:
    since = LAST_DAY - due
    forgotten = since < _FORGOTTEN and journey.somebody.number % _FORGOTTEN_EVERY == 0
    return since < _STILL_DUE or forgotten


def _tell(world: World, journey: Journey) -> None:
    """All of them; after the last meeting one is still to be told."""
    actor = world.office.named("coordinator")
    notices = notices_of(world.cases[journey.somebody.number])
    for notice in notices[1:] if _is_new(journey) else notices:
        note_told(actor, notice)


def _is_new(journey: Journey) -> bool:
    return journey.left_on is not None and LAST_DAY - journey.left_on < _REVIEWED


def _go_through(world: World, journey: Journey) -> None:
    number = journey.somebody.number
    plan = exit_plan_of(world.cases[number])
    if plan is None:
        raise LookupError("there is no exit plan")
    details = ExitDetails(plan.owner_id, plan.ends_on, plan.words, plan.supports or {})
    review_exit_plan(world.office.actor("probation", number), plan, details, plan.version)


def _look_in(world: World, journey: Journey, months: int) -> None:
    number = journey.somebody.number
    watches = watches_behind(world.cases[number].id)
    watch = next(row for row in watches if row.months == months)
    finding, words = _found(journey)
    owner = world.office.actor("probation", number)
    record_watch(owner, watch, finding, words, watch.version)


def _found(journey: Journey) -> tuple[Finding, str]:
    if journey.somebody.number % _LOST_EVERY == 0:
        return Finding.NOT_KNOWABLE, _LOST
    if journey.left_because == CaseEnd.DESISTED:
        return Finding.SUPPORT_SUSTAINED, _GOES_ON
    return Finding.NOTHING_KNOWN, ""


def answer_prompts(world: World) -> None:
    """Of those who may be ready to leave, one is put off and one put on the agenda."""
    actor = world.office.named("coordinator")
    quiet = [
        row
        for row in prompted_cases(actor)
        if row.strand is not Strand.PREVENT_AND_DETER
        and row.proposal_id is None
        and Rule.QUIET in {prompt.rule for prompt in row.prompts}
    ]
    for row in quiet[:1]:
        put_off_prompt(actor, row, Rule.QUIET, _NOT_NOW, LAST_DAY + _ASK_AGAIN)
    db.session.flush()  # what is on the agenda is read back
    for row in [row for row in quiet[1:] if not row.on_agenda][:1]:
        put_leaving_on_agenda(actor, row)
