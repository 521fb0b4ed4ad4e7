"""What nobody accepts in two working days is with whoever asked again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.actions.policy import has_come_back_to, may_settle
from popo.actions.queries import count_owed, owed_by
from popo.actions.services import accept_action, offer_action, reassign_action
from popo.actions.standing import ANSWER_WITHIN_WORKING_DAYS, has_gone_back
from popo.cases.models import Strand
from popo.db import db
from tests import make
from tests.pages import Browser

TODAY = date(2024, 4, 30)
DUE = TODAY + timedelta(days=30)


@given(st.dates(date(2024, 1, 1), TODAY))
def test_it_goes_back_after_two_working_days(asked_on: date) -> None:
    late = clock.working_days(asked_on, TODAY) > ANSWER_WITHIN_WORKING_DAYS
    assert has_gone_back(ActionStatus.OFFERED, asked_on, TODAY) is late
    assert not has_gone_back(ActionStatus.ACCEPTED, asked_on, TODAY)


def _offered(asker: User, owner: User, asked_on: date) -> Action:
    action = offer_action(actor_for(asker), "Find a room", owner, DUE, ActionOrigin.PRACTITIONER)
    action.asked_on = asked_on
    db.session.flush()  # read back
    return action


@pytest.mark.parametrize(("asked_on", "back"), [(date(2024, 4, 26), 0), (date(2024, 4, 25), 1)])
def test_it_is_owed_by_whoever_asked_and_the_lead_of_the_agency(
    work: None, asked_on: date, back: int
) -> None:
    asker, housing = make.user(), make.agency(AgencyKind.HOUSING)
    owner = make.user(of=housing)
    lead = make.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE.value, of=housing)
    other = make.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT.value)
    action = _offered(asker, owner, asked_on)
    for user in (asker, lead):
        assert len(owed_by(actor_for(user))) == count_owed(actor_for(user)).owed == back
        assert has_come_back_to(actor_for(user), action) is bool(back)
    assert may_settle(actor_for(asker), action) is bool(back)
    assert owed_by(actor_for(other)) == []
    assert len(owed_by(actor_for(owner))) == 1, "its owner may still accept it"
    assert not has_come_back_to(actor_for(owner), action)


def test_given_to_somebody_else_the_days_begin_again(work: None) -> None:
    asker, owner, next_owner = make.user(), make.user(), make.user()
    action = _offered(asker, owner, date(2024, 4, 1))
    reassign_action(actor_for(asker), action, None, next_owner, DUE, action.version)
    db.session.flush()  # read back
    assert owed_by(actor_for(asker)) == []
    assert len(owed_by(actor_for(next_owner))) == 1


def test_accepted_late_it_is_done_all_the_same(work: None) -> None:
    asker, owner = make.user(), make.user()
    action = _offered(asker, owner, date(2024, 4, 1))
    accept_action(actor_for(owner), action, action.version)
    db.session.flush()  # read back
    assert owed_by(actor_for(asker)) == []


def test_home_offers_to_give_it_to_somebody_else(browser: Browser) -> None:
    asker, owner = make.user(), make.user()
    _offered(asker, owner, date(2024, 4, 1))
    page = browser.sign_in(asker).visit("overview.home")
    assert "has not accepted it since 1 April" in page
    assert "Give to somebody" in page
    theirs = browser.sign_in(owner).visit("overview.home")
    assert "Accept" in theirs
    assert "has not accepted it" not in theirs
