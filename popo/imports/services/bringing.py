"""Bringing a list: its lines are read once, sealed, and wait to have their columns confirmed."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import uuid4

from popo import clock, crypto
from popo.access.actor import Actor
from popo.accounts.queries import agency_by_id
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.kinds import columns_of, missing
from popo.imports.mapping import MANY, Column, find_headings, guess
from popo.imports.models import BatchState, ImportBatch, ImportPart, ListSource
from popo.imports.policy import check_may_decide, check_may_use
from popo.imports.queries.batches import same_list
from popo.imports.services.sources import remember_columns
from popo.imports.tables import Line, Table
from popo.imports.tables.cells import Cell, text_of
from popo.keys import keyfile

LINES_IN_A_PART = 250
MOST_LINES = 1_000_000


def bring(actor: Actor, source: ListSource, table: Table, as_at: date) -> ImportBatch:
    """Reads every line. Raises FileRefused where the file cannot be taken at all.

    Raises RuleBroken where the same list from the same source is held already.
    """
    check_may_use(actor, source)
    if as_at > clock.today():
        raise RuleBroken("The list cannot be of a day to come.", "as_at")
    agency = agency_by_id(actor.agency_id)
    batch = ImportBatch(
        agency_id=actor.agency_id,
        source_id=source.id,
        list_kind=source.list_kind,
        operator_id=actor.user_id,
        agreement=agency.agreement_version if agency else "",
        as_at=as_at,
        digest=0,
        parts_id=uuid4(),
        lines=0,
        shape={},
    )
    db.session.add(batch)
    digest = _keep_lines(batch, table)
    if same_list(source, digest, as_at) is not None:
        raise RuleBroken(
            "This list was brought in before, and has not changed. Open it below, or bring a "
            "newer one."
        )
    batch.digest = digest
    record(
        Event.LIST_BROUGHT,
        actor,
        about=(ImportBatch.__tablename__, batch.id),
        kind=source.list_kind.value,
        lines=batch.lines,
    )
    _shape(batch, source)
    return batch


def _keep_lines(batch: ImportBatch, table: Table) -> int:
    hashed = hashlib.sha256()
    top: list[Line] = []
    for position, lines in enumerate(_in_parts(table.lines())):
        written = [[line.number, [_cell(cell) for cell in line.cells]] for line in lines]
        hashed.update(json.dumps(written, ensure_ascii=False).encode())
        top = top or lines
        batch.lines += len(lines)
        if batch.lines > MOST_LINES:
            raise RuleBroken(f"The list has more than {MOST_LINES:,} lines. Divide it.")
        part = ImportPart(
            batch_id=batch.id,
            subject_id=batch.parts_id,
            agency_id=batch.agency_id,
            position=position,
            held={"lines": written},
        )
        db.session.add(part)
        db.session.flush()
        db.session.expunge(part)  # a long list is never held as a whole
    if not batch.lines:
        raise RuleBroken("The list is empty.")
    headings = find_headings(top)
    batch.shape = {"headings": list(headings.names), "last": headings.last, "columns": {}}
    return crypto.digest(keyfile.in_use().search, "list", hashed.hexdigest())


def _in_parts(lines: Iterator[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        part.append(line)
        if len(part) == LINES_IN_A_PART:
            yield part
            part = []
    if part:
        yield part


def _cell(cell: Cell) -> str | float:
    """Days are kept as a list writes them, numbers as they are: a number may be a day."""
    return text_of(cell) if isinstance(cell, date) else cell


def _shape(batch: ImportBatch, source: ListSource) -> None:
    """What the source's columns were last time, and a guess at the others."""
    headings = batch.shape["headings"]
    allowed = columns_of(batch.list_kind)
    known = {
        place: Column(source.columns[heading])
        for place, heading in enumerate(headings)
        if source.columns and heading in source.columns
    }
    guessed = guess(headings, allowed)
    taken = {column for column in known.values() if column not in MANY}
    for place, column in guessed.items():
        if place not in known and column not in taken:
            known[place] = column
    _set_columns(batch, known)


def _set_columns(batch: ImportBatch, columns: Mapping[int, Column]) -> None:
    held = {str(place): column.value for place, column in sorted(columns.items())}
    batch.shape = {**batch.shape, "columns": held}


def mapping_of(batch: ImportBatch) -> dict[int, Column]:
    return {int(place): Column(column) for place, column in batch.shape["columns"].items()}


def confirm_columns(
    actor: Actor,
    batch: ImportBatch,
    source: ListSource,
    columns: Mapping[int, Column],
    read_version: int,
) -> None:
    """Says what each column holds, and remembers it for the next list of the source."""
    check_may_decide(actor, batch)
    if batch.version != read_version or batch.state is not BatchState.MAPPING:
        raise StaleVersion
    _check_once(list(columns.values()))
    if lacks := missing(batch.list_kind, frozenset(columns.values())):
        raise RuleBroken(lacks)
    _set_columns(batch, columns)
    headings = batch.shape["headings"]
    remember_columns(
        source, {headings[place]: column for place, column in columns.items() if headings[place]}
    )
    batch.state = BatchState.CHECKING


def _check_once(columns: Sequence[Column]) -> None:
    twice = {one for one in columns if one not in MANY and columns.count(one) > 1}
    if twice:
        raise RuleBroken("Two columns cannot hold the same. Choose again, or leave one out.")
