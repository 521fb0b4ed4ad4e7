"""Lists of flagged people held against the scheme's, and the answers."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import Agency, AgencyKind
from popo.audit.services import write_trail
from popo.cases.models import CaseEnd
from popo.cases.queries import open_case_of
from popo.cases.services import close_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.imports.flagging import FlagAnswer, FlagState, Gap
from popo.imports.kinds import ListKind
from popo.imports.models import BatchState, FlagDifference, ImportRow, ListSource
from popo.imports.queries.batches import rows_of
from popo.imports.queries.flag_figures import figures_by_agency, figures_of
from popo.imports.queries.flags import get_difference, list_differences, owed_by_agency
from popo.imports.services import closing, taking, undoing
from popo.imports.services.flags import answer_difference
from popo.imports.services.sources import SourceDetails, add_source
from popo.imports.verdicts import Verdict
from popo.people.models import Person, SightLevel
from popo.people.services import grant_sight
from tests import make
from tests.imports.make_flags import (
    TODAY,
    bring,
    difference,
    line,
    listed,
    on_scheme,
    source_of,
    standing,
)
from tests.imports.test_taking import brought, take

YOUNG = date(2009, 5, 3)
ADAM, BELA = line("Adam", "Example"), line("Bela", "Sample")
OPEN, ANSWERED, GONE = FlagState.OPEN, FlagState.ANSWERED, FlagState.GONE


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor(of=make.agency(AgencyKind.POLICE))


@pytest.fixture
def source(police: Actor) -> ListSource:
    return source_of(police)


def move_on(days: int) -> date:
    """Scheme time, and the day it is then."""
    clock.shift(clock.at(TODAY + timedelta(days=days), 12) - clock.real_now())
    return clock.today()


def answer(by: Actor, person: Person, said: FlagAnswer, words: str = "") -> None:
    db.session.flush()
    found = get_difference(difference(person).id, by)
    assert found is not None
    answer_difference(by, found, said, words, found.difference.version)
    db.session.flush()


def test_a_list_beside_the_schemes(police: Actor, source: ListSource) -> None:
    on_scheme(police, "Adam", "Example")
    missing = on_scheme(police, "Carl", "Missing")
    too_many = make.person(police, "Bela", "Sample")
    make.person(police, "Dora", "Neither")
    db.session.flush()
    batch = bring(police, source, listed(ADAM, BELA))
    assert [row.verdict for row in rows_of(batch)] == [Verdict.SAME, Verdict.SAME]
    assert standing() == {
        missing.reference: (Gap.NOT_FLAGGED, OPEN),
        too_many.reference: (Gap.NOT_ON_SCHEME, OPEN),
    }
    assert (batch.state, source.newest_on) == (BatchState.ACCEPTED, TODAY)
    assert batch.counts == {"unmatched": 1, "agreed": 1}
    figures = figures_of(police)[0]
    assert (figures.agreed, figures.strangers, figures.to_settle) == (1, 1, 0)
    assert figures.open == {Gap.NOT_FLAGGED: 1, Gap.NOT_ON_SCHEME: 1}
    owed = owed_by_agency(police)
    assert owed is not None
    assert (owed.differences, owed.since) == (2, TODAY)


def test_a_list_is_owed_each_month(police: Actor, source: ListSource) -> None:
    assert source.every_days == 31
    bring(police, source, listed(ADAM))
    move_on(31)
    assert figures_of(police)[0].late is None
    move_on(33)
    assert figures_of(police)[0].late == 2


def test_what_is_still_so_moves_on_and_what_is_not_is_gone(
    police: Actor, source: ListSource
) -> None:
    adam = on_scheme(police, "Adam", "Example")
    bela = on_scheme(police, "Bela", "Sample")
    bring(police, source, listed())
    later = move_on(30)
    bring(police, source, listed(BELA), later)
    assert standing() == {
        adam.reference: (Gap.NOT_FLAGGED, OPEN),
        bela.reference: (Gap.NOT_FLAGGED, GONE),
    }
    assert (difference(adam).first_seen_on, difference(adam).last_seen_on) == (TODAY, later)
    assert difference(bela).last_seen_on == TODAY


def test_the_same_list_a_month_later_is_news(police: Actor, source: ListSource) -> None:
    adam = on_scheme(police, "Adam", "Example")
    bring(police, source, listed())
    with pytest.raises(RuleBroken, match="has not changed"):
        bring(police, source, listed())
    bring(police, source, listed(), move_on(30))
    assert difference(adam).last_seen_on == clock.today()


@pytest.mark.parametrize("said", [FlagAnswer.FLAG_ADDED, FlagAnswer.CASE_TO_CHANGE])
def test_a_promise_that_was_not_kept_opens_again_with_its_answer(
    police: Actor, source: ListSource, said: FlagAnswer
) -> None:
    adam = on_scheme(police, "Adam", "Example")
    bring(police, source, listed())
    answer(police, adam, said, "Asked the bureau.")
    assert standing()[adam.reference][1] is ANSWERED
    bring(police, source, listed(BELA))  # of the same day: it cannot show the change yet
    assert standing()[adam.reference][1] is ANSWERED
    later = move_on(30)
    bring(police, source, listed(), later)
    row = difference(adam)
    assert (row.state, row.answer, row.words) == (OPEN, said, "Asked the bureau.")
    answer(police, adam, FlagAnswer.EXPLAINED, "A deputy keeps it elsewhere.")
    row = difference(adam)
    assert row.earlier == {
        "answers": [[said.value, "Asked the bureau.", str(police.user_id), TODAY.isoformat()]]
    }
    assert row.answered_on == later


def test_what_is_explained_stays_so_until_it_changes(police: Actor, source: ListSource) -> None:
    adam = on_scheme(police, "Adam", "Example")
    bring(police, source, listed())
    answer(police, adam, FlagAnswer.EXPLAINED, "Held under another name by agreement.")
    bring(police, source, listed(), move_on(30))
    assert standing()[adam.reference][1] is ANSWERED
    assert difference(adam).last_seen_on == clock.today()
    bring(police, source, listed(ADAM), move_on(60))
    assert standing()[adam.reference][1] is GONE
    bring(police, source, listed(), move_on(90))
    assert standing()[adam.reference][1] is OPEN


def test_an_older_list_changes_nothing(police: Actor, source: ListSource) -> None:
    adam = on_scheme(police, "Adam", "Example")
    bring(police, source, listed())
    late = bring(police, source, listed(ADAM), TODAY - timedelta(days=30))
    assert standing()[adam.reference] == (Gap.NOT_FLAGGED, OPEN)
    assert late.state is BatchState.ACCEPTED
    assert source.newest_on == TODAY


def test_who_came_or_left_since_the_list_was_made_is_left_out(
    police: Actor, source: ListSource
) -> None:
    came = on_scheme(police, "Adam", "Example")  # on 8 January
    left = on_scheme(police, "Bela", "Sample")
    case = open_case_of(left)
    assert case is not None
    close_case(police, case, CaseEnd.DESISTED, date(2024, 3, 1))
    db.session.flush()
    bring(police, source, listed(), date(2024, 1, 1))
    assert standing() == {}
    bring(police, source, listed(BELA), date(2024, 2, 1))
    assert standing() == {came.reference: (Gap.NOT_FLAGGED, OPEN)}


def test_only_whom_the_bringer_works_with_is_compared(police: Actor, source: ListSource) -> None:
    probation = make.actor(of=make.agency(AgencyKind.PROBATION))
    theirs = on_scheme(probation, "Adam", "Example")
    known = make.person(probation, "Bela", "Sample")
    read = SightLevel.READ
    grant_sight(make.coordinator(), theirs.id, read, "test", theirs.id, agency_id=police.agency_id)
    grant_sight(make.coordinator(), known.id, read, "test", known.id, agency_id=police.agency_id)
    db.session.flush()
    bring(police, source, listed(BELA))
    assert standing() == {}


def test_a_young_person_is_compared_for_the_cleared_only(police: Actor, source: ListSource) -> None:
    yos = make.actor(
        of=make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE),
        clearances=(Clearance.PREVENT_AND_DETER,),
    )
    young = on_scheme(yos, "Young", "Person", YOUNG)
    cleared = make.actor(clearances=(Clearance.PREVENT_AND_DETER,), of=_agency(police.agency_id))
    for user in (police.user_id, cleared.user_id):
        work = SightLevel.WORK
        grant_sight(yos, young.id, work, "test", young.id, user_id=user)
    db.session.flush()
    bring(police, source, listed())
    assert standing() == {}
    bring(cleared, source, listed(ADAM))
    assert standing() == {young.reference: (Gap.NOT_FLAGGED, OPEN)}
    assert list_differences(police, OPEN) == ([], 0)
    assert owed_by_agency(police) is None
    assert get_difference(difference(young).id, police) is None
    assert sum(figures_of(police)[0].open.values()) == 0
    assert list_differences(cleared, OPEN)[1] == 1
    # nobody says of them that the difference is gone who could not see that it was there
    bring(police, source, listed(line("Young", "Person", YOUNG)), move_on(30))
    assert standing() == {young.reference: (Gap.NOT_FLAGGED, OPEN)}
    agrees = bring(cleared, source, listed(line("Young", "Person", YOUNG)), move_on(31))
    assert standing() == {young.reference: (Gap.NOT_FLAGGED, GONE)}
    assert agrees.counts == {"unmatched": 1, "agreed": 0}  # never counted for the whole agency


def _agency(key: UUID) -> Agency:
    return db.session.get_one(Agency, key)


def test_who_a_line_may_be_about_is_asked_first(police: Actor, source: ListSource) -> None:
    adam = on_scheme(police, "Adam", "Example")
    batch = bring(police, source, listed("Adam Example\t"))
    row = rows_of(batch, Verdict.CONFLICT)[0]
    assert standing() == {}
    assert figures_of(police)[0].to_settle == 1
    taking.leave_out(police, batch, row, row.version)
    assert standing() == {adam.reference: (Gap.NOT_FLAGGED, OPEN)}
    db.session.flush()
    taking.put_back(police, batch, row)
    db.session.flush()
    taking.decide(police, batch, row, taking.Decision(adam.reference, ()), row.version)
    db.session.flush()
    assert standing() == {adam.reference: (Gap.NOT_FLAGGED, GONE)}
    assert figures_of(police)[0].agreed == 1
    assert figures_of(police)[0].to_settle == 0


def test_an_answer_is_checked(police: Actor, source: ListSource) -> None:
    adam = on_scheme(police, "Adam", "Example")
    bring(police, source, listed())
    found = get_difference(difference(adam).id, police)
    assert found is not None
    row = found.difference
    with pytest.raises(StaleVersion):
        answer_difference(police, found, FlagAnswer.FLAG_ADDED, "", row.version - 1)
    with pytest.raises(RuleBroken, match="one of the answers"):
        answer_difference(police, found, FlagAnswer.FLAG_REMOVED, "", row.version)
    with pytest.raises(RuleBroken, match="why both are right"):
        answer_difference(police, found, FlagAnswer.EXPLAINED, " ", row.version)
    bring(police, source, listed(ADAM))
    with pytest.raises(RuleBroken, match="agree about this person"):
        answer_difference(police, found, FlagAnswer.FLAG_ADDED, "", row.version)


def test_another_agency_is_told_nothing(police: Actor, source: ListSource) -> None:
    adam = on_scheme(police, "Adam", "Example")
    bring(police, source, listed())
    probation = make.actor(of=make.agency(AgencyKind.PROBATION))
    work = SightLevel.WORK
    grant_sight(police, adam.id, work, "test", adam.id, agency_id=probation.agency_id)
    db.session.flush()
    assert list_differences(probation, OPEN) == ([], 0)
    assert get_difference(difference(adam).id, probation) is None
    assert figures_of(probation) == []
    housing = make.actor(of=make.agency(AgencyKind.HOUSING))
    with pytest.raises(RuleBroken, match="another agency"):
        add_source(housing, ListKind.FLAGGED, SourceDetails("X", "Y", None))


def test_the_coordinator_has_the_figures_of_each_agency(police: Actor, source: ListSource) -> None:
    on_scheme(police, "Adam", "Example")
    bring(police, source, listed())
    make.agency(AgencyKind.PROBATION)
    db.session.flush()
    found = {one.agency.id: one for one in figures_by_agency(make.coordinator())}
    own = found[police.agency_id]
    assert own.source is not None
    assert (own.source.newest_on, own.open, own.late) == (TODAY, 1, None)
    assert [one.source for one in found.values()].count(None) == len(found) - 1


def test_nothing_of_it_can_be_undone_and_its_lines_go(police: Actor, source: ListSource) -> None:
    adam = on_scheme(police, "Adam", "Example")
    batch = bring(police, source, listed(ADAM, BELA))
    with pytest.raises(RuleBroken, match="Nothing of this list"):
        undoing.undo(police, batch, batch.version)
    move_on(30)
    closing.let_go()
    db.session.flush()
    assert rows_of(batch) == []
    assert figures_of(police)[0].agreed == 1
    assert difference_count() == 0
    assert open_case_of(adam) is not None


def difference_count() -> int:
    return len(db.session.scalars(select(FlagDifference)).all())


def test_a_list_of_people_is_undone_with_differences_nobody_answered(work: None) -> None:
    make.partnership()
    coordinator = make.coordinator()
    text = "Surname\tForenames\tDOB\tStrand\tDate on\nExample\tAdam\t3/5/83\tC&C\t1/3/2007\n"
    people = brought(coordinator, text)
    take(coordinator, people)
    write_trail()
    source = source_of(coordinator)
    flagged = bring(coordinator, source, listed(ADAM))
    assert rows_of(flagged)[0].person_id is not None
    bring(coordinator, source, listed(BELA))
    assert difference_count() == 1
    undoing.undo(coordinator, people, people.version)
    db.session.flush()
    assert difference_count() == 0
    assert db.session.scalars(select(ImportRow.person_id)).all() == [None, None]


def test_few_queries_however_many_people(police: Actor, source: ListSource) -> None:
    for letter in "abc":
        on_scheme(police, "Adam", f"Example{letter}")
    bring(police, source, listed())
    few = _statements(lambda: bring(police, source, listed(), move_on(30)))
    for letter in "abcdefghijkl":
        on_scheme(police, "Bela", f"Sample{letter}")
    many = _statements(lambda: bring(police, source, listed(), move_on(60)))
    assert difference_count() == 15
    assert many <= few + 1  # the twelve new ones, in one


def _statements(run: Callable[[], object]) -> int:
    count = 0

    def seen(*args: object) -> None:
        nonlocal count
        del args
        count += 1

    event.listen(db.engine, "before_cursor_execute", seen)
    try:
        run()
    finally:
        event.remove(db.engine, "before_cursor_execute", seen)
    return count
