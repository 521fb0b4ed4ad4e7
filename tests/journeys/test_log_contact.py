"""A contact of two hundred characters on a phone: four interactions, and nothing lost."""

from playwright.sync_api import Page, expect

from tests.journeys.steps import COUNT_TAPS, KEPT, taps
from tests.journeys.visitor import Visitor

WORDS = ("Called at the door with a colleague and he was in. " * 4)[:199] + "!"
_MOST_INTERACTIONS = 4
_TYPING = 1


def _log_contact(visitor: Visitor, which: int) -> Page:
    """The form, one tap from the page of somebody the officer works with."""
    visitor.sign_in("police").open_one_of_mine(which)
    visitor.press("Log contact")
    expect(visitor.heading).to_have_text("Log contact")
    return visitor.page


def test_a_contact_takes_four_interactions_on_a_phone(on_phone: Visitor) -> None:
    on_phone.page.add_init_script(COUNT_TAPS)
    page = _log_contact(on_phone, which=0)
    opened = taps(page) - 1
    expect(page.get_by_label("What happened")).to_be_focused()
    # whom it is about, and what keeps them and colleagues safe, stay in sight
    expect(page.locator(".popo-banner__name")).to_be_visible()
    for line in page.locator(".popo-safety").all():
        expect(line).to_be_visible()
    page.keyboard.type(WORDS)
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved", timeout=3_000)
    on_phone.check("log-contact")
    page.get_by_role("radio", name=KEPT).click()
    on_phone.save()
    expect(on_phone.heading).to_have_text("Contacts")
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert 0 < taps(page) - opened <= _MOST_INTERACTIONS - _TYPING

    on_phone.notice.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)


def test_what_was_typed_waits_after_leaving_the_page(visitor: Visitor) -> None:
    page = _log_contact(visitor, which=1)
    page.keyboard.type("Half a sen")
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved", timeout=3_000)
    there = page.url
    visitor.follow("Home")
    visitor.open(there)
    expect(page.get_by_label("What happened")).to_have_value("Half a sen")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose the outcome.")


def test_a_contact_is_logged_without_scripts(without_scripts: Visitor) -> None:
    page = _log_contact(without_scripts, which=2)
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_role("radio", name=KEPT).check()
    without_scripts.save()
    expect(page.get_by_text(WORDS)).to_be_visible()
