from datetime import date
from typing import Any

from flask import render_template, request

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.cases.models import Strand
from popo.cases.policy import may_see_strand
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection.forms.candidates import CandidatesForm
from popo.selection.models import CriteriaKind
from popo.selection.queries import candidates as queries
from popo.selection.queries.headroom import headroom
from popo.selection.queries.subjects import KIND, Listing
from popo.selection.ranking import Side
from popo.selection.turnover import AHEAD_DAYS
from popo.selection.views.common import Answer, selection
from popo.web.current import actor


@selection.get("/candidates")
@requires(Permission.COHORT_READ)
def list_candidates() -> Answer:
    """For those who lead and decide: everybody else finds their own people under Nominations."""
    form = CandidatesForm(request.args)
    understood = form.validate()
    listing, day = form.details()
    found = queries.candidates(actor(), day, listing, request.args.get("page", 1, type=int))
    young, young_total = _young(day, listing)
    people = found.people | {each.person for each in young}
    looked_at_list(actor(), people, "candidates")
    answer = render_template(
        "selection/list_candidates.html",
        form=form,
        found=found,
        young=young,
        young_total=young_total,
        names=names_of(people, actor()),
        day=day,
        is_today=day == clock.today(),
        sides=Side,
        page_size=queries.PAGE,
        **_places(day),
    )
    return answer, 200 if understood else 422


def _young(day: date, listing: Listing) -> tuple[list[queries.YoungWaiting], int]:
    return queries.waiting_young(actor(), day) if listing is Listing.NOMINATED else ([], 0)


def _places(day: date) -> dict[str, Any]:
    """Counts of whole lists are for those who decide about them."""
    decides = actor().can(Permission.DECISION_RECORD)
    young = decides and may_see_strand(actor(), Strand.PREVENT_AND_DETER)
    return {
        "adult_places": headroom(KIND, day) if decides else None,
        "young_places": headroom(CriteriaKind.PREVENT_AND_DETER, day) if young else None,
        "ahead": AHEAD_DAYS,
    }
