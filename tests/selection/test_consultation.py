"""A draft is sent out, commented on and answered before it is adopted."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.audit.models import AuditEvent
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind
from popo.selection.defaults import default_document
from popo.selection.models import (
    Consultation,
    CriteriaComment,
    CriteriaKind,
    CriteriaSet,
    CriteriaStatus,
)
from popo.selection.queries import consultation as queries
from popo.selection.services import (
    adopt_criteria,
    answer_comment,
    comment_on_criteria,
    consult_on_criteria,
    draft_criteria,
    edit_criteria,
    move_consultation_end,
)
from popo.selection.services.consultation import Comment, CommentAnswer
from tests import make as basic
from tests.selection import make
from tests.selection.make import Scheme

CATCH = CriteriaKind.CATCH_AND_CONVICT
LATER = make.TODAY + timedelta(days=14)
ANSWER = CommentAnswer("We looked at it again.", changed_draft=False)


def drafted(scheme: Scheme, **values: Any) -> CriteriaSet:
    document = {**default_document(CATCH), **values}
    row = draft_criteria(make.actor(scheme.coordinator), CATCH, document)
    db.session.flush()  # its version is read
    return row


def sent_out(scheme: Scheme, until: date = make.TODAY) -> CriteriaSet:
    row = drafted(scheme)
    consult_on_criteria(make.actor(scheme.coordinator), row, until)
    db.session.flush()  # its version is read
    return row


def said(scheme: Scheme, row: CriteriaSet, factor: str = "") -> CriteriaComment:
    comment = Comment("Too many people for us.", factor)
    made = comment_on_criteria(make.actor(scheme.probation), row, comment)
    db.session.flush()  # its version is read
    return made


def adopt(scheme: Scheme, row: CriteriaSet) -> None:
    make.answered_for(make.actor(scheme.coordinator), row)
    adopt_criteria(make.actor(scheme.coordinator), row, scheme.item(ItemKind.CRITERIA))


def answer(
    scheme: Scheme, row: CriteriaSet, comment: CriteriaComment, given: CommentAnswer
) -> None:
    answer_comment(make.actor(scheme.coordinator), row, comment, given, comment.version)
    db.session.flush()  # its version is read


def test_draft_that_was_never_sent_out_is_not_adopted(work: None) -> None:
    scheme = make.scheme()
    row = drafted(scheme)
    with pytest.raises(RuleBroken, match="never sent out"):
        adopt(scheme, row)
    assert row.status is CriteriaStatus.DRAFT


def test_very_first_criteria_take_the_same_path(work: None) -> None:
    scheme = make.scheme()
    for row in scheme.criteria.values():
        consultation = queries.consultation_on(row)
        assert consultation is not None
        assert (consultation.starts_on, consultation.ends_on) == (make.TODAY, make.TODAY)


def test_what_was_sent_out_is_kept_while_the_draft_changes(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    changed = {**default_document(CATCH), "agreed_number": 12}
    edit_criteria(make.actor(scheme.coordinator), row, changed, row.version)
    consultation = queries.consultation_on(row)
    assert consultation is not None
    assert consultation.opened().agreed_number == 40
    assert row.opened().agreed_number == 12
    assert row.status is CriteriaStatus.IN_CONSULTATION


def test_draft_is_sent_out_once_and_not_into_the_past(work: None) -> None:
    scheme = make.scheme()
    who = make.actor(scheme.coordinator)
    row = drafted(scheme)
    with pytest.raises(RuleBroken, match="today or a later day"):
        consult_on_criteria(who, row, make.TODAY - timedelta(days=1))
    consult_on_criteria(who, row, LATER)
    with pytest.raises(RuleBroken, match="not sent out before"):
        consult_on_criteria(who, row, LATER)
    with pytest.raises(RuleBroken, match="not sent out before"):
        consult_on_criteria(who, scheme.criteria[CATCH], LATER)


def test_criteria_wait_for_the_last_day(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    with pytest.raises(RuleBroken, match="may comment until 14 May 2024"):
        adopt(scheme, row)
    consultation = queries.consultation_on(row)
    assert consultation is not None
    who = make.actor(scheme.coordinator)
    move_consultation_end(who, row, make.TODAY, consultation.version)
    adopt(scheme, row)
    assert row.status is CriteriaStatus.ADOPTED


def test_last_day_is_moved_once_from_each_reading(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    consultation = queries.consultation_on(row)
    assert consultation is not None
    who, version = make.actor(scheme.coordinator), consultation.version
    move_consultation_end(who, row, LATER + timedelta(days=1), version)
    db.session.flush()  # the version goes up as it is written
    with pytest.raises(StaleVersion):
        move_consultation_end(who, row, make.TODAY, version)
    with pytest.raises(RuleBroken, match="today or a later day"):
        move_consultation_end(who, row, make.TODAY - timedelta(days=1), version + 1)


def test_every_comment_is_answered_first(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme)
    first, second = said(scheme, row), said(scheme, row, "volume")
    answer(scheme, row, first, ANSWER)
    with pytest.raises(RuleBroken, match="comment of Probation on Volume is not answered"):
        adopt(scheme, row)
    answer(scheme, row, second, ANSWER)
    adopt(scheme, row)
    assert row.status is CriteriaStatus.ADOPTED


def test_all_that_stands_in_the_way_is_said_at_once(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    comment = said(scheme, row)
    found = queries.obstacles(row)
    step = queries.Step
    assert [each.step for each in found] == [step.MOVE_END, step.ANSWER, step.FAIRNESS]
    assert found[1].comment_id == comment.id
    assert "on the whole" in found[1].sentence


def test_comments_are_taken_up_to_and_on_the_last_day(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme)
    said(scheme, row)
    shifted = clock.now() - clock.real_now()
    clock.shift(shifted + timedelta(days=1))
    try:
        with pytest.raises(RuleBroken, match="taken until 30 April 2024"):
            said(scheme, row)
    finally:
        clock.shift(shifted)


def test_comments_are_on_a_factor_of_the_draft_or_on_the_whole(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme)
    with pytest.raises(RuleBroken, match="taken out"):
        said(scheme, row, "luck")
    assert said(scheme, row).factor is None


def test_nothing_is_said_of_criteria_that_are_not_in_consultation(work: None) -> None:
    scheme = make.scheme()
    for row in (drafted(scheme), scheme.criteria[CATCH]):
        with pytest.raises(RuleBroken, match="not in consultation"):
            said(scheme, row)


def test_consultation_takes_so_many_comments(work: None, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = make.scheme()
    row = sent_out(scheme)
    said(scheme, row)
    monkeypatch.setattr("popo.selection.services.consultation.MOST_COMMENTS", 1)
    with pytest.raises(RuleBroken, match="no more are taken"):
        said(scheme, row)


def test_answer_may_be_said_better_until_the_criteria_are_adopted(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme)
    comment = said(scheme, row)
    read_version = comment.version
    answer(scheme, row, comment, ANSWER)
    answer(scheme, row, comment, CommentAnswer("Agreed: the draft says 30.", changed_draft=True))
    assert (comment.answer, comment.changed_draft) == ("Agreed: the draft says 30.", True)
    assert comment.answered_by_id == scheme.coordinator.id
    with pytest.raises(StaleVersion):
        answer_comment(make.actor(scheme.coordinator), row, comment, ANSWER, read_version)
    adopt(scheme, row)
    with pytest.raises(RuleBroken, match="not in consultation"):
        answer(scheme, row, comment, ANSWER)


def test_agencies_with_anybody_in_casework_are_asked(work: None) -> None:
    scheme = make.scheme()
    health = basic.agency(AgencyKind.HEALTH)
    basic.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME, of=health)
    gone = basic.agency(AgencyKind.HOUSING)
    basic.user(of=gone).closed_at = clock.now()
    db.session.flush()  # read back
    asked = {agency.kind for agency in queries.agencies_asked()}
    assert asked == {
        AgencyKind.POLICE,
        AgencyKind.PROBATION,
        AgencyKind.YOUTH_OFFENDING_SERVICE,
        AgencyKind.COUNCIL,
    }
    row = sent_out(scheme)
    said(scheme, row)
    assert queries.commented_by(scheme.probation.agency_id, [row]) == {row.id}
    assert queries.commented_by(scheme.police.agency_id, [row]) == set()


def test_what_is_said_is_sealed_and_the_trail_holds_no_words(work: None) -> None:
    scheme = make.scheme()
    row = sent_out(scheme)
    comment = said(scheme, row)
    answer(scheme, row, comment, ANSWER)
    settle()
    held = db.session.execute(text("SELECT words, answer FROM criteria_comments")).one()
    assert not any("people" in value or "looked" in value for value in held)
    found = db.session.scalars(
        select(AuditEvent).where(AuditEvent.about_id == row.id).order_by(AuditEvent.at)
    )
    assert [event.event for event in found] == [
        "criteria.drafted",
        "criteria.consulted",
        "criteria.commented",
        "criteria.comment_answered",
    ]


@pytest.mark.parametrize("values", [{"document": {}}, {"starts_on": date(2024, 1, 1)}])
def test_database_refuses_to_change_what_was_sent_out(work: None, values: dict[str, Any]) -> None:
    row = sent_out(make.scheme())
    statement = update(Consultation).where(Consultation.criteria_set_id == row.id)
    with pytest.raises(DatabaseError, match="can no longer change"), db.session.begin_nested():
        db.session.execute(statement.values(**values))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"answered_on": make.TODAY}, "answer_is_whole"),
        ({"changed_draft": True}, "unanswered_changed_nothing"),
    ],
)
def test_database_keeps_answers_whole(work: None, values: dict[str, Any], constraint: str) -> None:
    scheme = make.scheme()
    comment = said(scheme, sent_out(scheme))
    for name, value in values.items():
        setattr(comment, name, value)
    with pytest.raises(IntegrityError, match=constraint):
        db.session.flush()  # the constraint under test


def test_database_keeps_a_consultation_from_ending_before_it_began(work: None) -> None:
    scheme = make.scheme()
    consultation = queries.consultation_on(sent_out(scheme))
    assert consultation is not None
    consultation.ends_on = consultation.starts_on - timedelta(days=1)
    with pytest.raises(IntegrityError, match="ends_after_its_start"):
        db.session.flush()  # the constraint under test
