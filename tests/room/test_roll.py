"""The roll of an item, clearing the room, quorum, visitors and the register of what was told."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError, IntegrityError

from popo import clock
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.actions.models import ActionOrigin, ActionStatus
from popo.actions.services import offer_action
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import (
    CoreMember,
    LineKind,
    MeetingBody,
    OralDisclosure,
)
from popo.meetings.queries import (
    hearing_of,
    line_of,
    members_of,
    room_of,
    told_about,
)
from popo.meetings.quorum import Rule, count
from popo.meetings.services import (
    NotedAttendance,
    NotedVisitor,
    carry_attendance,
    clear_room,
    close_item,
    confirm_meeting,
    note_attendance,
    note_visitor,
    open_item,
)
from popo.meetings.services.members import NewMember, add_member, end_member, set_quorum
from popo.room.queries import invitations_of, sitting_of
from popo.room.services import take_line
from tests import make
from tests.pages import Browser
from tests.room.world import RoomWorld


def _told(world: RoomWorld) -> set[object]:
    return {row.told_user_id for row in line_of(world.item, world.runs).told}


def test_who_knows_nothing_of_the_person_must_leave(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer, world.other)
    hearing = hearing_of(world.item, room_of(world.item, world.runs))
    assert dict(hearing.to_leave) == {"Housing": 1}
    with pytest.raises(RuleBroken, match="Not everybody here may hear"):
        open_item(world.runs, world.item)
    with pytest.raises(RuleBroken, match="Not everybody here may hear"):
        take_line(world.runs, world.item, LineKind.NOTE, "He is well.")
    clear_room(world.runs, world.item, {world.other.id}, set())
    db.session.flush()  # read back
    open_item(world.runs, world.item)
    assert world.item.opened_at is not None


@pytest.mark.parametrize(("born", "hears"), [(date(1983, 5, 3), True), (date(2009, 2, 1), False)])
def test_core_member_hears_an_adult_and_no_child(
    work: None,
    born: date,
    hears: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    world = RoomWorld(born)
    world.core(world.other)
    world.here(world.other)
    leave = hearing_of(world.item, room_of(world.item, world.reads)).to_leave
    assert ("Housing" not in leave) is hears


def test_nothing_is_opened_before_the_roll_is_called(work: None) -> None:
    world = RoomWorld()
    with pytest.raises(RuleBroken, match="Mark who is here"):
        open_item(world.runs, world.item)
    open_item(world.runs, world.add(None))


def test_declared_visitor_hears_an_adult_and_an_undeclared_one_leaves(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer)
    note_visitor(world.runs, world.item, NotedVisitor("Ann", "A charity", True))
    db.session.flush()  # read back
    assert hearing_of(world.item, room_of(world.item, world.runs)).is_open
    note_visitor(world.runs, world.item, NotedVisitor("Bob", "A paper"))
    db.session.flush()  # read back
    assert hearing_of(world.item, room_of(world.item, world.runs)).visitors_leave == 1
    secret = world.add(world.person, restricted=True)
    world.here(world.officer, item=secret)
    note_visitor(world.runs, secret, NotedVisitor("Ann", "A charity", True))
    db.session.flush()  # read back
    assert hearing_of(secret, room_of(secret, world.runs)).visitors_leave == 1


def test_attendance_is_carried_and_who_left_stays_out_until_called_back(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer, world.other)
    note_visitor(world.runs, world.item, NotedVisitor("Ann", "A charity", True))
    db.session.flush()  # read back
    clear_room(world.runs, world.item, {world.other.id}, set())
    second, third = world.add(world.person), world.add(None)
    db.session.flush()  # read back
    assert carry_attendance(world.runs, second, world.item) == 2
    assert carry_attendance(world.runs, third, world.item, back=True) == 3
    db.session.flush()  # read back
    here = {row.user_id for row in line_of(second, world.runs).attendances if row.present}
    assert here == {world.officer.id}
    assert [row.name for row in line_of(second, world.runs).visitors] == ["Ann"]
    assert len(line_of(third, world.runs).attendances) == 2
    assert carry_attendance(world.runs, second, world.item) == 0  # pressed twice


def test_closing_registers_who_was_told_once(work: None) -> None:
    world = RoomWorld()
    colleague = make.user(of=world.officer.agency)
    apology = NotedAttendance(colleague, present=False)
    note_attendance(world.runs, world.item, apology)
    world.here(world.officer)
    visitor = note_visitor(world.runs, world.item, NotedVisitor("Ann", "A charity", True))
    db.session.flush()  # read back
    assert close_item(world.runs, world.item) == 2
    db.session.flush()  # read back
    assert close_item(world.runs, world.item) == 0
    assert _told(world) == {world.officer.id, None}
    late = NotedAttendance(colleague, present=True, late=True)
    note_attendance(world.runs, world.item, late)
    assert close_item(world.runs, world.item) == 1
    db.session.flush()  # read back
    register = told_about(world.person, world.reads)
    assert {row.visitor_id for row, *_ in register} == {None, visitor.id}
    assert told_about(world.person, actor_for(world.other)) == []
    confirm_meeting(world.runs, world.meeting)
    with pytest.raises(RuleBroken, match="confirmed"):
        close_item(world.runs, world.item)
    statement = update(OralDisclosure.__table__).values(disclosed_at=clock.now())
    with pytest.raises(DatabaseError, match="can no longer change"), db.session.begin_nested():
        db.session.execute(statement)


def test_who_left_after_the_item_began_heard_its_beginning(work: None) -> None:
    world = RoomWorld()
    world.here(world.officer)
    open_item(world.runs, world.item)
    world.item.opened_at = clock.now() - timedelta(minutes=5)
    clear_room(world.runs, world.item, {world.officer.id}, set())
    world.here(make.user(of=world.officer.agency))
    close_item(world.runs, world.item)
    db.session.flush()  # read back
    assert world.officer.id in _told(world)


def test_quorum_says_what_is_wanting() -> None:
    rule = Rule(3, ("police", "youth_offending_service"))
    assert count(rule, ["police", "youth_offending_service", "housing"]).is_met
    few = count(rule, ["police", "police"])
    assert few.words == ("Not quorate: 2 present, 3 needed; nobody of youth offending service.")


def test_terms_of_reference(work: None) -> None:
    world = RoomWorld()
    body, today = MeetingBody.ACTION_GROUP, clock.today()
    member = add_member(world.runs, NewMember(body, world.officer, today))
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="belongs to the group already"):
        add_member(world.runs, NewMember(body, world.officer, today))
    with pytest.raises(RuleBroken, match="stands in for a member"):
        add_member(world.runs, NewMember(body, make.user(), today, world.other))
    add_member(world.runs, NewMember(body, world.other, today, world.officer))
    unsigned = make.user(of=make.agency(AgencyKind.HEALTH, agreement=False))
    with pytest.raises(RuleBroken, match="agreement in force"):
        add_member(world.runs, NewMember(body, unsigned, today))
    db.session.flush()  # read back
    assert [row.user_id for row in members_of(body)] == [world.officer.id, world.other.id]
    end_member(world.runs, member)
    end_member(world.runs, member)
    db.session.flush()  # read back
    assert [row.user_id for row in members_of(body)] == [world.other.id]
    with pytest.raises(RuleBroken, match="from 1 to"):
        set_quorum(world.runs, 0, [])


def test_database_keeps_a_deputy_from_standing_in_for_themselves(work: None) -> None:
    user = make.user()
    row = CoreMember(
        body=MeetingBody.ACTION_GROUP,
        user_id=user.id,
        deputy_for_id=user.id,
        starts_on=clock.today(),
    )
    db.session.add(row)
    with pytest.raises(IntegrityError, match="deputy_of_another"):
        db.session.flush()  # the constraint under test


def test_invitations_say_who_and_why(work: None) -> None:
    world = RoomWorld()
    world.core(world.other)
    asked = {one.agency.id: one for one in invitations_of(world.item)}
    assert asked[world.officer.agency_id].reasons
    assert asked[world.other.agency_id].reasons == ["core member of the group"]
    secret = world.add(world.person, restricted=True)
    assert world.other.agency_id not in {one.agency.id for one in invitations_of(secret)}


def test_agenda_on_the_wall_names_nobody_the_room_may_not_hear_of(work: None) -> None:
    world = RoomWorld()
    theirs = world.add(make.person(actor_for(world.other), family="Elsewhere"))
    world.here(world.officer)
    sitting = sitting_of(world.meeting, 1, world.runs)
    assert [entry.is_open for entry in sitting.entries] == [True, False]
    world.here(world.officer, item=theirs)
    sitting = sitting_of(world.meeting, 2, world.runs)
    assert not sitting.hearing.is_open
    assert [entry.is_open for entry in sitting.entries] == [True, False]


def test_page_asks_to_clear_the_room_and_names_nobody(browser: Browser) -> None:
    world = RoomWorld()
    world.here(world.officer, world.other)
    browser.sign_in(world.coordinator)
    key = world.meeting.id
    page = browser.visit("room.in_room", meeting_id=key, item=1)
    assert "Ask 1 person of Housing to leave" in page
    assert world.person.reference not in page
    assert "Example" not in page
    assert "How it goes" not in page
    said = {"line_kind": "note", "words": "He is well.", "idempotency": "b" * 32}
    browser.send("room.in_room", said, 422, meeting_id=key, item=1)
    browser.send("room.clear_room", {}, 422, item_id=world.item.id)
    cleared = browser.visit("room.clear_room", item_id=world.item.id)
    assert world.person.reference not in cleared
    browser.send("room.clear_room", {"left": [str(world.other.id)]}, item_id=world.item.id)
    page = browser.visit("room.in_room", meeting_id=key, item=1)
    assert world.person.reference in page
    assert "Not quorate: 1 present, 4 needed; nobody of probation." in page


def test_pages_of_the_roll(browser: Browser) -> None:
    world = RoomWorld()
    world.core(world.officer)
    second = world.add(world.person)
    browser.sign_in(world.coordinator)
    key, item = world.meeting.id, world.item.id
    browser.visit("room.list_invitations", item_id=item)
    browser.visit("room.mark_present", item_id=item)
    browser.send("room.mark_present", {}, 422, item_id=item)
    browser.send("room.mark_present", {"here": [str(world.officer.id)]}, item_id=item)
    browser.visit("meetings.note_visitor", item_id=item)
    browser.send("meetings.note_visitor", {"name": "Ann"}, 422, item_id=item)
    ann = {"name": "Ann", "organisation": "A charity", "confidentiality_declared": "y"}
    browser.send("meetings.note_visitor", ann, item_id=item)
    browser.send("room.open_item", item_id=item)
    assert "nothing of the record is shown" in browser.visit("room.in_room", meeting_id=key)
    browser.send("room.close_item", item_id=item)
    assert "told by mouth to 2" in browser.visit("room.in_room", meeting_id=key, item=2)
    browser.send("room.carry_attendance", item_id=second.id)
    shown = browser.visit("meetings.show_item", item_id=item)
    assert "Told by word of mouth" in shown
    assert "Ann, A charity: visitor, present" in shown
    assert "Ann, A charity" in browser.visit("meetings.print_minutes", meeting_id=key)
    for page, data in (
        ("meetings.add_member", {"body": "action_group", "starts_on": "today"}),
        ("meetings.set_quorum", {"least": "2", "kinds": ["police"]}),
    ):
        browser.visit(page)
        browser.send(page, data, 302 if "least" in data else 422)
    browser.visit("meetings.list_members")
    other = {"body": "action_group", "starts_on": "today", "user": str(world.other.id)}
    browser.send("meetings.add_member", other)
    member = next(
        row for row in members_of(MeetingBody.ACTION_GROUP) if row.user_id == world.other.id
    )
    browser.send("meetings.end_member", member_id=member.id)
    browser.visit("room.in_room", meeting_id=key, theme="projector")


def test_last_action_ends_in_the_room_and_is_counted_by_its_ending(browser: Browser) -> None:
    world = RoomWorld()
    world.here(world.officer)
    due = clock.today() + timedelta(days=7)
    action = offer_action(
        world.reads, "Ring the landlord", world.officer, due, ActionOrigin.MEETING, world.person
    )
    db.session.flush()  # gives it its version
    browser.sign_in(world.coordinator)
    at = {"action_id": action.id, "item": world.item.id}
    assert "Ring the landlord" in browser.visit("room.in_room", meeting_id=world.meeting.id)
    browser.visit("room.end_action", **at, status="not_done")
    browser.send("room.end_action", {"version": "1", "status": "not_done"}, 422, **at)
    ended = {"version": "1", "status": "no_longer_possible", "result": "Sold."}
    browser.send("room.end_action", ended, **at)
    assert action.status is ActionStatus.NO_LONGER_POSSIBLE
    world.here(world.other)  # now the room may not hear of it
    other = offer_action(
        world.reads, "See him", world.officer, due, ActionOrigin.MEETING, world.person
    )
    db.session.flush()  # gives it its key
    browser.visit("room.end_action", 302, action_id=other.id, item=world.item.id)


def test_conflicted_member_finds_neither_item_nor_line(browser: Browser) -> None:
    world = RoomWorld()
    world.here(world.officer)
    take_line(world.runs, world.item, LineKind.NOTE, "He is well.")
    browser.sign_in(world.officer)
    assert "He is well." in browser.visit("meetings.show_item", item_id=world.item.id)
    gone = NotedAttendance(world.officer, present=False, conflict=True)
    note_attendance(world.runs, world.item, gone)
    browser.visit("meetings.show_item", 404, item_id=world.item.id)
    page = browser.visit("meetings.print_minutes", meeting_id=world.meeting.id)
    assert "He is well." not in page
    assert "An item you are not part of" in page
