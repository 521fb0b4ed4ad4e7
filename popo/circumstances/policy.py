"""Which arrangements somebody needs to know of."""

from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.circumstances.kinds import KINDS, ArrangementKind


def kinds_open_to(actor: Actor) -> list[ArrangementKind]:
    """By the actor's agency; whoever leads a strand or the scheme knows of all."""
    leads = actor.sees_whole_scheme or actor.holds(Role.STRAND_LEAD)
    return [kind for kind, rule in KINDS.items() if leads or actor.agency_kind in rule.agencies]
