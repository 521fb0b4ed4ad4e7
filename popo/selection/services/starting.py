"""What a new spell starts beside the case: the first review, who works on it, markers, telling."""

from dataclasses import dataclass
from datetime import date, timedelta

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.cases.models import AssignmentRole, SchemeCase, Strand
from popo.cases.services import assign_worker
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.selection.queries.criteria import criteria_in_force, kind_for
from popo.selection.services.markers import ask_markers
from popo.selection.services.telling import begin_telling
from popo.whereabouts.models import DateKind
from popo.whereabouts.services import set_key_date

_SOURCE = "The decision of the panel"
_USUAL_REVIEW_DAYS = 90


@dataclass(frozen=True)
class FirstSteps:
    """`review_on` is left to the criteria where nobody says."""

    review_on: date | None = None
    workers: tuple[tuple[User, AssignmentRole], ...] = ()


def default_review(strand: Strand, effective_on: date) -> date:
    """As often as the criteria in force say."""
    in_force = criteria_in_force(kind_for(strand))
    days = in_force.opened().review_every_days if in_force else _USUAL_REVIEW_DAYS
    return effective_on + timedelta(days=days)


def start_case(
    actor: Actor, person: Person, case: SchemeCase, strand: Strand, steps: FirstSteps
) -> None:
    """Nobody is told by this system: that the person is to be told waits as an open question."""
    latest = default_review(strand, case.opened_on)
    review_on = steps.review_on or latest
    if not case.opened_on < review_on <= latest:
        raise RuleBroken(
            f"The first review is after the day it takes effect, by {clock.written(latest)}.",
            "review_on",
        )
    set_key_date(actor, person, DateKind.REVIEW, review_on, clock.today(), _SOURCE)
    for user, role in steps.workers:
        assign_worker(actor, case, user, role, case.opened_on)
    ask_markers(actor, case)
    begin_telling(actor, person, case, case.opened_on, "Newly selected")
