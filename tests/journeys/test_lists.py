"""Nothing typed twice: the scheme's spreadsheet on the first day, custody lists on Mondays."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.journeys.serving import Served
from tests.journeys.visitor import PHONE, Reception, Visitor

_PEOPLE = (
    ("POPO list, keep safe", "", "", "", "", "", ""),
    ("", "", "", "", "Dates", "", ""),
    ("Surname", "Forenames", "D.O.B.", "PNC No", "On", "Off", "Strand"),
    ("ZEPHYRSON", "Quillan", "03/05/1983", "", "01/03/2007", "", "C&C"),
    ("ZEPHYRSON", "Quilan", "05/03/1983", "", "01/03/2007", "", "C&C"),
    ("OVERHILLER", "Bartolo", "31/02/1979", "", "01/03/2007", "", "C&C"),
    ("UNDERDALER", "Cosimo", "04/06/1981", "", "01/04/2005", "01/09/2006", "C&C"),
)


@pytest.fixture
def reception(chromium: object, own_town: Served) -> Iterator[Reception]:
    made = Reception(chromium, own_town.town)  # type: ignore[arg-type]
    yield made
    made.see_out()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    for row in _PEOPLE:
        sheet.append(list(row))
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("E2:F2")
    path = tmp_path / "list.xlsx"
    book.save(path)
    return path


def _add_source(visitor: Visitor, kind: str, name: str) -> None:
    visitor.open("/imports/sources/add")
    visitor.page.get_by_label(kind, exact=True).check()
    visitor.page.get_by_label("Name", exact=True).fill(name)
    visitor.page.get_by_label("Why the list may be shared").fill("The agreement, part 3.")
    visitor.press("Add the source")


def _verdict(visitor: Visitor, words: str) -> str:
    table = visitor.page.get_by_role("table", name="What came of the lines")
    row = table.get_by_role("row").filter(has_text=words)
    return row.get_by_role("cell").first.inner_text().strip()


def test_the_first_days_spreadsheet(reception: Reception, workbook: Path) -> None:
    coordinator = reception.let_in().sign_in("coordinator")
    page = coordinator.page
    coordinator.open("/imports")
    coordinator.check_both("lists")
    _add_source(coordinator, "The scheme's people", "First day")
    page.get_by_label("The file").set_input_files(workbook)
    coordinator.check_both("bring-list")
    coordinator.press("Look through it")
    expect(coordinator.heading).to_have_text("What each column holds")
    expect(page.get_by_label("Dates On", exact=True)).to_have_value("selected_on")
    coordinator.check_both("list-columns")
    coordinator.press("Look through the list")
    expect(coordinator.heading).to_have_text("First day")
    assert _verdict(coordinator, "New") == "2"
    assert _verdict(coordinator, "To decide") == "1"
    assert _verdict(coordinator, "Not understood") == "1"
    coordinator.check_both("list-looked-through")
    coordinator.press("Take 2 safe lines")
    expect(coordinator.notice).to_contain_text("Taken")

    # the twin is looked at again now that the other line is on record
    page.get_by_role("link", name=re.compile("^Decide")).click()
    expect(page.get_by_text("day and month swapped").first).to_be_visible()
    coordinator.check_both("list-line")
    coordinator.press("Leave the line out")
    expect(coordinator.notice).to_contain_text("is left out")

    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Download")).click()
    left = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "OVERHILLER" in left
    assert "There is no such day" in left

    coordinator.open("/people/find")
    page.get_by_role("searchbox", name="Find a person").fill("Zephyrson")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("Zephyrson"))).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_monday_custody_list_and_its_undoing(
    reception: Reception, own_town: Served, *, scripts: bool
) -> None:
    police = reception.let_in(PHONE, java_script_enabled=scripts).sign_in("police")
    page = police.page
    reference = police.open_one_of_mine(0)
    someone = next(one for one in own_town.town.roster if one["reference"] == reference)
    _add_source(police, "Arrests", f"Custody suite {scripts:d}")
    day = page.get_by_label("The list is as at").input_value()
    page.get_by_label("Or paste the list").fill(
        "Name\tDOB\tDate of arrest\tOffence\n"
        f"{someone['given']} {someone['family']}\t{someone['born']}\t{day}\tShoplifting spree\n"
        f"Nobody Known\t1970-02-01\t{day}\tTheft\n"
    )
    police.press("Look through it")
    police.press("Look through the list")
    expect(police.heading).to_have_text(f"Custody suite {scripts:d}")
    if scripts:
        police.check("custody-list")
    assert _verdict(police, "New") == "1"
    assert _verdict(police, "Not on the scheme") == "1"
    expect(page.get_by_text("Lines about nobody the scheme knows: 3.")).to_be_visible()
    police.press("Take 1 safe line")
    batch = page.url
    police.open(f"/people/{reference}/offending")
    expect(page.get_by_text("Shoplifting spree").first).to_be_visible()
    page.goto(batch)
    police.follow("Undo the whole list")
    if scripts:
        police.check("undo-list")
    police.press("Undo the list")
    expect(police.notice).to_contain_text("as if the list had never been taken")
    police.open(f"/people/{reference}/offending")
    expect(page.get_by_text("Shoplifting spree")).to_have_count(0)
