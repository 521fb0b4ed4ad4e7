"""One's own account: what one may do, where one is signed in, the password."""

from flask import Response, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts import passwords, roles, services, sessions
from popo.accounts.forms import ChangePasswordForm
from popo.accounts.models import SessionEnd, User
from popo.accounts.queries import last_sessions, open_sessions, session_with
from popo.accounts.views import throttle
from popo.accounts.views.blueprint import Answer, blueprint
from popo.errors import RuleBroken
from popo.web.current import actor
from popo.web.filters import plural
from popo.web.notices import done


@blueprint.get("/account")
@requires(Permission.OWN_ACCOUNT)
def own_account() -> str:
    user = _user()
    return render_template(
        "accounts/own_account.html",
        user=user,
        roles=[roles.words(grant) for grant in sorted(actor().roles)],
        clearances=[roles.CLEARANCE_WORDS[kind] for kind in sorted(actor().clearances)],
        here=session_with(user.get_id()),
        open_sessions=open_sessions(user),
        last_sessions=last_sessions(user),
    )


@blueprint.post("/account/end-other-sessions")
@requires(Permission.OWN_ACCOUNT)
def end_other_sessions() -> AnyResponse:
    ended = sessions.sign_out_elsewhere(SessionEnd.SIGNED_OUT)
    done(f"Signed out of {plural(ended, 'other session')}.")
    return redirect(url_for("accounts.own_account"))


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def change_password() -> Answer:
    """Asks for the current one, and ends the sessions in other browsers."""
    user = _user()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        if refusal := throttle.too_many(user.sign_in_digest, user):
            return refusal
        try:
            _change(user, form)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Your password is changed. Other browsers were signed out.")
            return redirect(url_for("accounts.own_account"))
    page = render_template("accounts/change_password.html", form=form)
    return page, 422 if form.errors else 200


@blueprint.post("/account/stay")
@requires(Permission.OWN_ACCOUNT)
def stay_signed_in() -> Response:
    """Answers the warning before time runs out."""
    return jsonify(seconds_left=sessions.stay_signed_in())


def _change(user: User, form: ChangePasswordForm) -> None:
    if not passwords.verify_password(user.password_hash, form.current_password.data):
        throttle.count_failure(user.sign_in_digest)
        services.refuse_sign_in(user, "password")
        raise RuleBroken("That is not your current password.", "current_password")
    services.change_password(user, actor(), form.details())
    sessions.sign_out_elsewhere(SessionEnd.PASSWORD_CHANGED)


def _user() -> User:
    user = sessions.signed_in_user()
    assert user is not None  # noqa: S101 - the view requires a permission
    return user
