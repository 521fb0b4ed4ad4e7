"""Recording steers, turning them into actions, and answering them."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import partnership
from popo.actions.models import Action, ActionOrigin
from popo.actions.services import offer_action
from popo.audit.events import Event
from popo.audit.services import record
from popo.checklist.models import Steer, SteerAction
from popo.checklist.policy import may_work_on
from popo.checklist.services.common import check_keeps, check_meeting, check_owner, check_said
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import Meeting, MeetingBody

BODIES = (MeetingBody.TASKING_GROUP, MeetingBody.RESPONSIBLE_AUTHORITIES_GROUP)
_NOT_YOURS = "Only its owner and who runs meetings can do this."


@dataclass(frozen=True)
class Steered:
    meeting: Meeting
    words: str
    owner: User
    due_on: date


def record_steer(actor: Actor, details: Steered) -> Steer:
    check_keeps(actor)
    words = _checked(details)
    steer = Steer(
        agency_id=partnership().id,
        meeting_id=details.meeting.id,
        recorded_on=clock.today(),
        recorded_by_id=actor.user_id,
        owner_id=details.owner.id,
        owner_agency_id=details.owner.agency_id,
        due_on=details.due_on,
        words=words,
    )
    db.session.add(steer)
    _record(Event.STEER_RECORDED, actor, steer)
    return steer


def edit_steer(actor: Actor, steer: Steer, details: Steered, read_version: int) -> None:
    """Until it is answered."""
    _check_version(steer, read_version)
    check_keeps(actor)
    _check_open(steer)
    words, before = _checked(details), _told_of(steer)
    steer.meeting_id, steer.words, steer.due_on = details.meeting.id, words, details.due_on
    steer.owner_id, steer.owner_agency_id = details.owner.id, details.owner.agency_id
    _record(Event.STEER_EDITED, actor, steer, before)


def turn_into_action(actor: Actor, steer: Steer, words: str, owner: User, due_on: date) -> Action:
    """An action about nobody that the steer asks for; there may be several."""
    _check_may(actor, steer)
    _check_open(steer)
    said = check_said(words, "Say what is to be done.", "words")
    action = offer_action(actor, said, owner, due_on, ActionOrigin.STEER)
    db.session.add(SteerAction(steer_id=steer.id, action_id=action.id))
    _record(Event.STEER_TURNED, actor, steer)
    return action


def answer_steer(actor: Actor, steer: Steer, answer: str, read_version: int) -> None:
    """The words that go into the next update; said once."""
    _check_version(steer, read_version)
    _check_may(actor, steer)
    _check_open(steer)
    steer.answer = check_said(answer, "Write the answer.", "answer")
    steer.answered_on, steer.answered_by_id = clock.today(), actor.user_id
    _record(Event.STEER_ANSWERED, actor, steer)


def _checked(details: Steered) -> str:
    check_meeting(details.meeting, *BODIES)
    check_owner(details.owner)
    if details.due_on < details.meeting.day:
        raise RuleBroken("It is due after the meeting it came from.", "due_on")
    return check_said(details.words, "Say what was asked.", "words")


def _check_version(steer: Steer, read_version: int) -> None:
    if steer.version != read_version:
        raise StaleVersion


def _check_may(actor: Actor, steer: Steer) -> None:
    if not may_work_on(actor, steer):
        raise RuleBroken(_NOT_YOURS)


def _check_open(steer: Steer) -> None:
    if not steer.is_open:
        raise RuleBroken("This steer was answered. The answer stands on the record.")


def _record(event: Event, actor: Actor, steer: Steer, before: dict[str, str] | None = None) -> None:
    content = {"after": _told_of(steer), **({"before": before} if before else {})}
    record(
        event,
        actor,
        about=(Steer.__tablename__, steer.id),
        content=[(steer.key_scope(), content)],
    )


def _told_of(steer: Steer) -> dict[str, str]:
    return {
        "words": steer.words,
        "meeting": str(steer.meeting_id),
        "owner": str(steer.owner_id),
        "due_on": steer.due_on.isoformat(),
        "answer": steer.answer or "",
    }
