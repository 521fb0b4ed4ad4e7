"""Puts the application together; with `cli.py`, the only module that knows every feature."""

import gc
from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, redirect, url_for
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy import inspect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from popo import clock, resources
from popo.access.actor import Actor
from popo.access.guard import open_to_all
from popo.accounts.sessions import find_actor, init_sessions
from popo.audit import anchors
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.features import register_features
from popo.keys import keyfile
from popo.people.queries.named import unseen_names
from popo.people.queries.person import id_of
from popo.settings.models import Setting
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import Hooks
from popo.web.errors import init_errors
from popo.web.guard import init_guard
from popo.web.headers import init_headers
from popo.web.sent import SentJSON
from popo.web.templating import init_templates
from popo.web.transaction import init_transactions

csrf = CSRFProtect()
migrate = Migrate()


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, ready to serve. Raises RuntimeError or KeyFileProblem with what to do."""
    app = create_bare_app(overrides)
    keys = keyfile.load(app.config["KEY_FILE"])
    keyfile.use(keys)
    app.secret_key = b64encode(keys.session)
    anchors.use(app.config["TRAIL_FILE"])
    app.json = SentJSON(app)
    init_transactions(app)
    csrf.init_app(app)
    init_sessions(app)
    app.extensions["popo_hooks"] = Hooks(
        find_actor, _record_refusal, _record_unseen, unseen_names, "accounts.sign_in"
    )
    init_guard(app)
    init_headers(app)
    init_errors(app)
    init_templates(app)
    register_features(app)
    app.add_url_rule("/", "start", open_to_all(_start))
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    with app.app_context():
        read_clock()
    _look_for_garbage_less()
    return app


def _look_for_garbage_less() -> None:
    """What the application is made of is never garbage, and a request's rows live as long as it.

    Left as Python has it, a sixth of a long page's time goes into looking for cycles.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def create_bare_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Settings and database only: what `popo db` and `popo keys` need."""
    app = Flask("popo", static_folder=None, template_folder=None)
    app.config.from_mapping(resources.config().settings())
    app.config.from_mapping(overrides or {})
    db.init_app(app)
    migrate.init_app(app, db, directory=str(resources.path("migrations")), compare_type=True)
    return app


def read_clock() -> None:
    """Takes over the offset of scheme time that a demonstration keeps in its database."""
    offset = 0
    if inspect(db.engine).has_table(Setting.__tablename__):
        offset = value_of(Name.CLOCK_OFFSET_SECONDS)
    clock.shift(timedelta(seconds=offset))
    db.session.remove()


def _record_refusal(actor: Actor | None, endpoint: str, reason: str) -> None:
    record(Event.REFUSED, actor, endpoint=endpoint, reason=reason)


def _record_unseen(actor: Actor | None, endpoint: str, asked_for: str) -> None:
    """A refused read of a person is in that person's trail; what was typed is in nobody's."""
    person = id_of(asked_for)
    people = [] if person is None else [person]
    record(Event.REFUSED, actor, people=people, endpoint=endpoint, reason="not visible")


def _start() -> Response:
    return redirect(url_for("overview.home"))
