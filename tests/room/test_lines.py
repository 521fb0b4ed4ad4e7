"""Minutes as they are said: lines, actions in them, two who write, and what is locked."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from popo.actions.models import Action, ActionStatus
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import LineKind, MinuteLine
from popo.meetings.queries import line_of
from popo.meetings.services import add_line, confirm_meeting, edit_line
from popo.room.services import strike_line, take_line
from tests.pages import Browser
from tests.room.world import RoomWorld


def _lines(world: RoomWorld) -> list[str]:
    return [line.words for line in line_of(world.item, world.runs).said]


def test_two_who_write_overwrite_nobody(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer)
    take_line(world.runs, world.item, LineKind.NOTE, "He is well.")
    take_line(world.chair, world.item, LineKind.DECISION, "Stays amber.")
    take_line(world.runs, world.item, LineKind.NOTE, "Next month again.")
    db.session.flush()  # read back
    assert _lines(world) == ["He is well.", "Stays amber.", "Next month again."]


def test_own_line_is_changed_by_version_and_no_other(work: None) -> None:
    world = RoomWorld()
    line = add_line(world.runs, world.item, LineKind.NOTE, "He is wel.")
    db.session.flush()  # gives it its version
    edit_line(world.runs, world.item, line, "He is well.", line.version)
    db.session.flush()  # the next version
    with pytest.raises(StaleVersion):
        edit_line(world.runs, world.item, line, "Late.", line.version - 1)
    with pytest.raises(RuleBroken, match="Only its author"):
        edit_line(world.chair, world.item, line, "Not mine.", line.version)


def test_action_is_offered_to_the_worker_there_and_linked(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer)
    taken = take_line(
        world.runs, world.item, LineKind.NOTE, "@police by 14/5 visit with the offender manager"
    )
    db.session.flush()  # read back
    action = db.session.query(Action).filter_by(minute_line_id=taken.line.id).one()
    assert taken.line.line_kind is LineKind.ACTION
    assert (action.owner_id, action.agenda_item_id) == (world.officer.id, world.item.id)
    assert action.words == "visit with the offender manager"
    assert action.status is ActionStatus.OFFERED


def test_action_for_nobody_known_takes_no_line(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer)
    with pytest.raises(RuleBroken, match="nobody who can be asked"):
        take_line(world.runs, world.item, LineKind.ACTION, "@stranger by 14/5 do it")
    with pytest.raises(RuleBroken, match="Begin an action with @"):
        take_line(world.runs, world.item, LineKind.ACTION, "somebody do it")
    assert _lines(world) == []


def test_struck_line_stays_and_ends_what_it_asked(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer)
    line = take_line(world.runs, world.item, LineKind.ACTION, "@police by 14/5 visit him").line
    db.session.flush()  # gives it its version
    strike_line(world.chair, world.item, line, "Agreed otherwise.", line.version, "He will ring.")
    db.session.flush()  # read back
    assert _lines(world) == ["@police by 14/5 visit him", "He will ring."]
    assert line.replaced_by_id is not None
    action = db.session.query(Action).filter_by(minute_line_id=line.id).one()
    assert (action.status, action.result) == (ActionStatus.SUPERSEDED, "Agreed otherwise.")
    with pytest.raises(RuleBroken, match="was struck out"):
        strike_line(world.chair, world.item, line, "Again.", line.version)


def test_confirmed_lines_are_locked_and_later_ones_are_addenda(work: None) -> None:
    world = RoomWorld()
    line = add_line(world.runs, world.item, LineKind.NOTE, "As it was said.")
    confirm_meeting(world.runs, world.meeting)
    later = take_line(world.runs, world.item, LineKind.NOTE, "One more thing.").line
    db.session.flush()  # statements below go past the session
    assert line.locked_at is not None
    assert later.addendum
    with pytest.raises(RuleBroken, match="locked"):
        edit_line(world.runs, world.item, line, "Other.", line.version)
    for key in (line.id, later.id):
        with pytest.raises(DatabaseError, match="can no longer change"), db.session.begin_nested():
            db.session.execute(
                update(MinuteLine.__table__).where(MinuteLine.id == key).values(position=9)
            )
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(delete(MinuteLine).where(MinuteLine.id == key))
    with pytest.raises(RuleBroken, match="confirmed"):
        confirm_meeting(world.runs, world.meeting)


def test_pages_take_change_and_strike_a_line(browser: Browser) -> None:
    world = RoomWorld()
    world.here(world.officer)
    browser.sign_in(world.coordinator)
    key = world.meeting.id
    page = browser.visit("room.in_room", meeting_id=key)
    assert "Nothing is minuted yet" in page
    said = {"line_kind": "note", "words": "He is wel.", "idempotency": "a" * 32}
    browser.send("room.in_room", said, meeting_id=key, item=1)
    browser.send("room.in_room", said, meeting_id=key, item=1)  # sent twice, taken once
    assert _lines(world) == ["He is wel."]
    browser.send("room.in_room", {**said, "words": ""}, 422, meeting_id=key, item=1)
    line = line_of(world.item, world.runs).said[0]
    change = {"version": str(line.version), "words": "He is well."}
    browser.visit("room.edit_line", line_id=line.id)
    browser.send("room.edit_line", change, line_id=line.id)
    stale = {**change, "words": "He is away."}
    assert "Both together" in browser.send("room.edit_line", stale, 409, line_id=line.id)
    browser.visit("room.strike_line", line_id=line.id)
    strike = {"version": str(line.version), "reason": "Not said."}
    browser.send("room.strike_line", {"version": "1", "reason": "x"}, 409, line_id=line.id)
    browser.send("room.strike_line", strike, line_id=line.id)
    assert "Struck out: Not said." in browser.visit("room.in_room", meeting_id=key)


def test_member_of_another_agency_reaches_no_line_by_address(browser: Browser) -> None:
    world = RoomWorld()
    line = add_line(world.runs, world.item, LineKind.NOTE, "He is well.")
    browser.sign_in(world.other)
    browser.visit("meetings.show_item", 404, item_id=world.item.id)
    browser.visit("room.edit_line", 403, line_id=line.id)
    browser.visit("room.in_room", 403, meeting_id=world.meeting.id)
