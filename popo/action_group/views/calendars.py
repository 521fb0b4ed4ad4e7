"""Calendar files: when a group meets, and nothing of what it talks about."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from flask import Response, abort

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.action_group.icalendar import Entry, calendar
from popo.action_group.views.blueprint import blueprint
from popo.meetings.models import Meeting, MeetingStatus
from popo.meetings.queries import get_meeting, list_meetings
from popo.settings.names import Name
from popo.settings.queries import value_of

_TITLE = "Meeting"


@blueprint.get("/meetings/<uuid:meeting_id>/calendar")
@requires(Permission.MEETING_READ)
def meeting_calendar(meeting_id: UUID) -> Response:
    return _file([get_meeting(meeting_id) or abort(404)], "meeting.ics")


@blueprint.get("/meetings/calendar")
@requires(Permission.MEETING_READ)
def meetings_calendar() -> Response:
    """The newest hundred, cancelled ones as cancelled."""
    return _file(list_meetings(), "meetings.ics")


def _file(meetings: Iterable[Meeting], name: str) -> Response:
    lasts = timedelta(minutes=value_of(Name.MEETING_MINUTES))
    place = str(value_of(Name.MEETING_PLACE))
    text = calendar((_entry(meeting, place, lasts) for meeting in meetings), "Meetings")
    response = Response(text, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _entry(meeting: Meeting, place: str, lasts: timedelta) -> Entry:
    """The body's name and the place: no agenda, nobody's name."""
    return Entry(
        uid=f"{meeting.id}@meetings.popo",
        title=f"{_TITLE}: {meeting.body.words}",
        place=place,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + lasts,
        stamped=meeting.created_at,
        changed=meeting.version,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
    )
