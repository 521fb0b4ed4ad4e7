"""Rules every paper of the group keeps."""

import re

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.actions.queries import may_own
from popo.checklist.policy import keeps
from popo.errors import RuleBroken
from popo.meetings.models import Meeting, MeetingBody, MeetingStatus

_REFERENCE = re.compile(r"\b[A-Za-z]{2,6}-\d{4,}\b")
NOT_YOURS = "Only who runs meetings can do this."


def check_keeps(actor: Actor) -> None:
    if not keeps(actor):
        raise RuleBroken(NOT_YOURS)


def check_said(words: str, sentence: str, field: str) -> str:
    """The words without the spaces around them; refused where empty or where they name somebody.

    Only a reference can be told from other words here; the forms ask that nobody is named.
    """
    said = words.strip()
    if not said:
        raise RuleBroken(sentence, field)
    if _REFERENCE.search(said):
        raise RuleBroken("This holds a reference. Take it out: nobody is named here.", field)
    return said


def check_owner(owner: User) -> None:
    if not may_own(owner, None):
        raise RuleBroken(f"{owner.name} does not agree actions. Choose somebody else.", "owner")


def check_meeting(meeting: Meeting, *bodies: MeetingBody) -> None:
    """One of these groups, already met."""
    if meeting.body not in bodies or meeting.status is MeetingStatus.CANCELLED:
        raise RuleBroken("Choose a meeting of the right group.", "meeting")
    if meeting.day > clock.today():
        raise RuleBroken("This meeting has not taken place yet.", "meeting")
