"""Answering a prompt: not now, or put it on the agenda. A prompt by itself changes nothing."""

from datetime import date

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, ItemKind, Meeting
from popo.meetings.queries import next_meeting
from popo.meetings.services import NewItem, add_item
from popo.people.models import Person
from popo.selection.models import PromptAnswer
from popo.selection.prompts import Rule
from popo.selection.queries.prompts import Prompted, leaving_items

LONGEST_MONTHS = 6
"""For how long a prompt may be put off."""


def put_off_prompt(
    actor: Actor, prompted: Prompted, rule: Rule, reason: str, ask_again_on: date
) -> PromptAnswer:
    """Not now, and why; it is asked again from that day on."""
    today = clock.today()
    if rule not in {prompt.rule for prompt in prompted.prompts}:
        raise RuleBroken("This is not asked any more.", "rule")
    if not reason:
        raise RuleBroken("Say why not now.", "reason")
    if not today < ask_again_on <= clock.months_after(today, LONGEST_MONTHS):
        raise RuleBroken(
            f"Choose a day after today, within {LONGEST_MONTHS} months.", "ask_again_on"
        )
    answer = PromptAnswer(
        person_id=prompted.person.id,
        agency_id=partnership().id,
        case_id=prompted.case.id,
        rule=rule,
        answered_on=today,
        answered_by_id=actor.user_id,
        ask_again_on=ask_again_on,
        reason=reason,
    )
    db.session.add(answer)
    said = {"rule": rule.value, "reason": reason, "ask_again_on": ask_again_on.isoformat()}
    record(
        Event.PROMPT_PUT_OFF,
        actor,
        people=[answer.person_id],
        about=(PromptAnswer.__tablename__, answer.id),
        content=[(answer.key_scope(), said)],
    )
    return answer


def put_leaving_on_agenda(actor: Actor, prompted: Prompted) -> AgendaItem:
    """The next meeting asks whether the person is ready to leave, or reviews them; once."""
    meeting = next_meeting()
    if meeting is None:
        raise RuleBroken("No meeting is planned: add one first.")
    if not prompted.prompts:
        raise RuleBroken("Nothing prompts the question at present.")
    if _is_on(meeting, prompted.person):
        raise RuleBroken("This is on the agenda of that meeting already.")
    kind = ItemKind.DE_SELECTION if prompted.reasons else ItemKind.REVIEW
    title = "; ".join(prompt.words for prompt in prompted.prompts)
    asked = f"Ready to leave? {title}" if prompted.reasons else title
    return add_item(actor, meeting, NewItem(kind, asked, prompted.person))


def _is_on(meeting: Meeting, person: Person) -> bool:
    """Whether it stands there, read by this actor or not."""
    same = select(AgendaItem.id).where(leaving_items(meeting), AgendaItem.person_id == person.id)
    return db.session.execute(same.limit(1)).first() is not None
