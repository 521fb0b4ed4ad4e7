"""Same, not the same, taken back; asked of the holder and answered; neither record changes."""

from typing import Any

import pytest
from sqlalchemy import select

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import ClearanceGrant
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.db import db, settle
from popo.duplicates.kinds import Answer, PairState
from popo.duplicates.models import DuplicateAnswer, DuplicateRequest
from popo.duplicates.queries.pairs import Seen, Shown, asked_list, get_asked, get_pair, list_pairs
from popo.duplicates.services.answering import answer_pair, undo_answer
from popo.duplicates.services.asking import ask_holder, reply_to_request
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import LinkVerdict, Person, PersonLink, PersonName, SearchToken
from popo.people.queries import links_of
from tests.duplicates.make_pairs import (
    YOUNG,
    Two,
    colleague,
    coordinator_user,
    let_know,
    number,
    paired,
    the_pair,
    two,
)

P_AND_D = Clearance.PREVENT_AND_DETER


@pytest.fixture
def made(work: None) -> Two:
    made = two()
    paired(made)
    return made


@pytest.fixture
def coordinator(made: Two) -> Actor:
    return actor_for(coordinator_user())


def _seen(actor: Actor) -> Seen:
    found = get_pair(the_pair().id, actor)
    assert found is not None
    return found


def _answer(actor: Actor, answer: Answer) -> None:
    seen = _seen(actor)
    answer_pair(actor, seen, answer, "Same tattoo, same mother", seen.pair.version)


def _links() -> list[LinkVerdict]:
    db.session.flush()
    return list(db.session.scalars(select(PersonLink.verdict)))


def _as_they_are(made: Two) -> list[Any]:
    """Everything of both records that an answer might touch."""
    db.session.flush()
    db.session.expire_all()
    people = select(Person.id, Person.version, Person.reference).order_by(Person.id)
    names = select(PersonName.id, PersonName.version).order_by(PersonName.id)
    tokens = select(SearchToken.digest, SearchToken.person_id).order_by(
        SearchToken.digest, SearchToken.person_id
    )
    return [list(db.session.execute(rows)) for rows in (people, names, tokens)]


@pytest.mark.parametrize("answer", [Answer.SAME, Answer.NOT_SAME])
def test_answer_links_or_parts_and_leaves_both_records_as_they_are(
    made: Two, coordinator: Actor, answer: Answer
) -> None:
    before = _as_they_are(made)
    _answer(coordinator, answer)
    assert _links() == [LinkVerdict(answer.value)]
    assert the_pair().state is PairState(answer.value)
    assert _as_they_are(made) == before


def test_answer_is_written_down_with_both_and_sealed(made: Two, coordinator: Actor) -> None:
    _answer(coordinator, Answer.SAME)
    rows = db.session.scalars(select(DuplicateAnswer)).all()
    assert {row.person_id for row in rows} == {made.first.id, made.second.id}
    assert {row.reason for row in rows} == {"Same tattoo, same mother"}
    assert {row.agency_id for row in rows} == {coordinator.agency_id}


@pytest.mark.parametrize("answer", [Answer.SAME, Answer.NOT_SAME])
def test_undo_takes_the_link_away_and_puts_the_pair_back(
    made: Two, coordinator: Actor, answer: Answer
) -> None:
    before = _as_they_are(made)
    _answer(coordinator, answer)
    undo_answer(coordinator, the_pair(), the_pair().version)
    assert _links() == []
    assert the_pair().state is PairState.WAITING
    assert all(row.undone_on for row in db.session.scalars(select(DuplicateAnswer)))
    assert _as_they_are(made) == before
    _answer(coordinator, Answer.SAME)
    assert _links() == [LinkVerdict.SAME]


def test_what_does_not_stand_is_refused(made: Two, coordinator: Actor) -> None:
    seen = _seen(coordinator)
    version = seen.pair.version
    with pytest.raises(RuleBroken, match="Say what shows it"):
        answer_pair(coordinator, seen, Answer.SAME, " ", version)
    with pytest.raises(RuleBroken, match="or leave it"):
        answer_pair(coordinator, seen, Answer.CANNOT_SAY, "Who knows", version)
    with pytest.raises(StaleVersion):
        answer_pair(coordinator, seen, Answer.SAME, "Same tattoo", version - 1)
    with pytest.raises(RuleBroken, match="no answer to take back"):
        undo_answer(coordinator, seen.pair, version)
    assert _links() == []
    _answer(coordinator, Answer.SAME)
    with pytest.raises(StaleVersion):
        undo_answer(coordinator, the_pair(), version)
    with pytest.raises(RuleBroken, match="was answered"):
        answer_pair(coordinator, seen, Answer.NOT_SAME, "Brothers", the_pair().version)


def test_who_works_with_one_and_does_not_know_of_the_other_sees_no_pair(made: Two) -> None:
    for actor in (made.ours, made.theirs):
        assert get_pair(the_pair().id, actor) is None
        assert list_pairs(actor, Shown.OPEN, 1).total == 0


def test_who_knows_that_the_other_exists_is_told_who_holds_it_and_no_more(made: Two) -> None:
    let_know(made.police, made.second)
    seen = _seen(made.ours)
    assert (seen.is_open, seen.people) == (False, (made.first,))
    assert seen.holder_id == made.probation.agency_id
    assert list_pairs(made.ours, Shown.OPEN, 1).total == 1


def _ask(made: Two) -> DuplicateRequest:
    let_know(made.police, made.second)
    seen = _seen(made.ours)
    return ask_holder(made.ours, seen, "John Smith, born 3 May 1983", seen.pair.version)


@pytest.mark.parametrize(
    ("answer", "state", "links"),
    [
        (Answer.SAME, PairState.SAME, [LinkVerdict.SAME]),
        (Answer.NOT_SAME, PairState.NOT_SAME, [LinkVerdict.NOT_SAME]),
        (Answer.CANNOT_SAY, PairState.WAITING, []),
    ],
)
def test_the_holder_answers_and_whoever_asked_is_told_the_answer(
    made: Two, answer: Answer, state: PairState, links: list[LinkVerdict]
) -> None:
    _ask(made)
    assert the_pair().state is PairState.ASKED
    (asked,) = asked_list(made.theirs)
    assert asked.people == (made.second,)
    reply_to_request(made.theirs, asked, answer, "His mother says so", asked.pair.version)
    assert the_pair().state is state
    assert _links() == links
    assert asked_list(made.theirs) == []
    shown = Shown.OPEN if state.is_open else Shown(state.value.replace("_", "-"))
    (line,) = list_pairs(made.ours, shown, 1).lines
    assert line.request is not None
    assert line.request.reply is answer
    assert line.people == (made.first,)
    assert links_of(made.first.id, made.ours) == []


def test_the_holders_reason_stays_with_the_holders_record(made: Two) -> None:
    _ask(made)
    (asked,) = asked_list(made.theirs)
    reply_to_request(made.theirs, asked, Answer.SAME, "His mother says so", asked.pair.version)
    rows = db.session.scalars(select(DuplicateAnswer)).all()
    assert {row.person_id for row in rows} == {made.second.id}


def test_nobody_but_the_holder_is_asked(made: Two) -> None:
    _ask(made)
    others = colleague(made.police.agency), coordinator_user()
    assert all(asked_list(actor_for(user)) == [] for user in others)
    assert get_asked(the_pair().id, made.ours) is None


def test_a_second_question_and_a_late_answer_are_refused(made: Two, coordinator: Actor) -> None:
    _ask(made)
    seen = _seen(made.ours)
    with pytest.raises(RuleBroken, match="asked already"):
        ask_holder(made.ours, seen, "Again", seen.pair.version)
    (asked,) = asked_list(made.theirs)
    with pytest.raises(RuleBroken, match="what shows it"):
        reply_to_request(made.theirs, asked, Answer.SAME, "", asked.pair.version)
    _answer(coordinator, Answer.NOT_SAME)
    with pytest.raises(StaleVersion):
        reply_to_request(made.theirs, asked, Answer.SAME, "Late", the_pair().version)
    assert _links() == [LinkVerdict.NOT_SAME]


def test_an_answer_of_whoever_reads_both_is_told_to_whoever_asked(
    made: Two, coordinator: Actor
) -> None:
    _ask(made)
    _answer(coordinator, Answer.NOT_SAME)
    (line,) = list_pairs(made.ours, Shown.NOT_SAME, 1).lines
    assert line.request is not None
    assert line.request.reply is Answer.NOT_SAME


def test_who_did_not_ask_is_not_told_what_came_of_it(made: Two, coordinator: Actor) -> None:
    let_know(made.police, made.second)
    _answer(coordinator, Answer.NOT_SAME)
    assert list_pairs(made.ours, Shown.NOT_SAME, 1).total == 0
    assert get_pair(the_pair().id, made.ours) is None


def _with_a_child() -> Two:
    """Ours is an adult's record, theirs a child's; theirs alone may know of theirs."""
    made = two("John", "Smith", YOUNG, clearances=(P_AND_D,))
    number(made.ours, made.first)
    number(made.theirs, made.second)
    assert paired(made).state is PairState.WAITING
    return made


def test_outside_the_compartment_a_childs_record_is_not_told_of(work: None) -> None:
    made = _with_a_child()
    outside = colleague(made.police.agency), coordinator_user(), colleague(made.probation.agency)
    for user in outside:
        let_know(user, made.first)
        actor = actor_for(user)
        assert get_pair(the_pair().id, actor) is None
        assert all(list_pairs(actor, shown, 1).total == 0 for shown in Shown)


def test_outside_the_compartment_nobody_is_told_that_a_child_was_asked_about(work: None) -> None:
    """The adult's holder is asked from inside: those of theirs who are not cleared are not told."""
    made = _with_a_child()
    let_know(made.probation, made.first)
    seen = _seen(made.theirs)
    ask_holder(made.theirs, seen, "A young person with this number", seen.pair.version)
    assert asked_list(actor_for(colleague(made.police.agency))) == []
    assert len(asked_list(made.ours)) == 1


def test_a_child_is_asked_about_only_where_somebody_is_cleared(work: None) -> None:
    made = _with_a_child()
    let_know(made.probation, made.first)
    held = select(ClearanceGrant).where(ClearanceGrant.user_id == made.police.id)
    for grant in db.session.scalars(held):
        db.session.delete(grant)
    db.session.flush()
    seen = _seen(made.theirs)
    with pytest.raises(RuleBroken, match="cleared"):
        ask_holder(made.theirs, seen, "A young person", seen.pair.version)


def test_in_the_trail_a_child_stands_alone(work: None) -> None:
    made = _with_a_child()
    actor = actor_for(coordinator_user(P_AND_D))
    _answer(actor, Answer.SAME)
    settle()
    subjects = db.session.execute(
        select(AuditSubject.person_id)
        .join(AuditEvent, AuditEvent.id == AuditSubject.event_id)
        .where(AuditEvent.event.in_(["duplicate.answered", "person.linked"]))
    ).all()
    assert {row.person_id for row in subjects} == {made.second.id}
    rows = db.session.scalars(select(DuplicateAnswer)).all()
    assert {row.person_id for row in rows} == {made.second.id}
