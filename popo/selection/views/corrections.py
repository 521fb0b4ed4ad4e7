"""Selected in error: notices to each agency, and the oversight of them."""

from uuid import UUID

from flask import redirect, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.errors import RuleBroken, StaleVersion
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.corrections import AcknowledgeCorrectionForm, SettleErasureForm
from popo.selection.queries.corrections import (
    Noticed,
    SelectedInError,
    errors_overseen,
    get_correction,
    get_error,
    look_at_errors,
    open_notices,
)
from popo.selection.views.common import (
    Answer,
    conflict,
    conflict_page,
    page,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_drafted
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.get("/corrections")
@requires(Permission.CASE_EDIT)
def list_corrections() -> Answer:
    rows = open_notices(actor())
    people = [row.person.id for row in rows]
    looked_at_list(actor(), people, "corrections")
    own = actor().agency_id
    return page(
        "list_corrections",
        own=[row for row in rows if row.notice.told_agency_id == own],
        others=[row for row in rows if row.notice.told_agency_id != own],
        names=names_of(people, actor()),
        agencies=_agencies(),
    )


@selection.route("/corrections/<uuid:notice_id>", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def acknowledge_correction(notice_id: UUID) -> Answer:
    found = get_correction(notice_id, actor())
    if found is None:
        refuse_sight("correction notice")
    notice, person = found.notice, found.person
    form = open_drafted(AcknowledgeCorrectionForm, str(notice_id), {"version": notice.version})
    if form.validate_on_submit():
        if not is_new(form):
            return redirect(url_for(".list_corrections"))
        try:
            services.acknowledge_correction(actor(), notice, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(f"The correction of {person.reference} is answered.")
            return redirect(url_for(".list_corrections"))
    by = notice.acknowledged_by_id
    return person_page(
        "acknowledge_correction",
        person,
        form=form,
        notice=notice,
        agency=_agencies()[notice.told_agency_id],
        is_own=notice.told_agency_id == actor().agency_id,
        answered_by=users_by_id([by])[by] if by else None,
    )


def _overtaken(found: Noticed, form: AcknowledgeCorrectionForm) -> tuple[str, int]:
    fields = [("What was corrected", "", found.notice.answer or "", form.details())]
    return conflict_page(found.person, fields, url_for(".list_corrections"))


@selection.get("/selected-in-error")
@requires(Permission.CORRECTION_OVERSEE)
def list_errors() -> Answer:
    """By reference: who oversees corrections needs no sight of the people."""
    rows = errors_overseen(actor())
    look_at_errors(actor(), rows)
    return page("list_errors", rows=rows, agencies=_agencies(), today=clock.today())


@selection.route("/selected-in-error/<uuid:review_id>", methods=["GET", "POST"])
@requires(Permission.CORRECTION_OVERSEE)
def settle_erasure(review_id: UUID) -> Answer:
    error = get_error(review_id, actor())
    if error is None:
        refuse_sight("erasure review")
    form = SettleErasureForm(data={"version": error.review.version})
    if form.validate_on_submit():
        to_erase, reason = form.details()
        try:
            services.settle_erasure(
                actor(),
                error.review,
                to_erase=to_erase,
                reason=reason,
                read_version=form.version.data,
            )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _settled_meanwhile(error, form)
        else:
            done(f"The decision on erasing {error.reference} is written down.")
            return redirect(url_for(".list_errors"))
    look_at_errors(actor(), [error])
    return page("settle_erasure", form=form, error=error, agencies=_agencies())


def _settled_meanwhile(error: SelectedInError, form: SettleErasureForm) -> tuple[str, int]:
    look_at_errors(actor(), [error])
    to_erase, reason = form.details()
    review = error.review
    fields = [
        ("What is decided", "", _decision(review.to_erase), _decision(to_erase)),
        ("Reason", "", review.reason or "", reason),
    ]
    href = url_for(".list_errors")
    return conflict(fields, href)


def _decision(to_erase: bool | None) -> str:  # noqa: FBT001 - a value out of a column
    return {True: "Erase the record", False: "Keep it", None: ""}[to_erase]


def _agencies() -> dict[UUID, str]:
    return {agency.id: agency.name for agency in list_agencies()}
