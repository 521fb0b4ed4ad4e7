"""What waits for whoever signs in, by what their roles let them do."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission, Role
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import list_agencies, users_by_id
from popo.actions.models import Action
from popo.cases.models import Strand
from popo.cases.policy import strands_open_to
from popo.contacts.models import Contact
from popo.contacts.queries import judges_for
from popo.meetings.models import Meeting
from popo.meetings.queries import next_meeting
from popo.overview.my_people import Mine, my_people
from popo.overview.owed import Debt, owed_by
from popo.overview.queries import dates_between
from popo.people.models import Person
from popo.people.queries import names_of
from popo.reports.models import MonthlyUpdate
from popo.reports.queries import list_updates
from popo.strands.queries import Caseload, Filters, caseload
from popo.whereabouts.models import KeyDate

WEEK = timedelta(days=6)
MOST_OWED = 20
MOST_BY_PRIORITY = 7
MOST_UPDATES = 12
AGREEMENT_NOTICE = timedelta(days=60)


@dataclass(frozen=True)
class Desk:
    """The day of somebody who works with people."""

    owed: list[Debt]
    mine: list[Mine]
    caseloads: list[Caseload]
    """Of the strands somebody leads: the first few by priority."""
    dates: list[tuple[Person, KeyDate]]
    meeting: Meeting | None
    names: dict[UUID, str]
    users: dict[UUID, User]
    judges: set[UUID]

    @property
    def shown(self) -> list[Debt]:
        return self.owed[:MOST_OWED]

    @property
    def people(self) -> set[UUID]:
        """Everybody the page names; for the trail."""
        found = {debt.person.id for debt in self.shown if debt.person}
        found |= {one.person.id for one in self.mine} | {person.id for person, _ in self.dates}
        return found.union(*(load.people for load in self.caseloads))


@dataclass(frozen=True)
class Home:
    desk: Desk | None
    updates: list[MonthlyUpdate] = field(default_factory=list)
    agreements: list[Agency] = field(default_factory=list)
    """Those that are missing, have ended or end soon."""


def home_of(actor: Actor) -> Home:
    works = actor.can(Permission.PERSON_READ)
    reads = actor.can(Permission.UPDATE_READ) and not works
    return Home(
        desk=_desk(actor) if works else None,
        updates=list_updates(actor)[:MOST_UPDATES] if reads else [],
        agreements=_agreements() if actor.can(Permission.AGREEMENT_READ) else [],
    )


def _desk(actor: Actor) -> Desk:
    mine = my_people(actor)
    owed = owed_by(actor, mine)
    shown = owed[:MOST_OWED]
    today = clock.today()
    own = [one.person.id for one in mine]
    dates = dates_between(actor, today, today + WEEK, None if _looks_wider(actor) else own)
    named = {debt.person.id for debt in shown if debt.person}
    named |= {person.id for person, _ in dates}
    return Desk(
        owed=owed,
        mine=mine,
        caseloads=[_first_of(actor, strand) for strand in _led_by(actor)],
        dates=dates,
        meeting=next_meeting(),
        names={key: name.formal for key, name in names_of(named, actor).items()},
        users=_users(shown),
        judges=judges_for(actor, named),
    )


def _looks_wider(actor: Actor) -> bool:
    """Whether the week of everybody one may see matters, not only of one's own people."""
    return actor.sees_whole_scheme or actor.holds(Role.STRAND_LEAD)


def _led_by(actor: Actor) -> list[Strand]:
    led = {grant.scope for grant in actor.roles if grant.role is Role.STRAND_LEAD}
    return [strand for strand in strands_open_to(actor) if strand in led]


def _first_of(actor: Actor, strand: Strand) -> Caseload:
    return caseload(actor, strand, Filters(), size=MOST_BY_PRIORITY)


def _users(debts: list[Debt]) -> dict[UUID, User]:
    keys = set()
    for debt in debts:
        if isinstance(debt.about, Action):
            keys |= {debt.about.owner_id, debt.about.asked_by_id}
        elif isinstance(debt.about, Contact):
            keys.add(debt.about.author_id)
    return users_by_id(keys)


def _agreements() -> list[Agency]:
    soon = clock.today() + AGREEMENT_NOTICE
    return [
        agency
        for agency in list_agencies()
        if agency.kind is not AgencyKind.PARTNERSHIP and not agency.agreement_in_force(soon)
    ]
