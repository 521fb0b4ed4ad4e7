"""One box to find a person by. Words are posted: they never stand in an address."""

from flask import render_template, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.people import queries
from popo.people.forms import FindPeopleForm
from popo.people.queries import MOST_SHOWN
from popo.people.services import looked_for
from popo.people.views.blueprint import Answer, agencies_to_ask, blueprint
from popo.web.current import actor


@blueprint.route("/people/find", methods=["GET", "POST"])
@requires(Permission.PERSON_FIND)
def find_people() -> Answer:
    form = FindPeopleForm()
    if not form.validate_on_submit():
        return render_template("people/find_people.html", form=form, found=None), (
            422 if request.method == "POST" else 200
        )
    words = form.words.data
    found = queries.find_people(words, actor(), limit=MOST_SHOWN + 1)
    shown = found[:MOST_SHOWN]
    looked_for(actor(), words, shown)
    return render_template(
        "people/find_people.html",
        form=form,
        found=shown,
        more=len(found) > MOST_SHOWN,
        ask=agencies_to_ask(shown),
    )
