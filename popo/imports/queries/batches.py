"""Sources and batches of one's own agency, and the lines of a batch."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select, true

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.imports.models import (
    BatchState,
    ImportBatch,
    ImportChange,
    ImportDigest,
    ImportPart,
    ImportRow,
    ListSource,
    RowState,
)
from popo.imports.policy import may_see_batch, seen_batches
from popo.imports.verdicts import Verdict
from popo.people.models import Person, SearchToken, SightLevel
from popo.people.policy import visible_to

Counts = Counter[tuple[Verdict, RowState]]
"""How many lines have each verdict and state."""

MOST_LISTED = 50
PAGE = 50
_TO_DECIDE = [verdict for verdict in Verdict if verdict.is_safe or verdict.is_left_over]
_OPEN = (BatchState.MAPPING, BatchState.CHECKING, BatchState.CHECKED, BatchState.ACCEPTING)


def sources_of(actor: Actor) -> list[ListSource]:
    """Of one's own agency, those still in use."""
    return list(
        db.session.scalars(
            select(ListSource)
            .where(ListSource.agency_id == actor.agency_id, ListSource.closed_on.is_(None))
            .order_by(ListSource.name)
            .limit(MOST_LISTED)
        )
    )


def get_source(source_id: UUID, actor: Actor) -> ListSource | None:
    source = db.session.get(ListSource, source_id)
    return source if source is not None and source.agency_id == actor.agency_id else None


def quiet_since(source: ListSource, today: date) -> int | None:
    """Days by which the next list is late, or None while none is due."""
    if source.every_days is None:
        return None
    last = source.newest_on or source.created_at.date()
    late = (today - last).days - source.every_days
    return late if late > 0 else None


def batches_of(actor: Actor, page: int = 1) -> list[ImportBatch]:
    """Of one's own agency those one may see, the newest first."""
    return list(
        db.session.scalars(
            select(ImportBatch)
            .where(seen_batches(actor))
            .order_by(ImportBatch.created_at.desc(), ImportBatch.id)
            .offset((page - 1) * PAGE)
            .limit(PAGE)
        )
    )


def get_batch(batch_id: UUID, actor: Actor) -> ImportBatch | None:
    """Lists are seen by the agency that brought them, one of people by who brought it."""
    batch = db.session.get(ImportBatch, batch_id)
    return batch if batch is not None and may_see_batch(actor, batch) else None


def same_list(source: ListSource, digest: int, as_at: date) -> ImportBatch | None:
    """The same content from the same source, brought before and still standing.

    That the same people are flagged a month later is news: there it is the same day that counts.
    """
    any_day = not source.list_kind.flags_people
    return db.session.scalars(
        select(ImportBatch)
        .where(
            ImportBatch.source_id == source.id,
            ImportBatch.digest == digest,
            true() if any_day else ImportBatch.as_at == as_at,
            ImportBatch.state.not_in([BatchState.UNDONE, BatchState.CANCELLED]),
        )
        .order_by(ImportBatch.created_at.desc())
        .limit(1)
    ).one_or_none()


def counts_of(batch: ImportBatch) -> Counts:
    rows = db.session.execute(
        select(ImportRow.verdict, ImportRow.state, func.count())
        .where(ImportRow.batch_id == batch.id)
        .group_by(ImportRow.verdict, ImportRow.state)
    )
    return Counter({(verdict, state): count for verdict, state, count in rows})


def rows_of(
    batch: ImportBatch,
    verdict: Verdict | None = None,
    *,
    state: RowState | None = None,
    page: int = 1,
    limit: int = PAGE,
) -> list[ImportRow]:
    """In the order of the list."""
    statement = select(ImportRow).where(ImportRow.batch_id == batch.id)
    if verdict is not None:
        statement = statement.where(ImportRow.verdict == verdict)
    if state is not None:
        statement = statement.where(ImportRow.state == state)
    ordered = statement.order_by(ImportRow.number).offset((page - 1) * limit).limit(limit)
    return list(db.session.scalars(ordered))


def get_row(batch: ImportBatch, row_id: UUID) -> ImportRow | None:
    row = db.session.get(ImportRow, row_id)
    return row if row is not None and row.batch_id == batch.id else None


def anything_waits(batch: ImportBatch) -> bool:
    """Whether a line is still to be taken, decided or mended."""
    waiting = select(ImportRow.id).where(
        ImportRow.batch_id == batch.id,
        ImportRow.state == RowState.WAITING,
        ImportRow.verdict.in_(_TO_DECIDE),
    )
    return db.session.scalars(waiting.limit(1)).first() is not None


def safe_rows(batch: ImportBatch, limit: int) -> list[ImportRow]:
    """The next lines that may be taken without a look at each."""
    safe = [verdict for verdict in Verdict if verdict.is_safe]
    return list(
        db.session.scalars(
            select(ImportRow)
            .where(
                ImportRow.batch_id == batch.id,
                ImportRow.verdict.in_(safe),
                ImportRow.state == RowState.WAITING,
            )
            .order_by(ImportRow.number)
            .limit(limit)
        )
    )


def parts_left(batch: ImportBatch, limit: int) -> list[ImportPart]:
    return list(
        db.session.scalars(
            select(ImportPart)
            .where(ImportPart.batch_id == batch.id)
            .order_by(ImportPart.position)
            .limit(limit)
        )
    )


def first_part(batch: ImportBatch) -> ImportPart | None:
    return next(iter(parts_left(batch, 1)), None)


def earlier_lines(batch: ImportBatch, digests: Iterable[int]) -> dict[int, int]:
    """By digest, the first line of the batch that had it."""
    rows = db.session.execute(
        select(ImportDigest.digest, func.min(ImportDigest.number))
        .where(ImportDigest.batch_id == batch.id, ImportDigest.digest.in_(list(digests)))
        .group_by(ImportDigest.digest)
    )
    return {row[0]: row[1] for row in rows}


def changes_of(batch: ImportBatch) -> list[ImportChange]:
    """What the batch changed, the newest first."""
    return list(
        db.session.scalars(
            select(ImportChange)
            .where(ImportChange.batch_id == batch.id)
            .order_by(ImportChange.position.desc())
        )
    )


def open_batches_before(day: date) -> list[ImportBatch]:
    """Begun before a day and never finished."""
    begun = ImportBatch.created_at < clock.at(day)
    return list(db.session.scalars(select(ImportBatch).where(ImportBatch.state.in_(_OPEN), begun)))


def taken_before(day: date) -> list[ImportBatch]:
    """Taken or undone before a day, their lines still held."""
    settled = ImportBatch.state.in_([BatchState.ACCEPTED, BatchState.UNDONE])
    return list(
        db.session.scalars(
            select(ImportBatch).where(
                settled, ImportBatch.closed_at.is_(None), ImportBatch.taken_at < clock.at(day)
            )
        )
    )


def lines_known_since(batch: ImportBatch, actor: Actor) -> int:
    """Lines about strangers, kept as digests, whose number now belongs to somebody known."""
    held = {
        row.number
        for row in db.session.execute(
            select(ImportRow.number).where(ImportRow.batch_id == batch.id)
        )
    }
    now_known = db.session.scalars(
        select(ImportDigest.number)
        .join(SearchToken, SearchToken.digest == ImportDigest.digest)
        .join(Person, Person.id == SearchToken.person_id)
        .where(ImportDigest.batch_id == batch.id, visible_to(actor, SightLevel.EXISTS))
        .distinct()
    )
    return len(set(now_known) - held)


def strangers_of(batch: ImportBatch, limit: int = PAGE) -> list[int]:
    """The numbers of lines about nobody the scheme knows, while their digests are kept."""
    held = select(ImportRow.number).where(ImportRow.batch_id == batch.id)
    return list(
        db.session.scalars(
            select(ImportDigest.number)
            .where(ImportDigest.batch_id == batch.id, ImportDigest.number.not_in(held))
            .distinct()
            .order_by(ImportDigest.number)
            .limit(limit)
        )
    )


def references_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Of those this actor may open."""
    rows = db.session.execute(
        select(Person.id, Person.reference).where(Person.id.in_(list(people)), visible_to(actor))
    )
    return {row.id: row.reference for row in rows}


def unfinished_by(actor: Actor) -> list[tuple[ImportBatch, ListSource, int]]:
    """Lists this actor brought, with how many of their lines wait to be decided or taken."""
    waiting = (
        select(ImportRow.batch_id, func.count().label("lines"))
        .where(ImportRow.state == RowState.WAITING, ImportRow.verdict.in_(_TO_DECIDE))
        .group_by(ImportRow.batch_id)
        .subquery()
    )
    rows = db.session.execute(
        select(ImportBatch, ListSource, func.coalesce(waiting.c.lines, 0))
        .join(ListSource, ListSource.id == ImportBatch.source_id)
        .outerjoin(waiting, waiting.c.batch_id == ImportBatch.id)
        .where(
            ImportBatch.operator_id == actor.user_id,
            ImportBatch.closed_at.is_(None),
            or_(ImportBatch.state == BatchState.MAPPING, waiting.c.lines > 0),
            ImportBatch.state.in_([BatchState.MAPPING, BatchState.CHECKED, BatchState.ACCEPTED]),
        )
        .order_by(ImportBatch.created_at)
        .limit(MOST_LISTED)
    )
    return [(batch, source, lines) for batch, source, lines in rows]


def quiet_sources(today: date, agency_id: UUID | None = None) -> list[ListSource]:
    """Sources of which a list is late, of one agency or of all."""
    statement = select(ListSource).where(
        ListSource.closed_on.is_(None), ListSource.every_days.is_not(None)
    )
    if agency_id is not None:
        statement = statement.where(ListSource.agency_id == agency_id)
    rows = db.session.scalars(statement.order_by(ListSource.name).limit(MOST_LISTED))
    return [source for source in rows if quiet_since(source, today)]
