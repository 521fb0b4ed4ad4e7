"""The review: owned by the youth offending service, complete before it is proposed."""

from datetime import date, timedelta
from typing import Any

import pytest

from popo.accounts.queries import actor_for
from popo.cases.models import CaseEnd, Strand
from popo.cases.services import close_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.childhood import ChildsPart
from popo.people.models import StopKind
from popo.people.services import NewStop, declare_conflict, record_stop
from popo.transitions.kinds import TransitionStatus, View
from popo.transitions.queries.standings import standings
from popo.transitions.services.answering import (
    hand_back_transition,
    missing_from,
    propose_transition,
    withdraw_transition,
)
from popo.transitions.services.reviewing import (
    Meeting,
    Part,
    Review,
    add_meeting,
    begin_review,
    write_review,
)
from popo.transitions.standing import Stage
from tests import make
from tests.cases.make import case
from tests.transitions.make_transitions import (
    ADULT,
    DUE,
    TODAY,
    begun,
    found,
    proposed,
    review,
    sides,
    written,
    young,
)


def test_falls_due_by_itself(work: None) -> None:
    of = sides()
    due, _ = young(of)
    later, _ = young(of, date(2006, 12, 1))
    unknown, _ = young(of, None)
    for reader in (of.lead, of.yos, of.coordinator):
        stages = {one.person: one.standing.stage for one in standings(actor_for(reader))}
        assert stages == {
            due: Stage.REVIEW_DUE,
            later: Stage.NOT_YET,
            unknown: Stage.BIRTH_NOT_KNOWN,
        }
    assert standings(actor_for(of.probation)) == []


def test_nobody_dead_or_gone_is_due(work: None) -> None:
    of = sides()
    dead, _ = young(of)
    _, closed = young(of)
    by = actor_for(of.lead)
    record_stop(by, dead, NewStop(StopKind.DIED, TODAY, "The coroner's officer"))
    close_case(actor_for(of.coordinator), closed, CaseEnd.DESISTED, TODAY)
    db.session.flush()  # read back
    assert standings(by) == []


def test_what_beginning_refuses(work: None) -> None:
    of = sides()
    by = actor_for(of.yos)
    person, held = young(of)
    with pytest.raises(RuleBroken, match="youth offending service leads"):
        begin_review(actor_for(of.probation), person, held)
    begin_review(by, person, held)
    with pytest.raises(RuleBroken, match="in hand already"):
        begin_review(by, person, held)
    child, spell = young(of, date(2007, 6, 1))
    with pytest.raises(RuleBroken, match="at 17"):
        begin_review(by, child, spell)
    unknown, spell = young(of, None)
    with pytest.raises(RuleBroken, match="date of birth first"):
        begin_review(by, unknown, spell)
    adult, spell = case(by, Strand.CATCH_AND_CONVICT)
    with pytest.raises(RuleBroken, match="under Prevent and Deter"):
        begin_review(by, adult, spell)


def test_nothing_takes_effect_before_the_18th_birthday(work: None) -> None:
    of = sides()
    person, held, row = begun(of)
    by, early = actor_for(of.yos), date(2024, 10, 11)
    with pytest.raises(RuleBroken, match="18th birthday at the earliest"):
        write_review(by, person, held, row, review(of, effective_on=early), row.version)


def test_only_a_probation_worker_receives(work: None) -> None:
    of = sides()
    person, held, row = begun(of)
    by = actor_for(of.yos)
    for other in (make.user(), of.yos):
        with pytest.raises(RuleBroken, match="worker in probation"):
            write_review(by, person, held, row, review(of, receiver=other), row.version)
    declare_conflict(actor_for(of.probation), person, "A cousin")
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="cannot take over as things stand"):
        write_review(by, person, held, row, review(of), row.version)


def test_parts_come_and_go_while_it_is_written(work: None) -> None:
    of = sides()
    person, held, row = written(of)
    by = actor_for(of.yos)
    needs = Part(ChildsPart.NEEDS, "Sleep, and nothing about the family.")
    write_review(by, person, held, row, review(of, parts=(needs,)), row.version)
    (kept,) = found(person, held).parts
    assert (kept.part, kept.words) == (ChildsPart.NEEDS, "Sleep, and nothing about the family.")
    empty = review(of, parts=(Part(ChildsPart.NEEDS, " "),))
    with pytest.raises(RuleBroken, match="Say in words"):
        write_review(by, person, held, row, empty, row.version)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"receiver": None}, "Choose the probation worker who is asked."),
        ({"effective_on": None}, "Enter the day it takes effect."),
        ({"parts": ()}, "Choose what goes over, in words."),
        ({"young_view": View.NOT_ASKED}, "Go through it with the young person."),
        ({"young_view": View.DISAGREES}, "Say what the young person does not agree with."),
        ({"parent_view": View.NOT_ASKED}, "Say what a parent said, or why none was asked."),
        ({"parent_view": View.DISAGREES}, "Say what a parent said, or why none was asked."),
    ],
)
def test_nothing_half_said_is_proposed(work: None, changes: dict[str, Any], sentence: str) -> None:
    of = sides()
    person, held, row = written(of)
    by = actor_for(of.yos)
    write_review(by, person, held, row, review(of, **changes), row.version)
    now = found(person, held)
    assert sentence in missing_from(now)
    with pytest.raises(RuleBroken):
        propose_transition(by, now, row.version)
    assert row.status is TransitionStatus.REVIEW


def test_both_workers_meet_first(work: None) -> None:
    of = sides()
    person, held, row = begun(of)
    by = actor_for(of.yos)
    with pytest.raises(RuleBroken, match="Choose the probation worker first"):
        add_meeting(by, held, row, Meeting(TODAY, of.yos, "At school"))
    write_review(by, person, held, row, review(of), row.version)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="Record a meeting of both workers"):
        propose_transition(by, found(person, held), row.version)
    for meeting, message in (
        (Meeting(TODAY + timedelta(days=1), of.yos, "Soon"), "in the future"),
        (Meeting(TODAY, of.probation, "At school"), "colleague of the youth offending"),
        (Meeting(TODAY, of.yos, ""), "Say who was there"),
    ):
        with pytest.raises(RuleBroken, match=message):
            add_meeting(by, held, row, meeting)
    add_meeting(by, held, row, Meeting(TODAY, of.yos, "At school"))
    other = review(of, receiver=of.colleague)
    db.session.flush()  # read back
    write_review(by, person, held, row, other, row.version)
    assert missing_from(found(person, held)) == ["Record a meeting of both workers."]


def test_stale_forms_are_refused(work: None) -> None:
    of = sides()
    person, held, row = written(of)
    by, read = actor_for(of.yos), row.version
    write_review(by, person, held, row, review(of), read)
    db.session.flush()  # read back
    with pytest.raises(StaleVersion):
        write_review(by, person, held, row, review(of), read)
    with pytest.raises(StaleVersion):
        propose_transition(by, found(person, held), read)
    with pytest.raises(StaleVersion):
        withdraw_transition(by, held, row, "Why", read)


def test_the_youth_offending_service_itself_proposes(work: None) -> None:
    of = sides()
    person, held, row = written(of)
    with pytest.raises(RuleBroken, match="nobody for it"):
        propose_transition(actor_for(of.coordinator), found(person, held), row.version)


def test_withdrawn_and_begun_again_with_what_was_said(work: None) -> None:
    of = sides()
    person, held, row = proposed(of)
    by = actor_for(of.yos)
    with pytest.raises(RuleBroken, match="Say why"):
        withdraw_transition(by, held, row, "", row.version)
    withdraw_transition(by, held, row, "Moving school first.", row.version)
    db.session.flush()  # read back
    assert (row.status, row.ended_on) == (TransitionStatus.WITHDRAWN, TODAY)
    assert standings(by)[0].standing.stage is Stage.REVIEW_DUE
    again = begin_review(by, person, held)
    assert again.receiver_id == of.probation.id
    assert again.young_view is View.NOT_ASKED
    assert [part.part for part in found(person, held).parts] == [
        ChildsPart.CONTACTS,
        ChildsPart.PLAN,
    ]


def test_handed_back_says_why_and_stays_with_the_youth_service(work: None) -> None:
    of = sides()
    person, held, row = proposed(of, ADULT, effective_on=TODAY)
    receiver = actor_for(of.probation)
    with pytest.raises(RuleBroken, match="Say why you hand it back"):
        hand_back_transition(receiver, found(person, held), " ", row.version)
    hand_back_transition(receiver, found(person, held), "Full until June.", row.version)
    db.session.flush()  # read back
    assert row.status is TransitionStatus.HANDED_BACK
    (one,) = standings(actor_for(of.lead))
    assert one.standing.stage is Stage.UNACCEPTED
    assert row.answer_words == "Full until June."


def test_proposed_is_not_written_any_more(work: None) -> None:
    of = sides()
    person, held, row = proposed(of)
    empty = Review(None, None, ())
    with pytest.raises(RuleBroken, match="withdraw it first"):
        write_review(actor_for(of.yos), person, held, row, empty, row.version)
    assert person.date_of_birth == DUE
