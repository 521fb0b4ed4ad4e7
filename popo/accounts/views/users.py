"""Looking after other people's accounts. No case content is shown here."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts import passwords, roles, services
from popo.accounts.forms import AddUserForm, ConfirmForm
from popo.accounts.models import Agency, SessionEnd
from popo.accounts.policy import manages_every_agency
from popo.accounts.queries import (
    account_managed_by,
    accounts_managed_by,
    agency_by_id,
    list_agencies,
    open_sessions,
)
from popo.accounts.views.blueprint import Answer, blueprint
from popo.errors import RuleBroken
from popo.web.current import actor
from popo.web.filters import plural
from popo.web.guard import refuse_sight
from popo.web.notices import done

blueprint.add_app_template_filter(roles.words, "role_words")
blueprint.add_app_template_filter(roles.CLEARANCE_WORDS.get, "clearance_words")

_NOT_YOURS = "user of another agency"


@blueprint.get("/users")
@requires(Permission.USER_MANAGE)
def list_users() -> str:
    """An administrator sees everybody, an agency contact their own agency."""
    return render_template(
        "accounts/list_users.html",
        accounts=accounts_managed_by(actor()),
        every_agency=manages_every_agency(actor()),
    )


@blueprint.route("/users/add", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
def add_user() -> Answer:
    """Shows the one-time password in the answer itself: it is written down nowhere."""
    form = AddUserForm()
    form.offer(actor(), list_agencies())
    if form.validate_on_submit():
        password = passwords.new_password()
        try:
            user = services.add_user(actor(), form.details(_agency_in(form)), password)
        except RuleBroken as broken:
            form.show(broken)
        else:
            facts = {"user": user, "password": password}
            return render_template("accounts/_one_time_password.html", **facts), 201
    page = render_template("accounts/add_user.html", form=form)
    return page, 422 if form.errors else 200


@blueprint.get("/users/<uuid:key>")
@requires(Permission.USER_MANAGE)
def show_user(key: UUID) -> Answer:
    account = account_managed_by(actor(), key)
    if account is None:
        return refuse_sight(_NOT_YOURS)
    return render_template(
        "accounts/show_user.html",
        account=account,
        user=account.user,
        open_sessions=open_sessions(account.user),
        may_reset=manages_every_agency(actor()),
        own=key == actor().user_id,
        roles=[roles.words(grant) for grant in account.roles],
        clearances=[roles.CLEARANCE_WORDS[kind] for kind in account.clearances],
    )


@blueprint.route("/users/<uuid:key>/close", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
def close_user(key: UUID) -> Answer:
    account = account_managed_by(actor(), key)
    if account is None:
        return refuse_sight(_NOT_YOURS)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            services.close_user(account.user, actor())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The account is closed, and every session ended.")
            return redirect(url_for("accounts.list_users"))
    page = render_template("accounts/close_user.html", form=form, user=account.user)
    return page, 422 if form.errors else 200


@blueprint.post("/users/<uuid:key>/end-sessions")
@requires(Permission.USER_MANAGE)
def end_sessions(key: UUID) -> Response:
    account = account_managed_by(actor(), key)
    if account is None:
        return refuse_sight(_NOT_YOURS)
    ended = services.end_sessions(account.user, actor(), SessionEnd.ENDED_BY_ADMINISTRATOR)
    done(f"Ended {plural(ended, 'session')}.")
    return redirect(url_for("accounts.show_user", key=key))


@blueprint.route("/users/<uuid:key>/reset", methods=["GET", "POST"])
@requires(Permission.AGENCY_MANAGE)
def reset_user(key: UUID) -> Answer:
    """For a lost password or telephone."""
    account = account_managed_by(actor(), key)
    if account is None:
        return refuse_sight(_NOT_YOURS)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            password = services.reset_user(account.user, actor())
        except RuleBroken as broken:
            form.show(broken)
        else:
            facts = {"user": account.user, "password": password}
            return render_template("accounts/_one_time_password.html", **facts), 201
    page = render_template("accounts/reset_user.html", form=form, user=account.user)
    return page, 422 if form.errors else 200


def _agency_in(form: AddUserForm) -> Agency:
    key = UUID(form.agency.data) if "agency" in form else actor().agency_id
    agency = agency_by_id(key)
    assert agency is not None  # noqa: S101 - it was offered, and agencies are never removed
    return agency
