"""For leads: what is needed and not to be had, and objectives that nobody owns any more."""

from uuid import UUID

from flask import redirect, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import Agency
from popo.accounts.queries import agency_by_id, list_agencies
from popo.cases.queries import possible_workers
from popo.errors import RuleBroken
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.plans.forms.support import SetDefaultOwnerForm
from popo.plans.measures import ALL, Table, tabled
from popo.plans.models import Pathway
from popo.plans.policy import may_set_default_owner
from popo.plans.queries.owners import default_owners, unowned
from popo.plans.queries.unmet import Unmet
from popo.plans.queries.unmet import list_unmet as unmet_listed
from popo.plans.services import owning
from popo.plans.views.common import Answer, page, plans, user_chosen, users_of
from popo.suppress import HIDDEN
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

_MOST_SHOWN = 200


@plans.get("/unmet-needs")
@requires(Permission.UNMET_NEED_READ)
def list_unmet() -> Answer:
    """The table, which may be copied; or, where the address asks for them, who is counted.

    `pathway` and `area` choose, `everybody` asks for all. Names and table never share a page:
    beside a list its hidden numbers would not be hidden.
    """
    found = unmet_listed(actor())
    pathway, area = _asked_pathway(), request.args.get("area", "")
    if pathway is None and not area and "everybody" not in request.args:
        return _counted(tabled(found))
    chosen = [
        row
        for row in found
        if (pathway is None or row.pathway is pathway) and (not area or row.area == area)
    ]
    return _named(
        chosen, ", ".join(words for words in (pathway.words if pathway else "", area) if words)
    )


def _counted(table: Table) -> Answer:
    columns = [*table.areas, ALL]
    return page(
        "list_unmet",
        table=table,
        columns=["Pathway", *({"text": _head(area), "numeric": True} for area in columns)],
        areas=columns,
        pathways=list(Pathway),
        head=_head,
        hidden_as=HIDDEN,
    )


def _named(rows: list[Unmet], chosen: str) -> Answer:
    shown = rows[:_MOST_SHOWN]
    people = {row.person.id for row in shown}
    looked_at_list(actor(), people, "unmet needs")
    return page(
        "list_unmet",
        table=None,
        rows=shown,
        count=len(rows),
        chosen=chosen,
        names=names_of(people, actor()),
    )


def _head(area: str) -> str:
    """An area as its column is headed."""
    return "All" if area == ALL else area.removeprefix("Luton ")


def _asked_pathway() -> Pathway | None:
    asked = request.args.get("pathway", "")
    return Pathway(asked) if asked in set(Pathway) else None


@plans.get("/objectives/unowned")
@requires(Permission.PLAN_EDIT)
def list_unowned() -> Answer:
    rows = unowned(actor())
    people = {row.person.id for row in rows}
    looked_at_list(actor(), people, "objectives without an owner")
    defaults = default_owners()
    keys = [row.objective.owner_id for row in rows]
    keys += [row.user_id for row in defaults.values()]
    return page(
        "list_unowned",
        rows=rows,
        names=names_of(people, actor()),
        users=users_of(keys),
        defaults=defaults,
    )


@plans.get("/default-owners")
@requires(Permission.PLAN_EDIT)
def list_default_owners() -> Answer:
    defaults = default_owners()
    return page(
        "list_default_owners",
        agencies=list_agencies(),
        defaults=defaults,
        users=users_of(row.user_id for row in defaults.values()),
        may_set=lambda agency: may_set_default_owner(actor(), agency.id),
    )


@plans.route("/default-owners/<uuid:agency_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def set_default_owner(agency_id: UUID) -> Answer:
    agency = _agency(agency_id)
    form = SetDefaultOwnerForm()
    form.offer_users([u for u in possible_workers(actor()) if u.agency_id == agency.id])
    if form.validate_on_submit():
        try:
            owning.set_default_owner(actor(), agency, user_chosen(form.details()))
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The default owner of {agency.short_name} is chosen.")
            return redirect(url_for("plans.list_default_owners"))
    return page("set_default_owner", form=form, agency=agency)


def _agency(agency_id: UUID) -> Agency:
    agency = agency_by_id(agency_id)
    if agency is None:
        refuse_sight("agency")
    return agency
