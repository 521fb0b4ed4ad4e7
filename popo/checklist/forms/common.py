"""What the forms of this feature share."""

from collections.abc import Iterable

from popo.accounts.models import User
from popo.meetings.models import Meeting
from popo.web.fields import Dropdown

NO_NAMES = "Name no person the scheme works with: no names, no references."


def offer(field: Dropdown, users: Iterable[User], nobody: str = "") -> dict[str, User]:
    """Fills a dropdown with users; gives them by what is posted."""
    held = {str(user.id): user for user in users}
    field.choices = {"": nobody} | {
        key: f"{user.name}, {user.agency.short_name}" for key, user in held.items()
    }
    return held


def offer_meetings(field: Dropdown, meetings: Iterable[Meeting]) -> dict[str, Meeting]:
    """The same for meetings."""
    held = {str(meeting.id): meeting for meeting in meetings}
    field.choices = {"": ""} | {key: meeting.words for key, meeting in held.items()}
    return held
