"""Probation's side: the worker who is asked reads what goes over, and accepts or hands back."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.people.queries import names_of
from popo.people.services import looked_at
from popo.transitions.forms import AnswerForm
from popo.transitions.kinds import TransitionStatus
from popo.transitions.queries.transitions import Found, get_asked
from popo.transitions.services.answering import accept_transition, hand_back_transition
from popo.transitions.views.blueprint import Answer, blueprint, words
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@blueprint.route("/transitions/<uuid:transition_id>", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def answer_transition(transition_id: UUID) -> Answer:
    found = get_asked(transition_id, actor())
    if found is None:
        refuse_sight("transition")
    row = found.transition
    form = AnswerForm(data={"version": row.version})
    if form.validate_on_submit():
        try:
            _answer(found, form)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(_said(found))
            return redirect(url_for("transitions.list_transitions"))
    looked_at(actor(), found.person, "answer transition")
    names = names_of([found.person.id], actor())
    shown = render_template(
        "transitions/answer_transition.html",
        found=found,
        form=form,
        name=names[found.person.id].formal if found.person.id in names else "",
        waits=row.status is TransitionStatus.PROPOSED and found.is_open,
        **words([found]),
    )
    return shown, 422 if form.errors or form.form_errors else 200


def _answer(found: Found, form: AnswerForm) -> None:
    change = hand_back_transition if "hand_back" in request.form else accept_transition
    change(actor(), found, form.words.data or "", form.version.data or 0)


def _said(found: Found) -> str:
    match found.transition.status:
        case TransitionStatus.HANDED_BACK:
            return "Handed back. The youth offending service stays responsible, and reads why."
        case TransitionStatus.IN_EFFECT:
            return f"Accepted and in effect: {found.person.reference} is with you from today."
    return "Accepted. Until the agreed day the youth offending service stays responsible."


def _overtaken(found: Found, form: AnswerForm) -> tuple[str, int]:
    looked_at(actor(), found.person, "answer transition")
    row = found.transition
    now = AnswerForm(None, data={"version": row.version})
    href = url_for("transitions.answer_transition", transition_id=row.id)
    return conflict_page(form, now, href, [("Transition", "", row.status.words, row.status.words)])
