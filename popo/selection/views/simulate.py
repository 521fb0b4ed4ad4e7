from typing import Any
from uuid import UUID

from flask import abort

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies
from popo.cases.models import Strand
from popo.people.services import looked_at_list
from popo.selection.queries.criteria import get_criteria
from popo.selection.queries.simulation import (
    MOST_NAMED,
    Trial,
    counts_everybody,
    people_named,
    try_draft,
)
from popo.selection.scoring import span
from popo.selection.simulate import NOT_SETTLED, BeforeAfter
from popo.selection.views.common import Answer, page, selection
from popo.web.current import actor


@selection.get("/criteria/<uuid:criteria_id>/simulate")
@requires(Permission.COHORT_READ)
def simulate_criteria(criteria_id: UUID) -> Answer:
    """Figures first; then those by name whom the reader may see. Nothing is kept."""
    row = get_criteria(criteria_id) or abort(404)
    trial = try_draft(actor(), row)
    done = trial.simulation
    named = people_named([done.entering, done.leaving, done.near], actor())
    looked_at_list(actor(), named, "simulation")
    return page(
        "simulate_criteria",
        row=row,
        trial=trial,
        done=done,
        named=named,
        everybody=counts_everybody(actor()),
        most_named=MOST_NAMED,
        span=span,
        **_figures(trial),
    )


def _figures(trial: Trial) -> dict[str, Any]:
    """In the order they are read; bands from the lowest, what is not settled last."""
    done, former, draft = trial.simulation, trial.former, trial.draft
    after_bands = [*(band.words for band in draft.bands), NOT_SETTLED]
    agencies = {agency.id: agency.short_name for agency in list_agencies()}
    return {
        "agreed": BeforeAfter(former.agreed_number, draft.agreed_number),
        "strands": {strand.value: strand.words for strand in Strand},
        "agencies": agencies,
        "by_strand": sorted(done.by_strand.items()),
        "by_lead": sorted(
            done.by_lead.items(), key=lambda one: agencies[one[0]] if one[0] else "~"
        ),
        "before_bands": [*(band.words for band in former.bands), NOT_SETTLED],
        "after_bands": after_bands,
        "after_columns": [{"text": words, "numeric": True} for words in after_bands],
    }
