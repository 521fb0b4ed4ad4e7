"""Taking what was judged: all that is safe together, the rest one by one."""

from collections.abc import Sequence
from typing import NamedTuple

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.comparing import How
from popo.imports.models import BatchState, ImportBatch, ImportRow, ListSource, RowState
from popo.imports.policy import check_may_add_people, check_may_decide
from popo.imports.queries.batches import safe_rows
from popo.imports.services.applying import Applying
from popo.imports.services.checking import judge_again, look_again, read_of
from popo.imports.services.flags import hold_again
from popo.imports.services.journal import noted
from popo.imports.services.settling import settle
from popo.imports.verdicts import Judged, Verdict
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.queries.person import person_by_id

SOMEBODY_NEW = "new"
_OPEN = {BatchState.CHECKED, BatchState.ACCEPTING, BatchState.ACCEPTED}


class Decision(NamedTuple):
    """`reference`: whom a line is about, or SOMEBODY_NEW. `keys`: what is taken of it."""

    reference: str
    keys: tuple[str, ...]


def begin_taking(actor: Actor, batch: ImportBatch, read_version: int) -> None:
    """Everything safe is to be taken. Raises StaleVersion where somebody was before."""
    check_may_decide(actor, batch)
    if batch.version != read_version or batch.state not in {
        BatchState.CHECKED,
        BatchState.ACCEPTED,
    }:
        raise StaleVersion
    batch.state = BatchState.ACCEPTING
    batch.operator_id = actor.user_id


def take_some(actor: Actor, batch: ImportBatch, most: int) -> bool:
    """Takes the next safe lines; False while there are more. Each is judged again first."""
    if batch.state is not BatchState.ACCEPTING:
        return True
    rows = safe_rows(batch, most)
    for row, judged in zip(rows, judge_again(actor, batch, rows), strict=True):
        _take_safe(actor, batch, row, judged)
    if len(rows) == most:
        return False
    _finish(actor, batch)
    return True


def _take_safe(actor: Actor, batch: ImportBatch, row: ImportRow, judged: Judged) -> None:
    if not judged.verdict.is_safe:
        look_again(actor, batch, [row])
        return
    adds = tuple(one.key for one in judged.differences if one.how is How.ADDS)
    person = None
    if judged.person is not None:
        person = person_by_id(judged.person.known.key, actor, SightLevel.WORK)
    try:
        _apply(actor, batch, row, person, adds)
    except RuleBroken as broken:
        _refuse(row, broken)


def _apply(
    actor: Actor, batch: ImportBatch, row: ImportRow, person: Person | None, keys: Sequence[str]
) -> None:
    source = db.session.get_one(ListSource, batch.source_id)
    with noted(batch, row):
        applying = Applying(actor, batch, source.name, read_of(row))
        if person is None:
            check_may_add_people(actor)
            person = applying.add()
        else:
            applying.take(person, keys)
    row.person_id = person.id
    row.state, row.decided_by_id = RowState.TAKEN, actor.user_id


def _refuse(row: ImportRow, broken: RuleBroken) -> None:
    row.state = RowState.REFUSED
    row.held = {**(row.held or {}), "note": broken.message}


def decide(
    actor: Actor, batch: ImportBatch, row: ImportRow, decision: Decision, read_version: int
) -> None:
    """Takes one line as somebody looking at it decided. Raises StaleVersion."""
    check_may_decide(actor, batch)
    if row.version != read_version or row.state is RowState.TAKEN or batch.state not in _OPEN:
        raise StaleVersion
    if row.verdict is Verdict.MALFORMED or row.cells is None:
        raise RuleBroken("Mend the line in the list itself, and bring it again.")
    person = _chosen(actor, batch, decision.reference)
    if person is not None and batch.list_kind.flags_people:
        _name(actor, batch, row, person)
        return
    keys = decision.keys
    if person is not None and not keys:
        raise RuleBroken("Choose what to take from the list, or leave the line out.")
    _apply(actor, batch, row, person, keys)
    settle(batch)
    _record(actor, batch, row, "taken")


def _name(actor: Actor, batch: ImportBatch, row: ImportRow, person: Person) -> None:
    """Whom the line is about is all there is to decide."""
    row.person_id = person.id
    row.state, row.decided_by_id = RowState.TAKEN, actor.user_id
    hold_again(actor, batch)
    _record(actor, batch, row, "taken")


def _chosen(actor: Actor, batch: ImportBatch, reference: str) -> Person | None:
    if reference in {"", SOMEBODY_NEW}:
        if not batch.list_kind.adds_people:
            raise RuleBroken("Say whom the line is about, or leave it out.", "who")
        check_may_add_people(actor)
        return None
    person = get_person(reference, actor, SightLevel.WORK)
    if person is None:
        raise RuleBroken("You cannot write to this record. Ask the agency that holds it.", "who")
    return person


def leave_out(actor: Actor, batch: ImportBatch, row: ImportRow, read_version: int) -> None:
    check_may_decide(actor, batch)
    if row.version != read_version or row.state is RowState.TAKEN:
        raise StaleVersion
    row.state, row.decided_by_id = RowState.LEFT_OUT, actor.user_id
    _hold_again(actor, batch)
    _record(actor, batch, row, "left_out")


def put_back(actor: Actor, batch: ImportBatch, row: ImportRow) -> None:
    """A line that was left out waits again."""
    check_may_decide(actor, batch)
    if row.state not in {RowState.LEFT_OUT, RowState.REFUSED}:
        raise StaleVersion
    row.state, row.decided_by_id = RowState.WAITING, None
    look_again(actor, batch, [row])
    _hold_again(actor, batch)
    _record(actor, batch, row, "put_back")


def _hold_again(actor: Actor, batch: ImportBatch) -> None:
    if batch.list_kind.flags_people:
        hold_again(actor, batch)


def _finish(actor: Actor, batch: ImportBatch) -> None:
    settle(batch)
    record(
        Event.LIST_TAKEN,
        actor,
        about=(ImportBatch.__tablename__, batch.id),
        kind=batch.list_kind.value,
        lines=batch.looked_at,
    )


def _record(actor: Actor, batch: ImportBatch, row: ImportRow, decision: str) -> None:
    record(
        Event.LIST_LINE_DECIDED,
        actor,
        people=[row.person_id] if row.person_id else [],
        about=(ImportRow.__tablename__, row.id),
        kind=batch.list_kind.value,
        decision=decision,
    )
