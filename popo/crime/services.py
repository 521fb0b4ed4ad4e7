"""Taking files of recorded crime into the scheme's figures."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import delete, insert, select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.crime.models import CrimeCount, CrimeImport, CrimeMonth
from popo.crime.outcome import ImportOutcome, Replacement
from popo.crime.parse import parse
from popo.crime.queries import counts_of, months_held
from popo.crime.result import NO_PLACE, Cell, Parsed
from popo.db import db


def import_crime(source: BinaryIO, actor: Actor | None) -> ImportOutcome:
    """Takes a file month by month, and says what it did; FileRefused changes nothing.

    A month already held from the other kind of file is skipped; from the same kind it is replaced
    where a figure differs. So the same file a second time changes nothing, not even the imports.
    """
    parsed = parse(source, clock.today())
    outcome = _compare(parsed)
    if outcome.changed_anything:
        _store(outcome, actor)
    return outcome


def _compare(parsed: Parsed) -> ImportOutcome:
    """Sorts the months of the file by what is to be done with them."""
    kinds = months_held()
    added = tuple(month for month in parsed.months if month not in kinds)
    skipped = tuple(
        month for month in parsed.months if kinds.get(month, parsed.kind) != parsed.kind
    )
    same_kind = [month for month in parsed.months if kinds.get(month) == parsed.kind]
    held, new = _by_month(counts_of(same_kind)), _by_month(parsed.counts)
    differing = [month for month in same_kind if held[month] != new[month]]
    return ImportOutcome(
        parsed=parsed,
        added=added,
        replaced=tuple(
            Replacement(month, _placed(held[month]), _placed(new[month])) for month in differing
        ),
        unchanged=tuple(month for month in same_kind if month not in differing),
        skipped=skipped,
    )


def _store(outcome: ImportOutcome, actor: Actor | None) -> None:
    parsed = outcome.parsed
    done = CrimeImport(
        digest=parsed.digest,
        kind=parsed.kind,
        imported_by=actor.user_id if actor else None,
        report=outcome.as_dict(),
    )
    db.session.add(done)
    counts = _by_month(parsed.counts)
    months = _emptied(replacement.month for replacement in outcome.replaced)
    months += [CrimeMonth(month=month, kind=parsed.kind) for month in outcome.added]
    for month in months:
        month.import_id = done.id
        month.crimes = _placed(counts[month.month])
    db.session.add_all(months)
    db.session.execute(
        insert(CrimeCount), [row for month in months for row in _rows(month, counts[month.month])]
    )
    record(
        Event.CRIME_IMPORTED,
        actor,
        about=(CrimeImport.__tablename__, done.id),
        kind=parsed.kind.value,
        months=len(months),
    )


def _emptied(months: Iterable[date]) -> list[CrimeMonth]:
    """Months that are held, without their counts."""
    held = list(
        db.session.scalars(
            select(CrimeMonth).where(CrimeMonth.month.in_(list(months))).order_by(CrimeMonth.month)
        )
    )
    ids = [month.id for month in held]
    db.session.execute(delete(CrimeCount).where(CrimeCount.month_id.in_(ids)))
    return held


def _rows(month: CrimeMonth, counts: Mapping[Cell, int]) -> list[dict[str, Any]]:
    return [
        {
            "month_id": month.id,
            "ward": cell.ward or NO_PLACE,
            "crime_type": cell.crime_type,
            "crimes": crimes,
        }
        for cell, crimes in counts.items()
    ]


def _by_month(counts: Mapping[Cell, int]) -> dict[date, dict[Cell, int]]:
    months: dict[date, dict[Cell, int]] = {}
    for cell, crimes in counts.items():
        months.setdefault(cell.month, {})[cell] = crimes
    return months


def _placed(counts: Mapping[Cell, int]) -> int:
    return sum(crimes for cell, crimes in counts.items() if cell.ward is not None)
