from datetime import date
from typing import NamedTuple

from flask import Blueprint, abort, render_template, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.crime import queries
from popo.crime.measures import recorded_crime as recorded
from popo.crime.months import in_words, read_month

crime = Blueprint("crime", __name__)


class Neighbour(NamedTuple):
    """A month that is held, next to the one shown."""

    value: str
    words: str


@crime.get("/recorded-crime")
@requires(Permission.CRIME_READ)
def recorded_crime() -> str:
    """The newest month that is held, or the one asked for."""
    held = sorted(queries.months_held())
    if not held:
        return render_template("crime/recorded_crime.html", crime=None)
    month = _asked_for(held)
    earlier = max((each for each in held if each < month), default=None)
    later = min((each for each in held if each > month), default=None)
    return render_template(
        "crime/recorded_crime.html",
        crime=recorded(month).as_dict(),
        month=in_words(month),
        earlier=_neighbour(earlier),
        later=_neighbour(later),
    )


def _asked_for(held: list[date]) -> date:
    written = request.args.get("month")
    if written is None:
        return held[-1]
    try:
        month = read_month(written, held[-1])
    except ValueError:
        abort(404)
    if month not in held:
        abort(404)
    return month


def _neighbour(month: date | None) -> Neighbour | None:
    return Neighbour(f"{month:%Y-%m}", in_words(month)) if month else None
