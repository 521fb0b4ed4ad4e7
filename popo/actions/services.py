"""Offering, answering and ending actions. One owner, one due date; every ending has a result."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.actions.policy import may_answer, may_settle
from popo.actions.queries import may_own
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import Handling
from popo.people.models import Person

_UNDONE = "The contact it was asked for in was undone."
_NOT_YOURS = "Only its owner, the lead of the owner's agency or the co-ordinator can do this."


def offer_action(
    actor: Actor,
    words: str,
    owner: User,
    due_on: date,
    origin: ActionOrigin,
    person: Person | None = None,
    agenda_item_id: UUID | None = None,
    handling: Handling = Handling.ACTION_GROUP,
    contact_group_id: UUID | None = None,
    minute_line_id: UUID | None = None,
) -> Action:
    """One's own action is accepted at once; another's waits for their answer."""
    if not words.strip():
        raise RuleBroken("Say what is to be done.", "words")
    _check_due(due_on)
    _check_owner(owner, person)
    own = owner.id == actor.user_id
    action = Action(
        person_id=person.id if person else None,
        agency_id=actor.agency_id,
        handling=handling,
        owner_id=owner.id,
        owner_agency_id=owner.agency_id,
        asked_by_id=actor.user_id,
        asked_on=clock.today(),
        due_on=due_on,
        origin=origin,
        agenda_item_id=agenda_item_id,
        contact_group_id=contact_group_id,
        minute_line_id=minute_line_id,
        status=ActionStatus.ACCEPTED if own else ActionStatus.OFFERED,
        words=words.strip(),
    )
    db.session.add(action)
    _record(Event.ACTION_OFFERED, actor, action, origin=origin.value)
    return action


def accept_action(actor: Actor, action: Action, read_version: int) -> None:
    _check_version(action, read_version)
    _check_may(may_answer(actor, action))
    if action.status is not ActionStatus.OFFERED:
        raise RuleBroken("Only an action that waits for an answer can be accepted.")
    action.status = ActionStatus.ACCEPTED
    _record(Event.ACTION_ACCEPTED, actor, action)


def hand_back_action(actor: Actor, action: Action, reason: str, read_version: int) -> None:
    """Gives it back to whoever asked, who gives it to somebody else or ends it."""
    _check_version(action, read_version)
    _check_may(may_answer(actor, action))
    if action.status not in {ActionStatus.OFFERED, ActionStatus.ACCEPTED}:
        raise RuleBroken("Only an action somebody was asked to do can be handed back.")
    if actor.user_id == action.asked_by_id == action.owner_id:
        raise RuleBroken("You set this action yourself. Say how it ended instead.")
    if not reason.strip():
        raise RuleBroken("Say why it cannot be done.", "reason")
    before = _told_of(action)
    action.status = ActionStatus.HANDED_BACK
    action.hand_back_reason = reason.strip()
    _record(Event.ACTION_HANDED_BACK, actor, action, before)


def end_action(
    actor: Actor, action: Action, status: ActionStatus, result: str, read_version: int
) -> None:
    """Every ending says what came of it."""
    _check_version(action, read_version)
    _check_may(may_settle(actor, action))
    if not action.status.is_open:
        raise RuleBroken("This action has already ended.")
    if status.is_open:
        raise RuleBroken("Choose how it ended.", "status")
    if not result.strip():
        raise RuleBroken("Say what came of it.", "result")
    before = _told_of(action)
    action.status = status
    action.result = result.strip()
    action.ended_on = clock.today()
    _record(Event.ACTION_ENDED, actor, action, before, status=status.value)


def withdraw_with_contact(actor: Actor, contact_group_id: UUID) -> None:
    """Ends what a note asked for, the contact being undone."""
    asked_there = and_(
        Action.contact_group_id == contact_group_id, Action.asked_by_id == actor.user_id
    )
    _withdraw(actor, asked_there, _UNDONE)


def withdraw_with_line(actor: Actor, minute_line_id: UUID, reason: str) -> None:
    """Ends what a line of the minutes asked for, the line being struck out."""
    _withdraw(actor, Action.minute_line_id == minute_line_id, reason)


def _withdraw(actor: Actor, which: ColumnElement[bool], reason: str) -> None:
    for action in db.session.scalars(select(Action).where(which).order_by(Action.id)):
        if not action.status.is_open:
            continue
        before = _told_of(action)
        action.status, action.result = ActionStatus.SUPERSEDED, reason
        action.ended_on = clock.today()
        _record(Event.ACTION_ENDED, actor, action, before, status=action.status.value)


def reassign_action(
    actor: Actor,
    action: Action,
    person: Person | None,
    owner: User,
    due_on: date,
    read_version: int,
) -> None:
    """Asks somebody else. `person` is the one it is about, as the actor sees them."""
    _check_version(action, read_version)
    _check_may(may_settle(actor, action))
    if not action.status.is_open:
        raise RuleBroken("This action has already ended.")
    _check_due(due_on)
    _check_owner(owner, person)
    before = _told_of(action)
    own = owner.id == actor.user_id
    action.owner_id = owner.id
    action.owner_agency_id = owner.agency_id
    action.due_on, action.asked_on = due_on, clock.today()
    action.status = ActionStatus.ACCEPTED if own else ActionStatus.OFFERED
    _record(Event.ACTION_REASSIGNED, actor, action, before)


def _check_version(action: Action, read_version: int) -> None:
    if action.version != read_version:
        raise StaleVersion


def _check_may(allowed: bool) -> None:  # noqa: FBT001 - the answer of a policy
    if not allowed:
        raise RuleBroken(_NOT_YOURS)


def _check_due(due_on: date) -> None:
    if due_on < clock.today():
        raise RuleBroken("The due date must be today or later.", "due_on")


def _check_owner(owner: User, person: Person | None) -> None:
    """Says nothing of why: the reason may itself be confidential."""
    if not may_own(owner, person):
        about = f"about {person.reference} " if person else ""
        raise RuleBroken(
            f"{owner.name} cannot be given an action {about}as things stand. "
            "Choose somebody else, or ask the co-ordinator to arrange it.",
            "owner",
        )


def _record(
    event: Event,
    actor: Actor,
    action: Action,
    before: dict[str, str] | None = None,
    **details: str,
) -> None:
    """The trail keeps what was agreed, and what it said before, sealed as the action is."""
    content = {"after": _told_of(action), **({"before": before} if before else {})}
    record(
        event,
        actor,
        people=[action.person_id] if action.person_id else [],
        about=(Action.__tablename__, action.id),
        content=[(action.key_scope(), content)],
        **details,
    )


def _told_of(action: Action) -> dict[str, str]:
    return {
        "words": action.words,
        "status": action.status.value,
        "owner": str(action.owner_id),
        "due_on": action.due_on.isoformat(),
        "hand_back_reason": action.hand_back_reason or "",
        "result": action.result or "",
    }
