"""Requests for resources: sent with an update, answered at a meeting, kept as answered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from popo.access.permissions import Role
from popo.accounts.queries import actor_for
from popo.checklist.models import RequestAnswer, ResourceRequest
from popo.checklist.queries.requests import get_request, list_requests
from popo.checklist.services.requests import (
    Answered,
    Asked,
    answer_request,
    ask_resources,
    edit_request,
    send_with_update,
)
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from tests import make
from tests.checklist.make_papers import SOON, TODAY, Group
from tests.pages import Browser

MARCH = date(2024, 3, 1)


@pytest.fixture
def group(browser: Browser) -> Group:
    made = Group()
    browser.sign_in(made.keeper)
    return made


def _answered(group: Group, row: ResourceRequest) -> None:
    send_with_update(group.by, MARCH)
    db.session.flush()
    words = Answered(RequestAnswer.PART_GRANTED, "Half a desk", group.tasking)
    answer_request(group.by, row, words, row.version)
    db.session.flush()


def test_what_is_refused(group: Group) -> None:
    right = Asked("A desk", "Nobody sits together", "One", SOON)
    for wrong, match in (
        (replace(right, words=""), "what is asked for"),
        (replace(right, why="For LUT-0042"), "holds a reference"),
        (replace(right, how_much=" "), "how much"),
        (replace(right, needed_by=TODAY - timedelta(days=1)), "today or later"),
    ):
        with pytest.raises(RuleBroken, match=match):
            ask_resources(group.by, wrong)
    with pytest.raises(RuleBroken, match="runs meetings"):
        ask_resources(group.owns, right)


def test_boards_read_it_once_it_is_sent(group: Group) -> None:
    row = group.asked()
    member = actor_for(make.user(Role.TASKING_MEMBER, "scheme"))
    assert list_requests(member) == []
    assert get_request(row.id, member) is None
    assert list_requests(group.by) == [row]
    send_with_update(group.by, MARCH)
    db.session.flush()
    assert (row.sent_month, row.state) == (MARCH, "With the Tasking Group")
    assert list_requests(member) == [row]
    changed = Asked("Two desks", "More", "Two", SOON)
    with pytest.raises(RuleBroken, match="was sent"):
        edit_request(group.by, row, changed, row.version)
    send_with_update(group.by, date(2024, 4, 1))
    assert row.sent_month == MARCH


def test_an_answer_needs_a_request_that_was_sent_and_a_meeting(group: Group) -> None:
    row = group.asked()
    granted = Answered(RequestAnswer.GRANTED, "Yes", group.tasking)
    with pytest.raises(RuleBroken, match="not sent yet"):
        answer_request(group.by, row, granted, row.version)
    send_with_update(group.by, MARCH)
    db.session.flush()
    for wrong, match in (
        (replace(granted, meeting=group.own_meeting), "right group"),
        (replace(granted, words=""), "what was said"),
    ):
        with pytest.raises(RuleBroken, match=match):
            answer_request(group.by, row, wrong, row.version)
    with pytest.raises(StaleVersion):
        answer_request(group.by, row, granted, row.version + 1)
    with pytest.raises(RuleBroken, match="runs meetings"):
        answer_request(group.owns, row, granted, row.version)


def test_the_answer_stands(group: Group) -> None:
    row = group.asked()
    _answered(group, row)
    assert row.state == "Part granted"
    again = Answered(RequestAnswer.GRANTED, "Yes after all", group.tasking)
    with pytest.raises(RuleBroken, match="stands on the record"):
        answer_request(group.by, row, again, row.version)


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_keeps_the_answer(group: Group, verb: str) -> None:
    row = group.asked()
    _answered(group, row)
    one = ResourceRequest.id == row.id
    change = update(ResourceRequest).where(one).values(answer=RequestAnswer.GRANTED)
    with pytest.raises(DatabaseError, match="no longer change"), db.session.begin_nested():
        db.session.execute(change if verb == "update" else delete(ResourceRequest).where(one))


def test_pages_of_a_request(browser: Browser, group: Group) -> None:
    assert "Nothing was asked for yet" in browser.visit("checklist.list_requests")
    sent = {
        "words": "A desk", "why": "Nobody sits together", "how_much": "One",
        "needed_by": "20 May 2024",
    }  # fmt: skip
    assert "Say why" in browser.send("checklist.ask_resources", sent | {"why": ""}, 422)
    browser.send("checklist.ask_resources", sent)
    (row,) = list_requests(group.by)
    opened = row.version
    browser.visit("checklist.edit_request", request_id=row.id)
    changed = sent | {"version": opened, "words": "Two desks"}
    browser.send("checklist.edit_request", changed, request_id=row.id)
    browser.send("checklist.edit_request", changed, 409, request_id=row.id)
    send_with_update(group.by, MARCH)
    db.session.flush()
    browser.visit("checklist.answer_request", request_id=row.id)
    answer = {
        "version": row.version, "answer": "refused", "answer_words": "No room",
        "meeting": str(group.tasking.id),
    }  # fmt: skip
    browser.send("checklist.answer_request", answer, request_id=row.id)
    browser.send("checklist.answer_request", answer, 409, request_id=row.id)
    browser.sign_in(make.user(Role.TASKING_MEMBER, "scheme"))
    shown = browser.visit("checklist.show_request", request_id=row.id)
    for words in ("Two desks", "No room", "March 2024", "Refused"):
        assert words in shown
    assert "Two desks" in browser.visit("checklist.list_requests")
    browser.visit("checklist.answer_request", 403, request_id=row.id)
    browser.sign_in(make.user())
    browser.visit("checklist.list_requests", 403)
