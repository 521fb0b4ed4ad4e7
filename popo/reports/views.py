from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.checklist.queries.requests import waiting_to_be_sent
from popo.checklist.queries.steers import answered_since, open_steers
from popo.crime.months import add_months, in_words
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.reports import queries, services
from popo.reports.files import FORMS, file_of, page_values
from popo.reports.forms import (
    ConfirmForm,
    EditUpdateForm,
    PrepareUpdateForm,
    RestateUpdateForm,
)
from popo.reports.models import MonthlyUpdate, UpdateStatus
from popo.reports.reconcile import adds_up
from popo.reports.words import line_label
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn

reports = Blueprint("reports", __name__)
Answer = Response | str | tuple[str, int]

MONTHS_OFFERED = 13
STATUS_TAGS = {
    UpdateStatus.DRAFT: ("Draft", "waiting"),
    UpdateStatus.SIGNED_OFF: ("Signed off", "plain"),
    UpdateStatus.PUBLISHED: ("Published", "good"),
}


@reports.get("/updates")
@requires(Permission.UPDATE_READ)
def list_updates() -> Answer:
    updates = queries.list_updates(actor())
    newest: dict[date, int] = {}
    for update in updates:
        if update.status is UpdateStatus.PUBLISHED:
            newest.setdefault(update.month, update.number)
    return render_template(
        "reports/list_updates.html", updates=updates, newest=newest, tags=STATUS_TAGS
    )


@reports.get("/updates/<uuid:update_id>")
@requires(Permission.UPDATE_READ)
def show_update(update_id: UUID) -> Answer:
    update = _update(update_id)
    before = queries.published_update(add_months(update.month, -1))
    return render_template(
        "reports/show_update.html",
        tags=STATUS_TAGS,
        newer=queries.newer_version(update),
        before=before,
        forms=FORMS,
        **page_values(update),
    )


@reports.get("/updates/<uuid:update_id>/files/<string:form>")
@requires(Permission.UPDATE_READ)
def download_update(update_id: UUID, form: str) -> Answer:
    update = _update(update_id)
    if form not in FORMS:
        abort(404)
    made = file_of(update, form)
    services.exported(actor(), update, form)
    return send_file(
        BytesIO(made.content), made.media_type, as_attachment=True, download_name=made.name
    )


@reports.route("/updates/prepare", methods=["GET", "POST"])
@requires(Permission.UPDATE_PREPARE)
def prepare_update() -> Answer:
    form = PrepareUpdateForm()
    form.offer_months(_months())
    if form.validate_on_submit():
        try:
            update = services.prepare_update(actor(), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{in_words(update.month)} was counted.")
            return redirect(url_for("reports.edit_update", update_id=update.id))
    page = render_template("reports/prepare_update.html", form=form)
    return page, 422 if form.errors else 200


@reports.route("/updates/<uuid:update_id>/edit", methods=["GET", "POST"])
@requires(Permission.UPDATE_PREPARE)
def edit_update(update_id: UUID) -> Answer:
    update = _update(update_id)
    if update.status is UpdateStatus.PUBLISHED:
        return redirect(url_for("reports.show_update", update_id=update.id))
    form = _words_form(update)
    if form.validate_on_submit():
        try:
            _save_words(update, form)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(update, form)
        else:
            done("The words are saved.")
            return redirect(url_for("reports.edit_update", update_id=update.id))
    checks = services.checks_of(update)
    page = render_template(
        "reports/edit_update.html",
        form=form,
        tags=STATUS_TAGS,
        checks=checks,
        adds_up=adds_up(checks),
        steers_open=open_steers(),
        steers_answered=answered_since(_last_sent(update)),
        asked=waiting_to_be_sent(),
        **page_values(update),
    )
    return page, 422 if form.errors else 200


@reports.post("/updates/<uuid:update_id>/sign-off")
@requires(Permission.UPDATE_PUBLISH)
def sign_off_update(update_id: UUID) -> Answer:
    update = _update(update_id)
    services.sign_off_update(actor(), update)
    done(f"{in_words(update.month)} is signed off.")
    return redirect(url_for("reports.publish_update", update_id=update.id))


@reports.route("/updates/<uuid:update_id>/publish", methods=["GET", "POST"])
@requires(Permission.UPDATE_PUBLISH)
def publish_update(update_id: UUID) -> Answer:
    update, form = _update(update_id), ConfirmForm()
    if form.validate_on_submit():
        try:
            services.publish_update(actor(), update)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{in_words(update.month)} is published.")
            return redirect(url_for("reports.show_update", update_id=update.id))
    page = render_template(
        "reports/publish_update.html", update=update, form=form, month=in_words(update.month)
    )
    return page, 422 if form.errors else 200


@reports.get("/updates/<uuid:update_id>/verify")
@requires(Permission.UPDATE_PREPARE)
def verify_update(update_id: UUID) -> Answer:
    update = _update(update_id)
    return render_template(
        "reports/verify_update.html",
        update=update,
        month=in_words(update.month),
        verification=services.verify_update(actor(), update),
        line_label=line_label,
    )


@reports.route("/updates/<uuid:update_id>/restate", methods=["GET", "POST"])
@requires(Permission.UPDATE_PREPARE)
def restate_update(update_id: UUID) -> Answer:
    update, form = _update(update_id), RestateUpdateForm()
    if form.validate_on_submit():
        try:
            made = services.restate_update(actor(), update.month, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            warn("This is a new version. Readers still see the old one until this is published.")
            return redirect(url_for("reports.edit_update", update_id=made.id))
    page = render_template(
        "reports/restate_update.html", update=update, form=form, month=in_words(update.month)
    )
    return page, 422 if form.errors else 200


def _update(update_id: UUID) -> MonthlyUpdate:
    found = queries.get_update(update_id, actor())
    if found is None:
        refuse_sight("monthly update")
    return found


def _last_sent(update: MonthlyUpdate) -> datetime | None:
    """When the update of the month before was published."""
    before = queries.published_update(add_months(update.month, -1))
    return before.published_at if before else None


def _months() -> list[date]:
    """The running month and the year before it, newest first."""
    this = clock.today().replace(day=1)
    return [add_months(this, -back) for back in range(MONTHS_OFFERED)]


def _words_form(update: MonthlyUpdate) -> EditUpdateForm:
    """Begins with the words as they stand, or with what their writer had begun."""
    if request.method == "GET" and (
        draft := find_draft(actor(), "reports.edit_update", str(update.id))
    ):
        return EditUpdateForm(resumed(draft))
    return EditUpdateForm(data={"version": update.version, **update.narrative})


def _save_words(update: MonthlyUpdate, form: EditUpdateForm) -> None:
    if mark_sent(actor(), form.idempotency.data):
        services.edit_update(actor(), update, form.details(), form.version.data)


def _conflict(update: MonthlyUpdate, form: EditUpdateForm) -> tuple[str, int]:
    now = EditUpdateForm(None, data={"version": update.version, **update.narrative})
    return conflict_page(form, now, url_for("reports.edit_update", update_id=update.id))
