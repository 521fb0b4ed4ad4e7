"""A meeting prepared at one page with the keyboard, and what it decided, confirmed by the chair."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitor


def _next_meeting(visitor: Visitor) -> None:
    visitor.open("/meetings")
    planned = visitor.page.get_by_role("table", name="Meetings planned, the next one first")
    planned.locator("[scope=row] a").first.click()


def _order(page: Page) -> list[str]:
    boxes = page.locator("input[name=take]").all()
    return [str(box.get_attribute("value")) for box in boxes]


def test_the_agenda_is_prepared_with_the_keyboard(visitor: Visitor) -> None:
    visitor.sign_in("coordinator")
    _next_meeting(visitor)
    visitor.page.get_by_role("link", name="Propose the agenda").click()
    visitor.check_both("coordinator-propose-agenda")
    page = visitor.page
    status = page.get_by_role("status").filter(has_text="minutes")
    expect(status).to_contain_text("of 150 minutes")
    before = _order(page)
    first = page.locator("input[name=take]").first
    first.focus()
    page.keyboard.press("Alt+ArrowDown")
    assert _order(page)[:2] == [before[1], before[0]]
    expect(page.locator(f"input[value='{before[0]}']")).to_be_focused()
    ticked = int(page.locator("[data-agenda-people]").inner_text())
    page.keyboard.press("Space")
    expect(page.locator("[data-agenda-people]")).to_have_text(str(ticked - 1))
    page.get_by_role("button", name="Put on the agenda").first.click()
    expect(page.get_by_text(re.compile(rf"{ticked - 1} items? put on the agenda"))).to_be_visible()
    page.get_by_role("link", name="Propose the agenda").click()
    assert _order(page)[0] == before[0]  # the one left out is still there to be talked of
    assert before[1] not in _order(page)


def test_what_the_last_meeting_decided_holds_up(visitor: Visitor) -> None:
    visitor.sign_in("chair")
    visitor.open("/meetings")
    earlier = visitor.page.get_by_role("table", name="Earlier meetings, the newest first")
    earlier.get_by_role("link", name=re.compile("^Action Group")).first.click()
    visitor.page.get_by_role("button", name="Decisions", exact=True).click()
    visitor.check_both("chair-meeting-decisions")
    page = visitor.page
    expect(page.get_by_text(re.compile("Source: Action Group"))).to_have_count(2)
    page.get_by_role("link", name=re.compile("^Change colour")).first.click()
    visitor.check_both("chair-record-decision")
