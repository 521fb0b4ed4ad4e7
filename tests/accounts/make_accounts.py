"""Accounts that sign in with password and code, and browsers that come from elsewhere."""

import contextvars
from typing import Any

import pyotp
from flask import Flask

from popo import clock
from popo.access.actor import RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts.models import Agency, SignInSession, User
from popo.accounts.services import NewUser, add_user
from popo.db import db
from tests import make
from tests.pages import Browser


def newcomer(sign_in_name: str, of: Agency | None = None, password: str = make.PASSWORD) -> User:
    """Has a one-time password and no authenticator app yet."""
    details = NewUser(
        sign_in_name=sign_in_name,
        name="Lee Invented",
        email="lee@example.test",
        agency=of or make.agency(),
        roles=[RoleScope(Role.PRACTITIONER, "agency")],
        clearances=[Clearance.HEALTH],
    )
    return add_user(None, details, password)


def settled(sign_in_name: str) -> User:
    """Has chosen a password and linked an app, whose codes of ten minutes ago are spent."""
    user = newcomer(sign_in_name)
    user.must_change_password = False
    user.last_code_step = int(clock.real_now().timestamp()) // 30 - 20
    return user


def code_of(user: User) -> str:
    assert user.second_factor_secret is not None
    return pyotp.TOTP(user.second_factor_secret).now()


def wrong_code_of(user: User) -> str:
    """Six figures that no step near now has."""
    assert user.second_factor_secret is not None
    totp, now = pyotp.TOTP(user.second_factor_secret), int(clock.real_now().timestamp())
    near = {totp.at(now + 30 * step) for step in range(-3, 4)}
    return next(code for code in map("{:06}".format, range(10)) if code not in near)


def browser_at(app: Flask, address: str) -> Browser:
    """A browser whose requests come from that address."""
    browser = Browser(app)
    browser._client.environ_base["REMOTE_ADDR"] = address
    return browser


def cookie_of(browser: Browser) -> dict[str, Any]:
    """What the browser's cookie holds."""
    return contextvars.Context().run(_cookie, browser, {})


def plant(browser: Browser, **values: Any) -> None:
    """Puts values into the browser's cookie, signed as if the service had."""
    contextvars.Context().run(_cookie, browser, values)


def _cookie(browser: Browser, values: dict[str, Any]) -> dict[str, Any]:
    """Runs in a context of its own, whose end does not close the session of the test."""
    with browser._client.session_transaction() as cookie:
        cookie.update(values)
        return dict(cookie)


def sessions_of(user: User) -> list[SignInSession]:
    found = db.session.query(SignInSession).filter_by(user_id=user.id)
    return found.order_by(SignInSession.started_at, SignInSession.id).all()
