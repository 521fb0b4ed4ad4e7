"""What a lead looks at first in the morning, and who nobody leads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.models import Agency
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, Colour, Strand
from popo.cases.services import (
    NewCover,
    add_cover,
    assign_worker,
    end_assignment,
    set_traffic_light,
)
from popo.db import db
from popo.strands.facts import CaseFacts
from popo.strands.news import news
from popo.strands.queries import Filters, caseload
from tests import make
from tests.cases.make import OPENED, case
from tests.pages import Browser

TODAY = date(2024, 4, 30)
YESTERDAY = date(2024, 4, 29)
STRAND = Strand.CATCH_AND_CONVICT
OLD = CaseFacts(opened_on=OPENED, colour="red", colour_since=OPENED)


@pytest.fixture
def lead(work: None) -> Actor:
    make.partnership()
    return make.actor(Role.STRAND_LEAD, STRAND)


def test_nothing_is_new_about_an_old_case() -> None:
    assert news(OLD, YESTERDAY, TODAY) == []


def test_what_happened_is_said_the_weightiest_first() -> None:
    facts = replace(
        OLD, arrested_on=TODAY, colour_since=YESTERDAY, warrant_since=YESTERDAY, opened_on=TODAY
    )
    assert news(facts, YESTERDAY, TODAY) == [
        "Warrant 29 April",
        "Arrested 30 April",
        "New on the list 30 April",
        "Red set 29 April",
    ]


@given(st.dates(date(2023, 1, 1), TODAY), st.dates(date(2023, 1, 1), TODAY))
def test_what_is_older_than_the_day_is_not_new(arrested: date, since: date) -> None:
    found = news(
        replace(OLD, opened_on=date(2022, 1, 1), colour_since=None, arrested_on=arrested),
        since,
        TODAY,
    )
    assert bool(found) is (arrested >= since)


def test_a_case_nobody_leads_is_an_alarm_after_two_working_days(lead: Actor) -> None:
    fresh, _ = case(lead, opened_on=date(2024, 4, 26))
    old, _ = case(lead, opened_on=date(2024, 4, 25))
    found = {one.line.case.reference: one for one in caseload(lead, STRAND, Filters()).without_lead}
    assert found[fresh.reference].late is False
    assert found[old.reference].late is True


def test_without_a_lead_since_the_last_one_left(lead: Actor) -> None:
    person, held = case(lead)
    officer = make.user(of=db.session.get_one(Agency, lead.agency_id))
    row = assign_worker(lead, held, officer, AssignmentRole.LEAD_OFFICER, OPENED)
    db.session.flush()  # read back
    assert caseload(lead, STRAND, Filters()).without_lead == []
    end_assignment(lead, row, YESTERDAY)
    (one,) = caseload(lead, STRAND, Filters()).without_lead
    assert (one.line.case.reference, one.since, one.late) == (person.reference, YESTERDAY, False)


def test_the_load_weighs_by_colour(lead: Actor) -> None:
    officer = make.user(of=db.session.get_one(Agency, lead.agency_id))
    for colour in (Colour.RED, Colour.GREEN):
        _, held = case(lead)
        assign_worker(lead, held, officer, AssignmentRole.LEAD_OFFICER, OPENED)
        review = OPENED + timedelta(days=28)
        set_traffic_light(lead, held, colour, "As it is", review, None, OPENED)
    (load,) = caseload(lead, STRAND, Filters()).load
    assert (load.cases, load.weight) == (2, 4)


def test_who_acts_stands_beside_who_is_away(lead: Actor, browser: Browser) -> None:
    ours = db.session.get_one(Agency, lead.agency_id)
    officer, acting = make.user(of=ours), make.user(of=ours)
    person, held = case(lead)
    assign_worker(lead, held, officer, AssignmentRole.LEAD_OFFICER, OPENED)
    new = NewCover(officer, acting, TODAY, TODAY + timedelta(days=7), "Leave")
    add_cover(actor_for(officer), new)
    db.session.flush()  # read back
    (line,) = caseload(lead, STRAND, Filters()).lines
    assert line.leads == (f"{officer.name} (away, {acting.name} acting)",)
    browser.sign_in(officer)
    page = browser.visit("overview.person", reference=person.reference)
    assert f"(away, {acting.name} acting)" in page
