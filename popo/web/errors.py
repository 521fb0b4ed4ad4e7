"""Error pages: plain words that say what to do, and nothing personal."""

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from popo.db import is_taken, undo
from popo.errors import RuleBroken, StaleVersion

_PAGES = {400, 401, 403, 404, 405, 410, 413, 429}


def init_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(CSRFError, _show_expired)
    app.register_error_handler(RuleBroken, _show_rule)
    app.register_error_handler(StaleVersion, _show_overtaken)
    app.register_error_handler(StaleDataError, _show_overtaken)  # found in the middle of a view
    app.register_error_handler(IntegrityError, _show_taken)
    app.register_error_handler(500, _show_fault)


def _show(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    return render_template(f"errors/{code if code in _PAGES else 400}.html"), code


def _show_expired(error: CSRFError) -> tuple[str, int]:
    del error
    return render_template("errors/400.html"), 400


def _show_rule(error: RuleBroken) -> tuple[str, int]:
    undo()  # a broken session could not draw the page
    return render_template("errors/rule.html", message=error.message), 422


def _show_overtaken(error: StaleVersion | StaleDataError) -> tuple[str, int]:
    del error
    undo()
    return render_template("errors/overtaken.html"), 409


def _show_taken(error: IntegrityError) -> tuple[str, int]:
    """Two did the same in one moment: the second is told. Anything else is a fault of ours."""
    if not is_taken(error):
        raise error
    undo()
    return render_template("errors/overtaken.html"), 409


def _show_fault(error: Exception) -> tuple[str, int]:
    del error
    undo()
    return render_template("errors/500.html"), 500
