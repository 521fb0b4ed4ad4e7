from datetime import timedelta

from flask import Flask

from popo.accounts.models import SessionEnd, SignInSession, User
from popo.audit.models import AuditEvent
from popo.db import db
from tests import make
from tests.accounts.make_accounts import cookie_of, plant, sessions_of
from tests.pages import Browser, Page

NEW = "another-four-words"
IN_ANOTHER_TAB = "the proof in a form of another tab"


def only_session(user: User) -> SignInSession:
    (held,) = sessions_of(user)
    return held


def enter(browser: Browser, user: User) -> Page:
    fields = {"sign_in_name": user.sign_in_name, "password": make.PASSWORD}
    return browser.send("accounts.sign_in", fields)


def test_idle_session_ends_and_says_so(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).last_seen_at -= timedelta(minutes=31)
    page = browser.visit("accounts.own_account", expect=302)
    assert page.location == "/sign-in?then=/account"
    assert "nothing was done for 30 minutes" in browser.visit("accounts.sign_in")
    assert only_session(user).end_reason is SessionEnd.IDLE


def test_session_in_use_does_not_end(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).last_seen_at -= timedelta(minutes=29)
    browser.visit("accounts.own_account")
    only_session(user).last_seen_at -= timedelta(minutes=29)
    browser.visit("accounts.own_account")


def test_session_ends_after_its_longest_time_however_busy(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).expires_at -= timedelta(hours=12)
    browser.visit("accounts.own_account", expect=302)
    assert only_session(user).end_reason is SessionEnd.EXPIRED
    assert "12 hours at most" in browser.visit("accounts.sign_in")


def test_the_end_is_in_the_trail_once(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).last_seen_at -= timedelta(minutes=31)
    for _ in range(3):
        browser.visit("accounts.own_account", expect=302)
    (event,) = db.session.query(AuditEvent).filter_by(event="account.session_ended").all()
    assert (event.details, event.about_id) == ({"reason": "idle"}, user.id)


def test_stay_signed_in_starts_the_time_again(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).last_seen_at -= timedelta(minutes=29)
    page = browser.send("accounts.stay_signed_in", expect=200)
    assert page.response.json == {"seconds_left": 1800}
    only_session(user).last_seen_at -= timedelta(minutes=29)
    browser.visit("accounts.own_account")


def test_stay_signed_in_tells_of_the_longest_time(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).expires_at -= timedelta(hours=11, minutes=50)
    left = browser.send("accounts.stay_signed_in", expect=200).response.json
    assert left is not None
    assert 0 < left["seconds_left"] <= 600


def test_stay_signed_in_is_refused_once_it_is_over(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).last_seen_at -= timedelta(minutes=31)
    browser.send("accounts.stay_signed_in", expect=302)


def test_sign_out_ends_the_session_and_a_kept_cookie_opens_nothing(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    token = cookie_of(browser)["_user_id"]
    browser.send("accounts.sign_out")
    assert "You have signed out." in browser.visit("accounts.sign_in")
    plant(browser, _user_id=token)
    browser.visit("accounts.own_account", expect=302)
    assert only_session(user).end_reason is SessionEnd.SIGNED_OUT


def test_sign_out_works_when_time_has_run_out(browser: Browser) -> None:
    user = make.user()
    enter(browser, user)
    only_session(user).last_seen_at -= timedelta(minutes=31)
    assert browser.send("accounts.sign_out").location == "/sign-in"


def test_sign_in_takes_a_new_token(browser: Browser) -> None:
    user = make.user()
    plant(browser, _user_id="planted", csrf_token="planted")
    enter(browser, user)
    assert "planted" not in cookie_of(browser).values()


def test_coming_back_keeps_open_forms_good_but_not_for_somebody_else(browser: Browser) -> None:
    user, other = make.user(), make.user()
    for comer, kept in ((user, True), (other, False)):
        enter(browser, user)
        plant(browser, csrf_token=IN_ANOTHER_TAB)
        sessions_of(user)[-1].last_seen_at -= timedelta(minutes=31)
        enter(browser, comer)
        assert (cookie_of(browser).get("csrf_token") == IN_ANOTHER_TAB) is kept
        browser.send("accounts.sign_out")


def test_end_other_sessions_spares_this_one(app: Flask, work: None) -> None:
    user = make.user()
    here, there = Browser(app), Browser(app)
    enter(there, user)
    enter(here, user)
    here.send("accounts.end_other_sessions")
    assert "1 other session" in here.visit("accounts.own_account")
    there.visit("accounts.own_account", expect=302)


def test_change_password_signs_other_browsers_out(app: Flask, work: None) -> None:
    user = make.user()
    here, there = Browser(app), Browser(app)
    enter(there, user)
    enter(here, user)
    fields = {"current_password": make.PASSWORD, "new_password": NEW, "again": NEW}
    here.send("accounts.change_password", fields)
    here.visit("accounts.own_account")
    there.visit("accounts.own_account", expect=302)
    assert "your password was changed" in there.visit("accounts.sign_in")
    fields = {"sign_in_name": user.sign_in_name, "password": make.PASSWORD}
    there.send("accounts.sign_in", fields, expect=422)


def test_change_password_wants_the_current_one_and_counts_guesses(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    fields = {"current_password": "a guess", "new_password": NEW, "again": NEW}
    for _ in range(5):
        page = browser.send("accounts.change_password", fields, expect=422)
        assert "not your current password" in page
    fields["current_password"] = make.PASSWORD
    browser.send("accounts.change_password", fields, expect=429)


def test_own_account_shows_roles_and_sessions(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    page = browser.visit("accounts.own_account")
    for words in ("Practitioner", user.sign_in_name, "This browser", "Last times you signed in"):
        assert words in page
