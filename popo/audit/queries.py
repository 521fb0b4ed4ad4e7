"""Reading the trail, and proving that nobody has touched it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Mapped

from popo.audit import anchors, chain
from popo.audit.models import AuditContent, AuditEvent, AuditHead, AuditSubject
from popo.db import db

_COLUMNS = [column for column in AuditEvent.__table__.columns if column.name != "digest"]
_BATCH = 5000


@dataclass(frozen=True)
class Verdict:
    """What verifying found: `fault` is empty, or says what is wrong with the first bad row."""

    events: int
    chains: int
    fault: str = ""


def verify() -> Verdict:
    """Recomputes every chain and compares it with the heads kept outside the database.

    The heads outside are read before the chains, and each chain's own head after it, so that what
    is written meanwhile is never taken for a fault.
    """
    kept: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for anchor in anchors.read():
        kept[anchor.chain][anchor.sequence] = anchor.digest
    numbers = db.session.scalars(select(AuditEvent.chain).distinct())
    found = set(numbers) | set(db.session.scalars(select(AuditHead.chain))) | kept.keys()
    count = 0
    for number in sorted(found):
        length, fault = _verify_chain(number, kept[number])
        count += length
        if fault:
            return Verdict(count, len(found), f"chain {number}: {fault}")
    return Verdict(count, len(found))


def _verify_chain(number: int, kept: dict[int, str]) -> tuple[int, str]:
    """How many links stand, and what is wrong with the first bad one."""
    previous, sequence, promised = bytes(32), 0, 0
    while True:
        for row, people, contents in _links(number, sequence):
            sequence += 1
            told = {column.name: getattr(row, column.name) for column in _COLUMNS}
            digest = chain.link(previous, told, people, contents)
            if fault := _fault(row, sequence, digest, kept):
                return sequence, fault
            previous = digest
        if sequence < promised:
            break  # a head told of links that do not stand
        head = _head(number)
        if head is None or head.sequence <= sequence:
            break
        promised = head.sequence  # links were added while these were read
    furthest = max(kept, default=0)
    if furthest > sequence:
        return sequence, f"links {sequence + 1} to {furthest} were removed from the end"
    if head is None or (head.sequence, head.digest) != (sequence, previous):
        return sequence, f"the head is not link {sequence}, the last that stands"
    return sequence, ""


def _fault(row: Row[Any], sequence: int, digest: bytes, kept: dict[int, str]) -> str:
    if row.sequence != sequence:
        return f"event {row.id} stands where link {sequence} should; rows are missing"
    if digest != row.digest:
        return f"event {row.id} (link {sequence}) was altered or moved"
    if kept.get(sequence, digest.hex()) != digest.hex():
        return f"event {row.id} (link {sequence}) differs from the head kept outside"
    return ""


def _head(number: int) -> AuditHead | None:
    return db.session.get(AuditHead, number, populate_existing=True)


def _links(number: int, last: int) -> Iterator[tuple[Row[Any], list[UUID], dict[UUID, bytes]]]:
    """The events of a chain after link `last`, with the people and contents of each."""
    while batch := db.session.execute(_after(number, last)).all():
        keys = [row.id for row in batch]
        people = _grouped(AuditSubject.event_id, AuditSubject.person_id, keys)
        contents = _contents(keys)
        for row in batch:
            yield row, people[row.id], contents[row.id]
        last = batch[-1].sequence


def _after(number: int, sequence: int) -> Select[Any]:
    return (
        select(*_COLUMNS, AuditEvent.digest)
        .where(AuditEvent.chain == number, AuditEvent.sequence > sequence)
        .order_by(AuditEvent.sequence)
        .limit(_BATCH)
    )


def _grouped(
    key: Mapped[int], value: Mapped[UUID], keys: list[int]
) -> defaultdict[int, list[UUID]]:
    groups: defaultdict[int, list[UUID]] = defaultdict(list)
    between = key.between(min(keys), max(keys))
    for event_id, person in db.session.execute(select(key, value).where(between)):
        groups[event_id].append(person)
    return groups


def _contents(keys: list[int]) -> defaultdict[int, dict[UUID, bytes]]:
    table = AuditContent.__table__.c
    between = table.event_id.between(min(keys), max(keys))
    groups: defaultdict[int, dict[UUID, bytes]] = defaultdict(dict)
    for event_id, key, held in db.session.execute(
        select(table.event_id, table.id, table.content).where(between)
    ):
        groups[event_id][key] = held
    return groups


@dataclass(frozen=True)
class Look:
    """One line of the trail, without content."""

    id: int
    at: Any
    event: str
    operation: str
    user_id: UUID | None
    about: tuple[str, UUID | None]
    """Table and key of another record it was about; empty where there was none."""
    details: dict[str, Any]


def about_person(person_id: UUID, *, limit: int = 200) -> list[Look]:
    """The newest events about a person."""
    return _looks(
        select(AuditEvent)
        .join(AuditSubject, AuditSubject.event_id == AuditEvent.id)
        .where(AuditSubject.person_id == person_id)
        .order_by(AuditEvent.id.desc())
        .limit(limit)
    )


def newest(*, events: Iterable[str] = (), limit: int = 200) -> list[Look]:
    """The newest events, of some kinds or of all."""
    statement = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)
    wanted = list(events)
    return _looks(statement.where(AuditEvent.event.in_(wanted)) if wanted else statement)


def count() -> int:
    return db.session.execute(select(func.count()).select_from(AuditEvent)).scalar_one()


def _looks(statement: Select[AuditEvent]) -> list[Look]:
    return [
        Look(
            id=row.id,
            at=row.at,
            event=row.event,
            operation=row.operation,
            user_id=row.user_id,
            about=(row.about_table, row.about_id),
            details=row.details,
        )
        for row in db.session.scalars(statement)
    ]
