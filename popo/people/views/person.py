"""Adding and editing a person, and linking two records of perhaps one."""

from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.people import services
from popo.people.forms import AddPersonForm, EditPersonForm, LinkPeopleForm
from popo.people.models import Person, SightLevel
from popo.people.queries import Found, get_person, possible_duplicates
from popo.people.services import looked_at, looked_for
from popo.people.typed import typed_person
from popo.people.views.blueprint import Answer, agencies_to_ask, blueprint, person_or_404
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done, inform


@blueprint.route("/people/add", methods=["GET", "POST"])
@requires(Permission.PERSON_ADD)
def add_person() -> Answer:
    form = _add_form()
    alike: list[Found] = []
    if form.validate_on_submit():
        if not mark_sent(actor(), form.idempotency.data):
            inform("This person was added when you sent the form before.")
            return redirect(url_for("people.find_people"))
        alike = [] if form.anyway.data else _possibly_the_same(form)
        try:
            if not alike:
                return _add(form)
        except RuleBroken as broken:
            form.show(broken)
    page = render_template(
        "people/add_person.html", form=form, alike=alike, ask=agencies_to_ask(alike)
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/people/add/alike")
@requires(Permission.PERSON_ADD)
def show_alike() -> Response:
    """Who is held already like what was typed so far; see `popo/static/js/alike.js`.

    Takes `{"given", "family", "date_of_birth"}` and answers `{"count", "html"}`. The same check, by
    the same rule and on the same trail, as before the person is saved.
    """
    names, born = typed_person(request.get_json(silent=True), clock.today())
    alike = possible_duplicates(names, born, actor()) if names else []
    if names:
        looked_for(actor(), f"{names} {born or ''}".strip(), alike)
    page = render_template("people/_alike.html", alike=alike, ask=agencies_to_ask(alike))
    return jsonify(count=len(alike), html=page)


def _add_form() -> AddPersonForm:
    draft = find_draft(actor(), "people.add_person") if request.method == "GET" else None
    return AddPersonForm(resumed(draft)) if draft else AddPersonForm()


def _possibly_the_same(form: AddPersonForm) -> list[Found]:
    name, born = form.full_name, form.date_of_birth.data
    alike = possible_duplicates(name, born, actor())
    looked_for(actor(), f"{name} {born or ''}".strip(), alike)
    return alike


def _add(form: AddPersonForm) -> Answer:
    person = services.add_person(actor(), form.details())
    done(f"{person.reference} was added.")
    return redirect(_case_file(person))


@blueprint.route("/people/<string:reference>/edit", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def edit_person(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = EditPersonForm(data=_held(person))
    if form.validate_on_submit():
        try:
            services.edit_person(actor(), person, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(person, form)
        else:
            done(f"{person.reference} was changed.")
            return redirect(url_for("people.edit_details", reference=reference))
    looked_at(actor(), person, "edit person")
    page = render_template("people/edit_person.html", person=person, form=form, tab="summary")
    return page, 422 if request.method == "POST" else 200


def _conflict(person: Person, form: EditPersonForm) -> Answer:
    looked_at(actor(), person, "edit person")
    now = EditPersonForm(None, data=_held(person))
    return conflict_page(form, now, url_for("people.edit_person", reference=person.reference))


def _held(person: Person) -> dict[str, Any]:
    return {"version": person.version, "date_of_birth": person.date_of_birth, "sex": person.sex}


@blueprint.route("/people/<string:reference>/link", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def link_people(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = LinkPeopleForm(data={"other": request.args.get("other", "")})
    if form.validate_on_submit():
        try:
            _link(person, form)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The link was saved. Nothing was merged, and it can be changed.")
            return redirect(url_for("people.edit_details", reference=reference))
    looked_at(actor(), person, "link people")
    page = render_template("people/link_people.html", person=person, form=form, tab="summary")
    return page, 422 if request.method == "POST" else 200


def _link(person: Person, form: LinkPeopleForm) -> None:
    other = get_person(form.other.data.upper(), actor())
    if other is None:
        raise RuleBroken("You see no record with this reference.", "other")
    services.link_people(actor(), person, other, form.details())


def _case_file(person: Person) -> str:
    return url_for("overview.person", reference=person.reference)
