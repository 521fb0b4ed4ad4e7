"""Steers of the groups above: list, record, turn into actions, answer."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.actions.standing import STATUS_WORDS
from popo.cases.queries import possible_workers
from popo.checklist.forms.steers import AnswerSteerForm, EditSteerForm, RecordSteerForm, TurnForm
from popo.checklist.models import Steer
from popo.checklist.policy import keeps, may_work_on
from popo.checklist.queries import steers as queries
from popo.checklist.queries.steers import SteerLine
from popo.checklist.services import steers as services
from popo.checklist.views.blueprint import Answer, blueprint, page
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import Meeting
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@blueprint.get("/steers")
@requires(Permission.CHECKLIST_READ)
def list_steers() -> Answer:
    lines = queries.list_steers()
    return page(
        "list_steers",
        open_lines=[line for line in lines if line.steer.is_open],
        answered=[line for line in lines if not line.steer.is_open],
        keeps=keeps(actor()),
        now=clock.today(),
    )


@blueprint.route("/steers/record", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def record_steer() -> Answer:
    form = RecordSteerForm()
    meetings = _meetings()
    form.offer(meetings, possible_workers(actor()))
    if form.validate_on_submit():
        try:
            steer = services.record_steer(actor(), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The steer is recorded. Turn it into actions, and answer it in the next update.")
            return _to(steer)
    return page("record_steer", form, meetings=meetings)


@blueprint.get("/steers/<uuid:steer_id>")
@requires(Permission.CHECKLIST_READ)
def show_steer(steer_id: UUID) -> Answer:
    line = _line(steer_id)
    steer = line.steer
    named = {steer.recorded_by_id} | {action.owner_id for action in line.actions}
    if steer.answered_by_id:
        named.add(steer.answered_by_id)
    return page(
        "show_steer",
        line=line,
        users=users_by_id(named),
        status_words=STATUS_WORDS,
        keeps=keeps(actor()),
        may_work=steer.is_open and may_work_on(actor(), steer),
        now=clock.today(),
    )


@blueprint.route("/steers/<uuid:steer_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def edit_steer(steer_id: UUID) -> Answer:
    line = _line(steer_id)
    steer = line.steer
    meetings, users = _meetings(), _owners(line)
    form = EditSteerForm(data=EditSteerForm.held(steer))
    form.offer(meetings, users)
    if form.validate_on_submit():
        try:
            services.edit_steer(actor(), steer, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = EditSteerForm(None, data=EditSteerForm.held(steer))
            now.offer(meetings, users)
            return conflict_page(form, now, url_for(".show_steer", steer_id=steer.id))
        else:
            done("The steer is saved.")
            return _to(steer)
    return page("edit_steer", form, line=line)


@blueprint.route("/steers/<uuid:steer_id>/action", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_READ)
def turn_steer(steer_id: UUID) -> Answer:
    line = _to_work_on(steer_id)
    steer = line.steer
    form = TurnForm(
        data={"words": steer.words, "owner": str(steer.owner_id), "due_on": steer.due_on}
    )
    form.offer(_owners(line))
    if form.validate_on_submit():
        try:
            services.turn_into_action(actor(), steer, *form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The action is asked for.")
            return _to(steer)
    return page("turn_steer", form, line=line)


@blueprint.route("/steers/<uuid:steer_id>/answer", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_READ)
def answer_steer(steer_id: UUID) -> Answer:
    line = _to_work_on(steer_id)
    steer = line.steer
    form = AnswerSteerForm(data=AnswerSteerForm.held(steer))
    if form.validate_on_submit():
        try:
            services.answer_steer(actor(), steer, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = AnswerSteerForm(None, data=AnswerSteerForm.held(steer))
            return conflict_page(form, now, url_for(".show_steer", steer_id=steer.id))
        else:
            done("The answer is kept for the next update.")
            return _to(steer)
    return page("answer_steer", form, line=line)


def _line(steer_id: UUID) -> SteerLine:
    found = queries.get_steer(steer_id, actor())
    if found is None:
        refuse_sight("steer")
    return found


def _to_work_on(steer_id: UUID) -> SteerLine:
    line = _line(steer_id)
    if not may_work_on(actor(), line.steer):
        refuse_sight("steer to work on")
    return line


def _meetings() -> list[Meeting]:
    return queries.meetings_held(*services.BODIES)


def _owners(line: SteerLine) -> list[User]:
    users = possible_workers(actor())
    return users if line.owner in users else [*users, line.owner]


def _to(steer: Steer) -> Response:
    return redirect(url_for(".show_steer", steer_id=steer.id))
