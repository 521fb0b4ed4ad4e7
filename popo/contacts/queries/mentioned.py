"""Who is meant by the names in a note, and whether they can be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import list_agencies, users_by_id
from popo.actions.queries import may_own
from popo.cases.models import AssignmentRole
from popo.cases.queries import assignments_of, open_case_of, possible_workers
from popo.contacts.mentions import Mention, mentions_in, who_is_meant
from popo.contacts.policy import treats
from popo.people.about import AssertionKind
from popo.people.models import Person

_BY_HAND = "Add the action by hand."
_NOBODY = f"One of the names after @ is nobody who can be asked about this person. {_BY_HAND}"
_SEVERAL = f"One of the names after @ could be several people. {_BY_HAND}"
_NO_WORKER = f"No worker of that agency is on this case yet. {_BY_HAND}"
_TREATMENT = (
    "What a treatment service writes asks nothing of other agencies by itself. "
    "Add the action by hand, and choose what they are told."
)
_GIST = f"An intelligence gist asks nothing of anybody by itself. {_BY_HAND}"


@dataclass(frozen=True)
class Meant:
    """`owner` is who would be asked; where there is none, `why_not` says so without the name."""

    mention: Mention
    owner: User | None = None
    why_not: str = ""


def meant_in(
    note: str,
    kind: AssertionKind,
    person: Person | None,
    actor: Actor,
    present: Iterable[User] = (),
) -> list[Meant]:
    """Everybody a note about this person, or about nobody, asks something of.

    `present`: colleagues at hand, who stand for their agency where it has no worker on the case.
    """
    mentions = mentions_in(note, clock.today())
    if not mentions:
        return []
    if kind is AssertionKind.INTELLIGENCE:
        return [Meant(mention, why_not=_GIST) for mention in mentions]
    known = _Known(person, actor, present)
    return [known.meant(mention) for mention in mentions]


class _Known:
    """Whom this actor may ask about this person."""

    def __init__(self, person: Person | None, actor: Actor, present: Iterable[User]) -> None:
        self._person, self._actor = person, actor
        self._colleagues = {user.id: user for user in possible_workers(actor)}
        self._agencies = {agency.id: agency for agency in list_agencies()}
        self._workers = [*(_workers_on(person) if person else ()), *present]

    def meant(self, mention: Mention) -> Meant:
        agencies = who_is_meant(
            mention.who,
            {
                key: (agency.short_name, agency.name, agency.kind.value.replace("_", " "))
                for key, agency in self._agencies.items()
            },
        )
        if agencies:
            own = [user for user in self._workers if user.agency_id in agencies]
            return self._asked(mention, own[:1], _NO_WORKER)
        people = who_is_meant(
            mention.who, {key: (user.name,) for key, user in self._colleagues.items()}
        )
        found = [user for key, user in self._colleagues.items() if key in people]
        return self._asked(mention, found, _NOBODY)

    def _asked(self, mention: Mention, found: list[User], nobody: str) -> Meant:
        able = [user for user in found if may_own(user, self._person)]
        if len(able) > 1:
            return Meant(mention, why_not=_SEVERAL)
        if not able:
            return Meant(mention, why_not=nobody if not found else _NOBODY)
        if treats(self._actor) and able[0].agency_id != self._actor.agency_id:
            return Meant(mention, why_not=_TREATMENT)
        return Meant(mention, able[0])


def _workers_on(person: Person) -> Iterable[User]:
    """Leads before co-workers."""
    case = open_case_of(person)
    if case is None:
        return []
    rows = assignments_of([case.id], clock.today()).get(case.id, [])
    users = users_by_id(row.user_id for row in rows)
    ordered = sorted(rows, key=lambda row: (row.role is AssignmentRole.CO_WORKER, row.created_at))
    keys: dict[UUID, None] = dict.fromkeys(row.user_id for row in ordered)
    return [users[key] for key in keys]
