"""Sources of lists: naming one, and how its columns are read."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.kinds import RULES, ListKind
from popo.imports.mapping import Column
from popo.imports.models import ListSource
from popo.imports.policy import check_may_bring, check_may_use, may_add_people


class SourceDetails(NamedTuple):
    name: str
    purpose: str
    every_days: int | None


def add_source(actor: Actor, kind: ListKind, details: SourceDetails) -> ListSource:
    check_may_bring(actor, kind)
    _check_name(actor, details.name, None)
    source = ListSource(
        agency_id=actor.agency_id,
        list_kind=kind,
        name=details.name,
        every_days=_rhythm(kind, details.every_days),
        own_list=kind.adds_people and not may_add_people(actor),
        purpose=details.purpose,
    )
    db.session.add(source)
    _record(actor, source)
    return source


def edit_source(
    actor: Actor, source: ListSource, details: SourceDetails, read_version: int
) -> None:
    """Raises StaleVersion where somebody else saved after this was read."""
    check_may_use(actor, source)
    if source.version != read_version:
        raise StaleVersion
    _check_name(actor, details.name, source)
    source.name, source.purpose = details.name, details.purpose
    source.every_days = _rhythm(source.list_kind, details.every_days)
    _record(actor, source)


def _rhythm(kind: ListKind, every_days: int | None) -> int | None:
    """Lists of flagged people are owed each month unless another rhythm is said."""
    return every_days or (RULES[kind].every_days if kind.flags_people else None)


def close_source(actor: Actor, source: ListSource) -> None:
    check_may_use(actor, source)
    source.closed_on = clock.today()
    _record(actor, source)


def reopen_source(actor: Actor, source: ListSource) -> None:
    check_may_use(actor, source)
    source.closed_on = None
    _record(actor, source)


def remember_columns(source: ListSource, columns: Mapping[str, Column]) -> None:
    """So that the next list with these headings needs no confirming."""
    known = dict(source.columns or {})
    source.columns = {**known, **{heading: column.value for heading, column in columns.items()}}


def _check_name(actor: Actor, name: str, own: ListSource | None) -> None:
    held = db.session.scalars(
        select(ListSource).where(ListSource.agency_id == actor.agency_id, ListSource.name == name)
    ).one_or_none()
    if held is not None and held is not own:
        raise RuleBroken("Your agency has a source of this name already.", "name")


def _record(actor: Actor, source: ListSource) -> None:
    record(
        Event.LIST_SOURCE_EDITED,
        actor,
        about=(ListSource.__tablename__, source.id),
        kind=source.list_kind.value,
    )
