"""A meeting with a full table, for measuring how long it takes to open an item."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.accounts.queries import actor_for, list_users
from popo.bench.scale import user
from popo.db import db, transaction
from popo.meetings.models import CoreMember, ItemKind, MeetingBody
from popo.meetings.queries import hearing_of, room_of
from popo.meetings.services import NewItem, add_item, add_meeting, mark_present
from popo.people.models import Person

_AT_THE_TABLE = 12


def a_room(people: Sequence[UUID]) -> UUID:
    """The key of a new meeting, an item about each of these, everybody there a core member."""
    with transaction():
        runs = actor_for(user("coordinator"))
        today = clock.today()
        able = [one for one in list_users() if one.agency.agreement_in_force(today)]
        table = [one for one in able if one.id != runs.user_id][:_AT_THE_TABLE]
        body = MeetingBody.ACTION_GROUP
        for one in table:
            db.session.add(CoreMember(body=body, user_id=one.id, starts_on=today))
        meeting = add_meeting(runs, body, clock.now())
        for person in db.session.scalars(select(Person).where(Person.id.in_(people))):
            item = add_item(runs, meeting, NewItem(ItemKind.REVIEW, "Review", person))
            db.session.flush()  # the roll is read back
            mark_present(runs, item, table)
            db.session.flush()  # and so is who may hear
            if not hearing_of(item, room_of(item, runs)).is_open:
                raise RuntimeError("the room of the benchmark may not hear its own items")
        return meeting.id
