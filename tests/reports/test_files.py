"""An update as files: names, cells no spreadsheet runs, and pages that stand alone."""

import csv
import io
import json
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.accounts.models import Agency
from popo.contacts.models import Contact
from popo.db import db, settle
from popo.reports.files import as_csv, as_html, as_json, file_name, harmless, write_files
from popo.reports.services import prepare_update
from tests.reports.town import APRIL, Town


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_harmless_takes_the_meaning_from_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@given(st.one_of(st.text(), st.integers(0), st.none()))
def test_harmless_never_starts_a_formula_and_changes_nothing_else(value: object) -> None:
    made = harmless(value)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert made.endswith("" if value is None else str(value))


def test_an_agency_named_like_a_formula_is_neutralised(town: Town) -> None:
    agency = db.session.get_one(Agency, town.police.agency_id)
    agency.name = '=HYPERLINK("x")'
    update = prepare_update(town.coordinator, APRIL)
    for row in csv.reader(io.StringIO(as_csv(update))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert "contacts/agency/=HYPERLINK" in as_csv(update)


def test_as_csv_writes_every_figure_once(town: Town) -> None:
    update = prepare_update(town.coordinator, APRIL)
    rows = list(csv.DictReader(io.StringIO(as_csv(update))))
    figures = {row["figure"]: row["value"] for row in rows}
    assert len(figures) == len(rows)
    for name, value in update.figures["figures"].items():
        assert figures[name] == ("" if value is None else str(value))
    assert {row["as_at"] for row in rows} == {"2024-04-30"}
    assert figures["who/adults/sex/female"] == "s"


def test_as_json_is_what_was_frozen_without_what_it_counted(town: Town) -> None:
    update = prepare_update(town.coordinator, APRIL)
    held = json.loads(as_json(update))
    assert held["figures"] == update.figures["figures"]
    assert held["digest"] == update.digest
    assert "members" not in held
    assert town.canary.id.hex not in as_json(update)


def test_as_html_stands_alone(town: Town) -> None:
    town.import_crime()
    update = town.published()
    page = as_html(update)
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count("<h1") == 1
    assert "<script" not in page
    assert " src=" not in page
    assert "href=" not in page
    assert "OFFICIAL" in page
    assert "SENSITIVE" not in page


def test_write_files_names_them_by_month_version_and_marking(town: Town, tmp_path: Path) -> None:
    update = prepare_update(town.coordinator, APRIL)
    assert file_name(update, "csv") == "popo-update-2024-04-v1-draft.OFFICIAL.csv"
    written = write_files(town.published(), tmp_path / "new" / "folder")
    assert [path.name for path in written] == [
        "popo-update-2024-04-v1.OFFICIAL.html",
        "popo-update-2024-04-v1.OFFICIAL.csv",
        "popo-update-2024-04-v1.OFFICIAL.json",
    ]
    assert all(path.read_bytes() for path in written)


def test_the_same_facts_give_the_same_bytes(town: Town) -> None:
    first = prepare_update(town.coordinator, APRIL)
    made = (as_html(first), as_csv(first), as_json(first), first.digest)
    settle()
    again = prepare_update(town.coordinator, APRIL)
    assert (as_html(again), as_csv(again), as_json(again), again.digest) == made
    assert db.session.query(Contact).count() == 1
