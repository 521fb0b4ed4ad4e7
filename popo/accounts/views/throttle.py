"""Slowing down whoever guesses, at every place where a password or code is asked for."""

from functools import partial
from math import ceil

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from popo import clock
from popo.accounts.models import User
from popo.accounts.queries import source_digest, throttled_until
from popo.accounts.services import attempt, refuse_sign_in
from popo.web.filters import plural
from popo.web.transaction import keep


def source() -> int:
    """Where the request comes from, as a keyed digest."""
    return source_digest(request.remote_addr or "")


def count_failure(names: int) -> None:
    """Counts against this source and name, though the rest of the request is undone."""
    keep(partial(attempt, names, source(), succeeded=False))


def too_many(names: int, user: User | None) -> Response | None:
    """The page that says when to try again, if this source has failed too often."""
    until = throttled_until(names, source(), clock.real_now())
    if until is None:
        return None
    refuse_sign_in(user, "throttled")
    seconds = ceil((until - clock.real_now()).total_seconds())
    wait = plural(ceil(seconds / 60), "minute")
    page = render_template("errors/429.html", message=f"Wait {wait}, then try again.")
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    return response
