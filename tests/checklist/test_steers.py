"""Steers: recorded with their meeting, turned into actions, answered once, owed until then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from popo.access.permissions import Role
from popo.accounts.queries import actor_for
from popo.actions.models import ActionOrigin
from popo.checklist.queries.steers import get_steer, list_steers, meetings_held, open_steers
from popo.checklist.services.steers import (
    BODIES,
    Steered,
    answer_steer,
    edit_steer,
    record_steer,
    turn_into_action,
)
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import MeetingBody
from popo.overview.owed import Cost, Kind, owed_by
from tests import make
from tests.checklist.make_papers import SOON, TODAY, Group
from tests.pages import Browser


@pytest.fixture
def group(browser: Browser) -> Group:
    made = Group()
    browser.sign_in(made.keeper)
    return made


def test_where_a_steer_comes_from(group: Group) -> None:
    right = Steered(group.tasking, "Look at Saturday nights", group.owner, SOON)
    ahead = group.meeting(MeetingBody.TASKING_GROUP, TODAY + timedelta(days=2))
    for wrong, match in (
        (replace(right, meeting=group.own_meeting), "right group"),
        (replace(right, meeting=ahead), "not taken place"),
        (replace(right, words=" "), "what was asked"),
        (replace(right, words="Look at LUT-0042"), "holds a reference"),
        (replace(right, due_on=TODAY - timedelta(days=1)), "after the meeting"),
        (replace(right, owner=make.user(Role.TASKING_MEMBER, "scheme")), "Choose somebody else"),
    ):
        with pytest.raises(RuleBroken, match=match):
            record_steer(group.by, wrong)
    with pytest.raises(RuleBroken, match="runs meetings"):
        record_steer(group.owns, right)
    assert meetings_held(*BODIES) == [group.tasking]


def test_a_steer_becomes_actions_about_nobody(group: Group) -> None:
    steer = group.steer()
    action = turn_into_action(group.owns, steer, "Ask for patrols", group.owner, SOON)
    db.session.flush()
    assert (action.origin, action.person_id) == (ActionOrigin.STEER, None)
    line = get_steer(steer.id, group.owns)
    assert line
    assert line.actions == [action]
    stranger = get_steer(steer.id, make.actor())
    assert stranger
    assert stranger.actions == []
    with pytest.raises(RuleBroken, match="Only its owner"):
        turn_into_action(make.actor(), steer, "Mine", group.owner, SOON)


def test_it_is_answered_once_and_the_answer_stands(group: Group) -> None:
    steer, late = group.steer(), group.steer("Second", TODAY)
    with pytest.raises(StaleVersion):
        answer_steer(group.owns, steer, "Done", steer.version + 1)
    with pytest.raises(RuleBroken, match="Only its owner"):
        answer_steer(make.actor(), steer, "Done", steer.version)
    answer_steer(group.owns, steer, "Patrols began", steer.version)
    db.session.flush()
    assert open_steers() == [late]
    assert [line.steer for line in list_steers()] == [late, steer]
    changed = Steered(group.tasking, "Another", group.owner, SOON)
    for refused in (
        lambda: answer_steer(group.by, steer, "Again", steer.version),
        lambda: edit_steer(group.by, steer, changed, steer.version),
        lambda: turn_into_action(group.by, steer, "More", group.owner, SOON),
    ):
        with pytest.raises(RuleBroken, match="stands on the record"):
            refused()


def test_the_co_ordinator_owes_an_answer(group: Group) -> None:
    group.steer()
    db.session.flush()
    owed = [debt for debt in owed_by(group.by, []) if debt.kind is Kind.STEER]
    assert [debt.cost for debt in owed] == [Cost.ASKED]
    for other in (group.owns, actor_for(make.user(Role.CHAIR, "scheme"))):
        assert not [debt for debt in owed_by(other, []) if debt.kind is Kind.STEER]


def test_pages_of_a_steer(browser: Browser, group: Group) -> None:
    assert "Every steer is answered" in browser.visit("checklist.list_steers")
    sent = {
        "meeting": str(group.tasking.id), "words": "Look at Saturday nights",
        "owner": str(group.owner.id), "due_on": "20 May 2024",
    }  # fmt: skip
    assert "Say what was asked" in browser.send("checklist.record_steer", sent | {"words": ""}, 422)
    browser.send("checklist.record_steer", sent)
    (line,) = list_steers()
    steer = line.steer
    assert "Answer a steer: Look at Saturday nights" in browser.visit("overview.home")
    opened = steer.version
    browser.visit("checklist.edit_steer", steer_id=steer.id)
    browser.send("checklist.edit_steer", sent | {"version": opened}, steer_id=steer.id)
    changed = sent | {"version": opened, "words": "Look at Sundays"}
    browser.send("checklist.edit_steer", changed, steer_id=steer.id)
    stale = browser.send("checklist.edit_steer", changed, 409, steer_id=steer.id)
    assert "Look at Sundays" in stale
    browser.visit("checklist.turn_steer", steer_id=steer.id)
    action = {"words": "Ask for patrols", "owner": str(group.owner.id), "due_on": "20 May 2024"}
    browser.send("checklist.turn_steer", action, steer_id=steer.id)
    assert "Ask for patrols" in browser.visit("checklist.show_steer", steer_id=steer.id)
    browser.visit("checklist.answer_steer", steer_id=steer.id)
    answer = {"version": opened + 1, "answer": "Patrols began"}
    browser.send("checklist.answer_steer", {**answer, "version": opened}, 409, steer_id=steer.id)
    browser.send("checklist.answer_steer", answer, steer_id=steer.id)
    assert "Patrols began" in browser.visit("checklist.list_steers")
    assert "Patrols began" in browser.visit("checklist.show_steer", steer_id=steer.id)


def test_what_each_role_may_do(browser: Browser, group: Group) -> None:
    steer = group.steer()
    browser.sign_in(group.owner)
    browser.visit("checklist.answer_steer", steer_id=steer.id)
    browser.visit("checklist.edit_steer", 403, steer_id=steer.id)
    browser.sign_in(make.user())
    assert "Look at Saturday nights" in browser.visit("checklist.show_steer", steer_id=steer.id)
    browser.visit("checklist.answer_steer", 404, steer_id=steer.id)
    browser.visit("checklist.turn_steer", 404, steer_id=steer.id)
    browser.sign_in(make.user(Role.TASKING_MEMBER, "scheme"))
    browser.visit("checklist.list_steers", 403)
