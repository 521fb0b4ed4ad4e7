"""Saving drafts as they are typed, and what somebody has begun and not finished."""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.models import Draft
from popo.drafts.queries import get_draft
from popo.drafts.rescue import autosaved
from popo.drafts.services import AlreadySent
from popo.drafts.services import discard_draft as discard
from popo.drafts.services import save_draft as save
from popo.drafts.shown import drafts_shown
from popo.web.current import actor
from popo.web.filters import clocktime
from popo.web.guard import refuse_sight
from popo.web.notices import done

blueprint = Blueprint("drafts", __name__)


@blueprint.app_template_global()
def draft_href(about: str = "") -> str:
    """Where the form on this page saves its draft; `about` is the record's reference or key."""
    return url_for("drafts.save_draft", form=request.endpoint, about=about or None)


@blueprint.post("/drafts/<string:form>")
@blueprint.post("/drafts/<string:form>/<string:about>")
@requires(Permission.DRAFT_KEEP)
def save_draft(form: str, about: str = "") -> Response | tuple[Response, int]:
    """Takes and answers JSON; see `popo/static/js/drafts.js`."""
    del about  # read with the rest
    if form not in current_app.view_functions:
        abort(404)
    typed = autosaved()
    if typed is None:
        abort(400)
    try:
        draft = save(actor(), typed)
    except AlreadySent:
        return jsonify(refused="This form was already sent."), 409
    return jsonify(saved_at=clocktime(draft.saved_at))


@blueprint.get("/drafts")
@requires(Permission.DRAFT_KEEP)
def list_drafts() -> str:
    """Everything one has begun."""
    rows = [(draft, continue_href(draft)) for draft in drafts_shown(actor())]
    return render_template("drafts/list_drafts.html", rows=rows)


@blueprint.get("/drafts/<uuid:key>/text")
@requires(Permission.DRAFT_KEEP)
def show_draft(key: UUID) -> str | AnyResponse:
    """What was typed, for reading and copying."""
    draft = next((held for held in drafts_shown(actor()) if held.id == key), None)
    if draft is None:
        return refuse_sight("draft")
    typed = [
        (name.replace("_", " ").capitalize(), ", ".join(values))
        for name, values in (draft.fields or {}).items()
        if any(values) and name != "version"
    ]
    href = continue_href(draft)
    return render_template("drafts/show_draft.html", draft=draft, typed=typed, href=href)


@blueprint.post("/drafts/discard/<uuid:key>")
@requires(Permission.DRAFT_KEEP)
def discard_draft(key: UUID) -> AnyResponse:
    """Throws one away."""
    draft = get_draft(actor(), key)
    if draft is None:
        return refuse_sight("draft")
    discard(actor(), draft)
    done("The draft was discarded.")
    return redirect(url_for("drafts.list_drafts"))


def continue_href(draft: Draft) -> str:
    """The page of the form, or nothing where its address takes more than the draft remembers."""
    for rule in current_app.url_map.iter_rules():
        fits = bool(rule.arguments) == bool(draft.about_reference)
        if rule.endpoint == draft.form and fits and "GET" in (rule.methods or ()):
            if len(rule.arguments) > 1:
                return ""
            about: dict[str, Any] = dict.fromkeys(rule.arguments, draft.about_reference)
            return url_for(draft.form, **about)
    return ""
