"""What follows from an absence: offered, answered by a person, never automatic."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.contacts.absences import Follow
from popo.contacts.models import AbsenceAnswer, Contact, Outcome
from popo.contacts.queries import Following, absences_to_answer, followings
from popo.contacts.services import decline_follow_up, give_outcome, offer_follow_up
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.whereabouts.models import Basis
from popo.whereabouts.services import end_basis, set_basis
from tests import make
from tests.cases.make import assert_refused
from tests.contacts.make_contact import happened, logged, make_responsible

pytestmark = pytest.mark.usefixtures("work")
BEGAN = date(2024, 1, 8)
TODAY = date(2024, 4, 30)
DAY = 24


@pytest.fixture
def manager(work: None) -> User:
    make.partnership()
    return make.user()


@pytest.fixture
def by(manager: User) -> Actor:
    return actor_for(manager)


@pytest.fixture
def person(manager: User) -> Person:
    person = make.person(actor_for(manager))
    make_responsible(manager, person)
    return person


def order(by: Actor, person: Person, basis: Basis = Basis.COMMUNITY_ORDER) -> None:
    set_basis(by, person, basis, BEGAN, None, None, "Court")


def absent(by: Actor, person: Person, days_ago: float = 0.1) -> Contact:
    return logged(by, person, happened(Outcome.MISSED_NOT_ACCEPTABLE, days_ago * DAY))


def only(contact: Contact, by: Actor) -> Following:
    (found,) = followings(contact, by)
    return found


def _follow(found: Following) -> Follow | None:
    return found.consequence.follow if found.consequence else None


def test_the_second_absence_under_an_order_leads_to_breach(by: Actor, person: Person) -> None:
    order(by, person)
    first, second = absent(by, person, 30), absent(by, person)
    assert (only(first, by).count, _follow(only(first, by))) == (1, Follow.WARNING)
    found = only(second, by)
    assert (found.count, _follow(found)) == (2, Follow.BREACH)
    assert found.due_on == date(2024, 5, 15)


def test_absences_of_other_times_and_kinds_do_not_count(by: Actor, person: Person) -> None:
    order(by, person)
    absent(by, person, 200)  # before the order began
    logged(by, person, happened(Outcome.MISSED_ACCEPTABLE, 30 * DAY))
    undone = absent(by, person, 20)
    undone.undone_at = clock.now()
    assert only(absent(by, person), by).count == 1


def test_each_order_that_ran_on_the_day_has_its_own_rule(by: Actor, person: Person) -> None:
    order(by, person)
    order(by, person, Basis.LICENCE)
    order(by, person, Basis.VOLUNTARY)
    ended = set_basis(by, person, Basis.BAIL, BEGAN, None, None, "Court")
    end_basis(by, ended, date(2024, 4, 1))
    found = {one.basis.basis: _follow(one) for one in followings(absent(by, person), by)}
    assert found == {
        Basis.COMMUNITY_ORDER: Follow.WARNING,
        Basis.LICENCE: Follow.RECALL_CONSIDERED,
        Basis.VOLUNTARY: None,
    }


def test_judging_does_nothing_by_itself(by: Actor, person: Person) -> None:
    order(by, person, Basis.LICENCE)
    missed = logged(by, person, happened(Outcome.MISSED_NOT_JUDGED))
    give_outcome(by, missed, Outcome.MISSED_NOT_ACCEPTABLE, "", missed.version)
    count = select(func.count())
    assert db.session.scalar(count.select_from(Action)) == 0
    assert db.session.scalar(count.select_from(AbsenceAnswer)) == 0


def test_offer_follow_up_is_an_action_for_its_owner_to_accept(by: Actor, person: Person) -> None:
    order(by, person)
    contact = absent(by, person)
    colleague = make.user(of=db.session.get_one(type(make.agency()), by.agency_id))
    found = only(contact, by)
    action = offer_follow_up(by, contact, person, found, "Send it", colleague, TODAY)
    assert (action.status, action.origin) == (ActionStatus.OFFERED, ActionOrigin.CONTACT)
    answer = only(contact, by).answer
    assert answer is not None
    assert (answer.action_id, answer.follow, answer.why_not) == (
        action.id,
        Follow.WARNING,
        None,
    )
    assert answer.due_on == found.due_on
    with pytest.raises(RuleBroken, match="has been answered"):
        offer_follow_up(by, contact, person, found, "Again", colleague, TODAY)


def test_decline_follow_up_keeps_the_reason(by: Actor, person: Person) -> None:
    order(by, person, Basis.LICENCE)
    contact = absent(by, person)
    with pytest.raises(RuleBroken, match="Say why"):
        decline_follow_up(by, contact, only(contact, by), " ")
    decline_follow_up(by, contact, only(contact, by), "His child was born that day")
    answer = only(contact, by).answer
    assert answer is not None
    assert (answer.action_id, answer.why_not) == (None, "His child was born that day")


def test_only_the_responsible_officer_says_what_follows(
    by: Actor, person: Person, manager: User
) -> None:
    order(by, person)
    contact = absent(by, person)
    colleague = make.actor(of=manager.agency)
    with pytest.raises(RuleBroken, match="responsible officer"):
        decline_follow_up(colleague, contact, only(contact, by), "No")


def test_nothing_is_offered_where_work_is_voluntary(by: Actor, person: Person) -> None:
    order(by, person, Basis.VOLUNTARY)
    contact = absent(by, person)
    with pytest.raises(RuleBroken, match="voluntary"):
        decline_follow_up(by, contact, only(contact, by), "No")


def test_nothing_is_offered_for_what_was_kept_or_corrected(by: Actor, person: Person) -> None:
    order(by, person)
    kept, contact = logged(by, person), absent(by, person)
    found = only(contact, by)
    with pytest.raises(RuleBroken, match="not acceptable"):
        decline_follow_up(by, kept, found, "No")
    contact.replaced_at = clock.now()
    with pytest.raises(RuleBroken, match="not acceptable"):
        decline_follow_up(by, contact, found, "No")


def test_absences_to_answer_wait_for_the_responsible_officer(
    by: Actor, person: Person, manager: User
) -> None:
    order(by, person)
    contact = absent(by, person)
    absent(by, person, 91)
    assert [row for row, _ in absences_to_answer(by)] == [contact]
    assert absences_to_answer(make.actor(of=manager.agency)) == []
    decline_follow_up(by, contact, only(contact, by), "Was ill, told us late")
    assert absences_to_answer(by) == []


def test_absences_to_answer_leave_out_voluntary_work(by: Actor, person: Person) -> None:
    order(by, person, Basis.VOLUNTARY)
    absent(by, person)
    assert absences_to_answer(by) == []


def test_the_database_holds_one_answer_for_each_order(by: Actor, person: Person) -> None:
    order(by, person)
    contact = absent(by, person)
    found = only(contact, by)
    decline_follow_up(by, contact, found, "Was ill")
    db.session.flush()  # so that the second meets the first
    for why in ("Again", None):
        assert_refused(
            AbsenceAnswer(
                person_id=person.id,
                agency_id=by.agency_id,
                contact_id=contact.id,
                basis_id=found.basis.id,
                follow=Follow.WARNING,
                due_on=TODAY + timedelta(1),
                author_id=by.user_id,
                why_not=why,
            )
        )
