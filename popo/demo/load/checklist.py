"""What the Action Group keeps: its checklist, action plan, requests and steers."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from popo.checklist.kinds import Progress, Rating, Status
from popo.checklist.models import GroupPlanStatus, RequestAnswer
from popo.checklist.queries.items import every_item, line_of
from popo.checklist.queries.plan import plan_with, targets_of
from popo.checklist.queries.requests import list_requests
from popo.checklist.queries.steers import meetings_held
from popo.checklist.services.items import Said, adopt_template, say
from popo.checklist.services.plan import (
    NewTarget,
    add_target,
    agree_plan,
    draft_plan,
    note_progress,
)
from popo.checklist.services.requests import Answered, Asked, answer_request, ask_resources
from popo.checklist.services.steers import (
    Steered,
    answer_steer,
    record_steer,
    turn_into_action,
)
from popo.db import db, transaction
from popo.demo.calendar import LAST_DAY, at
from popo.demo.calendar import meetings_held as group_days
from popo.demo.load.timeline import set_time
from popo.demo.load.world import World
from popo.meetings.models import Meeting, MeetingBody
from popo.meetings.services import add_meeting

_ADOPTED = LAST_DAY - timedelta(days=120)
_TASKING = (date(2024, 3, 20), date(2024, 4, 17))
_ASKED = date(2024, 3, 1)
_OVERDUE, _IN_HAND, _NOT_HERE = 13, 19, 17


@dataclass(frozen=True)
class _Filled:
    """Who owns an item, and how many days ago they said that it is done."""

    owner: str
    days_ago: int
    evidence: str
    rating: Rating | None = Rating.GREEN
    measures: str = ""


_DONE = {
    1: _Filled("coordinator", 90, "Minute 4 of the Responsible Authorities Group, January."),
    2: _Filled("coordinator", 90, "Terms of reference, version 3."),
    3: _Filled("lead-police", 60, "Gone through by the group; no change.", None),
    4: _Filled("lead-probation", 60, "Gone through by the group; no change.", None),
    5: _Filled("lead-police", 40, "The number stands in the criteria.", None),
    6: _Filled("lead-police", 40, "List drawn in March, 31 names looked at."),
    7: _Filled("lead-probation", 18, "Gone through at the April meeting.", None),
    8: _Filled(
        "coordinator", 18, "Two reviews were late.", Rating.AMBER, "A reminder goes a week before."
    ),
    9: _Filled("coordinator", 80, "Agreement signed by every agency, version 2020.1."),
    # a month ago and more: it has reopened since
    10: _Filled("lead-police", 34, "Lists held against each other; two differences explained."),
    11: _Filled("lead-police", 100, "Signed by courts and prosecutors in January."),
    12: _Filled("lead-probation", 85, "Letters agreed; the one for young people reworded."),
    14: _Filled("lead-probation", 12, "Named contact in each of three prisons."),
    15: _Filled(
        "housing", 30, "Housing and treatment agreed. Nothing yet for debt advice.", Rating.AMBER,
        "Citizens' advice asked to the May meeting.",
    ),
    16: _Filled("lead-yos", 35, "List gone through with schools in March."),
    18: _Filled("coordinator", 14, "March update published on 5 April."),
    20: _Filled("coordinator", 70, "Note on the media agreed with the council's press desk."),
    21: _Filled("coordinator", 50, "Every worker but one went through the training."),
}  # fmt: skip
_TARGETS = (
    ("Settled housing for those who leave prison", "housing", 60, "Share settled", "62%", "80%"),
    ("Every warrant carried out within ten days", "lead-police", 30, "Median days", "14", "10"),
    ("Treatment begun within five working days", "drugs", -6, "Median working days", "9", "5"),
    ("A plan for each young person before 18", "lead-yos", 90, "Share with a plan", "70%", "100%"),
)
_PROGRESS = (
    (Progress.ON_TRACK, "Two more rooms since March; 68% now."),
    (Progress.DONE, "Nine days in April."),
    (Progress.BEHIND, "Seven days: one post is empty."),
)


def plan_checklist(world: World) -> None:
    step = world.timeline.at
    step(at(_ADOPTED, 10), partial(_adopt, world))
    for number, filled in _DONE.items():
        day = LAST_DAY - timedelta(days=filled.days_ago)
        step(at(day, 16), partial(_fill, world, number, filled))
    step(at(LAST_DAY - timedelta(days=30), 11), partial(_leave_open, world))
    for day in _TASKING:
        step(at(day - timedelta(days=20), 9), partial(_call, world, day))
    step(at(_TASKING[0], 16), partial(_answered_steer, world))
    step(at(_TASKING[1], 16), partial(_open_steer, world))
    step(at(_ASKED, 11), partial(_ask, world))
    step(at(group_days()[-1], 18), partial(_agree, world))
    step(at(LAST_DAY - timedelta(days=4), 11), partial(_say_progress, world))


def answer_checklist(world: World) -> None:
    """After the updates went up: the answer of the Tasking Group, and another request."""
    keeper = world.office.named("coordinator")
    set_time(at(_TASKING[1], 17))
    with transaction():
        (asked,) = list_requests(keeper)
        words = "A desk from May. A second one when the station is rebuilt."
        answered = Answered(RequestAnswer.PART_GRANTED, words, _meeting(_TASKING[1]))
        answer_request(keeper, asked, answered, asked.version)
    set_time(at(LAST_DAY - timedelta(days=1), 12))
    with transaction():
        ask_resources(
            keeper,
            Asked(
                "Debt advice at the probation office, half a day a week",
                "Four plans name debt, and nobody gives advice on it nearer than the next town.",
                "£4,000 a year",
                LAST_DAY + timedelta(days=60),
            ),
        )


def _adopt(world: World) -> None:
    adopt_template(world.office.named("coordinator"))


def _fill(world: World, number: int, filled: _Filled) -> None:
    owner = world.office.users[filled.owner]
    line = next(line_of(item) for item in every_item() if item.number == number)
    said = Said(Status.DONE, owner, line.due, filled.rating, filled.evidence, filled.measures)
    say(world.office.named("coordinator"), line.item, said, line.item.version)


def _leave_open(world: World) -> None:
    """One that has since become overdue, one in hand, one that does not apply here."""
    users, keeper = world.office.users, world.office.named("coordinator")
    said = {
        _OVERDUE: Said(
            Status.IN_PROGRESS, users["lead-police"], LAST_DAY - timedelta(days=12), Rating.RED,
            "Clocks agreed for recall; none yet for warrants.",
            "The warrants officer writes the missing part.",
        ),
        _IN_HAND: Said(
            Status.IN_PROGRESS, users["coordinator"], LAST_DAY + timedelta(days=21), Rating.AMBER,
            "Figures are ready; the group has still to go through them.",
        ),
        _NOT_HERE: Said(
            Status.NOT_APPLICABLE, users["coordinator"], LAST_DAY, None, "", "",
            "The county keeps one protocol for every scheme; ours follows it.",
        ),
    }  # fmt: skip
    for item in every_item():
        if item.number in said:
            say(keeper, item, said[item.number], item.version)


def _call(world: World, day: date) -> None:
    add_meeting(world.office.named("coordinator"), MeetingBody.TASKING_GROUP, at(day, 10))


def _answered_steer(world: World) -> None:
    lead, keeper = world.office.users["lead-police"], world.office.named("coordinator")
    due = _TASKING[0] + timedelta(days=21)
    words = "Look at thefts from vehicles around the station, and say what is done."
    steer = record_steer(keeper, Steered(_meeting(_TASKING[0]), words, lead, due))
    db.session.flush()  # its version is read back
    turn_into_action(keeper, steer, "Ask for evening patrols around the station", lead, due)
    answer = "Evening patrols since 25 March; six fewer thefts than in the three weeks before."
    answer_steer(world.office.named("lead-police"), steer, answer, steer.version)


def _open_steer(world: World) -> None:
    lead = world.office.users["lead-probation"]
    words = "Say how many leave prison without an address, and what the group needs to change it."
    steered = Steered(_meeting(_TASKING[1]), words, lead, LAST_DAY + timedelta(days=10))
    record_steer(world.office.named("coordinator"), steered)


def _ask(world: World) -> None:
    asked = Asked(
        "Two desks in the police station for probation and the drug service",
        "The agencies sit in three buildings, and news of an arrest takes a day.",
        "Two desks and two telephone lines",
        LAST_DAY,
    )
    ask_resources(world.office.named("coordinator"), asked)


def _agree(world: World) -> None:
    """Drafted and agreed at the last meeting of the group; a target's day has passed since."""
    keeper = world.office.named("coordinator")
    plan = draft_plan(keeper)
    db.session.flush()  # its version is read back
    for words, owner, days, measure, baseline, target in _TARGETS:
        due_on = LAST_DAY + timedelta(days=days)
        details = NewTarget(words, world.office.users[owner], due_on, measure, baseline, target)
        add_target(keeper, plan, details, plan.version)
        db.session.flush()  # the version moves with each
    agree_plan(keeper, plan, meetings_held(MeetingBody.ACTION_GROUP)[0], plan.version)


def _say_progress(world: World) -> None:
    plan = plan_with(GroupPlanStatus.AGREED)
    if plan is None:
        raise LookupError("the plan has not been agreed")
    keeper = world.office.named("coordinator")
    for target, (progress, words) in zip(targets_of(plan), _PROGRESS, strict=False):
        note_progress(keeper, plan, target, progress, words)


def _meeting(day: date) -> Meeting:
    held = meetings_held(MeetingBody.TASKING_GROUP)
    return next(meeting for meeting in held if meeting.day == day)
