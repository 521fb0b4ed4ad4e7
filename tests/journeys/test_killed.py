"""The server dies while a contact is saved: it is on record once, or waits as a draft."""

import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.journeys.serving import Served
from tests.journeys.steps import KEPT
from tests.journeys.visitor import Reception


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.08, 0.3])
def test_nothing_is_lost_or_saved_twice(
    own_reception: Reception, own_town: Served, seconds: float
) -> None:
    officer = own_reception.let_in().sign_in("police")
    page = officer.page
    reference = officer.open_one_of_mine(0)
    officer.press("Log contact")
    said = f"He opened the door after {seconds} seconds."
    page.get_by_label("What happened").fill(said)
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved", timeout=5_000)
    page.get_by_role("radio", name=KEPT).check()
    page.wait_for_timeout(2_500)  # the draft holds the choice too
    save = page.get_by_role("button", name="Save Ctrl+Enter")
    with suppress(Error):  # the page goes with the server
        save.click(no_wait_after=True, timeout=1_000)
    time.sleep(seconds)
    own_town.kill()
    own_town.start()
    page.goto(f"/people/{reference}/contacts")
    saved = page.get_by_text(said).count()
    assert saved <= 1
    if not saved:
        page.goto(f"/people/{reference}/contacts/log")
        expect(page.get_by_label("What happened")).to_have_value(said)
    officer.complaints.clear()  # a page that could not be fetched is what this is about
