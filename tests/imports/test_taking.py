"""From a spreadsheet to a working record, and back."""

from datetime import date

import pytest
from sqlalchemy import Column, Table, select

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind
from popo.audit.services import write_trail
from popo.cases.models import CaseEnd, Colour, Strand
from popo.cases.queries import case_history, engagements_of, lights_of, open_case_of
from popo.db import Model, db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.comparing import Difference, How, compare
from popo.imports.kinds import ListKind
from popo.imports.models import BatchState, ImportBatch, ImportPart, ListSource, RowState
from popo.imports.queries.batches import lines_known_since, rows_of, strangers_of
from popo.imports.services import bringing, sources, taking, undoing
from popo.imports.services.checking import judge_again, look_through
from popo.imports.services.failures import failed_lines
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_text
from popo.imports.verdicts import Judged, Verdict
from popo.offending.kinds import OffenceEventKind
from popo.offending.queries import events_of
from popo.people.identifiers import IdentifierKind
from popo.people.models import Sex
from popo.people.queries import details_of, find_people
from popo.people.services import EditPerson, add_identifier, add_phone, edit_person
from popo.whereabouts.models import Place
from popo.whereabouts.queries import newest_location, standing_dates
from tests import make

TODAY = date(2024, 4, 30)
PEOPLE = """Surname\tForenames\tDOB\tPNC ID\tAddress\tPost code\tStrand\tDate on\tDate off\tColour
Example\tAdam\t3/5/83\t02/73319Z\t1 High Street\tLU1 2AB\tC&C\t1/3/2007\t\tRed
FORMER\tBela\t03-Jun-79\t\t\t\tCatch and Convict\t1/4/2005\t1/9/2006\t
"""


@pytest.fixture
def coordinator(work: None) -> Actor:
    make.agency(AgencyKind.POLICE)
    make.agency(AgencyKind.PROBATION)
    make.partnership()
    return make.coordinator()


def brought(
    actor: Actor, text: str, kind: ListKind = ListKind.PEOPLE, name: str = "The scheme's list"
) -> ImportBatch:
    """Looked through, ready to take."""
    source = sources.add_source(actor, kind, SourceDetails(name, "The agreement, part 3", None))
    return again(actor, text, source)


def again(actor: Actor, text: str, source: ListSource) -> ImportBatch:
    batch = bringing.bring(actor, source, open_text(text), TODAY)
    db.session.flush()
    bringing.confirm_columns(actor, batch, source, bringing.mapping_of(batch), batch.version)
    db.session.flush()
    assert look_through(actor, batch, 100)
    db.session.flush()
    return batch


def take(actor: Actor, batch: ImportBatch) -> None:
    taking.begin_taking(actor, batch, batch.version)
    db.session.flush()
    while not taking.take_some(actor, batch, 50):
        pass
    db.session.flush()


def verdicts(batch: ImportBatch) -> list[Verdict]:
    return [row.verdict for row in rows_of(batch)]


def test_the_schemes_own_list_becomes_people_with_cases(coordinator: Actor) -> None:
    batch = brought(coordinator, PEOPLE)
    assert verdicts(batch) == [Verdict.NEW, Verdict.NEW]
    assert not db.session.query(ImportPart).count()
    take(coordinator, batch)
    assert {row.state for row in rows_of(batch)} == {RowState.TAKEN}

    adam = find_people("Adam Example", coordinator)[0].person
    assert adam.date_of_birth == date(1983, 5, 3)
    details = details_of(adam.id, coordinator)
    assert [one.canonical for one in details.identifiers] == ["2002/0073319Z"]
    assert [one.postcode for one in details.addresses] == ["LU1 2AB"]
    case = open_case_of(adam)
    assert case is not None
    assert case.opened_on == date(2007, 3, 1)
    assert lights_of([case.id], TODAY)[case.id].colour is Colour.RED
    strands = {row.strand for row in engagements_of([case.id], TODAY)[case.id]}
    assert Strand.CATCH_AND_CONVICT in strands

    bela = find_people("Bela Former", coordinator)[0].person
    spell = case_history(bela)[0]
    assert (spell.closed_on, spell.end_reason) == (date(2006, 9, 1), CaseEnd.NOT_RECORDED)


def content() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table a list can touch, without the versions that only guard saves."""
    left_out = ("import_", "list_sources", "audit_", "data_keys", "counters", "alembic")
    return {
        table.name: sorted(
            (tuple(row) for row in db.session.execute(select(*_columns(table)))), key=repr
        )
        for table in Model.metadata.sorted_tables
        if not table.name.startswith(left_out)
    }


def _columns(table: Table) -> list[Column[object]]:
    return [column for column in table.c if column.name != "version"]


def test_undone_the_record_is_to_the_letter_what_it_was(coordinator: Actor) -> None:
    known = make.person(coordinator, "Carl", "Known", None)
    make.person(coordinator, "Dora", "Other", date(1984, 1, 2))
    db.session.flush()
    before = content()
    text = PEOPLE + "Known\tCarl\t\t\t2 High Street\tLU1 3AB\tC&C\t1/3/2008\t\tAmber\n"
    batch = brought(coordinator, text)
    row = rows_of(batch, Verdict.CONFLICT)[0]  # a name alone is never sure
    take(coordinator, batch)
    judged = judge_again(coordinator, batch, [row])[0]
    keys = [one.key for one in compare_all(batch, judged) if one.how is How.ADDS]
    taking.decide(
        coordinator, batch, row, taking.Decision(known.reference, tuple(keys)), row.version
    )
    db.session.flush()
    assert content() != before
    write_trail()  # as at the end of each request: afterwards the keys are gone
    undone = undoing.undo(coordinator, batch, batch.version)
    db.session.flush()
    assert not undone.kept
    assert content() == before
    assert batch.state is BatchState.UNDONE
    assert not find_people("Adam Example", coordinator)
    # brought again it is a list like any other
    taken_again = again(coordinator, text, db.session.get_one(ListSource, batch.source_id))
    assert verdicts(taken_again).count(Verdict.NEW) == 2


def compare_all(batch: ImportBatch, judged: Judged) -> list[Difference]:
    return compare(batch.list_kind, judged.row, judged.maybe[0].known)


def test_later_work_outlives_an_undo(coordinator: Actor) -> None:
    batch = brought(coordinator, PEOPLE)
    take(coordinator, batch)
    adam = find_people("Adam Example", coordinator)[0].person
    add_phone(coordinator, adam, "01582 111111", "Asked them")
    write_trail()
    undone = undoing.undo(coordinator, batch, batch.version)
    assert undone.kept_people == {adam.id}
    assert find_people("Adam Example", coordinator)
    assert not find_people("Bela Former", coordinator)
    states = {row.number: row.state for row in rows_of(batch)}
    assert states == {2: RowState.TAKEN, 3: RowState.UNDONE}


def test_a_changed_value_is_not_put_back_over_a_later_change(coordinator: Actor) -> None:
    known = make.person(coordinator, "Adam", "Example", None)
    add_identifier(coordinator, known, IdentifierKind.PNC, "02/73319Z", "PNC")
    db.session.flush()
    batch = brought(coordinator, PEOPLE)
    take(coordinator, batch)
    assert known.date_of_birth == date(1983, 5, 3)
    edit_person(coordinator, known, EditPerson(date(1983, 5, 4), Sex.MALE), known.version)
    db.session.flush()
    undoing.undo(coordinator, batch, batch.version)
    db.session.expire_all()
    assert known.date_of_birth == date(1983, 5, 4)
    assert not details_of(known.id, coordinator).addresses


def test_a_second_time_everything_is_known(coordinator: Actor) -> None:
    batch = brought(coordinator, PEOPLE)
    take(coordinator, batch)
    source = db.session.get_one(ListSource, batch.source_id)
    with pytest.raises(RuleBroken, match="has not changed"):
        again(coordinator, PEOPLE, source)
    changed = again(coordinator, PEOPLE + "Third\tPerson\t1/1/80\t\t\t\t\t\t\t\n", source)
    assert verdicts(changed) == [Verdict.SAME, Verdict.SAME, Verdict.NEW]


def test_the_same_person_twice_in_one_list_is_asked_about(coordinator: Actor) -> None:
    text = PEOPLE + "Exampel\tAdam\t5/3/83\t\t\t\t\t\t\t\n"
    batch = brought(coordinator, text)
    assert verdicts(batch) == [Verdict.NEW, Verdict.NEW, Verdict.CONFLICT]
    row = rows_of(batch, Verdict.CONFLICT)[0]
    assert row.held is not None
    assert "Line 2" in row.held["note"]


def test_a_line_that_is_not_understood_is_kept_with_the_reason(coordinator: Actor) -> None:
    batch = brought(coordinator, PEOPLE.replace("3/5/83", "31/2/83"))
    row = rows_of(batch, Verdict.MALFORMED)[0]
    lines = list(failed_lines(batch))
    assert lines[0][-1] == "Why it was not taken"
    assert lines[1][0] == "Example"
    assert "no such day" in lines[1][-1]
    with pytest.raises(RuleBroken, match="Mend the line"):
        taking.decide(coordinator, batch, row, taking.Decision("new", ()), row.version)


def test_somebody_elses_change_is_not_overtaken(coordinator: Actor) -> None:
    batch = brought(coordinator, PEOPLE)
    with pytest.raises(StaleVersion):
        taking.begin_taking(coordinator, batch, batch.version + 1)
    row = rows_of(batch)[0]
    with pytest.raises(StaleVersion):
        taking.leave_out(coordinator, batch, row, row.version - 1)


@pytest.fixture
def police(coordinator: Actor) -> Actor:
    return make.actor(of=make.agency(AgencyKind.POLICE))


ARRESTS = """Name,DOB,PNC,Date of arrest,Offence,Custody record
"EXAMPLE, Adam",03/05/1983,,29/04/2024,028/03,AA/1/24
"STRANGER, Very",01/02/1990,,29/04/2024,Theft,AA/2/24
"""


def test_a_list_of_arrests_keeps_nothing_about_strangers(police: Actor) -> None:
    adam = make.person(police)
    db.session.flush()
    batch = brought(police, ARRESTS, ListKind.ARRESTS, "Custody suite")
    assert verdicts(batch) == [Verdict.NEW]
    assert batch.counts == {"unmatched": 1}
    assert strangers_of(batch) == [3]
    take(police, batch)
    event = events_of(adam, police)[0]
    assert (event.event_kind, event.happened_on) == (OffenceEventKind.ARREST, date(2024, 4, 29))
    assert event.ho_code == "02803"
    source = db.session.get_one(ListSource, batch.source_id)
    assert source.newest_on == TODAY
    later = again(police, ARRESTS + '"EXAMPLE, Adam",03/05/1983,,28/04/2024,Theft,\n', source)
    assert verdicts(later) == [Verdict.SAME, Verdict.NEW]


def test_custody_and_releases_move_people(police: Actor) -> None:
    adam = make.person(police)
    db.session.flush()
    text = "Name,DOB,Movement,Movement date,Prison,Release date\n"
    text += "Adam Example,3/5/83,Remand,20/4/24,Bedford,1/6/24\n"
    batch = brought(police, text, ListKind.CUSTODY, "Prison")
    assert verdicts(batch) == [Verdict.NEW]
    take(police, batch)
    held = newest_location(adam)
    assert held is not None
    assert (held.place, held.starts_on) == (Place.REMAND, date(2024, 4, 20))
    assert [row.falls_on for row in standing_dates(adam)] == [date(2024, 6, 1)]


def test_a_practitioner_elsewhere_brings_no_list(coordinator: Actor) -> None:
    housing = make.actor(of=make.agency(AgencyKind.HOUSING))
    with pytest.raises(RuleBroken, match="another agency"):
        sources.add_source(housing, ListKind.ARRESTS, SourceDetails("X", "Y", None))


def test_a_child_outside_ones_clearance_is_a_stranger(police: Actor) -> None:
    """Neither the verdict nor what is kept tells that such a record exists."""
    yos = make.actor(
        of=make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE),
        clearances=(Clearance.PREVENT_AND_DETER,),
    )
    make.person(yos, "Young", "Person", date(2008, 5, 3))
    db.session.flush()
    text = "Name,DOB,Date of arrest\nYoung Person,3/5/2008,29/04/2024\n"
    batch = brought(police, text, ListKind.ARRESTS, "Custody suite")
    assert verdicts(batch) == []
    assert batch.counts == {"unmatched": 1}
    assert lines_known_since(batch, police) == 0
