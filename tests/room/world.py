"""A meeting of today with one item about somebody, and those who sit around the table."""

from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.db import db
from popo.meetings.models import AgendaItem, CoreMember, ItemKind, Meeting, MeetingBody
from popo.meetings.services import (
    NewItem,
    NotedAttendance,
    add_item,
    add_meeting,
    note_attendance,
)
from popo.people.models import Person
from tests import make

TODAY = date(2024, 4, 30)


class RoomWorld:
    """`officer` works with the person; `other`, of housing, knows nothing of them."""

    def __init__(self, born: date = date(1983, 5, 3)) -> None:
        make.partnership()
        self.coordinator: User = make.user(make.Role.COORDINATOR, "scheme")
        self.runs: Actor = actor_for(self.coordinator)
        self.chair: Actor = make.actor(make.Role.CHAIR, "scheme")
        self.officer: User = make.user()
        self.reads: Actor = actor_for(self.officer)
        self.other: User = make.user(of=make.agency(AgencyKind.HOUSING))
        self.person: Person = make.person(self.reads, born=born)
        self.meeting: Meeting = add_meeting(
            self.runs, MeetingBody.ACTION_GROUP, clock.at(TODAY, 9, 30)
        )
        self.item: AgendaItem = self.add(self.person)

    def add(self, person: Person | None, *, restricted: bool = False) -> AgendaItem:
        item = add_item(
            self.runs, self.meeting, NewItem(ItemKind.REVIEW, "How it goes", person, restricted)
        )
        db.session.flush()  # read back
        return item

    def here(self, *users: User, item: AgendaItem | None = None) -> None:
        for user in users:
            note_attendance(self.runs, item or self.item, NotedAttendance(user, present=True))
        db.session.flush()  # read back

    def core(self, user: User) -> None:
        db.session.add(
            CoreMember(body=MeetingBody.ACTION_GROUP, user_id=user.id, starts_on=date(2024, 1, 1))
        )
        db.session.flush()  # read back
