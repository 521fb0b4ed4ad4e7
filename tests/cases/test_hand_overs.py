"""Cases handed over together: looked at first, done at once, undone as a whole."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Assignment, AssignmentRole, HandOver, SchemeCase, Strand
from popo.cases.queries import assignments_of, handed_to, loads_of, parts_held
from popo.cases.services import (
    Done,
    Handed,
    assign_worker,
    hand_over,
    undo_hand_over,
)
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import declare_conflict
from tests import make
from tests.cases.make import OPENED, case
from tests.pages import Browser

TODAY = date(2024, 4, 30)


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


def _lead() -> User:
    return _user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT.value)


def _cases(
    user: User, count: int = 2, role: AssignmentRole = AssignmentRole.LEAD_OFFICER
) -> list[tuple[Person, SchemeCase]]:
    made = []
    for _ in range(count):
        person, held = case(make.actor())
        assign_worker(make.actor(), held, user, role, OPENED)
        made.append((person, held))
    db.session.flush()  # read back
    return made


def _all(user: User, by: User, note: str = "") -> list[Handed]:
    return [Handed(held, note) for held in parts_held(user.id, actor_for(by))]


def _handed(by: User, user: User, to: User, note: str = "Ring his mother first") -> Done:
    done = hand_over(actor_for(by), _all(user, by, note), to)
    db.session.flush()  # read back
    return done


def _lead_of(held: SchemeCase) -> list[Assignment]:
    return assignments_of([held.id], clock.today()).get(held.id, [])


@pytest.mark.parametrize("role", [AssignmentRole.LEAD_OFFICER, AssignmentRole.CO_WORKER])
def test_hand_over_moves_every_part_and_keeps_history(role: AssignmentRole) -> None:
    lead, former, to = _lead(), _user(), _user()
    made = _cases(former, role=role)
    done = _handed(lead, former, to)
    assert set(done.references) == {person.reference for person, _ in made}
    for _, held in made:
        (row,) = _lead_of(held)
        assert (row.user_id, row.role, row.starts_on) == (to.id, role, TODAY)
    ended = db.session.query(Assignment).filter_by(user_id=former.id).all()
    assert [row.ends_on for row in ended] == [TODAY, TODAY]
    notes = [row.note for row, _ in handed_to(actor_for(to))]
    assert notes == ["Ring his mother first"] * 2
    assert handed_to(actor_for(former)) == []


def test_undo_gives_everything_back_within_ten_minutes() -> None:
    lead, former, to = _lead(), _user(), _user()
    made = _cases(former)
    done = _handed(lead, former, to)
    with pytest.raises(RuleBroken, match="Only whoever"):
        undo_hand_over(actor_for(to), done.batch_id)
    undone = undo_hand_over(actor_for(lead), done.batch_id)
    db.session.flush()  # read back
    assert set(undone.references) == set(done.references)
    for _, held in made:
        assert [row.user_id for row in _lead_of(held)] == [former.id]
    assert handed_to(actor_for(to)) == []
    with pytest.raises(RuleBroken, match="once"):
        undo_hand_over(actor_for(lead), done.batch_id)


def test_undo_is_refused_later_and_leaves_what_moved_on() -> None:
    lead, former, to = _lead(), _user(), _user()
    (_, first), (second_person, _) = _cases(former)
    done = _handed(lead, former, to)
    assign_worker(actor_for(lead), first, _user(), AssignmentRole.LEAD_OFFICER, TODAY)
    db.session.flush()  # read back
    undone = undo_hand_over(actor_for(lead), done.batch_id)
    assert undone.references == (second_person.reference,)
    assert len(undone.left) == 1
    again = _handed(lead, former, to)
    offset = clock.now() - clock.real_now()
    try:
        clock.shift(offset + timedelta(minutes=11))
        with pytest.raises(RuleBroken, match="within ten minutes"):
            undo_hand_over(actor_for(lead), again.batch_id)
    finally:
        clock.shift(offset)


def test_what_somebody_else_changed_meanwhile_is_left_and_named() -> None:
    lead, former, to, other = _lead(), _user(), _user(), _user()
    (_, first), _ = _cases(former)
    seen = _all(former, lead)
    assign_worker(make.actor(), first, other, AssignmentRole.LEAD_OFFICER, TODAY)
    done = hand_over(actor_for(lead), seen, to)
    assert len(done.references) == len(done.left) == 1
    assert [row.user_id for row in _lead_of(first)] == [other.id]


def test_hand_over_refuses_whoever_cannot_take_it_on() -> None:
    lead, former = _lead(), _user()
    ((person, _),) = _cases(former, 1)
    probation = _user(of=make.agency(AgencyKind.PROBATION))
    tied = _user()
    declare_conflict(actor_for(tied), person, "A cousin")
    db.session.flush()  # read back
    for to, message in [
        (former, "somebody else"),
        (probation, "another agency"),
        (_user(Role.TASKING_MEMBER, "scheme"), "work with people"),
        (tied, "as things stand"),
    ]:
        with pytest.raises(RuleBroken, match=message):
            _handed(lead, former, to)
    with pytest.raises(RuleBroken, match="Tick the cases"):
        hand_over(actor_for(lead), [], _user())
    with pytest.raises(RuleBroken, match="strand lead or the co-ordinator"):
        hand_over(actor_for(_user()), _all(former, lead), _user())


def test_a_young_person_goes_to_whoever_is_cleared() -> None:
    cleared = (Clearance.PREVENT_AND_DETER,)
    lead = _user(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER.value, clearances=cleared)
    former = _user(clearances=cleared)
    by = actor_for(former)
    person, held = case(by, Strand.PREVENT_AND_DETER, person=make.person(by, born=date(2009, 1, 1)))
    assign_worker(by, held, former, AssignmentRole.CO_WORKER, OPENED)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="not cleared"):
        _handed(lead, former, _user())
    done = _handed(lead, former, _user(clearances=cleared))
    assert done.references == (person.reference,)


def test_one_sees_of_a_worker_what_one_works_with_oneself() -> None:
    former = _user()
    _cases(former)
    stranger = make.user(of=make.agency(AgencyKind.HOUSING))
    assert parts_held(former.id, actor_for(stranger)) == []
    assert loads_of([former.id]) == {former.id: 2}


def test_pages_show_what_will_happen_before_it_does(browser: Browser) -> None:
    lead, former, to = _lead(), _user(), _user()
    made = _cases(former)
    browser.sign_in(lead)
    page = browser.visit("cases.hand_over_cases", user_id=former.id)
    assert made[0][0].reference in page
    parts = parts_held(former.id, actor_for(lead))
    keys = [str(held.assignment.id) for held in parts]
    form = {
        "idempotency": uuid4().hex,
        "to": str(to.id),
        f"hand-{keys[0]}": "y",
        f"note-{keys[0]}": "Ring his mother first",
    }
    shown = browser.send(
        "cases.hand_over_cases", {**form, "preview": "yes"}, expect=200, user_id=former.id
    )
    assert "Ring his mother first" in shown
    assert db.session.query(HandOver).count() == 0
    again = browser.send(
        "cases.hand_over_cases", {**form, "change": "yes"}, expect=200, user_id=former.id
    )
    assert "Ring his mother first" in again.html
    browser.send("cases.hand_over_cases", {**form, "go": "yes"}, user_id=former.id)
    browser.send("cases.hand_over_cases", {**form, "go": "yes"}, user_id=former.id)
    row = db.session.query(HandOver).one()
    assert row.note == "Ring his mother first"
    assert "Undo" in browser.visit("overview.home")
    browser.send("cases.undo_hand_over", batch_id=row.batch_id)
    assert db.session.query(HandOver).one().undone_at is not None
    browser.send("cases.undo_hand_over", expect=404, batch_id=uuid4())


def test_hand_over_pages_are_for_the_worker_and_whoever_arranges(browser: Browser) -> None:
    former = _user()
    _cases(former, 1)
    browser.sign_in(former).visit("cases.hand_over_cases", user_id=former.id)
    browser.sign_in(_user()).visit("cases.hand_over_cases", 404, user_id=former.id)


def test_the_next_worker_sees_and_the_former_does_not_by_the_case_alone() -> None:
    council = _council()
    person, held = case(council)
    former, to = _user(), _user()
    assign_worker(council, held, former, AssignmentRole.CO_WORKER, OPENED)
    db.session.flush()  # read back
    hand_over(actor_for(former), _all(former, former), to)
    db.session.flush()  # read back
    assert get_person(person.reference, actor_for(to), SightLevel.WORK) is not None
    assert get_person(person.reference, actor_for(former), SightLevel.READ) is None
