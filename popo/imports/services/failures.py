"""The lines of a list that were not taken, as a list of their own."""

from collections.abc import Iterator

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.imports.models import ImportBatch, ImportRow, RowState
from popo.imports.queries.batches import rows_of
from popo.imports.tables import text_of
from popo.reports.files import harmless

_AT_ONCE = 500


def failed_lines(batch: ImportBatch) -> Iterator[list[str]]:
    """The headings, then each line with its number and why; no cell is taken for a formula.

    Of a line about nobody the scheme knows there is only the number and the reason.
    """
    headings: list[str] = batch.shape["headings"]
    yield [*map(harmless, headings), "Line", "Why it was not taken"]
    page = 1
    while rows := rows_of(batch, page=page, limit=_AT_ONCE):
        for row in rows:
            if _failed(row):
                yield [*_cells(row, len(headings)), str(row.number), harmless(why(row))]
        page += 1


def why(row: ImportRow) -> str:
    """In a sentence or two, for whoever mends the list."""
    held = row.held or {}
    problems = [f"{column}: {sentence}" for column, sentence in held["row"]["problems"]]
    said = [*problems, held["note"]]
    if not any(said):
        said = [row.verdict.words]
        said += [label for label, _, how in held["differences"] if how == "differs"]
    return " ".join(part for part in said if part)


def note_taken_out(actor: Actor, batch: ImportBatch, lines: int) -> None:
    record(
        Event.LIST_FAILURES_TAKEN_OUT,
        actor,
        about=(ImportBatch.__tablename__, batch.id),
        kind=batch.list_kind.value,
        lines=lines,
    )


def _failed(row: ImportRow) -> bool:
    waits = row.state is RowState.WAITING and row.verdict.is_left_over
    return row.state is RowState.REFUSED or waits


def _cells(row: ImportRow, width: int) -> list[str]:
    held = row.cells["cells"] if row.cells else []
    cells = [harmless(text_of(cell)) for cell in held[:width]]
    return cells + [""] * (width - len(cells))
