"""Who acts for whom while somebody is away."""

from datetime import date, timedelta
from uuid import UUID

from flask import redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission, Role
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases import queries, services
from popo.cases.forms import AddCoverForm
from popo.cases.models import Cover
from popo.cases.services import NewCover
from popo.cases.views.blueprint import Answer, blueprint
from popo.errors import RuleBroken
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn


@blueprint.get("/cover")
@requires(Permission.CASE_EDIT)
def list_covers() -> Answer:
    covers = queries.list_covers(actor())
    users = users_by_id({key for row in covers for key in (row.away_id, row.acting_id)})
    return render_template(
        "cases/list_covers.html",
        covers=covers,
        users=users,
        today_is=clock.today(),
        last_day=_last_day,
        may_end=_may_end,
    )


@blueprint.route("/cover/add", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def add_cover() -> Answer:
    form = AddCoverForm(data={"away": str(actor().user_id), "starts_on": clock.today()})
    workers = _workers()
    arranges = actor().holds(Role.COORDINATOR) or actor().holds(Role.STRAND_LEAD)
    away = workers if arranges else [user for user in workers if user.id == actor().user_id]
    form.offer(away, workers)
    if form.validate_on_submit():
        details = form.details()
        users = users_by_id([details.away_id, details.acting_id])
        new = NewCover(
            users[details.away_id],
            users[details.acting_id],
            details.starts_on,
            details.ends_on,
            details.reason,
            details.leads_strand,
        )
        try:
            covered = services.add_cover(actor(), new)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"They act until {longdate(_last_day(covered.cover))}, in {covered.cases} cases.")
            if covered.left_out:
                warn(
                    f"{covered.left_out} of the cases are not opened to them: the record is "
                    "restricted, or a young person's and they are not cleared."
                )
            return redirect(url_for("cases.list_covers"))
    page = render_template(
        "cases/add_cover.html", form=form, arranges=actor().holds(Role.COORDINATOR)
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/cover/<uuid:cover_id>/end")
@requires(Permission.CASE_EDIT)
def end_cover(cover_id: UUID) -> Answer:
    cover = queries.get_cover(cover_id, actor())
    if cover is None:
        refuse_sight("cover")
    services.end_cover(actor(), cover)
    done("They act no longer.")
    return redirect(url_for("cases.list_covers"))


def _workers() -> list[User]:
    """Of one's own agency; of every agency for the co-ordinator."""
    everybody = queries.possible_workers(actor())
    if actor().holds(Role.COORDINATOR):
        return everybody
    return [user for user in everybody if user.agency_id == actor().agency_id]


def _may_end(cover: Cover) -> bool:
    if cover.ends_on is None or cover.ends_on <= clock.today():
        return False
    arranges = actor().holds(Role.COORDINATOR) or actor().holds(Role.STRAND_LEAD)
    return arranges or cover.away_id == actor().user_id


def _last_day(cover: Cover) -> date:
    return (cover.ends_on or clock.today()) - timedelta(days=1)
