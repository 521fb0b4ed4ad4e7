"""Holding a list of flagged people against the scheme's, and answering where they differ."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, update

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.flagging import ANSWERS, FlagAnswer, FlagState, Gap, Sides, becomes
from popo.imports.models import BatchState, FlagDifference, ImportBatch, ListSource
from popo.imports.policy import check_may_bring
from popo.imports.queries.flag_figures import newest_of
from popo.imports.queries.flags import Line, beside, standing_of
from popo.people.about import Handling

_AT_ONCE = 500


def hold_against(actor: Actor, batch: ImportBatch) -> None:
    """Once a list is looked through; of an older one than the newest nothing follows."""
    source = db.session.get_one(ListSource, batch.source_id)
    batch.state, batch.taken_at = BatchState.ACCEPTED, clock.now()
    if source.newest_on is None or batch.as_at >= source.newest_on:
        source.newest_on = batch.as_at
        db.session.flush()
        _compare(actor, batch)


def hold_again(actor: Actor, batch: ImportBatch) -> None:
    """Somebody said whom a line is about, or that it does not count."""
    db.session.flush()
    source = db.session.get_one(ListSource, batch.source_id)
    if newest_of([source]).get(source.id) is batch:
        _compare(actor, batch)


def _compare(actor: Actor, batch: ImportBatch) -> None:
    sides, young = beside(batch, actor)
    gaps = sides.gaps()
    changed = _move_held(batch, sides, gaps)
    opened = changed[FlagState.OPEN] | _open_new(batch, gaps)
    agreed = len(sides.agreed - young)
    batch.counts = {**(batch.counts or {}), "agreed": agreed}
    record(
        Event.FLAGS_COMPARED,
        actor,
        people=opened | changed[FlagState.GONE],
        about=(ImportBatch.__tablename__, batch.id),
        opened=len(opened),
        gone=len(changed[FlagState.GONE]),
        agreed=agreed,
    )


def _move_held(
    batch: ImportBatch, sides: Sides, gaps: dict[UUID, Gap]
) -> defaultdict[FlagState, set[UUID]]:
    """What this list makes of differences found before; whose state changed, by the new one.

    Those found already are taken out of `gaps`.
    """
    changed: defaultdict[FlagState, set[UUID]] = defaultdict(set)
    moves: defaultdict[FlagState, list[UUID]] = defaultdict(list)
    still: list[UUID] = []
    for key, (person, held) in standing_of(batch.source_id).items():
        if person not in sides.compared:
            continue
        after = becomes(held, gaps.get(person), batch.as_at)
        if after is not FlagState.GONE:
            still.append(key)
            del gaps[person]
        if after is not held.state:
            moves[after].append(key)
            changed[after].add(person)
    _update(still, last_seen_on=batch.as_at)
    for state, keys in moves.items():
        _update(keys, state=state, version=FlagDifference.version + 1)
    return changed


def _update(keys: list[UUID], **values: object) -> None:
    for some in _some(keys):
        db.session.execute(
            update(FlagDifference).where(FlagDifference.id.in_(some)).values(**values)
        )


def _open_new(batch: ImportBatch, gaps: dict[UUID, Gap]) -> set[UUID]:
    db.session.add_all(
        FlagDifference(
            person_id=person,
            agency_id=batch.agency_id,
            handling=Handling.OWN_AGENCY,
            source_id=batch.source_id,
            gap=gap,
            first_seen_on=batch.as_at,
            last_seen_on=batch.as_at,
        )
        for person, gap in sorted(gaps.items())
    )
    return set(gaps)


def answer_difference(
    actor: Actor, line: Line, answer: FlagAnswer, words: str, read_version: int
) -> None:
    """An answer given before is kept beside the new one. Raises StaleVersion."""
    row, said = line.difference, words.strip()
    check_may_bring(actor, line.source.list_kind)
    if row.version != read_version:
        raise StaleVersion
    if row.state is FlagState.GONE:
        raise RuleBroken("The two lists agree about this person by now. Nothing is to be answered.")
    if answer not in ANSWERS[row.gap]:
        raise RuleBroken("Choose one of the answers.", "answer")
    if answer.needs_words and not said:
        raise RuleBroken("Say in a line what is to change, or why both are right.", "words")
    _keep_former(row)
    row.answer, row.words = answer, said or None
    row.answered_on, row.answered_by_id = clock.today(), actor.user_id
    row.state = FlagState.ANSWERED
    record(
        Event.FLAG_ANSWERED,
        actor,
        people=[row.person_id],
        about=(FlagDifference.__tablename__, row.id),
        gap=row.gap.value,
        answer=answer.value,
    )


def _keep_former(row: FlagDifference) -> None:
    if row.answer is None or row.answered_on is None:
        return
    former = [
        row.answer.value,
        row.words or "",
        str(row.answered_by_id),
        row.answered_on.isoformat(),
    ]
    held = row.earlier["answers"] if row.earlier else []
    row.earlier = {"answers": [*held, former]}


def forget_differences(people: Collection[UUID]) -> None:
    """Part of taking a record away: differences nobody answered go with it."""
    for some in _some(list(people)):
        db.session.execute(delete(FlagDifference).where(FlagDifference.person_id.in_(some)))


def _some(keys: list[UUID]) -> list[list[UUID]]:
    return [keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE)]
