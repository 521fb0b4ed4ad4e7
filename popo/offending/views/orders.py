"""Licences and orders, condition by condition."""

from uuid import UUID

from flask import abort, redirect, request

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.offending import queries, services
from popo.offending.forms import AddConditionForm, EndConditionForm, RecordOrderForm
from popo.offending.views.blueprint import (
    Answer,
    blueprint,
    form_page,
    matters_offered,
    once,
    opened,
    person_or_404,
    show_href,
)
from popo.people.models import SightLevel
from popo.people.services import looked_at
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done
from popo.whereabouts.queries import get_basis


@blueprint.route("/people/<string:reference>/offending/order", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def record_order(reference: str) -> Answer:
    """`matter` in the address: what it follows from."""
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(RecordOrderForm, "offending.record_order", reference)
    offered = matters_offered(person)
    form.offer(offered)
    if not form.is_submitted() and not form.matter.data:
        asked = request.args.get("matter", "")
        form.matter.data = asked if asked in offered else ""
    if form.validate_on_submit():
        details = form.details()
        try:
            once(
                form,
                lambda: services.record_order(actor(), person, details),
                "The licence or order is on record.",
            )
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(show_href(reference, details.matter_id))
    return form_page("record_order", person, form)


@blueprint.route(
    "/people/<string:reference>/offending/order/<uuid:basis_id>/condition",
    methods=["GET", "POST"],
)
@requires(Permission.OFFENDING_EDIT)
def add_condition(reference: str, basis_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    basis = get_basis(basis_id, person, actor())
    if basis is None:
        abort(404)
    form = AddConditionForm()
    if form.validate_on_submit():
        try:
            once(
                form,
                lambda: services.add_condition(actor(), person, basis, form.details()),
                "The condition is on record.",
            )
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(show_href(reference))
    return form_page("add_condition", person, form, basis=basis)


@blueprint.route(
    "/people/<string:reference>/offending/condition/<uuid:condition_id>/end",
    methods=["GET", "POST"],
)
@requires(Permission.OFFENDING_EDIT)
def end_condition(reference: str, condition_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    row = queries.get_condition(condition_id, person, actor())
    if row is None:
        abort(404)
    held = {"version": row.version, "ends_on": clock.today()}
    form = EndConditionForm(data=held)
    if form.validate_on_submit():
        try:
            services.end_condition(actor(), person, row, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "end condition")
            now = EndConditionForm(None, data={"version": row.version, "ends_on": row.ends_on})
            return conflict_page(form, now, show_href(reference))
        else:
            done("The end of the condition is on record.")
            return redirect(show_href(reference))
    return form_page("end_condition", person, form, condition=row)
