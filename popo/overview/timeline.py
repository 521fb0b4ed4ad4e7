"""What happened lately, of several kinds in one order: newest first, by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from popo import clock
from popo.accounts.models import User
from popo.cases.models import TrafficLight
from popo.contacts.models import Contact
from popo.offending.models import OffenceEvent
from popo.people.models import LivingSummary
from popo.whereabouts.models import Location

MOST_ENTRIES = 15


@dataclass(frozen=True)
class Entry:
    """`at` is empty where only the day is known."""

    day: date
    title: str
    kind: str
    by: str = ""
    words: str = ""
    outcome: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Day:
    day: date
    entries: list[Entry]


def by_day(entries: Iterable[Entry]) -> list[Day]:
    """The newest entries; on one day those with a time come first, latest first."""
    newest = sorted(entries, key=_newest_first, reverse=True)[:MOST_ENTRIES]
    return [Day(day, list(rows)) for day, rows in groupby(newest, key=lambda entry: entry.day)]


def _newest_first(entry: Entry) -> tuple[date, float, str]:
    return entry.day, entry.at.timestamp() if entry.at else 0.0, entry.title


def of_contact(contact: Contact, users: Mapping[UUID, User]) -> Entry:
    return Entry(
        day=clock.local(contact.at).date(),
        title=contact.contact_type.value.replace("_", " ").capitalize(),
        kind=contact.kind.value,
        by=_who(users, contact.author_id),
        words=contact.note or "",
        outcome=contact.outcome.value,
        at=contact.at,
    )


def of_light(light: TrafficLight, former: TrafficLight | None, users: Mapping[UUID, User]) -> Entry:
    before = f"{former.colour.capitalize()} to " if former else "Set to "
    return Entry(
        day=light.starts_on,
        title=before + light.colour.capitalize(),
        kind=light.kind.value,
        by=_who(users, light.set_by_id),
        words=light.reason,
    )


def of_summary(summary: LivingSummary) -> Entry:
    return Entry(
        day=summary.written_on,
        title="Summary written",
        kind=summary.kind.value,
        by=summary.author,
    )


def of_location(location: Location) -> Entry:
    return Entry(
        day=location.starts_on,
        title=location.place.words,
        kind=location.kind.value,
        by=location.source,
        words=location.detail or "",
    )


def of_offence_event(event: OffenceEvent) -> Entry:
    return Entry(
        day=event.happened_on,
        title=event.event_kind.words,
        kind=event.kind.value,
        by=event.source or "",
        words=event.detail or "",
    )


def _who(users: Mapping[UUID, User], key: UUID) -> str:
    user = users[key]
    return f"{user.name}, {user.agency.short_name}"
