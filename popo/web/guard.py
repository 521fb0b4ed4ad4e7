"""Deny by default: one check before every view."""

from itertools import chain
from typing import NoReturn

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from popo.access.guard import OPEN, declared
from popo.access.permissions import Permission
from popo.web.current import actor_or_none, hooks


def init_guard(app: Flask) -> None:
    app.before_request(_refuse_nul)
    app.before_request(_check)


def _refuse_nul() -> None:
    """No browser sends this character, and PostgreSQL refuses any text that holds it."""
    sent = [*request.args.lists(), *request.form.lists()]
    if any("\0" in text for text in [request.path, *chain(*(values for _, values in sent))]):
        abort(400)


def _check() -> Response | None:
    if request.endpoint is None:
        return None  # no such page: the error page answers
    access = declared(current_app.view_functions[request.endpoint])
    if access == OPEN:
        return None
    actor = actor_or_none()
    if actor is None:
        return redirect(url_for(hooks().sign_in_endpoint, then=here()))
    if not isinstance(access, Permission) or not actor.can(access):
        reason = "nothing declared" if access is None else str(access)
        hooks().record_refusal(actor, request.endpoint, reason)
        abort(403)
    return None


def here() -> str | None:
    """Where to go after signing in: the page that was asked for, or whose form was sent."""
    rule = request.url_rule
    return request.path if rule is not None and "GET" in (rule.methods or ()) else None


def refuse_sight(asked_for: str) -> NoReturn:
    """What one may not see looks as if it were not there, and the trail says who tried."""
    hooks().record_unseen(actor_or_none(), request.endpoint or "", asked_for)
    abort(404)
