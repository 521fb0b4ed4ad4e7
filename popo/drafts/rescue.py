"""A form that is sent after signing in ran out is not lost: it becomes a draft of its sender."""

from typing import Any
from uuid import uuid4

from flask import Flask, Response, current_app, request, url_for
from flask_login import user_logged_in

from popo.access.guard import declared
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.accounts.sessions import lapsed_user
from popo.drafts.services import AlreadySent, Typed, save_draft
from popo.drafts.shown import drafts_shown
from popo.drafts.typed import fields_in, is_about, is_idempotency
from popo.web.current import actor_or_none
from popo.web.filters import plural
from popo.web.notices import done, warn

_TURNED_AWAY = 302
_WITHOUT_DRAFTS = "accounts"  # its forms hold passwords and codes
_AUTOSAVE = "drafts.save_draft"


def init_rescue(app: Flask) -> None:
    app.after_request(_rescue)
    user_logged_in.connect(_say_what_waits, app, weak=False)


def _rescue(response: Response) -> Response:
    if _was_turned_away(response):
        user, typed = lapsed_user(), _typed()
        if user is not None and typed is not None:
            _keep(user, typed)
    return response


def _was_turned_away(response: Response) -> bool:
    """Whether the guard sent a form away to sign in. A forged form never gets as far as that."""
    return (
        request.method == "POST"
        and response.status_code == _TURNED_AWAY
        and request.endpoint is not None
        and request.blueprint != _WITHOUT_DRAFTS
        and isinstance(declared(current_app.view_functions[request.endpoint]), Permission)
        and actor_or_none() is None
    )


def _keep(user: User, typed: Typed) -> None:
    actor = actor_for(user)
    if not actor.can(Permission.DRAFT_KEEP):
        return
    try:
        save_draft(actor, typed)
    except AlreadySent:
        return
    if request.endpoint != _AUTOSAVE:
        warn("You were no longer signed in, so the form was not sent. What you typed is kept.")


def _typed() -> Typed | None:
    if request.endpoint == _AUTOSAVE:
        return autosaved()
    fields = fields_in(request.form.to_dict(flat=False))
    if not fields:
        return None
    key = request.form.get("idempotency")
    return Typed(
        form=request.endpoint or "",
        about_reference=_about(request.view_args or {}),
        idempotency=key if is_idempotency(key) and key else uuid4().hex,
        fields=fields,
    )


def autosaved() -> Typed | None:
    """What the draft script sent, or None where the browser sent something else."""
    sent, place = request.get_json(silent=True), request.view_args or {}
    if not isinstance(sent, dict) or not is_idempotency(sent.get("idempotency")):
        return None
    fields = fields_in(sent["fields"]) if isinstance(sent.get("fields"), dict) else None
    if fields is None or not is_about(place.get("about", "")):
        return None
    return Typed(place["form"], place.get("about", ""), sent["idempotency"], fields)


def _about(place: dict[str, Any]) -> str:
    """The person's reference, else the key of the record, that the form's address names."""
    named = str(place.get("reference", next(iter(place.values()), "")))
    return named if is_about(named) else ""


def _say_what_waits(_app: Flask, user: User) -> None:
    actor = actor_for(user)
    waiting = len(drafts_shown(actor)) if actor.can(Permission.DRAFT_KEEP) else 0
    if waiting:
        done(
            f"You have {plural(waiting, 'unfinished form')}, kept for you.",
            next_href=url_for("drafts.list_drafts"),
            next_text="Finish or discard",
        )
