from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.db import db
from popo.people.models import Childhood


def childhood_ended(person_id: UUID) -> date | None:
    """The day a childhood on the scheme ended, for somebody who had one."""
    moment = db.session.scalars(
        select(Childhood.closed_at).where(Childhood.person_id == person_id)
    ).one_or_none()
    return clock.local(moment).date() if moment else None
