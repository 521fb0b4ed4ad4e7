from uuid import UUID

from flask import abort, redirect, render_template

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.circumstances.forms.contact import (
    AddAdjustmentForm,
    AddArrangementForm,
    AddContactRuleForm,
)
from popo.circumstances.queries.consents import consents_of
from popo.circumstances.queries.contact import adjustments_of, arrangements_of, contact_rules_of
from popo.circumstances.services import contact as services
from popo.circumstances.views.blueprint import (
    Answer,
    add_page,
    blueprint,
    opened,
    person_or_404,
    show_href,
)
from popo.people.models import SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.notices import done


@blueprint.get("/people/<string:reference>/circumstances")
@requires(Permission.PERSON_READ)
def show_circumstances(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.READ)
    looked_at(actor(), person, "circumstances")
    return render_template(
        "circumstances/show_circumstances.html",
        person=person,
        tab="circumstances",
        today_is=clock.today(),
        consents=consents_of(person, actor()),
        adjustments=adjustments_of(person, actor()),
        contact_rules=contact_rules_of(person, actor()),
        arrangements=arrangements_of(person, actor()),
        own_agency=actor().agency_id,
        may_work=get_person(reference, actor(), SightLevel.WORK) is not None,
    )


@blueprint.route("/people/<string:reference>/circumstances/adjustment", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_adjustment(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(AddAdjustmentForm, reference)
    return add_page(
        "add_adjustment",
        person,
        form,
        lambda: services.add_adjustment(actor(), person, *form.details()),
        "The adjustment is on record.",
    )


@blueprint.route("/people/<string:reference>/circumstances/safe-contact", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_contact_rule(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(AddContactRuleForm, reference)
    return add_page(
        "add_contact_rule",
        person,
        form,
        lambda: services.add_contact_rule(actor(), person, *form.details()),
        "The rule is on record. Letters follow it from now on.",
    )


@blueprint.route("/people/<string:reference>/circumstances/arrangement", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_arrangement(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(AddArrangementForm, reference)
    return add_page(
        "add_arrangement",
        person,
        form,
        lambda: services.add_arrangement(actor(), person, *form.details()),
        "The arrangement is on record.",
    )


@blueprint.post("/people/<string:reference>/circumstances/<uuid:detail_id>/end")
@requires(Permission.PERSON_EDIT)
def end_detail(reference: str, detail_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    details: list[services.Detail] = [
        *adjustments_of(person, actor()),
        *contact_rules_of(person, actor()),
        *arrangements_of(person, actor()),
    ]
    row = next((row for row in details if row.id == detail_id), None)
    if row is None:
        abort(404)
    services.end_detail(actor(), row)
    done("It has ended and stays in the history.")
    return redirect(show_href(reference))
