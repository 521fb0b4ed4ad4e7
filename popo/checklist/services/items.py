"""Keeping the checklist: its template in versions, and what is said of each item."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.checklist.kinds import Frequency, Rating, Status, Workstream
from popo.checklist.models import (
    ChecklistEntry,
    ChecklistItem,
    ChecklistRound,
    ChecklistVersion,
)
from popo.checklist.policy import keeps, may_edit
from popo.checklist.queries.items import every_item, newest_version, running_round
from popo.checklist.rounds import DAYS_TO_REVIEW, due_on, has_reopened, review_on
from popo.checklist.services.common import check_keeps
from popo.checklist.shipped import shipped
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import next_meeting

MOST_ITEMS = 100


@dataclass(frozen=True)
class NewItem:
    words: str
    strands: tuple[str, ...]
    workstream: Workstream
    frequency: Frequency


@dataclass(frozen=True)
class Said:
    """What is said of an item. Only who keeps the checklist changes owner and due date."""

    status: Status
    owner: User | None
    due_on: date
    rating: Rating | None = None
    evidence: str = ""
    measures: str = ""
    reason: str = ""


def adopt_template(actor: Actor) -> ChecklistVersion:
    """Puts the shipped checklist in force as version 1."""
    check_keeps(actor)
    if newest_version() is not None:
        raise RuleBroken("The checklist is in use already.")
    version = _new_version(actor, 1, shipped().source)
    for item in shipped().items:
        details = NewItem(item.words, tuple(item.strands), item.workstream, item.frequency)
        row = _add(details, item.number, 1)
        row.live = item.live
    return version


def add_item(actor: Actor, details: NewItem, read_version: int) -> ChecklistItem:
    """A local item, in a new version of the template. `read_version`: the one that was read."""
    number = _next_version(actor, read_version)
    if not details.words.strip():
        raise RuleBroken("Say what is to be in place.", "words")
    held = every_item()
    if len(held) >= MOST_ITEMS:
        raise RuleBroken(f"A checklist has at most {MOST_ITEMS} items, those retired included.")
    item = _add(details, max(one.number for one in held) + 1, number)
    item.is_local = True
    _new_version(actor, number, f"Added: {item.words}")
    return item


def retire_item(actor: Actor, item: ChecklistItem, why: str, read_version: int) -> None:
    """Takes an item off, in a new version; what was said of it stays."""
    number = _next_version(actor, read_version)
    if item.retired_in is not None:
        raise RuleBroken("This item was retired already.")
    if not why.strip():
        raise RuleBroken("Say why it is retired.", "why")
    item.retired_in = number
    _new_version(actor, number, f"Retired item {item.number}: {why.strip()}")


def say(actor: Actor, item: ChecklistItem, said: Said, read_version: int) -> ChecklistRound:
    """Writes how an item stands. Of a reopened one this begins the next round."""
    if item.version != read_version:
        raise StaleVersion
    held = running_round(item)
    if not may_edit(actor, held):
        raise RuleBroken("Only its owner and who runs meetings can change an item.")
    if item.retired_in is not None:
        raise RuleBroken("This item was retired.")
    _check(item, said)
    if not keeps(actor):
        _check_left_alone(item, held, said)
    item.edits += 1
    row = _next_round(item, held) if has_reopened(held.as_said, clock.today()) else held
    before = None if row is not held else _told_of(held)
    _write(item, row, said)
    _enter(actor, row)
    record(
        Event.CHECKLIST_ITEM_SAID,
        actor,
        about=(ChecklistRound.__tablename__, row.id),
        content=[
            (row.key_scope(), {"after": _told_of(row), **({"before": before} if before else {})})
        ],
        status=row.status.value,
    )
    return row


def _check_left_alone(item: ChecklistItem, held: ChecklistRound, said: Said) -> None:
    if _owner_id(said) != held.owner_id:
        raise RuleBroken("Only who runs meetings gives an item to somebody else.", "owner")
    if said.due_on != due_on(held.as_said, item.frequency, clock.today()):
        raise RuleBroken("Only who runs meetings moves a due date.", "due_on")


def _check(item: ChecklistItem, said: Said) -> None:
    if said.status is Status.NOT_APPLICABLE and not said.reason.strip():
        raise RuleBroken("Say why it does not apply.", "reason")
    if said.status is Status.DONE and not said.evidence.strip():
        raise RuleBroken("Say what shows that it is done.", "evidence")
    if said.status is not Status.NOT_APPLICABLE and said.reason.strip():
        raise RuleBroken("A reason is for what does not apply: leave it empty.", "reason")
    if item.live and said.rating is not None:
        raise RuleBroken("This item rates itself: nobody enters its rating.", "rating")
    if said.rating is Rating.RED and not said.measures.strip():
        raise RuleBroken("Say what is being done to improve it.", "measures")


def _write(item: ChecklistItem, row: ChecklistRound, said: Said) -> None:
    """Done twice, it keeps the day it was first done."""
    was_done, ahead = row.status is Status.DONE, next_meeting()
    row.owner_id = _owner_id(said)
    row.owner_agency_id = said.owner.agency_id if said.owner else None
    row.due_on, row.status, row.rating = said.due_on, said.status, said.rating
    row.evidence = said.evidence.strip() or None
    row.measures = said.measures.strip() or None
    row.reason = said.reason.strip() or None
    if said.status is not Status.DONE:
        row.done_on = row.review_on = None
    elif not was_done:
        row.done_on = today = clock.today()
        row.review_on = review_on(today, item.frequency, ahead.day if ahead else None)


def _owner_id(said: Said) -> UUID | None:
    return said.owner.id if said.owner else None


def _next_round(item: ChecklistItem, before: ChecklistRound) -> ChecklistRound:
    row = ChecklistRound(
        item_id=item.id,
        subject_id=item.id,
        agency_id=item.agency_id,
        number=before.number + 1,
        owner_id=before.owner_id,
        owner_agency_id=before.owner_agency_id,
        due_on=due_on(before.as_said, item.frequency, clock.today()),
        status=Status.NOT_STARTED,
    )
    db.session.add(row)
    return row


def _enter(actor: Actor, row: ChecklistRound) -> None:
    db.session.add(
        ChecklistEntry(
            round_id=row.id,
            subject_id=row.subject_id,
            agency_id=row.agency_id,
            said_on=clock.today(),
            said_by_id=actor.user_id,
            owner_id=row.owner_id,
            due_on=row.due_on,
            status=row.status,
            rating=row.rating,
            evidence=row.evidence,
            measures=row.measures,
            reason=row.reason,
        )
    )


def _add(details: NewItem, number: int, version: int) -> ChecklistItem:
    """An item with its first round, owned by nobody yet and due as one reopened today would be."""
    item = ChecklistItem(
        agency_id=partnership().id,
        number=number,
        strands=list(details.strands),
        workstream=details.workstream,
        frequency=details.frequency,
        added_in=version,
        words=details.words.strip(),
    )
    first = ChecklistRound(
        item_id=item.id,
        subject_id=item.id,
        agency_id=item.agency_id,
        number=1,
        due_on=clock.today() + timedelta(days=DAYS_TO_REVIEW[details.frequency]),
        status=Status.NOT_STARTED,
    )
    db.session.add_all([item, first])
    return item


def _new_version(actor: Actor, number: int, why: str) -> ChecklistVersion:
    version = ChecklistVersion(
        agency_id=partnership().id,
        number=number,
        made_on=clock.today(),
        made_by_id=actor.user_id,
        why=why,
    )
    db.session.add(version)
    record(
        Event.CHECKLIST_TEMPLATE_CHANGED,
        actor,
        about=(ChecklistVersion.__tablename__, version.id),
        content=[(version.key_scope(), {"why": why})],
        number=number,
    )
    return version


def _next_version(actor: Actor, read_version: int) -> int:
    check_keeps(actor)
    newest = newest_version()
    if newest is None:
        raise RuleBroken("Put the checklist in use first.")
    if newest.number != read_version:
        raise StaleVersion
    return newest.number + 1


def _told_of(row: ChecklistRound) -> dict[str, str]:
    return {
        "round": str(row.number),
        "status": row.status.value,
        "owner": str(row.owner_id or ""),
        "due_on": row.due_on.isoformat(),
        "rating": row.rating.value if row.rating else "",
        "evidence": row.evidence or "",
        "measures": row.measures or "",
        "reason": row.reason or "",
    }
