from datetime import date
from uuid import uuid4

from popo.access.permissions import Clearance, Role
from popo.accounts.queries import actor_for
from popo.actions.models import Action, ActionStatus
from popo.db import db
from popo.drafts.services import Typed, save_draft
from tests import make
from tests.actions.make_action import offered, show
from tests.pages import Browser


def _form(owner: object, **more: str) -> dict[str, str]:
    return {
        "idempotency": uuid4().hex,
        "words": "Find an emergency bed",
        "owner": str(owner),
        "due_on": "+3",
        "handling": "action_group",
        **more,
    }


def test_an_action_is_added_accepted_and_ended_with_a_result(browser: Browser) -> None:
    make.partnership()
    asker, owner = make.user(), make.user()
    person = make.person(actor_for(asker))
    show(person, owner, actor_for(asker))
    browser.sign_in(asker)
    reference = person.reference
    assert "Nothing is to be done" in browser.visit("actions.person_actions", reference=reference)
    browser.visit("actions.add_action", reference=reference)
    browser.send("actions.add_action", _form(owner.id), reference=reference)
    action = db.session.query(Action).one()
    assert "Find an emergency bed" in browser.visit("actions.person_actions", reference=reference)
    assert "Find an emergency bed" in browser.visit("actions.list_actions")

    browser.sign_in(owner)
    owed = browser.visit("actions.list_actions")
    assert "Nobody is doing it until it is accepted" in owed
    assert "Example, Adam" in owed
    browser.send("actions.accept_action", {"version": action.version}, action_id=action.id)
    page = browser.visit("actions.end_action", action_id=action.id, status="done")
    assert 'value="done" checked' in page.html
    refused = browser.send(
        "actions.end_action",
        {"version": action.version, "status": "done", "result": ""},
        expect=422,
        action_id=action.id,
    )
    assert "Say what came of it." in refused
    browser.send(
        "actions.end_action",
        {"version": action.version, "status": "done", "result": "A room at the hostel"},
        action_id=action.id,
    )
    assert "A room at the hostel" in browser.visit("actions.person_actions", reference=reference)
    assert "A room at the hostel" in browser.visit("actions.show_action", action_id=action.id)
    assert "You owe no actions" in browser.visit("actions.list_actions")


def test_sending_the_form_twice_adds_one_action(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    form = _form(user.id)
    browser.send("actions.add_action", form)
    browser.send("actions.add_action", form)
    assert db.session.query(Action).count() == 1


def test_add_action_says_beside_the_field_who_cannot_be_asked(browser: Browser) -> None:
    make.partnership()
    user, stranger = make.user(), make.user()
    person = make.person(actor_for(user))
    browser.sign_in(user)
    page = browser.send(
        "actions.add_action", _form(stranger.id), expect=422, reference=person.reference
    )
    assert "cannot be given an action" in page
    assert "Find an emergency bed" in page
    page = browser.send("actions.add_action", _form("", due_on="yesterday"), expect=422)
    assert "Choose who does it." in page
    assert "The due date must be today or later." in page
    assert db.session.query(Action).count() == 0


def test_a_draft_goes_on_where_it_was_begun(browser: Browser) -> None:
    make.partnership()
    user = make.user()
    person = make.person(actor_for(user))
    for about in (person.reference, ""):
        typed = Typed("actions.add_action", about, uuid4().hex, {"words": [f"Half {about}"]})
        save_draft(actor_for(user), typed)
    browser.sign_in(user)
    listed = browser.visit("drafts.list_drafts").html
    assert 'href="/actions/add"' in listed
    assert f'href="/people/{person.reference}/actions/add"' in listed
    page = browser.visit("actions.add_action", reference=person.reference)
    assert f"Half {person.reference}" in page.html


def test_hand_back_and_give_to_somebody_else(browser: Browser) -> None:
    asker, owner, third = make.user(), make.user(), make.user()
    action = offered(actor_for(asker), owner)
    browser.sign_in(owner)
    browser.visit("actions.hand_back_action", action_id=action.id)
    browser.send(
        "actions.hand_back_action",
        {"version": action.version, "reason": "I am on leave"},
        action_id=action.id,
    )
    browser.sign_in(asker)
    assert "Give to somebody" in browser.visit("actions.list_actions")
    assert "I am on leave" in browser.visit("actions.reassign_action", action_id=action.id)
    form = {"version": action.version, "owner": str(third.id), "due_on": "1 June 2024"}
    browser.send("actions.reassign_action", form, action_id=action.id)
    db.session.refresh(action)
    assert (action.owner_id, action.due_on) == (third.id, date(2024, 6, 1))
    assert action.status is ActionStatus.OFFERED


def test_of_two_tabs_the_second_shows_what_the_first_did(browser: Browser) -> None:
    user = make.user()
    action = offered(actor_for(user), user)
    browser.sign_in(user)
    read = action.version
    form = {"version": read, "status": "done", "result": "Found one"}
    browser.send("actions.end_action", form, action_id=action.id)
    late = {"version": read, "status": "not_done", "result": "Nobody had one"}
    page = browser.send("actions.end_action", late, expect=409, action_id=action.id)
    assert "Found one" in page
    assert "Nobody had one" in page
    db.session.refresh(action)
    assert action.result == "Found one"
    browser.send("actions.accept_action", {"version": read}, expect=409, action_id=action.id)


def test_another_agency_finds_nothing_there(browser: Browser) -> None:
    make.partnership()
    user = make.user()
    person = make.person(actor_for(user))
    about_person = offered(actor_for(user), user, person)
    about_nobody = offered(actor_for(user), user)
    browser.sign_in(make.user())
    browser.visit("actions.person_actions", expect=404, reference=person.reference)
    browser.visit("actions.add_action", expect=404, reference=person.reference)
    for action in (about_person, about_nobody):
        browser.visit("actions.show_action", expect=404, action_id=action.id)
        browser.visit("actions.end_action", expect=404, action_id=action.id)
        browser.send("actions.accept_action", {"version": 1}, expect=404, action_id=action.id)


def test_an_action_about_a_child_stays_in_the_compartment(browser: Browser) -> None:
    make.partnership()
    worker = make.user(clearances=(Clearance.PREVENT_AND_DETER,))
    child = make.person(actor_for(worker), born=date(2009, 1, 1))
    action = offered(actor_for(worker), worker, child)
    browser.sign_in(make.user(of=worker.agency))
    browser.visit("actions.show_action", expect=404, action_id=action.id)
    assert "You owe no actions" in browser.visit("actions.list_actions")
    browser.sign_in(worker)
    page = browser.visit("actions.show_action", action_id=action.id)
    assert "offender" not in page.text.lower()


def test_a_tasking_member_has_no_actions(browser: Browser) -> None:
    browser.sign_in(make.user(Role.TASKING_MEMBER, "scheme"))
    browser.visit("actions.list_actions", expect=403)
