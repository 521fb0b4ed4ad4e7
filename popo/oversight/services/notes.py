"""A lead's note on a case, and putting it right."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.audit.events import Event
from popo.cases.models import SchemeCase, StrandEngagement
from popo.cases.queries import running
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.oversight.kinds import Topic
from popo.oversight.models import OversightNote
from popo.oversight.policy import may_oversee
from popo.oversight.services.recording import record_oversight
from popo.people.about import AssertionKind, Handling
from popo.people.models import Person


@dataclass(frozen=True)
class Asked:
    """What the worker is asked to do; it becomes an action."""

    words: str
    owner: User
    due_on: date


@dataclass(frozen=True)
class NewNote:
    looked_on: date
    topic: Topic
    words: str
    handling: Handling = Handling.ACTION_GROUP
    asked: Asked | None = None


def add_note(actor: Actor, person: Person, case: SchemeCase, details: NewNote) -> OversightNote:
    _check(actor, case, details)
    row = _new(actor, case, details)
    if details.asked is not None:
        asked = details.asked
        action = offer_action(
            actor,
            asked.words,
            asked.owner,
            asked.due_on,
            ActionOrigin.PRACTITIONER,
            person,
            handling=details.handling,
        )
        row.action_id = action.id
    db.session.add(row)
    record_oversight(Event.CASE_OVERSEEN, actor, row, {"topic": details.topic.value})
    return row


def correct_note(
    actor: Actor, case: SchemeCase, former: OversightNote, details: NewNote, why: str, version: int
) -> OversightNote:
    """Its author puts it right: the former words stay, struck through. Raises StaleVersion."""
    if former.version != version or former.replaced_at is not None:
        raise StaleVersion
    if former.author_id != actor.user_id:
        raise RuleBroken("Only whoever wrote a note corrects it. Add a note of your own.")
    if not why.strip():
        raise RuleBroken("Say what was wrong.", "why")
    _check(actor, case, details)
    row = _new(actor, case, details)
    row.corrects_id, row.why, row.action_id = former.id, why.strip(), former.action_id
    former.replaced_at = clock.now()
    db.session.add(row)
    record_oversight(Event.OVERSIGHT_CORRECTED, actor, row, {"topic": details.topic.value})
    return row


def _new(actor: Actor, case: SchemeCase, details: NewNote) -> OversightNote:
    return OversightNote(
        person_id=case.person_id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        handling=details.handling,
        case_id=case.id,
        looked_on=details.looked_on,
        topic=details.topic,
        author_id=actor.user_id,
        words=details.words.strip(),
    )


def _check(actor: Actor, case: SchemeCase, details: NewNote) -> None:
    if not may_oversee(actor, [row.strand for row in running(StrandEngagement, case)]):
        raise RuleBroken("Whoever leads one of its strands, the co-ordinator or the chair does.")
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if not case.opened_on <= details.looked_on <= clock.today():
        raise RuleBroken("Give a day from the opening of the case up to today.", "looked_on")
    if not details.words.strip():
        raise RuleBroken("Say what you looked at and what you think.", "words")
