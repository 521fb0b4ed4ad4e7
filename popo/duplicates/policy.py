"""Who is told of a pair: what each condition says stands on `DuplicateCandidate` or a key of it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from popo.access.actor import Actor
from popo.duplicates.kinds import OPEN_STATES
from popo.duplicates.models import DuplicateCandidate, DuplicateRequest
from popo.duplicates.pairing import QUEUED_FROM
from popo.people.models import Person, SearchToken, SightLevel
from popo.people.policy import not_shut, visible_to


def seen(key: Any, actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    """The person behind `key`, a column of a table that is not `people`, is seen so far."""
    return _of(key, visible_to(actor, level))


def _of(key: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The query around it may hold `people` too: this row of them is its own."""
    person = select(Person.id).where(Person.id == key, condition)
    return person.correlate_except(Person).exists()


def opened_to(actor: Actor) -> ColumnElement[bool]:
    """Both records may be read, and one of them worked with: such a pair is shown and answered."""
    first, second = DuplicateCandidate.first_id, DuplicateCandidate.second_id
    return and_(
        seen(first, actor, SightLevel.READ),
        seen(second, actor, SightLevel.READ),
        or_(seen(first, actor, SightLevel.WORK), seen(second, actor, SightLevel.WORK)),
    )


def hinted_to(actor: Actor) -> ColumnElement[bool]:
    """One is worked with, the other known to exist and not read: its holder may be asked.

    What came of the pair is told only to an agency that asked.
    """
    first, second = DuplicateCandidate.first_id, DuplicateCandidate.second_id
    ours = exists().where(
        DuplicateRequest.candidate_id == DuplicateCandidate.id,
        DuplicateRequest.agency_id == actor.agency_id,
    )
    return and_(
        or_(_half_seen(first, second, actor), _half_seen(second, first, actor)),
        or_(DuplicateCandidate.state.in_(OPEN_STATES), ours),
    )


def _half_seen(own: Any, other: Any, actor: Actor) -> ColumnElement[bool]:
    return and_(
        seen(own, actor, SightLevel.WORK),
        seen(other, actor, SightLevel.EXISTS),
        ~seen(other, actor, SightLevel.READ),
    )


def asked_of(actor: Actor) -> ColumnElement[bool]:
    """On `DuplicateRequest` joined with its candidate: unanswered, and for this actor to answer.

    Of the other record the holder reads only the words of whoever asks; where it is shut to this
    actor, as a young person's is, they are not told that anything was asked.
    """
    return and_(
        DuplicateRequest.holder_id == actor.agency_id,
        DuplicateRequest.reply.is_(None),
        seen(DuplicateRequest.person_id, actor, SightLevel.WORK),
        *(
            _of(key, not_shut(actor))
            for key in (DuplicateCandidate.first_id, DuplicateCandidate.second_id)
        ),
    )


def stands() -> ColumnElement[bool]:
    """Queued or answered, and neither of the two was destroyed since."""
    return and_(
        or_(
            DuplicateCandidate.score >= QUEUED_FROM,
            DuplicateCandidate.state.not_in(OPEN_STATES),
        ),
        *(
            exists().where(SearchToken.person_id == key)
            for key in (DuplicateCandidate.first_id, DuplicateCandidate.second_id)
        ),
    )
