from typing import Any
from uuid import UUID

from flask import abort, redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.selection import services
from popo.selection.forms.transfers import AddOtherSchemeForm, EditOtherSchemeForm
from popo.selection.models import OtherScheme
from popo.selection.queries.transfers import get_other_scheme
from popo.selection.queries.transfers import list_other_schemes as known_schemes
from popo.selection.views.common import Answer, page, selection
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done


@selection.get("/other-schemes")
@requires(Permission.DECISION_RECORD)
def list_other_schemes() -> Answer:
    return page("list_other_schemes", schemes=known_schemes())


@selection.route("/other-schemes/add", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def add_other_scheme() -> Answer:
    form = AddOtherSchemeForm()
    if form.validate_on_submit():
        try:
            services.add_other_scheme(actor(), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The scheme is on the list.")
            return redirect(url_for(".list_other_schemes"))
    return page("add_other_scheme", form=form)


@selection.route("/other-schemes/<uuid:scheme_id>", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def edit_other_scheme(scheme_id: UUID) -> Answer:
    scheme = get_other_scheme(scheme_id) or abort(404)
    form = EditOtherSchemeForm(data=_as_held(scheme))
    if form.validate_on_submit():
        try:
            services.edit_other_scheme(actor(), scheme, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(scheme, form)
        else:
            done("The scheme was changed.")
            return redirect(url_for(".list_other_schemes"))
    return page("edit_other_scheme", form=form, scheme=scheme)


def _overtaken(scheme: OtherScheme, form: EditOtherSchemeForm) -> tuple[str, int]:
    now = EditOtherSchemeForm(None, data=_as_held(scheme))
    return conflict_page(form, now, url_for(".edit_other_scheme", scheme_id=scheme.id))


def _as_held(scheme: OtherScheme) -> dict[str, Any]:
    return {
        "version": scheme.version,
        "name": scheme.name,
        "area": scheme.area,
        "contact_point": scheme.contact_point,
        "is_closed": scheme.closed_on is not None,
    }
