"""Asking the Tasking Group for resources, sending what was asked with an update, its answer."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.checklist.models import RequestAnswer, ResourceRequest
from popo.checklist.queries.requests import waiting_to_be_sent
from popo.checklist.services.common import check_keeps, check_meeting, check_said
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import Meeting, MeetingBody


@dataclass(frozen=True)
class Asked:
    words: str
    why: str
    how_much: str
    needed_by: date


@dataclass(frozen=True)
class Answered:
    answer: RequestAnswer
    words: str
    meeting: Meeting


def ask_resources(actor: Actor, asked: Asked) -> ResourceRequest:
    """It goes up with the next update that is published."""
    check_keeps(actor)
    held = _checked(asked)
    row = ResourceRequest(
        agency_id=partnership().id,
        asked_on=clock.today(),
        asked_by_id=actor.user_id,
        needed_by=held.needed_by,
        words=held.words,
        why=held.why,
        how_much=held.how_much,
    )
    db.session.add(row)
    _record(Event.RESOURCE_ASKED, actor, row)
    return row


def edit_request(actor: Actor, row: ResourceRequest, asked: Asked, read_version: int) -> None:
    """Until it is sent."""
    check_keeps(actor)
    if row.version != read_version:
        raise StaleVersion
    if row.sent_on is not None:
        raise RuleBroken("This request was sent. Ask again where more is needed.")
    held, before = _checked(asked), _told_of(row)
    row.words, row.why, row.how_much = held.words, held.why, held.how_much
    row.needed_by = held.needed_by
    _record(Event.RESOURCE_ASKED_AGAIN, actor, row, before)


def send_with_update(actor: Actor, month: date) -> None:
    """Everything that waits goes up with the update of this month; called as it is published."""
    waiting = waiting_to_be_sent()
    for row in waiting:
        row.sent_on, row.sent_month = clock.today(), month
    if waiting:
        record(Event.RESOURCES_SENT, actor, month=month.isoformat(), count=len(waiting))


def answer_request(
    actor: Actor, row: ResourceRequest, answered: Answered, read_version: int
) -> None:
    """What the Tasking Group said, as the minutes have it. It stands: a trigger keeps it."""
    check_keeps(actor)
    if row.version != read_version:
        raise StaleVersion
    if row.answer is not None:
        raise RuleBroken("This request was answered. The answer stands on the record.")
    if row.sent_on is None:
        raise RuleBroken("This request was not sent yet: it goes with the next update.")
    check_meeting(answered.meeting, MeetingBody.TASKING_GROUP)
    if answered.meeting.day < row.asked_on:
        raise RuleBroken("This meeting was before the request.", "meeting")
    row.answer_words = check_said(answered.words, "Write what was said.", "answer_words")
    row.answer, row.meeting_id = answered.answer, answered.meeting.id
    row.answered_on, row.answered_by_id = clock.today(), actor.user_id
    _record(Event.RESOURCE_ANSWERED, actor, row, answer=answered.answer.value)


def _checked(asked: Asked) -> Asked:
    if asked.needed_by < clock.today():
        raise RuleBroken("The day it is needed must be today or later.", "needed_by")
    return Asked(
        check_said(asked.words, "Say what is asked for.", "words"),
        check_said(asked.why, "Say why.", "why"),
        check_said(asked.how_much, "Say how much.", "how_much"),
        asked.needed_by,
    )


def _record(
    event: Event,
    actor: Actor,
    row: ResourceRequest,
    before: dict[str, str] | None = None,
    **details: str,
) -> None:
    content = {"after": _told_of(row), **({"before": before} if before else {})}
    record(
        event,
        actor,
        people=(),
        about=(ResourceRequest.__tablename__, row.id),
        content=[(row.key_scope(), content)],
        **details,
    )


def _told_of(row: ResourceRequest) -> dict[str, str]:
    return {
        "words": row.words,
        "why": row.why,
        "how_much": row.how_much,
        "needed_by": row.needed_by.isoformat(),
        "answer": row.answer.value if row.answer else "",
        "answer_words": row.answer_words or "",
    }
