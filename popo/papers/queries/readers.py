"""Who is entitled to what of a meeting's minutes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency
from popo.db import db
from popo.intervals import on
from popo.meetings.models import AgendaItem, Attendance, CoreMember, Meeting
from popo.meetings.policy import item_visible_to
from popo.meetings.queries import MOST_ITEMS
from popo.papers.models import IssuedPaper, PaperKind
from popo.papers.policy import in_force
from popo.people.models import SightGrant, SightLevel

Reads = list[UUID | None]
"""Of each item somebody may read, whom it is about."""

_AT_ONCE = 20
"""Readers asked about in one statement: each adds a column."""


def entitled_to_minutes(meeting: Meeting) -> set[UUID]:
    """Members and deputies of the group on its day, and whoever was there for an item."""
    members = select(CoreMember.user_id).where(
        CoreMember.body == meeting.body, on(CoreMember, meeting.day)
    )
    present = (
        select(Attendance.user_id)
        .join(AgendaItem, AgendaItem.id == Attendance.agenda_item_id)
        .where(AgendaItem.meeting_id == meeting.id, Attendance.present)
    )
    return set(db.session.scalars(members)) | set(db.session.scalars(present))


def reads_among(
    meeting: Meeting, actors: Sequence[Actor], item: AgendaItem | None = None
) -> dict[UUID, Reads]:
    """By reader, what each may read of the meeting, or of the one item; nobody who reads nothing.

    A statement for every twenty of them.
    """
    found: defaultdict[UUID, Reads] = defaultdict(list)
    for start in range(0, len(actors), _AT_ONCE):
        some = actors[start : start + _AT_ONCE]
        columns = [
            item_visible_to(actor).label(f"reads_{place}") for place, actor in enumerate(some)
        ]
        statement = select(AgendaItem.person_id, *columns).where(
            AgendaItem.meeting_id == meeting.id
        )
        if item is not None:
            statement = statement.where(AgendaItem.id == item.id)
        for person_id, *reads in db.session.execute(statement.limit(MOST_ITEMS)):
            for actor, may in zip(some, reads, strict=True):
                if may:
                    found[actor.user_id].append(person_id)
    return dict(found)


def holders(meeting: Meeting, item: AgendaItem | None = None) -> set[UUID]:
    """Who has a copy that opens today: of the minutes or a pack, or an extract of the item."""
    statement = select(IssuedPaper.recipient_id).where(
        IssuedPaper.meeting_id == meeting.id, in_force(clock.today())
    )
    if item is None:
        statement = statement.where(IssuedPaper.paper_kind != PaperKind.EXTRACT)
    else:
        statement = statement.where(IssuedPaper.agenda_item_id == item.id)
    return set(db.session.scalars(statement))


def agencies_involved(people: Iterable[UUID]) -> list[Agency]:
    """Agencies that work with these people today."""
    now = clock.now()
    granted = select(SightGrant.grantee_agency_id).where(
        SightGrant.person_id.in_(list(people)),
        SightGrant.grantee_agency_id.is_not(None),
        SightGrant.level >= SightLevel.READ,
        SightGrant.starts_at <= now,
        or_(SightGrant.ends_at.is_(None), SightGrant.ends_at > now),
    )
    found = select(Agency).where(Agency.id.in_(granted)).order_by(Agency.name, Agency.id)
    return list(db.session.scalars(found))
