"""Flask-Login over sessions kept in the database: the cookie holds a token, never a user's key."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, request
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.local import LocalProxy

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import SessionEnd, SignInSession, User
from popo.accounts.queries import actor_for, any_session_with, session_with
from popo.accounts.services import end_session, end_sessions, open_session, touch_session
from popo.db import db
from popo.web.current import forget_actor
from popo.web.transaction import keep

_TOUCH = timedelta(minutes=1)
"""How stale `last_seen_at` may be; saves a write on most requests."""

_REMEMBERED = timedelta(days=1)
"""How long after a session ran out its browser still counts as its user's."""

_RAN_OUT = {SessionEnd.IDLE, SessionEnd.EXPIRED}

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
        keep(partial(_end, held.id, actor_for(user), reason))
        return None
    if clock.real_now() - held.last_seen_at > _TOUCH:
        keep(partial(touch_session, held.id))
    g.session_expires_at = held.expires_at
    user.use_token(token)
    return user


def _run_out(held: SignInSession) -> SessionEnd | None:
    now = clock.real_now()
    if now >= held.expires_at:
        return SessionEnd.EXPIRED
    if now - held.last_seen_at > _idle():
        return SessionEnd.IDLE
    return None


def _idle() -> timedelta:
    return timedelta(minutes=current_app.config["IDLE_MINUTES"])


def _end(key: UUID, actor: Actor, reason: SessionEnd) -> None:
    """Locked: two pages asked for at once find the same session run out."""
    again = db.session.get(SignInSession, key, with_for_update=True, populate_existing=True)
    if again is not None and again.ended_at is None:
        end_session(again, actor, reason)


def find_actor() -> Actor | None:
    user = signed_in_user()
    return actor_for(user) if user is not None else None


def signed_in_user() -> User | None:
    user: Any = current_user
    found = user._get_current_object() if isinstance(user, LocalProxy) else user  # noqa: SLF001
    return found if isinstance(found, User) else None


def sign_in(user: User, *, second_factor_passed: bool) -> None:
    """Opens a session for this browser; whatever the cookie held before is dropped."""
    _empty_cookie(user)
    hours = current_app.config["ABSOLUTE_HOURS"]
    token = open_session(user, actor_for(user), hours, second_factor_passed=second_factor_passed)
    user.use_token(token)
    login_user(user)
    forget_actor()


def _empty_cookie(user: User) -> None:
    """Where somebody comes back after time ran out, forms open in other tabs can still be sent."""
    lapsed = lapsed_user()
    proof = cookie.get("csrf_token") if lapsed is not None and lapsed.id == user.id else None
    cookie.clear()
    if proof is not None:
        cookie["csrf_token"] = proof


def sign_out() -> None:
    user = signed_in_user()
    if user is not None:
        held = session_with(user.get_id())
        if held is not None:
            end_session(held, actor_for(user), SessionEnd.SIGNED_OUT)
    logout_user()
    cookie.clear()
    forget_actor()


def sign_out_elsewhere(reason: SessionEnd) -> int:
    """Ends every session of whoever is signed in, save this browser's; says how many."""
    user = signed_in_user()
    if user is None:
        return 0
    return end_sessions(user, actor_for(user), reason, but=user.get_id())


def stay_signed_in() -> int:
    """Starts the idle time again; says how many seconds are left."""
    user = signed_in_user()
    held = session_with(user.get_id()) if user is not None else None
    if held is None:
        return 0
    touch_session(held.id)
    return seconds_left()


def seconds_left() -> int:
    """Until this browser's session runs out if nothing more is done."""
    expires_at: datetime = g.session_expires_at
    return int(min(_idle(), expires_at - clock.real_now()).total_seconds())


def why_ended() -> SessionEnd | None:
    """Why the session this browser last had is no longer good; None where it had none."""
    held = any_session_with(cookie.get("_user_id", ""))
    return None if held is None else held.end_reason or _run_out(held)


def lapsed_user() -> User | None:
    """Whose session this browser had, if it ran out less than a day ago and nobody ended it."""
    held = any_session_with(cookie.get("_user_id", ""))
    if held is None or why_ended() not in _RAN_OUT:
        return None
    ended_at = held.ended_at or min(held.expires_at, held.last_seen_at + _idle())
    if clock.real_now() - ended_at > _REMEMBERED:
        return None
    user = db.session.get(User, held.user_id)
    return user if user is not None and user.closed_at is None else None


def is_loopback() -> bool:
    """Whether the request comes from this very machine and through no proxy."""
    forwarded = {"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"}
    return request.remote_addr in {"127.0.0.1", "::1"} and not forwarded & set(
        request.headers.keys()
    )
