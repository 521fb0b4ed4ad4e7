"""What became of the nominations somebody made or joined, and what they have yet to send."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to
from popo.selection.models import Nomination, NominationStatement, NominationStatus
from popo.selection.policy import nomination_open_to
from popo.selection.queries.nominations import DECIDED_DAYS, OPEN
from popo.settings.names import Name
from popo.settings.queries import value_of

MOST_OWN = 100


@dataclass(frozen=True)
class Own:
    """One of the actor's own statements, with the nomination it is for."""

    statement: NominationStatement
    nomination: Nomination
    person: Person
    triage_due: date | None

    @property
    def is_unsent(self) -> bool:
        return self.statement.sent_on is None

    @property
    def nominates(self) -> bool:
        """Whether the actor nominated, and did not join what somebody else nominated."""
        return self.nomination.nominated_by_id == self.statement.author_id


def own_nominations(actor: Actor) -> list[Own]:
    """Unread outcomes first, then what is unsent, then the newest; decided ones for a quarter."""
    since = clock.today() - timedelta(days=DECIDED_DAYS)
    rows = db.session.execute(
        select(NominationStatement, Nomination, Person)
        .join(Nomination, Nomination.id == NominationStatement.nomination_id)
        .join(Person, Person.id == NominationStatement.person_id)
        .where(
            NominationStatement.author_id == actor.user_id,
            visible_to(actor, SightLevel.READ),
            or_(
                nomination_open_to(actor),
                Nomination.status == NominationStatus.DRAFT,
            ),
            or_(
                Nomination.status.in_([*OPEN, NominationStatus.DRAFT]),
                Nomination.decided_on >= since,
                NominationStatement.outcome_unread,
            ),
        )
        .order_by(
            NominationStatement.outcome_unread.desc(),
            NominationStatement.draft_until.is_(None),
            NominationStatement.created_at.desc(),
            NominationStatement.id,
        )
        .limit(MOST_OWN)
    )
    days = value_of(Name.TRIAGE_WORKING_DAYS)
    return [
        Own(statement, nomination, person, nomination.triage_due(days))
        for statement, nomination, person in rows
    ]


def unread_outcomes(actor: Actor) -> list[Own]:
    return [own for own in own_nominations(actor) if own.statement.outcome_unread]
