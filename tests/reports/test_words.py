"""The sentences of an update, and its tables, from a document made by hand."""

from typing import Any

import pytest

from popo.reports.services import prepare_update
from popo.reports.tables import sections
from popo.reports.words import (
    changed,
    headline_figures,
    label,
    line_label,
    month_words,
    number_words,
    sentence,
)
from tests.reports.town import APRIL, Town


@pytest.fixture
def document(town: Town) -> dict[str, Any]:
    return prepare_update(town.coordinator, APRIL).figures


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cohort/adults/selected", "Who joined and left, Adults, Selected"),
        ("cohort/moved_to_adults", "Who joined and left, Moved to the adults' list"),
        ("contacts/agency/Police (Luton)/kept", "Contacts, Police (Luton), Kept"),
        ("where/adults/releases_28", "Where they are, Adults, Due out within 28 days"),
        ("who/adults/home_area/Luton South", "Who they are, Adults, Home area, Luton South"),
        ("crime/luton/Robbery/month", "Recorded crime, luton, Robbery, month"),
    ],
)
def test_line_label(name: str, words: str) -> None:
    assert line_label(name) == words


def test_label_leaves_names_as_they_are() -> None:
    assert label("Luton South") == "Luton South"
    assert label("hospital") == "Hospital"


def test_numbers_below_ten_are_words() -> None:
    assert [number_words(count) for count in (0, 1, 9, 10, 1200)] == [
        "no",
        "one",
        "nine",
        "10",
        "1,200",
    ]
    assert month_words("2024-04") == "April 2024"


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (37, 36, "one more than in March 2024"),
        (36, 36, "as many as in March 2024"),
        (30, 36, "six fewer than in March 2024"),
        (36, "s", ""),
        ("s", 36, ""),
        (36, None, ""),
    ],
)
def test_changed_compares_numbers_that_print(now: Any, then: Any, words: str) -> None:
    before = {"month": "2024-03", "figures": {"x": then}}
    assert changed(now, {"before": before, "year_before": None}, "x") == words


def test_sentences_say_what_the_figures_do(document: dict[str, Any]) -> None:
    figures = document["figures"]
    figures |= {"agreed/adults": 40, "cohort/adults/closing": 37, "lights/adults/worse": 1}
    document["before"] = {"month": "2024-03", "figures": {"cohort/adults/closing": 36}}
    assert sentence("cohort", document) == (
        "37 adults are on the list, one more than in March 2024. The agreed number is 40: room for "
        "three. The Prevent and Deter list holds 3."
    )
    assert sentence("lights", document).startswith(
        "No adults moved to a better colour, one to a worse one."
    )
    assert headline_figures(document)[0] == (
        "37 of 40",
        "adults on the list: one more than in March 2024. Room for three.",
    )
    assert sentence("contacts", document) == (
        "1 contact was kept and 0 missed: 100% kept. 0 have no outcome yet. No contact was kept "
        "with eight adults in the last 28 days."
    )


def test_every_number_that_prints_stands_in_a_table(document: dict[str, Any]) -> None:
    found = sections(document)
    assert [section.name for section in found] == [
        "cohort",
        "who",
        "where",
        "lights",
        "selection",
        "contacts",
        "actions",
    ]
    cells = {
        (section.name, row.label): [cell.text for cell in row.cells]
        for section in found
        for table in section.tables
        for row in table.rows
    }
    assert cells["cohort", "On the list, end of month"] == ["9", "3"]
    assert cells["who", "Women and girls"] == ["s"]
    assert cells["lights", "All"] == ["0", "9", "0", "0", "0", "9"]
    assert cells["contacts", "All"] == ["0", "1", "0", "0", "0", "0"]
