"""Between password and code: who has shown a password, kept in the signed cookie for ten minutes.

It opens no page but the next step of signing in.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import session as cookie

from popo import clock, crypto
from popo.accounts.models import User
from popo.accounts.queries import user_by_id

LASTS = timedelta(minutes=10)
_KEY = "half_way"
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,500}")
"""An address on this site: browsers read `//`, `/\\` and stray control characters as elsewhere."""


@dataclass(frozen=True)
class HalfWay:
    """`then` is the page that was asked for, or empty."""

    user: User
    then: str


def local_path(address: str | None) -> str:
    """The address if it is a page of this site, else nothing."""
    return address if address and _LOCAL.fullmatch(address) else ""


def begin(user: User, then: str) -> None:
    cookie[_KEY] = {
        "user": str(user.id),
        "shown": _shown(user),
        "at": clock.real_now().timestamp(),
        "then": local_path(then),
    }


def current() -> HalfWay | None:
    """Who is half-way in this browser: account open, time not over, password still the same."""
    held: Any = cookie.get(_KEY)
    if held is None or clock.real_now().timestamp() - held["at"] > LASTS.total_seconds():
        return None
    user = user_by_id(UUID(held["user"]))
    if user is None or user.closed_at is not None or held.get("shown") != _shown(user):
        return None
    return HalfWay(user, local_path(held["then"]))


def _shown(user: User) -> str:
    """Stands for the password that was shown: once it is reset, whoever knew it starts again."""
    return crypto.token_digest(user.password_hash).hex()
