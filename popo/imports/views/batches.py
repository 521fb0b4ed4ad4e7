"""Lists brought in: all of them, and one with what came of its lines."""

import csv
import io
from uuid import UUID

from flask import make_response, redirect, render_template, request, send_file, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.errors import RuleBroken, StaleVersion
from popo.imports.forms.lines import BatchForm
from popo.imports.models import BatchState, ImportBatch, RowState
from popo.imports.policy import may_add_people, may_use
from popo.imports.queries import batches as queries
from popo.imports.running import take_now_or_later
from popo.imports.services import closing, taking, undoing
from popo.imports.services.failures import failed_lines, note_taken_out
from popo.imports.verdicts import Verdict
from popo.imports.views.blueprint import (
    STALE,
    Answer,
    batch_href,
    batch_or_404,
    blueprint,
    form_page,
    source_or_404,
)
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.web.notices import done, warn

_FIRST_SHOWN = (Verdict.CONFLICT, Verdict.NEW, Verdict.UPDATE, Verdict.MALFORMED, Verdict.SAME)
_SECONDS_BETWEEN_LOOKS = "2"


@blueprint.get("/imports")
@requires(Permission.LIST_IMPORT)
def list_imports() -> Answer:
    today = clock.today()
    page = max(request.args.get("page", 1, type=int) or 1, 1)
    batches = queries.batches_of(actor(), page)
    sources = queries.sources_of(actor())
    return render_template(
        "imports/list_imports.html",
        sources=sources,
        late={one.id: queries.quiet_since(one, today) for one in sources},
        named={one.id: one.name for one in sources},
        batches=batches,
        page=page,
        more=len(batches) == queries.PAGE,
        users=users_by_id({batch.operator_id for batch in batches}),
        may_add=may_add_people(actor()),
        usable={one.id for one in sources if may_use(actor(), one)},
    )


@blueprint.get("/imports/<uuid:batch_id>")
@requires(Permission.LIST_IMPORT)
def show_batch(batch_id: UUID) -> Answer:
    batch = batch_or_404(batch_id)
    if batch.state is BatchState.MAPPING:
        return redirect(url_for("imports.confirm_columns", batch_id=batch.id))
    counts = queries.counts_of(batch)
    by_verdict = {
        verdict: sum(count for (held, _), count in counts.items() if held is verdict)
        for verdict in Verdict
    }
    shown = _shown(by_verdict)
    page = max(request.args.get("page", 1, type=int) or 1, 1)
    rows = queries.rows_of(batch, shown, page=page) if shown else []
    people = {row.person_id for row in rows if row.person_id}
    if people:
        looked_at_list(actor(), people, "list")
    answer = make_response(
        render_template(
            "imports/show_batch.html",
            batch=batch,
            source=source_or_404(batch.source_id),
            operator=users_by_id({batch.operator_id})[batch.operator_id],
            verdicts=list(Verdict),
            by_verdict={**by_verdict, Verdict.UNMATCHED: _strangers(batch)},
            safe=_waiting_and_safe(counts),
            taken=sum(n for (_, state), n in counts.items() if state is RowState.TAKEN),
            failed=_failed(counts),
            shown=shown,
            rows=rows,
            names=names_of(people, actor()),
            page=page,
            more=len(rows) == queries.PAGE,
            strangers=queries.strangers_of(batch),
            known_since=queries.lines_known_since(batch, actor()),
        )
    )
    if batch.state.is_working:
        answer.headers["Refresh"] = _SECONDS_BETWEEN_LOOKS
    return answer


@blueprint.post("/imports/<uuid:batch_id>/take")
@requires(Permission.LIST_IMPORT)
def take_safe(batch_id: UUID) -> Answer:
    """Everything that adds and contradicts nothing."""
    batch = batch_or_404(batch_id)
    form = BatchForm()
    safe = _waiting_and_safe(queries.counts_of(batch))
    try:
        taking.begin_taking(actor(), batch, form.version.data or 0)
        take_now_or_later(actor(), batch, safe)
    except RuleBroken as broken:
        warn(broken.message)
    except StaleVersion:
        warn(STALE)
    else:
        if batch.state is BatchState.ACCEPTED:
            done("Taken. Look at what is left to decide below, or undo the whole list.")
    return redirect(batch_href(batch))


@blueprint.post("/imports/<uuid:batch_id>/stop")
@requires(Permission.LIST_IMPORT)
def stop_taking(batch_id: UUID) -> Answer:
    batch = batch_or_404(batch_id)
    return _end(batch, closing.stop_taking, "Stopped. What was taken stays; the rest waits.")


@blueprint.post("/imports/<uuid:batch_id>/cancel")
@requires(Permission.LIST_IMPORT)
def cancel_batch(batch_id: UUID) -> Answer:
    batch = batch_or_404(batch_id)
    _end(batch, closing.cancel, "Cancelled. Nothing was taken and nothing of the list is kept.")
    return redirect(url_for("imports.list_imports"))


@blueprint.route("/imports/<uuid:batch_id>/undo", methods=["GET", "POST"])
@requires(Permission.LIST_IMPORT)
def undo_batch(batch_id: UUID) -> Answer:
    """What undoing would take away and what it would leave; then doing it."""
    batch = batch_or_404(batch_id)
    if batch.list_kind.flags_people:
        warn(undoing.NOTHING_TAKEN)
        return redirect(batch_href(batch))
    if batch.state is not BatchState.ACCEPTED or batch.closed_at is not None:
        warn(STALE)
        return redirect(batch_href(batch))
    form = BatchForm(data={"version": batch.version})
    undone = undoing.what_undoing_does(batch)
    if form.validate_on_submit():
        try:
            undone = undoing.undo(actor(), batch, form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            warn(STALE)
            return redirect(batch_href(batch))
        else:
            done(_said(undone))
            return redirect(batch_href(batch))
    kept = {change.person_id for change in undone.kept if change.person_id}
    if kept:
        looked_at_list(actor(), kept, "list")
    return form_page(
        "undo_batch",
        form,
        batch=batch,
        source=source_or_404(batch.source_id),
        undone=undone,
        people=queries.references_of(kept, actor()),
    )


@blueprint.get("/imports/<uuid:batch_id>/lines-not-taken")
@requires(Permission.LIST_IMPORT)
def download_failed(batch_id: UUID) -> Answer:
    """The lines that were not taken, in the original columns, each with why."""
    batch = batch_or_404(batch_id)
    lines = list(failed_lines(batch))
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    note_taken_out(actor(), batch, len(lines) - 1)
    return send_file(
        io.BytesIO(("\ufeff" + text.getvalue()).encode()),
        "text/csv",
        as_attachment=True,
        download_name="lines-not-taken.csv",
    )


def _end(batch: ImportBatch, end: "closing.Ending", said: str) -> Answer:
    try:
        end(actor(), batch)
    except RuleBroken as broken:
        warn(broken.message)
    except StaleVersion:
        warn(STALE)
    else:
        done(said)
    return redirect(batch_href(batch))


def _shown(by_verdict: dict[Verdict, int]) -> Verdict | None:
    asked = request.args.get("show", "")
    if asked in {verdict.value for verdict in Verdict}:
        return Verdict(asked)
    return next((verdict for verdict in _FIRST_SHOWN if by_verdict[verdict]), None)


def _strangers(batch: ImportBatch) -> int:
    return int((batch.counts or {}).get(Verdict.UNMATCHED.value, 0))


def _waiting_and_safe(counts: "queries.Counts") -> int:
    return sum(
        count
        for (verdict, state), count in counts.items()
        if verdict.is_safe and state is RowState.WAITING
    )


def _failed(counts: "queries.Counts") -> int:
    return sum(
        count
        for (verdict, state), count in counts.items()
        if state is RowState.REFUSED or (state is RowState.WAITING and verdict.is_left_over)
    )


def _said(undone: undoing.Undone) -> str:
    if undone.kept:
        return (
            f"Undone, but for {len(undone.kept)} entries that somebody worked on since. They are "
            "listed below."
        )
    return "Undone. The record stands as if the list had never been taken."
