"""Who gets a copy of what, by when, and how a copy is taken back."""

from datetime import timedelta

import pytest

from popo import clock
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.events import Event
from popo.db import db
from popo.errors import RuleBroken
from popo.overview.owed import Cost, Kind, owed_by
from popo.papers.models import IssuedPaper, PaperKind
from popo.papers.policy import EXPIRES_DAYS, issue_by
from popo.papers.services import issue_extract, issue_papers, recall_paper
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from tests import make
from tests.conftest import NOON
from tests.papers.world import PapersWorld


def _copies() -> dict[PaperKind, int]:
    kinds = [paper.paper_kind for paper in db.session.query(IssuedPaper)]
    return {kind: kinds.count(kind) for kind in PaperKind if kind in kinds}


def test_minutes_are_issued_only_once_confirmed(work: None) -> None:
    world = PapersWorld()
    with pytest.raises(RuleBroken, match="once they are confirmed"):
        issue_papers(world.runs, world.meeting)


def test_members_get_the_minutes_and_others_a_pack_where_they_read_of_somebody(
    work: None,
) -> None:
    world = PapersWorld()
    world.core(world.other)
    colleague = make.user(of=world.officer.agency)
    stranger = make.user(of=make.agency(AgencyKind.HOUSING))
    world.confirm()
    world.issue()
    assert world.copy_of(world.officer).paper_kind is PaperKind.FULL  # was there
    assert world.copy_of(world.other).paper_kind is PaperKind.FULL  # belongs to the group
    assert world.copy_of(colleague).paper_kind is PaperKind.PACK
    assert world.copy_of(world.yos).paper_kind is PaperKind.PACK
    given = {paper.recipient_id for paper in db.session.query(IssuedPaper)}
    assert stranger.id not in given  # reads only of nobody
    numbers = sorted(paper.number for paper in db.session.query(IssuedPaper))
    assert numbers == list(range(1, len(numbers) + 1))


def test_who_holds_a_copy_gets_no_second_one_until_it_is_over(work: None) -> None:
    world = PapersWorld()
    world.confirm()
    world.issue()
    before = db.session.query(IssuedPaper).count()
    assert not issue_papers(world.runs, world.meeting)
    paper = world.copy_of(world.officer)
    recall_paper(world.runs, paper)
    assert issue_papers(world.runs, world.meeting)[PaperKind.FULL] == 1
    db.session.flush()  # counted
    assert db.session.query(IssuedPaper).count() == before + 1


def test_closed_and_unsigned_agencies_get_nothing(work: None) -> None:
    world = PapersWorld()
    unsigned = make.user(of=make.agency(AgencyKind.HOUSING, agreement=False))
    world.core(unsigned)
    world.core(world.other)
    world.other.closed_at = clock.now()
    world.confirm()
    world.issue()
    given = {paper.recipient_id for paper in db.session.query(IssuedPaper)}
    assert not given & {unsigned.id, world.other.id}


def test_extract_goes_to_those_of_an_involved_agency_who_read_the_item(work: None) -> None:
    world = PapersWorld()
    world.confirm()
    housing = world.other.agency
    with pytest.raises(RuleBroken, match="does not work with"):
        issue_extract(world.runs, world.item, housing.id)
    grant_sight(
        world.runs,
        world.person.id,
        SightLevel.READ,
        agency_id=housing.id,
        because="a test",
        because_id=world.item.id,
    )
    db.session.flush()  # read back
    assert issue_extract(world.runs, world.item, housing.id) == 1
    db.session.flush()  # read back
    assert world.copy_of(world.other).agenda_item_id == world.item.id
    with pytest.raises(RuleBroken, match="Nobody else"):
        issue_extract(world.runs, world.item, housing.id)
    with pytest.raises(RuleBroken, match="about a person"):
        issue_extract(world.runs, world.open_item, housing.id)


def test_only_who_issued_a_copy_takes_it_back_and_once(work: None) -> None:
    world = PapersWorld()
    world.confirm()
    world.issue()
    paper = world.copy_of(world.officer)
    with pytest.raises(RuleBroken, match="Only who issued"):
        recall_paper(world.chair, paper)
    recall_paper(world.runs, paper)
    assert not paper.opens_on(clock.today())
    with pytest.raises(RuleBroken, match="already"):
        recall_paper(world.runs, paper)


def test_copy_opens_on_its_last_day_and_not_after(work: None) -> None:
    world = PapersWorld()
    world.confirm()
    world.issue()
    paper = world.copy_of(world.officer)
    last = clock.today() + timedelta(days=EXPIRES_DAYS)
    assert paper.opens_on(last)
    assert not paper.opens_on(last + timedelta(days=1))


def test_minutes_are_owed_within_two_working_days_then_late(work: None) -> None:
    """Tuesday 30 April 2024: by Thursday, and from Friday on it is late."""
    world = PapersWorld()

    def owed(actor: object) -> list[Cost]:
        return [debt.cost for debt in owed_by(actor, []) if debt.kind is Kind.MINUTES]  # type: ignore[arg-type]

    assert owed(world.runs) == []
    world.confirm()
    assert issue_by(world.meeting) == clock.today() + timedelta(days=2)
    assert (owed(world.runs), owed(world.chair)) == ([Cost.SOON], [Cost.SOON])
    assert owed(actor_for(world.officer)) == []
    clock.shift(NOON + timedelta(days=2) - clock.real_now())
    assert owed(world.runs) == [Cost.SOON]
    clock.shift(NOON + timedelta(days=3) - clock.real_now())
    assert owed(world.runs) == [Cost.LATE]
    world.issue()
    assert owed(world.runs) == []


def test_each_copy_is_in_the_trail_by_number_and_reader(work: None) -> None:
    world = PapersWorld()
    world.confirm()
    world.issue()
    events = [one for one in db.session().info["trail"] if one.event is Event.PAPER_ISSUED]
    by_reader = {one.details["user"]: one for one in events}
    assert len(events) == db.session.query(IssuedPaper).count()
    assert by_reader[str(world.officer.id)].people == {world.person.id}
    assert by_reader[str(world.yos.id)].people == {world.child_item.person_id}
