"""What was never so is struck out with the reason, and what it had ended stands again."""

from datetime import date, timedelta

import pytest

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.resettlement.kinds import Area
from popo.resettlement.models import ResettlementState
from popo.resettlement.queries import history_of, outcomes, standing_of, struck_of, times_said
from popo.resettlement.services import NewState, set_state, strike_state
from tests import make
from tests.actions.make_action import show
from tests.pages import Browser
from tests.resettlement.making import TODAY, on_strand, say

WRONG = "Another young man of that name"


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    probation = make.agency(AgencyKind.PROBATION)
    made = make.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, of=probation)
    browser.sign_in(made)
    return made


@pytest.fixture
def person(lead: User) -> Person:
    return on_strand(lead)


def _rows(lead: User, person: Person) -> list[tuple[str, date, date | None]]:
    held = history_of(person, actor_for(lead))[Area.HOUSING]
    return [(row.state, row.starts_on, row.ends_on) for row in held]


def _strike(lead: User, person: Person, row: ResettlementState, reason: str = WRONG) -> None:
    by = actor_for(lead)
    strike_state(by, person, row, reason, times_said(person, row.area, by))
    db.session.flush()


def test_what_it_had_ended_stands_again(lead: User, person: Person) -> None:
    first, second = TODAY - timedelta(days=30), TODAY - timedelta(days=9)
    say(lead, person, "none", first)
    say(lead, person, "settled", second)
    by = actor_for(lead)
    said = times_said(person, Area.HOUSING, by)
    (wrong, _) = history_of(person, by)[Area.HOUSING]
    _strike(lead, person, wrong)
    assert _rows(lead, person) == [("none", first, None)]
    assert [row.state for row in struck_of(person, by)] == ["settled"]
    assert times_said(person, Area.HOUSING, by) > said
    now = standing_of(person, by)[Area.HOUSING]
    assert now is not None
    assert now.state == "none"
    held = outcomes(by, Strand.REHABILITATE_AND_RESETTLE, TODAY)
    assert (held.now[0].reached, held.now[0].counted) == (0, 1)
    say(lead, person, "hostel")
    assert _rows(lead, person) == [("hostel", TODAY, None), ("none", first, TODAY)]


def test_one_in_between_leaves_what_followed(lead: User, person: Person) -> None:
    first, second = TODAY - timedelta(days=30), TODAY - timedelta(days=9)
    say(lead, person, "none", first)
    say(lead, person, "sofa", second)
    say(lead, person, "settled")
    _strike(lead, person, history_of(person, actor_for(lead))[Area.HOUSING][1])
    assert _rows(lead, person) == [("settled", TODAY, None), ("none", first, TODAY)]


def test_the_only_one_leaves_nothing_said(lead: User, person: Person) -> None:
    say(lead, person, "none")
    _strike(lead, person, history_of(person, actor_for(lead))[Area.HOUSING][0])
    assert _rows(lead, person) == []
    assert standing_of(person, actor_for(lead))[Area.HOUSING] is None


def test_what_is_refused(lead: User, person: Person) -> None:
    say(lead, person, "none")
    by = actor_for(lead)
    row = history_of(person, by)[Area.HOUSING][0]
    said = times_said(person, Area.HOUSING, by)
    with pytest.raises(RuleBroken, match="Say what was wrong"):
        strike_state(by, person, row, " ", said)
    with pytest.raises(StaleVersion):
        strike_state(by, person, row, WRONG, said - 1)
    other = make.actor(of=make.agency(AgencyKind.HOUSING))
    with pytest.raises(RuleBroken, match="Only the agency"):
        strike_state(other, person, row, WRONG, said)
    _strike(lead, person, row)
    with pytest.raises(RuleBroken, match="Only the agency"):
        strike_state(by, person, row, WRONG, times_said(person, Area.HOUSING, by))


def test_struck_treatment_is_told_the_cleared_only(
    browser: Browser, lead: User, person: Person
) -> None:
    drugs = make.user(of=make.agency(AgencyKind.DRUG_SERVICE), clearances=(Clearance.HEALTH,))
    show(person, drugs, actor_for(lead))
    by = actor_for(drugs)
    details = NewState("in_treatment", TODAY, "Our own record", "Methadone, weekly")
    row = set_state(by, person, Area.TREATMENT, details, 0)
    db.session.flush()
    assert struck_of(person, actor_for(lead)) == []
    _strike(drugs, person, row, "Somebody else's record")
    assert struck_of(person, actor_for(lead)) == []
    page = browser.visit("resettlement.show_resettlement", reference=person.reference)
    assert "Methadone" not in page
    assert "Struck out" not in page
    assert "Resettlement:" not in browser.visit("overview.history", reference=person.reference)
    page = browser.sign_in(drugs).visit(
        "resettlement.show_resettlement", reference=person.reference
    )
    assert "Methadone" in page
    assert "Somebody else" in page


def test_pages(browser: Browser, lead: User, person: Person) -> None:
    say(lead, person, "sofa", TODAY - timedelta(days=9))
    say(lead, person, "settled")
    db.session.commit()
    row = history_of(person, actor_for(lead))[Area.HOUSING][0]
    about = {"reference": person.reference, "state_id": str(row.id)}
    assert "Entered wrongly" in browser.visit(
        "resettlement.show_resettlement", reference=person.reference
    )
    page = browser.visit("resettlement.strike_state", **about)
    assert "Sofa or short stay, since" in page
    sent = {"version": "2", "reason": WRONG}
    assert "Say what was wrong." in browser.send(
        "resettlement.strike_state", sent | {"reason": ""}, 422, **about
    )
    assert WRONG in browser.send("resettlement.strike_state", sent | {"version": "1"}, 409, **about)
    browser.send("resettlement.strike_state", sent, **about)
    page = browser.visit("resettlement.show_resettlement", reference=person.reference)
    assert WRONG in page
    assert "<del>" in page.html
    browser.visit("resettlement.strike_state", 404, **about)
    browser.send("resettlement.strike_state", sent, 404, **about)
    timeline = browser.visit("overview.show_timeline", reference=person.reference)
    assert "Housing: Settled housing" not in timeline


def test_another_agency_is_offered_no_striking(
    browser: Browser, lead: User, person: Person
) -> None:
    say(lead, person, "sofa")
    row = history_of(person, actor_for(lead))[Area.HOUSING][0]
    colleague = make.user(of=make.agency(AgencyKind.HOUSING))
    show(person, colleague, actor_for(lead))
    browser.sign_in(colleague)
    page = browser.visit("resettlement.show_resettlement", reference=person.reference)
    assert "Sofa or short stay" in page
    assert "Entered wrongly" not in page
    about = {"reference": person.reference, "state_id": str(row.id)}
    browser.visit("resettlement.strike_state", 404, **about)
    stranger = make.user(of=make.agency(AgencyKind.COUNCIL))
    browser.sign_in(stranger).visit("resettlement.strike_state", 404, **about)
