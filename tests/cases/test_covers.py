"""Acting for somebody away: sight for these days only, and never past a clearance."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, Cover, Strand
from popo.cases.queries import acting_for, list_covers
from popo.cases.services import (
    Covered,
    NewCover,
    add_cover,
    assign_worker,
    end_assignment,
    end_cover,
)
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import restrict_person
from tests import make
from tests.cases.make import OPENED, case
from tests.pages import Browser

TODAY = date(2024, 4, 30)
NEXT_WEEK = TODAY + timedelta(days=7)


_ours: list[Agency] = []


@pytest.fixture(autouse=True)
def _office(work: None) -> None:
    """The agency whose people act for each other."""
    make.partnership()
    _ours[:] = [make.agency()]


def _user(role: Role = Role.PRACTITIONER, scope: str = "agency", **more: Any) -> User:
    return make.user(role, scope, **{"of": _ours[0], **more})


def _council() -> Actor:
    return actor_for(make.user(of=make.agency(AgencyKind.COUNCIL)))


def _on_case(user: User, *, young: bool = False) -> Person:
    """Somebody another agency brought, so that only the part in the case gives sight."""
    other = _council()
    born = {"born": date(2009, 1, 1)} if young else {}
    strand = Strand.PREVENT_AND_DETER if young else Strand.CATCH_AND_CONVICT
    person, held = case(other, strand, person=make.person(other, **born))
    assign_worker(other, held, user, AssignmentRole.CO_WORKER, OPENED)
    db.session.flush()  # read back
    return person


def _cover(away: User, acting: User, starts_on: date = TODAY, ends_on: date = NEXT_WEEK) -> Covered:
    made = add_cover(actor_for(away), NewCover(away, acting, starts_on, ends_on, "Leave"))
    db.session.flush()  # read back
    return made


def _sees(user: User, person: Person) -> bool:
    return get_person(person.reference, actor_for(user), SightLevel.WORK) is not None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15
)
@given(start=st.integers(0, 20), length=st.integers(1, 40), looked=st.integers(0, 80))
def test_acting_sees_on_these_days_and_no_other(start: int, length: int, looked: int) -> None:
    offset = clock.now() - clock.real_now()
    away, acting = _user(), _user()
    person = _on_case(away)
    first = TODAY + timedelta(days=start)
    _cover(away, acting, first, first + timedelta(days=length))
    day = TODAY + timedelta(days=looked)
    try:
        clock.shift(offset + timedelta(days=looked))
        assert _sees(acting, person) is (first <= day < first + timedelta(days=length))
        assert (away.id in acting_for([away.id], day)) is _sees(acting, person)
    finally:
        clock.shift(offset)


def test_a_case_given_meanwhile_is_seen_and_one_taken_away_is_not() -> None:
    away, acting = _user(), _user()
    _cover(away, acting)
    person = _on_case(away)
    assert _sees(acting, person)
    other = _council()
    again, held = case(other)
    row = assign_worker(other, held, away, AssignmentRole.CO_WORKER, OPENED)
    db.session.flush()  # read back
    assert _sees(acting, again)
    end_assignment(other, row, TODAY)
    assert not _sees(acting, again)


def test_ended_early_it_is_over_at_once_and_the_worker_still_sees() -> None:
    away, acting = _user(), _user()
    person = _on_case(away)
    cover = _cover(away, acting).cover
    end_cover(actor_for(away), cover)
    assert not _sees(acting, person)
    assert _sees(away, person)
    with pytest.raises(RuleBroken, match="ended already"):
        end_cover(actor_for(away), cover)


def test_what_has_not_begun_never_does_once_ended() -> None:
    away, acting = _user(), _user()
    person = _on_case(away)
    cover = _cover(away, acting, NEXT_WEEK, NEXT_WEEK + timedelta(days=7)).cover
    end_cover(actor_for(away), cover)
    assert acting_for([away.id], NEXT_WEEK) == {}
    offset = clock.now() - clock.real_now()
    try:
        clock.shift(offset + timedelta(days=8))
        assert not _sees(acting, person)
    finally:
        clock.shift(offset)


def test_clearance_and_restriction_are_not_passed_on() -> None:
    away, acting = _user(), _user()
    cleared = _user(clearances=(Clearance.PREVENT_AND_DETER,))
    young, closed, plain = _on_case(away, young=True), _on_case(away), _on_case(away)
    restrict_person(make.coordinator(), closed, "A witness", NEXT_WEEK, [away])
    made = _cover(away, acting)
    assert (made.cases, made.left_out) == (1, 2)
    assert [_sees(acting, one) for one in (young, closed, plain)] == [False, False, True]
    end_cover(actor_for(away), made.cover)
    _cover(away, cleared)
    assert [_sees(cleared, one) for one in (young, closed, plain)] == [True, False, True]
    later = _on_case(away, young=True)
    assert _sees(cleared, later)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"starts_on": TODAY - timedelta(days=1)}, "today or later"),
        ({"ends_on": TODAY}, "last day"),
        ({"ends_on": TODAY + timedelta(days=93)}, "At most 92 days"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_add_cover_refuses_days_that_make_no_sense(change: dict[str, object], message: str) -> None:
    away, acting = _user(), _user()
    plain: dict[str, object] = {"starts_on": TODAY, "ends_on": NEXT_WEEK, "reason": "Leave"}
    with pytest.raises(RuleBroken, match=message):
        add_cover(actor_for(away), NewCover(away, acting, **(plain | change)))  # type: ignore[arg-type]


def test_add_cover_refuses_whoever_cannot_act() -> None:
    away, acting = _user(), _user()
    stranger = _user(of=make.agency(AgencyKind.HOUSING))
    reader = _user(Role.TASKING_MEMBER, "scheme")
    for other, message in [
        (away, "somebody else"),
        (stranger, "same agency"),
        (reader, "does not work with people"),
    ]:
        with pytest.raises(RuleBroken, match=message):
            _cover(away, other)
    _cover(away, acting)
    with pytest.raises(RuleBroken, match="acts for them"):
        _cover(away, _user(), NEXT_WEEK - timedelta(days=1), NEXT_WEEK + timedelta(days=3))
    with pytest.raises(RuleBroken, match="away on some"):
        _cover(_user(), away)
    _cover(away, _user(), NEXT_WEEK, NEXT_WEEK + timedelta(days=3))


def test_add_cover_is_for_oneself_the_lead_of_the_agency_and_the_coordinator() -> None:
    away, acting = _user(), _user()
    new = NewCover(away, acting, TODAY, NEXT_WEEK, "Leave")
    lead = _user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT.value)
    theirs = _user(
        Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT.value, of=make.agency(AgencyKind.PROBATION)
    )
    for other in (acting, theirs):
        with pytest.raises(RuleBroken, match="arranges this"):
            add_cover(actor_for(other), new)
    made = add_cover(actor_for(lead), new)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="arranges this"):
        end_cover(actor_for(acting), made.cover)
    end_cover(make.coordinator(), made.cover)


def test_the_lead_of_a_strand_is_passed_on_by_the_coordinator_alone() -> None:
    scope = Strand.CATCH_AND_CONVICT.value
    away, acting = _user(Role.STRAND_LEAD, scope), _user()
    new = NewCover(away, acting, TODAY, NEXT_WEEK, "Leave", leads_strand=True)
    with pytest.raises(RuleBroken, match="Only the co-ordinator"):
        add_cover(actor_for(away), new)
    with pytest.raises(RuleBroken, match="does not lead"):
        add_cover(
            make.coordinator(), NewCover(acting, away, TODAY, NEXT_WEEK, "Leave", leads_strand=True)
        )
    made = add_cover(make.coordinator(), new)
    db.session.flush()  # read back
    assert actor_for(acting).holds(Role.STRAND_LEAD)
    end_cover(make.coordinator(), made.cover)
    db.session.flush()  # read back
    assert not actor_for(acting).holds(Role.STRAND_LEAD)


def test_the_lead_of_young_people_asks_for_clearance() -> None:
    scope = Strand.PREVENT_AND_DETER.value
    away = _user(Role.STRAND_LEAD, scope, clearances=(Clearance.PREVENT_AND_DETER,))
    new = NewCover(away, _user(), TODAY, NEXT_WEEK, "Leave", leads_strand=True)
    with pytest.raises(RuleBroken, match="not cleared"):
        add_cover(make.coordinator(), new)


def test_pages_say_who_acts_and_end_it(browser: Browser) -> None:
    away, acting = _user(), _user()
    person = _on_case(away)
    browser.sign_in(away)
    assert "Nobody is away" in browser.visit("cases.list_covers")
    browser.visit("cases.add_cover")
    fields = {
        "away": str(away.id),
        "acting": str(acting.id),
        "starts_on": "today",
        "last_on": "+6",
        "reason": "Leave",
    }
    assert "Choose who acts" in browser.send("cases.add_cover", {**fields, "acting": ""}, 422)
    browser.send("cases.add_cover", fields)
    assert acting.name in browser.visit("cases.list_covers")
    cover = db.session.query(Cover).one()
    assert (cover.starts_on, cover.ends_on) == (TODAY, NEXT_WEEK)
    other = _user(of=make.agency(AgencyKind.HOUSING))
    assert list_covers(actor_for(other)) == []
    browser.send("cases.end_cover", cover_id=cover.id)
    assert not _sees(acting, person)
    browser.sign_in(other).send("cases.end_cover", expect=404, cover_id=cover.id)
