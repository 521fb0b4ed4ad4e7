"""A note that asks something of somebody offers them an action."""

from datetime import timedelta

from popo import clock
from popo.access.actor import Actor
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.contacts.models import Contact
from popo.contacts.queries.mentioned import Meant, meant_in
from popo.keys.models import Compartment
from popo.people.about import Handling
from popo.people.models import Person

DUE_DAYS = 7
"""Where the note names no day."""


def ask_mentioned(actor: Actor, person: Person, contact: Contact, words: str) -> list[Meant]:
    """Offers what can be offered; the rest is left for whoever wrote to do by hand.

    `words`: what of the note is to be looked at, which of several people may be one line.
    """
    meant = meant_in(words, contact.kind, person, actor)
    health = contact.compartment is Compartment.HEALTH  # an action repeats what the note says
    for one in meant:
        if one.owner is not None:
            offer_action(
                actor,
                one.mention.words,
                one.owner,
                one.mention.due_on or clock.today() + timedelta(days=DUE_DAYS),
                ActionOrigin.CONTACT,
                person,
                handling=Handling.OWN_AGENCY if health else contact.handling,
                contact_group_id=contact.group_id,
            )
    return meant
