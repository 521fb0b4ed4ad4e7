"""Everything on the summary page of a person, gathered in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.actions.models import Action
from popo.actions.queries import for_person
from popo.contacts.models import Contact
from popo.offending.policy import detail_for
from popo.offending.queries import events_of
from popo.overview import timeline
from popo.overview.headline import Headline
from popo.overview.queries import recent_contacts
from popo.overview.story import marked_new
from popo.overview.timeline import MOST_ENTRIES, Day, Entry
from popo.people.models import Address, LivingSummary
from popo.people.queries import addresses_of, summaries_of
from popo.resettlement.kinds import Area
from popo.resettlement.models import ResettlementState
from popo.resettlement.queries import history_of
from popo.whereabouts.models import KeyDate
from popo.whereabouts.queries import key_dates_of, location_history

LAST_CONTACTS = 5


@dataclass(frozen=True)
class CaseFile:
    summary: LivingSummary | None
    addresses: list[Address]
    key_dates: list[KeyDate]
    actions: list[Action]
    """Open ones, by due date."""
    contacts: list[Contact]
    days: list[Day]
    new: list[Entry]
    """What others recorded since this reader last looked."""
    standing: dict[Area, ResettlementState | None]
    """Housing, work and, for those cleared, treatment."""
    users: dict[UUID, User]


def case_file_of(headline: Headline, actor: Actor, since: datetime | None = None) -> CaseFile:
    """`since`: when this actor last looked; what others recorded after that is new."""
    person = headline.person
    contacts = recent_contacts(person, actor, MOST_ENTRIES)
    actions = [row for row in for_person(person, actor) if row.status.is_open]
    summaries = summaries_of(person, actor)
    lights = headline.lights[:MOST_ENTRIES]
    stood = history_of(person, actor)
    changes = [row for rows in stood.values() for row in rows[:MOST_ENTRIES]]
    users = users_by_id(
        [
            *(contact.author_id for contact in contacts),
            *(action.owner_id for action in actions),
            *(light.set_by_id for light in lights),
            *(row.said_by_id for row in changes),
        ]
    )
    entries = [
        *(timeline.of_contact(contact, users) for contact in contacts),
        *_of_lights(headline, users),
        *(timeline.of_standing(row, users) for row in changes),
        *map(timeline.of_summary, summaries[-MOST_ENTRIES:]),
        *map(timeline.of_location, location_history(person, actor)[:MOST_ENTRIES]),
        *(
            timeline.of_offence_event(row, detail_for(actor, row))
            for row in events_of(person, actor)[:MOST_ENTRIES]
        ),
    ]
    shown = marked_new(entries, since, actor)
    return CaseFile(
        summary=summaries[-1] if summaries else None,
        addresses=addresses_of(person.id, actor),
        key_dates=key_dates_of([person.id], actor).get(person.id, []),
        actions=actions,
        contacts=contacts[:LAST_CONTACTS],
        days=timeline.by_day(shown),
        new=[entry for entry in shown if entry.is_new][:MOST_ENTRIES],
        users=users,
        standing={area: _today(rows) for area, rows in stood.items()},
    )


def _today(rows: list[ResettlementState]) -> ResettlementState | None:
    today = clock.today()
    return next((row for row in rows if row.is_on(today)), None)


def _of_lights(headline: Headline, users: dict[UUID, User]) -> Iterable[Entry]:
    """Each colour with the one it took the place of."""
    pairs = pairwise([*headline.lights, None])
    return [
        timeline.of_light(light, former, users)
        for light, former in islice(pairs, MOST_ENTRIES)
        if light is not None
    ]
