"""The template of the checklist in its versions."""

from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.cases.models import Strand
from popo.checklist.forms.items import AddItemForm, RetireItemForm
from popo.checklist.policy import keeps
from popo.checklist.queries import items as queries
from popo.checklist.services import items as services
from popo.checklist.shipped import shipped
from popo.checklist.views.blueprint import Answer, blueprint, page
from popo.checklist.views.items import item_named
from popo.errors import RuleBroken, StaleVersion
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.notices import done


@blueprint.get("/checklist/template")
@requires(Permission.CHECKLIST_READ)
def show_template() -> Answer:
    versions = queries.list_versions()
    return page(
        "show_template",
        versions=versions,
        items=queries.every_item(),
        users=users_by_id({version.made_by_id for version in versions}),
        shipped=shipped(),
        strands=Strand,
        keeps=keeps(actor()),
    )


@blueprint.post("/checklist/template/adopt")
@requires(Permission.MEETING_RUN)
def adopt_template() -> Answer:
    services.adopt_template(actor())
    done("The checklist is in use. Give each item an owner.")
    return redirect(url_for(".list_items"))


@blueprint.route("/checklist/template/add", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def add_local_item() -> Answer:
    form = AddItemForm(data={"version": _number()})
    if form.validate_on_submit():
        try:
            item = services.add_item(actor(), form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = AddItemForm(None, data={"version": _number()})
            return conflict_page(form, now, url_for(".show_template"))
        else:
            done(f"Item {item.number} is on the checklist. Give it an owner.")
            return redirect(url_for(".edit_item", checklist_item_id=item.id))
    return page("add_local_item", form)


@blueprint.route("/checklist/<uuid:checklist_item_id>/retire", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def retire_item(checklist_item_id: UUID) -> Answer:
    item = item_named(checklist_item_id)
    form = RetireItemForm(data={"version": _number()})
    if form.validate_on_submit():
        try:
            services.retire_item(actor(), item, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = RetireItemForm(None, data={"version": _number()})
            return conflict_page(form, now, url_for(".show_item", checklist_item_id=item.id))
        else:
            done(f"Item {item.number} is retired. What was said of it stays.")
            return redirect(url_for(".show_template"))
    return page("retire_item", form, item=item)


def _number() -> int:
    newest = queries.newest_version()
    return newest.number if newest else 0
