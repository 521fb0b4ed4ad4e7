"""Who is to be asked to an item: the agencies involved with the person, and why each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.accounts.models import Agency, User
from popo.accounts.queries import users_by_id
from popo.cases.queries import assignments_of, open_case_of
from popo.db import db
from popo.meetings.models import AgendaItem
from popo.meetings.queries import meeting_of, member_users, noted_at
from popo.people.models import Person, SightGrant, SightLevel

_MOST_GRANTS = 200
_CORE = "core member of the group"


@dataclass(frozen=True)
class Invited:
    """One agency, why it is asked, and whom of it; nobody where a name is still to be found."""

    agency: Agency
    reasons: list[str] = field(default_factory=list)
    users: list[User] = field(default_factory=list)


def invitations_of(item: AgendaItem) -> list[Invited]:
    """Agencies that work with the person or have sight of them, then the core members."""
    asked = _Asked()
    person = db.session.get(Person, item.person_id) if item.person_id else None
    if person is not None:
        _workers(person, asked)
        _with_sight(person, asked)
    if not _closed_to_core(item, person):
        for user in member_users(meeting_of(item).body):
            asked.add(user.agency, _CORE, user)
    return sorted(asked.found.values(), key=lambda one: (_CORE in one.reasons, one.agency.name))


def may_be_here(item: AgendaItem) -> list[User]:
    """Whom the roll offers: the invited, and whoever was noted for an item of this meeting."""
    invited = [user for one in invitations_of(item) for user in one.users]
    return list(dict.fromkeys([*invited, *noted_at(meeting_of(item))]))


class _Asked:
    """Agencies in the making of the list."""

    def __init__(self) -> None:
        self.found: dict[UUID, Invited] = {}

    def add(self, agency: Agency, reason: str, user: User | None = None) -> None:
        one = self.found.setdefault(agency.id, Invited(agency))
        if reason not in one.reasons:
            one.reasons.append(reason)
        if user is not None and user not in one.users:
            one.users.append(user)


def _workers(person: Person, asked: _Asked) -> None:
    case = open_case_of(person)
    if case is None:
        return
    rows = assignments_of([case.id], clock.today()).get(case.id, [])
    users = users_by_id(row.user_id for row in rows)
    for row in rows:
        user = users[row.user_id]
        asked.add(user.agency, row.role.value.replace("_", " "), user)


def _with_sight(person: Person, asked: _Asked) -> None:
    """What gave the sight is said in the program's own words."""
    now = clock.now()
    grants = db.session.scalars(
        select(SightGrant)
        .where(
            SightGrant.person_id == person.id,
            SightGrant.level >= SightLevel.READ,
            SightGrant.starts_at <= now,
            or_(SightGrant.ends_at.is_(None), SightGrant.ends_at > now),
            or_(SightGrant.grantee_agency_id.is_not(None), SightGrant.user_id.is_not(None)),
        )
        .order_by(SightGrant.starts_at, SightGrant.id)
        .limit(_MOST_GRANTS)
    ).all()
    users = users_by_id(grant.user_id for grant in grants if grant.user_id)
    agencies = _agencies(grant.grantee_agency_id for grant in grants)
    for grant in grants:
        if grant.user_id in users:
            user = users[grant.user_id]
            asked.add(user.agency, grant.because, user)
        elif grant.grantee_agency_id in agencies:
            asked.add(agencies[grant.grantee_agency_id], grant.because)


def _agencies(keys: Iterable[UUID | None]) -> dict[UUID, Agency]:
    rows = db.session.scalars(select(Agency).where(Agency.id.in_([key for key in keys if key])))
    return {row.id: row for row in rows}


def _closed_to_core(item: AgendaItem, person: Person | None) -> bool:
    return item.restricted or (person is not None and person.sight_compartment != "adult")
