"""What is known of a person on one page, and a small form for each thing that can be added."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies
from popo.errors import RuleBroken
from popo.people import services
from popo.people.forms import (
    AddAddressForm,
    AddIdentifierForm,
    AddMarkerForm,
    AddNameForm,
    AddPhoneForm,
    ReviewMarkerForm,
)
from popo.people.identifiers import check, tidy
from popo.people.models import (
    Address,
    Identifier,
    Person,
    PersonName,
    Phone,
    SightLevel,
    WarningMarker,
)
from popo.people.queries import details_of, get_detail, links_of, sharing_identifiers
from popo.people.services import looked_at
from popo.people.services.details import Detail
from popo.people.views.blueprint import Answer, blueprint, person_or_404
from popo.people.wording import (
    ADDRESS_WORDS,
    IDENTIFIER_WORDS,
    MARKER_WORDS,
    NAME_WORDS,
    SEX_WORDS,
    TOLD_WORDS,
    VERDICT_WORDS,
)
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn

_ENDED: dict[str, type[Detail]] = {
    "name": PersonName,
    "address": Address,
    "phone": Phone,
    "marker": WarningMarker,
}
_WORDS: dict[str, Mapping[Any, str]] = {
    "name": NAME_WORDS,
    "identifier": IDENTIFIER_WORDS,
    "address": ADDRESS_WORDS,
    "marker": MARKER_WORDS,
    "sex": SEX_WORDS,
    "told": TOLD_WORDS,
    "link": VERDICT_WORDS,
}
D = TypeVar("D", bound=Detail)


@blueprint.get("/people/<string:reference>/details")
@requires(Permission.PERSON_EDIT)
def edit_details(reference: str) -> Answer:
    person = person_or_404(reference)
    known = details_of(person.id, actor())
    links = links_of(person.id, actor())
    settled = {link.person.id for link in links}
    shared = sharing_identifiers(person.id, known.identifiers, actor())
    looked_at(actor(), person, "details")
    return render_template(
        "people/edit_details.html",
        person=person,
        tab="summary",
        known=known,
        flaws={row.id: _flaw(row) for row in known.identifiers if not row.is_valid},
        shared=[other for other in shared if other.id not in settled],
        links=links,
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        own=actor().agency_id,
        words=_WORDS,
    )


def _flaw(row: Identifier) -> str:
    return check(row.identifier_kind, tidy(row.identifier_kind, row.typed), clock.today()).reason


@blueprint.route("/people/<string:reference>/names/add", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_name(reference: str) -> Answer:
    form = AddNameForm()
    return _add(
        reference,
        form,
        "people/add_name.html",
        lambda person: services.add_name(actor(), person, *form.details()),
    )


@blueprint.route("/people/<string:reference>/identifiers/add", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_identifier(reference: str) -> Answer:
    form = AddIdentifierForm()

    def save(person: Person) -> None:
        row = services.add_identifier(actor(), person, *form.details())
        if not row.is_valid:
            warn(f"The number was kept and flagged. {_flaw(row)}")

    return _add(reference, form, "people/add_identifier.html", save)


@blueprint.route("/people/<string:reference>/addresses/add", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_address(reference: str) -> Answer:
    form = AddAddressForm()

    def save(person: Person) -> None:
        row = services.add_address(actor(), person, *form.details())
        if row.postcode and not row.ward:
            warn("The address was kept. Its postcode is outside the scheme's wards.")

    return _add(reference, form, "people/add_address.html", save)


@blueprint.route("/people/<string:reference>/phones/add", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_phone(reference: str) -> Answer:
    form = AddPhoneForm()
    return _add(
        reference,
        form,
        "people/add_phone.html",
        lambda person: services.add_phone(actor(), person, *form.details()),
    )


@blueprint.route("/people/<string:reference>/markers/add", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_marker(reference: str) -> Answer:
    form = AddMarkerForm()
    return _add(
        reference,
        form,
        "people/add_marker.html",
        lambda person: services.add_marker(actor(), person, *form.details()),
    )


def _add(reference: str, form: Form, template: str, save: Callable[[Person], object]) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    if form.validate_on_submit():
        try:
            save(person)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return _saved(reference)
    looked_at(actor(), person, "details")
    page = render_template(template, person=person, form=form, tab="summary")
    return page, 422 if request.method == "POST" else 200


@blueprint.route(
    "/people/<string:reference>/markers/<uuid:key>/review",
    methods=["GET", "POST"],
)
@requires(Permission.PERSON_EDIT)
def review_marker(reference: str, key: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    marker = _detail(WarningMarker, person, key)
    form = ReviewMarkerForm(data={"version": marker.version})
    if form.validate_on_submit():
        try:
            services.review_marker(actor(), person, marker, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return _saved(reference)
    looked_at(actor(), person, "details")
    page = render_template(
        "people/review_marker.html", person=person, marker=marker, form=form, tab="summary"
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.post(
    "/people/<string:reference>/details/<any(name, address, phone, marker):what>/<uuid:key>/end"
)
@requires(Permission.PERSON_EDIT)
def end_detail(reference: str, what: str, key: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    services.end_detail(actor(), person, _detail(_ENDED[what], person, key))
    return _saved(reference)


def _detail(model: type[D], person: Person, key: UUID) -> D:
    row = get_detail(model, person, key, actor())
    if row is None:
        refuse_sight(person.reference)
        raise AssertionError
    return row


def _saved(reference: str) -> Response:
    done(f"{reference} was changed.")
    return redirect(url_for("people.edit_details", reference=reference))
