"""The youth offending service's side: begin, write, meet, propose, withdraw."""

from flask import abort, redirect, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, list_users
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.transitions.forms import AddMeetingForm, ProposeForm, WithdrawForm, WriteReviewForm
from popo.transitions.queries.transitions import Found, possible_receivers
from popo.transitions.services.answering import propose_transition, withdraw_transition
from popo.transitions.services.reviewing import add_meeting as record_meeting
from popo.transitions.services.reviewing import begin_review as start_review
from popo.transitions.services.reviewing import write_review as save_review
from popo.transitions.views.blueprint import (
    Answer,
    blueprint,
    in_hand,
    nothing_in_hand,
    page,
    person_or_404,
    show_href,
    words,
    young_case,
)
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done, done_once, warn

_HERE = "/people/<string:reference>/transition"


@blueprint.post(f"{_HERE}/begin")
@requires(Permission.CASE_EDIT)
def begin_review(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    case = young_case(person)
    if case is None:
        return nothing_in_hand(reference)
    try:
        start_review(actor(), person, case)
    except RuleBroken as broken:
        warn(broken.message)
    else:
        done("The review is begun. Nothing goes to probation before it is proposed.")
    return redirect(show_href(reference))


@blueprint.route(f"{_HERE}/review", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def write_review(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    found = in_hand(person)
    if found is None:
        return nothing_in_hand(reference)
    form = _review_form(found)
    if form.validate_on_submit():
        try:
            save_review(
                actor(),
                person,
                found.case,
                found.transition,
                form.details(),
                form.version.data or 0,
            )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "write review")
            return conflict_page(form, _review_form(found, as_it_is=True), show_href(reference))
        else:
            done("Saved. Nothing goes to probation before it is proposed.")
            return redirect(show_href(reference))
    return page("write_review", person, form)


def _review_form(found: Found, *, as_it_is: bool = False) -> WriteReviewForm:
    data = WriteReviewForm.held(found.transition, found.parts)
    form = WriteReviewForm(None, data=data) if as_it_is else WriteReviewForm(data=data)
    form.offer(possible_receivers(actor()), list_agencies())
    return form


@blueprint.route(f"{_HERE}/meeting", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def add_meeting(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    found = in_hand(person)
    if found is None:
        return nothing_in_hand(reference)
    form = _meeting_form(person, found)
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), str(form.idempotency.data))
            if first:
                record_meeting(actor(), found.case, found.transition, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once("The meeting is on record.", first=first)
            return redirect(show_href(reference))
    return page("add_meeting", person, form, found=found, **words([found]))


def _meeting_form(person: Person, found: Found) -> AddMeetingForm:
    draft = None
    if request.method == "GET":
        draft = find_draft(actor(), "transitions.add_meeting", person.reference)
    form = AddMeetingForm(resumed(draft)) if draft else AddMeetingForm()
    form.offer(list_users(found.transition.agency_id))
    return form


@blueprint.post(f"{_HERE}/propose")
@requires(Permission.CASE_EDIT)
def propose(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    found = in_hand(person)
    if found is None:
        return nothing_in_hand(reference)
    form = ProposeForm()
    if not form.validate():
        abort(400)
    try:
        propose_transition(actor(), found, form.version.data or 0)
    except RuleBroken as broken:
        warn(broken.message)
    except StaleVersion:
        warn("A colleague changed it since you read it. Read it again, then propose it.")
    else:
        done("Proposed. The probation worker reads what goes over, and accepts or hands it back.")
    return redirect(show_href(reference))


@blueprint.route(f"{_HERE}/withdraw", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def withdraw(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    found = in_hand(person)
    if found is None:
        return nothing_in_hand(reference)
    row = found.transition
    form = WithdrawForm(data={"version": row.version})
    if form.validate_on_submit():
        try:
            withdraw_transition(
                actor(), found.case, row, str(form.words.data), form.version.data or 0
            )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "withdraw")
            now = WithdrawForm(None, data={"version": row.version})
            also = [("Transition", "", row.status.words, row.status.words)]
            return conflict_page(form, now, show_href(reference), also)
        else:
            done("Withdrawn. Nothing has moved.")
            return redirect(show_href(reference))
    return page("withdraw", person, form)
