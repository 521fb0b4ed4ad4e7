"""Agencies, and where their information sharing agreements stand."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts import services
from popo.accounts.forms import EditAgreementForm, EditContactPointsForm
from popo.accounts.models import Agency, AgencyKind, AgreementState
from popo.accounts.policy import may_edit_contact
from popo.accounts.queries import agency_by_id
from popo.accounts.queries import list_agencies as all_agencies
from popo.accounts.views.blueprint import Answer, blueprint
from popo.errors import RuleBroken, StaleVersion
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

_STATES = {
    AgreementState.UNSIGNED: ("Not signed", "waiting"),
    AgreementState.IN_FORCE: ("In force", "good"),
    AgreementState.EXPIRING: ("Expiring", "waiting"),
    AgreementState.LAPSED: ("Lapsed", "bad"),
}


@blueprint.get("/agencies")
@requires(Permission.AGREEMENT_READ)
def list_agencies() -> str:
    today = clock.today()
    rows = [
        (agency, *_STATES[agency.agreement_state(today)])
        for agency in all_agencies()
        if agency.kind is not AgencyKind.PARTNERSHIP
    ]
    may_edit = actor().can(Permission.AGENCY_MANAGE)
    return render_template(
        "accounts/list_agencies.html",
        rows=rows,
        may_edit=may_edit,
        may_edit_contact=lambda agency: may_edit_contact(actor(), agency),
    )


@blueprint.route("/agencies/<uuid:key>/agreement", methods=["GET", "POST"])
@requires(Permission.AGENCY_MANAGE)
def edit_agreement(key: UUID) -> Answer:
    agency = agency_by_id(key)
    if agency is None:
        return refuse_sight("agency")
    form = EditAgreementForm(data=_as_held(agency))
    if form.validate_on_submit():
        if form.version.data != agency.version:
            now = EditAgreementForm(None, data=_as_held(agency))
            return conflict_page(form, now, url_for("accounts.edit_agreement", key=key))
        try:
            services.edit_agreement(agency, actor(), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The agreement with {agency.name} is recorded.")
            return redirect(url_for("accounts.list_agencies"))
    page = render_template("accounts/edit_agreement.html", form=form, agency=agency)
    return page, 422 if form.errors else 200


@blueprint.route("/agencies/<uuid:key>/contact", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
def edit_contact_points(key: UUID) -> Answer:
    agency = agency_by_id(key)
    if agency is None or not may_edit_contact(actor(), agency):
        return refuse_sight("agency")
    form = EditContactPointsForm(obj=agency)
    if form.validate_on_submit():
        try:
            services.edit_contact_points(agency, actor(), *form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = EditContactPointsForm(None, obj=agency)
            return conflict_page(form, now, url_for("accounts.edit_contact_points", key=key))
        else:
            done(f"How to reach {agency.name} is recorded.")
            return redirect(url_for("accounts.list_agencies"))
    page = render_template("accounts/edit_contact_points.html", form=form, agency=agency)
    return page, 422 if form.errors else 200


def _as_held(agency: Agency) -> dict[str, Any]:
    return {
        "version": agency.version,
        "agreement_version": agency.agreement_version,
        "signed_on": agency.agreement_signed_on,
        "expires_on": agency.agreement_expires_on,
    }
