"""Recording that somebody has died, moved away or is the wrong person, and taking that back."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, Stop, StopKind
from popo.people.queries.stops import stop_of


@dataclass(frozen=True)
class NewStop:
    """`source` says who told, and how it is known."""

    kind: StopKind
    happened_on: date
    source: str


def record_stop(actor: Actor, person: Person, details: NewStop) -> Stop:
    """Letters, reminders and figures stop from that day; an open case is closed by a decision."""
    if stop_of(person.id) is not None:
        raise RuleBroken("This is recorded already. Take that back first if it is wrong.")
    if details.happened_on > clock.today():
        raise RuleBroken("The day cannot be in the future.", "happened_on")
    if not details.source.strip():
        raise RuleBroken("Say how this is known.", "source")
    born = person.date_of_birth
    if isinstance(born, date) and details.happened_on < born:
        raise RuleBroken("The day is before the date of birth.", "happened_on")
    stop = Stop(
        person_id=person.id,
        agency_id=actor.agency_id,
        stop_kind=details.kind,
        happened_on=details.happened_on,
        recorded_by_id=actor.user_id,
        source=details.source.strip(),
    )
    db.session.add(stop)
    if details.kind is StopKind.DIED:
        person.deceased_on = details.happened_on
    _record(Event.STOP_RECORDED, actor, stop)
    return stop


def undo_stop(actor: Actor, person: Person, stop: Stop, why: str) -> None:
    """Everything goes on as before; that it was recorded, and why it was wrong, stays."""
    if stop.undone_on is not None:
        raise RuleBroken("This was taken back already.")
    if not why.strip():
        raise RuleBroken("Say what was wrong.", "why")
    stop.undone_on, stop.undone_by_id = clock.today(), actor.user_id
    stop.why_undone = why.strip()
    if stop.stop_kind is StopKind.DIED:
        person.deceased_on = None
    _record(Event.STOP_UNDONE, actor, stop)


def _record(event: Event, actor: Actor, stop: Stop) -> None:
    told = {
        "kind": stop.stop_kind.value,
        "happened_on": stop.happened_on.isoformat(),
        "source": stop.source,
        "why_undone": stop.why_undone or "",
    }
    record(
        event,
        actor,
        people=[stop.person_id],
        about=(Stop.__tablename__, stop.id),
        content=[(stop.key_scope(), told)],
    )
