"""What is overdue for too long is with the lead of its agency, then with the chair."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.actions.escalation import (
    CHAIR_AFTER_WORKING_DAYS,
    LEAD_AFTER_WORKING_DAYS,
    overdue_longer_than,
)
from popo.actions.models import Action, ActionStatus
from popo.actions.performance import kept_by_agency
from popo.actions.queries import count_escalated, escalated_to
from popo.actions.services import accept_action, end_action
from popo.db import db
from tests import make
from tests.actions.make_action import offered
from tests.pages import Browser


@given(
    st.dates(date(2004, 1, 1), date(2030, 12, 31)),
    st.integers(0, 15),
    st.integers(0, 40),
)
def test_the_day_is_the_one_the_words_say(today: date, days: int, before: int) -> None:
    due = today - timedelta(days=before)
    is_past = due < overdue_longer_than(days, today)
    assert is_past == (clock.working_days(due, today) > days)


@pytest.fixture
def housing(work: None) -> Agency:
    make.partnership()
    return make.agency(AgencyKind.HOUSING)


def _overdue(of: Agency, working_days: int) -> Action:
    by = make.actor()
    owner = make.user(of=of)
    action = offered(by, owner, due_in=1)
    accept_action(actor_for(owner), action, action.version)
    action.due_on = overdue_longer_than(working_days, clock.today()) - timedelta(days=1)
    db.session.flush()
    return action


def test_first_the_lead_then_the_chair(housing: Agency) -> None:
    lead = make.actor(Role.STRAND_LEAD, "rehabilitate_and_resettle", of=housing)
    elsewhere = make.actor(Role.STRAND_LEAD, "catch_and_convict")
    chair = make.actor(Role.CHAIR, SCHEME)
    first = _overdue(housing, LEAD_AFTER_WORKING_DAYS)
    assert escalated_to(lead) == [first]
    assert escalated_to(elsewhere) == []
    assert escalated_to(chair) == []
    second = _overdue(housing, CHAIR_AFTER_WORKING_DAYS)
    assert escalated_to(lead) == [second, first]
    assert escalated_to(chair) == [second]
    assert count_escalated(chair) == (1, second.due_on)


def test_what_has_a_result_is_with_nobody(housing: Agency) -> None:
    lead = make.actor(Role.STRAND_LEAD, "rehabilitate_and_resettle", of=housing)
    action = _overdue(housing, LEAD_AFTER_WORKING_DAYS)
    end_action(lead, action, ActionStatus.NO_LONGER_POSSIBLE, "He moved away.", action.version)
    db.session.flush()
    assert count_escalated(lead).actions == 0


def test_not_done_and_no_longer_possible_are_counted_apart(housing: Agency) -> None:
    lead = make.actor(Role.STRAND_LEAD, "rehabilitate_and_resettle", of=housing)
    for status in (ActionStatus.DONE, ActionStatus.NOT_DONE, ActionStatus.NO_LONGER_POSSIBLE):
        action = _overdue(housing, 0)
        end_action(lead, action, status, "As it was.", action.version)
    _overdue(housing, 0)
    db.session.flush()
    rows = kept_by_agency(clock.today())
    assert [row.agency for row in rows] == [housing.short_name, "All agencies"]
    own = rows[0]
    assert (own.late, own.not_done, own.not_possible) == (1, 1, 1)
    assert (own.open, own.overdue, own.share) == (1, 1, 0)


def test_the_page_names_agencies_and_nobody(browser: Browser, housing: Agency) -> None:
    action = _overdue(housing, CHAIR_AFTER_WORKING_DAYS)
    browser.sign_in(make.user(Role.CHAIR, SCHEME))
    assert "long overdue" in browser.visit("overview.home")
    assert "With you because they are overdue" in browser.visit("actions.list_actions")
    page = browser.visit("actions.by_agency")
    assert housing.short_name in page
    assert db.session.get_one(User, action.owner_id).name not in page
