import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind
from popo.meetings.queries import items_to_cite, meetings_of
from popo.selection import services
from popo.selection.defaults import default_document
from popo.selection.forms.criteria import AdoptCriteriaForm, EditCriteriaForm
from popo.selection.models import CriteriaKind, CriteriaSet, CriteriaStatus
from popo.selection.queries import criteria as queries
from popo.selection.views.common import Answer, page, selection
from popo.web.current import actor
from popo.web.notices import done

STATUS_TAGS = {
    CriteriaStatus.DRAFT: ("Draft", "plain"),
    CriteriaStatus.IN_CONSULTATION: ("In consultation", "waiting"),
    CriteriaStatus.ADOPTED: ("In force", "good"),
    CriteriaStatus.SUPERSEDED: ("Superseded", "quiet"),
}


@selection.get("/criteria")
@requires(Permission.CRITERIA_READ)
def list_criteria() -> Answer:
    versions = queries.list_criteria()
    return page(
        "list_criteria",
        versions=versions,
        statuses=STATUS_TAGS,
        kinds=[kind for kind in CriteriaKind if not _draft_of(kind, versions)],
        decided_at=_decided_at(versions),
    )


@selection.get("/criteria/<uuid:criteria_id>")
@requires(Permission.CRITERIA_READ)
def show_criteria(criteria_id: UUID) -> Answer:
    row = _criteria(criteria_id)
    return page(
        "show_criteria",
        row=row,
        criteria=row.opened(),
        statuses=STATUS_TAGS,
        decided_at=_decided_at([row]),
    )


@selection.post("/criteria/draft/<any(catch_and_convict,prevent_and_deter):kind>")
@requires(Permission.DECISION_RECORD)
def draft_criteria(kind: str) -> Answer:
    """Begins with the version in force, else with the shipped default."""
    chosen = CriteriaKind(kind)
    in_force = queries.criteria_in_force(chosen)
    document = in_force.document if in_force else default_document(kind)
    row = services.draft_criteria(actor(), chosen, document)
    done(f"{row.words} is a draft: change it, then have it adopted at a meeting.")
    return redirect(url_for(".show_criteria", criteria_id=row.id))


@selection.route("/criteria/<uuid:criteria_id>/edit", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def edit_criteria(criteria_id: UUID) -> Answer:
    row = _criteria(criteria_id)
    form = EditCriteriaForm(data={"version": row.version, "document": _readable(row.document)})
    if form.validate_on_submit():
        try:
            services.edit_criteria(actor(), row, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            fields = [("The document", "", _readable(row.document), form.document.data)]
            href = url_for(".edit_criteria", criteria_id=row.id)
            return render_template("errors/conflict.html", fields=fields, href=href), 409
        else:
            done(f"{row.words} is saved.")
            return redirect(url_for(".show_criteria", criteria_id=row.id))
    return page("edit_criteria", form=form, row=row)


@selection.route("/criteria/<uuid:criteria_id>/adopt", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def adopt_criteria(criteria_id: UUID) -> Answer:
    row = _criteria(criteria_id)
    form = AdoptCriteriaForm()
    form.offer(items_to_cite(actor(), kind=ItemKind.CRITERIA))
    if form.validate_on_submit():
        try:
            services.adopt_criteria(actor(), row, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{row.words} is in force.")
            return redirect(url_for(".show_criteria", criteria_id=row.id))
    return page("adopt_criteria", form=form, row=row)


def _criteria(criteria_id: UUID) -> CriteriaSet:
    return queries.get_criteria(criteria_id) or abort(404)


def _draft_of(kind: CriteriaKind, versions: list[CriteriaSet]) -> CriteriaSet | None:
    return next((row for row in versions if row.criteria_kind is kind and row.is_draft), None)


def _decided_at(versions: list[CriteriaSet]) -> dict[UUID, str]:
    return meetings_of(row.agenda_item_id for row in versions if row.agenda_item_id)


def _readable(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
