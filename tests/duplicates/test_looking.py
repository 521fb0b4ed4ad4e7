"""Who is found, when, and what is remembered."""

from datetime import date

import pytest
from sqlalchemy import func, select

from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.db import db, settle
from popo.duplicates.jobs import TASK, find_duplicates
from popo.duplicates.kinds import Answer, PairState
from popo.duplicates.queries.pairs import get_opened
from popo.duplicates.services import looking
from popo.duplicates.services.answering import answer_pair
from popo.duplicates.services.looking import look_at_changed, look_for_duplicates
from popo.jobs.models import Job
from popo.people.models import LinkVerdict, NameKind, Person, SearchChange
from popo.people.services import add_name, add_phone, edit_person, link_people
from popo.people.services.index import forget_tokens
from popo.people.services.person import EditPerson
from tests import make
from tests.duplicates.make_pairs import (
    BORN,
    Two,
    coordinator_user,
    number,
    paired,
    pairs,
    the_pair,
    two,
)
from tests.statements import counted


@pytest.fixture
def made(work: None) -> Two:
    return two()


def _not_the_same(pair_id: object) -> None:
    actor = actor_for(coordinator_user())
    seen = get_opened(the_pair().id, actor)
    assert seen is not None
    answer_pair(actor, seen, Answer.NOT_SAME, "Brothers", seen.pair.version)


def test_look_finds_a_close_name_with_the_same_birth(made: Two) -> None:
    pair = paired(made)
    assert {pair.first_id, pair.second_id} == {made.first.id, made.second.id}
    assert pair.first_id < pair.second_id
    assert pair.reasons == ["close_name", "same_birth"]
    assert pair.state is PairState.WAITING


@pytest.mark.parametrize("whose", ["first", "second"])
def test_look_finds_the_same_pair_from_either_side_once(made: Two, whose: str) -> None:
    person: Person = getattr(made, whose)
    assert look_for_duplicates([person.id]) == 1
    assert look_for_duplicates([made.first.id, made.second.id]) == 0
    assert len(pairs()) == 1


def test_look_finds_day_and_month_swapped(work: None) -> None:
    made = two(born=date(1983, 3, 5))
    assert paired(made).reasons == ["close_name", "swapped_birth"]


def test_look_finds_a_number_in_common_whatever_the_names(work: None) -> None:
    made = two("Zoe", "Quayle", date(1990, 1, 1))
    number(made.ours, made.first)
    number(made.theirs, made.second)
    assert paired(made).reasons == ["same_identifier", "other_birth"]


def test_look_finds_nobody_else(work: None) -> None:
    made = two("Zoe", "Quayle")
    assert look_for_duplicates([made.first.id, made.second.id]) == 0


def test_not_the_same_is_remembered_until_another_number_is_shared(made: Two) -> None:
    pair = paired(made)
    _not_the_same(pair.id)
    look_for_duplicates([made.first.id, made.second.id])
    add_phone(made.ours, made.first, "07700 900001", "Test record")
    add_phone(made.theirs, made.second, "07700 900001", "Test record")
    assert look_for_duplicates([made.first.id]) == 0
    assert pair.state is PairState.NOT_SAME
    number(made.ours, made.first)
    assert look_for_duplicates([made.first.id]) == 0
    number(made.theirs, made.second)
    assert look_for_duplicates([made.second.id]) == 1
    assert the_pair().state is PairState.WAITING


def test_numbers_shared_when_it_was_answered_do_not_ask_again(made: Two) -> None:
    number(made.ours, made.first)
    pair = paired(made)
    number(made.theirs, made.second)
    _not_the_same(pair.id)
    assert look_for_duplicates([made.first.id]) == 0


def test_a_verdict_given_by_hand_is_kept(made: Two) -> None:
    link_people(made.ours, made.first, made.second, LinkVerdict.NOT_SAME)
    assert look_for_duplicates([made.first.id]) == 0
    assert the_pair().state is PairState.NOT_SAME


def test_a_verdict_given_by_hand_afterwards_settles_the_pair(made: Two) -> None:
    paired(made)
    link_people(made.ours, made.first, made.second, LinkVerdict.NOT_SAME)
    look_for_duplicates([made.first.id])
    assert the_pair().state is PairState.NOT_SAME


def test_a_link_that_may_be_leaves_the_pair_waiting(made: Two) -> None:
    link_people(made.ours, made.first, made.second, LinkVerdict.MAY_BE_SAME)
    assert paired(made).state is PairState.WAITING


def test_a_pair_is_scored_again_when_something_is_put_right(made: Two) -> None:
    before = paired(made).score
    details = EditPerson(date(1960, 11, 28), made.second.sex)
    edit_person(made.theirs, made.second, details, made.second.version)
    look_for_duplicates([made.second.id])
    assert the_pair().score < before


def test_the_trail_says_that_it_was_found_under_neither_person(made: Two) -> None:
    """Else the history of one would tell that the other is held."""
    pair = paired(made)
    settle()
    event = db.session.scalars(select(AuditEvent).filter_by(event="duplicate.found")).one()
    assert event.about_id == pair.id
    subjects = select(func.count()).select_from(AuditSubject).filter_by(event_id=event.id)
    assert db.session.execute(subjects).scalar_one() == 0


def test_the_night_compares_whoever_was_added_or_changed_once(made: Two) -> None:
    def waiting() -> int:
        return db.session.execute(select(func.count()).select_from(SearchChange)).scalar_one()

    assert waiting() == 2
    find_duplicates()
    assert waiting() == 0
    assert len(pairs()) == 1
    add_name(made.ours, made.first, NameKind.ALIAS, "Johnny", "Smith", "Test record")
    assert waiting() == 1
    assert db.session.scalars(select(Job).filter_by(task=TASK)).all() == []


def test_the_night_goes_on_as_another_job_where_many_changed(
    made: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "A_BATCH", 1)
    find_duplicates()
    db.session.flush()
    assert len(db.session.scalars(select(Job).filter_by(task=TASK)).all()) == 1
    assert look_at_changed()
    assert not look_at_changed()
    assert len(pairs()) == 1


def test_whoever_was_destroyed_is_compared_with_nobody(made: Two) -> None:
    forget_tokens(made.second.id)
    look_at_changed()
    assert pairs() == []


def test_a_childs_record_is_compared_too(work: None) -> None:
    young = date(2009, 1, 1)
    made = two(born=young, first_born=young, clearances=(Clearance.PREVENT_AND_DETER,))
    assert paired(made).state is PairState.WAITING


def test_a_batch_costs_the_same_statements_however_many_pairs(made: Two) -> None:
    def cost() -> int:
        db.session.expire_all()
        with counted() as seen:
            look_for_duplicates([made.first.id])
        return len(seen)

    once = cost()
    actor = make.actor(of=make.agency(AgencyKind.COUNCIL))
    for _ in range(5):
        make.person(actor, "Jon", "Smith", BORN)
    look_for_duplicates([made.first.id])
    assert len(pairs()) == 6
    assert cost() <= once + 2
