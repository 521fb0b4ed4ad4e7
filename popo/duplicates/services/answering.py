"""Saying that two records are, or are not, one person; taking it back. Neither record changes."""

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.duplicates.kinds import Answer, PairState
from popo.duplicates.models import DuplicateAnswer, DuplicateCandidate
from popo.duplicates.pairing import shared_numbers
from popo.duplicates.queries.comparing import held_of, open_to_all_who_see
from popo.duplicates.queries.pairs import Seen, both_of, open_requests, standing_answers
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import LinkVerdict, Person
from popo.people.services import link_people, told_of, unlink_people

_STATE = {Answer.SAME: PairState.SAME, Answer.NOT_SAME: PairState.NOT_SAME}
_VERDICT = {Answer.SAME: LinkVerdict.SAME, Answer.NOT_SAME: LinkVerdict.NOT_SAME}


def answer_pair(actor: Actor, seen: Seen, answer: Answer, reason: str, read_version: int) -> None:
    """Links the two or parts them, for whoever reads both. Raises StaleVersion.

    Whatever was asked of this pair and is unanswered is answered with it.
    """
    pair = seen.pair
    check_open(pair, read_version)
    if answer is Answer.CANNOT_SAY:
        raise RuleBroken("Say that they are one person, or that they are not; or leave it.")
    check_said(reason)
    settle_pair(actor, pair, answer, reason, list(seen.people))
    for request in open_requests(pair):
        request.reply = answer
        request.replied_on, request.replied_by_id = clock.today(), actor.user_id
    db.session.flush()


def undo_answer(actor: Actor, pair: DuplicateCandidate, read_version: int) -> None:
    """Takes the link away and puts the pair back into the queue. Raises StaleVersion."""
    if pair.version != read_version:
        raise StaleVersion
    if pair.state.is_open:
        raise RuleBroken("This pair has no answer to take back.")
    first, second = both_of(pair)
    unlink_people(first, second)
    for row in standing_answers(pair):
        row.undone_on = clock.today()
    pair.state = PairState.WAITING
    record(
        Event.DUPLICATE_UNDONE,
        actor,
        people=told_of(first, second),
        about=(pair.__tablename__, pair.id),
    )
    db.session.flush()


def settle_pair(
    actor: Actor, pair: DuplicateCandidate, answer: Answer, reason: str, told: list[Person]
) -> None:
    """`told`: the people about whom the answer is written down, of those it may stand under."""
    first, second = both_of(pair)
    link_people(actor, first, second, _VERDICT[answer])
    subjects = told_of(first, second)
    for person in told:
        if person.id in subjects:
            row = _row(actor, pair, person, answer, reason)
            db.session.add(row)
    held = held_of([first.id, second.id], open_to_all_who_see)
    pair.shared_numbers = shared_numbers(held[first.id], held[second.id])
    pair.state = _STATE[answer]
    record(
        Event.DUPLICATE_ANSWERED,
        actor,
        people=subjects,
        about=(pair.__tablename__, pair.id),
        answer=answer.value,
    )


def check_open(pair: DuplicateCandidate, read_version: int) -> None:
    if pair.version != read_version:
        raise StaleVersion
    if not pair.state.is_open:
        raise RuleBroken("This pair was answered. Undo the answer to give another.")


def check_said(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("Say what shows it.", "words")


def _row(
    actor: Actor, pair: DuplicateCandidate, person: Person, answer: Answer, reason: str
) -> DuplicateAnswer:
    return DuplicateAnswer(
        person_id=person.id,
        agency_id=actor.agency_id,
        candidate_id=pair.id,
        answer=answer,
        answered_on=clock.today(),
        answered_by_id=actor.user_id,
        reason=reason.strip(),
    )
