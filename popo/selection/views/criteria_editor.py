"""Changing a draft part by part. Every save reads the whole document again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.selection import services
from popo.selection.criteria import Factor
from popo.selection.criteria.editing import (
    Document,
    with_bands,
    with_factor,
    with_factor_moved,
    with_heading,
    without_factor,
)
from popo.selection.forms.criteria_editor import (
    EditHeadingForm,
    SectionForm,
    bands_data,
    bands_form,
    factor_data,
    factor_form,
    heading_data,
)
from popo.selection.models import CriteriaSet
from popo.selection.views.common import Answer, conflict, page, selection
from popo.selection.views.criteria_shared import draft_set, show_all
from popo.web.current import actor
from popo.web.forms import VersionedForm
from popo.web.notices import done

_WAYS = {"up": -1, "down": 1}
_NEW_FACTOR = {"counts_for_days": 365}

Sent = MultiDict[str, str]


@dataclass(frozen=True)
class _Section:
    """A part of a draft: its page, its form with what it holds now, and what saving it makes."""

    page: str
    kind: type[Any]
    held: dict[str, Any]
    changed: Callable[[Any], Document]
    anchor: str


@selection.route("/criteria/<uuid:criteria_id>/heading", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def edit_heading(criteria_id: UUID) -> Answer:
    row = draft_set(criteria_id)
    section = _Section(
        "edit_heading",
        EditHeadingForm,
        heading_data(row.opened()),
        lambda form: with_heading(row.document, form.details()),
        "heading",
    )
    return _edit(row, section, _begun(row))


@selection.route("/criteria/<uuid:criteria_id>/bands", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def edit_bands(criteria_id: UUID) -> Answer:
    row = draft_set(criteria_id)
    criteria, begun = row.opened(), _begun(row)
    kind = bands_form(len(criteria.bands), begun or request.form)
    section = _Section(
        "edit_bands",
        kind,
        bands_data(criteria, kind),
        lambda form: with_bands(row.document, *form.details()),
        "bands",
    )
    return _edit(row, section, begun)


@selection.route("/criteria/<uuid:criteria_id>/factors/add", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def add_factor(criteria_id: UUID) -> Answer:
    row = draft_set(criteria_id)
    begun = _begun(row)
    section = _Section(
        "add_factor",
        factor_form(None, begun or request.form),
        _NEW_FACTOR,
        lambda form: with_factor(row.document, form.details()),
        "factors",
    )
    return _edit(row, section, begun)


@selection.route("/criteria/<uuid:criteria_id>/factor", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def edit_factor(criteria_id: UUID) -> Answer:
    """`factor` in the address is its short name; without it, the one whose draft was begun."""
    row = draft_set(criteria_id)
    begun = _begun(row)
    name = request.args.get("factor") or (begun or request.form).get("factor", "")
    if begun and begun.get("factor") != name:
        begun = None
    factor = _factor(row, name)
    if factor is None and request.method == "GET":
        abort(404)  # typed into and then removed by somebody else, it is a save that came too late
    kind = factor_form(factor, begun or request.form)
    section = _Section(
        "edit_factor",
        kind,
        factor_data(factor, kind) if factor else {},
        lambda form: with_factor(row.document, form.details(), name),
        f"factor-{name}",
    )
    return _edit(row, section, begun)


@selection.route("/criteria/<uuid:criteria_id>/factor/remove", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def remove_factor(criteria_id: UUID) -> Answer:
    """`factor` in the address is its short name."""
    row = draft_set(criteria_id)
    factor = _factor(row, request.args.get("factor", "")) or abort(404)
    form = VersionedForm(data={"version": row.version})
    if form.validate_on_submit():
        try:
            document = without_factor(row.document, factor.name)
            services.edit_criteria(actor(), row, document, form.version.data)
        except RuleBroken as broken:
            show_all(form, broken)
        else:
            done(f"“{factor.title}” is removed.")
            return redirect(_at(row, "factors"))
    return page("remove_factor", form=form, row=row, factor=factor)


@selection.post("/criteria/<uuid:criteria_id>/factor/move")
@requires(Permission.DECISION_RECORD)
def move_factor(criteria_id: UUID) -> Answer:
    """Takes `factor`, its short name, and `way`: up or down. Nothing typed could clash."""
    row = draft_set(criteria_id)
    factor = _factor(row, request.form.get("factor", "")) or abort(404)
    places = _WAYS.get(request.form.get("way", "")) or abort(400)
    document = with_factor_moved(row.document, factor.name, places)
    services.edit_criteria(actor(), row, document, row.version)
    return redirect(_at(row, f"factor-{factor.name}"))


def _edit(row: CriteriaSet, section: _Section, begun: Sent | None) -> Answer:
    """The page of one part: drawn, saved, refused with every fault, or overtaken."""
    form = _opened(row, section, begun)
    if form.validate_on_submit():
        try:
            if mark_sent(actor(), str(form.idempotency.data)):
                document = section.changed(form)
                services.edit_criteria(actor(), row, document, form.version.data)
        except RuleBroken as broken:
            show_all(form, broken)
        except StaleVersion:
            return _overtaken(row, form, section)
        else:
            done("The draft is saved.")
            return redirect(_at(row, section.anchor))
    return page(section.page, form=form, row=row, begun=begun is not None)


def _begun(row: CriteriaSet) -> Sent | None:
    """What this user typed here before and did not save."""
    if request.method != "GET":
        return None
    draft = find_draft(actor(), request.endpoint or "", str(row.id))
    return resumed(draft) if draft else None


def _opened(row: CriteriaSet, section: _Section, begun: Sent | None) -> SectionForm:
    form: SectionForm
    if begun is not None:
        form = section.kind(begun)
    else:
        form = section.kind(data={**section.held, "version": row.version})
        if request.method == "GET":
            form.remember()
    return form


def _overtaken(row: CriteriaSet, form: SectionForm, section: _Section) -> tuple[str, int]:
    """What was opened, what somebody else saved meanwhile, and what was typed, by field."""
    opened = form.said_when_opened()
    now: dict[str, str] = section.kind(formdata=None, data=section.held).said()
    fields = [
        (label, str(opened.get(label, "")), now.get(label, ""), mine)
        for label, mine in form.said().items()
        if not mine == now.get(label, "") == opened.get(label, "")
    ]
    href = url_for(".show_criteria", criteria_id=row.id)
    return conflict(fields, href)


def _factor(row: CriteriaSet, name: str) -> Factor | None:
    return next((each for each in row.opened().factors if each.name == name), None)


def _at(row: CriteriaSet, anchor: str) -> str:
    return url_for(".show_criteria", criteria_id=row.id, _anchor=anchor)
