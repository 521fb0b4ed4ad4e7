"""The group's action plan: drafted, agreed, kept by triggers, followed, and counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Executable, delete, insert, update
from sqlalchemy.exc import DatabaseError

from popo.checklist.kinds import Progress, TargetStanding
from popo.checklist.measures import ALL, Owned, count_targets, group_plan, of_agency
from popo.checklist.models import GroupPlan, GroupPlanStatus, GroupTarget
from popo.checklist.queries.plan import lines_of, plan_with, progress_of, targets_of
from popo.checklist.services.plan import (
    add_target,
    agree_plan,
    draft_plan,
    edit_target,
    note_progress,
    remove_target,
)
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.figures import Period, named
from tests import make
from tests.checklist.make_papers import SOON, TODAY, Group
from tests.pages import Browser

APRIL = Period(date(2024, 4, 1), TODAY)


@pytest.fixture
def group(browser: Browser) -> Group:
    made = Group()
    browser.sign_in(made.keeper)
    return made


def test_a_version_is_drafted_agreed_and_replaced(group: Group) -> None:
    first, target = group.agreed()
    with pytest.raises(RuleBroken, match="no longer changes"):
        add_target(group.by, first, group.new_target(), first.version)
    second = group.draft()
    with pytest.raises(RuleBroken, match="already"):
        draft_plan(group.by)
    (copied,) = targets_of(second)
    assert (copied.thread_id, copied.words) == (target.thread_id, "Settled housing")
    edit_target(group.by, second, copied, group.new_target("Settled for good"), second.version)
    db.session.flush()
    group.agree(second)
    assert (first.status, second.status) == (GroupPlanStatus.REPLACED, GroupPlanStatus.AGREED)
    assert target.words == "Settled housing"
    assert plan_with(GroupPlanStatus.AGREED) is second


def test_what_is_refused(group: Group) -> None:
    plan = group.draft()
    with pytest.raises(RuleBroken, match="without a target"):
        agree_plan(group.by, plan, group.own_meeting, plan.version)
    for wrong, match in (
        (group.new_target(" "), "what is to be reached"),
        (replace(group.new_target(), baseline=""), "where it starts"),
        (replace(group.new_target(), target="As for LUT-0042"), "holds a reference"),
    ):
        with pytest.raises(RuleBroken, match=match):
            add_target(group.by, plan, wrong, plan.version)
    target, opened = group.target(plan), plan.version
    with pytest.raises(RuleBroken, match="right group"):
        agree_plan(group.by, plan, group.tasking, opened)
    group.target(plan, group.new_target("Another"))
    for stale in (
        lambda: edit_target(group.by, plan, target, group.new_target(), opened),
        lambda: remove_target(group.by, plan, target, opened),
        lambda: agree_plan(group.by, plan, group.own_meeting, opened),
    ):
        with pytest.raises(StaleVersion):
            stale()
    with pytest.raises(RuleBroken, match="runs meetings"):
        draft_plan(group.owns)
    remove_target(group.by, plan, target, plan.version)
    db.session.flush()
    assert [row.words for row in targets_of(plan)] == ["Another"]


_CHANGES: dict[str, Callable[[GroupPlan, GroupTarget], Executable]] = {
    "its day": lambda plan, _: update(GroupPlan).where(GroupPlan.id == plan.id).values(
        agreed_on=TODAY - timedelta(days=1)
    ),
    "back to a draft": lambda plan, _: update(GroupPlan).where(GroupPlan.id == plan.id).values(
        status="draft", agreed_on=None, agreed_by_id=None, meeting_id=None
    ),
    "gone": lambda plan, _: delete(GroupPlan).where(GroupPlan.id == plan.id),
    "a target": lambda _, row: update(GroupTarget).where(GroupTarget.id == row.id).values(
        due_on=SOON + timedelta(days=1)
    ),
    "an owner": lambda _, row: update(GroupTarget).where(GroupTarget.id == row.id).values(
        owner_id=uuid4()
    ),
    "a target gone": lambda _, row: delete(GroupTarget).where(GroupTarget.id == row.id),
    "one target more": lambda plan, row: insert(GroupTarget).values(
        id=uuid4(), plan_id=plan.id, agency_id=row.agency_id, thread_id=uuid4(), position=9,
        owner_id=row.owner_id, owner_agency_id=row.owner_agency_id, due_on=SOON,
        **dict.fromkeys(("_words", "_measure", "_baseline", "_target"), b"\x01" + bytes(60)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", _CHANGES)
def test_the_database_keeps_what_was_agreed(group: Group, change: str) -> None:
    plan, target = group.agreed()
    with pytest.raises(DatabaseError, match="no longer change"), db.session.begin_nested():
        db.session.execute(_CHANGES[change](plan, target))


def test_progress_is_said_by_the_owner_of_the_plan_in_force(group: Group) -> None:
    plan, target = group.agreed()
    note_progress(group.owns, plan, target, Progress.BEHIND, "The hostel closed")
    db.session.flush()
    (line,) = lines_of(plan)
    assert (line.standing, line.last and line.last.words) == (
        TargetStanding.BEHIND,
        "The hostel closed",
    )
    with pytest.raises(RuleBroken, match="Only its owner"):
        note_progress(make.actor(), plan, target, Progress.DONE, "Done")
    draft = group.draft()
    (copied,) = targets_of(draft)
    assert [row.words for row in progress_of(copied)] == ["The hostel closed"]
    with pytest.raises(RuleBroken, match="plan in force"):
        note_progress(group.owns, draft, copied, Progress.DONE, "Done")


def test_figures_count_the_plan_in_force_then(group: Group) -> None:
    assert {figure.value for figure in group_plan(APRIL)} == {0}
    plan, target = group.agreed()
    note_progress(group.owns, plan, target, Progress.DONE, "Reached")
    db.session.flush()
    values = {figure.name: figure.value for figure in group_plan(APRIL)}
    assert values[named(ALL, "done")] == 1
    assert values[named(of_agency(group.owner.agency.name), "done")] == 1
    march = Period(date(2024, 3, 1), date(2024, 3, 31))
    assert {figure.value for figure in group_plan(march)} == {0}


_owned = st.builds(
    Owned,
    st.uuids(),
    st.sampled_from(["Police", "Probation"]),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.none() | st.sampled_from(Progress),
)


@given(st.lists(_owned, unique_by=lambda row: row.thread_id, max_size=30))
def test_every_target_is_counted_once_and_agencies_add_up(rows: list[Owned]) -> None:
    figures = {figure.name: figure for figure in count_targets(rows, TODAY)}
    agencies = {row.agency for row in rows}
    for standing in TargetStanding:
        whole = figures[named(ALL, standing)]
        parts = [figures[named(of_agency(agency), standing)] for agency in agencies]
        assert whole.value == sum(part.value or 0 for part in parts)
    members = [
        key for standing in TargetStanding for key in figures[named(ALL, standing)].members or ()
    ]
    assert sorted(UUID(key) for key in members) == sorted(row.thread_id for row in rows)
    late = {row.thread_id.hex for row in rows if row.due_on < TODAY and row.progress != "done"}
    assert set(figures[named(ALL, "late")].members or ()) == late


def test_pages_of_the_plan(browser: Browser, group: Group) -> None:
    assert "No action plan is agreed yet" in browser.visit("checklist.show_group_plan")
    browser.send("checklist.draft_group_plan")
    plan = plan_with(GroupPlanStatus.DRAFT)
    assert plan
    assert "No target is in it yet" in browser.visit("checklist.show_plan_version", plan_id=plan.id)
    sent = {
        "version": plan.version, "words": "Settled housing", "owner": str(group.owner.id),
        "due_on": "20 May 2024", "measure": "Share settled", "baseline": "62%", "target": "80%",
    }  # fmt: skip
    assert "where it starts" in browser.send(
        "checklist.add_target", sent | {"baseline": ""}, 422, plan_id=plan.id
    )
    browser.send("checklist.add_target", sent, plan_id=plan.id)
    browser.send("checklist.add_target", sent, 409, plan_id=plan.id)
    (target,) = targets_of(plan)
    browser.visit("checklist.edit_target", target_id=target.id)
    stale = browser.send("checklist.edit_target", sent, 409, target_id=target.id)
    assert "Both together" in stale
    changed = sent | {"version": plan.version, "words": "Settled for good"}
    browser.send("checklist.edit_target", changed, target_id=target.id)
    browser.visit("checklist.remove_target", target_id=target.id)
    browser.visit("checklist.agree_group_plan", plan_id=plan.id)
    agreed = {"version": plan.version, "meeting": str(group.own_meeting.id)}
    stale = {**agreed, "version": agreed["version"] - 1}
    browser.send("checklist.agree_group_plan", stale, 409, plan_id=plan.id)
    browser.send("checklist.agree_group_plan", agreed, plan_id=plan.id)
    shown = browser.visit("checklist.show_group_plan")
    assert "Settled for good" in shown
    assert "0 late, 0 behind, 1 on track, 0 done" in shown
    browser.sign_in(group.owner)
    browser.send(
        "checklist.show_target", {"progress": "done", "words": ""}, 422, target_id=target.id
    )
    browser.send("checklist.show_target", {"progress": "done", "words": "Ok"}, target_id=target.id)
    assert "1 done" in browser.visit("checklist.show_group_plan")
    browser.visit("checklist.add_target", 403, plan_id=plan.id)
    browser.sign_in(make.user())
    assert "Say how it goes" not in browser.visit("checklist.show_target", target_id=target.id)
    refused = {"progress": "done", "words": "Mine"}
    browser.send("checklist.show_target", refused, 422, target_id=target.id)
