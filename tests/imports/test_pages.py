"""Lists in the browser: brought, confirmed, taken, decided and undone."""

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.db import db
from popo.imports import running
from popo.imports.models import BatchState, ImportBatch, ImportRow, ListSource, RowState
from popo.imports.verdicts import Verdict
from popo.jobs.services import work_once
from popo.people.models import Person
from popo.people.queries import details_of
from tests import make
from tests.pages import Browser, Page

PEOPLE = (
    "Surname,Forenames,DOB,PNC ID,Strand,Date on\r\n"
    "Example,Adam,3/5/83,02/73319Z,C&C,1/3/2007\r\n"
    "Sample,Bela,31/2/79,,C&C,1/3/2007\r\n"
)


@pytest.fixture
def coordinator(browser: Browser) -> User:
    make.agency(AgencyKind.POLICE)
    make.partnership()
    user = make.user(Role.COORDINATOR, SCHEME)
    browser.sign_in(user)
    return user


def _source(browser: Browser, kind: str = "people") -> ListSource:
    named = {"list_kind": kind, "name": "Spreadsheet", "purpose": "The agreement"}
    browser.send("imports.add_source", named)
    return db.session.scalars(select(ListSource)).one()


def _bring(browser: Browser, source: ListSource, text: str, expect: int = 302) -> Page:
    file = (io.BytesIO(text.encode("cp1252")), "list.csv")
    sent = {"source_id": str(source.id), "as_at": "today", "file": file}
    return browser.send("imports.bring_list", sent, expect)


def _newest() -> ImportBatch:
    batches = select(ImportBatch).order_by(ImportBatch.created_at.desc(), ImportBatch.id)
    return db.session.scalars(batches).all()[0]


def _confirm(browser: Browser, batch: ImportBatch, expect: int = 302, **changed: str) -> Page:
    columns = {f"column_{place}": held for place, held in batch.shape["columns"].items()}
    sent = {**columns, "version": batch.version, **changed}
    return browser.send("imports.confirm_columns", sent, expect, batch_id=batch.id)


def _brought(browser: Browser, text: str = PEOPLE) -> ImportBatch:
    _bring(browser, _source(browser), text)
    batch = _newest()
    _confirm(browser, batch)
    return batch


def _people() -> int:
    return db.session.scalars(select(func.count()).select_from(Person)).one()


def test_the_first_day(browser: Browser, coordinator: User) -> None:
    assert "No source is named yet" in browser.visit("imports.list_imports")
    source = _source(browser)
    _bring(browser, source, PEOPLE)
    batch = _newest()
    page = browser.visit("imports.confirm_columns", batch_id=batch.id)
    assert "What each column holds" in page
    assert "02/73319Z" in page
    wrong = _confirm(browser, batch, 422, column_0="")
    assert "Say which column holds the name" in wrong
    _confirm(browser, batch)
    assert batch.state is BatchState.CHECKED
    assert "Take 1 safe line" in browser.visit("imports.show_batch", batch_id=batch.id)
    bad = browser.visit("imports.show_batch", batch_id=batch.id, show="malformed")
    assert "There is no such day" in bad

    browser.send("imports.take_safe", {"version": batch.version}, batch_id=batch.id)
    assert _people() == 1
    assert "Undo the whole list" in browser.visit("imports.show_batch", batch_id=batch.id)
    left = browser.visit("imports.download_failed", batch_id=batch.id).html
    assert "Sample,Bela,31/2/79" in left
    undo = browser.visit("imports.undo_batch", batch_id=batch.id)
    assert "1 person the list added goes" in undo
    browser.send("imports.undo_batch", {"version": batch.version}, batch_id=batch.id)
    assert _people() == 0
    assert "Undone" in browser.visit("imports.show_batch", batch_id=batch.id)


def test_columns_are_remembered_for_the_next_list(browser: Browser, coordinator: User) -> None:
    batch = _brought(browser)
    source = db.session.get_one(ListSource, batch.source_id)
    _bring(browser, source, "Odd name,DOB\r\nExample,3/5/1983\r\n")
    odd = _newest()
    assert odd.shape["columns"] == {"1": "date_of_birth"}
    _confirm(browser, odd, column_0="full_name")
    _bring(browser, source, "DOB,Odd name\r\n4/5/1983,Sample\r\n")
    page = browser.visit("imports.confirm_columns", batch_id=_newest().id)
    assert "As last time" in page
    assert _newest().shape["columns"] == {"0": "date_of_birth", "1": "full_name"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste the list."),
        ({"pasted": "Name\nX", "file": b"Name\nX"}, "not both"),
        ({"file": b"%PDF-1.4"}, "The file is a PDF"),
        ({"pasted": "Name\nX", "as_at": "1/1/2050"}, "a day to come"),
        ({"pasted": "Name\nX", "source_id": "nobody"}, "Choose"),
    ],
)
def test_what_cannot_be_taken_is_said(
    browser: Browser, coordinator: User, sent: dict[str, Any], said: str
) -> None:
    source = _source(browser)
    usual = {"source_id": str(source.id), "as_at": "today"}
    if "file" in sent:
        sent = {**sent, "file": (io.BytesIO(sent["file"]), "a.csv")}
    assert said in browser.send("imports.bring_list", {**usual, **sent}, 422)
    assert db.session.scalars(select(func.count()).select_from(ImportBatch)).one() == 0


def test_the_same_list_twice_is_refused_and_keeps_nothing(
    browser: Browser, coordinator: User
) -> None:
    batch = _brought(browser)
    source = db.session.get_one(ListSource, batch.source_id)
    assert "has not changed" in _bring(browser, source, PEOPLE, 422)
    assert db.session.scalars(select(func.count()).select_from(ImportBatch)).one() == 1


def test_a_conflict_shows_both_and_takes_what_is_ticked(
    browser: Browser, coordinator: User
) -> None:
    actor = actor_for(coordinator)
    known = make.person(actor, "Adam", "Example", date(1983, 3, 5))
    batch = _brought(browser, PEOPLE)
    row = db.session.scalars(select(ImportRow).where(ImportRow.verdict == "conflict")).one()
    page = browser.visit("imports.decide_line", batch_id=batch.id, row_id=row.id)
    assert "day and month swapped" in page
    assert "5 March 1983" in page
    assert "3 May 1983" in page
    where = {"batch_id": batch.id, "row_id": row.id}
    sent = {"version": row.version, "who": known.reference}
    refused = browser.send("imports.decide_line", sent, 422, **where)
    assert "Tick what to take" in refused
    forged = browser.send("imports.decide_line", {**sent, "keys": ["born", "case:x"]}, 422, **where)
    assert "Choose one of the options shown" in forged
    browser.send("imports.decide_line", {**sent, "keys": ["born", "number:pnc:02/73319Z"]}, **where)
    assert known.date_of_birth == date(1983, 5, 3)
    assert [one.canonical for one in details_of(known.id, actor).identifiers] == ["2002/0073319Z"]
    assert row.state is RowState.TAKEN
    # a second window that still shows the line gets told
    again = {**sent, "keys": ["number:pnc:02/73319Z"]}
    browser.send("imports.decide_line", again, 422, **where)


def test_a_line_left_out_can_be_put_back(browser: Browser, coordinator: User) -> None:
    batch = _brought(browser)
    row = db.session.scalars(select(ImportRow).where(ImportRow.verdict == "new")).one()
    where = {"batch_id": batch.id, "row_id": row.id}
    browser.send("imports.leave_line_out", {"version": row.version}, **where)
    assert row.state is RowState.LEFT_OUT
    browser.send("imports.put_line_back", {}, **where)
    assert (row.state, row.verdict) == (RowState.WAITING, Verdict.NEW)
    browser.send("imports.decide_line", {"version": row.version, "who": "new"}, **where, show="new")
    assert _people() == 1


def test_another_agency_sees_nothing_of_a_list(browser: Browser, coordinator: User) -> None:
    batch = _brought(browser)
    row = db.session.scalars(select(ImportRow)).all()[0]
    browser.sign_in(make.user(of=make.agency(AgencyKind.POLICE)))
    assert str(batch.source_id) not in browser.visit("imports.list_imports").html
    for endpoint in ("show_batch", "confirm_columns", "undo_batch", "download_failed"):
        browser.visit(f"imports.{endpoint}", 404, batch_id=batch.id)
    browser.visit("imports.decide_line", 404, batch_id=batch.id, row_id=row.id)
    browser.send("imports.take_safe", {"version": batch.version}, 404, batch_id=batch.id)
    browser.visit("imports.edit_source", 404, source_id=batch.source_id)


def test_housing_brings_back_its_own_list_and_no_other(browser: Browser, coordinator: User) -> None:
    browser.sign_in(make.user(of=make.agency(AgencyKind.HOUSING)))
    assert "Bring back a list of people" in browser.visit("imports.list_imports")
    page = browser.visit("imports.add_source")
    assert "People of your own list" in page
    assert "Arrests" not in page


def test_a_long_list_is_dealt_with_behind_the_page(
    browser: Browser, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SHORT", 1)
    monkeypatch.setattr(running, "FEW", 0)
    batch = _brought(browser)
    page = browser.visit("imports.show_batch", batch_id=batch.id)
    assert "Being looked through: 0 of 3 lines so far" in page
    assert page.response.headers["Refresh"] == "2"
    assert work_once()
    db.session.expire_all()
    assert batch.state is BatchState.CHECKED
    browser.send("imports.take_safe", {"version": batch.version}, batch_id=batch.id)
    assert batch.state is BatchState.ACCEPTING
    assert work_once()
    db.session.expire_all()
    assert (batch.state, _people()) == (BatchState.ACCEPTED, 1)


def test_taking_a_long_list_can_be_stopped_and_gone_on_with(
    browser: Browser, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FEW", 0)
    batch = _brought(browser)
    browser.send("imports.take_safe", {"version": batch.version}, batch_id=batch.id)
    browser.send("imports.stop_taking", {}, batch_id=batch.id)
    assert work_once()
    db.session.expire_all()
    assert (batch.state, _people()) == (BatchState.ACCEPTED, 0)
    browser.send("imports.take_safe", {"version": batch.version}, batch_id=batch.id)
    assert work_once()
    assert _people() == 1


def test_cancelled_nothing_of_it_is_kept(browser: Browser, coordinator: User) -> None:
    batch = _brought(browser)
    browser.send("imports.cancel_batch", {}, batch_id=batch.id)
    assert batch.state is BatchState.CANCELLED
    assert db.session.scalars(select(func.count()).select_from(ImportRow)).one() == 0
    assert "Its lines are no longer kept" in browser.visit("imports.show_batch", batch_id=batch.id)


def test_a_source_is_edited_closed_and_used_again(browser: Browser, coordinator: User) -> None:
    source = _source(browser)
    where = {"source_id": source.id}
    changed = {"name": "Weekly", "purpose": "Other", "every_days": "7", "version": source.version}
    browser.send("imports.edit_source", changed, **where)
    assert (source.name, source.every_days) == ("Weekly", 7)
    stale = {**changed, "version": source.version - 1}
    browser.send("imports.edit_source", stale, 409, **where)
    browser.send("imports.close_source", {}, **where)
    assert str(source.id) not in browser.visit("imports.list_imports").html
    browser.send("imports.reopen_source", {}, **where)
    assert str(source.id) in browser.visit("imports.list_imports").html
