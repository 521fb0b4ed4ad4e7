from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.circumstances.models import Consent, Purpose
from popo.db import db
from popo.intervals import on
from popo.people.models import Person
from popo.people.policy import readable

MOST_ROWS = 200


def consent_for(people: Iterable[UUID], purpose: Purpose, day: date) -> set[UUID]:
    """Those whose consent to this holds on the day: given, not withdrawn, not run out.

    Says nothing of what was agreed, so it asks nobody's leave.
    """
    statement = select(Consent.person_id).where(
        Consent.person_id.in_(list(people)),
        Consent.purpose == purpose,
        on(Consent, day),
        Consent.until >= day,
    )
    return set(db.session.scalars(statement))


def consents_of(person: Person, actor: Actor) -> list[Consent]:
    """Newest first."""
    statement = select(Consent).where(Consent.person_id == person.id, readable(Consent, actor))
    ordered = statement.order_by(Consent.starts_on.desc(), Consent.id)
    return list(db.session.scalars(ordered.limit(MOST_ROWS)))
