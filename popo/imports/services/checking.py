"""The dry run: each line is read, matched and judged, and nothing is changed but the batch."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select

from popo import clock, crypto
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.imports.kinds import ListKind
from popo.imports.models import (
    BatchState,
    ImportBatch,
    ImportDigest,
    ImportPart,
    ImportRow,
    RowState,
)
from popo.imports.policy import may_add_people
from popo.imports.queries.batches import anything_waits, earlier_lines, parts_left
from popo.imports.queries.candidates import Candidates
from popo.imports.reading import ReadRow, as_facts, from_facts, read_row
from popo.imports.services.bringing import mapping_of
from popo.imports.services.flags import hold_against
from popo.imports.services.settling import settle
from popo.imports.twins import identity_keys, twin_keys
from popo.imports.verdicts import Judged, Verdict, is_about_nobody_known, judge
from popo.keys import keyfile
from popo.keys.services import destroy_keys
from popo.people import tokens
from popo.settings.names import Name
from popo.settings.queries import value_of

STRANGERS_KEPT = timedelta(days=7)
LINES_KEPT = timedelta(days=28)
_UNMATCHED = Verdict.UNMATCHED.value


class _Line(NamedTuple):
    number: int
    cells: Sequence[str | float]
    row: ReadRow
    keys: frozenset[int]


def look_through(actor: Actor, batch: ImportBatch, most_parts: int) -> bool:
    """Judges the next lines; False while there are more. Safe to repeat: what is done is gone."""
    if batch.state is not BatchState.CHECKING:
        return True
    candidates = Candidates(actor)
    for part in parts_left(batch, most_parts):
        _judge_part(actor, batch, part, candidates)
        db.session.expunge(part)  # so that none is held until the work is done
        db.session.execute(delete(ImportPart).where(ImportPart.id == part.id))
        db.session.flush()
    if parts_left(batch, 1):
        return False
    _finish(actor, batch)
    return True


def _judge_part(actor: Actor, batch: ImportBatch, part: ImportPart, candidates: Candidates) -> None:
    mapping, last = mapping_of(batch), int(batch.shape["last"])
    kind, today, adds = batch.list_kind, clock.today(), may_add_people(actor)
    prefix = value_of(Name.REFERENCE_PREFIX)
    held: list[tuple[int, list[str | float]]] = part.held["lines"]
    lines = [
        _line(kind, number, cells, read_row(kind, cells, mapping, today, prefix))
        for number, cells in held
        if number > last
    ]
    seen = earlier_lines(batch, {key for line in lines for key in line.keys})
    found = candidates.matches([line.row for line in lines])
    digests: list[dict[str, Any]] = []
    strangers = 0
    for line, match in zip(lines, found, strict=True):
        twin = min((seen[key] for key in line.keys if key in seen), default=None)
        judged = judge(kind, line.row, match, twin, may_add=adds)
        for key in line.keys:
            seen.setdefault(key, line.number)
        strangers += judged.verdict is Verdict.UNMATCHED
        digests += _digests(batch, line, judged)
        _keep(batch, line, judged, may_add=adds)
    if digests:
        db.session.execute(insert(ImportDigest), digests)
    counts = Counter(batch.counts or {})
    counts[_UNMATCHED] += strangers
    batch.counts = dict(counts)
    batch.looked_at += len(held)


def _line(kind: ListKind, number: int, cells: Sequence[str | float], row: ReadRow) -> _Line:
    return _Line(number, cells, row, frozenset(map(_digest, twin_keys(kind, row))))


def _digest(key: str) -> int:
    return crypto.digest(keyfile.in_use().search, "line", key)


def _digests(batch: ImportBatch, line: _Line, judged: Judged) -> Iterable[dict[str, Any]]:
    """Of a stranger, whom the line names; of all, what would make another line look the same."""
    if judged.verdict is Verdict.NOT_ENTITLED and is_about_nobody_known(judged):
        return
    kept, keys = LINES_KEPT, set(line.keys)
    if judged.verdict is Verdict.UNMATCHED:
        kept = STRANGERS_KEPT
        keys |= {tokens.identifier(n.kind, n.canonical or "")[1] for n in line.row.sure_numbers}
        keys |= set(map(_digest, identity_keys(line.row)))
    for key in keys:
        yield {
            "batch_id": batch.id,
            "digest": key,
            "number": line.number,
            "expires_on": clock.today() + kept,
        }


def _keep(batch: ImportBatch, line: _Line, judged: Judged, *, may_add: bool) -> None:
    """Of a line about nobody known nothing is kept but what is wrong with it, if anything is."""
    adds = batch.list_kind.adds_people and may_add
    stranger = is_about_nobody_known(judged) and not adds
    if judged.verdict is Verdict.UNMATCHED:
        return
    row = ImportRow(
        batch_id=batch.id,
        agency_id=batch.agency_id,
        number=line.number,
        verdict=judged.verdict,
        state=RowState.WAITING,
        person_id=judged.person.known.key if judged.person else None,
    )
    if stranger:
        problems = ReadRow(problems=judged.row.problems)
        row.held = told(Judged(judged.verdict, problems, note=judged.note))
    else:
        row.cells, row.held = {"cells": list(line.cells)}, told(judged)
    db.session.add(row)


def told(judged: Judged) -> dict[str, Any]:
    """What is kept of a verdict: nothing of what the record holds, for that is looked up again."""
    return {
        "row": as_facts(judged.row),
        "note": judged.note,
        "reasons": list(judged.person.reasons) if judged.person else [],
        "maybe": [one.known.reference for one in judged.maybe],
        "differences": [[one.label, one.theirs, one.how.value] for one in judged.differences],
    }


def judge_again(actor: Actor, batch: ImportBatch, rows: Sequence[ImportRow]) -> list[Judged]:
    """Verdicts on lines as the record stands now; that of a twin was settled by looking at it."""
    read = [read_of(row) for row in rows]
    found = Candidates(actor).matches(read)
    adds = may_add_people(actor)
    return [
        judge(batch.list_kind, row, match, may_add=adds)
        for row, match in zip(read, found, strict=True)
    ]


def read_of(row: ImportRow) -> ReadRow:
    return from_facts(row.held["row"]) if row.held else ReadRow()


def look_again(actor: Actor, batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Puts the verdicts of lines that wait in step with the record."""
    waiting = [row for row in rows if row.state is RowState.WAITING and row.cells is not None]
    for row, judged in zip(waiting, judge_again(actor, batch, waiting), strict=True):
        keeps_twin = row.verdict is Verdict.CONFLICT and judged.verdict.is_safe
        if keeps_twin and row.held and row.held["note"] and judged.verdict is Verdict.NEW:
            continue
        row.verdict, row.held = judged.verdict, told(judged)
        row.person_id = judged.person.known.key if judged.person else None


def _finish(actor: Actor, batch: ImportBatch) -> None:
    batch.state = BatchState.CHECKED
    db.session.flush()
    if batch.list_kind.flags_people:
        hold_against(actor, batch)
    elif not anything_waits(batch):
        settle(batch)
    destroy_keys([batch.parts_id])
    people = db.session.scalars(
        select(ImportRow.person_id).where(
            ImportRow.batch_id == batch.id, ImportRow.person_id.is_not(None)
        )
    )
    record(
        Event.LIST_LOOKED_THROUGH,
        actor,
        people=[person for person in people if person is not None],
        about=(ImportBatch.__tablename__, batch.id),
        kind=batch.list_kind.value,
        lines=batch.looked_at,
    )
