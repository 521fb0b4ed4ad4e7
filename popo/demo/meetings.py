"""What the Action Group met about: nominations, de-selections, reviews, and who did not agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from popo.demo import parameters
from popo.demo.calendar import action_group_days
from popo.demo.draws import chance
from popo.demo.journeys import Journey, Route

VOTING = ("police", "probation", "council", "drug_service")
YOUNG_VOTING = ("police", "youth_offending_service", "council")
_ABSENT = 0.15


@dataclass
class Item:
    """`kind` as in `ItemKind`; `dissents` is the kind of the agency that did not agree."""

    kind: str
    title: str
    journey: Journey | None = None
    dissents: str = ""

    @property
    def parties(self) -> tuple[str, ...]:
        return YOUNG_VOTING if self.journey and self.journey.is_young else VOTING


@dataclass
class Meeting:
    day: date
    items: list[Item] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)


def draw_meetings(random: Random, journeys: Sequence[Journey]) -> list[Meeting]:
    """Every meeting of the calendar, the next one too, with what was on its agenda."""
    meetings = [Meeting(day) for day in action_group_days()]
    for number, meeting in enumerate(meetings):
        if number == 0:
            meeting.items.append(Item("criteria", "Criteria for selection and de-selection"))
        meeting.items += _decisions(random, journeys, meeting.day)
        meeting.items += _reviews(journeys, meeting.day, number)
        meeting.items.append(Item("other", "Resources and matters for the Tasking Group"))
        meeting.absent = {kind for kind in ("council",) if chance(random, _ABSENT)}
    return meetings


def _decisions(random: Random, journeys: Sequence[Journey], day: date) -> list[Item]:
    items = []
    for journey in journeys:
        if journey.decided_on == day:
            items.append(Item("nomination", "Nomination", journey, _draw_dissent(random, journey)))
        if journey.left_on == day:
            items.append(Item("de_selection", "De-selection", journey))
        if journey.returned_on == day:
            items.append(Item("nomination", "To be selected again", journey))
    return items


def _draw_dissent(random: Random, journey: Journey) -> str:
    if journey.route is Route.SELECTED and chance(random, parameters.DISSENTS):
        return "council"
    return ""


def _reviews(journeys: Sequence[Journey], day: date, number: int) -> list[Item]:
    """Each person at every third meeting, so that a meeting has a third of them."""
    return [
        Item("review", "Review", journey)
        for journey in journeys
        if journey.route is Route.SELECTED
        and journey.decided_on is not None
        and journey.decided_on < day < (journey.left_on or journey.in_error_on or date.max)
        and (journey.somebody.number + number) % parameters.REVIEW_EVERY == 0
    ]
