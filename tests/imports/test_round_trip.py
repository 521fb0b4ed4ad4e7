"""Out to a file and back: unchanged it is known already, a changed cell is that line alone."""

import pytest

from popo.access.actor import Actor
from popo.db import db
from popo.imports.exporting import FileFormat, Part
from popo.imports.queries.batches import rows_of
from popo.imports.services import taking
from popo.imports.verdicts import Verdict
from popo.people.identifiers import IdentifierKind
from popo.people.models import Person
from popo.people.queries import details_of
from popo.people.services import add_identifier
from tests.imports.own_list import as_csv, back, edited, table, taken, verdicts


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_unchanged_every_line_is_known_already(
    police: Actor, several: list[Person], file_format: FileFormat
) -> None:
    batch = back(police, taken(police, file_format))
    told = [(row.verdict, row.held and row.held["differences"]) for row in rows_of(batch)]
    assert [verdict for verdict, _ in told] == [Verdict.SAME] * len(several), told
    assert {row.person_id for row in rows_of(batch)} == {one.id for one in several}


@pytest.mark.parametrize("part", list(Part))
def test_unchanged_with_one_part_only_it_is_known_already(
    police: Actor, several: list[Person], part: Part
) -> None:
    batch = back(police, taken(police, parts=frozenset({part})))
    assert verdicts(batch) == [Verdict.SAME] * len(several)


@pytest.mark.parametrize(
    ("heading", "value", "verdict", "label"),
    [
        ("Family name", "Exempel", Verdict.UPDATE, "Known as"),
        ("Given names", "Adem", Verdict.UPDATE, "Known as"),
        ("Aliases", "Addy", Verdict.UPDATE, "Known as"),
        ("Date of birth", "04/05/1983", Verdict.CONFLICT, "Date of birth"),
        ("Sex", "Female", Verdict.CONFLICT, "Sex"),
        ("PNC ID", "03/73319A", Verdict.CONFLICT, "PNC ID"),
        ("Own reference", "18", Verdict.UPDATE, "Own reference"),
        ("Custody record", "AA/1/24", Verdict.UPDATE, "Custody record"),
        ("Address", "2 Low Street", Verdict.CONFLICT, "Address"),
        ("Postcode", "LU1 9ZZ", Verdict.CONFLICT, "Address"),
        ("Phone", "01582 222222", Verdict.UPDATE, "Phone"),
        ("Strand", "Rehabilitate and Resettle", Verdict.CONFLICT, "On the scheme"),
        ("Date selected", "09/01/2024", Verdict.CONFLICT, "On the scheme"),
        ("Traffic light", "Green", Verdict.CONFLICT, "Traffic light"),
    ],
)
def test_one_edited_cell_is_that_line_and_that_field(
    police: Actor,
    several: list[Person],
    heading: str,
    value: str,
    verdict: Verdict,
    label: str,
) -> None:
    adam = several[0]
    batch = back(police, edited(taken(police), adam.reference, heading, value))
    changed = [row for row in rows_of(batch) if row.verdict is not Verdict.SAME]
    assert [(row.person_id, row.verdict) for row in changed] == [(adam.id, verdict)]
    assert changed[0].held is not None
    differing = {said for said, _, how in changed[0].held["differences"] if how != "same"}
    assert differing == {label}


def test_a_colour_alone_is_compared_too(police: Actor, several: list[Person]) -> None:
    only = taken(police, parts=frozenset({Part.COLOUR}))
    batch = back(police, edited(only, several[0].reference, "Traffic light", "Amber"))
    assert verdicts(batch).count(Verdict.CONFLICT) == 1


def test_a_phone_that_lost_its_nought_in_a_spreadsheet_is_the_same(
    police: Actor, several: list[Person]
) -> None:
    batch = back(police, edited(taken(police), several[0].reference, "Phone", "7700900123"))
    assert set(verdicts(batch)) == {Verdict.SAME}


def test_an_emptied_cell_changes_nothing(police: Actor, several: list[Person]) -> None:
    batch = back(police, edited(taken(police), several[0].reference, "Phone", ""))
    assert set(verdicts(batch)) == {Verdict.SAME}


def test_what_adds_is_taken_and_can_be_seen(police: Actor, several: list[Person]) -> None:
    adam = several[0]
    batch = back(police, edited(taken(police), adam.reference, "Phone", "01582 222222"))
    taking.begin_taking(police, batch, batch.version)
    db.session.flush()
    assert taking.take_some(police, batch, 50)
    db.session.flush()
    numbers = {one.number for one in details_of(adam.id, police).phones}
    assert numbers == {"+44 7700 900123", "01582 222222"}


def test_a_line_pasted_beside_another_reference_is_asked_about(
    police: Actor, several: list[Person]
) -> None:
    """Name and birth both speak against it, or a national number is somebody else's."""
    adam, ben = several[0], several[1]
    rows = table(taken(police))
    by_reference = {row[0]: row for row in rows[2:]}
    by_reference[ben.reference][1:] = by_reference[adam.reference][1:]
    batch = back(police, as_csv(rows))
    row = next(row for row in rows_of(batch) if row.verdict is not Verdict.SAME)
    assert row.verdict is Verdict.CONFLICT
    assert row.held is not None
    assert set(row.held["maybe"]) == {adam.reference, ben.reference}
    numbered = edited(taken(police), ben.reference, "PNC ID", "02/73319Z")
    assert verdicts(back(police, numbered, "Again")).count(Verdict.CONFLICT) == 1


def test_a_number_two_records_share_does_not_hide_whose_line_it_is(
    police: Actor, several: list[Person]
) -> None:
    """A mistaken number stays a mistake of the record; the reference says who is meant."""
    add_identifier(police, several[1], IdentifierKind.PNC, "02/73319Z", "PNC")
    db.session.flush()
    assert set(verdicts(back(police, taken(police)))) == {Verdict.SAME}


def test_the_same_line_twice_is_asked_about(police: Actor, several: list[Person]) -> None:
    content = edited(taken(police), several[0].reference, "Phone", "01582 222222")
    rows = table(content)
    doubled = next(row for row in rows if row[0] == several[0].reference)
    batch = back(police, as_csv([*rows, doubled]))
    assert verdicts(batch).count(Verdict.UPDATE) == 1
    assert verdicts(batch).count(Verdict.CONFLICT) == 1
