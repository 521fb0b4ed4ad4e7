"""Requests for resources: asked, sent with an update, answered."""

from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.checklist.forms.requests import AnswerRequestForm, AskForm, EditRequestForm
from popo.checklist.models import ResourceRequest
from popo.checklist.policy import keeps
from popo.checklist.queries import requests as queries
from popo.checklist.queries.steers import meetings_held
from popo.checklist.services import requests as services
from popo.checklist.views.blueprint import Answer, blueprint, page
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import MeetingBody
from popo.meetings.queries import get_meeting
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@blueprint.get("/requests")
@requires(Permission.UPDATE_READ)
def list_requests() -> Answer:
    return page("list_requests", rows=queries.list_requests(actor()), keeps=keeps(actor()))


@blueprint.route("/requests/ask", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def ask_resources() -> Answer:
    form = AskForm()
    if form.validate_on_submit():
        try:
            row = services.ask_resources(actor(), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The request goes up with the next update that is published.")
            return redirect(url_for(".show_request", request_id=row.id))
    return page("ask_resources", form)


@blueprint.get("/requests/<uuid:request_id>")
@requires(Permission.UPDATE_READ)
def show_request(request_id: UUID) -> Answer:
    row = _row(request_id)
    named = {row.asked_by_id} | ({row.answered_by_id} if row.answered_by_id else set())
    return page(
        "show_request",
        row=row,
        users=users_by_id(named),
        meeting=get_meeting(row.meeting_id) if row.meeting_id else None,
        keeps=keeps(actor()),
    )


@blueprint.route("/requests/<uuid:request_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def edit_request(request_id: UUID) -> Answer:
    row = _row(request_id)
    form = EditRequestForm(data=EditRequestForm.held(row))
    if form.validate_on_submit():
        try:
            services.edit_request(actor(), row, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = EditRequestForm(None, data=EditRequestForm.held(row))
            return conflict_page(form, now, url_for(".show_request", request_id=row.id))
        else:
            done("The request is saved.")
            return redirect(url_for(".show_request", request_id=row.id))
    return page("edit_request", form, row=row)


@blueprint.route("/requests/<uuid:request_id>/answer", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def answer_request(request_id: UUID) -> Answer:
    row = _row(request_id)
    meetings = meetings_held(MeetingBody.TASKING_GROUP)
    form = AnswerRequestForm(data=AnswerRequestForm.held(row))
    form.offer(meetings)
    if form.validate_on_submit():
        try:
            services.answer_request(actor(), row, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = AnswerRequestForm(None, data=AnswerRequestForm.held(row))
            now.offer(meetings)
            return conflict_page(form, now, url_for(".show_request", request_id=row.id))
        else:
            done("The answer stands on the record.")
            return redirect(url_for(".show_request", request_id=row.id))
    return page("answer_request", form, row=row, meetings=meetings)


def _row(request_id: UUID) -> ResourceRequest:
    found = queries.get_request(request_id, actor())
    if found is None:
        refuse_sight("request")
    return found
