"""Who the lines of noisy lists are about: nobody is ever taken for another."""

import sys
from collections import Counter
from io import BytesIO

import pytest
from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.audit.services import write_trail
from popo.db import db
from popo.imports.kinds import ListKind
from popo.imports.models import ImportBatch, RowState
from popo.imports.queries.batches import rows_of
from popo.imports.services import bringing, closing, sources, undoing
from popo.imports.services.checking import look_through
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_table
from popo.imports.verdicts import Verdict
from popo.people.identifiers import IdentifierKind
from popo.people.models import NameKind, Person, Sex
from popo.people.services import NewPerson, add_identifier, add_name, add_person
from tests import make
from tests.imports.noisy import Entry, Known, as_csv, make_entries, make_known
from tests.imports.test_taking import content, take


def record(actor: Actor, known: list[Known]) -> list[Person]:
    """Puts them on record, aliases and number and all."""
    people = []
    for one in known:
        details = NewPerson(
            one.person.given, one.person.surname, one.person.born, Sex.MALE, "Test record"
        )
        person = add_person(actor, details)
        for alias in one.person.aliases[:1]:
            given, _, family = alias.rpartition(" ")
            add_name(actor, person, NameKind.ALIAS, given, family, "Test record")
        add_identifier(actor, person, IdentifierKind.PNC, one.pnc, "Test record")
        people.append(person)
    db.session.flush()
    return people


def looked_through(actor: Actor, entries: list[Entry], name: str = "Noisy") -> ImportBatch:
    details = SourceDetails(name, "Test", None)
    source = sources.add_source(actor, ListKind.PEOPLE, details)
    table = open_table(BytesIO(as_csv(entries)))
    batch = bringing.bring(actor, source, table, clock.today())
    db.session.flush()
    mapping = bringing.mapping_of(batch)
    bringing.confirm_columns(actor, batch, source, mapping, batch.version)
    db.session.flush()
    assert look_through(actor, batch, 10_000)
    db.session.flush()
    return batch


def judge_all(actor: Actor, size: int, lines: int, seed: int) -> tuple[Counter[str], Counter[str]]:
    """By name origin: lines about known people, and those of them that led to the right one."""
    known = make_known(size, seed)
    people = record(actor, known)
    entries = make_entries(known, lines, seed)
    batch = looked_through(actor, entries)
    rows = {row.number: row for row in rows_of(batch, limit=lines + 1)}
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for number, entry in enumerate(entries, start=2):
        row = rows[number]
        if row.person_id is not None:
            assert entry.truth is not None, f"line {number}: a stranger taken for somebody"
            assert row.person_id == people[entry.truth].id, f"line {number}: taken for another"
        if entry.truth is None or row.verdict is Verdict.MALFORMED:
            continue
        asked[entry.origin] += 1
        reference = people[entry.truth].reference
        assert row.held is not None
        right = row.person_id == people[entry.truth].id or reference in row.held["maybe"]
        found[entry.origin] += right
    return asked, found


@pytest.fixture
def coordinator(work: None) -> Actor:
    make.agency(AgencyKind.POLICE)
    make.partnership()
    return make.coordinator()


def test_no_line_is_ever_taken_for_another_person(coordinator: Actor) -> None:
    asked, found = judge_all(coordinator, size=120, lines=400, seed=7)
    assert found.total() / asked.total() >= 0.97


@pytest.mark.soak
def test_ten_thousand_noisy_lines(coordinator: Actor) -> None:
    """Recall by name origin is printed: run with -s."""
    asked, found = judge_all(coordinator, size=2_000, lines=10_000, seed=11)
    for origin in sorted(asked):
        share = found[origin] / asked[origin]
        sys.stdout.write(f"{origin}: {share:.4f} of {asked[origin]} lines\n")
        assert share >= 0.95, origin
    sys.stdout.write(f"all: {found.total() / asked.total():.4f}; no wrong match\n")


def test_taken_again_nobody_is_added_twice_and_undone_nothing_is_left(coordinator: Actor) -> None:
    known = make_known(40, seed=3)
    record(coordinator, known)
    before = content()
    entries = make_entries(known, 150, seed=3)
    batch = looked_through(coordinator, entries)
    take(coordinator, batch)
    added = db.session.scalars(select(func.count()).select_from(Person)).one() - len(known)
    assert added > 5
    taken = {row.number for row in rows_of(batch, limit=1_000) if row.state is RowState.TAKEN}

    write_trail()  # as at the end of each request: after the undo some keys are gone
    again = looked_through(coordinator, list(reversed(entries)), "Once more")
    for row in rows_of(again, limit=1_000):
        if len(entries) + 3 - row.number in taken:
            assert row.verdict is not Verdict.NEW, f"line {row.number} would be added twice"
    closing.cancel(coordinator, again)
    db.session.flush()

    undone = undoing.undo(coordinator, batch, batch.version)
    db.session.flush()
    assert not undone.kept
    assert content() == before
