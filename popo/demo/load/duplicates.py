"""Second records, found as the night finds them; one pair is answered, the rest are for readers."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from popo.db import db, transaction
from popo.demo.calendar import LAST_DAY, at
from popo.demo.load.timeline import set_time
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.duplicates.kinds import Answer, PairState
from popo.duplicates.models import DuplicateCandidate
from popo.duplicates.queries.pairs import get_opened
from popo.duplicates.services.answering import answer_pair
from popo.duplicates.services.looking import look_at_changed

_SAME = "Same photograph and the same tattoo; his probation worker has seen both."
_NOT_SAME = "Two people: both were in custody in the same week, in different places."


def find_and_answer(world: World, second_records: Sequence[Somebody]) -> None:
    set_time(at(LAST_DAY - timedelta(days=1), 18))
    more = True
    while more:
        with transaction():
            more = look_at_changed()
    with transaction():
        _answer(world, second_records)


def _answer(world: World, second_records: Sequence[Somebody]) -> None:
    """One second record is linked; the least likely pair of two people is told apart."""
    set_time(at(LAST_DAY, 10))
    truly = {
        frozenset((world.people[one.number].id, world.people[one.same_person_as or 0].id))
        for one in second_records
    }
    rows = db.session.scalars(
        select(DuplicateCandidate)
        .where(DuplicateCandidate.state == PairState.WAITING)
        .order_by(DuplicateCandidate.score, DuplicateCandidate.id)
    ).all()
    same = [row for row in rows if frozenset((row.first_id, row.second_id)) in truly]
    other = [row for row in rows if row not in same]
    for row, answer, reason in (
        *((row, Answer.SAME, _SAME) for row in same[-2:-1]),
        *((row, Answer.NOT_SAME, _NOT_SAME) for row in other[:1]),
    ):
        actor = world.office.named("coordinator")
        if (seen := get_opened(row.id, actor)) is not None:
            answer_pair(actor, seen, answer, reason, row.version)
