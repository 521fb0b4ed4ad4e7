"""Taking a list away in the browser, and saying that the file is destroyed."""

from datetime import date

import pytest
from sqlalchemy import select

from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.db import db
from popo.imports.models import ListExport
from popo.people.models import Person
from tests import make
from tests.cases.make import case
from tests.pages import Browser

SENT = {"parts": ["names", "phone"], "file_format": "csv", "reason": "Phones are checked"}
LIST = "catch-and-convict"


@pytest.fixture
def officer(browser: Browser) -> User:
    make.partnership()
    made = make.user(of=make.agency(AgencyKind.POLICE))
    browser.sign_in(made)
    return made


@pytest.fixture
def adam(officer: User) -> Person:
    made, _ = case(actor_for(officer))
    db.session.flush()
    return made


def test_from_the_caseload_to_a_file(browser: Browser, officer: User, adam: Person) -> None:
    page = browser.visit("strands.caseload", strand=LIST)
    assert "Take this list away to edit" in page
    assert "1 line you may work with" in browser.visit("imports.add_export", list=LIST)
    refused = browser.send("imports.add_export", {"file_format": "csv"}, 422, list=LIST)
    assert "Say why you take the list away." in refused
    assert "Tick what to take away" in refused
    assert db.session.scalars(select(ListExport)).all() == []
    file = browser.send("imports.add_export", SENT, 200, list=LIST)
    named = file.response.headers["Content-Disposition"]
    assert named == "attachment; filename=scheme-list-2024-04-30.OFFICIAL-SENSITIVE.csv"
    assert file.response.headers["Cache-Control"] == "no-store"
    lines = file.html.splitlines()
    assert officer.name in lines[0]
    assert lines[1] == "Scheme reference,Family name,Given names,Aliases,Phone"
    assert lines[2] == f"{adam.reference},Example,Adam,,"
    shown = browser.visit("imports.list_exports")
    assert "Phones are checked" in shown
    assert "by 14 May 2024" in shown


def test_destroyed_is_ticked_once(browser: Browser, adam: Person) -> None:
    browser.send("imports.add_export", SENT, 200, list=LIST)
    row = db.session.scalars(select(ListExport)).one()
    sent = {"version": row.version}
    browser.send("imports.note_destroyed", sent, export_id=row.id)
    assert row.destroyed_on == date(2024, 4, 30)
    assert "It is destroyed" not in browser.visit("imports.list_exports")
    browser.send("imports.note_destroyed", sent, export_id=row.id)
    assert "has moved on" in browser.visit("imports.list_exports")


def test_another_agency_sees_nothing_of_it(browser: Browser, adam: Person) -> None:
    browser.send("imports.add_export", SENT, 200, list=LIST)
    row = db.session.scalars(select(ListExport)).one()
    browser.sign_in(make.user(of=make.agency(AgencyKind.PROBATION)))
    assert "has taken no list away" in browser.visit("imports.list_exports")
    browser.send("imports.note_destroyed", {"version": 1}, 404, export_id=row.id)
    nobody = browser.visit("imports.add_export", list=LIST)
    assert "nobody on this list whom you may take away" in nobody
    refused = browser.send("imports.add_export", SENT, 422, list=LIST)
    assert "nobody on this list" in refused


def test_a_list_of_young_people_is_there_for_those_cleared(
    browser: Browser, officer: User, adam: Person
) -> None:
    browser.visit("imports.add_export", 404, list="prevent-and-deter")
    browser.send("imports.add_export", SENT, 404, list="prevent-and-deter")
    cleared = (Clearance.PREVENT_AND_DETER,)
    yos = make.user(of=officer.agency, clearances=cleared)
    child = make.person(actor_for(yos), "Young", "Person", date(2009, 1, 1))
    case(actor_for(yos), Strand.PREVENT_AND_DETER, person=child)
    browser.sign_in(yos)
    file = browser.send("imports.add_export", SENT, 200, list="prevent-and-deter")
    assert child.reference in file.html
    assert "Prevent and Deter" in browser.visit("imports.list_exports")
    browser.sign_in(officer)
    assert "Prevent and Deter" not in browser.visit("imports.list_exports")


def test_who_was_left_out_is_said(
    browser: Browser, adam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("popo.imports.views.exports.MOST_ROWS", 0)
    page = browser.visit("imports.add_export", list=LIST)
    assert "1 are left out" in page
    assert "narrow the list" in page


def test_the_cohort_is_for_those_who_read_it(browser: Browser, adam: Person) -> None:
    browser.visit("imports.add_export", 404, list="cohort")
    browser.visit("imports.add_export", 404, list="everybody")
    browser.visit("imports.add_export", 302)
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    assert "Take this list away to edit" in browser.visit("strands.cohort")
    file = browser.send("imports.add_export", SENT, 200, list="cohort")
    assert adam.reference in file.html
