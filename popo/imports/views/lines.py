"""One line: whom it may be about, theirs beside ours, and what is taken of it."""

from uuid import UUID

from flask import abort, redirect, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.imports.comparing import Difference, How, compare
from popo.imports.forms.lines import BatchForm, DecideLineForm
from popo.imports.matching import Maybe
from popo.imports.models import ImportBatch, ImportRow
from popo.imports.policy import may_add_people
from popo.imports.queries.batches import get_row
from popo.imports.services import taking
from popo.imports.services.checking import judge_again
from popo.imports.services.failures import why
from popo.imports.services.taking import SOMEBODY_NEW
from popo.imports.verdicts import Judged, Verdict
from popo.imports.views.blueprint import (
    STALE,
    Answer,
    batch_href,
    batch_or_404,
    blueprint,
    form_page,
    source_or_404,
)
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.web.notices import done, warn


@blueprint.route("/imports/<uuid:batch_id>/lines/<uuid:row_id>", methods=["GET", "POST"])
@requires(Permission.LIST_IMPORT)
def decide_line(batch_id: UUID, row_id: UUID) -> Answer:
    batch, row = _row(batch_id, row_id)
    judged = judge_again(actor(), batch, [row])[0]
    people = _people(judged)
    who = _who(batch, people)
    differences = compare(batch.list_kind, judged.row, people[who].known) if who in people else []
    form = DecideLineForm(data={"version": row.version, "who": who, "keys": _ticked(differences)})
    offered = {one.key: one.label for one in differences if _can_take(one)}
    form.offer(offered, takes_nothing=batch.list_kind.flags_people)
    if form.validate_on_submit():
        try:
            taking.decide(actor(), batch, row, form.details(), form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            warn(STALE)
            return redirect(batch_href(batch))
        else:
            done(f"Line {row.number} is taken.")
            return redirect(_next(batch))
    looked_at_list(actor(), {one.known.key for one in people.values()}, "list_line")
    return form_page(
        "decide_line",
        form,
        batch=batch,
        source=source_or_404(batch.source_id),
        line=row,
        cells=_cells(batch, row),
        judged=judged,
        why=judged.note if judged.verdict is Verdict.CONFLICT else why(row),
        people=people,
        who=who,
        differences=differences,
        somebody_new=SOMEBODY_NEW,
        may_add=batch.list_kind.adds_people and may_add_people(actor()),
    )


@blueprint.post("/imports/<uuid:batch_id>/lines/<uuid:row_id>/leave-out")
@requires(Permission.LIST_IMPORT)
def leave_line_out(batch_id: UUID, row_id: UUID) -> Answer:
    batch, row = _row(batch_id, row_id)
    form = BatchForm()
    try:
        taking.leave_out(actor(), batch, row, form.version.data or 0)
    except RuleBroken as broken:
        warn(broken.message)
    except StaleVersion:
        warn(STALE)
    else:
        done(f"Line {row.number} is left out.")
    return redirect(_next(batch))


@blueprint.post("/imports/<uuid:batch_id>/lines/<uuid:row_id>/put-back")
@requires(Permission.LIST_IMPORT)
def put_line_back(batch_id: UUID, row_id: UUID) -> Answer:
    batch, row = _row(batch_id, row_id)
    try:
        taking.put_back(actor(), batch, row)
    except RuleBroken as broken:
        warn(broken.message)
    except StaleVersion:
        warn(STALE)
    else:
        done(f"Line {row.number} waits again.")
    return redirect(_next(batch))


def _row(batch_id: UUID, row_id: UUID) -> tuple[ImportBatch, ImportRow]:
    batch = batch_or_404(batch_id)
    row = get_row(batch, row_id)
    return (batch, row) if row is not None else abort(404)


def _people(judged: Judged) -> dict[str, Maybe]:
    found = [judged.person] if judged.person else list(judged.maybe)
    return {one.known.reference: one for one in found}


def _who(batch: ImportBatch, people: dict[str, Maybe]) -> str:
    """The one asked for; else the only one it can be; else nobody yet, or somebody new."""
    asked = request.form.get("who") or request.args.get("who", "")
    adds = batch.list_kind.adds_people and may_add_people(actor())
    if asked in people or (asked == SOMEBODY_NEW and adds):
        return asked
    if len(people) == 1:
        return next(iter(people))
    return "" if people or not adds else SOMEBODY_NEW


def _can_take(difference: Difference) -> bool:
    return bool(difference.key) and difference.how is not How.SAME


def _ticked(differences: list[Difference]) -> list[str]:
    """What adds is ticked; what differs is for whoever looks to say."""
    return [one.key for one in differences if one.how is How.ADDS and one.key]


def _cells(batch: ImportBatch, row: ImportRow) -> list[tuple[str, str]]:
    headings = batch.shape["headings"]
    cells = row.cells["cells"] if row.cells else []
    return [(head, str(cell)) for head, cell in zip(headings, cells, strict=False) if cell != ""]


def _next(batch: ImportBatch) -> str:
    """Back among the lines of the same kind, where the next one waits."""
    shown = request.args.get("show", "")
    return url_for("imports.show_batch", batch_id=batch.id, show=shown or None)
