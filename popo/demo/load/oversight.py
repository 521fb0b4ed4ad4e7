"""What leads looked at: notes on some cases, and a sample half gone through."""

from datetime import timedelta
from functools import partial

from popo.cases.models import Strand, StrandEngagement
from popo.cases.queries import running
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.oversight.kinds import QUESTIONS, Answer, Topic
from popo.oversight.queries.samples import lines_of
from popo.oversight.services.notes import NewNote, add_note
from popo.oversight.services.samples import Found, answer_line, draw_sample

_SAID = (
    (
        Topic.SUPERVISION,
        "Went through the month with the worker. Contact is kept; notes are short.",
    ),
    (Topic.RISK, "The colour fits what is written. The marker is looked at again in time."),
    (Topic.PLAN, "Two of three objectives moved. The third needs another service: asked for one."),
)
_BEFORE = (12, 40, 75)
"""Days ago; the last is longer than cases should go without."""
_LEADS = {
    Strand.PREVENT_AND_DETER: "lead-yos",
    Strand.CATCH_AND_CONVICT: "lead-police",
    Strand.REHABILITATE_AND_RESETTLE: "lead-probation",
}
_DRAWN = 5
_GONE_THROUGH = 2


def plan_oversight(world: World, journeys: list[Journey]) -> None:
    worked = [one for one in journeys if one.is_current and one.decided_on is not None]
    for place, journey in enumerate(worked):
        if place % 2 == 0:
            topic, words = _SAID[place // 2 % len(_SAID)]
            day = LAST_DAY - timedelta(days=_BEFORE[place // 2 % len(_BEFORE)])
            if journey.decided_on is not None and day > journey.decided_on:
                note = NewNote(day, topic, words)
                world.timeline.at(at(day, 17), partial(_note, world, journey, note))
    world.timeline.at(at(LAST_DAY - timedelta(days=2), 15), partial(_sample, world))


def _note(world: World, journey: Journey, note: NewNote) -> None:
    case = world.cases[journey.somebody.number]
    strands = {row.strand for row in running(StrandEngagement, case)}
    lead = next((name for strand, name in _LEADS.items() if strand in strands), "")
    if not lead:
        return  # between two spells
    add_note(world.office.named(lead), world.people[journey.somebody.number], case, note)


def _sample(world: World) -> None:
    lead = world.office.named("lead-police")
    sample = draw_sample(lead, Strand.CATCH_AND_CONVICT, _DRAWN)
    db.session.flush()  # its lines are read back
    well = {question: Found(Answer.YES) for question in QUESTIONS}
    poor = well | {
        "summary": Found(Answer.PARTLY, "Says where they live, not how things stand."),
        "outcomes": Found(Answer.NO, "Two visits of last week have no outcome."),
    }
    for line, found in zip(lines_of(sample, lead)[:_GONE_THROUGH], (well, poor), strict=False):
        answer_line(lead, sample, line, found, line.line.version)
