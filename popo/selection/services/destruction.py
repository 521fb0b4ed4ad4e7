"""Destroying declined nominees on the day they are due, so that nobody lingers on a list."""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, select

from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase
from popo.db import db
from popo.keys.models import DataKey
from popo.keys.services import destroy_keys
from popo.people.services.index import forget_tokens
from popo.selection.models import Nomination, NominationStatus

BECAUSE = "declined nomination expired"


def destroy_expired(today: date) -> list[UUID]:
    """Destroys those whose declined nomination expired and whom nothing else keeps.

    Anything else is another nomination that has not expired, or a case at any time. Gives the
    keys of the people; doing it again destroys nobody twice.
    """
    expired = Nomination.expires_on <= today
    kept = exists().where(SchemeCase.person_id == Nomination.person_id) | Nomination.person_id.in_(
        select(Nomination.person_id).where(
            (Nomination.status != NominationStatus.DECLINED) | (Nomination.expires_on > today)
        )
    )
    still_readable = exists().where(
        DataKey.subject_id == Nomination.person_id, DataKey.wrapped.is_not(None)
    )
    people = list(
        db.session.scalars(
            select(Nomination.person_id)
            .where(expired, ~kept, still_readable)
            .distinct()
            .order_by(Nomination.person_id)
        )
    )
    destroy_keys(people)
    for person_id in people:
        forget_tokens(person_id)
        record(Event.PERSON_DESTROYED, None, people=[person_id], because=BECAUSE)
    return people
