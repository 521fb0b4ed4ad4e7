"""Unmet need: what counts as it, who is counted, and that no small number can be worked out."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.accounts.queries import actor_for
from popo.cases.models import CaseEnd
from popo.cases.services import close_case
from popo.db import db
from popo.people.models import AddressKind, Person, SightLevel, StopKind
from popo.people.services import add_address
from popo.people.services.stops import NewStop, record_stop
from popo.plans.measures import ALL, tabled
from popo.plans.models import Intervention, NeedLevel, Pathway, SupportResult, SupportStatus
from popo.plans.queries.unmet import ELSEWHERE, Unmet, Why, list_unmet, unmet_of
from popo.plans.services.needs import add_need
from popo.plans.services.support import Progress, Referral, note_support, refer
from popo.reference.places import areas, ward_of_postcode
from popo.suppress import LEAST
from tests import make
from tests.actions.make_action import show
from tests.plans.make_plans import WEEK, World, drug_worker, need, world

pytestmark = pytest.mark.usefixtures("work")
TODAY = date(2024, 4, 30)
POSTCODE = "LU1 1AA"
PLACES = [*(area.name for area in areas()), ELSEWHERE]


def _refer(
    made: World, *, pathway: Pathway = Pathway.ACCOMMODATION, available: bool = True
) -> Intervention:
    referral = Referral(pathway, None, "The hostel", TODAY - 4 * WEEK, "A bed", available)
    row = refer(made.actor, made.person, referral, health=False)
    db.session.flush()
    return row


def _note(made: World, row: Intervention, progress: Progress) -> None:
    note_support(made.actor, row, progress, row.version)
    db.session.flush()


STARTED = Progress(SupportStatus.STARTED, TODAY - WEEK, None, "")
NOT_ACCEPTED = Progress(SupportStatus.ENDED, TODAY, SupportResult.NOT_ACCEPTED, "No room")


def _need(made: World, pathway: Pathway = Pathway.ACCOMMODATION) -> None:
    add_need(made.actor, made.person, pathway, need(), health=False)
    db.session.flush()


def test_a_significant_need_is_unmet_until_a_service_starts_and_again_once_it_ends() -> None:
    made = world()
    assert unmet_of(made.person, made.actor) == {}
    _need(made)
    assert _why(made) is Why.NOTHING_REFERRED
    _refer(made, available=False)
    assert _why(made) is Why.NOT_AVAILABLE
    row = _refer(made)
    assert _why(made) is Why.NOT_STARTED
    _note(made, row, STARTED)
    assert _why(made) is None
    _note(made, row, NOT_ACCEPTED)
    assert _why(made) is Why.ENDED


def _why(made: World) -> Why | None:
    found = unmet_of(made.person, made.actor).get(Pathway.ACCOMMODATION)
    return found.why if found else None


def test_what_goes_furthest_counts_though_something_newer_was_not_to_be_had() -> None:
    made = world()
    _need(made)
    row = _refer(made)
    _refer(made, available=False)
    assert _why(made) is Why.NOT_STARTED
    _note(made, row, STARTED)
    _refer(made)
    assert _why(made) is None


@pytest.mark.parametrize("level", [one for one in NeedLevel if one is not NeedLevel.SIGNIFICANT])
def test_lesser_needs_are_not_unmet(level: NeedLevel) -> None:
    made = world()
    add_need(made.actor, made.person, Pathway.HEALTH, need(level), health=False)
    db.session.flush()
    assert list_unmet(made.actor) == []


def test_unmet_need_is_counted_among_open_cases_that_the_reader_may_read() -> None:
    made = world()
    _need(made)
    coordinator, stranger = make.coordinator(), make.actor()
    assert [row.person for row in list_unmet(coordinator)] == [made.person]
    assert list_unmet(stranger) == []
    close_case(made.actor, made.case, CaseEnd.DESISTED, clock.today())
    db.session.flush()
    assert list_unmet(coordinator) == []


def test_treatment_one_may_not_read_is_not_counted_as_support() -> None:
    made = world()
    _need(made, Pathway.DRUGS_AND_ALCOHOL)
    worker = drug_worker()
    show(made.person, worker, made.actor, SightLevel.WORK)
    clinic = Referral(
        Pathway.DRUGS_AND_ALCOHOL, None, "The clinic", TODAY - 4 * WEEK, "Methadone", available=True
    )
    row = refer(actor_for(worker), made.person, clinic, health=True)
    db.session.flush()
    note_support(actor_for(worker), row, STARTED, row.version)
    db.session.flush()
    assert list_unmet(actor_for(worker), made.person) == []
    (found,) = list_unmet(made.actor, made.person)
    assert found.why is Why.NOTHING_REFERRED
    assert unmet_of(made.person, made.actor) == {}  # of one person nothing misleading is said


def test_whoever_has_died_needs_nothing() -> None:
    made = world()
    _need(made)
    record_stop(made.actor, made.person, NewStop(StopKind.DIED, TODAY, "Told by the family"))
    db.session.flush()
    assert list_unmet(made.actor) == []


def test_unmet_need_is_tabled_by_pathway_and_area() -> None:
    made = world()
    _need(made)
    _need(made, Pathway.HEALTH)
    assert {row.area for row in list_unmet(made.actor)} == {ELSEWHERE}
    add_address(made.actor, made.person, AddressKind.HOME, "1 High Street", POSTCODE, "Told us")
    db.session.flush()
    ward = ward_of_postcode(POSTCODE)
    assert ward is not None
    found = list_unmet(made.actor)
    table = tabled(found)
    one = table.figure(Pathway.ACCOMMODATION, ward.area.name)
    assert one.members == (found[0].need_id.hex,)
    sums = [table.figure(area=ward.area.name), table.figure(Pathway.HEALTH), table.figure()]
    assert [figure.value for figure in sums] == [2, 1, 2]
    assert table.shown(Pathway.HEALTH, ward.area.name) is None
    assert table.shown(Pathway.FINANCE_BENEFIT_AND_DEBT, ward.area.name) == 0


def _rows(counts: dict[tuple[Pathway, str], int]) -> list[Unmet]:
    """So many needs in each place; the same people are counted in every line."""
    rows = []
    for (pathway, area), count in counts.items():
        for _ in range(count):
            key = UUID(int=len(rows) + 1)
            rows.append(Unmet(key, Person(id=key), pathway, TODAY, Why.NOTHING_REFERRED, area))
    return rows


counts = st.dictionaries(
    st.tuples(st.sampled_from(Pathway), st.sampled_from(PLACES)), st.integers(0, 12), max_size=16
)


@given(counts)
def test_no_small_number_is_shown_or_left_over(held: dict[tuple[Pathway, str], int]) -> None:
    table = tabled(_rows(held))
    lines = [(pathway, area) for pathway in (*Pathway, ALL) for area in (*PLACES, ALL)]
    for place in lines:
        shown = table.shown(*place)
        assert shown is None or shown == 0 or shown >= LEAST
        assert shown in {None, table.figure(*place).value}
    for pathway in (*Pathway, ALL):
        _nothing_left_over([table.shown(pathway, area) for area in PLACES], table.shown(pathway))
    for area in (*PLACES, ALL):
        column = [table.shown(pathway, area) for pathway in Pathway]
        _nothing_left_over(column, table.shown(area=area))


def _nothing_left_over(parts: list[int | None], whole: int | None) -> None:
    """What is hidden beside a sum that is shown adds up to no small number."""
    if whole is not None:
        left = whole - sum(part or 0 for part in parts)
        assert left == 0 or left >= LEAST


@given(counts)
def test_each_need_is_counted_once_in_each_direction(
    held: dict[tuple[Pathway, str], int],
) -> None:
    rows = _rows(held)
    table = tabled(rows)
    assert table.figure().value == len(rows)
    by_pathway = Counter(row.pathway for row in rows)
    assert all(table.figure(pathway).value == by_pathway[pathway] for pathway in Pathway)
    assert sum(table.figure(area=area).value or 0 for area in PLACES) == len(rows)
