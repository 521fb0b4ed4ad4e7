"""The figures, through the database."""

from datetime import date

import pytest

from popo.crime import figures
from popo.crime.figures import Held
from popo.crime.measures import crime_by_month, recorded_crime
from popo.crime.result import Kind
from popo.crime.services import import_crime
from popo.reference.files import FOLDER
from tests.crime.files import read_file

WARD_COUNTS = FOLDER / "luton_monthly_by_ward.csv"


@pytest.fixture
def _imported(work: None) -> None:
    with WARD_COUNTS.open("rb") as source:
        import_crime(source, None)


@pytest.mark.usefixtures("_imported")
@pytest.mark.parametrize("month", [date(2024, 4, 1), date(2021, 5, 1), date(2020, 1, 1)])
def test_recorded_crime_is_what_counting_the_file_gives(month: date) -> None:
    parsed = read_file(WARD_COUNTS)
    held = Held(dict.fromkeys(parsed.months, Kind.WARD_COUNTS), parsed.counts)
    assert recorded_crime(month) == figures.recorded_crime(month, held)


@pytest.mark.usefixtures("_imported")
def test_crime_by_month_shows_the_gap_between_the_files() -> None:
    shown = crime_by_month(date(2021, 5, 1), months=3)
    assert [each.month for each in shown] == [
        date(2021, 3, 1),
        date(2021, 4, 1),
        date(2021, 5, 1),
    ]
    assert set(shown[0].groups.values()) == {None}
    assert shown[2].groups["Robbery"] == 20
