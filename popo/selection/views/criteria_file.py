"""Criteria as a readable file: taken away, and loaded as a new draft or into one."""

from io import BytesIO
from uuid import UUID

from flask import redirect, send_file, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.selection import services
from popo.selection.criteria import CriteriaRefused
from popo.selection.criteria.file import Loaded, write_file
from popo.selection.forms.criteria_file import LoadCriteriaForm, LoadIntoDraftForm
from popo.selection.models import CriteriaKind
from popo.selection.services.criteria import DocumentRefused
from popo.selection.views.common import Answer, page, selection
from popo.selection.views.criteria_shared import criteria_set, draft_set, show_all
from popo.web.current import actor
from popo.web.notices import done, inform


@selection.get("/criteria/<uuid:criteria_id>/file")
@requires(Permission.CRITERIA_READ)
def download_criteria(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    row.opened()
    kind = row.criteria_kind.value.replace("_", "-")
    return send_file(
        BytesIO(write_file(row.document, row.number)),
        "application/json",
        as_attachment=True,
        download_name=f"criteria-{kind}-{row.number}.json",
    )


@selection.route("/criteria/load", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def load_criteria() -> Answer:
    """A new draft, of the kind the file says."""
    form = LoadCriteriaForm()
    if form.validate_on_submit():
        try:
            loaded = _read(form)
            kind = CriteriaKind(loaded.kind)
            row = services.draft_criteria(actor(), kind, loaded.document)
        except RuleBroken as broken:
            show_all(form, broken)
        else:
            _say(f"{row.words} is a draft, as the file has it.", loaded)
            return redirect(url_for(".show_criteria", criteria_id=row.id))
    return page("load_criteria", form=form)


@selection.route("/criteria/<uuid:criteria_id>/load", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def load_into_draft(criteria_id: UUID) -> Answer:
    row = draft_set(criteria_id)
    form = LoadIntoDraftForm(data={"version": row.version})
    if form.validate_on_submit():
        try:
            loaded = _read(form)
            services.edit_criteria(actor(), row, loaded.document, form.version.data)
        except RuleBroken as broken:
            show_all(form, broken)
        else:
            _say(f"{row.words} is now as the file has it.", loaded)
            return redirect(url_for(".show_criteria", criteria_id=row.id))
    return page("load_into_draft", form=form, row=row)


def _read(form: LoadCriteriaForm) -> Loaded:
    try:
        return form.details()
    except CriteriaRefused as refused:
        raise DocumentRefused(refused.sentences) from None


def _say(text: str, loaded: Loaded) -> None:
    done(text)
    if not loaded.is_as_written:
        inform("The file was changed after it was written: its digest is not that of its criteria.")
