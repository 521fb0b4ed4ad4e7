"""An agency's own list of markers: to set, to remove, to check monthly."""

from uuid import UUID

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies
from popo.cases.models import SchemeCase
from popo.cases.queries import open_case_of
from popo.errors import RuleBroken
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.markers import AnswerDifferenceForm, ReconcileMarkersForm
from popo.selection.models import AgencyMarker
from popo.selection.queries.markers import (
    Kept,
    due_for_check,
    get_marker,
    is_late,
    markers_kept,
    markers_of,
)
from popo.selection.views.common import Answer, page, person_named, selection
from popo.selection.views.panel import is_new, open_drafted
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.app_template_global()
def case_markers(case: SchemeCase) -> list[tuple[AgencyMarker, str, bool]]:
    """For the page of a case: each marker, the agency that was asked, and whether it is late."""
    rows = markers_of(case, actor())
    agencies = {agency.id: agency.short_name for agency in list_agencies()} if rows else {}
    return [(row, agencies[row.agency_id], is_late(row)) for row in rows]


@selection.post("/people/<string:reference>/markers/ask")
@requires(Permission.DECISION_RECORD)
def ask_markers(reference: str) -> Response:
    """Agencies that began to work with the person since are asked as well."""
    case = open_case_of(person_named(reference)) or abort(404)
    asked = services.ask_markers(actor(), case)
    done(f"{len(asked)} more asked." if asked else "Every agency was asked already.")
    return redirect(url_for(".person_selection", reference=reference))


@selection.get("/markers")
@requires(Permission.CASE_EDIT)
def list_markers() -> Answer:
    rows = _kept()
    return page(
        "list_markers",
        to_set=[row for row in rows if row.marker.is_to_set],
        to_remove=[row for row in rows if row.marker.is_to_remove],
        differing=[row for row in rows if row.marker.difference_since],
        standing=[row for row in rows if row.marker.stands and not row.marker.is_to_remove],
        due=due_for_check(rows, clock.today()),
        names=names_of([row.person.id for row in rows], actor()),
    )


@selection.post("/markers/<uuid:marker_id>/set")
@requires(Permission.CASE_EDIT)
def set_marker(marker_id: UUID) -> Response:
    kept = _found(marker_id)
    services.set_marker(actor(), kept.marker)
    return _said(f"Your marker for {kept.person.reference} is recorded as set.", marker_id)


@selection.post("/markers/<uuid:marker_id>/remove")
@requires(Permission.CASE_EDIT)
def remove_marker(marker_id: UUID) -> Response:
    kept = _found(marker_id)
    services.remove_marker(actor(), kept.marker)
    return _said(f"Your marker for {kept.person.reference} is recorded as removed.", marker_id)


@selection.post("/markers/<uuid:marker_id>/undo")
@requires(Permission.CASE_EDIT)
def undo_marker(marker_id: UUID) -> Response:
    kept = _found(marker_id)
    services.undo_marker(actor(), kept.marker)
    done(f"Undone: the marker for {kept.person.reference} is as it was.")
    return redirect(url_for(".list_markers"))


@selection.route("/markers/check", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def reconcile_markers() -> Answer:
    due = due_for_check(_kept(), clock.today())
    names = names_of([row.person.id for row in due], actor())
    form = ReconcileMarkersForm(
        data={
            "shown": " ".join(str(row.marker.id) for row in due),
            "standing": [str(row.marker.id) for row in due if row.marker.stands],
        }
    )
    form.offer(
        {
            row.marker.id: f"{names[row.person.id].formal}, {row.person.reference}"
            if row.person.id in names
            else row.person.reference
            for row in due
        }
    )
    if form.validate_on_submit():
        try:
            differing = services.reconcile_markers(actor(), *form.details())
        except RuleBroken as broken:
            form.show(broken)
        except ValueError:
            abort(400)
        else:
            done(_checked(len(differing)))
            return redirect(url_for(".list_markers"))
    return page("reconcile_markers", form=form, due=due)


@selection.route("/markers/<uuid:marker_id>/answer", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def answer_difference(marker_id: UUID) -> Answer:
    kept = _found(marker_id)
    looked_at_list(actor(), [kept.person.id], "markers")
    form = open_drafted(AnswerDifferenceForm, str(marker_id), {})
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.answer_difference(actor(), kept.marker, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The difference about {kept.person.reference} is answered.")
            return redirect(url_for(".list_markers"))
    return page("answer_difference", form=form, kept=kept)


def _kept() -> list[Kept]:
    rows = markers_kept(actor())
    looked_at_list(actor(), [row.person.id for row in rows], "markers")
    return rows


def _found(marker_id: UUID) -> Kept:
    kept = get_marker(marker_id, actor())
    if kept is None:
        refuse_sight("marker")
    return kept


def _said(words: str, marker_id: UUID) -> Response:
    done(words, undo_href=url_for(".undo_marker", marker_id=marker_id))
    return redirect(url_for(".list_markers"))


def _checked(differing: int) -> str:
    if not differing:
        return "Checked: your system and this one agree."
    some = "one differs" if differing == 1 else f"{differing} differ"
    return f"Checked: {some} from what is recorded here. Answer each below."
