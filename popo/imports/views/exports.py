"""Lists that are taken away to edit: taking one, and all that one's agency took."""

import io
from uuid import UUID

from flask import abort, redirect, render_template, request, send_file, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.cases.models import Colour, Strand
from popo.errors import RuleBroken, StaleVersion
from popo.imports.exporting import KEPT_DAYS, MOST_ROWS, ExportedList
from popo.imports.forms.exports import AddExportForm
from popo.imports.forms.lines import BatchForm
from popo.imports.queries import exports as queries
from popo.imports.queries.exports import Chosen
from popo.imports.services import exporting as services
from popo.imports.views.blueprint import STALE, Answer, blueprint, form_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn

_NOT_SET = "none"


@blueprint.route("/exports/add", methods=["GET", "POST"])
@requires(Permission.LIST_EXPORT)
def add_export() -> Answer:
    """The answer to the form is the file; it is kept nowhere. Without a list there is none."""
    if not request.args.get("list"):
        return redirect(url_for("imports.list_exports"))
    chosen = _chosen()
    form = AddExportForm()
    if form.validate_on_submit():
        try:
            file = services.add_export(actor(), chosen, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            return send_file(
                io.BytesIO(file.content),
                file.media_type,
                as_attachment=True,
                download_name=file.name,
            )
    total = queries.count_on(actor(), chosen)
    return form_page(
        "add_export",
        form,
        chosen=chosen,
        total=total,
        left_out=max(total - MOST_ROWS, 0),
        most=MOST_ROWS,
        kept_days=KEPT_DAYS,
        list_href=_list_href(chosen),
    )


@blueprint.get("/exports")
@requires(Permission.LIST_EXPORT)
def list_exports() -> Answer:
    found = queries.exports_of(actor())
    users = {one.user_id for one in found} | {
        one.destroyed_by_id for one in found if one.destroyed_by_id
    }
    return render_template(
        "imports/list_exports.html",
        exports=found,
        users=users_by_id(users),
        parts_of=services.parts_of,
        today=clock.today(),
    )


@blueprint.post("/exports/<uuid:export_id>/destroyed")
@requires(Permission.LIST_EXPORT)
def note_destroyed(export_id: UUID) -> Answer:
    export = queries.get_export(export_id, actor())
    if export is None:
        refuse_sight("export")
    form = BatchForm()
    try:
        services.note_destroyed(actor(), export, form.version.data or 0)
    except RuleBroken as broken:
        warn(broken.message)
    except StaleVersion:
        warn(STALE)
    else:
        done("Noted: the file is destroyed.")
    return redirect(url_for("imports.list_exports"))


def _chosen() -> Chosen:
    """The list an address names; one that may not be seen looks as if it were not there."""
    name = request.args.get("list", "").replace("-", "_")
    if name not in set(ExportedList):
        abort(404)
    exported = ExportedList(name)
    if not services.may_take_away(actor(), exported):
        refuse_sight(name)
    colour, strand = request.args.get("colour", ""), request.args.get("strand", "")
    return Chosen(
        exported,
        Strand(strand) if strand in set(Strand) else None,
        colour if colour in {*Colour, _NOT_SET} else "",
        request.args.get("worker", type=UUID),
        "unassigned" in request.args,
    )


def _list_href(chosen: Chosen) -> str:
    """The page of the list, where it is narrowed."""
    colour = chosen.colour or None
    if chosen.exported is ExportedList.COHORT:
        return url_for("strands.cohort", strand=chosen.strand, colour=colour)
    return url_for(
        "strands.caseload",
        strand=chosen.exported.replace("_", "-"),
        colour=colour,
        worker=chosen.worker,
        unassigned="yes" if chosen.unassigned else None,
    )
