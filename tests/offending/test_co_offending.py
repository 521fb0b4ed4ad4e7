"""Offending together: recorded once on both records, shown only to who sees both."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.cases.models import CaseEnd, SchemeCase, Strand
from popo.cases.services import close_case, open_case
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.offending.models import CoOffending
from popo.offending.queries import co_offending_with_listed, get_together, together_of
from popo.offending.services import (
    NewCoOffending,
    mark_co_offending_wrong,
    record_co_offending,
)
from popo.overview.trail import look_at_history
from popo.people.about import Handling
from popo.people.models import Person, SightLevel
from popo.people.services import grant_sight, restrict_person
from tests import make
from tests.pages import Browser

TODAY = date(2024, 4, 30)
DAY = date(2024, 3, 4)
KEY = {"idempotency": "0123456789abcdef" * 2}
BORN_YOUNG = date(2009, 2, 1)
CLEARED = (Clearance.PREVENT_AND_DETER,)


@pytest.fixture
def officer(work: None) -> User:
    make.partnership()
    return make.user()


@pytest.fixture
def police(officer: User) -> Actor:
    return actor_for(officer)


@pytest.fixture
def person(police: Actor) -> Person:
    return make.person(police)


@pytest.fixture
def other(police: Actor) -> Person:
    return make.person(police, "Bert", "Sample")


def link(police: Actor, person: Person, other: Person, on: date = DAY) -> CoOffending:
    details = NewCoOffending(other.reference, on, "Charged together", "02803", "Kept watch")
    made = record_co_offending(police, person, details)
    settle()
    return made


def on_scheme(by: Actor, person: Person) -> SchemeCase:
    return open_case(by, person, Strand.CATCH_AND_CONVICT, date(2024, 1, 5), by.agency_id)


def works_with(police: Actor, user: Actor, *people: Person) -> None:
    for one in people:
        grant_sight(police, one.id, SightLevel.WORK, "a test", one.id, user_id=user.user_id)


def test_it_stands_on_both_records_each_sealed_for_its_own(
    police: Actor, person: Person, other: Person
) -> None:
    row = link(police, person, other)
    (here,), (there,) = together_of(person, police), together_of(other, police)
    assert (here.row, here.other, there.other) == (row, other, person)
    assert here.row.words == there.row.words == "Kept watch"
    assert here.row.key_scope().subject == person.id
    assert there.row.key_scope().subject == other.id
    assert get_together(row.link_id, other, police) == there


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"other": "POPO-9999"}, "see no record"),
        ({"offended_on": TODAY + timedelta(days=1)}, "in the future"),
        ({"ho_code": "99999"}, "from the list"),
    ],
)
def test_what_is_refused(
    police: Actor, person: Person, other: Person, changes: dict[str, str], words: str
) -> None:
    details = {"other": other.reference, "offended_on": DAY, "source": "PNC", **changes}
    with pytest.raises(RuleBroken, match=words):
        record_co_offending(police, person, NewCoOffending(**details))  # type: ignore[arg-type]
    assert together_of(person, police) == []


def test_nobody_offends_with_themselves_nor_twice_alike(
    police: Actor, person: Person, other: Person
) -> None:
    with pytest.raises(RuleBroken, match="somebody else"):
        link(police, person, person)
    first = link(police, person, other)
    with pytest.raises(RuleBroken, match="recorded already"):
        link(police, other, person)
    found = get_together(first.link_id, person, police)
    assert found
    mark_co_offending_wrong(police, found, "Charged apart", found.row.version)
    link(police, person, other)


def test_somebody_unseen_is_refused_as_nobody_is_and_the_trail_knows(
    police: Actor, person: Person
) -> None:
    hidden = make.person(make.actor())
    with pytest.raises(RuleBroken, match="You see no record with this reference"):
        link(police, person, hidden)
    settle()
    refused = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "access.refused"))
    assert "named with another" in str([event.details for event in refused])


def test_who_sees_one_of_two_learns_nothing(police: Actor, person: Person, other: Person) -> None:
    row = link(police, person, other)
    on_scheme(police, other)
    probation = make.actor(of=make.agency(AgencyKind.PROBATION))
    works_with(police, probation, person)
    assert together_of(person, probation) == []
    assert get_together(row.link_id, person, probation) is None
    assert co_offending_with_listed(person, probation, TODAY) == []
    settle()
    told = [line.what for line in look_at_history(probation, person.id)]
    assert not [what for what in told if "co offending" in what]
    grant_sight(police, other.id, SightLevel.READ, "a test", other.id, user_id=probation.user_id)
    assert [one.row for one in together_of(person, probation)] == [row]
    told = [line.what for line in look_at_history(probation, person.id)]
    assert "Offending: co offending recorded" in told


def test_a_limited_view_of_the_other_does_not_tell_of_offending(
    police: Actor, person: Person, other: Person
) -> None:
    link(police, person, other)
    housing = make.actor(of=make.agency(AgencyKind.HOUSING))
    works_with(police, housing, person)
    grant_sight(police, other.id, SightLevel.LIMITED, "a test", other.id, user_id=housing.user_id)
    assert together_of(person, housing) == []


def test_a_child_is_linked_only_inside_the_compartment(work: None) -> None:
    make.partnership()
    agency = make.agency()
    inside, outside = make.actor(of=agency, clearances=CLEARED), make.actor(of=agency)
    adult, child = make.person(inside), make.person(inside, "Cal", "Young", BORN_YOUNG)
    on_scheme(inside, adult)
    open_case(inside, child, Strand.PREVENT_AND_DETER, date(2024, 1, 5), agency.id)
    link(inside, adult, child)
    assert [one.other for one in together_of(adult, inside)] == [child]
    assert [one.reference for one in co_offending_with_listed(child, inside, TODAY)] == [
        adult.reference
    ]
    # the adult's score is read outside the compartment
    assert co_offending_with_listed(adult, inside, TODAY) == []
    assert together_of(adult, outside) == []
    assert co_offending_with_listed(adult, outside, TODAY) == []
    told = [line.what for line in look_at_history(outside, adult.id)]
    assert not [what for what in told if "co offending" in what]


def test_a_restricted_record_is_not_told_of_in_a_score(
    officer: User, person: Person, other: Person
) -> None:
    police = actor_for(officer)
    link(police, person, other)
    on_scheme(police, other)
    review = TODAY + timedelta(days=30)
    restrict_person(make.coordinator(), other, "A witness", review, [officer])
    assert [one.other for one in together_of(person, police)] == [other]
    assert co_offending_with_listed(person, police, TODAY) == []


def test_a_line_for_criminal_justice_is_not_for_housing(
    police: Actor, person: Person, other: Person
) -> None:
    details = NewCoOffending(other.reference, DAY, "PNC", handling=Handling.CRIMINAL_JUSTICE)
    record_co_offending(police, person, details)
    for kind, seen in ((AgencyKind.HOUSING, 0), (AgencyKind.PROBATION, 1)):
        user = make.actor(of=make.agency(kind))
        works_with(police, user, person, other)
        assert len(together_of(person, user)) == seen


def test_marking_wrong_strikes_both_lines(police: Actor, person: Person, other: Person) -> None:
    row = link(police, person, other)
    on_scheme(police, other)
    found = get_together(row.link_id, person, police)
    assert found
    elsewhere = make.actor()
    with pytest.raises(RuleBroken, match="Only the agency that recorded"):
        mark_co_offending_wrong(elsewhere, found, "No", row.version)
    with pytest.raises(StaleVersion):
        mark_co_offending_wrong(police, found, "No", row.version + 1)
    with pytest.raises(RuleBroken, match="Say what was wrong"):
        mark_co_offending_wrong(police, found, " ", row.version)
    assert len(co_offending_with_listed(person, police, TODAY)) == 1
    mark_co_offending_wrong(police, found, "Another man of that name", row.version)
    settle()
    for one in (*together_of(person, police), *together_of(other, police)):
        assert (one.row.wrong_on, one.row.why_wrong) == (TODAY, "Another man of that name")
    assert co_offending_with_listed(person, police, TODAY) == []
    with pytest.raises(RuleBroken, match="marked wrong before"):
        mark_co_offending_wrong(police, found, "Again", found.row.version)


def test_counted_are_people_on_the_scheme_within_a_year_each_once(
    police: Actor, person: Person, other: Person
) -> None:
    third, old = make.person(police, "Carl", "Third"), make.person(police, "Dan", "Old")
    case = on_scheme(police, other)
    on_scheme(police, old)
    link(police, person, other, DAY - timedelta(days=9))
    newest = link(police, person, other)
    link(police, person, third)
    link(police, person, old, TODAY - timedelta(days=366))
    (found,) = co_offending_with_listed(person, police, TODAY)
    assert (found.reference, found.offended_on, found.row_id) == (other.reference, DAY, newest.id)
    link(police, person, old, TODAY - timedelta(days=365))
    assert len(co_offending_with_listed(person, police, TODAY)) == 2
    close_case(police, case, CaseEnd.DESISTED, TODAY)
    settle()
    assert [one.reference for one in co_offending_with_listed(person, police, TODAY)] == [
        old.reference
    ]


def test_record_co_offending_page(
    browser: Browser, officer: User, person: Person, other: Person
) -> None:
    browser.sign_in(officer)
    page = browser.visit("offending.record_co_offending", reference=person.reference)
    assert "Never a family tie" in page
    typed = {
        "other": other.reference.lower(),
        "offended_on": "4/3/2024",
        "source": "Charged together",
        "offence_words": "burglary dwelling",
        "handling": "action_group",
        **KEY,
    }
    about = {"reference": person.reference}
    page = browser.send("offending.record_co_offending", {**typed, "find": "yes"}, 200, **about)
    assert "Other burglary in a dwelling. (02803)" in page
    page = browser.send("offending.record_co_offending", typed, 422, **about)
    assert "Choose one of the offences found" in page
    sent = {**typed, "offence": "02803"}
    browser.send("offending.record_co_offending", sent, **about)
    browser.send("offending.record_co_offending", sent, **about)  # once all the same
    for one, another in ((person, other), (other, person)):
        page = browser.visit("offending.show_offending", reference=one.reference)
        assert "Together with others 1" in page
        assert another.reference in page
    unseen = {**typed, "offence": "02803", "other": "POPO-9999", "idempotency": "ab" * 16}
    page = browser.send("offending.record_co_offending", unseen, 422, **about)
    assert "You see no record with this reference." in page


def test_mark_co_offending_wrong_page(
    browser: Browser, officer: User, person: Person, other: Person
) -> None:
    row = link(actor_for(officer), person, other)
    browser.sign_in(officer)
    about = {"reference": other.reference, "link_id": row.link_id}
    page = browser.visit("offending.mark_co_offending_wrong", **about)
    assert person.reference in page
    page = browser.send("offending.mark_co_offending_wrong", {"version": "1"}, 422, **about)
    assert "Say what was wrong." in page
    sent = {"version": "1", "reason": "Charged apart"}
    browser.send("offending.mark_co_offending_wrong", sent, **about)
    page = browser.send("offending.mark_co_offending_wrong", sent, 409, **about)
    assert "Charged apart" in page
    page = browser.visit("offending.show_offending", reference=person.reference)
    assert "Wrong Charged apart" in page


def test_others_find_neither_page(
    browser: Browser, officer: User, person: Person, other: Person
) -> None:
    row = link(actor_for(officer), person, other)
    browser.sign_in(make.user())
    browser.visit("offending.record_co_offending", 404, reference=person.reference)
    about = {"reference": person.reference, "link_id": row.link_id}
    browser.visit("offending.mark_co_offending_wrong", 404, **about)
