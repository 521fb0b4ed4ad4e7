"""Passwords and time codes."""

import secrets
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

SHORTEST = 12
_STEP_SECONDS = 30
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def verify_password(held: str | None, password: str) -> bool:
    """Takes as long for a name that does not exist (`held` is None) as for one that does."""
    try:
        return _HASHER.verify(held or _NOBODY, password) and held is not None
    except VerificationError:
        return False


def problem_with(password: str) -> str:
    """What is wrong with a new password, as a sentence; empty if nothing is."""
    if len(password) < SHORTEST:
        return f"Choose a password of at least {SHORTEST} characters."
    if len(set(password)) < SHORTEST // 2:
        return "Choose a password with more different characters."
    return ""


def new_password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(4))


def new_secret() -> str:
    return pyotp.random_base32()


def enrolment_address(secret: str, sign_in_name: str) -> str:
    """The address an authenticator app reads from a picture."""
    return pyotp.TOTP(secret, name=sign_in_name, issuer="POPO").provisioning_uri()


def step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The time step a code belongs to, or None: wrong, or used before (steps only go up)."""
    totp = pyotp.TOTP(secret)
    shown = code.replace(" ", "").encode()  # as text, only plain ASCII can be compared
    step = int(now.timestamp()) // _STEP_SECONDS
    for candidate in (step - 1, step, step + 1):
        right = totp.at(candidate * _STEP_SECONDS).encode()
        if candidate > last_step and secrets.compare_digest(right, shown):
            return candidate
    return None
