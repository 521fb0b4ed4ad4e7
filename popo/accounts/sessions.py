"""Flask-Login over sessions kept in the database: the cookie holds a token, never a user's key."""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, request
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.local import LocalProxy

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import SessionEnd, SignInSession, User
from popo.accounts.queries import actor_for, session_with
from popo.accounts.services import end_session, open_session
from popo.db import db
from popo.web.current import forget_actor
from popo.web.transaction import keep

_TOUCH = timedelta(minutes=1)
"""How stale `last_seen_at` may be; saves a write on most requests."""

manager = LoginManager()
manager.session_protection = None  # the token is checked against the database each time


def init_sessions(app: Flask) -> None:
    manager.init_app(app)


@manager.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> User | None:
    """The user whose open session this token names; a session that has run out is ended."""
    held = session_with(token)
    if held is None:
        return None
    user = db.session.get(User, held.user_id)
    if user is None or user.closed_at is not None:
        return None
    if (reason := _run_out(held)) is not None:
        _end_later(held, user, reason)
        return None
    if clock.real_now() - held.last_seen_at > _TOUCH:
        keep(lambda: _touch(held))
    user.use_token(token)
    return user


def _run_out(held: SignInSession) -> SessionEnd | None:
    now = clock.real_now()
    if now >= held.expires_at:
        return SessionEnd.EXPIRED
    if now - held.last_seen_at > timedelta(minutes=current_app.config["IDLE_MINUTES"]):
        return SessionEnd.IDLE
    return None


def _end_later(held: SignInSession, user: User, reason: SessionEnd) -> None:
    actor, key = actor_for(user), held.id

    def end() -> None:
        again = db.session.get(SignInSession, key)
        if again is not None and again.ended_at is None:
            end_session(again, actor, reason)

    keep(end)


def _touch(held: SignInSession) -> None:
    again = db.session.get(SignInSession, held.id)
    if again is not None:
        again.last_seen_at = clock.real_now()


def find_actor() -> Actor | None:
    user = signed_in_user()
    return actor_for(user) if user is not None else None


def signed_in_user() -> User | None:
    user: Any = current_user
    found = user._get_current_object() if isinstance(user, LocalProxy) else user  # noqa: SLF001
    return found if isinstance(found, User) else None


def sign_in(user: User, *, second_factor_passed: bool) -> None:
    """Opens a session for this browser; whatever the cookie held before is dropped."""
    cookie.clear()
    hours = current_app.config["ABSOLUTE_HOURS"]
    token = open_session(user, actor_for(user), hours, second_factor_passed=second_factor_passed)
    user.use_token(token)
    login_user(user)
    forget_actor()


def sign_out(reason: SessionEnd = SessionEnd.SIGNED_OUT) -> None:
    user = signed_in_user()
    if user is not None:
        held = session_with(user.get_id())
        if held is not None:
            end_session(held, actor_for(user), reason)
    logout_user()
    cookie.clear()
    forget_actor()


def seconds_left() -> int:
    """Until this browser's session runs out if nothing more is done."""
    return int(current_app.config["IDLE_MINUTES"]) * 60


def is_loopback() -> bool:
    """Whether the request comes from this very machine and through no proxy."""
    forwarded = {"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"}
    return request.remote_addr in {"127.0.0.1", "::1"} and not forwarded & set(
        request.headers.keys()
    )
