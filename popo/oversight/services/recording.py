from collections.abc import Mapping
from typing import Any

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.oversight.models import DipLine, OversightNote


def record_oversight(
    event: Event, actor: Actor, row: OversightNote | DipLine, said: Mapping[str, Any]
) -> None:
    """`said` is sealed with the person."""
    record(
        event,
        actor,
        people=[row.person_id],
        about=(row.__tablename__, row.id),
        content=[(row.key_scope(), dict(said))],
    )
