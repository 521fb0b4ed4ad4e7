"""Terms of reference: who belongs to a group, who stands in for whom, and the quorum."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind, User
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import CoreMember, MeetingBody
from popo.meetings.queries import members_of
from popo.settings.names import Name
from popo.settings.services import set_value

MOST_NEEDED = 30


@dataclass(frozen=True)
class NewMember:
    body: MeetingBody
    user: User
    starts_on: date
    deputy_for: User | None = None


def add_member(actor: Actor, details: NewMember) -> CoreMember:
    """A member, or the deputy of one."""
    held = members_of(details.body)
    if any(row.user_id == details.user.id for row in held):
        raise RuleBroken("This colleague belongs to the group already.", "user")
    deputised = details.deputy_for
    if deputised and not any(
        row.user_id == deputised.id and row.deputy_for_id is None for row in held
    ):
        raise RuleBroken("A deputy stands in for a member of this group.", "deputy_for")
    if not details.user.agency.agreement_in_force(clock.today()):
        raise RuleBroken("Their agency has no information sharing agreement in force.", "user")
    member = CoreMember(
        body=details.body,
        user_id=details.user.id,
        deputy_for_id=deputised.id if deputised else None,
        starts_on=details.starts_on,
    )
    db.session.add(member)
    _record(Event.CORE_MEMBER_ADDED, actor, member)
    return member


def end_member(actor: Actor, member: CoreMember) -> None:
    """From today; who is to begin later never does. Pressed twice it ends once."""
    if member.ends_on is None:
        member.end(max(clock.today(), member.starts_on))
        _record(Event.CORE_MEMBER_ENDED, actor, member)


def set_quorum(actor: Actor, least: int, kinds: Collection[AgencyKind]) -> None:
    if not 1 <= least <= MOST_NEEDED:
        raise RuleBroken(f"Enter a whole number from 1 to {MOST_NEEDED}.", "least")
    set_value(Name.QUORUM_LEAST, least, actor.user_id)
    set_value(Name.QUORUM_KINDS, [kind.value for kind in kinds], actor.user_id)
    record(Event.QUORUM_SET, actor, least=least)


def _record(event: Event, actor: Actor, member: CoreMember) -> None:
    record(
        event,
        actor,
        about=(CoreMember.__tablename__, member.id),
        user=str(member.user_id),
        body=member.body.value,
    )
