"""Importing into the scheme's figures: what a file changes, and what it must not."""

import io
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.crime.models import CrimeCount, CrimeMonth
from popo.crime.outcome import ImportOutcome, Replacement
from popo.crime.queries import counts_of, latest_month, list_imports, months_held
from popo.crime.refusal import FileRefused
from popo.crime.result import Cell, Kind
from popo.crime.services import import_crime
from popo.db import db
from popo.reference.files import FOLDER
from tests.crime.files import EXTRACTS, SEPTEMBER, crime, read, street, ward_counts
from tests.shared import shared

pytestmark = pytest.mark.usefixtures("work")

AUGUST = date(2022, 8, 1)
BURGLARY = Cell(SEPTEMBER, "Barnfield", "Burglary")
COUNTED = ward_counts(
    "2022-08,Luton Central,Barnfield,Burglary,4",
    "2022-09,Luton Central,Barnfield,Burglary,7",
)


def _import(content: bytes) -> ImportOutcome:
    return import_crime(io.BytesIO(content), None)


def _held() -> dict[Cell, int]:
    return counts_of(list(months_held()))


def test_import_crime_stores_what_was_read() -> None:
    content = (EXTRACTS / "street.csv").read_bytes()
    outcome = _import(content)
    assert outcome.added == (SEPTEMBER,)
    assert _held() == read(content).counts
    assert months_held() == {SEPTEMBER: Kind.STREET}
    assert latest_month() == SEPTEMBER
    (done,) = list_imports()
    assert done.digest == outcome.parsed.digest
    assert done.imported_by is None
    assert done.report == outcome.as_dict()


@pytest.mark.parametrize("name", ["street.csv", "ward_counts.csv"])
def test_import_crime_twice_changes_nothing(name: str) -> None:
    content = (EXTRACTS / name).read_bytes()
    months = _import(content).added
    held = _held()
    again = _import(content)
    assert not again.changed_anything
    assert again.unchanged == months
    assert again.report()[-1] == "Nothing was changed."
    assert _held() == held
    assert len(list_imports()) == 1


def test_import_crime_with_the_same_figures_in_another_file_changes_nothing() -> None:
    _import(street(crime(1), crime(2)))
    again = _import(street(crime(2), crime(1)))
    assert again.unchanged == (SEPTEMBER,)
    assert len(list_imports()) == 1


def test_import_crime_refuses_a_bad_file_and_changes_nothing() -> None:
    _import(street(crime(1)))
    held = _held()
    with pytest.raises(FileRefused):
        _import(street(crime(1), crime(2), crime(3, Month="Sep-22")))
    assert _held() == held
    assert len(list_imports()) == 1


def test_import_crime_replaces_a_month_that_was_published_again() -> None:
    _import(street(crime(1), crime(2), crime(3, Crime_type="Robbery")))
    outcome = _import(street(crime(1), crime(4, LSOA_code="")))
    assert outcome.replaced == (Replacement(SEPTEMBER, before=3, after=1),)
    assert _held() == {BURGLARY: 1, Cell(SEPTEMBER, None, "Burglary"): 1}
    assert any("3 crimes and incidents before, 1 now" in line for line in outcome.report())
    assert len(list_imports()) == 2


def test_import_crime_leaves_the_other_months_of_earlier_files() -> None:
    _import(COUNTED)
    _import(ward_counts("2022-08,Luton Central,Barnfield,Burglary,5"))
    assert _held() == {Cell(AUGUST, "Barnfield", "Burglary"): 5, BURGLARY: 7}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (COUNTED, street(crime(1)), Kind.WARD_COUNTS),
        (street(crime(1)), ward_counts("2022-09,Luton Central,Barnfield,Drugs,9"), Kind.STREET),
    ],
    ids=["street rows after ward counts", "ward counts after street rows"],
)
def test_import_crime_never_counts_a_month_from_both(
    first: bytes, second: bytes, kind: Kind
) -> None:
    _import(first)
    held = _held()
    outcome = _import(second)
    assert outcome.skipped == (SEPTEMBER,)
    assert not outcome.changed_anything
    assert "A month is never counted from both." in outcome.report()[-2]
    assert _held() == held
    assert months_held()[SEPTEMBER] is kind


def test_import_crime_takes_the_months_that_are_free_and_skips_the_others() -> None:
    _import(street(crime(1)))
    outcome = _import(COUNTED)
    assert (outcome.added, outcome.skipped) == ((AUGUST,), (SEPTEMBER,))
    assert months_held() == {AUGUST: Kind.WARD_COUNTS, SEPTEMBER: Kind.STREET}
    assert _held() == {Cell(AUGUST, "Barnfield", "Burglary"): 4, BURGLARY: 1}


def test_import_crime_refuses_a_month_that_scheme_time_has_not_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2022, 8, 31))
    with pytest.raises(FileRefused, match="January 2000 and August 2022"):
        _import(street(crime(1)))


def test_month_is_held_once_whatever_its_kind() -> None:
    _import(COUNTED)
    (done,) = list_imports()
    db.session.add(CrimeMonth(month=SEPTEMBER, kind=Kind.STREET, import_id=done.id, crimes=1))
    with pytest.raises(IntegrityError, match=r"crime_months.month"):
        db.session.flush()


@pytest.mark.parametrize("crimes", [0, -1])
def test_count_is_of_at_least_one_crime(crimes: int) -> None:
    count = {"month_id": uuid4(), "ward": "South", "crime_type": "Drugs", "crimes": crimes}
    with pytest.raises(IntegrityError, match="crimes_are_counted"):
        db.session.execute(insert(CrimeCount), [count])
    db.session.rollback()


def test_real_files_one_after_the_other_count_every_month_once() -> None:
    _import((FOLDER / "luton_monthly_by_ward.csv").read_bytes())
    held = _held()
    assert sum(held.values()) == 76_507
    outcome = _import(shared("crime/luton-street-2022-05_2023-04.csv").read_bytes())
    assert len(outcome.skipped) == 12
    assert _held() == held
