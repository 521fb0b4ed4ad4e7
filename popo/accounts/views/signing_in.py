"""Signing in, a step at a time: password, a new password if one is due, then the code."""

import segno
from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo.access.guard import open_to_all
from popo.access.permissions import Permission
from popo.accounts import half_way, passwords, services, sessions
from popo.accounts.forms import ChoosePasswordForm, EnterCodeForm, SignInForm
from popo.accounts.half_way import HalfWay
from popo.accounts.models import SessionEnd, User
from popo.accounts.queries import actor_for, failures_since_last_sign_in, name_digest, user_named
from popo.accounts.views import throttle
from popo.accounts.views.blueprint import Answer, blueprint
from popo.errors import RuleBroken
from popo.web.current import actor_or_none
from popo.web.filters import plural
from popo.web.forms import Form
from popo.web.notices import inform, warn

_WRONG = "That name and password do not match an account that can be used here."
_WRONG_CODE = "That code is not right, or was used before. Enter the one the app shows now."
_START_AGAIN = "That took too long. Sign in again."


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> Answer:
    """Name and password. Never tells whether the name exists."""
    then = half_way.local_path(request.args.get("then"))
    if actor_or_none() is not None:
        return redirect(then or url_for("start"))
    form = SignInForm()
    if form.validate_on_submit():
        name, names = form.sign_in_name.data, name_digest(form.sign_in_name.data)
        if refusal := throttle.too_many(names, user_named(name)):
            return refusal
        user = services.user_with_password(
            name, form.password.data, loopback=sessions.is_loopback()
        )
        if user is not None:
            half_way.begin(user, then)
            return _go_on(HalfWay(user, then))
        throttle.count_failure(names)
        form.show(RuleBroken(_WRONG))
    return _page("sign_in", form, why=_why(sessions.why_ended()))


@blueprint.route("/sign-in/password", methods=["GET", "POST"])
@open_to_all
def choose_password() -> Answer:
    """For whoever signed in with a one-time password."""
    step = _at("accounts.choose_password")
    if not isinstance(step, HalfWay):
        return step
    form = ChoosePasswordForm()
    if form.validate_on_submit():
        try:
            services.change_password(step.user, actor_for(step.user), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            half_way.begin(step.user, step.then)
            return _go_on(step)
    return _page("choose_password", form)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@open_to_all
def enter_code() -> Answer:
    """The second factor."""
    step = _at("accounts.enter_code")
    if not isinstance(step, HalfWay):
        return step
    form = EnterCodeForm()
    if form.validate_on_submit():
        if refusal := throttle.too_many(step.user.sign_in_digest, step.user):
            return refusal
        if services.check_code(step.user, form.code.data):
            return _finish(step, second_factor_passed=True)
        _count_wrong_code(step.user, form)
    return _page("enter_code", form)


@blueprint.route("/sign-in/set-up-code", methods=["GET", "POST"])
@open_to_all
def set_up_code() -> Answer:
    """Links an authenticator app to the account, the first time."""
    step = _at("accounts.set_up_code")
    if not isinstance(step, HalfWay):
        return step
    form = EnterCodeForm()
    if form.validate_on_submit():
        if refusal := throttle.too_many(step.user.sign_in_digest, step.user):
            return refusal
        user = step.user
        if services.confirm_second_factor(user, actor_for(user), form.code.data):
            return _finish(step, second_factor_passed=True)
        _count_wrong_code(user, form)
    secret = step.user.second_factor_secret or ""
    address = passwords.enrolment_address(secret, step.user.sign_in_name)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="white")
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return _page("set_up_code", form, picture=picture, secret=" ".join(groups))


@blueprint.post("/sign-out")
@open_to_all
def sign_out() -> Response:
    sessions.sign_out()
    inform("You have signed out.")
    return redirect(url_for("accounts.sign_in"))


def _page(name: str, form: Form, **facts: object) -> tuple[str, int]:
    page = render_template(f"accounts/{name}.html", form=form, **facts)
    return page, 422 if form.errors else 200


def _at(endpoint: str) -> HalfWay | Response:
    """Who has come as far as this step; else where to go instead."""
    step = half_way.current()
    if step is None:
        inform(_START_AGAIN)
        return redirect(url_for("accounts.sign_in"))
    due = _next_step(step.user)
    if due != endpoint:
        return redirect(url_for(due or "accounts.sign_in"))
    return step


def _next_step(user: User) -> str:
    """The endpoint of what is still to be done, or nothing."""
    if user.must_change_password:
        return "accounts.choose_password"
    if user.loopback_only:
        return ""
    return "accounts.enter_code" if user.has_second_factor else "accounts.set_up_code"


def _go_on(step: HalfWay) -> Response:
    due = _next_step(step.user)
    return redirect(url_for(due)) if due else _finish(step, second_factor_passed=False)


def _finish(step: HalfWay, *, second_factor_passed: bool) -> Response:
    """Signs in, drops the half-way state, and goes to the page that was asked for."""
    user = step.user
    failures = failures_since_last_sign_in(user.sign_in_digest)
    services.attempt(user.sign_in_digest, throttle.source(), succeeded=True)
    sessions.sign_in(user, second_factor_passed=second_factor_passed)
    if failures:
        warn(
            f"{plural(failures, 'attempt')} to sign in as you failed since you were last here. "
            "If that was not you, change your password and tell the administrator."
        )
    return redirect(step.then or _home(user))


def _home(user: User) -> str:
    """Whoever looks after accounts and does no casework starts there."""
    actor = actor_for(user)
    if actor.can(Permission.USER_MANAGE) and not actor.can(Permission.PERSON_READ):
        return url_for("accounts.list_users")
    return url_for("start")


def _count_wrong_code(user: User, form: EnterCodeForm) -> None:
    throttle.count_failure(user.sign_in_digest)
    services.refuse_sign_in(user, "code")
    form.show(RuleBroken(_WRONG_CODE, "code"))


def _why(ended: SessionEnd | None) -> str:
    """What somebody whose session is over should know."""
    settings = current_app.config
    return {
        SessionEnd.IDLE: "You were signed out because nothing was done for "
        f"{plural(settings['IDLE_MINUTES'], 'minute')}.",
        SessionEnd.EXPIRED: "You were signed out because a session lasts "
        f"{plural(settings['ABSOLUTE_HOURS'], 'hour')} at most.",
        SessionEnd.ENDED_BY_ADMINISTRATOR: "An administrator ended your session.",
        SessionEnd.PASSWORD_CHANGED: "You were signed out because your password was changed.",
    }.get(ended or SessionEnd.SIGNED_OUT, "")
