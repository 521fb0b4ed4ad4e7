"""The directory of local services: read by all who work with people, kept by two."""

from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.plans.forms.support import AddServiceForm, EditServiceForm
from popo.plans.models import LocalService
from popo.plans.policy import may_keep_directory
from popo.plans.queries.support import get_service
from popo.plans.queries.support import list_services as services_listed
from popo.plans.services import directory as services
from popo.plans.views.common import Answer, begun, overtaken, page, plans
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done_once


@plans.get("/services")
@requires(Permission.PERSON_READ)
def list_services() -> Answer:
    keeps = may_keep_directory(actor())
    return page("list_services", rows=services_listed(closed=keeps), may_keep=keeps)


@plans.route("/services/add", methods=["GET", "POST"])
@requires(Permission.SERVICE_EDIT)
def add_service() -> Answer:
    services.check_may_keep(actor())
    form = begun(AddServiceForm, "", {})
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.add_service(actor(), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once("The service is in the directory.", first=first)
            return redirect(url_for("plans.list_services"))
    return page("add_service", form=form)


@plans.route("/services/<uuid:service_id>/edit", methods=["GET", "POST"])
@requires(Permission.SERVICE_EDIT)
def edit_service(service_id: UUID) -> Answer:
    row = get_service(service_id)
    if row is None:
        refuse_sight("service")
    services.check_may_keep(actor())
    form = begun(EditServiceForm, str(service_id), _held(row))
    if form.validate_on_submit():
        mine = form.details(row.pathway)
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.edit_service(actor(), row, mine, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = EditServiceForm(None, data=_held(row))
            return overtaken(None, form, now, url_for("plans.edit_service", service_id=row.id))
        else:
            done_once("The directory is up to date.", first=first)
            return redirect(url_for("plans.list_services"))
    return page("edit_service", form=form, row=row)


def _held(row: LocalService) -> dict[str, object]:
    return {
        "version": row.version,
        "name": row.name,
        "run_by": row.run_by,
        "contact": row.contact,
        "route": row.route,
        "closed": row.closed_on is not None,
    }
