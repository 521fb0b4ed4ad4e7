from uuid import UUID

from flask import redirect, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import Agency, AgencyKind
from popo.accounts.queries import list_agencies
from popo.errors import RuleBroken, StaleVersion
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.hosting import HostPersonForm, ReviewHostingForm
from popo.selection.queries.hosting import Hosted, get_hosting, told_agencies
from popo.selection.queries.hosting import list_hosted as hosted_people
from popo.selection.queries.transfers import schemes_to_choose
from popo.selection.views.common import (
    Answer,
    conflict_page,
    person_named,
    person_page,
    selection,
)
from popo.selection.views.common import page as plain_page
from popo.selection.views.panel import is_new, open_drafted
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.get("/hosted")
@requires(Permission.PERSON_READ)
def list_hosted() -> Answer:
    rows = hosted_people(actor())
    people = [row.person.id for row in rows]
    looked_at_list(actor(), people, "hosted")
    return plain_page("list_hosted", rows=rows, names=names_of(people, actor()))


@selection.route("/people/<string:reference>/host", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def host_person(reference: str) -> Answer:
    person = person_named(reference)
    form = open_drafted(HostPersonForm, reference, {})
    form.offer_schemes(schemes_to_choose())
    form.offer_agencies(_agencies())
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.host_person(actor(), person, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{reference} is hosted; the agencies named see the name and the warnings.")
            return redirect(url_for(".list_hosted"))
    return person_page("host_person", person, form=form)


@selection.route("/hosted/<uuid:hosting_id>/review", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def review_hosting(hosting_id: UUID) -> Answer:
    found = _hosted(hosting_id)
    form = ReviewHostingForm(data={"version": found.hosting.version})
    if form.validate_on_submit():
        try:
            services.review_hosting(actor(), found.hosting, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(f"{found.person.reference} stays hosted until the next review.")
            return redirect(url_for(".list_hosted"))
    return person_page(
        "review_hosting",
        found.person,
        form=form,
        found=found,
        agencies=told_agencies(found.hosting),
    )


@selection.post("/hosted/<uuid:hosting_id>/end")
@requires(Permission.DECISION_RECORD)
def end_hosting(hosting_id: UUID) -> Answer:
    found = _hosted(hosting_id)
    services.end_hosting(actor(), found.hosting)
    done(f"{found.person.reference} is hosted no longer; the agencies see nothing more.")
    return redirect(url_for(".list_hosted"))


def _hosted(hosting_id: UUID) -> Hosted:
    found = get_hosting(hosting_id, actor())
    if found is None:
        refuse_sight("hosting")
    return found


def _overtaken(found: Hosted, form: ReviewHostingForm) -> tuple[str, int]:
    theirs = longdate(found.hosting.review_on)
    fields = [("Look at it again on", "", theirs, longdate(form.details()))]
    href = url_for(".review_hosting", hosting_id=found.hosting.id)
    return conflict_page(found.person, fields, href)


def _agencies() -> list[Agency]:
    return [
        agency
        for agency in list_agencies()
        if agency.kind is not AgencyKind.PARTNERSHIP and agency.agreement_in_force(clock.today())
    ]
