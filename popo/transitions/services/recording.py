from collections.abc import Mapping
from typing import Any

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.transitions.models import Transition


def record_transition(
    event: Event, actor: Actor, transition: Transition, said: Mapping[str, Any]
) -> None:
    """`said` is sealed with the person."""
    record(
        event,
        actor,
        people=[transition.person_id],
        about=(Transition.__tablename__, transition.id),
        content=[(transition.key_scope(), dict(said))],
    )
