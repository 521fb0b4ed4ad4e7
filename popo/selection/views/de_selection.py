from collections.abc import Iterable
from uuid import UUID

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import CaseEnd, ExitPlan, SchemeCase
from popo.cases.queries import open_case_of, possible_workers
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import items_to_cite, meetings_of
from popo.people.models import Person, SightLevel
from popo.people.queries.person import person_by_id
from popo.selection import services
from popo.selection.forms.after_watch import FINDINGS
from popo.selection.forms.de_selection import (
    AnswerDeSelectionForm,
    CloseAtOnceForm,
    Confirmation,
    ConfirmDeSelectionForm,
    ProposeDeSelectionForm,
)
from popo.selection.forms.decisions import ENDS
from popo.selection.forms.exits import support_field
from popo.selection.forms.panel import VIEWS
from popo.selection.leaving import FOLLOWED_MONTHS, SUPPORTS
from popo.selection.policy import may_look_after
from popo.selection.queries.decisions import (
    Decided,
    case_of,
    engaged_agencies,
    exit_plan_of,
    get_de_selection,
)
from popo.selection.queries.exits import notices_of, picture_of, primary_strand, who_loses_sight
from popo.selection.queries.past_exits import past_exits
from popo.selection.queries.prompts import Prompted, prompted
from popo.selection.services.de_selection import (
    PROPOSED,
    answers_given,
    answers_seen,
    silent_agencies,
)
from popo.selection.views.common import (
    Answer,
    conflict_page,
    person_named,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_drafted
from popo.selection.views.prompts import grounds_of
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.route("/people/<string:reference>/de-selection/propose", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def propose_de_selection(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    case = _open_case(person)
    found = prompted(person, actor())
    form = open_drafted(ProposeDeSelectionForm, reference, _suggested(found))
    if form.validate_on_submit():
        if not is_new(form):
            return redirect(url_for(".person_selection", reference=reference))
        try:
            reason, grounds = form.details()
            decision = services.propose_de_selection(actor(), case, reason, grounds)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"De-selection of {person.reference} is proposed; every engaged agency is asked.")
            return _show(decision.id)
    return person_page(
        "propose_de_selection",
        person,
        form=form,
        agencies=_asked(case),
        found=found,
        picture=picture_of(person, case, actor()),
        past=_past(case, PROPOSED),
        followed_months=FOLLOWED_MONTHS,
        end_words=ENDS,
        finding_words=FINDINGS,
    )


@selection.route("/people/<string:reference>/de-selection/at-once", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def close_at_once(reference: str) -> Answer:
    person = person_named(reference)
    case = _open_case(person)
    form = open_drafted(CloseAtOnceForm, reference, {"effective_on": clock.today()})
    if form.validate_on_submit():
        if not is_new(form):
            return redirect(url_for(".person_selection", reference=reference))
        try:
            services.close_at_once(actor(), case, *form.details())
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
    decision, case = decided.decision, case_of(decided.decision)
    waits = decision.decided_on is None and decision.withdrawn_on is None
    plan = exit_plan_of(case) if decision.decided_on else None
    notices = notices_of(case) if decision.decided_on else []
    named = {row.user_id for row in decided.parties} | {decision.recorded_by_id}
    named |= {row.told_by_id for row in notices if row.told_by_id}
    named |= {key for key in (decision.proposed_by_id, plan.owner_id if plan else None) if key}
    return person_page(
        "show_de_selection",
        person,
        decided=decided,
        decision=decision,
        waits=waits,
        silent=silent_agencies(decided, engaged_agencies(case)) if waits else set(),
        lose_sight=who_loses_sight(case, actor()) if waits else [],
        past=_past(case, [decision.end_reason]) if waits and decision.end_reason else {},
        exit_plan=plan,
        supports=_supports(plan),
        notices=notices,
        may_look_after=may_look_after(actor(), plan),
        users=users_by_id(named),
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        meetings=meetings_of([decision.agenda_item_id] if decision.agenda_item_id else []),
        is_proposer=decision.proposed_by_id == actor().user_id,
        followed_months=FOLLOWED_MONTHS,
        end_words=ENDS,
        view_words=VIEWS,
        finding_words=FINDINGS,
    )


@selection.route("/de-selections/<uuid:decision_id>/answer", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def answer_de_selection(decision_id: UUID) -> Answer:
    decided, person = _found(decision_id, SightLevel.WORK)
    data = {"version": answers_given(actor(), decided)}
    form = open_drafted(AnswerDeSelectionForm, str(decision_id), data)
    if form.validate_on_submit():
        if not is_new(form):
            return _show(decision_id)
        try:
            services.answer_de_selection(actor(), decided, *form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _answered_meanwhile(decided, person, form)
        else:
            done("The answer of your agency is recorded.")
            return _show(decision_id)
    return person_page("answer_de_selection", person, form=form, decision=decided.decision)


@selection.route("/de-selections/<uuid:decision_id>/confirm", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def confirm_de_selection(decision_id: UUID) -> Answer:
    decided, person = _found(decision_id)
    data = {"effective_on": clock.today(), "version": answers_seen(decided)}
    form = open_drafted(ConfirmDeSelectionForm, str(decision_id), data)
    form.offer(items_to_cite(actor(), person.id), possible_workers(actor()))
    if form.validate_on_submit():
        if not is_new(form):
            return _show(decision_id)
        said = form.details()
        try:
            services.confirm_de_selection(
                actor(),
                decided,
                said.decided_at,
                said.effective_on,
                said.exit_plan,
                form.version.data,
            )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _answered_since(decided, person, said)
        else:
            done(f"{person.reference} is de-selected.")
            return _show(decision_id)
    return person_page(
        "confirm_de_selection",
        person,
        form=form,
        decided=decided,
        decision=decided.decision,
        parts={part: support_field(part) for part in SUPPORTS},
        lose_sight=who_loses_sight(case_of(decided.decision), actor()),
    )


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


def _suggested(found: Prompted | None) -> dict[str, object]:
    """The reason and the evidence that the record prompts, for the proposer to change."""
    reasons = [reason for reason in (found.reasons if found else []) if reason in PROPOSED]
    return {"reason": reasons[0] if reasons else None, "grounds": grounds_of(found)}


def _past(case: SchemeCase, reasons: Iterable[CaseEnd]) -> object:
    strand = primary_strand(case)
    return past_exits(reasons, strand) if strand else {}


def _supports(plan: ExitPlan | None) -> list[tuple[str, str]]:
    """Which support goes on and who gives it, in the order of the parts."""
    held = plan.supports if plan else None
    if not isinstance(held, dict):  # none, or destroyed
        return []
    return [(words, held[part]) for part, words in SUPPORTS.items() if part in held]


def _asked(case: SchemeCase) -> list[str]:
    engaged = engaged_agencies(case)
    return [agency.short_name for agency in list_agencies() if agency.id in engaged]


def _show(decision_id: UUID) -> Response:
    return redirect(url_for(".show_de_selection", decision_id=decision_id))


def _answered_meanwhile(
    decided: Decided, person: Person, form: AnswerDeSelectionForm
) -> tuple[str, int]:
    """A colleague of the same agency answered: what stands, and what was typed."""
    view, words = form.details()
    own = next((row for row in decided.parties if row.asked_agency_id == actor().agency_id), None)
    if own is None:
        abort(400)  # a version that was never shown
    fields = [
        ("What your agency says", "", VIEWS[own.view.value], VIEWS[view.value]),
        ("In words", "", own.words or "", words),
    ]
    href = url_for(".answer_de_selection", decision_id=decided.decision.id)
    return conflict_page(person, fields, href)


def _answered_since(decided: Decided, person: Person, said: Confirmation) -> tuple[str, int]:
    """An agency answered while somebody was about to confirm: what all say, and what was typed."""
    agencies = {agency.id: agency.short_name for agency in list_agencies()}
    fields = [
        (
            agencies[row.asked_agency_id],
            "",
            ": ".join(part for part in (VIEWS[row.view.value], row.words) if part),
            "",
        )
        for row in decided.parties
    ]
    fields.append(("What goes on until then", "", "", said.exit_plan.words))
    href = url_for(".show_de_selection", decision_id=decided.decision.id)
    return conflict_page(person, fields, href)
