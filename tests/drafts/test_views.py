import contextvars
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from popo.access.permissions import Role
from popo.accounts.models import SessionEnd, User
from popo.accounts.queries import actor_for
from popo.accounts.services import close_user, end_sessions
from popo.db import db, settle
from popo.drafts.models import Draft
from popo.drafts.queries import list_drafts
from popo.drafts.services import mark_sent
from tests import make
from tests.accounts.make_accounts import sessions_of
from tests.drafts.make_drafts import FORM, draft, key
from tests.pages import Browser

TYPED = {"given": "Adam", "family": "Example"}


def autosave(browser: Browser, body: Any, address: str = f"/drafts/{FORM}") -> tuple[int, Any]:
    """What the draft script does."""
    settle()
    response = contextvars.Context().run(browser._client.post, address, json=body)
    db.session.expire_all()
    return response.status_code, response.json if response.is_json else None


def body(idempotency: str, text: str = "half a sentence") -> dict[str, Any]:
    return {"idempotency": idempotency, "fields": {"given": [text], "csrf_token": ["x"]}}


def idle(user: User, minutes: int = 31) -> None:
    (held,) = sessions_of(user)
    held.last_seen_at -= timedelta(minutes=minutes)
    held.started_at -= timedelta(minutes=minutes)


def kept_for(user: User) -> list[Draft]:
    return list_drafts(actor_for(user))


def test_save_draft_answers_when(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    assert autosave(browser, body(key()), f"/drafts/{FORM}/LUT-0042") == (
        200,
        {"saved_at": "12:00"},
    )
    (held,) = kept_for(user)
    assert (held.form, held.about_reference) == (FORM, "LUT-0042")
    assert held.fields == {"given": ["half a sentence"]}


def test_save_draft_is_refused_once_the_form_was_sent(browser: Browser) -> None:
    user, idempotency = make.user(), key()
    browser.sign_in(user)
    autosave(browser, body(idempotency))
    mark_sent(actor_for(user), idempotency)
    status, _answer = autosave(browser, body(idempotency, "late"))
    assert status == 409
    (held,) = db.session.query(Draft).all()
    assert held.fields is None


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        [],
        {},
        {"idempotency": "x", "fields": {}},
        {"idempotency": "0" * 32, "fields": []},
        {"idempotency": "0" * 32, "fields": {"given": ["\ud800"]}},
        {"idempotency": "0" * 32, "fields": {"\ud800": ["x"]}},
    ],
)
def test_save_draft_refuses_nonsense(browser: Browser, nonsense: Any) -> None:
    browser.sign_in(make.user())
    assert autosave(browser, nonsense)[0] == 400


def test_save_draft_refuses_a_form_that_does_not_exist(browser: Browser) -> None:
    browser.sign_in(make.user())
    assert autosave(browser, body(key()), "/drafts/no.such_form")[0] == 404


def test_save_draft_is_for_those_who_do_casework(browser: Browser) -> None:
    browser.sign_in(make.user(Role.TASKING_MEMBER, "scheme"))
    assert autosave(browser, body(key()))[0] == 403


def test_list_drafts_shows_mine_until_when_and_how_to_go_on(browser: Browser) -> None:
    user = make.user()
    draft(actor_for(user), about="")
    draft(make.actor(of=user.agency), "of a colleague")
    browser.sign_in(user)
    page = browser.visit("drafts.list_drafts")
    for words in ("Add person", "15 characters", "14 May 2024", "Continue"):
        assert words in page
    assert page.text.count("Discard") == 1


def test_show_draft_is_for_its_owner_alone(app: Flask, work: None) -> None:
    user = make.user()
    held = draft(actor_for(user), "half a sentence")
    colleague = make.user(of=user.agency)
    mine, theirs = Browser(app).sign_in(user), Browser(app).sign_in(colleague)
    assert "half a sentence" in mine.visit("drafts.show_draft", key=held.id)
    theirs.visit("drafts.show_draft", expect=404, key=held.id)
    theirs.send("drafts.discard_draft", expect=404, key=held.id)
    assert kept_for(user) == [held]


def test_discard_draft(browser: Browser) -> None:
    user = make.user()
    held = draft(actor_for(user))
    browser.sign_in(user)
    browser.send("drafts.discard_draft", key=held.id)
    assert kept_for(user) == []
    assert "Nothing is unfinished" in browser.visit("drafts.list_drafts")


def test_a_form_sent_after_time_ran_out_becomes_a_draft(browser: Browser) -> None:
    user, idempotency = make.user(), key()
    browser.sign_in(user)
    idle(user)
    fields = {**TYPED, "idempotency": idempotency, "csrf_token": "x"}
    page = browser.send(FORM, fields)
    assert page.location == "/sign-in?then=/people/add"
    (held,) = kept_for(user)
    assert (held.form, held.idempotency) == (FORM, idempotency)
    assert held.fields == {"given": ["Adam"], "family": ["Example"]}
    page = browser.visit("accounts.sign_in")
    assert "What you typed is kept" in page
    assert "nothing was done for 30 minutes" in page
    entered = {"sign_in_name": user.sign_in_name, "password": make.PASSWORD}
    browser.send("accounts.sign_in", entered)
    assert "You have 1 unfinished form" in browser.visit("accounts.own_account")
    assert "Adam" in browser.visit(FORM).html


def test_a_late_autosave_after_time_ran_out_is_kept_too(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    idle(user)
    assert autosave(browser, body(key()))[0] == 302
    (held,) = kept_for(user)
    assert held.fields == {"given": ["half a sentence"]}


def test_a_form_already_sent_is_not_kept_again(browser: Browser) -> None:
    user, idempotency = make.user(), key()
    browser.sign_in(user)
    mark_sent(actor_for(user), idempotency)
    idle(user)
    browser.send(FORM, {**TYPED, "idempotency": idempotency})
    assert kept_for(user) == []


def test_nothing_is_kept_more_than_a_day_later(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    idle(user, 30 + 24 * 60 + 1)
    browser.send(FORM, TYPED)
    assert kept_for(user) == []


def test_nothing_is_kept_for_a_session_that_somebody_ended(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    end_sessions(user, actor_for(user), SessionEnd.ENDED_BY_ADMINISTRATOR)
    browser.send(FORM, TYPED)
    assert kept_for(user) == []


def test_nothing_is_kept_for_a_closed_account(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    idle(user)
    close_user(user, make.actor(Role.ADMINISTRATOR, "scheme"))
    browser.send(FORM, TYPED)
    assert db.session.query(Draft).all() == []


def test_nothing_is_kept_for_a_stranger(browser: Browser) -> None:
    make.user()
    browser.send(FORM, TYPED)
    assert db.session.query(Draft).all() == []


def test_passwords_are_never_kept(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    idle(user)
    browser.send("accounts.change_password", {"current_password": make.PASSWORD})
    assert db.session.query(Draft).all() == []
