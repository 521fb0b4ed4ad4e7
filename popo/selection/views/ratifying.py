"""Urgent decisions: which wait for a meeting, and what the meeting did with them."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.meetings.queries import items_to_cite
from popo.people.models import Person, PersonName, SightLevel
from popo.people.queries import names_of
from popo.people.queries.person import person_by_id
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.ratifying import RatifyDecisionForm, UndoDecisionForm
from popo.selection.models import PanelDecision
from popo.selection.queries.decisions import get_decision
from popo.selection.queries.ratifying import Unratified, waiting_for_ratification, waits
from popo.selection.views.common import DECISION_WORDS, Answer, person_page, selection
from popo.selection.views.panel import is_new, open_drafted
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.app_template_global()
def urgent_decisions() -> list[tuple[Unratified, PersonName | None, str]]:
    """For the pages of meetings: what waits to be ratified, whose it is, and what it was."""
    if not actor().can(Permission.NOMINATION_MAKE):
        return []
    rows = waiting_for_ratification(actor())
    looked_at_list(actor(), [row.person.id for row in rows], "urgent decisions")
    names = names_of([row.person.id for row in rows], actor())
    return [(row, names.get(row.person.id), DECISION_WORDS[row.decision.decision]) for row in rows]


@selection.route("/decisions/<uuid:decision_id>/ratify", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def ratify_decision(decision_id: UUID) -> Answer:
    decision, person = _found(decision_id)
    form = RatifyDecisionForm()
    form.offer(items_to_cite(actor(), person.id))
    if form.validate_on_submit():
        try:
            services.ratify_decision(actor(), decision, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The urgent decision on {person.reference} is ratified.")
            return _back(decision, person)
    return person_page(
        "ratify_decision",
        person,
        form=form,
        decision=decision,
        waits=waits(decision),
        decision_words=DECISION_WORDS,
    )


@selection.route("/decisions/<uuid:decision_id>/undo", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def undo_decision(decision_id: UUID) -> Answer:
    decision, person = _found(decision_id)
    form = open_drafted(UndoDecisionForm, str(decision_id), {})
    form.offer(items_to_cite(actor(), person.id))
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.undo_decision(actor(), decision, *form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The urgent decision on {person.reference} is undone.")
            return _back(decision, person)
    return person_page(
        "undo_decision", person, form=form, decision=decision, decision_words=DECISION_WORDS
    )


def _found(decision_id: UUID) -> tuple[PanelDecision, Person]:
    decided = get_decision(decision_id, actor())
    read = SightLevel.READ
    person = person_by_id(decided.decision.person_id, actor(), read) if decided else None
    if decided is None or person is None:
        refuse_sight("decision")
    return decided.decision, person


def _back(decision: PanelDecision, person: Person) -> Response:
    if decision.nomination_id:
        return redirect(url_for(".show_nomination", nomination_id=decision.nomination_id))
    return redirect(url_for(".person_selection", reference=person.reference))
