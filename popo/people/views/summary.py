"""The living summary: one paragraph that the agencies hold jointly."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import StaleVersion
from popo.people import services
from popo.people.forms import WriteSummaryForm
from popo.people.models import LivingSummary, Person, SightLevel
from popo.people.queries import summaries_of
from popo.people.services import looked_at
from popo.people.views.blueprint import Answer, blueprint, person_or_404
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done, warn


@blueprint.route("/people/<string:reference>/summary", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def write_summary(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    written = summaries_of(person, actor())
    form = _form(reference, written)
    if form.validate_on_submit():
        try:
            _save(form, person)
        except StaleVersion:
            looked_at(actor(), person, "write summary")
            now = WriteSummaryForm(None, data=_held(written))
            return conflict_page(form, now, url_for("overview.person", reference=reference))
        return redirect(url_for("overview.person", reference=reference))
    looked_at(actor(), person, "write summary")
    page = render_template(
        "people/write_summary.html", person=person, form=form, tab="summary", written=written
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/people/<string:reference>/summary/still-true")
@requires(Permission.PERSON_EDIT)
def confirm_summary(reference: str) -> Answer:
    """One press for whoever read it and has nothing to add."""
    person = person_or_404(reference, SightLevel.WORK)
    summary_id = request.form.get("summary", type=UUID) or abort(400)
    try:
        services.confirm_summary(actor(), person, summary_id)
    except StaleVersion:
        warn("Somebody has written another summary meanwhile. Read it first.")
    else:
        done("Said to be still true, today and by you.")
    return redirect(url_for("overview.person", reference=reference))


def _form(reference: str, written: list[LivingSummary]) -> WriteSummaryForm:
    """Begins with the summary as it stands, or with what its writer had begun."""
    if request.method == "GET" and (
        draft := find_draft(actor(), "people.write_summary", reference)
    ):
        return WriteSummaryForm(resumed(draft))
    return WriteSummaryForm(data=_held(written))


def _held(written: list[LivingSummary]) -> dict[str, Any]:
    return {"version": len(written), "words": written[-1].words if written else ""}


def _save(form: WriteSummaryForm, person: Person) -> None:
    if mark_sent(actor(), form.idempotency.data):
        services.write_summary(actor(), person, form.details(), form.version.data)
        done("The summary was saved.")
