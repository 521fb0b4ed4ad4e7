"""A list taken away, edited and brought back; text copied for an agency's own system."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Reception

EDITED = "01582 000123"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_lead_edits_one_phone_and_brings_the_list_back(
    reception: Reception, tmp_path: Path, *, scripts: bool
) -> None:
    lead = reception.let_in(java_script_enabled=scripts, accept_downloads=True)
    page = lead.sign_in("lead-police").page
    lead.open("/strands/catch-and-convict")
    lead.follow("Take this list away to edit")
    page.get_by_label("Phone", exact=True).check()
    page.get_by_label("CSV").check()
    page.get_by_label("Why you take it away").fill("Phones are checked at the front desk")
    with page.expect_download() as download:
        lead.press("Take the list away")
    file = tmp_path / "list.csv"
    download.value.save_as(file)
    assert download.value.suggested_filename.endswith(".OFFICIAL-SENSITIVE.csv")
    lines = _edit_first(file)

    lead.follow("Lists taken away")
    expect(page.get_by_text("Phones are checked at the front desk").first).to_be_visible()
    lead.follow("Lists brought in")
    lead.follow("Add a source")
    name = f"Our own list, {'with' if scripts else 'without'} scripts"
    page.get_by_label("People of your own list, taken away and edited").check()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Why the list may be shared with the scheme").fill("The agreement")
    lead.press("Add the source")
    page.get_by_label("The file").set_input_files(file)
    lead.press("Look through it")
    expect(lead.heading).to_contain_text("What each column holds")
    page.locator("main form button").first.click()
    expect(page.get_by_role("row").filter(has_text="Known already")).to_contain_text(str(lines - 1))
    expect(page.get_by_role("button", name="Take 1 safe line")).to_be_visible()
    if scripts:
        lead.check_both("own-list-back")


def _edit_first(file: Path) -> int:
    """Another phone in the first line; gives how many lines there are."""
    with file.open(encoding="utf-8-sig", newline="") as held:
        rows = list(csv.reader(held))
    rows[2][rows[1].index("Phone")] = EDITED
    with file.open("w", encoding="utf-8", newline="") as held:
        csv.writer(held).writerows(rows)
    return len(rows) - 2


def test_text_is_copied_with_scripts_and_selected_without(reception: Reception) -> None:
    for scripts in (True, False):
        allowed = ["clipboard-read", "clipboard-write"] if scripts else []
        somebody = reception.let_in(java_script_enabled=scripts, permissions=allowed)
        page = somebody.sign_in("lead-police").page
        page.locator("a[href^='/people/']").first.click()
        reference = page.url.rsplit("/", 1)[1]
        somebody.open(f"/people/{reference}/as-text?since=1/1/2004")
        box = page.get_by_role("textbox", name="the oldest first")
        expect(box).to_have_attribute("readonly", "")
        expect(box).to_have_value(_begins_with(reference))
        button = page.get_by_role("button", name="Copy")
        if not scripts:
            expect(button).to_be_hidden()
            continue
        button.click()
        expect(page.get_by_text("Copied.")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == box.input_value()


def _begins_with(reference: str) -> re.Pattern[str]:
    return re.compile(rf"^OFFICIAL-SENSITIVE\nAbout {reference}\. Copied from the scheme's record")
