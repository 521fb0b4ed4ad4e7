"""Differences of flags in the browser: listed, answered, counted, and hidden from others."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.cases.models import Strand
from popo.db import db
from popo.imports.flagging import FlagAnswer, FlagState
from popo.imports.models import ListSource
from popo.imports.queries.batches import rows_of
from popo.imports.verdicts import Verdict
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from tests import make
from tests.imports.make_flags import (
    TODAY,
    bring,
    difference,
    line,
    listed,
    on_scheme,
    source_of,
)
from tests.imports.test_flags import YOUNG, answer, move_on
from tests.pages import Browser

ADAM = line("Adam", "Example")


@pytest.fixture
def police(browser: Browser) -> User:
    make.partnership()
    user = make.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT, of=make.agency())
    browser.sign_in(user)
    return user


def named(browser: Browser, state: str = "open") -> str:
    return browser.visit("imports.list_flags", state=state).text


def test_from_the_first_list_to_an_answer(browser: Browser, police: User) -> None:
    assert "No source of flagged people is named yet" in named(browser)
    actor = actor_for(police)
    source = source_of(actor)
    assert "No list yet" in named(browser)
    on_scheme(actor, "Adam", "Example")
    carl = on_scheme(actor, "Carl", "Missing")
    batch = bring(actor, source, listed(ADAM))
    page = browser.visit("imports.show_batch", batch_id=batch.id)
    assert "1 adult is on both" in page
    assert "Undo the whole list" not in page
    browser.visit("imports.undo_batch", 302, batch_id=batch.id)
    assert "Held against the scheme's list" in browser.visit("imports.list_imports")
    shown = browser.visit("imports.list_flags")
    assert "Missing, Carl" in shown
    assert "On the scheme, not flagged On the scheme since 8 Jan 2024" in shown
    assert "Example, Adam" not in shown.text

    where = {"difference_id": difference(carl).id}
    page = browser.visit("imports.answer_flag", **where)
    assert "The flag was put on in your system" in page
    assert "taken off" not in page.text
    version = difference(carl).version
    empty = browser.send("imports.answer_flag", {"version": version}, 422, **where)
    assert "Choose what comes of it." in empty
    sent = {"version": version, "answer": "explained", "words": ""}
    assert "why both are right" in browser.send("imports.answer_flag", sent, 422, **where)
    sent["words"] = "Flagged by the neighbouring force."
    browser.send("imports.answer_flag", sent, **where)
    assert difference(carl).state is FlagState.ANSWERED
    assert "Nothing waits for an answer" in named(browser)
    assert "Both are right, and this is why" in named(browser, "answered")
    again = browser.visit("imports.answer_flag", **where)
    assert "Flagged by the neighbouring force." in again
    assert "Change the answer" in again
    assert "flags.answered" in db.session.scalars(select(AuditEvent.event)).all()


def test_an_answer_that_did_not_hold_is_shown_again(browser: Browser, police: User) -> None:
    actor = actor_for(police)
    source = source_of(actor)
    adam = on_scheme(actor, "Adam", "Example")
    bring(actor, source, listed())
    answer(actor, adam, FlagAnswer.FLAG_ADDED)
    bring(actor, source, listed(), move_on(30))
    assert "Still so 30 Apr 2024: The flag was put on" in named(browser)
    page = browser.visit("imports.answer_flag", difference_id=difference(adam).id)
    assert "A later list shows that it is still so" in page
    bring(actor, source, listed(ADAM), move_on(60))
    assert "Example, Adam" in named(browser, "gone")
    page = browser.visit("imports.answer_flag", difference_id=difference(adam).id)
    assert "agree about this person by now" in page


def test_a_stale_answer_is_put_together_with_the_other(browser: Browser, police: User) -> None:
    actor = actor_for(police)
    adam = on_scheme(actor, "Adam", "Example")
    bring(actor, source_of(actor), listed())
    row = difference(adam)
    stale = {"version": row.version, "answer": "explained", "words": "Mine."}
    where = {"difference_id": row.id}
    answer(actor, adam, FlagAnswer.FLAG_ADDED, "Theirs.")
    page = browser.send("imports.answer_flag", stale, 409, **where)
    assert "Mine." in page
    assert "Theirs." in page
    assert "Answered" in page
    assert difference(adam).answer is FlagAnswer.FLAG_ADDED


def test_another_agency_and_the_uncleared_see_nothing(browser: Browser, police: User) -> None:
    actor = actor_for(police)
    adam = on_scheme(actor, "Adam", "Example")
    bring(actor, source_of(actor), listed())
    where = {"difference_id": difference(adam).id}
    probation = make.user(of=make.agency(AgencyKind.PROBATION))
    grant_sight(actor, adam.id, SightLevel.WORK, "test", adam.id, agency_id=probation.agency_id)
    browser.sign_in(probation)
    assert "Example, Adam" not in named(browser)
    sent = {"version": 1, "answer": "flag_added"}
    browser.visit("imports.answer_flag", 404, **where)
    browser.send("imports.answer_flag", sent, 404, **where)
    browser.sign_in(make.user(of=make.agency(AgencyKind.HOUSING)))
    assert "Your agency brings no list of flagged people" in named(browser)


def test_a_childs_record_is_seen_by_the_cleared(browser: Browser, police: User) -> None:
    agency = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    cleared = make.user(of=agency, clearances=(Clearance.PREVENT_AND_DETER,))
    yos = actor_for(cleared)
    young = on_scheme(yos, "Young", "Person", YOUNG)
    bring(yos, source_of(yos), listed(ADAM))
    where = {"difference_id": difference(young).id}
    browser.sign_in(cleared)
    assert "Person, Young" in named(browser)
    browser.visit("imports.answer_flag", **where)
    browser.sign_in(make.user(of=agency))
    assert "Person, Young" not in named(browser)
    browser.visit("imports.answer_flag", 404, **where)
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    page = browser.visit("imports.list_flags")
    assert "Markers" in page
    assert "To answer Youth Offending Service" not in page.text
    assert page.text.count("youth_offending_service") >= 1
    assert f"{source_name()} As at Tuesday 30 April 2024 0" in page.text


def source_name() -> str:
    return db.session.scalars(select(ListSource.name)).one()


def test_the_coordinator_sees_who_is_late_and_no_names(browser: Browser, police: User) -> None:
    actor = actor_for(police)
    source = source_of(actor)
    on_scheme(actor, "Adam", "Example")
    bring(actor, source, listed())
    make.agency(AgencyKind.PROBATION)
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME, of=make.agency(AgencyKind.HOUSING)))
    move_on(40)
    page = browser.visit("imports.list_flags")
    assert "Markers As at Tuesday 30 April 2024 Gone quiet the next is 9 days late 1" in page.text
    assert "Brings no such list yet" in page
    assert "Example, Adam" not in page.text
    browser.sign_in(police)
    assert "By agency" not in browser.visit("imports.list_flags").text


def test_a_line_of_somebody_maybe_known_is_settled_on_its_page(
    browser: Browser, police: User
) -> None:
    actor = actor_for(police)
    adam = on_scheme(actor, "Adam", "Example")
    source = source_of(actor)
    batch = bring(actor, source, listed("Adam Example\t"))
    assert "It is not sure whom it is about" in browser.visit(
        "imports.show_batch", batch_id=batch.id
    )
    row = rows_of(batch, Verdict.CONFLICT)[0]
    where = {"batch_id": batch.id, "row_id": row.id}
    page = browser.visit("imports.decide_line", **where)
    assert "It is this person" in page
    sent = {"version": row.version, "who": adam.reference}
    browser.send("imports.decide_line", sent, **where)
    assert "1 adult is on both" in browser.visit("imports.show_batch", batch_id=batch.id)
    older = bring(actor, source, listed("Adam Example\t", ADAM), TODAY - timedelta(days=9))
    page = browser.visit("imports.show_batch", batch_id=older.id)
    assert "nothing follows from this one" in page


def test_the_lead_of_a_strand_owes_one_line(browser: Browser, police: User) -> None:
    actor = actor_for(police)
    for family in ("Example", "Sample"):
        on_scheme(actor, "Adam", family)
    assert "of flags to answer" not in browser.visit("overview.home").text
    bring(actor, source_of(actor), listed())
    assert "2 differences of flags to answer" in browser.visit("overview.home")
    browser.sign_in(make.user(of=make.agency()))
    assert "of flags to answer" not in browser.visit("overview.home").text


def test_many_are_shown_a_page_at_a_time(browser: Browser, police: User) -> None:
    actor = actor_for(police)
    for number in range(51):
        on_scheme(actor, "Adam", f"Example{chr(97 + number % 26)}{chr(97 + number // 26)}")
    bring(actor, source_of(actor), listed())
    assert "1 to 50 of 51" in named(browser)
    assert "51 to 51 of 51" in browser.visit("imports.list_flags", page=2)
    assert "There is nothing on this page" in browser.visit("imports.list_flags", page=3)
    assert clock.today() == TODAY
