"""Issuing copies, taking one back, and noting that one was opened."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actors_for, list_users, users_by_id
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, Meeting, MeetingStatus
from popo.meetings.queries import meeting_of
from popo.papers.models import IssuedPaper, PaperForm, PaperKind, PaperReading
from popo.papers.policy import EXPIRES_DAYS, may_be_sent
from popo.papers.queries import (
    agencies_involved,
    entitled_to_minutes,
    holders,
    reads_among,
)

_OPEN = "Minutes are issued once they are confirmed."


def issue_papers(actor: Actor, meeting: Meeting) -> Counter[PaperKind]:
    """To members and those who were there the minutes, to other colleagues their agency's packs.

    A pack goes only to who may read an item about somebody. Who has a copy gets no second one.
    """
    _check_confirmed(meeting)
    entitled, held = entitled_to_minutes(meeting), holders(meeting)
    users = {user.id: user for user in list_users()} | users_by_id(entitled)
    wanted = [user for user in users.values() if user.closed_at is None and user.id not in held]
    readers = [reader for reader in actors_for(wanted) if may_be_sent(reader)]
    reads = reads_among(meeting, readers)
    made: Counter[PaperKind] = Counter()
    number = _last_number(meeting)
    for reader in sorted(readers, key=lambda one: (one.agency_name, one.name, one.user_id)):
        about = reads.get(reader.user_id, [])
        kind = PaperKind.FULL if reader.user_id in entitled else PaperKind.PACK
        if about and (kind is PaperKind.FULL or any(about)):
            number += 1
            _issue(actor, meeting, kind, reader, number, about)
            made[kind] += 1
    return made


def issue_extract(actor: Actor, item: AgendaItem, agency_id: UUID) -> int:
    """One item about one person, to those of an agency working with them; how many copies."""
    meeting = meeting_of(item)
    _check_confirmed(meeting)
    if item.person_id is None:
        raise RuleBroken("Only an item about a person is issued as an extract.")
    if agency_id not in {agency.id for agency in agencies_involved([item.person_id])}:
        raise RuleBroken("This agency does not work with this person.", "agency")
    held = holders(meeting, item)
    users = [user for user in list_users(agency_id) if user.id not in held]
    readers = [reader for reader in actors_for(users) if may_be_sent(reader)]
    reads = reads_among(meeting, readers, item)
    if not reads:
        raise RuleBroken("Nobody else at this agency may read this item.", "agency")
    number = _last_number(meeting)
    for reader in readers:
        if reader.user_id in reads:
            number += 1
            _issue(actor, meeting, PaperKind.EXTRACT, reader, number, [item.person_id], item)
    return len(reads)


def recall_paper(actor: Actor, paper: IssuedPaper) -> None:
    """From then on the copy does not open; that it was issued and read stays known."""
    if paper.issued_by_id != actor.user_id:
        raise RuleBroken("Only who issued a copy takes it back.")
    if paper.recalled_at is not None:
        raise RuleBroken("This copy was taken back already.")
    paper.recalled_at = clock.now()
    about = (IssuedPaper.__tablename__, paper.id)
    record(Event.PAPER_RECALLED, actor, about=about, number=paper.number)


def paper_opened(
    actor: Actor, paper: IssuedPaper, paper_form: PaperForm, people: Iterable[UUID]
) -> None:
    """For the trail: who was read about, in a copy of whose number."""
    record(
        Event.PAPER_OPENED,
        actor,
        people=people,
        about=(IssuedPaper.__tablename__, paper.id),
        number=paper.number,
        form=paper_form.value,
    )


def note_reading(user_id: UUID, paper_id: UUID, paper_form: PaperForm) -> None:
    """Kept beside the trail, as a page that reads commits nothing else."""
    db.session.add(
        PaperReading(paper_id=paper_id, user_id=user_id, paper_form=paper_form, read_at=clock.now())
    )


def _check_confirmed(meeting: Meeting) -> None:
    if meeting.status is not MeetingStatus.CONFIRMED:
        raise RuleBroken(_OPEN)
    db.session.flush()  # copies just issued are counted


def _last_number(meeting: Meeting) -> int:
    last = select(func.max(IssuedPaper.number)).where(IssuedPaper.meeting_id == meeting.id)
    return db.session.execute(last).scalar() or 0


def _issue(
    actor: Actor,
    meeting: Meeting,
    kind: PaperKind,
    reader: Actor,
    number: int,
    about: Iterable[UUID | None],
    item: AgendaItem | None = None,
) -> None:
    paper = IssuedPaper(
        meeting_id=meeting.id,
        paper_kind=kind,
        agenda_item_id=item.id if item else None,
        agency_id=reader.agency_id,
        recipient_id=reader.user_id,
        number=number,
        issued_by_id=actor.user_id,
        issued_at=clock.now(),
        expires_on=clock.today() + timedelta(days=EXPIRES_DAYS),
    )
    db.session.add(paper)
    record(
        Event.PAPER_ISSUED,
        actor,
        people={key for key in about if key},
        about=(IssuedPaper.__tablename__, paper.id),
        kind=kind.value,
        number=number,
        user=str(reader.user_id),
    )
