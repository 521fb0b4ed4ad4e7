"""Answering what an absence leads to: an action for somebody to accept, or why there is none."""

from datetime import date

from popo.access.actor import Actor
from popo.accounts.models import User
from popo.actions.models import Action, ActionOrigin
from popo.actions.services import offer_action
from popo.audit.events import Event
from popo.audit.services import record
from popo.contacts.models import AbsenceAnswer, Contact, Outcome
from popo.contacts.queries import Following, answered, judges_for
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person


def offer_follow_up(
    actor: Actor,
    contact: Contact,
    person: Person,
    following: Following,
    words: str,
    owner: User,
    due_on: date,
) -> Action:
    """Offers the action to its owner; one's own is accepted at once, as every action is."""
    _check(actor, contact, following)
    action = offer_action(
        actor,
        words,
        owner,
        due_on,
        ActionOrigin.CONTACT,
        person,
        handling=contact.handling,
    )
    _answer(actor, contact, following, action=action)
    return action


def decline_follow_up(actor: Actor, contact: Contact, following: Following, why: str) -> None:
    """Nothing is done this time, and it is said why."""
    _check(actor, contact, following)
    if not why.strip():
        raise RuleBroken("Say why nothing follows.", "words")
    _answer(actor, contact, following, why_not=why.strip())


def _check(actor: Actor, contact: Contact, following: Following) -> None:
    if contact.outcome is not Outcome.MISSED_NOT_ACCEPTABLE or contact.replaced_at is not None:
        raise RuleBroken("Something follows only from an absence that was not acceptable.")
    if not judges_for(actor, [contact.person_id]):
        raise RuleBroken("Only the responsible officer says what follows from an absence.")
    if following.consequence is None:
        raise RuleBroken("Nothing follows from an absence where the work is voluntary.")
    if answered(contact, following.basis):
        raise RuleBroken("What follows from this absence has been answered.")


def _answer(
    actor: Actor,
    contact: Contact,
    following: Following,
    action: Action | None = None,
    why_not: str | None = None,
) -> None:
    consequence, due_on = following.consequence, following.due_on
    assert consequence is not None and due_on is not None  # noqa: S101, PT018 - checked before
    answer = AbsenceAnswer(
        person_id=contact.person_id,
        agency_id=actor.agency_id,
        compartment=contact.compartment,
        handling=contact.handling,
        contact_id=contact.id,
        basis_id=following.basis.id,
        follow=consequence.follow,
        due_on=due_on,
        author_id=actor.user_id,
        action_id=action.id if action else None,
        why_not=why_not,
    )
    db.session.add(answer)
    told = {
        "follow": answer.follow.value,
        "due_on": due_on.isoformat(),
        "action": str(answer.action_id or ""),
        "why_not": why_not or "",
    }
    record(
        Event.ABSENCE_ANSWERED,
        actor,
        people=[contact.person_id],
        about=(AbsenceAnswer.__tablename__, answer.id),
        content=[(answer.key_scope(), told)],
    )
