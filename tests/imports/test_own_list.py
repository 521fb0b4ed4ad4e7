"""Who brings their own list back changes their own lines, and adds nobody."""

from datetime import date

import pytest
from sqlalchemy import select

from popo.access.actor import SCHEME, Actor
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.audit.services import write_trail
from popo.db import db
from popo.errors import RuleBroken
from popo.imports.exporting import Part
from popo.imports.kinds import ListKind
from popo.imports.models import ImportRow, RowState
from popo.imports.queries.batches import get_batch, rows_of
from popo.imports.services import bringing, sources, taking, undoing
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_text
from popo.imports.verdicts import Verdict
from popo.people.models import Person
from popo.people.queries import details_of
from tests import make
from tests.imports.own_list import (
    TODAY,
    agency_of,
    as_csv,
    back,
    edited,
    person,
    table,
    taken,
    verdicts,
)


def test_nobody_new_is_added_by_who_brings_their_own_list_back(
    police: Actor, several: list[Person]
) -> None:
    people = len(db.session.scalars(select(Person)).all())
    rows = table(taken(police, parts=frozenset({Part.NAMES, Part.BIRTH})))
    blank = [""] * len(rows[1])
    stranger = ["", "Stranger", "Very", "", "01/02/1970", ""]
    unknown = ["POPO-9999", "Stranger", "Very", "", "01/02/1970", ""]
    unreferenced = ["", *rows[2][1:]]
    batch = back(police, as_csv([*rows, blank, stranger, unknown, unreferenced]))
    kept = rows_of(batch, Verdict.NOT_ENTITLED)
    assert len(kept) == 3
    assert [row.cells for row in kept] == [None] * 3, "nothing of what they said is kept"
    assert all(row.held and not row.held["row"]["family"] for row in kept)
    for row in kept:
        with pytest.raises(RuleBroken):
            taking.decide(police, batch, row, taking.Decision("new", ()), row.version)
    taking.begin_taking(police, batch, batch.version)
    db.session.flush()
    assert taking.take_some(police, batch, 50)
    assert len(db.session.scalars(select(Person)).all()) == people


def test_a_verdict_from_before_adds_nobody_either(police: Actor, several: list[Person]) -> None:
    """Whatever the line was once judged: the service itself refuses somebody new."""
    batch = back(police, taken(police))
    row = rows_of(batch)[0]
    row.verdict = Verdict.NEW
    db.session.flush()
    with pytest.raises(RuleBroken, match="Somebody new is added"):
        taking.decide(police, batch, row, taking.Decision("new", ()), row.version)


def test_what_was_brought_back_can_be_undone(police: Actor, several: list[Person]) -> None:
    adam = several[0]
    batch = back(police, edited(taken(police), adam.reference, "Phone", "01582 222222"))
    taking.begin_taking(police, batch, batch.version)
    db.session.flush()
    assert taking.take_some(police, batch, 50)
    db.session.flush()
    write_trail()
    assert not undoing.undo(police, batch, batch.version).kept
    db.session.flush()
    assert [one.number for one in details_of(adam.id, police).phones] == ["+44 7700 900123"]


def test_somebody_elses_record_is_not_told_of(police: Actor, several: list[Person]) -> None:
    """A reference that is another agency's looks like one that is nobody's."""
    other = make.actor(of=make.agency(AgencyKind.PROBATION))
    theirs, _ = person(other, "Only", "Theirs", date(1971, 1, 1))
    db.session.flush()
    rows = table(taken(police, parts=frozenset({Part.NAMES})))
    lines = [[theirs.reference, "Theirs", "Only", ""], ["POPO-9999", "No", "Body", ""]]
    batch = back(police, as_csv([*rows, *lines]))
    held = [(row.person_id, row.held) for row in rows_of(batch, Verdict.NOT_ENTITLED)]
    assert len(held) == 2
    assert held[0] == held[1]


def test_a_list_of_people_is_for_who_brought_it(police: Actor, several: list[Person]) -> None:
    batch = back(police, taken(police))
    colleague = make.actor(of=agency_of(police))
    assert get_batch(batch.id, colleague) is None
    with pytest.raises(RuleBroken, match="Somebody else brought this list"):
        taking.begin_taking(colleague, batch, batch.version)
    row = rows_of(batch)[0]
    with pytest.raises(RuleBroken):
        taking.leave_out(colleague, batch, row, row.version)
    assert row.state is RowState.WAITING


def test_the_coordinators_source_is_left_alone(police: Actor, adam: Person) -> None:
    """Its columns, name and newest day are those of the scheme's list."""
    coordinator = make.actor(Role.COORDINATOR, SCHEME, of=agency_of(police))
    details = SourceDetails("The scheme's list", "The agreement", None)
    source = sources.add_source(coordinator, ListKind.PEOPLE, details)
    own = sources.add_source(police, ListKind.PEOPLE, details._replace(name="Ours"))
    db.session.flush()
    assert (source.own_list, own.own_list) == (False, True)
    for change in (sources.close_source, sources.reopen_source):
        with pytest.raises(RuleBroken, match="The co-ordinator brings this list"):
            change(police, source)
    with pytest.raises(RuleBroken, match="The co-ordinator brings this list"):
        sources.edit_source(police, source, details, source.version)
    with pytest.raises(RuleBroken, match="The co-ordinator brings this list"):
        bringing.bring(police, source, open_text("Scheme reference\nPOPO-0001\n"), TODAY)
    sources.close_source(police, own)
    sources.reopen_source(coordinator, own)


def test_the_coordinator_is_asked_about_a_reference_nobody_has(police: Actor, adam: Person) -> None:
    coordinator = make.coordinator()
    rows = table(taken(police, parts=frozenset({Part.NAMES})))
    lines = [["POPO-9999", "Stranger", "Very", ""], ["POPO-9998", "", "", ""]]
    batch = back(coordinator, as_csv([*rows, *lines]))
    assert verdicts(batch) == [Verdict.SAME, Verdict.CONFLICT, Verdict.MALFORMED]
    row = rows_of(batch, Verdict.CONFLICT)[0]
    taking.decide(coordinator, batch, row, taking.Decision("new", ()), row.version)
    assert row.state is RowState.TAKEN


def test_an_own_numbering_under_reference_is_an_own_reference(police: Actor, adam: Person) -> None:
    coordinator = make.coordinator()
    batch = back(coordinator, b"Reference,Surname,Forename\nPPO-0017,New,Somebody\n")
    row = db.session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id)).one()
    assert row.verdict is Verdict.NEW
    assert row.held is not None
    assert row.held["row"]["numbers"][0][:2] == ["local", "PPO-0017"]
    assert row.held["row"]["reference"] == ""
