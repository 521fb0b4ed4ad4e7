"""Taking a line in the room: a note, a decision in words, or an action somebody is asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action, withdraw_with_line
from popo.contacts.queries.mentioned import Meant, meant_in
from popo.contacts.services.mentions import DUE_DAYS
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings import services as meetings
from popo.meetings.models import AgendaItem, LineKind, MeetingStatus, MinuteLine
from popo.meetings.queries import attendances_of, meeting_of
from popo.people.about import AssertionKind
from popo.people.models import Person, SightLevel
from popo.people.queries.person import person_by_id

_NOBODY_NAMED = "Begin an action with @ and who does it, as in @housing by 14/3 confirm tenancy."
_UNSEEN = "You do not open this person's record, so nobody can be asked about them in your name."


@dataclass(frozen=True)
class Taken:
    """A line, and who was asked by it."""

    line: MinuteLine
    asked: Sequence[User] = field(default_factory=tuple)


def take_line(actor: Actor, item: AgendaItem, kind: LineKind, words: str) -> Taken:
    """What begins with @ is an action, whichever kind was chosen.

    Refused while somebody is in the room who may not hear the item.
    """
    if meeting_of(item).status is not MeetingStatus.CONFIRMED:
        meetings.check_hearing(actor, item)
    if kind is LineKind.ACTION or words.lstrip().startswith("@"):
        return _take_action(actor, item, words)
    return Taken(meetings.add_line(actor, item, kind, words))


def strike_line(
    actor: Actor,
    item: AgendaItem,
    line: MinuteLine,
    reason: str,
    read_version: int,
    instead: str = "",
) -> None:
    """Ends what the line asked for, too."""
    meetings.strike_line(actor, item, line, reason, read_version, instead)
    withdraw_with_line(actor, line.id, reason.strip())


def _take_action(actor: Actor, item: AgendaItem, words: str) -> Taken:
    person = _person(actor, item)
    meant = meant_in(words, AssertionKind.FACT, person, actor, _present(item))
    if not meant:
        raise RuleBroken(_NOBODY_NAMED, "words")
    for one in meant:
        if one.owner is None:
            raise RuleBroken(one.why_not, "words")
    line = meetings.add_line(actor, item, LineKind.ACTION, words, uuid4())
    db.session.flush()  # the actions name the line
    owners = [_offer(actor, item, line, person, one) for one in meant]
    return Taken(line, [owner for owner in owners if owner])


def _offer(
    actor: Actor, item: AgendaItem, line: MinuteLine, person: Person | None, one: Meant
) -> User | None:
    if one.owner is not None:
        offer_action(
            actor,
            one.mention.words,
            one.owner,
            one.mention.due_on or clock.today() + timedelta(days=DUE_DAYS),
            ActionOrigin.MEETING,
            person,
            agenda_item_id=item.id,
            minute_line_id=line.id,
        )
    return one.owner


def _person(actor: Actor, item: AgendaItem) -> Person | None:
    if item.person_id is None:
        return None
    person = person_by_id(item.person_id, actor, SightLevel.READ)
    if person is None:
        raise RuleBroken(_UNSEEN, "words")
    return person


def _present(item: AgendaItem) -> list[User]:
    rows = attendances_of([item.id]).get(item.id, [])
    users = users_by_id(row.user_id for row in rows if row.present)
    return [users[row.user_id] for row in rows if row.user_id in users]
