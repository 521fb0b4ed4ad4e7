"""Bringing a list and confirming its columns."""

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.imports.forms.lines import columns_form
from popo.imports.forms.lists import BringListForm, today_first
from popo.imports.models import BatchState, ImportBatch, ListSource
from popo.imports.policy import may_use
from popo.imports.queries.batches import first_part, get_source, sources_of
from popo.imports.running import look_through_now_or_later
from popo.imports.services import bringing as services
from popo.imports.tables import FileRefused, text_of
from popo.imports.views.blueprint import (
    STALE,
    Answer,
    batch_href,
    batch_or_404,
    blueprint,
    form_page,
    source_or_404,
)
from popo.web.current import actor
from popo.web.notices import done, warn

_SAMPLES = 3
_LOOKED_THROUGH = {
    False: "Looked through. Nothing is taken before you say so.",
    True: "A list of flagged people: nothing of it is taken, it is held against the scheme's.",
}


@blueprint.route("/imports/bring", methods=["GET", "POST"])
@requires(Permission.LIST_IMPORT)
def bring_list() -> Answer:
    sources = [one for one in sources_of(actor()) if may_use(actor(), one)]
    if not sources:
        return redirect(url_for("imports.add_source"))
    chosen = {"source_id": request.args.get("source", "")}
    form = BringListForm(data={**today_first(), **chosen})
    form.offer(sources)
    if form.validate_on_submit():
        try:
            batch = _bring(form)
        except FileRefused as refused:
            form.show(RuleBroken(refused.message, "pasted" if form.pasted.data else "file"))
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(url_for("imports.confirm_columns", batch_id=batch.id))
    return form_page("bring_list", form)


def _bring(form: BringListForm) -> ImportBatch:
    source = get_source(UUID(form.source_id.data), actor())
    if source is None:
        raise RuleBroken("Choose where the list comes from.", "source_id")
    return services.bring(actor(), source, form.table(), form.as_at.data or clock.today())


@blueprint.route("/imports/<uuid:batch_id>/columns", methods=["GET", "POST"])
@requires(Permission.LIST_IMPORT)
def confirm_columns(batch_id: UUID) -> Answer:
    batch = batch_or_404(batch_id)
    if batch.state is not BatchState.MAPPING:
        return redirect(batch_href(batch))
    source = source_or_404(batch.source_id)
    guessed = services.mapping_of(batch)
    headings = batch.shape["headings"]
    hints = _hints(batch, headings, source)
    form = columns_form(batch.list_kind, headings, hints, guessed, batch.version)
    if form.validate_on_submit():
        try:
            services.confirm_columns(actor(), batch, source, form.columns(), form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            warn(STALE)
            return redirect(batch_href(batch))
        else:
            look_through_now_or_later(actor(), batch)
            done(_LOOKED_THROUGH[batch.list_kind.flags_people])
            return redirect(batch_href(batch))
    return form_page("confirm_columns", form, batch=batch, source=source)


def _hints(batch: ImportBatch, headings: Sequence[str], source: ListSource) -> dict[int, str]:
    """What stands below each heading, and whether its answer is that of the last list."""
    known = source.columns or {}
    return {
        place: ("As last time: " if headings[place] in known else "") + "; ".join(cells)
        for place, cells in _samples(batch).items()
        if place < len(headings) and cells
    }


def _samples(batch: ImportBatch) -> dict[int, list[str]]:
    """The first cells below each heading that are not empty."""
    part = first_part(batch)
    found: dict[int, list[str]] = {}
    for number, cells in part.held["lines"] if part else []:
        if number <= batch.shape["last"]:
            continue
        for place, cell in enumerate(cells):
            held = found.setdefault(place, [])
            if cell != "" and len(held) < _SAMPLES:
                held.append(text_of(cell)[:60])
    return found
