"""What follows from an absence that was judged not acceptable, and which wait for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from popo import clock
from popo.access.actor import Actor
from popo.contacts.absences import RULES, Consequence, consequence, counted, due_on
from popo.contacts.models import AbsenceAnswer, Contact, Outcome
from popo.contacts.policy import stands
from popo.contacts.queries.judging import judged_by
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.whereabouts.models import SupervisionBasis
from popo.whereabouts.queries import bases_of

ANSWERED_WITHIN = timedelta(days=90)
"""How long an absence nobody answered is still asked about."""
MOST_UNANSWERED = 100
_YEAR = timedelta(days=366)
_LEADS_SOMEWHERE = [basis for basis, rule in RULES.items() if rule]


@dataclass(frozen=True)
class Following:
    """What the `count`-th absence under one order leads to; None where nothing does."""

    basis: SupervisionBasis
    count: int
    consequence: Consequence | None
    due_on: date | None
    answer: AbsenceAnswer | None


def followings(contact: Contact, actor: Actor) -> list[Following]:
    """Under each order that ran on the day of the absence."""
    absent_on = clock.local(contact.at).date()
    bases = bases_of([contact.person_id], absent_on, actor).get(contact.person_id, [])
    days, answers = _absences(contact, actor), _answers(contact, actor)
    found = []
    for basis in bases:
        count = counted(days, basis.starts_on, absent_on)
        step = consequence(basis.basis.value, count)
        due = due_on(step, absent_on) if step else None
        found.append(Following(basis, count, step, due, answers.get(basis.id)))
    return found


def _absences(contact: Contact, actor: Actor) -> list[date]:
    """The days of those not acceptable in the year up to this one, and of this one."""
    statement = select(Contact.at).where(
        Contact.person_id == contact.person_id,
        Contact.outcome == Outcome.MISSED_NOT_ACCEPTABLE,
        Contact.at.between(contact.at - _YEAR, contact.at),
        stands(),
        readable(Contact, actor),
    )
    return [clock.local(at).date() for at in db.session.scalars(statement)]


def _answers(contact: Contact, actor: Actor) -> dict[UUID, AbsenceAnswer]:
    statement = select(AbsenceAnswer).where(
        AbsenceAnswer.contact_id == contact.id, readable(AbsenceAnswer, actor)
    )
    return {row.basis_id: row for row in db.session.scalars(statement)}


def answered(contact: Contact, basis: SupervisionBasis) -> bool:
    """Whether anybody answered it, whoever asks."""
    statement = select(AbsenceAnswer.id).where(
        AbsenceAnswer.contact_id == contact.id, AbsenceAnswer.basis_id == basis.id
    )
    return db.session.scalars(statement).first() is not None


def absences_to_answer(actor: Actor) -> list[tuple[Contact, Person]]:
    """Lately judged not acceptable by law that leads somewhere, and nobody said what follows.

    The oldest first. For whoever judges.
    """
    answered_at_all = exists().where(AbsenceAnswer.contact_id == Contact.id)
    statement = (
        select(Contact, Person)
        .join(Person, Person.id == Contact.person_id)
        .where(
            Contact.outcome == Outcome.MISSED_NOT_ACCEPTABLE,
            Contact.at.between(clock.now() - ANSWERED_WITHIN, clock.now()),
            Contact.person_id.in_(judged_by(actor)),
            stands(),
            ~answered_at_all,
            visible_to(actor, SightLevel.WORK),
            readable(Contact, actor),
        )
        .order_by(Contact.at, Contact.id)
        .limit(MOST_UNANSWERED)
    )
    rows = [(contact, person) for contact, person in db.session.execute(statement)]
    bases = _led_somewhere({person.id for _, person in rows}, actor)
    return [
        (contact, person)
        for contact, person in rows
        if any(
            basis.is_on(clock.local(contact.at).date())
            for basis in bases
            if basis.person_id == person.id
        )
    ]


def _led_somewhere(people: Iterable[UUID], actor: Actor) -> list[SupervisionBasis]:
    statement = select(SupervisionBasis).where(
        SupervisionBasis.person_id.in_(list(people)),
        SupervisionBasis.basis.in_(_LEADS_SOMEWHERE),
        readable(SupervisionBasis, actor),
    )
    return list(db.session.scalars(statement.order_by(SupervisionBasis.id)))
