"""Where somebody is, by what law they are supervised, and the dates that lie ahead."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done, inform
from popo.whereabouts import queries, services
from popo.whereabouts.forms import EndBasisForm, MoveForm, SetBasisForm, SetKeyDateForm
from popo.whereabouts.models import Location
from popo.whereabouts.releases import caution
from popo.whereabouts.views.blueprint import (
    Answer,
    blueprint,
    form_page,
    once,
    opened,
    person_or_404,
    show_href,
)
from popo.whereabouts.views.checklists import checklist_words


@blueprint.get("/people/<string:reference>/whereabouts")
@requires(Permission.PERSON_READ)
def show_whereabouts(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.READ)
    looked_at(actor(), person, "whereabouts")
    locations = queries.location_history(person, actor())
    today = clock.today()
    may_work = get_person(reference, actor(), SightLevel.WORK) is not None
    return render_template(
        "whereabouts/show_whereabouts.html",
        person=person,
        tab="whereabouts",
        now=next((row for row in locations if row.is_on(today)), None),
        locations=locations,
        bases=queries.basis_history(person, actor()),
        dates=queries.key_dates_of([person.id], actor()).get(person.id, []),
        caution=caution,
        former_dates=queries.key_date_history(person, actor()),
        may_work=may_work,
        **checklist_words(person, may_work=may_work),
    )


@blueprint.route("/people/<string:reference>/whereabouts/move", methods=["GET", "POST"])
@requires(Permission.WHEREABOUTS_EDIT)
def move(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(MoveForm, "whereabouts.move", reference) or MoveForm(
        data={"version": queries.locations_noted(person), "starts_on": clock.today()}
    )
    if form.validate_on_submit():
        try:
            once(form, lambda: _move(form, person), "The move is on record.")
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(person, form)
        else:
            return redirect(show_href(reference))
    return form_page("move", person, form)


def _move(form: MoveForm, person: Person) -> None:
    found = form.details()
    services.move(
        actor(),
        person,
        found.place,
        found.starts_on,
        found.detail,
        found.source,
        found.confidence,
        found.verified_on,
        form.version.data,
    )


@blueprint.route("/people/<string:reference>/whereabouts/supervision", methods=["GET", "POST"])
@requires(Permission.WHEREABOUTS_EDIT)
def set_basis(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(SetBasisForm, "whereabouts.set_basis", reference) or SetBasisForm()
    if form.validate_on_submit():
        found = form.details()
        try:
            once(
                form,
                lambda: services.set_basis(
                    actor(),
                    person,
                    found.basis,
                    found.starts_on,
                    found.due_to_end_on,
                    found.conditions,
                    found.source,
                ),
                "The supervision is on record.",
            )
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(show_href(reference))
    return form_page("set_basis", person, form)


@blueprint.route(
    "/people/<string:reference>/whereabouts/supervision/<uuid:basis_id>/end",
    methods=["GET", "POST"],
)
@requires(Permission.WHEREABOUTS_EDIT)
def end_basis(reference: str, basis_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    row = queries.get_basis(basis_id, person, actor())
    if row is None:
        abort(404)
    form = EndBasisForm(data={"ends_on": clock.today()})
    if form.validate_on_submit():
        try:
            services.end_basis(actor(), row, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The supervision has ended.")
            return redirect(show_href(reference))
    looked_at(actor(), person, "end_basis")
    page = render_template(
        "whereabouts/end_basis.html", person=person, tab="whereabouts", form=form, basis=row
    )
    return page, 422 if form.errors else 200


@blueprint.route("/people/<string:reference>/whereabouts/date", methods=["GET", "POST"])
@requires(Permission.WHEREABOUTS_EDIT)
def set_key_date(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(SetKeyDateForm, "whereabouts.set_key_date", reference) or SetKeyDateForm()
    if form.validate_on_submit():
        try:
            _set_key_date(form, person)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(show_href(reference))
    return form_page("set_key_date", person, form)


def _set_key_date(form: SetKeyDateForm, person: Person) -> None:
    """Says so where the steps of the release checklist moved with it."""
    found = form.details()
    running = queries.running_checklist(person)
    before = running.release_on if running else None
    once(
        form,
        lambda: services.set_key_date(
            actor(), person, found.kind, found.falls_on, found.as_at, found.source
        ),
        "The date is on record.",
    )
    if running is not None and running.release_on != before:
        inform("The open steps of the release checklist were dated again, as the release moved.")


@blueprint.post("/people/<string:reference>/whereabouts/date/<uuid:date_id>/passed")
@requires(Permission.WHEREABOUTS_EDIT)
def pass_key_date(reference: str, date_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    standing = queries.key_dates_of([person.id], actor()).get(person.id, [])
    row = next((row for row in standing if row.id == date_id), None)
    if row is None:
        abort(404)
    services.pass_key_date(actor(), row, clock.today())
    done("The date has passed.")
    return redirect(show_href(reference))


def _conflict(person: Person, form: MoveForm) -> Answer:
    """Their move stands; yours would be the next."""
    looked_at(actor(), person, "move")
    moves = queries.location_history(person, actor())
    held = _told_of(moves[0]) if moves else {}
    now = MoveForm(None, data={"version": len(moves), **held})
    return conflict_page(form, now, url_for("whereabouts.move", reference=person.reference))


def _told_of(row: Location) -> dict[str, Any]:
    return {
        "place": row.place,
        "starts_on": row.starts_on,
        "detail": row.detail or "",
        "source": row.source,
        "confidence": row.confidence,
        "verified_on": row.verified_on,
    }
