"""The checklist as it stands: the version in force, its items, and how each stands today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.checklist.kinds import Rating, Standing
from popo.checklist.models import (
    ChecklistEntry,
    ChecklistItem,
    ChecklistRound,
    ChecklistVersion,
)
from popo.checklist.queries.live import rated_now
from popo.checklist.rating import Rated
from popo.checklist.rounds import due_on, has_reopened, standing
from popo.db import db

MOST_ITEMS = 200
MOST_ENTRIES = 200
MOST_VERSIONS = 200


@dataclass(frozen=True)
class Line:
    """An item with its running round, as it stands today. `rated` is of items rated from data."""

    item: ChecklistItem
    held: ChecklistRound
    standing: Standing
    due: date
    owner: User | None
    rated: Rated | None

    @property
    def rating(self) -> Rating | None:
        return self.rated.rating if self.rated else self.held.rating

    @property
    def has_reopened(self) -> bool:
        return has_reopened(self.held.as_said, clock.today())

    @property
    def is_settled(self) -> bool:
        return self.standing in {Standing.DONE, Standing.NOT_APPLICABLE}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty where it is not."""

    strand: str = ""
    workstream: str = ""
    standing: str = ""

    def let_through(self, line: Line) -> bool:
        """An item of all strands is one of each."""
        strands = line.item.strands
        return (
            (not self.strand or not strands or self.strand in strands)
            and self.workstream in {"", line.item.workstream.value}
            and self.standing in {"", line.standing.value}
        )


@dataclass(frozen=True)
class Told:
    """A line of the history of an item."""

    entry: ChecklistEntry
    by: User
    owner: User | None
    number: int = field(default=1)


def newest_version() -> ChecklistVersion | None:
    newest = select(ChecklistVersion).order_by(ChecklistVersion.number.desc()).limit(1)
    return db.session.scalars(newest).one_or_none()


def list_versions() -> list[ChecklistVersion]:
    """The newest first."""
    ordered = select(ChecklistVersion).order_by(ChecklistVersion.number.desc())
    return list(db.session.scalars(ordered.limit(MOST_VERSIONS)))


def every_item() -> list[ChecklistItem]:
    """Retired ones too, in order."""
    ordered = select(ChecklistItem).order_by(ChecklistItem.number).limit(MOST_ITEMS)
    return list(db.session.scalars(ordered))


def get_item(item_id: UUID) -> ChecklistItem | None:
    return db.session.get(ChecklistItem, item_id)


def running_round(item: ChecklistItem) -> ChecklistRound:
    newest = select(ChecklistRound).where(ChecklistRound.item_id == item.id)
    return db.session.scalars(newest.order_by(ChecklistRound.number.desc()).limit(1)).one()


def lines() -> list[Line]:
    """Every item that is not retired, in order."""
    items = [item for item in every_item() if item.retired_in is None]
    return _lines(items)


def line_of(item: ChecklistItem) -> Line:
    return _lines([item])[0]


def _lines(items: list[ChecklistItem]) -> list[Line]:
    today = clock.today()
    rounds = _running(item.id for item in items)
    owners = users_by_id({held.owner_id for held in rounds.values() if held.owner_id})
    rated = rated_now({item.live for item in items if item.live}, today)
    return [
        Line(
            item,
            held,
            standing(held.as_said, item.frequency, today),
            due_on(held.as_said, item.frequency, today),
            owners.get(held.owner_id) if held.owner_id else None,
            rated.get(item.live) if item.live else None,
        )
        for item in items
        for held in [rounds[item.id]]
    ]


def _running(items: Iterable[UUID]) -> Mapping[UUID, ChecklistRound]:
    """The newest round of each."""
    keys = list(items)
    newest = (
        select(ChecklistRound.item_id, func.max(ChecklistRound.number).label("number"))
        .where(ChecklistRound.item_id.in_(keys))
        .group_by(ChecklistRound.item_id)
        .subquery()
    )
    rows = db.session.scalars(
        select(ChecklistRound).join(
            newest,
            (newest.c.item_id == ChecklistRound.item_id)
            & (newest.c.number == ChecklistRound.number),
        )
    )
    return {row.item_id: row for row in rows}


def history_of(item: ChecklistItem) -> list[Told]:
    """What was said of it, the newest first."""
    rows = db.session.execute(
        select(ChecklistEntry, ChecklistRound.number)
        .join(ChecklistRound, ChecklistRound.id == ChecklistEntry.round_id)
        .where(ChecklistRound.item_id == item.id)
        .order_by(ChecklistEntry.created_at.desc(), ChecklistEntry.id)
        .limit(MOST_ENTRIES)
    ).all()
    entries = [entry for entry, _ in rows]
    users = users_by_id(
        {entry.said_by_id for entry in entries}
        | {entry.owner_id for entry in entries if entry.owner_id}
    )
    return [
        Told(
            entry,
            users[entry.said_by_id],
            users.get(entry.owner_id) if entry.owner_id else None,
            number,
        )
        for entry, number in rows
    ]


def counts(found: Iterable[Line]) -> dict[Standing, int]:
    """How many stand how; none is left out."""
    every = dict.fromkeys(Standing, 0)
    for line in found:
        every[line.standing] += 1
    return every
