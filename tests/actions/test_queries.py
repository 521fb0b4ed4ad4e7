from datetime import timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.accounts.queries import actor_for
from popo.actions.models import Action
from popo.actions.queries import _standing as standing_in_sql
from popo.actions.queries import asked_by, count_owed, for_person, open_counts, owed_by
from popo.actions.services import accept_action, end_action, hand_back_action
from popo.actions.standing import ENDINGS, Standing, standing
from popo.db import db
from popo.people.models import ConflictOfInterest
from tests import make
from tests.actions.make_action import offered, show
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("work")


def test_owed_by_puts_what_costs_most_first() -> None:
    me, other = make.user(), make.user()
    mine, theirs = actor_for(me), actor_for(other)
    later = offered(mine, me, due_in=40, words="later")
    back = offered(mine, other, words="handed back")
    hand_back_action(theirs, back, "No", back.version)
    unanswered = offered(theirs, me, due_in=2, words="unanswered")
    soon = offered(mine, me, due_in=7, words="soon")
    overdue = offered(mine, me, words="overdue")
    overdue.due_on = clock.today() - timedelta(days=1)
    offered(mine, other, words="theirs")
    db.session.flush()  # read back below
    assert owed_by(mine) == [overdue, soon, unanswered, back, later]
    assert (count_owed(mine).owed, count_owed(mine).overdue) == (5, 1)
    assert [action.words for action in asked_by(mine)] == ["theirs"]


def test_the_order_in_sql_is_the_order_in_words() -> None:
    me, other = make.user(), make.user()
    for due_in in (-1, 0, 1, 7, 8):
        for owner in (me, other):
            action = offered(actor_for(me), owner)
            action.due_on = clock.today() + timedelta(days=due_in)
    back = offered(actor_for(me), other)
    hand_back_action(actor_for(other), back, "No", back.version)
    db.session.flush()  # read back below
    found = set()
    for action, number in db.session.execute(select(Action, standing_in_sql(clock.today()))):
        assert number == standing(action.status, action.due_on, clock.today())
        found.add(number)
    assert found == set(Standing)


def test_what_one_may_no_longer_see_is_not_listed() -> None:
    me, by = make.user(), make.actor()
    person = make.person(by)
    show(person, me, by)
    offered(by, me, person)
    db.session.flush()  # read back below
    assert len(owed_by(actor_for(me))) == 1
    tie = ConflictOfInterest(
        person_id=person.id,
        agency_id=me.agency_id,
        user_id=me.id,
        reason="A cousin",
        starts_on=clock.today(),
    )
    db.session.add(tie)
    db.session.flush()  # read back below
    assert owed_by(actor_for(me)) == []
    assert count_owed(actor_for(me)).owed == 0


def test_for_person_lists_open_ones_by_due_date_then_those_that_ended() -> None:
    me = make.user()
    actor = actor_for(me)
    person = make.person(actor)
    ended = offered(actor, me, person, due_in=1)
    late, early = offered(actor, me, person, due_in=9), offered(actor, me, person, due_in=4)
    end_action(actor, ended, next(iter(ENDINGS)), "Found", ended.version)
    db.session.flush()  # read back below
    assert for_person(person, actor) == [early, late, ended]
    assert open_counts([person.id], actor) == {person.id: 2}
    assert open_counts([person.id], make.actor()) == {}


def test_owed_by_takes_one_statement_however_many_there_are() -> None:
    me, by = make.user(), make.actor()
    for _ in range(12):
        action = offered(by, me)
        accept_action(actor_for(me), action, action.version)
    db.session.flush()  # read back below
    mine = actor_for(me)
    with counted() as statements:
        assert len(owed_by(mine)) == 12
    assert len(statements) == 1
