"""How somebody stands in housing, work and treatment, and how a strand does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.cases.queries import engagements_of
from popo.cases.services import engage_strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.resettlement.kinds import NOT_COUNTED, REACHED, STATES, Area, state_words
from popo.resettlement.queries import history_of, outcomes, times_said
from popo.resettlement.services import NewState, set_state
from tests import make
from tests.actions.make_action import show
from tests.cases.make import OPENED, case
from tests.pages import Browser
from tests.statements import counted

TODAY = date(2024, 4, 30)
SEEN = "Seen there"


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    probation = make.agency(AgencyKind.PROBATION)
    made = make.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, of=probation)
    browser.sign_in(made)
    return made


@pytest.fixture
def person(lead: User) -> Person:
    return _on_strand(lead)


def _on_strand(lead: User) -> Person:
    by = actor_for(lead)
    found, held = case(by)
    engaged = engagements_of([held.id], TODAY)[held.id]
    if all(row.strand is not Strand.REHABILITATE_AND_RESETTLE for row in engaged):
        engage_strand(by, held, Strand.REHABILITATE_AND_RESETTLE, by.agency_id, OPENED)
    db.session.flush()
    return found


def _say(lead: User, person: Person, state: str, day: date = TODAY, words: str = "") -> None:
    details = NewState(state, day, SEEN, words)
    set_state(actor_for(lead), person, Area.HOUSING, details, times_said(person, Area.HOUSING))
    db.session.flush()


@given(st.sampled_from(Area))
def test_what_is_reached_is_among_what_is_offered(area: Area) -> None:
    offered = set(STATES[area])
    assert REACHED[area] < offered
    assert NOT_COUNTED.get(area, frozenset()) < offered
    assert not REACHED[area] & NOT_COUNTED.get(area, frozenset())
    assert all(state_words(area, state) for state in offered)


def test_a_change_ends_what_stood_and_keeps_it(lead: User, person: Person) -> None:
    _say(lead, person, "none", TODAY - timedelta(days=30))
    _say(lead, person, "settled", TODAY, "A tenancy of his own")
    rows = history_of(person, actor_for(lead))[Area.HOUSING]
    assert [(row.state, row.starts_on, row.ends_on) for row in rows] == [
        ("settled", TODAY, None),
        ("none", TODAY - timedelta(days=30), TODAY),
    ]


def test_what_is_refused(lead: User, person: Person) -> None:
    _say(lead, person, "none", TODAY - timedelta(days=3))
    by, said = actor_for(lead), times_said(person, Area.HOUSING)

    def refused(state: NewState, match: str, area: Area = Area.HOUSING) -> None:
        with pytest.raises(RuleBroken, match=match):
            set_state(by, person, area, state, said)

    refused(NewState("palace", TODAY, SEEN), "Choose how it stands")
    refused(NewState("settled", TODAY, " "), "how it is known")
    refused(NewState("settled", TODAY + timedelta(days=1), SEEN), "in the future")
    refused(NewState("settled", TODAY - timedelta(days=9), SEEN), "give a later day")
    refused(NewState("none", TODAY, SEEN), "what stands already")
    refused(NewState("waiting", TODAY, SEEN), "cleared for health", Area.TREATMENT)
    with pytest.raises(StaleVersion):
        set_state(by, person, Area.HOUSING, NewState("settled", TODAY, SEEN), said + 1)


def test_treatment_is_for_those_cleared_for_health(
    browser: Browser, lead: User, person: Person
) -> None:
    drugs = make.user(of=make.agency(AgencyKind.DRUG_SERVICE), clearances=(Clearance.HEALTH,))
    show(person, drugs, actor_for(lead))
    set_state(
        actor_for(drugs),
        person,
        Area.TREATMENT,
        NewState("in_treatment", TODAY, "Our own record", "Methadone, weekly"),
        0,
    )
    db.session.flush()
    assert Area.TREATMENT not in history_of(person, actor_for(lead))
    for endpoint in ("resettlement.show_resettlement", "overview.side_by_side"):
        page = browser.visit(endpoint, reference=person.reference)
        assert "Treatment" not in page.text.replace("Housing, work and treatment", "")
        assert "Methadone" not in page
    browser.visit("resettlement.set_state", 404, reference=person.reference, area="treatment")
    browser.visit("resettlement.outcomes", 404, area="treatment", state="in_treatment")
    browser.sign_in(drugs)
    page = browser.visit("resettlement.show_resettlement", reference=person.reference)
    assert "Methadone" in page
    assert "In treatment" in browser.visit("overview.side_by_side", reference=person.reference)


def test_how_the_same_people_stand_now_and_before(lead: User) -> None:
    before = TODAY - timedelta(days=90)
    people = [_on_strand(lead) for _ in range(4)]
    _say(lead, people[0], "none", before)
    _say(lead, people[0], "settled")
    _say(lead, people[1], "hostel", before)
    _say(lead, people[2], "family")
    found = outcomes(actor_for(lead), Strand.REHABILITATE_AND_RESETTLE, before)
    now, then = found.now[0], found.before[0]
    assert (now.area, now.people, now.reached, now.counted, now.not_said) == (
        Area.HOUSING,
        4,
        2,
        3,
        1,
    )
    assert (then.reached, then.counted, then.not_said) == (0, 2, 2)
    assert found.who(Area.HOUSING, "hostel") == [people[1]]
    assert found.who(Area.HOUSING, "") == [people[3]]
    other = make.actor(of=make.agency(AgencyKind.COUNCIL))
    assert outcomes(other, Strand.REHABILITATE_AND_RESETTLE, before).people == {}


def test_no_statement_for_each_person(lead: User) -> None:
    def statements() -> int:
        db.session.commit()
        db.session.expire_all()
        with counted() as sent:
            outcomes(actor_for(lead), Strand.REHABILITATE_AND_RESETTLE, TODAY)
        return len(sent)

    _say(lead, _on_strand(lead), "settled")
    few = statements()
    for _ in range(5):
        _say(lead, _on_strand(lead), "none")
    assert statements() == few


def test_pages(browser: Browser, lead: User, person: Person) -> None:
    about = {"reference": person.reference, "area": "housing"}
    assert "Not said yet." in browser.visit(
        "resettlement.show_resettlement", reference=person.reference
    )
    browser.visit("resettlement.set_state", **about)
    sent = {"version": "0", "state": "hostel", "starts_on": "yesterday", "source": SEEN}
    assert "Say how it is known." in browser.send(
        "resettlement.set_state", sent | {"source": ""}, 422, **about
    )
    browser.send("resettlement.set_state", sent, **about)
    overtaken = browser.send("resettlement.set_state", sent | {"state": "sofa"}, 409, **about)
    assert "Sofa or short stay" in overtaken
    assert "Hostel or supported" in overtaken
    page = browser.visit("resettlement.outcomes", area="housing", state="hostel")
    assert person.reference in page
    assert "0 of 1 in settled housing" in page
    other = make.user(of=make.agency(AgencyKind.COUNCIL))
    browser.sign_in(other)
    browser.visit("resettlement.show_resettlement", 404, reference=person.reference)
    browser.visit("overview.side_by_side", 404, reference=person.reference)
