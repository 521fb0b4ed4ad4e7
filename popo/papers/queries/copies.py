"""Copies issued: one's own, those of a meeting with who read them, and what is still to issue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.db import db
from popo.meetings.models import AgendaItem, Meeting, MeetingStatus
from popo.meetings.policy import item_visible_to
from popo.papers.models import IssuedPaper, PaperKind, PaperReading
from popo.papers.policy import in_force, issue_by, own_copy

MOST_COPIES = 500
MOST_DUE = 20


@dataclass(frozen=True)
class Copy:
    paper: IssuedPaper
    meeting: Meeting

    @property
    def words(self) -> str:
        """Minutes, Action Group, 30 April 2024."""
        return f"{self.paper.paper_kind.words}, {self.meeting.words}"


@dataclass(frozen=True)
class Listed:
    """A copy in a list, with how often and when it was last opened."""

    copy: Copy
    recipient: User | None
    times: int = 0
    read_at: datetime | None = None


@dataclass(frozen=True)
class Due:
    """Confirmed minutes that nobody has issued yet, and the last day on time."""

    meeting: Meeting
    on: date


def copy_for(actor: Actor, paper_id: UUID) -> Copy | None:
    """The actor's own copy, whether or not it still opens."""
    return _copy(select(IssuedPaper).where(IssuedPaper.id == paper_id, own_copy(actor)))


def copy_issued_by(actor: Actor, paper_id: UUID) -> Copy | None:
    by = IssuedPaper.issued_by_id == actor.user_id
    return _copy(select(IssuedPaper).where(IssuedPaper.id == paper_id, by))


def my_copies(actor: Actor) -> list[Listed]:
    """Those that open today: unread first, then the newest."""
    found = _listed(
        select(IssuedPaper, Meeting)
        .join(Meeting, Meeting.id == IssuedPaper.meeting_id)
        .where(own_copy(actor), in_force(clock.today()))
        .order_by(IssuedPaper.issued_at.desc(), IssuedPaper.id)
        .limit(MOST_COPIES)
    )
    return sorted(found, key=lambda one: one.read_at is not None)


def copies_of(meeting: Meeting) -> list[Listed]:
    """Every copy of a meeting's minutes, by number."""
    return _listed(
        select(IssuedPaper, Meeting)
        .join(Meeting, Meeting.id == IssuedPaper.meeting_id)
        .where(IssuedPaper.meeting_id == meeting.id)
        .order_by(IssuedPaper.number)
        .limit(MOST_COPIES)
    )


def items_named(actor: Actor, copies: Iterable[Listed]) -> dict[UUID, int]:
    """The agenda numbers of the items extracts are of, where the actor may read them."""
    keys = [one.copy.paper.agenda_item_id for one in copies if one.copy.paper.agenda_item_id]
    rows = db.session.execute(
        select(AgendaItem.id, AgendaItem.number).where(
            AgendaItem.id.in_(keys), item_visible_to(actor)
        )
    )
    return {key: number for key, number in rows}  # noqa: C416 - rows are not pairs to mypy


def is_issued(meeting: Meeting) -> bool:
    issued = select(IssuedPaper.id).where(
        IssuedPaper.meeting_id == meeting.id, IssuedPaper.paper_kind != PaperKind.EXTRACT
    )
    return db.session.execute(issued.limit(1)).first() is not None


def papers_due(actor: Actor) -> list[Due]:
    """For those who run meetings; the oldest first."""
    if not actor.can(Permission.MEETING_RUN):
        return []
    issued = select(IssuedPaper.meeting_id).where(IssuedPaper.paper_kind != PaperKind.EXTRACT)
    statement = (
        select(Meeting)
        .where(Meeting.status == MeetingStatus.CONFIRMED, Meeting.id.not_in(issued))
        .order_by(Meeting.confirmed_at, Meeting.id)
        .limit(MOST_DUE)
    )
    rows = [(meeting, issue_by(meeting)) for meeting in db.session.scalars(statement)]
    return [Due(meeting, on) for meeting, on in rows if on]


def _copy(statement: Select[IssuedPaper]) -> Copy | None:
    paper = db.session.scalars(statement).one_or_none()
    return Copy(paper, db.session.get_one(Meeting, paper.meeting_id)) if paper else None


def _listed(statement: Select[IssuedPaper, Meeting]) -> list[Listed]:
    rows = db.session.execute(statement).all()
    readings = {
        key: (times, last)
        for key, times, last in db.session.execute(
            select(PaperReading.paper_id, func.count(), func.max(PaperReading.read_at))
            .where(PaperReading.paper_id.in_([paper.id for paper, _ in rows]))
            .group_by(PaperReading.paper_id)
        )
    }
    users = users_by_id(paper.recipient_id for paper, _ in rows)
    return [
        Listed(
            Copy(paper, meeting), users.get(paper.recipient_id), *readings.get(paper.id, (0, None))
        )
        for paper, meeting in rows
    ]
