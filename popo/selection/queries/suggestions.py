"""What the record holds that a part of a nomination may begin with, for its author to change.

Only what everybody at the Action Group may read is put into words they will all read. Needs,
treatment, schooling and family are never among it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from popo import clock
from popo.access.actor import Actor
from popo.clock import written
from popo.keys.models import Compartment
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.offending.queries import EVENTS_A_PAGE, events_of
from popo.people.about import AboutPerson, Handling
from popo.people.models import MarkerKind, Person
from popo.people.queries import markers_of
from popo.selection.parts import Part
from popo.whereabouts.queries import bases_of, locations_of

A_YEAR = timedelta(days=365)
_TOLD = {
    OffenceEventKind.ARREST: ("arrest", "arrests"),
    OffenceEventKind.CHARGE: ("charge", "charges"),
    OffenceEventKind.CAUTION: ("caution", "cautions"),
    OffenceEventKind.CONVICTION: ("conviction", "convictions"),
    OffenceEventKind.BREACH: ("breach", "breaches"),
    OffenceEventKind.RECALL: ("recall", "recalls"),
    OffenceEventKind.FAILURE_TO_APPEAR: ("failure to appear", "failures to appear"),
    OffenceEventKind.WARRANT: ("warrant", "warrants"),
}
"""A drug test is left out: it says more of a need than of offending."""


@dataclass(frozen=True)
class Suggestion:
    words: str
    source: str
    as_at: date


def suggestion_for(part: Part, person: Person, actor: Actor) -> Suggestion | None:
    """Nothing where the record holds nothing for this part."""
    look = _LOOK.get(part)
    lines = look(person, actor) if look else []
    if not lines:
        return None
    return Suggestion("\n".join(lines), _SOURCES[part], clock.today())


def _offending(person: Person, actor: Actor) -> list[str]:
    today = clock.today()
    newest = events_of(person, actor)
    recent = [
        event
        for event in newest
        if event.happened_on > today - A_YEAR and event.event_kind in _TOLD and _is_shared(event)
    ]
    if not recent:
        return []
    cut_off = len(newest) == EVENTS_A_PAGE and newest[-1].happened_on > today - A_YEAR
    counted = "at least " if cut_off else ""
    last = recent[0]
    return [
        f"In the last 12 months: {counted}{_counts(recent)}.",
        f"The last: {last.event_kind.words.lower()}, {written(last.happened_on)}.",
    ]


def _counts(events: Iterable[OffenceEvent]) -> str:
    kinds = [event.event_kind for event in events]
    return ", ".join(
        f"{kinds.count(kind)} {one if kinds.count(kind) == 1 else many}"
        for kind, (one, many) in _TOLD.items()
        if kind in kinds
    )


def _in_place(person: Person, actor: Actor) -> list[str]:
    today = clock.today()
    location = locations_of([person.id], today, actor).get(person.id)
    where = [location] if location is not None and _is_shared(location) else []
    bases = [
        row for row in bases_of([person.id], today, actor).get(person.id, ()) if _is_shared(row)
    ]
    return [
        *(f"{row.place.words} since {written(row.starts_on)}." for row in where),
        *(f"{row.basis.words} since {written(row.starts_on)}." for row in bases),
    ]


def _warnings(person: Person, actor: Actor) -> list[str]:
    return [
        f"{row.words} ({row.author}, {written(row.starts_on)})"
        for row in markers_of(person.id, actor)
        if row.marker_kind is MarkerKind.STAFF_SAFETY
        and not row.has_lapsed(clock.today())
        and _is_shared(row)
    ]


def _is_shared(row: AboutPerson) -> bool:
    return row.compartment is Compartment.CORE and row.handling is Handling.ACTION_GROUP


_LOOK = {Part.OFFENDING: _offending, Part.TRIED: _in_place, Part.RISK: _warnings}
_SOURCES = {
    Part.OFFENDING: "Offending record kept in this system",
    Part.TRIED: "Whereabouts and supervision kept in this system",
    Part.RISK: "Staff safety markers kept in this system",
}
