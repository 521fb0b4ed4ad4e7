"""Where flagged people and the scheme's do not agree: the list, the figures, and one answer."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.errors import RuleBroken, StaleVersion
from popo.imports.flagging import FlagAnswer, FlagState
from popo.imports.forms.flags import AnswerFlagForm
from popo.imports.kinds import ListKind
from popo.imports.models import FlagDifference
from popo.imports.policy import kinds_for
from popo.imports.queries.batches import PAGE
from popo.imports.queries.flag_figures import figures_by_agency, figures_of
from popo.imports.queries.flags import Line, get_difference, list_differences, since_when
from popo.imports.services.flags import answer_difference
from popo.imports.views.blueprint import Answer, blueprint, form_page
from popo.people.queries import names_of
from popo.people.services import looked_at, looked_at_list
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

_STATES = {
    FlagState.OPEN: "To answer",
    FlagState.ANSWERED: "Answered",
    FlagState.GONE: "No longer so",
}


@blueprint.get("/imports/flags")
@requires(Permission.LIST_IMPORT)
def list_flags() -> Answer:
    shown, page = _shown(), max(request.args.get("page", 1, type=int) or 1, 1)
    lines, total = list_differences(actor(), shown, page)
    people = {line.person.id for line in lines}
    looked_at_list(actor(), people, "flags")
    return render_template(
        "imports/list_flags.html",
        lines=lines,
        total=total,
        shown=shown,
        states=_STATES,
        page=page,
        page_size=PAGE,
        names={key: name.formal for key, name in names_of(people, actor()).items()},
        since=since_when(people, actor()),
        figures=figures_of(actor()),
        agencies=figures_by_agency(actor()) if actor().sees_whole_scheme else [],
        may_bring=ListKind.FLAGGED in kinds_for(actor()),
    )


@blueprint.route("/imports/flags/<uuid:difference_id>", methods=["GET", "POST"])
@requires(Permission.LIST_IMPORT)
def answer_flag(difference_id: UUID) -> Answer:
    line = get_difference(difference_id, actor())
    if line is None:
        refuse_sight("flag difference")
    form = _form(line)
    if form.validate_on_submit():
        try:
            answer_difference(actor(), line, *form.details(), form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(line, form)
        else:
            done("Answered. The next list shows whether it is so.")
            return redirect(url_for("imports.list_flags"))
    looked_at(actor(), line.person, "flag difference")
    said = _said(line.difference)
    return form_page(
        "answer_flag",
        form,
        line=line,
        names=names_of([line.person.id], actor()),
        since=since_when([line.person.id], actor()),
        said=said,
        users=_users(said),
    )


class _Said(NamedTuple):
    answer: FlagAnswer
    words: str
    by: UUID
    on: date


def _said(row: FlagDifference) -> list[_Said]:
    """Every answer so far, the newest first."""
    held = row.earlier["answers"] if row.earlier else []
    said = [
        _Said(FlagAnswer(answer), words, UUID(by), date.fromisoformat(on))
        for answer, words, by, on in held
    ]
    if row.answer and row.answered_by_id and row.answered_on:
        said.append(_Said(row.answer, row.words or "", row.answered_by_id, row.answered_on))
    return said[::-1]


def _users(said: Collection[_Said]) -> dict[UUID, User]:
    return users_by_id({one.by for one in said})


def _form(line: Line, *, afresh: bool = False) -> AnswerFlagForm:
    """With the answer that stands, if one does; one that did not hold is given anew."""
    row = line.difference
    data: dict[str, Any] = {"version": row.version}
    if row.state is FlagState.ANSWERED:
        data |= {"answer": row.answer, "words": row.words or ""}
    form = AnswerFlagForm(None, data=data) if afresh else AnswerFlagForm(data=data)
    form.offer(row.gap)
    return form


def _overtaken(line: Line, form: AnswerFlagForm) -> Answer:
    looked_at(actor(), line.person, "flag difference")
    state = _STATES[line.difference.state]
    href = url_for("imports.answer_flag", difference_id=line.difference.id)
    return conflict_page(form, _form(line, afresh=True), href, [("It is", "", state, state)])


def _shown() -> FlagState:
    asked = request.args.get("state", "")
    return FlagState(asked) if asked in set(FlagState) else FlagState.OPEN
