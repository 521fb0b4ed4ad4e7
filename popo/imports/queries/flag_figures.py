"""How flagged people agree with the scheme's, in figures: by source, and by agency."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency
from popo.accounts.queries import list_agencies
from popo.db import db
from popo.imports.flagging import FlagState, Gap
from popo.imports.kinds import ListKind
from popo.imports.models import (
    BatchState,
    FlagDifference,
    ImportBatch,
    ImportRow,
    ListSource,
    RowState,
)
from popo.imports.queries.batches import PAGE, quiet_since
from popo.imports.queries.flags import told_to
from popo.imports.verdicts import Verdict
from popo.people.models import Person
from popo.people.policy import CRIMINAL_JUSTICE


@dataclass(frozen=True)
class SourceFigures:
    """What came of a source's newest list. `batch` is None before the first one."""

    source: ListSource
    batch: ImportBatch | None
    late: int | None
    open: dict[Gap, int]
    to_settle: int

    @property
    def agreed(self) -> int:
        return self._counted("agreed")

    @property
    def strangers(self) -> int:
        return self._counted("unmatched")

    def _counted(self, name: str) -> int:
        return int((self.batch.counts or {}).get(name, 0)) if self.batch else 0


def figures_of(actor: Actor) -> list[SourceFigures]:
    """Of one's own agency's sources of flagged people."""
    sources = _sources(ListSource.agency_id == actor.agency_id)
    newest = newest_of(sources)
    opened = _open_by_source(sources, actor)
    waiting = to_settle([batch.id for batch in newest.values()])
    today = clock.today()
    return [
        SourceFigures(
            source,
            newest.get(source.id),
            quiet_since(source, today),
            {gap: opened.get((source.id, gap), 0) for gap in Gap},
            waiting.get(newest[source.id].id, 0) if source.id in newest else 0,
        )
        for source in sources
    ]


@dataclass(frozen=True)
class AgencyFigures:
    """`source` is None where the agency has named none yet."""

    agency: Agency
    source: ListSource | None
    late: int | None = None
    open: int = 0


def figures_by_agency(actor: Actor) -> list[AgencyFigures]:
    """When each agency that flags people last sent its list, and what waits there; no names."""
    sources = _sources()
    opened = _open_by_source(sources, actor)
    today = clock.today()
    found = []
    for agency in (one for one in list_agencies() if one.kind in CRIMINAL_JUSTICE):
        own = [source for source in sources if source.agency_id == agency.id]
        for source in own:
            count = sum(opened.get((source.id, gap), 0) for gap in Gap)
            found.append(AgencyFigures(agency, source, quiet_since(source, today), count))
        if not own:
            found.append(AgencyFigures(agency, None))
    return found


def _sources(*also: ColumnElement[bool]) -> list[ListSource]:
    return list(
        db.session.scalars(
            select(ListSource)
            .where(ListSource.list_kind == ListKind.FLAGGED, ListSource.closed_on.is_(None), *also)
            .order_by(ListSource.name, ListSource.id)
            .limit(PAGE)
        )
    )


def _open_by_source(sources: Collection[ListSource], actor: Actor) -> dict[tuple[UUID, Gap], int]:
    """Counted over those this reader may be told of, so that no figure gives anybody away."""
    rows = db.session.execute(
        select(FlagDifference.source_id, FlagDifference.gap, func.count(FlagDifference.id))
        .join(Person, Person.id == FlagDifference.person_id)
        .join(ListSource, ListSource.id == FlagDifference.source_id)
        .where(
            FlagDifference.source_id.in_([source.id for source in sources]),
            FlagDifference.state == FlagState.OPEN,
            told_to(actor),
        )
        .group_by(FlagDifference.source_id, FlagDifference.gap)
    )
    return {(source, gap): count for source, gap, count in rows}


def newest_of(sources: Iterable[ListSource]) -> dict[UUID, ImportBatch]:
    """By source, the list of its newest day that was brought last."""
    rows = db.session.scalars(
        select(ImportBatch)
        .join(ListSource, ListSource.id == ImportBatch.source_id)
        .where(
            ImportBatch.source_id.in_([source.id for source in sources]),
            ImportBatch.state == BatchState.ACCEPTED,
            ImportBatch.as_at == ListSource.newest_on,
        )
        .order_by(ImportBatch.created_at, ImportBatch.id)
    )
    return {batch.source_id: batch for batch in rows}


def to_settle(batches: Collection[UUID]) -> dict[UUID, int]:
    """By list, how many lines wait to be decided or could not be understood."""
    left = [verdict for verdict in Verdict if verdict.is_left_over]
    rows = db.session.execute(
        select(ImportRow.batch_id, func.count())
        .where(
            ImportRow.batch_id.in_(list(batches)),
            ImportRow.state == RowState.WAITING,
            ImportRow.verdict.in_(left),
        )
        .group_by(ImportRow.batch_id)
    )
    return {row[0]: row[1] for row in rows}
