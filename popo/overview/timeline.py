"""What happened lately, of several kinds in one order: newest first, by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from popo import clock
from popo.accounts.models import User
from popo.actions.models import Action
from popo.cases.models import TrafficLight
from popo.contacts.models import Contact, Outcome
from popo.offending.models import OffenceEvent
from popo.people.models import LivingSummary
from popo.people.policy import is_shared
from popo.resettlement.models import ResettlementState
from popo.whereabouts.models import Location

MOST_ENTRIES = 15
_MAJOR_OUTCOMES = {Outcome.MISSED_NOT_ACCEPTABLE, Outcome.MISSED_NOT_JUDGED}


@dataclass(frozen=True)
class Entry:
    """`at` is empty where only the day is known. `key` is the row it is made from.

    Major is what changes how things stand: offending, moves, housing, work and treatment, colours,
    absences that were not accepted. Contacts that were kept, actions and summaries are minor.
    """

    key: UUID
    day: date
    title: str
    kind: str
    recorded_at: datetime
    by: str = ""
    words: str = ""
    outcome: str = ""
    at: datetime | None = None
    author_id: UUID | None = None
    is_major: bool = True
    is_new: bool = False
    agency_id: UUID | None = None
    is_shared: bool = False
    """Whether it may stand in the system of any agency that works with the person."""
    group_id: UUID | None = None


@dataclass(frozen=True)
class Day:
    day: date
    entries: list[Entry]


def by_day(entries: Iterable[Entry], most: int = MOST_ENTRIES) -> list[Day]:
    """The newest entries; on one day those with a time come first, latest first."""
    newest = sorted(entries, key=newest_first, reverse=True)[:most]
    return [Day(day, list(rows)) for day, rows in groupby(newest, key=lambda entry: entry.day)]


def newest_first(entry: Entry) -> tuple[date, float, str, UUID]:
    return entry.day, entry.at.timestamp() if entry.at else 0.0, entry.title, entry.key


def of_contact(contact: Contact, users: Mapping[UUID, User]) -> Entry:
    return Entry(
        key=contact.id,
        day=clock.local(contact.at).date(),
        title=contact.contact_type.value.replace("_", " ").capitalize(),
        kind=contact.kind.value,
        recorded_at=contact.created_at,
        by=_who(users, contact.author_id),
        words=contact.note or "",
        outcome=contact.outcome.value,
        at=contact.at,
        author_id=contact.author_id,
        is_major=contact.outcome in _MAJOR_OUTCOMES,
        agency_id=contact.agency_id,
        is_shared=is_shared(contact),
        group_id=contact.group_id,
    )


def of_light(light: TrafficLight, former: TrafficLight | None, users: Mapping[UUID, User]) -> Entry:
    before = f"{former.colour.capitalize()} to " if former else "Set to "
    return Entry(
        key=light.id,
        day=light.starts_on,
        title=before + light.colour.capitalize(),
        kind=light.kind.value,
        recorded_at=light.created_at,
        by=_who(users, light.set_by_id),
        words=light.reason,
        author_id=light.set_by_id,
        agency_id=light.agency_id,
        is_shared=is_shared(light),
    )


def of_summary(summary: LivingSummary) -> Entry:
    return Entry(
        key=summary.id,
        day=summary.written_on,
        title="Summary written",
        kind=summary.kind.value,
        recorded_at=summary.created_at,
        by=summary.author,
        words=summary.words,
        is_major=False,
    )


def of_location(location: Location) -> Entry:
    return Entry(
        key=location.id,
        day=location.starts_on,
        title=location.place.words,
        kind=location.kind.value,
        recorded_at=location.created_at,
        by=location.source,
        words=location.detail or "",
        agency_id=location.agency_id,
        is_shared=is_shared(location),
    )


def of_offence_event(event: OffenceEvent, detail: str) -> Entry:
    return Entry(
        key=event.id,
        day=event.happened_on,
        title=event.event_kind.words,
        kind=event.kind.value,
        recorded_at=event.created_at,
        by=event.source or "",
        words=detail,
        agency_id=event.agency_id,
        is_shared=is_shared(event),
    )


def of_action(action: Action, users: Mapping[UUID, User]) -> Entry:
    return Entry(
        key=action.id,
        day=action.ended_on or action.asked_on,
        title="Action ended" if action.ended_on else "Action asked for",
        kind="fact",
        recorded_at=action.created_at,
        by=_who(users, action.asked_by_id),
        words=f"{action.words} {action.result or ''}".strip(),
        author_id=action.asked_by_id,
        is_major=False,
    )


def of_standing(row: ResettlementState, users: Mapping[UUID, User]) -> Entry:
    """How somebody stands in housing, work or treatment from a day on."""
    return Entry(
        key=row.id,
        day=row.starts_on,
        title=f"{row.area.words}: {row.state_words}",
        kind=row.kind.value,
        recorded_at=row.created_at,
        by=_who(users, row.said_by_id),
        words=row.words or "",
        author_id=row.said_by_id,
        agency_id=row.agency_id,
        is_shared=is_shared(row),
    )


def _who(users: Mapping[UUID, User], key: UUID) -> str:
    user = users[key]
    return f"{user.name}, {user.agency.short_name}"
