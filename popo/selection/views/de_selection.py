from uuid import UUID

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, list_users, users_by_id
from popo.cases.models import SchemeCase
from popo.cases.queries import open_case_of
from popo.errors import RuleBroken
from popo.meetings.queries import items_to_cite, meetings_of
from popo.people.models import Person, SightLevel
from popo.people.queries.person import person_by_id
from popo.selection import services
from popo.selection.forms.decisions import (
    ENDS,
    VIEWS,
    AnswerDeSelectionForm,
    CloseAtOnceForm,
    ConfirmDeSelectionForm,
    ProposeDeSelectionForm,
)
from popo.selection.queries.decisions import (
    Decided,
    case_of,
    engaged_agencies,
    exit_plan_of,
    get_de_selection,
)
from popo.selection.services.de_selection import silent_agencies
from popo.selection.views.common import Answer, person_named, person_page, selection
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.route("/people/<string:reference>/de-selection/propose", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def propose_de_selection(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    case = _open_case(person)
    form = ProposeDeSelectionForm()
    if form.validate_on_submit():
        try:
            reason, grounds = form.details()
            decision = services.propose_de_selection(actor(), case, reason, grounds)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"De-selection of {person.reference} is proposed; every engaged agency is asked.")
            return redirect(url_for(".show_de_selection", decision_id=decision.id))
    return person_page("propose_de_selection", person, form=form, agencies=_asked(case))


@selection.route("/people/<string:reference>/de-selection/at-once", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def close_at_once(reference: str) -> Answer:
    person = person_named(reference)
    case = _open_case(person)
    form = CloseAtOnceForm(data={"effective_on": clock.today()})
    if form.validate_on_submit():
        try:
            reason, grounds, effective_on = form.details()
            services.close_at_once(actor(), case, reason, grounds, effective_on)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The case of {person.reference} is closed.")
            return redirect(url_for(".person_selection", reference=reference))
    return person_page("close_at_once", person, form=form)


@selection.get("/de-selections/<uuid:decision_id>")
@requires(Permission.NOMINATION_MAKE)
def show_de_selection(decision_id: UUID) -> Answer:
    decided, person = _found(decision_id)
    case = case_of(decided.decision)
    decision = decided.decision
    keys = {row.user_id for row in decided.parties} | {decision.recorded_by_id}
    waits = decision.decided_on is None and decision.withdrawn_on is None
    return person_page(
        "show_de_selection",
        person,
        decided=decided,
        decision=decision,
        waits=waits,
        silent=silent_agencies(decided, engaged_agencies(case)) if waits else set(),
        exit_plan=exit_plan_of(case),
        users=users_by_id(keys | ({decision.proposed_by_id} if decision.proposed_by_id else set())),
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        meetings=meetings_of([decision.agenda_item_id] if decision.agenda_item_id else []),
        is_proposer=decision.proposed_by_id == actor().user_id,
        end_words=ENDS,
        view_words=VIEWS,
    )


@selection.route("/de-selections/<uuid:decision_id>/answer", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def answer_de_selection(decision_id: UUID) -> Answer:
    decided, person = _found(decision_id, SightLevel.WORK)
    form = AnswerDeSelectionForm()
    if form.validate_on_submit():
        try:
            services.answer_de_selection(actor(), decided, *form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The answer of your agency is recorded.")
            return _show(decision_id)
    return person_page("answer_de_selection", person, form=form, decision=decided.decision)


@selection.route("/de-selections/<uuid:decision_id>/confirm", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def confirm_de_selection(decision_id: UUID) -> Answer:
    decided, person = _found(decision_id)
    form = ConfirmDeSelectionForm(data={"effective_on": clock.today()})
    form.offer(items_to_cite(actor(), person.id), list_users())
    if form.validate_on_submit():
        said = form.details()
        try:
            services.confirm_de_selection(
                actor(), decided, said.decided_at, said.effective_on, said.exit_plan
            )
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{person.reference} is de-selected.")
            return _show(decision_id)
    return person_page("confirm_de_selection", person, form=form, decision=decided.decision)


@selection.post("/de-selections/<uuid:decision_id>/withdraw")
@requires(Permission.DECISION_RECORD)
def withdraw_de_selection(decision_id: UUID) -> Answer:
    decided, _ = _found(decision_id)
    services.withdraw_de_selection(actor(), decided)
    done("The proposal is withdrawn; the case goes on.")
    return _show(decision_id)


def _found(decision_id: UUID, level: SightLevel = SightLevel.READ) -> tuple[Decided, Person]:
    decided = get_de_selection(decision_id, actor())
    person = person_by_id(decided.decision.person_id, actor(), level) if decided else None
    if decided is None or person is None:
        refuse_sight("de-selection")
    return decided, person


def _open_case(person: Person) -> SchemeCase:
    return open_case_of(person) or abort(404)


def _asked(case: SchemeCase) -> list[str]:
    engaged = engaged_agencies(case)
    return [agency.short_name for agency in list_agencies() if agency.id in engaged]


def _show(decision_id: UUID) -> Response:
    return redirect(url_for(".show_de_selection", decision_id=decision_id))
