"""One transaction a request, settled in one place, before the first byte leaves.

A change is committed with its trail after a response below 400. Anything else is undone, and then
the trail is committed alone, with what must last: sign-in attempts, drafts, sessions seen.
A page that reads commits no work: it may only leave a trail.
"""

from collections.abc import Callable

from flask import Flask, Response, render_template, request
from flask import session as cookie
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from popo.db import begin_reading, begin_writing, db, is_taken, settle, undo

_SAFE = {"GET", "HEAD", "OPTIONS"}
_BAD = 400


def init_transactions(app: Flask) -> None:
    """Call first: what is registered first is settled last."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_forget)


def keep(step: Callable[[], None]) -> None:
    """Something to do with the trail, whatever becomes of the work: it is run just before it.

    A step may run twice: where the work turns out not to be kept, all it did is undone first.
    """
    db.session().info.setdefault("lasting", []).append(step)


def _begin() -> None:
    if request.method in _SAFE:
        begin_reading()
        db.session().info["reading"] = True
    else:
        begin_writing()


def _finish(response: Response) -> Response:
    if request.method in _SAFE:
        _refuse_change()
        _leave_trail()
    elif response.status_code < _BAD:
        return _keep_work(response)
    else:
        _leave_trail()
    return response


def _keep_work(response: Response) -> Response:
    try:
        _run_lasting()
        settle()
    except Exception as error:
        cookie.pop("_flashes", None)  # they say that it was done
        _leave_trail()
        if not (isinstance(error, StaleDataError) or is_taken(error)):
            raise
        return _overtaken(response)
    return response


def _overtaken(response: Response) -> Response:
    """The same response, so that the headers already put on it stay."""
    response.status_code = 409
    response.headers.pop("Location", None)
    response.mimetype = "text/html"
    response.set_data(render_template("errors/overtaken.html"))
    return response


def _leave_trail() -> None:
    """Undoes the work and commits what is left of the request."""
    db.session().info.pop("reading", None)
    begin_writing()
    undo()
    _run_lasting()
    settle()
    db.session().info.pop("lasting", None)
    begin_reading()


def _run_lasting() -> None:
    for step in db.session().info.get("lasting", []):
        step()


def _refuse_change() -> None:
    session = db.session()
    if _has_changes(session):
        undo()  # so that the error page can be drawn and the trail be left
        raise RuntimeError("a page that reads must not change anything")


def _has_changes(session: Session) -> bool:
    changed = any(session.is_modified(row) for row in session.dirty)
    return changed or bool(session.new) or bool(session.deleted)


@event.listens_for(Session, "before_flush")
def _refuse_flush(session: Session, *_: object) -> None:
    """A query would otherwise write the change unseen, to be undone without a word."""
    if session.info.get("reading") and _has_changes(session):
        raise RuntimeError("a page that reads must not change anything")


@event.listens_for(Session, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and state.session.info.get("reading"):
        raise RuntimeError("a page that reads must not change anything")


def _forget(error: BaseException | None) -> None:
    del error
    db.session.remove()
    begin_reading()
