"""The queue of pairs, and what other agencies ask this one."""

from flask import render_template, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies
from popo.duplicates.queries.pairs import PAGE, Shown, asked_list, list_pairs
from popo.duplicates.views.blueprint import Answer, blueprint
from popo.duplicates.wording import in_short
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.web.current import actor


@blueprint.get("/duplicates")
@requires(Permission.PERSON_READ)
def list_duplicates() -> Answer:
    shown, page = _shown(), max(request.args.get("page", 1, type=int), 1)
    listed = list_pairs(actor(), shown, page)
    asked = asked_list(actor())
    people = {one.id for line in (*listed.lines, *asked) for one in line.people}
    looked_at_list(actor(), people, "possible duplicates")
    return render_template(
        "duplicates/list_duplicates.html",
        listed=listed,
        asked=asked,
        shown=shown,
        choices=_CHOICES,
        page=page,
        page_size=PAGE,
        names={key: name.formal for key, name in names_of(people, actor()).items()},
        agencies={agency.id: agency.name for agency in list_agencies()},
        in_short=in_short,
    )


_CHOICES = {
    Shown.OPEN: "To be answered",
    Shown.SAME: "The same person",
    Shown.NOT_SAME: "Not the same",
}


def _shown() -> Shown:
    asked = request.args.get("state", "")
    return Shown(asked) if asked in set(Shown) else Shown.OPEN
