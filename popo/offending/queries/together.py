"""Who offended with whom, as far as this actor may see both."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.cases.queries import is_open
from popo.db import db
from popo.offending.models import CoOffending
from popo.offending.policy import link_open_to, told_in_a_score_of
from popo.people.models import Person

MOST_LINKS = 200
LINKS_COUNT_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Together:
    """A line about two people, and the other of them."""

    row: CoOffending
    other: Person


def together_of(person: Person, actor: Actor) -> list[Together]:
    """With whom the person offended, newest first, those marked wrong too."""
    rows = db.session.execute(
        select(CoOffending, Person)
        .join(Person, Person.id == CoOffending.with_person_id)
        .where(CoOffending.person_id == person.id, link_open_to(actor))
        .order_by(CoOffending.offended_on.desc(), CoOffending.created_at.desc(), CoOffending.id)
        .limit(MOST_LINKS)
    )
    return [Together(row, other) for row, other in rows]


def get_together(link_id: UUID, person: Person, actor: Actor) -> Together | None:
    row = db.session.execute(
        select(CoOffending, Person)
        .join(Person, Person.id == CoOffending.with_person_id)
        .where(
            CoOffending.link_id == link_id,
            CoOffending.person_id == person.id,
            link_open_to(actor),
        )
    ).one_or_none()
    return Together(*row) if row else None


@dataclass(frozen=True)
class ListedLink:
    """Somebody on the scheme with whom the person offended, and the newest line that says so."""

    reference: str
    offended_on: date
    row_id: UUID


def co_offending_with_listed(person: Person, actor: Actor, today: date) -> list[ListedLink]:
    """Everybody with an open case linked within a year, each once, the newest first.

    Only those this actor may see, and whom a score may tell of: a link to somebody hidden is
    neither named nor counted.
    """
    rows = db.session.execute(
        select(Person.reference, CoOffending.offended_on, CoOffending.id)
        .join(CoOffending, CoOffending.with_person_id == Person.id)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .where(
            CoOffending.person_id == person.id,
            CoOffending.wrong_on.is_(None),
            CoOffending.offended_on.between(today - LINKS_COUNT_FOR, today),
            is_open(today),
            link_open_to(actor),
            told_in_a_score_of(person),
        )
        .order_by(CoOffending.offended_on.desc(), CoOffending.id)
        .limit(MOST_LINKS)
    )
    newest: dict[str, ListedLink] = {}
    for row in rows:
        newest.setdefault(row.reference, ListedLink(*row))
    return list(newest.values())
