"""The checklist, and one item of it."""

from collections.abc import Iterable
from uuid import UUID

from flask import redirect, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.cases.models import Strand
from popo.cases.queries import possible_workers
from popo.checklist.forms.items import SayForm
from popo.checklist.kinds import Live, Standing, Workstream
from popo.checklist.models import ChecklistItem
from popo.checklist.policy import keeps, may_edit
from popo.checklist.queries import items as queries
from popo.checklist.queries.items import Filters, Line
from popo.checklist.queries.live import criteria_shown
from popo.checklist.rating import THRESHOLDS
from popo.checklist.services import items as services
from popo.checklist.views.blueprint import Answer, blueprint, page
from popo.errors import RuleBroken, StaleVersion
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

_ALL = "All strands"


@blueprint.get("/checklist")
@requires(Permission.CHECKLIST_READ)
def list_items() -> Answer:
    every = queries.lines()
    filters = _filters()
    shown = [line for line in every if filters.let_through(line)]
    by = "workstream" if request.args.get("by") == "workstream" else "strand"
    return page(
        "list_items",
        version=queries.newest_version(),
        every=every,
        shown=shown,
        groups=_grouped(shown, by),
        by=by,
        filters=filters,
        counts=queries.counts(every),
        standings=Standing,
        strands=Strand,
        workstreams=Workstream,
        keeps=keeps(actor()),
    )


@blueprint.get("/checklist/<uuid:checklist_item_id>")
@requires(Permission.CHECKLIST_READ)
def show_item(checklist_item_id: UUID) -> Answer:
    item = item_named(checklist_item_id)
    line = queries.line_of(item)
    live = item.live
    return page(
        "show_item",
        line=line,
        item=item,
        strands=Strand,
        history=queries.history_of(item),
        thresholds=THRESHOLDS.get(live, "") if live else "",
        live_link=_live_link(live) if live else None,
        may_edit=item.retired_in is None and may_edit(actor(), line.held),
        keeps=keeps(actor()),
    )


@blueprint.route("/checklist/<uuid:checklist_item_id>/edit", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_READ)
def edit_item(checklist_item_id: UUID) -> Answer:
    item = item_named(checklist_item_id)
    line = queries.line_of(item)
    if not may_edit(actor(), line.held) or item.retired_in is not None:
        refuse_sight("checklist item to edit")
    owners = _owners(line)
    form = SayForm(data=SayForm.held(line))
    form.narrow(line, owners, keeps=keeps(actor()))
    if form.validate_on_submit():
        try:
            services.say(actor(), item, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = SayForm(None, data=SayForm.held(line))
            now.narrow(line, owners, keeps=keeps(actor()))
            return conflict_page(form, now, url_for(".show_item", checklist_item_id=item.id))
        else:
            done(f"Item {item.number} is saved.")
            return redirect(url_for(".show_item", checklist_item_id=item.id))
    return page("edit_item", form, line=line, item=item)


def item_named(item_id: UUID) -> ChecklistItem:
    found = queries.get_item(item_id)
    if found is None:
        refuse_sight("checklist item")
    return found


def _owners(line: Line) -> list[User]:
    """Those who work with people, and who owns it now, whatever became of them."""
    users = possible_workers(actor())
    if line.owner and line.owner not in users:
        users.append(line.owner)
    return users


def _filters() -> Filters:
    """Words nobody offered narrow nothing."""

    def among(name: str, known: Iterable[str]) -> str:
        word = request.args.get(name, "")
        return word if word in set(known) else ""

    return Filters(
        among("strand", Strand), among("workstream", Workstream), among("standing", Standing)
    )


def _grouped(shown: list[Line], by: str) -> dict[str, list[Line]]:
    """By heading, those without any left out; an item of two strands stands under the first."""
    if by == "workstream":
        headings = {one.value: one.words for one in Workstream}
    else:
        headings = {"": _ALL} | {one.value: one.words for one in Strand}
    groups: dict[str, list[Line]] = {words: [] for words in headings.values()}
    for line in shown:
        strands = line.item.strands
        place = line.item.workstream.value if by == "workstream" else (strands or [""])[0]
        groups[headings[place]].append(line)
    return {words: lines for words, lines in groups.items() if lines}


def _live_link(live: Live) -> tuple[str, str] | None:
    """Where what an item is rated from can be looked at: an address and its words."""
    if live is Live.CRITERIA:
        held = criteria_shown()
        if held is None:
            return url_for("selection.list_criteria"), "All versions of the criteria"
        return url_for("selection.show_criteria", criteria_id=held.id), "The criteria in force"
    if actor().can(Permission.COHORT_READ):
        return url_for("strands.cohort"), "Everybody on the list, and the places left"
    return None
