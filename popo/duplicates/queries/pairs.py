"""The queue as one reader sees it, and one pair."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from popo.access.actor import Actor
from popo.db import db
from popo.duplicates.kinds import OPEN_STATES, PairState
from popo.duplicates.models import DuplicateAnswer, DuplicateCandidate, DuplicateRequest
from popo.duplicates.policy import asked_of, hinted_to, opened_to, seen, stands
from popo.people.models import Person, SightLevel
from popo.people.policy import readable

PAGE = 25
LAST_PAGE = 10_000
MOST_ASKED = 50
MOST_SAID = 50


class Shown(StrEnum):
    """What the list is narrowed to."""

    OPEN = "open"
    SAME = "same"
    NOT_SAME = "not-same"

    @property
    def states(self) -> tuple[PairState, ...]:
        return OPEN_STATES if self is Shown.OPEN else (PairState(self.value.replace("-", "_")),)


@dataclass(frozen=True)
class Seen:
    """A pair as far as one actor sees it: both people, or their own and who holds the other."""

    pair: DuplicateCandidate
    people: tuple[Person, ...]
    """Those who may be read, in the order of their references."""
    is_open: bool
    holder_id: UUID | None = None
    """Where one is not read: the agency that holds it."""
    request: DuplicateRequest | None = None
    """The newest of the actor's own agency, or the one asked of it."""

    @property
    def own(self) -> Person:
        return self.people[0]


@dataclass(frozen=True)
class Listed:
    lines: list[Seen]
    total: int


def list_pairs(actor: Actor, shown: Shown, page: int) -> Listed:
    """The likeliest first; `page` counts from 1."""
    where = (
        stands(),
        DuplicateCandidate.state.in_(shown.states),
        or_(opened_to(actor), hinted_to(actor)),
    )
    count = select(func.count()).select_from(DuplicateCandidate).where(*where)
    rows = db.session.execute(
        _flagged(actor)
        .where(*where)
        .order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id)
        .limit(PAGE)
        .offset((min(max(page, 1), LAST_PAGE) - 1) * PAGE)
    ).all()
    return Listed(_seen(rows, actor), db.session.execute(count).scalar_one())


def get_pair(pair_id: UUID, actor: Actor) -> Seen | None:
    """A pair that this actor opens, or whose other record's holder they may ask."""
    return _one(actor, pair_id, or_(opened_to(actor), hinted_to(actor)))


def get_opened(pair_id: UUID, actor: Actor) -> Seen | None:
    return _one(actor, pair_id, opened_to(actor))


def asked_list(actor: Actor) -> list[Seen]:
    """What other agencies ask this one and nobody answered, the oldest first."""
    return _asked(actor)


def get_asked(pair_id: UUID, actor: Actor) -> Seen | None:
    """The oldest unanswered request about this pair to the actor's agency."""
    return next(iter(_asked(actor, DuplicateRequest.candidate_id == pair_id)), None)


def answers_of(
    pair: DuplicateCandidate, people: Collection[UUID], actor: Actor
) -> list[DuplicateAnswer]:
    """What was answered of this pair, newest first, each once; `people` may be read."""
    rows = db.session.scalars(
        select(DuplicateAnswer)
        .where(
            DuplicateAnswer.candidate_id == pair.id,
            DuplicateAnswer.person_id.in_(people),
            readable(DuplicateAnswer, actor),
        )
        .order_by(DuplicateAnswer.created_at.desc(), DuplicateAnswer.id)
        .limit(MOST_SAID)
    )
    once = {(row.created_at, row.answered_by_id, row.answer): row for row in rows}
    return list(once.values())


def open_requests(pair: DuplicateCandidate) -> list[DuplicateRequest]:
    """Unanswered ones, whoever asks."""
    rows = select(DuplicateRequest).where(
        DuplicateRequest.candidate_id == pair.id, DuplicateRequest.reply.is_(None)
    )
    return list(db.session.scalars(rows.order_by(DuplicateRequest.created_at, DuplicateRequest.id)))


def standing_answers(pair: DuplicateCandidate) -> list[DuplicateAnswer]:
    """The rows of the answer that stands."""
    rows = select(DuplicateAnswer).where(
        DuplicateAnswer.candidate_id == pair.id, DuplicateAnswer.undone_on.is_(None)
    )
    return list(db.session.scalars(rows.order_by(DuplicateAnswer.id)))


def both_of(pair: DuplicateCandidate) -> tuple[Person, Person]:
    """Both people, seen or not: for services, which show nothing."""
    keys = [pair.first_id, pair.second_id]
    found = {one.id: one for one in db.session.scalars(select(Person).where(Person.id.in_(keys)))}
    return found[pair.first_id], found[pair.second_id]


def _one(actor: Actor, pair_id: UUID, condition: ColumnElement[bool]) -> Seen | None:
    rows = db.session.execute(
        _flagged(actor).where(DuplicateCandidate.id == pair_id, stands(), condition)
    ).all()
    return next(iter(_seen(rows, actor)), None)


def _flagged(actor: Actor) -> Any:
    """Each pair with who holds its two records, and which of them this actor reads."""
    first, second = aliased(Person), aliased(Person)
    pair = DuplicateCandidate
    return (
        select(
            pair,
            first.agency_id.label("first_holder"),
            second.agency_id.label("second_holder"),
            seen(pair.first_id, actor, SightLevel.READ).label("reads_first"),
            seen(pair.second_id, actor, SightLevel.READ).label("reads_second"),
        )
        .join(first, first.id == pair.first_id)
        .join(second, second.id == pair.second_id)
    )


def _seen(rows: Collection[Any], actor: Actor) -> list[Seen]:
    """In two more statements, however many rows."""
    reads = {
        key
        for pair, _, _, first, second in rows
        for key, may in ((pair.first_id, first), (pair.second_id, second))
        if may
    }
    people = {one.id: one for one in db.session.scalars(select(Person).where(Person.id.in_(reads)))}
    requests = _own_requests([row[0].id for row in rows], actor)
    return [
        Seen(
            pair,
            _people(pair, people, first, second),
            is_open=bool(first and second),
            holder_id=None if first and second else (second_holder if first else first_holder),
            request=requests.get(pair.id),
        )
        for pair, first_holder, second_holder, first, second in rows
    ]


def _people(
    pair: DuplicateCandidate, people: dict[UUID, Person], first: object, second: object
) -> tuple[Person, ...]:
    shown = [people[key] for key, may in ((pair.first_id, first), (pair.second_id, second)) if may]
    return tuple(sorted(shown, key=lambda one: one.reference))


def _own_requests(pairs: Collection[UUID], actor: Actor) -> dict[UUID, DuplicateRequest]:
    rows = db.session.scalars(
        select(DuplicateRequest)
        .where(
            DuplicateRequest.candidate_id.in_(pairs),
            DuplicateRequest.agency_id == actor.agency_id,
        )
        .order_by(DuplicateRequest.created_at, DuplicateRequest.id)
    )
    return {row.candidate_id: row for row in rows}


def _asked(actor: Actor, *conditions: ColumnElement[bool]) -> list[Seen]:
    rows = db.session.execute(
        select(DuplicateRequest, DuplicateCandidate, Person)
        .join(DuplicateCandidate, DuplicateCandidate.id == DuplicateRequest.candidate_id)
        .join(Person, Person.id == DuplicateRequest.person_id)
        .where(asked_of(actor), stands(), *conditions)
        .order_by(DuplicateRequest.created_at, DuplicateRequest.id)
        .limit(MOST_ASKED)
    )
    return [
        Seen(pair, (person,), is_open=False, holder_id=request.agency_id, request=request)
        for request, pair, person in rows
    ]


def settled_among(people: Collection[UUID]) -> set[UUID]:
    """Those of these people about whose pairs somebody answered or asked."""
    rows = list(people)
    either = or_(DuplicateCandidate.first_id.in_(rows), DuplicateCandidate.second_id.in_(rows))
    pairs = db.session.execute(
        select(DuplicateCandidate.first_id, DuplicateCandidate.second_id).where(
            either, DuplicateCandidate.state != PairState.WAITING
        )
    )
    return {key for pair in pairs for key in pair} & set(people)
