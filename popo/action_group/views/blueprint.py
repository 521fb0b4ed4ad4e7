"""The blueprint, and what its views share."""

from uuid import UUID

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from popo.meetings.models import Meeting, MeetingBody
from popo.meetings.queries import get_meeting

blueprint = Blueprint("action_group", __name__)
Answer = Response | str | tuple[str, int]


def meeting_or_404(meeting_id: UUID) -> Meeting:
    """A meeting of the Action Group: no other group talks of people by name."""
    meeting = get_meeting(meeting_id)
    if meeting is None or meeting.body is not MeetingBody.ACTION_GROUP:
        abort(404)
    return meeting
