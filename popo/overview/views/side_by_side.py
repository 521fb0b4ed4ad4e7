"""Enforcement and support beside each other."""

from flask import render_template

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.offending.find_offence import title_of
from popo.offending.policy import may_read_detail
from popo.overview.blueprint import blueprint
from popo.overview.side_by_side import enforcement_of, support_for
from popo.people.models import SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.plans.wording import RESULTS
from popo.web.current import actor
from popo.web.guard import refuse_sight


@blueprint.get("/people/<string:reference>/side-by-side")
@requires(Permission.PERSON_READ)
def side_by_side(reference: str) -> str:
    person = get_person(reference, actor(), SightLevel.READ)
    if person is None:
        refuse_sight(reference)
    looked_at(actor(), person, "side by side")
    return render_template(
        "overview/side_by_side.html",
        person=person,
        tab="summary",
        enforcement=enforcement_of(person, actor()),
        support=support_for(person, actor()),
        title_of=title_of,
        in_full=lambda event: may_read_detail(actor(), event),
        results=RESULTS,
    )
