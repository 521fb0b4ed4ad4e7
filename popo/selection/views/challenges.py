from uuid import UUID

from flask import redirect, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import next_meeting
from popo.people.models import Person, SightLevel
from popo.people.queries import names_of
from popo.people.queries.person import person_by_id
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.challenges import (
    CHALLENGE_OUTCOMES,
    AnswerChallengeForm,
    ChallengeDecisionForm,
)
from popo.selection.forms.triage import REFUSALS
from popo.selection.models import Nomination, PanelDecision
from popo.selection.queries.challenges import (
    Challenged,
    get_challenge,
    may_not_answer,
    open_challenges,
    took_part,
)
from popo.selection.queries.decisions import get_decision
from popo.selection.services.challenges import check_may_be_challenged
from popo.selection.views.common import (
    DECISION_WORDS,
    Answer,
    conflict_page,
    nominated,
    page,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_drafted
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.route("/decisions/<uuid:decision_id>/challenge", methods=["GET", "POST"])
@requires(Permission.NOMINATION_MAKE)
def challenge_decision(decision_id: UUID) -> Answer:
    """Of a panel's decision."""
    decided = get_decision(decision_id, actor())
    decision = decided.decision if decided else None
    person = person_by_id(decision.person_id, actor(), SightLevel.READ) if decision else None
    if decision is None or person is None:
        refuse_sight("decision")
    key = decision.nomination_id
    return _challenge(person, decision, nominated(key).nomination if key else None, decision_id)


@selection.route("/nominations/<uuid:nomination_id>/challenge", methods=["GET", "POST"])
@requires(Permission.NOMINATION_MAKE)
def challenge_refusal(nomination_id: UUID) -> Answer:
    """Of the refusal of a nomination at the first look."""
    found = nominated(nomination_id)
    return _challenge(found.person, None, found.nomination, nomination_id)


def _challenge(
    person: Person, decision: PanelDecision | None, nomination: Nomination | None, about: UUID
) -> Answer:
    if request.method == "GET":
        check_may_be_challenged(decision, nomination)
    form = open_drafted(ChallengeDecisionForm, str(about), {})
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.challenge_decision(actor(), person, decision, nomination, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The challenge about {person.reference} is recorded, with the day of its answer.")
            return redirect(url_for(".person_selection", reference=person.reference))
    return person_page(
        "challenge_decision",
        person,
        form=form,
        decision=decision,
        nomination=nomination,
        **_words(),
    )


@selection.get("/challenges")
@requires(Permission.CHALLENGE_ANSWER)
def list_challenges() -> Answer:
    rows = open_challenges(actor())
    people = [row.person.id for row in rows]
    looked_at_list(actor(), people, "challenges")
    return page(
        "list_challenges",
        rows=rows,
        names=names_of(people, actor()),
        barred=may_not_answer(rows, actor()),
        **_words(),
    )


@selection.get("/challenges/<uuid:challenge_id>")
@requires(Permission.NOMINATION_MAKE)
def show_challenge(challenge_id: UUID) -> Answer:
    found = _found(challenge_id)
    return _page("show_challenge", found, may_answer=actor().user_id not in took_part(found))


@selection.route("/challenges/<uuid:challenge_id>/answer", methods=["GET", "POST"])
@requires(Permission.CHALLENGE_ANSWER)
def answer_challenge(challenge_id: UUID) -> Answer:
    found = _found(challenge_id)
    form = open_drafted(
        AnswerChallengeForm, str(challenge_id), {"version": found.challenge.version}
    )
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.answer_challenge(actor(), found, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(f"The challenge about {found.person.reference} is answered.")
            return redirect(url_for(".show_challenge", challenge_id=challenge_id))
    return _page("answer_challenge", found, form=form)


def _found(challenge_id: UUID) -> Challenged:
    found = get_challenge(challenge_id, actor())
    if found is None:
        refuse_sight("challenge")
    return found


def _page(template: str, found: Challenged, **values: object) -> Answer:
    challenge = found.challenge
    keys = {challenge.recorded_by_id, challenge.answered_by_id or challenge.recorded_by_id}
    return person_page(
        template,
        found.person,
        found=found,
        challenge=challenge,
        decision=found.decision,
        nomination=found.nomination,
        users=users_by_id(keys),
        next_meeting=next_meeting(),
        **_words(),
        **values,
    )


def _words() -> dict[str, object]:
    return {
        "decision_words": DECISION_WORDS,
        "refusal_words": REFUSALS,
        "outcome_words": CHALLENGE_OUTCOMES,
    }


def _overtaken(found: Challenged, form: AnswerChallengeForm) -> tuple[str, int]:
    """Somebody answered it meanwhile: their answer, and what was typed."""
    theirs = found.challenge.outcome
    fields = [
        (
            "Decided again",
            "",
            CHALLENGE_OUTCOMES[theirs] if theirs else "",
            CHALLENGE_OUTCOMES[form.outcome.data],
        ),
        ("Reasons", "", found.challenge.answer or "", form.words.data),
    ]
    href = url_for(".show_challenge", challenge_id=found.challenge.id)
    return conflict_page(found.person, fields, href)
