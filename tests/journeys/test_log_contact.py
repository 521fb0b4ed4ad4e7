"""A contact of two hundred characters on a phone: four interactions, and nothing lost."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

WORDS = ("Called at the door with a colleague and he was in. " * 4)[:199] + "!"


def _open(visitor: Visitor) -> None:
    """From the page of somebody the officer works with."""
    visitor.sign_in("police")
    people = visitor.page.get_by_role("table", name="The people assigned to you")
    people.get_by_role("rowheader").first.get_by_role("link").click()
    visitor.page.get_by_role("button", name="Log contact").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Log contact")


def test_a_contact_takes_four_interactions_on_a_phone(on_phone: Visitor) -> None:
    page = on_phone.page
    _open(on_phone)  # one: the button
    expect(page.get_by_label("What happened")).to_be_focused()
    page.keyboard.type(WORDS)  # two
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved", timeout=3_000)
    on_phone.check("log-contact")
    page.get_by_role("radio", name="Kept").click()  # three
    page.get_by_role("button", name=re.compile("^Save(?! and)")).click()  # four
    expect(page.get_by_role("heading", level=1)).to_have_text("Contacts")
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)


def test_what_was_typed_waits_after_leaving_the_page(visitor: Visitor) -> None:
    page = visitor.page
    _open(visitor)
    page.keyboard.type("Half a sen")
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved", timeout=3_000)
    there = page.url
    page.get_by_role("link", name="Home").click()
    page.goto(there)
    expect(page.get_by_label("What happened")).to_have_value("Half a sen")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose the outcome.")


def test_a_contact_is_logged_without_scripts(without_scripts: Visitor) -> None:
    page = without_scripts.page
    _open(without_scripts)
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_role("radio", name="Kept").check()
    page.get_by_role("button", name=re.compile("^Save(?! and)")).click()
    expect(page.get_by_text(WORDS)).to_be_visible()
