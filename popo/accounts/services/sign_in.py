"""Passwords, codes and sessions."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update

from popo import clock, crypto
from popo.access.actor import Actor
from popo.accounts import passwords
from popo.accounts.models import SessionEnd, SignInAttempt, SignInSession, User
from popo.accounts.queries import open_sessions, user_named
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken

ATTEMPTS_KEPT = timedelta(days=90)


def attempt(names: int, source: int, *, succeeded: bool) -> None:
    """Keeps an attempt to sign in, for throttling."""
    db.session.add(
        SignInAttempt(
            name_digest=names, source_digest=source, at=clock.real_now(), succeeded=succeeded
        )
    )


def forget_attempts() -> None:
    """Removes attempts nobody will ask about any more. For the night."""
    old = SignInAttempt.at <= clock.real_now() - ATTEMPTS_KEPT
    db.session.execute(delete(SignInAttempt).where(old))


def user_with_password(sign_in_name: str, password: str, *, loopback: bool) -> User | None:
    """The user, if name and password are right and the account may be used from there.

    Takes as long whatever is wrong; only the trail says what it was. `loopback` says whether the
    request came from this very machine, the only place where demonstration accounts work.
    """
    user = user_named(sign_in_name)
    refused = _refused(user, loopback=loopback)
    held = user.password_hash if user is not None and not refused else None
    if passwords.verify_password(held, password):
        return user
    refuse_sign_in(user, refused or "password")
    return None


def _refused(user: User | None, *, loopback: bool) -> str:
    """Why this account cannot be used, whatever the password; empty if it can."""
    if user is None:
        return "name"
    if user.closed_at is not None:
        return "closed"
    return "elsewhere" if user.loopback_only and not loopback else ""


def refuse_sign_in(user: User | None, reason: str) -> None:
    """Leaves in the trail that somebody tried; nobody knows yet who it was."""
    about = ("users", user.id) if user is not None else None
    record(Event.SIGN_IN_FAILED, None, about=about, reason=reason)


def change_password(user: User, actor: Actor, password: str) -> None:
    if problem := passwords.problem_with(password):
        raise RuleBroken(problem, "new_password")
    if passwords.verify_password(user.password_hash, password):
        raise RuleBroken("Choose a password you have not used here before.", "new_password")
    user.password_hash = passwords.hash_password(password)
    user.must_change_password = False
    record(Event.PASSWORD_CHANGED, actor)


def confirm_second_factor(user: User, actor: Actor, code: str) -> bool:
    """Takes the secret into use if a code made with it is shown."""
    if not check_code(user, code):
        return False
    record(Event.SECOND_FACTOR_SET, actor)
    return True


def check_code(user: User, code: str) -> bool:
    """Whether a time code is right and has not been used before; using it spends it."""
    if user.second_factor_secret is None:
        return False
    step = passwords.step_of(user.second_factor_secret, code, clock.real_now(), user.last_code_step)
    if step is None:
        return False
    user.last_code_step = step
    return True


def open_session(user: User, actor: Actor, hours: int, *, second_factor_passed: bool) -> str:
    """Opens a session and gives the token that names it; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    now = clock.real_now()
    db.session.add(
        SignInSession(
            user_id=user.id,
            token_digest=crypto.token_digest(token),
            started_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=hours),
            second_factor_passed=second_factor_passed,
        )
    )
    record(Event.SIGNED_IN, actor)
    return token


def touch_session(key: UUID) -> None:
    """Notes that the session is in use. A statement: two pages asked for at once do not clash."""
    seen = update(SignInSession).where(SignInSession.id == key)
    db.session.execute(seen.values(last_seen_at=clock.real_now()))


def end_session(session: SignInSession, actor: Actor | None, reason: SessionEnd) -> None:
    session.ended_at = clock.real_now()
    session.end_reason = reason
    about = ("users", session.user_id)
    if reason is SessionEnd.SIGNED_OUT:
        record(Event.SIGNED_OUT, actor, about=about)
    else:
        record(Event.SESSION_ENDED, actor, about=about, reason=reason.value)


def end_sessions(user: User, actor: Actor, reason: SessionEnd, *, but: str = "") -> int:
    """Ends every open session of a user, save the one the token `but` names; says how many."""
    spared = crypto.token_digest(but)
    ended = [held for held in open_sessions(user) if held.token_digest != spared]
    for held in ended:
        end_session(held, actor, reason)
    return len(ended)
