"""Drafts as their owner may open them: a form holds what the record held when it was opened."""

from popo.access.actor import Actor
from popo.drafts.models import Draft
from popo.drafts.queries import list_drafts
from popo.web.current import hooks


def drafts_shown(actor: Actor) -> list[Draft]:
    """Without those about people of whom the actor sees nothing now: they wait until they do."""
    held = list_drafts(actor)
    unseen = hooks().unseen_names(actor, {draft.about_reference for draft in held} - {""})
    return [draft for draft in held if draft.about_reference not in unseen]
