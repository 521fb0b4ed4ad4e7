"""Actions agreed at meetings in the last months: every answer and every ending occurs."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from popo.access.actor import Actor
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.actions.services import accept_action, end_action, hand_back_action, offer_action
from popo.demo.calendar import LAST_DAY, MEETING_HOUR, at, working_day
from popo.demo.draws import pick
from popo.demo.load.cases import team_of
from popo.demo.load.world import World
from popo.demo.meetings import Item, Meeting

_MEETINGS = 5
_AGREED = 0.6
_DUE_DAYS = (10, 35)
_WORDS = {
    "police": (
        "Visit at home with the offender manager before the next meeting.",
        "Check the curfew twice a week and tell probation of any breach.",
    ),
    "probation": (
        "Ask the prison for the release plan and the address it names.",
        "Begin breach if the next appointment is missed.",
    ),
    "drug_service": ("Offer an assessment slot within five working days.",),
    "housing": ("Confirm whether the tenancy can be held until release.",),
    "voluntary": ("Introduce the mentor and arrange two meetings.",),
    "youth_offending_service": (
        "See the school about the timetable and write to the parent.",
        "Arrange the college visit and go along.",
    ),
}
_COURSES = {
    "done": 0.5,
    "not_done": 0.1,
    "no_longer_possible": 0.07,
    "superseded": 0.05,
    "handed_back": 0.08,
    "accepted": 0.1,
    "offered": 0.1,
}
_RESULTS = {
    "done": "Done; told the offender manager the same day.",
    "not_done": "Not done: nobody in on three visits. To be agreed afresh.",
    "no_longer_possible": "Recalled to custody before it could be done.",
    "superseded": "Taken over by the new action of the later meeting.",
}
_HANDED_BACK = {
    "police": "Not ours to do: the address lies in another division.",
    "probation": "Not ours to do: the order is held by another office.",
    "drug_service": "Not ours to do: the prescription is with the service in the next town.",
    "housing": "Not ours to do: the tenancy is with another landlord.",
    "voluntary": "No mentor is free before the end of next month.",
    "youth_offending_service": "Not ours to do: the school has its own worker for this.",
}


def plan_actions(world: World, meetings: Sequence[Meeting]) -> None:
    for meeting in meetings[-_MEETINGS:]:
        for item in meeting.items:
            if item.kind == "review" and world.random.random() < _AGREED:
                _plan(world, item, meeting.day)


def _plan(world: World, item: Item, day: date) -> None:
    if item.journey is None:
        return
    random, number = world.random, item.journey.somebody.number
    agency = random.choice([agency for agency, _ in team_of(item.journey)])
    due_on = working_day(day + timedelta(days=random.randrange(*_DUE_DAYS)))
    course = _Course(world, number, agency, random.choice(_WORDS[agency]), due_on)
    world.timeline.at(at(day, MEETING_HOUR + 2), course.offer)
    way = pick(random, _COURSES)
    if way == "offered" or (way != "accepted" and due_on > LAST_DAY):
        return
    answered = min(working_day(day + timedelta(days=2)), LAST_DAY)
    if way == "handed_back":
        world.timeline.at(at(answered, 10), course.hand_back)
        return
    world.timeline.at(at(answered, 10), course.accept)
    if way != "accepted":
        ended = min(working_day(due_on - timedelta(days=random.randrange(0, 6))), LAST_DAY)
        ended = max(ended, answered)
        world.timeline.at(at(ended, 15), partial(course.end, ActionStatus(way)))


class _Course:
    """One action from the offer to its end."""

    def __init__(self, world: World, number: int, agency: str, words: str, due_on: date) -> None:
        self._world = world
        self._number = number
        self._agency = agency
        self._words = words
        self._due_on = due_on
        self._made: list[Action] = []

    def offer(self) -> None:
        self._made.append(
            offer_action(
                self._world.office.named("coordinator"),
                self._words,
                self._world.office.user(self._agency, self._number),
                self._due_on,
                ActionOrigin.MEETING,
                self._world.people[self._number],
            )
        )

    def accept(self) -> None:
        accept_action(self._owner, self._action, self._action.version)

    def hand_back(self) -> None:
        reason = _HANDED_BACK[self._agency]
        hand_back_action(self._owner, self._action, reason, self._action.version)

    def end(self, status: ActionStatus) -> None:
        result = _RESULTS[status.value]
        end_action(self._owner, self._action, status, result, self._action.version)

    @property
    def _action(self) -> Action:
        return self._made[0]

    @property
    def _owner(self) -> Actor:
        return self._world.office.actor(self._agency, self._number)
