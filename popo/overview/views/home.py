"""The page everybody lands on."""

from flask import render_template

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.actions.policy import has_come_back_to
from popo.actions.standing import ORIGIN_WORDS, STATUS_WORDS, standing
from popo.contacts.wording import TYPE_WORDS
from popo.drafts.views import continue_href
from popo.overview.blueprint import blueprint
from popo.overview.home import home_of
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.whereabouts.releases import caution


@blueprint.get("/home")
@requires(Permission.HOME_READ)
def home() -> str:
    found = home_of(actor())
    if found.desk:
        looked_at_list(actor(), found.desk.people, "home")
    return render_template(
        "overview/home.html",
        home=found,
        desk=found.desk,
        users=found.desk.users if found.desk else {},
        status_words=STATUS_WORDS,
        origin_words=ORIGIN_WORDS,
        type_words=TYPE_WORDS,
        standing_of=lambda action: standing(action.status, action.due_on, clock.today()),
        has_gone_back=lambda action: has_come_back_to(actor(), action),
        continue_href=continue_href,
        caution=caution,
    )
