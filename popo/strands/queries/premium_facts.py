"""What the premium service's clocks look at for everybody on a strand, by column."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Strand, StrandEngagement
from popo.contacts.models import Contact, Outcome
from popo.contacts.policy import stands
from popo.db import db
from popo.intervals import on
from popo.offending.clocks import Point
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.matters import LISTED_DAYS, Fact
from popo.offending.models import OffenceEvent
from popo.offending.policy import is_followed
from popo.people.policy import readable
from popo.whereabouts.models import Location, Place

CUSTODY_DAYS = 28
"""A reception or release longer ago is no longer followed."""
_CUSTODY = [place for place in Place if place.is_custody]


class PremiumFacts:
    """Read when it is made; `events` of each person are (matter, fact), the oldest first."""

    def __init__(self, actor: Actor, strand: Strand, today: date) -> None:
        self._actor = actor
        self._today = today
        self._people = select(StrandEngagement.person_id).where(
            StrandEngagement.strand == strand, on(StrandEngagement, today)
        )
        self.events = self._events()
        self._stays = self._in_custody()
        self._kept = self._contacts_kept()

    def custody_points(self, person_id: UUID) -> dict[Point, date]:
        """Of the last time in custody: in, the prison told, out, and who saw them first."""
        stay = self._stays.get(person_id)
        if stay is None:
            return {}
        began, ended = stay
        points = {Point.RECEPTION: began}
        told = (
            fact.on
            for _, fact in self.events[person_id]
            if fact.kind is K.PRISON_TOLD and fact.on >= began
        )
        seen = (at for at in self._kept[person_id] if ended is not None and at >= ended)
        found = {
            Point.PRISON_TOLD: next(told, None),
            Point.RELEASE: ended,
            Point.FIRST_CONTACT: next(seen, None),
        }
        if ended is not None:
            del points[Point.RECEPTION]
        return points | {point: day for point, day in found.items() if day is not None}

    def _events(self) -> defaultdict[UUID, list[tuple[UUID | None, Fact]]]:
        """Recorded step by step, from a year back."""
        groups: defaultdict[UUID, list[tuple[UUID | None, Fact]]] = defaultdict(list)
        held = select(
            OffenceEvent.person_id,
            OffenceEvent.matter_id,
            OffenceEvent.event_kind,
            OffenceEvent.happened_on,
            OffenceEvent.offence_on,
            OffenceEvent.sentenced_on,
            OffenceEvent.concluded_on,
            OffenceEvent.revoked_on,
            OffenceEvent.absent_on,
            OffenceEvent.variety,
            OffenceEvent.result,
        ).where(
            OffenceEvent.person_id.in_(self._people),
            OffenceEvent.happened_on >= self._today - timedelta(days=LISTED_DAYS),
            is_followed(),
            readable(OffenceEvent, self._actor),
        )
        ordered = held.order_by(OffenceEvent.happened_on, OffenceEvent.id)
        for person, matter, *said in db.session.execute(ordered):
            groups[person].append((matter, _fact(said)))
        return groups

    def _in_custody(self) -> dict[UUID, tuple[date, date | None]]:
        """The last time inside, across moves between places of custody."""
        since = self._today - timedelta(days=CUSTODY_DAYS)
        held = (
            select(Location.person_id, Location.starts_on, Location.ends_on)
            .where(
                Location.person_id.in_(self._people),
                Location.place.in_(_CUSTODY),
                Location.starts_on <= self._today,
                Location.ends_on.is_(None) | (Location.ends_on >= since),
                readable(Location, self._actor),
            )
            .order_by(Location.starts_on, Location.id)
        )
        stays: dict[UUID, tuple[date, date | None]] = {}
        for person, began, ended in db.session.execute(held):
            former = stays.get(person)
            goes_on = former is not None and former[1] == began
            stays[person] = (former[0] if former and goes_on else began, _past(ended, self._today))
        return {person: stay for person, stay in stays.items() if (stay[1] or stay[0]) >= since}

    def _contacts_kept(self) -> defaultdict[UUID, list[date]]:
        groups: defaultdict[UUID, list[date]] = defaultdict(list)
        since = clock.at(self._today - timedelta(days=CUSTODY_DAYS))
        held = select(Contact.person_id, Contact.at).where(
            Contact.person_id.in_(self._people),
            Contact.at.between(since, clock.now()),
            Contact.outcome == Outcome.KEPT,
            stands(),
            readable(Contact, self._actor),
        )
        for person, at in db.session.execute(held.order_by(Contact.at, Contact.id)):
            groups[person].append(_day(at))
        return groups


def _fact(said: Sequence[Any]) -> Fact:
    """Of the columns in the order of its fields; no kind and no result are empty words."""
    return Fact(*said[:-2], *(words or "" for words in said[-2:]))


def _past(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None


def _day(at: datetime) -> date:
    return clock.local(at).date()
