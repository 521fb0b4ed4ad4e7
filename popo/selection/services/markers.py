"""Asking agencies to set and remove their own markers, and checking monthly that they did."""

from collections.abc import Set as AbstractSet
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase, Strand
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import SightLevel
from popo.people.services import end_sight, grant_sight
from popo.selection.models import AgencyMarker
from popo.selection.queries.markers import (
    agencies_to_ask,
    all_markers,
    due_for_check,
    list_strand,
    markers_kept,
    primary_of,
)

_BECAUSE = "asked to set a marker"


def ask_markers(actor: Actor, case: SchemeCase) -> list[AgencyMarker]:
    """Asks every agency that works with the person to set its marker; safe to repeat.

    One that was asked to remove it and has not yet is asked to leave it. An agency asked sees
    whom the marker is about until its removal is found done.
    """
    primary = primary_of(case)
    if primary is None:
        return []
    strand = list_strand(primary.strand)
    standing = {
        row.agency_id: row
        for row in all_markers(case)
        if row.strand is strand and row.removed_on is None
    }
    asked = []
    for agency_id in agencies_to_ask(case, strand):
        held = standing.get(agency_id)
        if held is None:
            asked.append(_ask(actor, case, strand, agency_id))
        elif held.removal_asked_on is not None:
            held.removal_asked_on = None
            _record(Event.AGENCY_MARKER_ASKED, actor, held, agency=str(agency_id))
            asked.append(held)
    return asked


def ask_removals(
    actor: Actor, case: SchemeCase, strand: Strand | None = None
) -> list[AgencyMarker]:
    """Asks every agency that was asked for a marker to remove it; of one list where it is named."""
    rows = [
        row
        for row in all_markers(case)
        if row.removal_asked_on is None and strand in {None, row.strand}
    ]
    for row in rows:
        row.removal_asked_on = clock.today()
        agency = str(row.agency_id)
        _record(Event.AGENCY_MARKER_REMOVAL_ASKED, actor, row, agency=agency)
    return rows


def set_marker(actor: Actor, marker: AgencyMarker) -> None:
    """The agency says that it set its marker today."""
    _check_own(actor, marker)
    if not marker.is_to_set:
        raise RuleBroken("This marker is not waiting to be set.")
    marker.set_on, marker.set_by_id = clock.today(), actor.user_id
    marker.difference_since = None
    _record(Event.AGENCY_MARKER_SET, actor, marker)


def remove_marker(actor: Actor, marker: AgencyMarker) -> None:
    """The agency says that nothing stands on its system any more."""
    _check_own(actor, marker)
    if not marker.is_to_remove:
        raise RuleBroken("This marker is not waiting to be removed.")
    marker.removed_on, marker.removed_by_id = clock.today(), actor.user_id
    marker.difference_since = None
    _record(Event.AGENCY_MARKER_REMOVED, actor, marker)


def undo_marker(actor: Actor, marker: AgencyMarker) -> None:
    """Takes back what was said last, on the day it was said."""
    _check_own(actor, marker)
    today = clock.today()
    if marker.settled_on is None and marker.removed_on == today:
        marker.removed_on = marker.removed_by_id = None
    elif marker.removed_on is None and marker.set_on == today:
        marker.set_on = marker.set_by_id = None
    else:
        raise RuleBroken("This can only be undone on the day it was done.")
    _record(Event.AGENCY_MARKER_UNDONE, actor, marker)


def reconcile_markers(
    actor: Actor, shown: AbstractSet[UUID], standing: AbstractSet[UUID]
) -> list[AgencyMarker]:
    """The monthly check: of the markers `shown`, which really stand on the agency's own system.

    Gives those that differ from what is recorded; each stays open until it is answered. A removed
    marker that is found gone is settled, and the sight that came with it ends.
    """
    due = [row.marker for row in due_for_check(markers_kept(actor), clock.today())]
    checked = [marker for marker in due if marker.id in shown]
    if not checked:
        raise RuleBroken("These markers were checked this month already.")
    for marker in checked:
        _check_one(actor, marker, stands=marker.id in standing)
    differing = [marker for marker in checked if marker.difference_since is not None]
    record(
        Event.AGENCY_MARKERS_RECONCILED,
        actor,
        people={marker.person_id for marker in checked},
        content=[(marker.key_scope(), {"stands": marker.id in standing}) for marker in checked],
        count=len(checked),
        differences=len(differing),
    )
    return differing


def answer_difference(actor: Actor, marker: AgencyMarker, words: str) -> None:
    """Says why the agency's system and this one differed, and what was done."""
    _check_own(actor, marker)
    if marker.difference_since is None:
        raise RuleBroken("Nothing is open about this marker.")
    if not words:
        raise RuleBroken("Say what you found and what you did.", "words")
    marker.note, marker.difference_since = words, None
    _record(Event.AGENCY_MARKER_ANSWERED, actor, marker, words)


def _ask(actor: Actor, case: SchemeCase, strand: Strand, agency_id: UUID) -> AgencyMarker:
    row = AgencyMarker(
        person_id=case.person_id,
        agency_id=agency_id,
        case_id=case.id,
        strand=strand,
        asked_on=clock.today(),
    )
    db.session.add(row)
    _record(Event.AGENCY_MARKER_ASKED, actor, row, agency=str(agency_id))
    level = SightLevel.LIMITED
    grant_sight(actor, case.person_id, level, _BECAUSE, row.id, agency_id=agency_id)
    return row


def _check_one(actor: Actor, marker: AgencyMarker, *, stands: bool) -> None:
    today = clock.today()
    marker.reconciled_on = today
    if stands is not marker.stands:
        marker.difference_since = marker.difference_since or today
    elif marker.removed_on is not None and marker.difference_since is None:
        marker.settled_on = today
        end_sight(actor, marker.id, because=_BECAUSE)


def _check_own(actor: Actor, marker: AgencyMarker) -> None:
    if marker.agency_id != actor.agency_id:
        raise RuleBroken("Only the agency that was asked says so.")


def _record(event: Event, actor: Actor, row: AgencyMarker, words: str = "", **details: str) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(AgencyMarker.__tablename__, row.id),
        content=[(row.key_scope(), {"words": words})] if words else [],
        **details,
    )
