"""A death, a move away and a mistaken identity, recorded and taken back."""

from flask import redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.errors import RuleBroken
from popo.people import services
from popo.people.forms import RecordStopForm, UndoStopForm
from popo.people.models import SightLevel
from popo.people.queries.stops import stop_history, stop_of
from popo.people.services import looked_at
from popo.people.views.blueprint import Answer, blueprint, person_or_404
from popo.web.current import actor
from popo.web.notices import done, inform


@blueprint.route("/people/<string:reference>/stop", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def record_stop(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = RecordStopForm(data={"happened_on": clock.today()})
    if form.validate_on_submit():
        try:
            services.record_stop(actor(), person, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Recorded. Nothing is written about {reference} or planned any more.")
            inform("Where a case is open, close it from the Selection page: one person may do so.")
            return redirect(url_for("overview.person", reference=reference))
    looked_at(actor(), person, "stop")
    history = stop_history(person)
    page = render_template(
        "people/record_stop.html",
        person=person,
        tab="",
        form=form,
        history=history,
        users=users_by_id({row.recorded_by_id for row in history}),
        standing=stop_of(person.id),
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.route("/people/<string:reference>/stop/undo", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def undo_stop(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    stop = stop_of(person.id)
    if stop is None:
        raise RuleBroken("Nothing of the kind is recorded.")
    form = UndoStopForm()
    if form.validate_on_submit():
        try:
            services.undo_stop(actor(), person, stop, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Taken back. Letters, reminders and figures go on as before.")
            return redirect(url_for("overview.person", reference=reference))
    looked_at(actor(), person, "stop")
    page = render_template("people/undo_stop.html", person=person, tab="", form=form, stop=stop)
    return page, 422 if form.errors else 200
