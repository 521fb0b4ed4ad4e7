from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.actions import queries, services
from popo.actions.forms import (
    AcceptActionForm,
    AddActionForm,
    EndActionForm,
    HandBackActionForm,
    ReassignActionForm,
)
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.actions.performance import DAYS, kept_by_agency
from popo.actions.policy import has_come_back_to, may_answer, may_settle
from popo.actions.standing import ENDINGS, ORIGIN_WORDS, STATUS_WORDS, standing
from popo.cases.queries import possible_workers
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person, names_of
from popo.people.queries.person import person_by_id
from popo.people.services import looked_at, looked_at_list
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.guard import refuse_sight
from popo.web.notices import done

actions = Blueprint("actions", __name__)
Answer = Response | str | tuple[str, int]


@actions.get("/actions")
@requires(Permission.ACTION_AGREE)
def list_actions() -> Answer:
    owed, asked = queries.owed_by(actor()), queries.asked_by(actor())
    escalated = queries.escalated_to(actor())
    shown = [*owed, *asked, *escalated]
    people = queries.people_of(shown, actor())
    looked_at_list(actor(), people, "actions")
    return render_template(
        "actions/list_actions.html",
        owed=owed,
        asked=asked,
        escalated=escalated,
        people=people,
        names=names_of(people, actor()),
        users=_users(shown),
        **_words(),
    )


@actions.get("/actions/by-agency")
@requires(Permission.COHORT_READ)
def by_agency() -> Answer:
    today = clock.today()
    return render_template(
        "actions/by_agency.html",
        rows=kept_by_agency(today),
        since=today - timedelta(days=DAYS),
    )


@actions.get("/people/<string:reference>/actions")
@requires(Permission.ACTION_AGREE)
def person_actions(reference: str) -> Answer:
    person = _person(reference)
    shown = queries.for_person(person, actor())
    looked_at(actor(), person, "actions")
    return render_template(
        "actions/person_actions.html",
        person=person,
        tab="actions",
        open_actions=[action for action in shown if action.status.is_open],
        ended_actions=[action for action in shown if not action.status.is_open],
        users=_users(shown),
        **_words(),
    )


@actions.route("/actions/add", methods=["GET", "POST"])
@actions.route("/people/<string:reference>/actions/add", methods=["GET", "POST"])
@requires(Permission.ACTION_AGREE)
def add_action(reference: str = "") -> Answer:
    person = _person(reference) if reference else None
    form = _begun(reference)
    form.offer_owners(possible_workers(actor()))
    if form.validate_on_submit():
        try:
            _add(form, person)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_list(person))
    if person:
        looked_at(actor(), person, "add action")
    page = render_template(
        "actions/add_action.html", person=person, tab="actions", form=form, cancel=_list(person)
    )
    return page, 422 if form.errors else 200


def _begun(reference: str) -> AddActionForm:
    """The form as it was left, else an empty one that offers oneself."""
    draft = (
        find_draft(actor(), "actions.add_action", reference) if request.method == "GET" else None
    )
    if draft:
        return AddActionForm(resumed(draft))
    return AddActionForm(data={"owner": str(actor().user_id)})


def _add(form: AddActionForm, person: Person | None) -> None:
    """Sending the same form twice adds one action."""
    if not mark_sent(actor(), form.idempotency.data):
        return
    details = form.details()
    action = services.offer_action(
        actor(),
        details.words,
        _user(details.owner_id),
        details.due_on,
        ActionOrigin.PRACTITIONER,
        person,
        handling=details.handling,
    )
    done("Action added.", next_href=_show(action), next_text="Open it")


@actions.get("/actions/<uuid:action_id>")
@requires(Permission.ACTION_AGREE)
def show_action(action_id: UUID) -> Answer:
    action = _action(action_id)
    return _page("show_action", action, None)


@actions.post("/actions/<uuid:action_id>/accept")
@requires(Permission.ACTION_AGREE)
def accept_action(action_id: UUID) -> Answer:
    action, form = _action(action_id), AcceptActionForm()
    if not form.validate():
        abort(400)
    services.accept_action(actor(), action, form.details())
    done("Accepted.", next_href=_show(action), next_text="Open it")
    return redirect(url_for("actions.list_actions"))


@actions.route("/actions/<uuid:action_id>/hand-back", methods=["GET", "POST"])
@requires(Permission.ACTION_AGREE)
def hand_back_action(action_id: UUID) -> Answer:
    action = _action(action_id)
    form = HandBackActionForm(data={"version": action.version})
    if form.validate_on_submit():
        try:
            services.hand_back_action(actor(), action, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            mine = ("Why it cannot be done", form.details())
            return _conflict(action, "Handed back", mine, action.hand_back_reason)
        else:
            done("Handed back, with your reason, to whoever asked.")
            return redirect(url_for("actions.list_actions"))
    return _page("hand_back_action", action, form)


@actions.route("/actions/<uuid:action_id>/end", methods=["GET", "POST"])
@requires(Permission.ACTION_AGREE)
def end_action(action_id: UUID) -> Answer:
    action = _action(action_id)
    form = EndActionForm(data={"version": action.version, "status": _ending_asked_for()})
    if form.validate_on_submit():
        status, result = form.details()
        try:
            services.end_action(actor(), action, status, result, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(action, ENDINGS[status], ("What came of it", result), action.result)
        else:
            done("Result recorded.", next_href=_show(action), next_text="Open it")
            return redirect(url_for("actions.list_actions"))
    return _page("end_action", action, form)


@actions.route("/actions/<uuid:action_id>/reassign", methods=["GET", "POST"])
@requires(Permission.ACTION_AGREE)
def reassign_action(action_id: UUID) -> Answer:
    action = _action(action_id)
    form = ReassignActionForm(data={"version": action.version, "due_on": action.due_on})
    form.offer_owners(possible_workers(actor()))
    if form.validate_on_submit():
        details = form.details()
        owner = _user(details.owner_id)
        person = _about(action)
        try:
            services.reassign_action(
                actor(), action, person, owner, details.due_on, form.version.data
            )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(action, "Offered", ("Who does it", owner.name), _owner_name(action))
        else:
            done("Offered to somebody else.", next_href=_show(action), next_text="Open it")
            return redirect(url_for("actions.list_actions"))
    return _page("reassign_action", action, form)


def _page(name: str, action: Action, form: Form | None) -> tuple[str, int]:
    """One action, with a form under it."""
    person = _about(action)
    if person:
        looked_at(actor(), person, "action")
    page = render_template(
        f"actions/{name}.html",
        action=action,
        person=person,
        tab="actions",
        users=_users([action]),
        may_answer=may_answer(actor(), action),
        may_settle=may_settle(actor(), action),
        **({"form": form} if form else {}),
        **_words(),
    )
    return page, 422 if form and form.errors else 200


def _ending_asked_for() -> ActionStatus | None:
    """The button that led here may already have said how it ended."""
    asked = request.args.get("status", "")
    return ActionStatus(asked) if asked in set(ENDINGS) else None


def _conflict(
    action: Action, status: str, mine: tuple[str, str], theirs: str | None
) -> tuple[str, int]:
    """What somebody else did with it meanwhile, beside what was typed."""
    label, text = mine
    if person := _about(action):
        looked_at(actor(), person, "action")
    fields = [
        ("Where it stands", "Open", STATUS_WORDS[action.status], status),
        (label, "", theirs or "", text),
    ]
    return render_template("errors/conflict.html", fields=fields, href=_show(action)), 409


def _action(action_id: UUID) -> Action:
    action = queries.get_action(action_id, actor())
    if action is None:
        refuse_sight("action")
    return action


def _person(reference: str) -> Person:
    person = get_person(reference, actor(), SightLevel.READ)
    if person is None:
        refuse_sight(reference)
    return person


def _about(action: Action) -> Person | None:
    return person_by_id(action.person_id, actor()) if action.person_id else None


def _users(shown: Iterable[Action]) -> dict[UUID, User]:
    return users_by_id({key for action in shown for key in (action.owner_id, action.asked_by_id)})


def _user(user_id: UUID) -> User:
    return users_by_id([user_id])[user_id]


def _owner_name(action: Action) -> str:
    return _user(action.owner_id).name


def _show(action: Action) -> str:
    return url_for("actions.show_action", action_id=action.id)


def _list(person: Person | None) -> str:
    if person is None:
        return url_for("actions.list_actions")
    return url_for("actions.person_actions", reference=person.reference)


def _words() -> dict[str, object]:
    """What every template about actions writes with."""
    return {
        "status_words": STATUS_WORDS,
        "origin_words": ORIGIN_WORDS,
        "standing_of": lambda action: standing(action.status, action.due_on, clock.today()),
        "has_gone_back": lambda action: has_come_back_to(actor(), action),
    }
