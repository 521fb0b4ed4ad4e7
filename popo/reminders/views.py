"""Choosing how often one is reminded, and what did not arrive."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.reminders import queries, services
from popo.reminders.forms import ChooseRemindersForm
from popo.reminders.models import Rhythm
from popo.web.current import actor
from popo.web.notices import done

reminders = Blueprint("reminders", __name__)
Answer = Response | str | tuple[str, int]


@reminders.route("/account/reminders", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def choose_reminders() -> Answer:
    held = queries.choice_of(actor().user_id)
    form = ChooseRemindersForm(
        data={
            "rhythm": held.rhythm if held else Rhythm.NEVER,
            "kinds": held.kinds if held else queries.every_kind(),
        }
    )
    if form.validate_on_submit():
        services.choose_reminders(actor(), *form.details())
        done("Your reminders are as you chose.")
        return redirect(url_for("accounts.own_account"))
    page = render_template(
        "reminders/choose_reminders.html",
        form=form,
        is_set_up=bool(current_app.config["MAIL_HOST"]),
        last=queries.last_reminders(actor().user_id),
    )
    return page, 422 if form.errors else 200


@reminders.get("/reminders/failures")
@requires(Permission.USER_MANAGE)
def list_failures() -> Answer:
    """Of one's own agency, or of all for whoever looks after every account."""
    return render_template("reminders/list_failures.html", failures=queries.failures(actor()))
