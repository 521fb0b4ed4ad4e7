"""Lines of the minutes: adding, changing one's own, striking out."""

from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import AgendaItem, LineKind, Meeting, MeetingStatus, MinuteLine
from popo.meetings.queries import meeting_of
from popo.meetings.services.common import CLOSED, hold, people_of

_LOCKED = "This line is locked. Add a line that says what is right now."
_STRUCK = "This line was struck out."


def add_line(
    actor: Actor, item: AgendaItem, kind: LineKind, words: str, key: UUID | None = None
) -> MinuteLine:
    """Puts a line under an item; after confirmation it is an addendum, locked as it is written.

    `key`: of the new row, where something that names it is made first.
    """
    meeting = meeting_of(item)
    if meeting.status is MeetingStatus.CANCELLED:
        raise RuleBroken(CLOSED[meeting.status])
    if not words.strip():
        raise RuleBroken("Write what was said.", "words")
    confirmed = meeting.status is MeetingStatus.CONFIRMED
    if not confirmed:
        hold(meeting)
    db.session.flush()  # the position is read back from the lines already there
    last = select(func.max(MinuteLine.position)).where(MinuteLine.agenda_item_id == item.id)
    line = MinuteLine(
        agenda_item_id=item.id,
        subject_id=item.person_id or item.id,
        agency_id=item.agency_id,
        line_kind=kind,
        position=(db.session.execute(last).scalar() or 0) + 1,
        author_id=actor.user_id,
        addendum=confirmed,
        locked_at=clock.now() if confirmed else None,
        words=words.strip(),
        **({"id": key} if key else {}),
    )
    db.session.add(line)
    _record(Event.MINUTE_LINE_ADDED, actor, item, line, {"after": line.words}, kind=kind.value)
    return line


def edit_line(
    actor: Actor, item: AgendaItem, line: MinuteLine, words: str, read_version: int
) -> None:
    """One's own only; what it said before is kept in the trail."""
    _check_open(item, line, read_version)
    if line.author_id != actor.user_id:
        raise RuleBroken("Only its author changes a line. Strike it out and write another.")
    if line.line_kind is LineKind.ACTION:
        raise RuleBroken("An action was offered in these words. Strike it out and write another.")
    if not words.strip():
        raise RuleBroken("Write what was said.", "words")
    before, line.words = line.words, words.strip()
    content = {"before": before, "after": line.words}
    _record(Event.MINUTE_LINE_EDITED, actor, item, line, content)


def strike_line(
    actor: Actor,
    item: AgendaItem,
    line: MinuteLine,
    reason: str,
    read_version: int,
    instead: str = "",
) -> MinuteLine | None:
    """Takes a line back, to be read struck through with the reason; `instead` is a line for it."""
    _check_open(item, line, read_version)
    if not reason.strip():
        raise RuleBroken("Say why it is struck out.", "reason")
    replacement = None
    if instead.strip():
        kind = LineKind.NOTE if line.line_kind is LineKind.ACTION else line.line_kind
        replacement = add_line(actor, item, kind, instead)
        db.session.flush()  # the struck line names it
        line.replaced_by_id = replacement.id
    line.struck_at, line.struck_reason = clock.now(), reason.strip()
    content = {"words": line.words, "reason": line.struck_reason}
    _record(Event.MINUTE_LINE_STRUCK, actor, item, line, content)
    return replacement


def lock_lines(meeting: Meeting) -> None:
    """With the confirmation of the minutes."""
    db.session.flush()  # lines just written are among them
    rows = db.session.scalars(
        select(MinuteLine)
        .join(AgendaItem, AgendaItem.id == MinuteLine.agenda_item_id)
        .where(AgendaItem.meeting_id == meeting.id, MinuteLine.locked_at.is_(None))
    )
    for line in rows:
        line.locked_at = meeting.confirmed_at


def _check_open(item: AgendaItem, line: MinuteLine, read_version: int) -> None:
    if line.agenda_item_id != item.id:
        raise LookupError("a line of another item")
    if line.locked_at is not None:
        raise RuleBroken(_LOCKED)
    if line.struck_at is not None and line.version == read_version:
        raise RuleBroken(_STRUCK)
    if line.version != read_version:
        raise StaleVersion


def _record(
    event: Event,
    actor: Actor,
    item: AgendaItem,
    line: MinuteLine,
    content: dict[str, str],
    **details: str,
) -> None:
    record(
        event,
        actor,
        people=people_of(item),
        about=(MinuteLine.__tablename__, line.id),
        content=[(line.key_scope(), content)],
        **details,
    )
