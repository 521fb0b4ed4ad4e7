from collections.abc import Callable
from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.imports.forms.lists import AddSourceForm, EditSourceForm
from popo.imports.kinds import RULES
from popo.imports.policy import kind_words, kinds_for
from popo.imports.services import sources as services
from popo.imports.views.blueprint import Answer, blueprint, form_page, source_or_404
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done, warn


@blueprint.route("/imports/sources/add", methods=["GET", "POST"])
@requires(Permission.LIST_IMPORT)
def add_source() -> Answer:
    kinds = kinds_for(actor())
    form = AddSourceForm()
    form.offer({kind: kind_words(actor(), kind) for kind in kinds})
    if form.validate_on_submit():
        try:
            source = services.add_source(actor(), form.list_kind.data, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{source.name} is a source of lists. Bring its first list now.")
            return redirect(url_for("imports.bring_list", source=source.id))
    return form_page("add_source", form)


@blueprint.route("/imports/sources/<uuid:source_id>", methods=["GET", "POST"])
@requires(Permission.LIST_IMPORT)
def edit_source(source_id: UUID) -> Answer:
    source = source_or_404(source_id)
    form = EditSourceForm(data=EditSourceForm.held(source))
    if form.validate_on_submit():
        try:
            services.edit_source(actor(), source, form.details(), form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            href = url_for("imports.edit_source", source_id=source.id)
            now = EditSourceForm(formdata=None, data=EditSourceForm.held(source))
            return conflict_page(form, now, href)
        else:
            done(f"{source.name} is saved.")
            return redirect(url_for("imports.list_imports"))
    return form_page("edit_source", form, source=source, usual=RULES[source.list_kind].every_days)


@blueprint.post("/imports/sources/<uuid:source_id>/close")
@requires(Permission.LIST_IMPORT)
def close_source(source_id: UUID) -> Answer:
    source = source_or_404(source_id)
    return _change(lambda: services.close_source(actor(), source), f"{source.name} is closed.")


@blueprint.post("/imports/sources/<uuid:source_id>/reopen")
@requires(Permission.LIST_IMPORT)
def reopen_source(source_id: UUID) -> Answer:
    source = source_or_404(source_id)
    said = f"{source.name} is in use again."
    return _change(lambda: services.reopen_source(actor(), source), said)


def _change(change: Callable[[], None], said: str) -> Answer:
    try:
        change()
    except RuleBroken as broken:
        warn(broken.message)
    else:
        done(said)
    return redirect(url_for("imports.list_imports"))
