"""Handing a worker's cases to another: chosen, looked at once more, done, undone."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission, Role
from popo.accounts.models import User
from popo.accounts.queries import user_by_id, users_by_id
from popo.cases import queries, services
from popo.cases.forms import HandOverCasesForm, hand_over_form, note_of, tick_of
from popo.cases.queries.hand_overs import Held
from popo.cases.views.blueprint import Answer, blueprint
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, inform, warn

_ENDPOINT = "cases.hand_over_cases"


@blueprint.route("/workers/<uuid:user_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def hand_over_cases(user_id: UUID) -> Answer:
    """First chosen, then shown what will happen, then done."""
    worker = _worker(user_id)
    parts = queries.parts_held(worker.id, actor())
    names = {key: name.formal for key, name in names_of(_people(parts), actor()).items()}
    form = _opened(worker, parts, names)
    workers = [user for user in queries.possible_workers(actor()) if user.id != worker.id]
    form.offer(workers, queries.loads_of(user.id for user in workers))
    looked_at_list(actor(), _people(parts), "hand over")
    checked = form.validate_on_submit() and "change" not in request.form
    if checked and "go" in request.form:
        try:
            return _done(form)
        except RuleBroken as broken:
            form.show(broken)
    elif checked:
        return _preview(worker, form, names)
    page = render_template(
        "cases/hand_over_cases.html",
        preview=False,
        worker=worker,
        form=form,
        parts=parts,
        tick_of=tick_of,
        note_of=note_of,
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/hand-overs/<uuid:batch_id>/undo")
@requires(Permission.CASE_EDIT)
def undo_hand_over(batch_id: UUID) -> Answer:
    if not queries.handed_over_as(batch_id):
        refuse_sight("hand over")
    undone = services.undo_hand_over(actor(), batch_id)
    done(f"Handed back: {', '.join(undone.references) or 'none'}.")
    _say_left(undone)
    return redirect(url_for("overview.home"))


def _worker(user_id: UUID) -> User:
    """Oneself, or anybody for whoever may arrange it."""
    arranges = actor().holds(Role.STRAND_LEAD) or actor().holds(Role.COORDINATOR)
    worker = user_by_id(user_id)
    if worker is None or not (arranges or worker.id == actor().user_id):
        refuse_sight("worker")
    return worker


def _people(parts: list[Held]) -> set[UUID]:
    return {held.person.id for held in parts}


def _opened(worker: User, parts: list[Held], names: dict[UUID, str]) -> HandOverCasesForm:
    form = hand_over_form(parts, names)
    draft = find_draft(actor(), _ENDPOINT, str(worker.id)) if request.method == "GET" else None
    return form(resumed(draft)) if draft else form()


def _preview(worker: User, form: HandOverCasesForm, names: dict[UUID, str]) -> Answer:
    key, handed = form.details()
    to = users_by_id([key])[key]
    loads = queries.loads_of([worker.id, to.id])
    moving = len({one.held.case.id for one in handed})
    page = render_template(
        "cases/hand_over_cases.html",
        preview=True,
        worker=worker,
        to=to,
        form=form,
        handed=handed,
        names=names,
        loads=loads,
        moving=moving,
        why_not={one.held.assignment.id: services.why_not(one.held, to) for one in handed},
        sent=[(name, value) for name, values in request.form.lists() for value in values],
        left_out={"csrf_token", "go", "preview"},
    )
    return page, 200


def _done(form: HandOverCasesForm) -> Answer:
    if not mark_sent(actor(), form.idempotency.data):
        inform("These cases were handed over when you sent the form before.")
        return redirect(url_for("overview.home"))
    key, handed = form.details()
    moved = services.hand_over(actor(), handed, users_by_id([key])[key])
    done(
        f"Handed over: {', '.join(moved.references) or 'none'}.",
        undo_href=url_for("cases.undo_hand_over", batch_id=moved.batch_id),
    )
    _say_left(moved)
    return redirect(url_for("overview.home"))


def _say_left(moved: services.Done) -> None:
    if moved.left:
        warn(f"Left as they are, since somebody changed them: {', '.join(moved.left)}.")
