from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.access.permissions import Role
from popo.accounts.half_way import local_path
from popo.accounts.models import SignInAttempt, User
from popo.accounts.queries import PAIR_LIMIT, SOURCE_LIMIT, WINDOW, name_digest, source_digest
from popo.accounts.services import attempt, close_user, reset_user
from popo.audit.models import AuditEvent
from popo.db import db
from tests import make
from tests.accounts.make_accounts import (
    browser_at,
    code_of,
    cookie_of,
    newcomer,
    plant,
    sessions_of,
    settled,
    wrong_code_of,
)
from tests.pages import Browser, Page

ELSEWHERE = "203.0.113.9"


def enter(browser: Browser, user: User, password: str = make.PASSWORD, expect: int = 302) -> Page:
    fields = {"sign_in_name": user.sign_in_name, "password": password}
    return browser.send("accounts.sign_in", fields, expect=expect)


def failures(reason: str) -> int:
    rows = db.session.query(AuditEvent).filter_by(event="account.sign_in_failed").all()
    return sum(row.details["reason"] == reason for row in rows)


def test_sign_in_page_says_the_marking_and_what_may_be_done(browser: Browser) -> None:
    page = browser.visit("accounts.sign_in")
    assert "OFFICIAL-SENSITIVE" in page
    assert "Use it only for your work" in page


def test_demonstration_account_signs_in_with_its_password_alone(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    assert len(sessions_of(user)) == 1
    assert user.name in browser.visit("accounts.own_account")


def test_demonstration_account_is_refused_from_elsewhere(app: Flask, work: None) -> None:
    user = make.user()
    page = enter(browser_at(app, ELSEWHERE), user, expect=422)
    assert "do not match" in page
    assert failures("elsewhere") == 1


def test_demonstration_account_is_refused_through_a_proxy(browser: Browser) -> None:
    user = make.user()
    browser._client.environ_base["HTTP_X_FORWARDED_FOR"] = ELSEWHERE
    enter(browser, user, expect=422)
    assert failures("elsewhere") == 1


def test_refusal_never_tells_whether_the_name_exists(browser: Browser) -> None:
    user = make.user()
    known = enter(browser, user, "not the password", expect=422)
    fields = {"sign_in_name": "nobody-at-all", "password": "not the password"}
    unknown = browser.send("accounts.sign_in", fields, expect=422)
    assert known.text == unknown.text
    assert (failures("password"), failures("name")) == (1, 1)


def test_closed_account_is_refused_like_any_other(browser: Browser) -> None:
    user = make.user()
    close_user(user, make.actor(Role.ADMINISTRATOR, "scheme"))
    assert "do not match" in enter(browser, user, expect=422)
    assert failures("closed") == 1


def test_newcomer_chooses_a_password_links_an_app_and_is_in(app: Flask, work: None) -> None:
    user = newcomer("newcomer")
    browser = browser_at(app, ELSEWHERE)
    assert enter(browser, user).location == "/sign-in/password"
    chosen = {"new_password": "four-words-of-mine", "again": "four-words-of-mine"}
    page = browser.send("accounts.choose_password", chosen)
    assert page.location == "/sign-in/set-up-code"
    page = browser.visit("accounts.set_up_code")
    assert "data:image/svg+xml" in page.html
    assert user.second_factor_secret is not None
    assert user.second_factor_secret in page.text.replace(" ", "")
    browser.send("accounts.set_up_code", {"code": code_of(user)})
    assert user.has_second_factor
    assert sessions_of(user)[0].second_factor_passed
    browser.visit("accounts.own_account")


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        ("short", "short", "at least 12"),
        ("four-words-of-mine", "four-words-of-yours", "differ"),
        (make.PASSWORD, make.PASSWORD, "not used here before"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "more different characters"),
    ],
)
def test_choose_password_refuses(browser: Browser, new: str, again: str, sentence: str) -> None:
    user = newcomer("newcomer")
    enter(browser, user)
    fields = {"new_password": new, "again": again}
    assert sentence in browser.send("accounts.choose_password", fields, expect=422)
    assert user.must_change_password


def test_a_password_alone_opens_nothing(browser: Browser) -> None:
    user = settled("half-way")
    assert enter(browser, user).location == "/sign-in/code"
    for endpoint in ("accounts.own_account", "drafts.list_drafts"):
        assert (browser.visit(endpoint, expect=302).location or "").startswith("/sign-in")
    assert sessions_of(user) == []


def test_a_step_cannot_be_taken_before_its_turn(browser: Browser) -> None:
    assert browser.visit("accounts.enter_code", expect=302).location == "/sign-in"
    user = settled("half-way")
    enter(browser, user)
    for endpoint in ("accounts.choose_password", "accounts.set_up_code"):
        assert browser.visit(endpoint, expect=302).location == "/sign-in/code"
        assert browser.send(endpoint, {"code": code_of(user)}).location == "/sign-in/code"
    assert sessions_of(user) == []


def test_half_way_ends_after_ten_minutes(browser: Browser) -> None:
    user = settled("half-way")
    enter(browser, user)
    state = cookie_of(browser)["half_way"]
    plant(browser, half_way={**state, "at": state["at"] - 601})
    page = browser.send("accounts.enter_code", {"code": code_of(user)})
    assert page.location == "/sign-in"
    assert sessions_of(user) == []


def test_whoever_is_half_way_when_the_account_is_reset_starts_again(browser: Browser) -> None:
    user = settled("half-way")
    enter(browser, user)
    reset_user(user, make.actor(Role.ADMINISTRATOR, "scheme"))
    chosen = {"new_password": "four-words-of-mine", "again": "four-words-of-mine"}
    assert browser.send("accounts.choose_password", chosen).location == "/sign-in"
    assert browser.visit("accounts.set_up_code", expect=302).location == "/sign-in"
    assert user.must_change_password


def test_a_code_in_other_figures_is_wrong(browser: Browser) -> None:
    user = settled("half-way")
    enter(browser, user)
    page = browser.send("accounts.enter_code", {"code": "١٢٣٤٥٦"}, expect=422)
    assert "not right" in page


def test_half_way_state_is_gone_once_signed_in(browser: Browser) -> None:
    user = settled("whole")
    enter(browser, user)
    browser.send("accounts.enter_code", {"code": code_of(user)})
    assert "half_way" not in cookie_of(browser)


def test_a_code_is_good_once(app: Flask, work: None) -> None:
    user = settled("replayed")
    code = code_of(user)
    first, second = Browser(app), Browser(app)
    for browser in (first, second):
        enter(browser, user)
    first.send("accounts.enter_code", {"code": code})
    page = second.send("accounts.enter_code", {"code": code}, expect=422)
    assert "used before" in page
    assert len(sessions_of(user)) == 1


def test_an_older_code_is_refused_after_a_newer_one(app: Flask, work: None) -> None:
    user = settled("older")
    assert user.second_factor_secret is not None
    now = int(clock.real_now().timestamp())
    before = pyotp.TOTP(user.second_factor_secret).at(now - 30)
    first, second = Browser(app), Browser(app)
    for browser in (first, second):
        enter(browser, user)
    first.send("accounts.enter_code", {"code": code_of(user)})
    second.send("accounts.enter_code", {"code": before}, expect=422)


def test_wrong_codes_count_as_failed_attempts(browser: Browser) -> None:
    user = settled("guessed")
    enter(browser, user)
    for _ in range(PAIR_LIMIT):
        browser.send("accounts.enter_code", {"code": wrong_code_of(user)}, expect=422)
    page = browser.send("accounts.enter_code", {"code": code_of(user)}, expect=429)
    assert "Wait 15 minutes" in page
    assert failures("code") == PAIR_LIMIT
    assert sessions_of(user) == []


def test_too_many_failures_are_told_when_to_try_again(browser: Browser) -> None:
    user = make.user()
    for _ in range(PAIR_LIMIT):
        enter(browser, user, "wrong", expect=422)
    page = enter(browser, user, expect=429)
    assert "Wait 15 minutes" in page
    assert 0 < int(page.response.headers["Retry-After"]) <= WINDOW.total_seconds()
    for row in db.session.query(SignInAttempt).all():
        row.at -= timedelta(minutes=10)
    assert "Wait 5 minutes" in enter(browser, user, expect=429)
    for row in db.session.query(SignInAttempt).all():
        row.at -= timedelta(minutes=6)
    enter(browser, user)


def test_one_failure_too_few_does_not_lock(browser: Browser) -> None:
    user = make.user()
    for _ in range(PAIR_LIMIT - 1):
        enter(browser, user, "wrong", expect=422)
    enter(browser, user)


def test_failures_from_elsewhere_lock_nobody_out(app: Flask, work: None) -> None:
    user = make.user()
    attacker = browser_at(app, ELSEWHERE)
    for _ in range(PAIR_LIMIT):
        enter(attacker, user, "wrong", expect=422)
    enter(attacker, user, expect=429)
    browser = Browser(app)
    enter(browser, user)
    assert "5 attempts to sign in as you failed" in browser.visit("accounts.own_account")


def test_one_source_trying_many_names_is_stopped(app: Flask, work: None) -> None:
    source = source_digest(ELSEWHERE)
    for number in range(SOURCE_LIMIT):
        attempt(name_digest(f"guess-{number}"), source, succeeded=False)
    user = make.user()
    enter(browser_at(app, ELSEWHERE), user, expect=429)
    enter(Browser(app), user)


def test_attempts_survive_the_rollback_of_what_failed(browser: Browser) -> None:
    user = make.user()
    enter(browser, user, "wrong", expect=422)
    (kept,) = db.session.query(SignInAttempt).all()
    assert (kept.succeeded, kept.name_digest) == (False, user.sign_in_digest)


def test_goes_to_the_page_that_was_asked_for(browser: Browser) -> None:
    user = make.user()
    page = browser.visit("accounts.own_account", expect=302)
    assert page.location == "/sign-in?then=/account"
    fields = {"sign_in_name": user.sign_in_name, "password": make.PASSWORD}
    assert browser.send("accounts.sign_in", fields, then="/account").location == "/account"


def test_goes_back_into_the_form_that_was_sent(browser: Browser) -> None:
    page = browser.send("people.add_person", {})
    assert page.location == "/sign-in?then=/people/add"


def test_never_goes_to_what_can_only_be_sent(browser: Browser) -> None:
    page = browser.send("accounts.end_other_sessions", {})
    assert page.location == "/sign-in"


def test_the_page_asked_for_is_remembered_through_the_code(browser: Browser) -> None:
    user = settled("remembered")
    fields = {"sign_in_name": "remembered", "password": make.PASSWORD}
    browser.send("accounts.sign_in", fields, then="/account")
    page = browser.send("accounts.enter_code", {"code": code_of(user)})
    assert page.location == "/account"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        " /account",
        "",
    ],
)
def test_never_goes_elsewhere(browser: Browser, elsewhere: str) -> None:
    user = make.user()
    fields = {"sign_in_name": user.sign_in_name, "password": make.PASSWORD}
    assert browser.send("accounts.sign_in", fields, then=elsewhere).location == "/"


@given(st.text())
def test_local_path_gives_only_paths_of_this_site(address: str) -> None:
    path = local_path(address)
    assert path in {"", address}
    if path:
        assert path[0] == "/"
        assert path[1:2] not in {"/", "\\"}
        assert not set(path) & set("\\\t\r\n ")


def test_administrators_start_with_users(browser: Browser) -> None:
    user = make.user(Role.ADMINISTRATOR, "scheme")
    assert enter(browser, user).location == "/users"
