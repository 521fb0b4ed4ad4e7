"""One transaction a request, settled in one place, before the first byte leaves.

A change is committed with its trail after a response below 400. Anything else is undone, and then
the trail is committed alone, with what must last: sign-in attempts, drafts, sessions seen.
A page that reads commits no work: it may only leave a trail.
"""

from collections.abc import Callable

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.orm.exc import StaleDataError

from popo.db import begin_reading, begin_writing, db, settle, undo

_SAFE = {"GET", "HEAD", "OPTIONS"}
_BAD = 400


def init_transactions(app: Flask) -> None:
    """Call first: what is registered first is settled last."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_forget)


def keep(step: Callable[[], None]) -> None:
    """Something to do with the trail, whatever becomes of the work: it is run just before it."""
    db.session().info.setdefault("lasting", []).append(step)


def _begin() -> None:
    if request.method in _SAFE:
        begin_reading()
    else:
        begin_writing()


def _finish(response: Response) -> Response:
    session = db.session()
    if request.method in _SAFE:
        if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
            raise RuntimeError("a page that reads must not change anything")
        _leave_trail()
    elif response.status_code < _BAD:
        try:
            _run_lasting()
            settle()
        except StaleDataError:
            _leave_trail()
            return make_response(render_template("errors/overtaken.html"), 409)
    else:
        _leave_trail()
    return response


def _leave_trail() -> None:
    """Undoes the work and commits what is left of the request."""
    begin_writing()
    undo()
    _run_lasting()
    settle()


def _run_lasting() -> None:
    for step in db.session().info.pop("lasting", []):
        step()


def _forget(error: BaseException | None) -> None:
    del error
    db.session.remove()
    begin_reading()
