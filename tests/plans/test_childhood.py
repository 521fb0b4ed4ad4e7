"""The plan of a childhood that is over stays shut, and stands in nobody's way."""

import pytest

from popo import clock
from popo.accounts.queries import actor_for
from popo.cases.models import SchemeCase
from popo.db import db
from popo.people.childhood import ChildsPart
from popo.people.models import Person
from popo.plans.models import Pathway, PersonView, Plan, PlanStatus
from popo.plans.queries.plans import plans_in
from popo.plans.services.objectives import add_objective
from popo.plans.services.plans import Agreement, PlanDetails, agree_plan, usual_review, write_plan
from popo.transitions.services.answering import accept_transition, propose_transition
from popo.transitions.services.reviewing import Part
from tests.pages import Browser
from tests.plans.make_plans import aims
from tests.transitions.make_transitions import OLDER, TODAY, Sides, found, sides, written

CHILDS = "To live with my aunt again"


def _handed_over(of: Sides, *, agreed: bool) -> tuple[Person, SchemeCase]:
    """Without the plan."""
    part = (Part(ChildsPart.NEEDS, "What we know."),)
    person, held, row = written(of, OLDER, effective_on=TODAY, parts=part)
    by = actor_for(of.yos)
    plan = write_plan(by, held, PlanDetails(CHILDS, usual_review()), None)
    db.session.flush()  # read back
    add_objective(by, person, plan, Pathway.ACCOMMODATION, aims(of.yos), health=False)
    db.session.flush()  # read back
    if agreed:
        shown = Agreement(clock.today(), PersonView.SIGNED, "")
        agree_plan(by, held, person, plan, shown, plan.version)
        db.session.flush()  # read back
    propose_transition(by, found(person, held), row.version)
    db.session.flush()  # read back
    accept_transition(actor_for(of.probation), found(person, held), "", row.version)
    db.session.flush()  # read back
    return person, held


@pytest.mark.parametrize("agreed", [False, True])
def test_probation_reads_nothing_of_it_and_begins_anew(browser: Browser, agreed: bool) -> None:  # noqa: FBT001 - a case
    of = sides()
    person, held = _handed_over(of, agreed=agreed)
    about = {"reference": person.reference}
    browser.sign_in(of.probation)
    for endpoint in ("show_plan", "write_plan"):
        assert CHILDS not in browser.visit(f"plans.{endpoint}", **about)
    for endpoint in ("agree_plan", "review_plan", "add_objective", "print_plan"):
        page = browser.visit(f"plans.{endpoint}", 422, **about)
        assert CHILDS not in page
    browser.send("plans.keep_others", {}, 422, **about)
    browser.send("plans.withdraw_plan", {"version": "1"}, 422, **about)
    sent = {"version": "0", "own_goals": "A flat of my own", "review_on": "+30"}
    browser.send("plans.write_plan", sent | {"idempotency": "a" * 32}, **about)
    former, now = plans_in(held)
    assert former.status is (PlanStatus.ENDED if agreed else PlanStatus.WITHDRAWN)
    assert (now.status, now.own_goals) == (PlanStatus.DRAFT, "A flat of my own")
    assert CHILDS not in browser.visit("plans.show_plan", **about)
    assert isinstance(former, Plan)
    assert former.own_goals == CHILDS
