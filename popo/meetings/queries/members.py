"""Who belongs to a group, its quorum, and what was told about somebody by word of mouth."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.db import db
from popo.intervals import on
from popo.meetings.models import (
    AgendaItem,
    Attendance,
    CoreMember,
    Meeting,
    MeetingBody,
    OralDisclosure,
)
from popo.meetings.policy import item_visible_to
from popo.meetings.quorum import Count, Rule, count
from popo.people.models import Person
from popo.people.policy import readable
from popo.settings.names import Name
from popo.settings.queries import value_of

MOST_MEMBERS = 200
MOST_TOLD = 200


def members_of(body: MeetingBody) -> list[CoreMember]:
    """Those who belong to it today or will, members before deputies."""
    statement = (
        select(CoreMember)
        .where(
            CoreMember.body == body,
            or_(CoreMember.ends_on.is_(None), CoreMember.ends_on > clock.today()),
        )
        .order_by(CoreMember.deputy_for_id.is_not(None), CoreMember.starts_on, CoreMember.id)
        .limit(MOST_MEMBERS)
    )
    return list(db.session.scalars(statement))


def get_member(member_id: UUID) -> CoreMember | None:
    return db.session.get(CoreMember, member_id)


def member_users(body: MeetingBody) -> list[User]:
    """The members and deputies of today who may still sign in."""
    statement = (
        select(User)
        .join(CoreMember, CoreMember.user_id == User.id)
        .where(CoreMember.body == body, on(CoreMember, clock.today()), User.closed_at.is_(None))
        .order_by(User.created_at, User.id)
        .limit(MOST_MEMBERS)
    )
    return list(dict.fromkeys(db.session.scalars(statement)))


def noted_at(meeting: Meeting) -> list[User]:
    """Everybody noted for any item of it so far, whatever was noted."""
    noted = (
        select(Attendance.user_id)
        .join(AgendaItem, AgendaItem.id == Attendance.agenda_item_id)
        .where(AgendaItem.meeting_id == meeting.id)
    )
    statement = select(User).where(User.id.in_(noted)).order_by(User.created_at, User.id)
    return list(db.session.scalars(statement.limit(MOST_MEMBERS)))


def item_before(item: AgendaItem) -> AgendaItem | None:
    """The item before this one for which somebody was noted."""
    noted = select(Attendance.id).where(Attendance.agenda_item_id == AgendaItem.id)
    statement = (
        select(AgendaItem)
        .where(
            AgendaItem.meeting_id == item.meeting_id,
            AgendaItem.number < item.number,
            noted.exists(),
        )
        .order_by(AgendaItem.number.desc())
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def quorum_rule() -> Rule:
    return Rule(int(value_of(Name.QUORUM_LEAST)), tuple(value_of(Name.QUORUM_KINDS)))


def quorum_of(attendances: Iterable[Attendance], users: dict[UUID, User], rule: Rule) -> Count:
    """Of one item. `users`: those in the attendance, their agencies loaded."""
    kinds = [users[row.user_id].agency.kind.value for row in attendances if row.present]
    return count(rule, kinds)


def told_about(person: Person, actor: Actor) -> list[tuple[OralDisclosure, AgendaItem, Meeting]]:
    """The register of this person's record, the newest first; of items the actor may read."""
    statement = (
        select(OralDisclosure, AgendaItem, Meeting)
        .join(AgendaItem, AgendaItem.id == OralDisclosure.agenda_item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            OralDisclosure.person_id == person.id,
            readable(OralDisclosure, actor),
            item_visible_to(actor),
        )
        .order_by(OralDisclosure.disclosed_at.desc(), OralDisclosure.id)
        .limit(MOST_TOLD)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement)]
