"""Across agencies: whoever may not read the other record asks its holder, and is told the answer.

The holder learns of the asker's record what the asker writes; the asker learns nothing of theirs.
"""

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.queries import actor_for, list_users
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.duplicates.kinds import Answer, PairState
from popo.duplicates.models import DuplicateRequest
from popo.duplicates.queries.pairs import Seen, both_of, open_requests
from popo.duplicates.services.answering import check_open, check_said, settle_pair
from popo.errors import RuleBroken, StaleVersion
from popo.people.services import told_of


def ask_holder(actor: Actor, seen: Seen, words: str, read_version: int) -> DuplicateRequest:
    """Asks the agency that holds the record this actor may not read. Raises StaleVersion."""
    pair = seen.pair
    check_open(pair, read_version)
    if seen.holder_id is None:
        raise RuleBroken("You may read both records: answer it yourself.")
    if not words.strip():
        raise RuleBroken("Say what the holder has to know to answer.", "words")
    if seen.request is not None and seen.request.reply is None:
        raise RuleBroken("Your agency has asked already, and waits for the answer.")
    first, second = both_of(pair)
    if (first.is_young or second.is_young) and not _has_cleared(seen):
        raise RuleBroken(
            "Nobody there is cleared for young people's records. Ask the co-ordinator instead."
        )
    request = DuplicateRequest(
        person_id=pair.other_than(seen.own.id),
        agency_id=actor.agency_id,
        candidate_id=pair.id,
        holder_id=seen.holder_id,
        asked_on=clock.today(),
        asked_by_id=actor.user_id,
        words=words.strip(),
    )
    db.session.add(request)
    pair.state = PairState.ASKED
    record(
        Event.DUPLICATE_ASKED,
        actor,
        people=told_of(first, second),
        about=(request.__tablename__, request.id),
    )
    db.session.flush()
    return request


def reply_to_request(
    actor: Actor, seen: Seen, answer: Answer, reason: str, read_version: int
) -> None:
    """The holder's answer: it links or parts the two, or puts the pair back. Raises StaleVersion.

    The reason stays with the holder's own record; whoever asked is told the answer alone.
    """
    pair, request = seen.pair, seen.request
    if request is None or request.reply is not None:
        raise StaleVersion
    check_open(pair, read_version)
    check_said(reason)
    for one in open_requests(pair):
        if one.holder_id == actor.agency_id:
            one.reply, one.replied_on, one.replied_by_id = answer, clock.today(), actor.user_id
    if answer is Answer.CANNOT_SAY:
        pair.state = PairState.ASKED if open_requests(pair) else PairState.WAITING
    else:
        settle_pair(actor, pair, answer, reason, list(seen.people))
    record(
        Event.DUPLICATE_REPLIED,
        actor,
        people=told_of(*both_of(pair)),
        about=(request.__tablename__, request.id),
        answer=answer.value,
    )
    db.session.flush()


def _has_cleared(seen: Seen) -> bool:
    """Whether anybody of the holder may be told of a young person's record."""
    return any(
        actor_for(user).cleared_for(Clearance.PREVENT_AND_DETER)
        for user in list_users(seen.holder_id)
    )
