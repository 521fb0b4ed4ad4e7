"""What may not be seen, what somebody else changed meanwhile, and time that ran out."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import KEPT, choose, choose_kept
from tests.journeys.visitor import Reception, Town, Visitor

_RUN_OUT = """
    UPDATE sign_in_sessions SET last_seen_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', '-1 hour')
    WHERE ended_at IS NULL
"""


@pytest.fixture
def second_tab(visitor: Visitor) -> Iterator[Page]:
    tab = visitor.page.context.new_page()
    yield tab
    tab.close()


def test_another_agency_is_not_told_that_somebody_exists(reception: Reception, town: Town) -> None:
    child = next(row for row in town.roster if row["born"] > "2008" and row["reference"])
    housing = reception.let_in().sign_in("housing")
    seen = []
    for reference in ("LUT-9999", child["reference"]):
        answer = housing.page.goto(f"/people/{reference}")
        assert answer is not None
        assert answer.status == 404
        seen.append(housing.page.locator("main").inner_html())
    assert seen[0] == seen[1]
    expect(housing.heading).to_have_text("Page not found")
    assert child["family"] not in housing.page.content()
    housing.check_both("not-found")

    governance = reception.let_in().sign_in("governance")
    governance.open(f"/trail?kind=refusal&reference={child['reference']}")
    expect(governance.page.get_by_role("table")).to_contain_text("Lee Fable")


def test_a_form_somebody_overtook_shows_both_versions(visitor: Visitor, second_tab: Page) -> None:
    """A form opened in two tabs: what the second one sends is neither lost nor saved."""
    address = f"/people/{visitor.sign_in('police').open_one_of_mine(0)}/traffic-light"
    visitor.open(address)
    second_tab.goto(address)
    choose(visitor.page, "Amber")
    visitor.page.get_by_label("Why").fill("Keeps his appointments.")
    visitor.press("Set the colour")
    expect(visitor.notice).to_contain_text("The colour is amber")

    choose(second_tab, "Red")
    second_tab.get_by_label("Why").fill("Arrested this morning.")
    with second_tab.expect_response(re.compile("/traffic-light$")) as answered:
        second_tab.get_by_role("button", name="Set the colour").click()
    assert answered.value.status == 409
    clash = second_tab.get_by_role("row").filter(has_text="Why")
    expect(clash).to_contain_text("Keeps his appointments.")
    expect(clash).to_contain_text("Arrested this morning.")
    Visitor(second_tab, visitor.town).check_both("conflict")


def test_time_that_runs_out_leads_back_to_what_was_typed(visitor: Visitor, town: Town) -> None:
    """An unattended page leaves for the sign-in page, and comes back to the form as it was."""
    page = visitor.page
    page.clock.install()
    visitor.sign_in("drugs").open_one_of_mine(0)
    visitor.press("Log contact")
    page.get_by_label("What happened").fill("Rang from the station.")
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved")
    _let_sessions_run_out(town)
    page.clock.fast_forward("31:00")
    expect(visitor.heading).to_have_text("Sign in")
    visitor.check_both("signed-out")
    visitor.give_password("drugs")
    expect(visitor.heading).to_have_text("Log contact")
    expect(page.get_by_label("What happened")).to_have_value("Rang from the station.")


def test_a_form_sent_too_late_is_kept(without_scripts: Visitor, town: Town) -> None:
    page = without_scripts.page
    without_scripts.sign_in("probation").open_one_of_mine(0)
    without_scripts.press("Log contact")
    page.get_by_label("What happened").fill("Rang from the station.")
    choose_kept(page)
    _let_sessions_run_out(town)
    without_scripts.save()
    expect(without_scripts.heading).to_have_text("Sign in")
    expect(without_scripts.notice).to_contain_text("What you typed is kept.")
    without_scripts.give_password("probation")
    without_scripts.follow("Finish or discard")
    page.get_by_role("button", name="Continue Log contact").click()
    expect(page.get_by_label("What happened")).to_have_value("Rang from the station.")
    expect(page.get_by_role("radio", name=KEPT)).to_be_checked()


def test_two_minutes_are_left_to_stay_signed_in(visitor: Visitor) -> None:
    page = visitor.page
    page.clock.install()
    visitor.sign_in("police")
    expect(visitor.heading).to_contain_text("April 2024")
    page.clock.fast_forward("28:30")
    warning = page.get_by_role("dialog", name="You will be signed out soon")
    expect(warning).to_be_visible()
    visitor.check("time-out-warning")
    visitor.press("Stay signed in")
    expect(warning).not_to_be_visible()


def _let_sessions_run_out(town: Town) -> None:
    """As if nobody had done anything for an hour."""
    with closing(sqlite3.connect(town.folder / "popo.sqlite")) as database, database:
        database.execute(_RUN_OUT)
