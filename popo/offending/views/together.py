"""Offending together with somebody else: on both records, and only for those who see both."""

from uuid import UUID

from flask import abort, redirect, render_template, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.offending import queries, services
from popo.offending.find_offence import find_offences
from popo.offending.forms import MarkCoOffendingWrongForm, RecordCoOffendingForm
from popo.offending.views.blueprint import (
    Answer,
    blueprint,
    opened,
    person_or_404,
    show_href,
)
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at, looked_at_list
from popo.web.current import actor
from popo.web.notices import done


@blueprint.route("/people/<string:reference>/offending/together", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def record_co_offending(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(RecordCoOffendingForm, "offending.record_co_offending", reference)
    form.offer_offences(find_offences(form.offence_words.data or ""))
    only_looking = "find" in request.form
    if not only_looking and form.validate_on_submit():
        try:
            _record_co_offending(form, person)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(show_href(reference))
    looked_at(actor(), person, "record offending together")
    page = render_template(
        "offending/record_co_offending.html", person=person, tab="offending", form=form
    )
    return page, 422 if form.errors or form.form_errors else 200


def _record_co_offending(form: RecordCoOffendingForm, person: Person) -> None:
    form.check_chosen()
    if mark_sent(actor(), form.idempotency.data):
        services.record_co_offending(actor(), person, form.details())
        done("Recorded on both records.")


@blueprint.route(
    "/people/<string:reference>/offending/together/<uuid:link_id>/wrong", methods=["GET", "POST"]
)
@requires(Permission.OFFENDING_EDIT)
def mark_co_offending_wrong(reference: str, link_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    together = queries.get_together(link_id, person, actor())
    if together is None:
        abort(404)
    form = MarkCoOffendingWrongForm(data={"version": together.row.version})
    if form.validate_on_submit():
        try:
            services.mark_co_offending_wrong(actor(), together, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _marked_meanwhile(person, together, form)
        else:
            done("Marked wrong on both records. It counts no more.")
            return redirect(show_href(reference))
    looked_at(actor(), person, "mark offending together wrong")
    looked_at_list(actor(), [together.other.id], "offending together")
    page = render_template(
        "offending/mark_co_offending_wrong.html",
        person=person,
        tab="offending",
        form=form,
        together=together,
    )
    return page, 422 if form.errors or form.form_errors else 200


def _marked_meanwhile(
    person: Person, together: queries.Together, form: MarkCoOffendingWrongForm
) -> Answer:
    looked_at(actor(), person, "mark offending together wrong")
    fields = [("What was wrong", "", together.row.why_wrong or "", form.details())]
    href = show_href(person.reference)
    return render_template("errors/conflict.html", fields=fields, href=href), 409
