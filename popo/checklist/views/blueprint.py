"""The blueprint, and what its pages share."""

from typing import Any

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from popo.checklist.kinds import Rating, Standing
from popo.web.forms import Form

blueprint = Blueprint("checklist", __name__)
Answer = Response | str | tuple[str, int]

STANDING_TONES = {
    Standing.OVERDUE: "bad",
    Standing.REOPENED: "waiting",
    Standing.NOT_STARTED: "quiet",
    Standing.IN_PROGRESS: "plain",
    Standing.DONE: "good",
    Standing.NOT_APPLICABLE: "quiet",
}
RATING_TONES = {Rating.RED: "bad", Rating.AMBER: "waiting", Rating.GREEN: "good"}


def page(name: str, form: Form | None = None, **values: Any) -> Answer:
    """A page of this feature; with a form that has faults it says so by its status."""
    shared = {"standing_tones": STANDING_TONES, "rating_tones": RATING_TONES}
    if form is None:
        return render_template(f"checklist/{name}.html", **shared, **values)
    drawn = render_template(f"checklist/{name}.html", form=form, **shared, **values)
    return (drawn, 422) if form.errors else drawn
