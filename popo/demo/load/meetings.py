"""Meetings of the Action Group: agendas, attendance, minutes, decisions, confirmation."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from popo.db import db
from popo.demo.calendar import LAST_DAY, MEETING_HOUR, at, working_day
from popo.demo.load.actions import plan_actions
from popo.demo.load.criteria import FirstCriteria, plan_criteria
from popo.demo.load.in_the_room import call_members, sit_in_room
from popo.demo.load.papers import issue_and_read
from popo.demo.load.selection import Selection
from popo.demo.load.world import World
from popo.demo.meetings import Item, Meeting
from popo.meetings.models import AgendaItem, ItemKind, MeetingBody
from popo.meetings.models import Meeting as MeetingRow
from popo.meetings.queries import Cited
from popo.meetings.services import (
    NewItem,
    NotedAttendance,
    add_item,
    add_meeting,
    confirm_meeting,
    note_attendance,
    write_minute,
)
from popo.people.models import Person
from popo.selection.services import adopt_criteria

_MINUTED_MEETINGS = 3
"""Of the last meetings every item's attendance and minute are held; of earlier ones decisions'."""
_ISSUED = 17
_NOTICE = timedelta(days=21)
_AGENDA = timedelta(days=6)
_SPOKEN = {
    "criteria": "Draft gone through line by line. Adopted as circulated.",
    "nomination": "Paper taken as read; each agency gave its view. Decision recorded.",
    "de_selection": "All agencies content with the step down. Markers to be removed.",
    "review": "Position since the last review noted. Colour confirmed by the lead.",
    "other": "No request to the Tasking Group this month.",
}


def plan_meetings(world: World, selection: Selection, meetings: Sequence[Meeting]) -> None:
    held = [meeting for meeting in meetings if meeting.day <= LAST_DAY]
    criteria = plan_criteria(world, held[0].day)
    for meeting in meetings:
        minuted = meeting in held[-_MINUTED_MEETINGS:]
        sitting = _Sitting(world, selection, criteria, meeting, minuted=minuted)
        sitting.in_room = meeting is held[-1]
        world.timeline.at(at(meeting.day - _NOTICE, 9), sitting.call)
        world.timeline.at(at(_agenda_day(meeting.day), 17), sitting.set_agenda)
        if meeting.day > LAST_DAY:
            continue
        world.timeline.at(at(meeting.day, MEETING_HOUR, 30), sitting.sit)
        following = [later.day for later in meetings if later.day > meeting.day]
        if following and following[0] <= LAST_DAY:
            world.timeline.at(at(following[0], MEETING_HOUR), sitting.confirm)
            world.timeline.at(at(following[0], _ISSUED), sitting.issue)
    plan_actions(world, held)


def _agenda_day(day: date) -> date:
    """A week before; for the next meeting, before the town's last day is over."""
    return min(working_day(day - _AGENDA), LAST_DAY - timedelta(days=1))


class _Sitting:
    """One meeting as it is called, prepared, held and confirmed."""

    def __init__(
        self,
        world: World,
        selection: Selection,
        criteria: FirstCriteria,
        meeting: Meeting,
        *,
        minuted: bool,
    ) -> None:
        self._world = world
        self._selection = selection
        self._criteria = criteria
        self._meeting = meeting
        self._minuted = minuted
        self._actor = world.office.named("coordinator")
        self._row: MeetingRow | None = None
        self._items: list[tuple[Item, AgendaItem]] = []
        self.in_room = False
        """Whether it is minuted line by line."""

    @property
    def row(self) -> MeetingRow:
        if self._row is None:
            raise LookupError("the meeting has not been called")
        return self._row

    def call(self) -> None:
        starts_at = at(self._meeting.day, MEETING_HOUR)
        self._row = add_meeting(self._actor, MeetingBody.ACTION_GROUP, starts_at)

    def set_agenda(self) -> None:
        for item in self._meeting.items:
            self._items.append((item, self._tabled(item) or self._add(item)))

    def _tabled(self, item: Item) -> AgendaItem | None:
        """A review stands on the agenda already where the score moved far."""
        person = self._person(item)
        if item.kind != "review" or person is None:
            return None
        of_review = (
            AgendaItem.meeting_id == self.row.id,
            AgendaItem.person_id == person.id,
            AgendaItem.item_kind == ItemKind.REVIEW,
        )
        return db.session.scalars(select(AgendaItem).where(*of_review)).first()

    def _add(self, item: Item) -> AgendaItem:
        details = NewItem(ItemKind(item.kind), item.title, self._person(item))
        return add_item(self._actor, self.row, details)

    def sit(self) -> None:
        for item, row in self._items:
            decides = item.kind not in {"review", "other"}
            if decides or self._minuted:
                self._attend(item, row)
                if not self.in_room:
                    write_minute(self._actor, row, _SPOKEN[item.kind])
            if item.kind == "criteria":
                self._adopt(row)
            self._selection.decide(item, Cited(row, self.row), self._meeting.day)
        if self.in_room:
            call_members(self._world.office, self._actor)
            kept = sit_in_room(self._actor, self._world.office.named("chair"), self._items)
            for item, row in kept:
                write_minute(self._actor, row, _SPOKEN[item.kind])

    def confirm(self) -> None:
        confirm_meeting(self._actor, self.row)

    def issue(self) -> None:
        issue_and_read(self._actor, self.row, read=self._minuted)

    def _attend(self, item: Item, row: AgendaItem) -> None:
        number = item.journey.somebody.number if item.journey else 0
        for agency in item.parties:
            present = agency not in self._meeting.absent or item.kind == "nomination"
            user = self._world.office.user(agency, number)
            noted = NotedAttendance(user, present, confidentiality_declared=present)
            note_attendance(self._actor, row, noted)

    def _adopt(self, row: AgendaItem) -> None:
        for draft in self._criteria.drafts:
            adopt_criteria(self._actor, draft, Cited(row, self.row))

    def _person(self, item: Item) -> Person | None:
        return self._world.people[item.journey.somebody.number] if item.journey else None
