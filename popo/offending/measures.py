"""Figures about offending, defined once: the pace of arrests, and how long sentence takes.

Arrests are counted against days at liberty only, and the days in custody left out are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import func, select

from popo.access.actor import Actor
from popo.db import db
from popo.offending.kinds import OffenceEventKind
from popo.offending.liberty import Days
from popo.offending.matters import days_to_sentence
from popo.offending.models import OffenceEvent
from popo.offending.queries import days_at_liberty
from popo.people.models import Person
from popo.people.policy import readable

_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Pace:
    """Arrests at liberty in a year that ends on `last`, and the days they are counted against."""

    last: date
    arrests: int
    days: Days


@dataclass(frozen=True)
class ToSentence:
    """From offence to sentence, of the matters sentenced; no median of none."""

    matters: int
    median_days: float | None


def paces_of(person: Person, actor: Actor, today: date) -> tuple[Pace, Pace]:
    """The twelve months up to today, and the twelve before."""
    return _pace(person, actor, today), _pace(person, actor, today - _YEAR)


def _pace(person: Person, actor: Actor, last: date) -> Pace:
    first = last - _YEAR + timedelta(days=1)
    arrests = select(func.count()).where(
        OffenceEvent.person_id == person.id,
        OffenceEvent.event_kind == OffenceEventKind.ARREST,
        OffenceEvent.happened_on.between(first, last),
        OffenceEvent.at_liberty,
        readable(OffenceEvent, actor),
    )
    count = db.session.execute(arrests).scalar_one()
    return Pace(last, count, days_at_liberty(person.id, first, last))


def time_to_sentence(people: Iterable[UUID], actor: Actor, first: date, last: date) -> ToSentence:
    """Of the matters of these people first sentenced from `first` to `last`.

    An older conviction that belongs to no matter is one of its own.
    """
    matter = func.coalesce(OffenceEvent.matter_id, OffenceEvent.id)
    offence, sentence = func.min(OffenceEvent.offence_on), func.min(OffenceEvent.sentenced_on)
    rows = db.session.execute(
        select(offence, sentence)
        .where(OffenceEvent.person_id.in_(list(people)), readable(OffenceEvent, actor))
        .group_by(matter)
        .having(sentence.between(first, last))
    )
    days = [
        days_to_sentence(offence_on, sentenced_on)
        for offence_on, sentenced_on in rows
        if offence_on is not None and sentenced_on is not None
    ]
    return ToSentence(len(days), median(days) if days else None)
