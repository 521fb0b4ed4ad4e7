"""A strand's caseload by priority, its countdown, and the list by name."""

from uuid import UUID

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from popo.access.guard import requires
from popo.access.permissions import Permission, Role
from popo.cases.models import Colour, Strand
from popo.cases.policy import may_see_strand, own_strand, strands_open_to
from popo.offending.clocks import CLOCKS
from popo.offending.matters import RESULT_DAYS
from popo.people.services import looked_at_list
from popo.strands import queries
from popo.strands.forms import CohortForm
from popo.strands.queries.cohort import PAGE as COHORT_PAGE
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.whereabouts.releases import caution

blueprint = Blueprint("strands", __name__)
Answer = Response | str | tuple[str, int]


@blueprint.get("/strands/<string:strand>")
@requires(Permission.CASELOAD_READ)
def caseload(strand: str) -> Answer:
    chosen = _strand(strand)
    filters, page = _filters(), _page()
    found = queries.caseload(actor(), chosen, filters, page)
    looked_at_list(actor(), found.people, "caseload")
    return render_template(
        "strands/caseload.html",
        caseload=found,
        filters=filters,
        standard=queries.STANDARDS[chosen],
        strands=strands_open_to(actor()),
        colours=[colour.value for colour in Colour],
        someone="young person" if chosen is Strand.PREVENT_AND_DETER else "person",
        several="young people" if chosen is Strand.PREVENT_AND_DETER else "people",
        page=page,
        page_size=queries.PAGE,
        caution=caution,
        arranges=actor().holds(Role.STRAND_LEAD) or actor().holds(Role.COORDINATOR),
    )


def _strand(name: str) -> Strand:
    """The strand an address names; one that may not be seen looks as if it were not there."""
    value = name.replace("-", "_")
    if value not in set(Strand):
        abort(404)
    strand = Strand(value)
    if not may_see_strand(actor(), strand):
        refuse_sight(name)
    return strand


def _filters() -> queries.Filters:
    colour = request.args.get("colour", "")
    return queries.Filters(
        colour=colour if colour in set(Colour) else "",
        worker=request.args.get("worker", type=UUID),
        unassigned="unassigned" in request.args,
    )


def _page() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), 1_000)


@blueprint.get("/countdown")
@requires(Permission.CASELOAD_READ)
def countdown() -> Answer:
    """The next four weeks of a strand; without one named, the reader's own."""
    chosen = _strand(request.args.get("strand", own_strand(actor()).value))
    found = queries.countdown(actor(), chosen)
    looked_at_list(actor(), found.people, "countdown")
    return render_template(
        "strands/countdown.html",
        countdown=found,
        strands=strands_open_to(actor()),
        someone="young person" if chosen is Strand.PREVENT_AND_DETER else "person",
    )


@blueprint.get("/premium-service")
@requires(Permission.CASELOAD_READ)
def premium_service() -> Answer:
    """The clocks of a strand; without one named, the reader's own."""
    chosen = _strand(request.args.get("strand", own_strand(actor()).value))
    found = queries.premium_service(actor(), chosen)
    looked_at_list(actor(), found.people, "premium service")
    return render_template(
        "strands/premium_service.html",
        found=found,
        clocks=CLOCKS,
        result_days=RESULT_DAYS,
        someone="young person" if chosen is Strand.PREVENT_AND_DETER else "person",
    )


@blueprint.get("/cohort")
@requires(Permission.COHORT_READ)
def cohort() -> Answer:
    form = CohortForm(request.args)
    understood = form.validate()
    strand, colour, day = form.details()
    page = _page()
    found = queries.cohort(actor(), day, strand, colour, page)
    looked_at_list(actor(), [member.person_id for member in found.members], "cohort")
    answer = render_template(
        "strands/cohort.html", form=form, cohort=found, page=page, page_size=COHORT_PAGE
    )
    return answer, 200 if understood else 422
