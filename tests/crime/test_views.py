from popo.access.permissions import Role
from popo.crime.services import import_crime
from popo.reference.files import FOLDER
from tests import make
from tests.pages import Browser


def _import() -> None:
    with (FOLDER / "luton_monthly_by_ward.csv").open("rb") as source:
        import_crime(source, None)


def test_recorded_crime_shows_the_newest_month_beside_the_targets(browser: Browser) -> None:
    _import()
    browser.sign_in(make.user(Role.TASKING_MEMBER, "scheme"))
    page = browser.visit("crime.recorded_crime")
    assert "Recorded crime, April 2024" in page
    assert "Luton South" in page
    assert "Dallow" in page
    assert "Theft of Vehicle: 45.0% fewer printed, 16.5% fewer computed They disagree" in page
    assert "Homes are not separated from other buildings" in page
    assert "The targets are numbers of crimes in a year" in page


def test_recorded_crime_of_a_month_asked_for(browser: Browser) -> None:
    _import()
    browser.sign_in(make.user(Role.REPORTING_GROUP, "scheme"))
    assert "Recorded crime, March 2024" in browser.visit("crime.recorded_crime", month="2024-03")
    for month in ("2024-05", "1999-01", "yesterday", "2019-13"):
        browser.visit("crime.recorded_crime", expect=404, month=month)


def test_recorded_crime_before_anything_was_imported(browser: Browser) -> None:
    browser.sign_in(make.user(Role.COORDINATOR, "scheme"))
    assert "No police file has been imported yet." in browser.visit("crime.recorded_crime")


def test_recorded_crime_is_not_for_practitioners(browser: Browser) -> None:
    browser.sign_in(make.user(Role.PRACTITIONER))
    browser.visit("crime.recorded_crime", expect=403)
