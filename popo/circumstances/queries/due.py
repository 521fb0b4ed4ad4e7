"""What is to be asked again around the people somebody leads: rules, adjustments, consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.circumstances.models import Adjustment, Consent, ContactRule
from popo.db import db
from popo.intervals import on
from popo.people.policy import readable

SOON = timedelta(days=7)
MOST_DUE = 200


@dataclass(frozen=True)
class DueAgain:
    """The first thing that is due about one person, and how many there are."""

    person_id: UUID
    due: date
    count: int


def due_again(actor: Actor, people: Iterable[UUID]) -> list[DueAgain]:
    """Within a week or past; by person, the most overdue first."""
    today, keys = clock.today(), list(people)
    days: dict[UUID, list[date]] = {}
    for model, column in (
        (Adjustment, Adjustment.review_on),
        (ContactRule, ContactRule.review_on),
        (Consent, Consent.until),
    ):
        rows = db.session.execute(
            select(model.person_id, column)
            .where(
                model.person_id.in_(keys),
                column <= today + SOON,
                on(model, today),
                readable(model, actor),
            )
            .order_by(column, model.id)
            .limit(MOST_DUE)
        )
        for person_id, day in rows:
            days.setdefault(person_id, []).append(day)
    found = [DueAgain(person_id, min(held), len(held)) for person_id, held in days.items()]
    return sorted(found, key=lambda one: (one.due, one.person_id))
