"""Taking one's own list away to edit, and saying that the file was destroyed."""

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Strand
from popo.cases.policy import may_see_strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.exporting import (
    KEPT_DAYS,
    ExportedList,
    FileFormat,
    Part,
    cells_of,
    file_name,
    headings_for,
    title_of,
)
from popo.imports.files import MEDIA_TYPES, written
from popo.imports.models import ListExport
from popo.imports.queries.exports import Chosen, entries_on
from popo.settings.names import Name
from popo.settings.queries import value_of


class Wanted(NamedTuple):
    file_format: FileFormat
    parts: frozenset[Part]
    reason: str


class File(NamedTuple):
    name: str
    media_type: str
    content: bytes


def may_take_away(actor: Actor, exported: ExportedList) -> bool:
    """Whoever works on cases, of the lists whose pages are theirs."""
    if not (actor.can(Permission.LIST_EXPORT) and actor.can(Permission.CASE_EDIT)):
        return False
    if exported is ExportedList.COHORT:
        return actor.can(Permission.COHORT_READ)
    return actor.can(Permission.CASELOAD_READ) and may_see_strand(actor, Strand(exported.value))


def add_export(actor: Actor, chosen: Chosen, wanted: Wanted) -> File:
    """The list as a file that is kept nowhere; who is in it stands in the trail."""
    if not may_take_away(actor, chosen.exported):
        raise RuleBroken("This list is not yours to take away.")
    if not actor.agreement_in_force:
        raise RuleBroken("Your agency has no information sharing agreement in force.")
    entries = entries_on(actor, chosen)
    if not entries:
        raise RuleBroken("There is nobody on this list whom you may take away.")
    today = clock.today()
    export = ListExport(
        user_id=actor.user_id,
        agency_id=actor.agency_id,
        exported=chosen.exported,
        fields=[part.value for part in Part if part in wanted.parts],
        file_format=wanted.file_format,
        lines=len(entries),
        taken_at=clock.now(),
        destroy_by=today + timedelta(days=KEPT_DAYS),
        reason=wanted.reason,
    )
    db.session.add(export)
    record(
        Event.LIST_EXPORTED,
        actor,
        people=entries,
        about=(ListExport.__tablename__, export.id),
        list=_kind_of(chosen.exported),
        lines=len(entries),
        format=wanted.file_format.value,
    )
    marking = value_of(Name.MARKING)
    title = title_of(
        marking,
        f"{actor.name}, {actor.agency_name}",
        clock.written(today),
        clock.written(export.destroy_by),
    )
    lines = [cells_of(entry, wanted.parts) for entry in entries.values()]
    content = written([[title], headings_for(wanted.parts), *lines], wanted.file_format)
    name = file_name(marking, today, wanted.file_format)
    return File(name, MEDIA_TYPES[wanted.file_format], content)


def note_destroyed(actor: Actor, export: ListExport, read_version: int) -> None:
    """The file is gone, says whoever took it or a colleague. Raises StaleVersion."""
    if actor.agency_id != export.agency_id:
        raise RuleBroken("Another agency took this list away.")
    if export.version != read_version or export.destroyed_on is not None:
        raise StaleVersion
    export.destroyed_on, export.destroyed_by_id = clock.today(), actor.user_id
    record(
        Event.LIST_EXPORT_DESTROYED,
        actor,
        about=(ListExport.__tablename__, export.id),
        list=_kind_of(export.exported),
    )


def _kind_of(exported: ExportedList) -> str:
    """The history of a person tells no reader of a strand: which list it was, the row says."""
    return "cohort" if exported is ExportedList.COHORT else "caseload"


def parts_of(export: ListExport) -> Collection[Part]:
    return [part for part in Part if part.value in export.fields]
