"""Asking the agency that holds the other record."""

from uuid import UUID

from flask import redirect, render_template, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies
from popo.duplicates.forms import AskHolderForm
from popo.duplicates.queries.pairs import Seen, get_pair
from popo.duplicates.services import asking as services
from popo.duplicates.views.blueprint import Answer, blueprint
from popo.errors import RuleBroken, StaleVersion
from popo.people.services import looked_at
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@blueprint.route("/duplicates/<uuid:pair_id>/ask", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def ask_holder(pair_id: UUID) -> Answer:
    seen = get_pair(pair_id, actor())
    if seen is None:
        refuse_sight("duplicate")
    if seen.is_open:
        return redirect(url_for("duplicates.show_duplicate", pair_id=pair_id))
    form = AskHolderForm(data={"version": seen.pair.version})
    holder = {agency.id: agency.name for agency in list_agencies()}[_holder(seen)]
    if form.validate_on_submit():
        try:
            services.ask_holder(actor(), seen, form.words.data or "", form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(seen, form)
        else:
            done(f"{holder} was asked. The answer will stand on this list.")
            return redirect(url_for("duplicates.list_duplicates"))
    looked_at(actor(), seen.own, "possible duplicate")
    page = render_template(
        "duplicates/ask_holder.html", person=seen.own, tab="summary", form=form, holder=holder
    )
    return page, 422 if form.errors or form.form_errors else 200


def _holder(seen: Seen) -> UUID:
    if seen.holder_id is None:
        raise AssertionError
    return seen.holder_id


def _overtaken(seen: Seen, form: AskHolderForm) -> tuple[str, int]:
    looked_at(actor(), seen.own, "possible duplicate")
    state = seen.pair.state.words
    now = AskHolderForm(None, data={"version": seen.pair.version})
    href = url_for("duplicates.list_duplicates")
    return conflict_page(form, now, href, [("This pair", "", state, state)])
