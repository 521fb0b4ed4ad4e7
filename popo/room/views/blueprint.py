"""The blueprint, and what its views share."""

from typing import Any
from uuid import UUID

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from popo.meetings.models import AgendaItem, Meeting
from popo.meetings.queries import get_item, get_meeting
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.web.guard import refuse_sight

room = Blueprint("room", __name__)
Answer = Response | str | tuple[str, int]


def meeting_or_404(meeting_id: UUID) -> Meeting:
    meeting = get_meeting(meeting_id)
    if meeting is None:
        refuse_sight("meeting")
    return meeting


def item_or_404(item_id: UUID) -> AgendaItem:
    item = get_item(item_id, actor())
    if item is None:
        refuse_sight("agenda item")
    return item


def looked_at_item(item: AgendaItem) -> None:
    looked_at_list(actor(), [item.person_id] if item.person_id else [], "meeting room")


def room_href(meeting: Meeting, number: int, **more: Any) -> str:
    return url_for("room.in_room", meeting_id=meeting.id, item=number, **more)
