"""Whom a list holds that is taken away, and what is kept of its going."""

from datetime import date

import pytest
from sqlalchemy import select

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind
from popo.audit.events import Event
from popo.audit.models import AuditEvent, AuditSubject
from popo.audit.services import write_trail
from popo.cases.models import AssignmentRole, SchemeCase, Strand
from popo.cases.services import assign_worker
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.exporting import ExportedList, FileFormat, Part
from popo.imports.models import ListExport
from popo.imports.queries.exports import Chosen, count_on, exports_of, get_export
from popo.imports.services import exporting
from popo.imports.services.exporting import Wanted, add_export
from popo.people.models import Person
from popo.people.services import restrict_person
from popo.strands.queries import cohort
from tests import make
from tests.cases.make import OPENED
from tests.imports.own_list import EVERYTHING, OWN, TODAY, agency_of, person, table, taken


def test_only_who_may_be_worked_with_is_taken_away(police: Actor, several: list[Person]) -> None:
    yos = make.actor(
        of=make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE),
        clearances=(Clearance.PREVENT_AND_DETER,),
    )
    young, _ = person(yos, "Young", "Person", date(2009, 1, 1), Strand.PREVENT_AND_DETER)
    other = make.actor(of=make.agency(AgencyKind.PROBATION))
    theirs, _ = person(other, "Only", "Theirs", date(1971, 1, 1))
    review = date(2024, 6, 1)
    restrict_person(make.coordinator(), several[1], "A witness", review, [])
    db.session.flush()
    assert count_on(police, OWN) == len(several) - 1
    content = taken(police).decode()
    for hidden in (young.reference, theirs.reference, several[1].reference):
        assert hidden not in content
    young_list = Chosen(ExportedList.PREVENT_AND_DETER)
    with pytest.raises(RuleBroken, match="not yours"):
        add_export(police, young_list, Wanted(FileFormat.CSV, EVERYTHING, "Why"))
    assert young.reference in taken(yos, chosen=young_list).decode()


def test_each_export_is_a_row_and_one_event_that_names_everybody(
    police: Actor, several: list[Person]
) -> None:
    taken(police, FileFormat.XLSX, frozenset({Part.PHONE}))
    write_trail()
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.event == Event.LIST_EXPORTED.label)
    ).one()
    assert event.details == {"list": "caseload", "lines": 5, "format": "xlsx"}
    subjects = select(AuditSubject.person_id).where(AuditSubject.event_id == event.id)
    assert set(db.session.scalars(subjects)) == {one.id for one in several}
    row = db.session.scalars(select(ListExport)).one()
    assert (row.lines, row.fields, row.reason) == (5, ["phone"], "To check phones")
    assert row.destroy_by == date(2024, 5, 14)
    assert not row.is_late(date(2024, 5, 14))
    assert row.is_late(date(2024, 5, 15))
    assert event.about_id == row.id


def test_destroyed_is_noted_once_and_by_the_own_agency(police: Actor, adam: Person) -> None:
    taken(police)
    db.session.flush()
    row = db.session.scalars(select(ListExport)).one()
    other = make.actor(of=make.agency(AgencyKind.PROBATION))
    assert exports_of(other) == []
    assert get_export(row.id, other) is None
    with pytest.raises(RuleBroken):
        exporting.note_destroyed(other, row, row.version)
    exporting.note_destroyed(police, row, row.version)
    db.session.flush()
    assert (row.destroyed_on, row.destroyed_by_id) == (TODAY, police.user_id)
    with pytest.raises(StaleVersion):
        exporting.note_destroyed(police, row, row.version)


def test_more_than_two_hundred_are_left_out(
    police: Actor, several: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("popo.imports.queries.exports.MOST_ROWS", 2)
    assert count_on(police, OWN) == 5
    rows = table(taken(police))
    assert [row[0] for row in rows[2:]] == sorted(one.reference for one in several)[:2]


def test_a_list_is_narrowed_as_on_its_page(police: Actor, several: list[Person]) -> None:
    def narrowed(**how: object) -> int:
        return count_on(police, Chosen(ExportedList.CATCH_AND_CONVICT, **how))  # type: ignore[arg-type]

    assert narrowed(colour="red") == 1
    assert narrowed(colour="none") == 4
    assert narrowed(unassigned=True) == 5
    assert narrowed(worker=police.user_id) == 0
    opened = db.session.scalars(select(SchemeCase)).all()[0]
    officer = make.user(of=agency_of(police))
    assign_worker(police, opened, officer, AssignmentRole.LEAD_OFFICER, OPENED)
    db.session.flush()
    assert narrowed(unassigned=True) == 4
    assert narrowed(worker=officer.id) == 1
    assert count_on(police, Chosen(ExportedList.COHORT)) == 5
    for colour in ("", "red", "none"):
        shown = cohort(police, TODAY, Strand.CATCH_AND_CONVICT, colour).matching
        chosen = Chosen(ExportedList.COHORT, Strand.CATCH_AND_CONVICT, colour)
        assert count_on(police, chosen) == shown
