"""How somebody stands in housing, work and treatment, and how a strand does."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.resettlement.kinds import NOT_COUNTED, REACHED, STATES, Area, state_words
from popo.resettlement.queries import history_of, outcomes, times_said
from popo.resettlement.services import NewState, set_state
from popo.transitions.services.answering import accept_transition, propose_transition
from tests import make
from tests.actions.make_action import show
from tests.cases.make import OPENED
from tests.pages import Browser
from tests.resettlement.making import SEEN, TODAY, on_strand, say
from tests.statements import counted
from tests.transitions.make_transitions import OLDER, found, sides, written


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


@given(st.sampled_from(Area))
def test_what_is_reached_is_among_what_is_offered(area: Area) -> None:
    offered = set(STATES[area])
    assert REACHED[area] < offered
    assert NOT_COUNTED.get(area, frozenset()) < offered
    assert not REACHED[area] & NOT_COUNTED.get(area, frozenset())
    assert all(state_words(area, state) for state in offered)


def test_a_change_ends_what_stood_and_keeps_it(lead: User, person: Person) -> None:
    say(lead, person, "none", TODAY - timedelta(days=30))
    say(lead, person, "settled", TODAY, "A tenancy of his own")
    rows = history_of(person, actor_for(lead))[Area.HOUSING]
    assert [(row.state, row.starts_on, row.ends_on) for row in rows] == [
        ("settled", TODAY, None),
        ("none", TODAY - timedelta(days=30), TODAY),
    ]


def test_what_is_refused(lead: User, person: Person) -> None:
    say(lead, person, "none", TODAY - timedelta(days=3))
    by = actor_for(lead)
    said = times_said(person, Area.HOUSING, by)

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
    for endpoint in (
        "resettlement.show_resettlement",
        "overview.side_by_side",
        "overview.person",
        "overview.show_timeline",
    ):
        page = browser.visit(endpoint, reference=person.reference)
        assert "Treatment" not in page
        assert "Methadone" not in page
    browser.visit("resettlement.set_state", 404, reference=person.reference, area="treatment")
    browser.visit("resettlement.outcomes", 404, area="treatment", state="in_treatment")
    assert "Resettlement: said" not in browser.visit("overview.history", reference=person.reference)
    browser.sign_in(drugs)
    page = browser.visit("resettlement.show_resettlement", reference=person.reference)
    assert "Methadone" in page
    for endpoint in ("overview.side_by_side", "overview.person", "overview.show_timeline"):
        assert "In treatment" in browser.visit(endpoint, reference=person.reference), endpoint


def test_a_childhood_that_is_over_tells_probation_nothing(browser: Browser, work: None) -> None:
    of = sides()
    person, held, row = written(of, OLDER, effective_on=TODAY)
    by, adult = actor_for(of.yos), actor_for(of.probation)
    set_state(by, person, Area.HOUSING, NewState("hostel", OPENED, SEEN, "With carers"), 0)
    propose_transition(by, found(person, held), row.version)
    db.session.flush()
    accept_transition(adult, found(person, held), "", row.version)
    db.session.flush()
    assert history_of(person, adult)[Area.HOUSING] == []
    browser.sign_in(of.probation)
    about = {"reference": person.reference, "area": "housing"}
    form = browser.visit("resettlement.set_state", **about)
    assert " checked" not in form.html
    assert "Not said yet." in browser.visit(
        "resettlement.show_resettlement", reference=person.reference
    )
    for day in (OPENED - timedelta(days=1), OPENED + timedelta(days=1)):
        with pytest.raises(RuleBroken, match="Give a day from 30 April 2024 on"):
            set_state(adult, person, Area.HOUSING, NewState("hostel", day, SEEN), 0)
    set_state(adult, person, Area.HOUSING, NewState("hostel", TODAY, SEEN), 0)
    db.session.flush()
    (own,) = history_of(person, adult)[Area.HOUSING]
    assert (own.state, own.agency_id) == ("hostel", adult.agency_id)
    for_children = make.actor(of=of.yos.agency, clearances=(Clearance.PREVENT_AND_DETER,))
    former = history_of(person, for_children)[Area.HOUSING][1]
    assert (former.starts_on, former.ends_on) == (OPENED, TODAY)


def test_the_caseload_says_why_and_tells_of_treatment_the_cleared_only(
    browser: Browser, lead: User, person: Person
) -> None:
    say(lead, person, "none", TODAY - timedelta(days=9))
    agency = make.agency(AgencyKind.DRUG_SERVICE)
    drugs = actor_for(make.user(of=agency, clearances=(Clearance.HEALTH,)))
    day = TODAY - timedelta(days=5)
    set_state(drugs, person, Area.TREATMENT, NewState("left", day, "Our own record"), 0)
    db.session.flush()
    page = browser.visit("strands.caseload", strand="rehabilitate-and-resettle")
    assert "No fixed abode since 21 April" in page
    assert "Work not said yet" in page
    assert "Left treatment" not in page
    cleared = make.user(
        Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, clearances=(Clearance.HEALTH,)
    )
    page = browser.sign_in(cleared).visit("strands.caseload", strand="rehabilitate-and-resettle")
    assert "Left treatment early 25 April" in page
    assert "Left treatment" not in browser.visit("strands.caseload", strand="catch-and-convict")


def test_custody_is_neither_reached_nor_missed(lead: User) -> None:
    say(lead, on_strand(lead), "settled")
    say(lead, on_strand(lead), "custody")
    strand = Strand.REHABILITATE_AND_RESETTLE
    housing = outcomes(actor_for(lead), strand, TODAY).now[0]
    assert (housing.people, housing.reached, housing.counted, housing.not_said) == (2, 1, 1, 0)


def test_how_the_same_people_stand_now_and_before(lead: User) -> None:
    before = TODAY - timedelta(days=90)
    people = [on_strand(lead) for _ in range(4)]
    say(lead, people[0], "none", before)
    say(lead, people[0], "settled")
    say(lead, people[1], "hostel", before)
    say(lead, people[2], "family")
    held = outcomes(actor_for(lead), Strand.REHABILITATE_AND_RESETTLE, before)
    now, then = held.now[0], held.before[0]
    assert (now.area, now.people, now.reached, now.counted, now.not_said) == (
        Area.HOUSING,
        4,
        2,
        3,
        1,
    )
    assert (then.reached, then.counted, then.not_said) == (0, 2, 2)
    assert held.who(Area.HOUSING, "hostel") == [people[1]]
    assert held.who(Area.HOUSING, "") == [people[3]]
    other = make.actor(of=make.agency(AgencyKind.COUNCIL))
    assert outcomes(other, Strand.REHABILITATE_AND_RESETTLE, before).people == {}


def test_no_statement_for_each_person(lead: User) -> None:
    def statements() -> int:
        db.session.commit()
        db.session.expire_all()
        with counted() as sent:
            outcomes(actor_for(lead), Strand.REHABILITATE_AND_RESETTLE, TODAY)
        return len(sent)

    say(lead, on_strand(lead), "settled")
    few = statements()
    for _ in range(5):
        say(lead, on_strand(lead), "none")
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
    assert "fewer than 5 people" in browser.visit("resettlement.outcomes")
    other = make.user(of=make.agency(AgencyKind.COUNCIL))
    browser.sign_in(other)
    browser.visit("resettlement.show_resettlement", 404, reference=person.reference)
    browser.visit("overview.side_by_side", 404, reference=person.reference)
