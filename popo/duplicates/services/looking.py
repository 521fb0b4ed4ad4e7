"""Finding pairs: whoever was added or changed is compared with whoever shares tokens with them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, or_

from popo import clock
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.duplicates.kinds import PairState
from popo.duplicates.models import DuplicateCandidate
from popo.duplicates.pairing import Held, Pairing, compare, shared_numbers
from popo.duplicates.queries.comparing import (
    Pair,
    born_swapped,
    changed,
    held_of,
    kept,
    open_to_all_who_see,
    queued_with,
    sharing_tokens,
    verdicts,
)
from popo.people.models import LinkVerdict, SearchChange

A_BATCH = 100
"""People compared with everybody at once; more would only fill the memory."""

_SAID = {LinkVerdict.SAME: PairState.SAME, LinkVerdict.NOT_SAME: PairState.NOT_SAME}


def look_at_changed() -> bool:
    """One batch of those whose tokens changed. False where nobody is left."""
    people = changed(A_BATCH)
    # first taken off the list, so that whoever is changed meanwhile is put on it again
    db.session.execute(delete(SearchChange).where(SearchChange.person_id.in_(people)))
    look_for_duplicates(people)
    return len(people) == A_BATCH


def look_for_duplicates(people: Collection[UUID]) -> int:
    """Compares these people with everybody; gives how many pairs are new or back in the queue."""
    db.session.flush()
    ordered = sorted(set(people))
    batches = (ordered[start : start + A_BATCH] for start in range(0, len(ordered), A_BATCH))
    return sum(_look(batch) for batch in batches)


def forget_pairs(people: Collection[UUID]) -> None:
    """Part of taking a record away: pairs nobody answered go with it."""
    rows = list(people)
    waiting = DuplicateCandidate.state == PairState.WAITING
    either = or_(DuplicateCandidate.first_id.in_(rows), DuplicateCandidate.second_id.in_(rows))
    db.session.execute(delete(DuplicateCandidate).where(waiting, either))


def _look(people: list[UUID]) -> int:
    held = held_of(people, open_to_all_who_see)
    people = [one for one in people if one in held]
    if not people:
        return 0
    again = queued_with(people)
    pairs = sharing_tokens(people) | born_swapped(people, held) | again
    others = {key for pair in pairs for key in pair} - held.keys()
    held |= held_of(others, open_to_all_who_see)
    rows, said = kept(pairs), verdicts(pairs)
    return sum(_keep(pair, held, rows.get(pair), said.get(pair)) for pair in sorted(pairs))


def _keep(
    pair: Pair,
    held: dict[UUID, Held],
    row: DuplicateCandidate | None,
    said: LinkVerdict | None,
) -> bool:
    """Whether the pair came into the queue."""
    first, second = held[pair[0]], held[pair[1]]
    pairing, shared = compare(first, second), shared_numbers(first, second)
    if row is None:
        return pairing.is_queued and _add(pair, pairing, shared, said)
    _score(row, pairing)
    if row.state is PairState.NOT_SAME and shared > row.shared_numbers:
        row.state, row.shared_numbers = PairState.WAITING, shared
        _record(row)
        return True
    if row.state is PairState.WAITING:
        row.state, row.shared_numbers = _SAID.get(said, row.state), shared  # type: ignore[arg-type]
    return False


def _add(pair: Pair, pairing: Pairing, shared: int, said: LinkVerdict | None) -> bool:
    """A pair that somebody linked or parted by hand is kept as they said, to be undone there."""
    row = DuplicateCandidate(
        first_id=pair[0],
        second_id=pair[1],
        score=pairing.score,
        reasons=pairing.codes,
        shared_numbers=shared,
        found_on=clock.today(),
        state=_SAID.get(said, PairState.WAITING) if said else PairState.WAITING,
    )
    db.session.add(row)
    _record(row)
    return row.state is PairState.WAITING


def _score(row: DuplicateCandidate, pairing: Pairing) -> None:
    if row.score != pairing.score or row.reasons != pairing.codes:
        row.score, row.reasons = pairing.score, pairing.codes


def _record(row: DuplicateCandidate) -> None:
    """Under neither person: the history of one would tell of the other, who may not be known."""
    record(Event.DUPLICATE_FOUND, None, about=(row.__tablename__, row.id), score=row.score)
