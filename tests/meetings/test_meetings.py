"""Agenda, attendance and minutes: who reads them, and that confirmed ones never change."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.keys.services import destroy_keys
from popo.meetings.models import (
    AgendaItem,
    Attendance,
    ItemKind,
    Meeting,
    MeetingBody,
    MeetingStatus,
    Minute,
)
from popo.meetings.queries import agenda, get_item, items_to_cite, line_of, next_meeting
from popo.meetings.services import (
    NewItem,
    NotedAttendance,
    add_item,
    add_meeting,
    cancel_meeting,
    confirm_meeting,
    note_attendance,
    write_minute,
)
from popo.people.models import Person
from tests import make
from tests.pages import Browser

TODAY = date(2024, 4, 30)


class Sitting:
    """A meeting of today, run by a co-ordinator, and a police officer with a person of theirs."""

    def __init__(self) -> None:
        make.partnership()
        self.coordinator: User = make.user(make.Role.COORDINATOR, "scheme")
        self.officer: User = make.user()
        self.runs: Actor = actor_for(self.coordinator)
        self.reads: Actor = actor_for(self.officer)
        self.person: Person = make.person(self.reads)
        self.meeting: Meeting = add_meeting(
            self.runs, MeetingBody.ACTION_GROUP, clock.at(TODAY, 9, 30)
        )

    def item(self, person: Person | None = None, *, restricted: bool = False) -> AgendaItem:
        details = NewItem(ItemKind.REVIEW, "How it goes", person, restricted)
        item = add_item(self.runs, self.meeting, details)
        db.session.flush()  # read back
        return item

    def minute(self, item: AgendaItem, words: str = "It was agreed.") -> Minute:
        held = line_of(item, self.runs).minute
        minute = write_minute(self.runs, item, words, held.version if held else 0)
        db.session.flush()  # read back
        return minute


def test_items_are_numbered_in_order(work: None) -> None:
    sitting = Sitting()
    assert [sitting.item().number, sitting.item().number] == [1, 2]


def test_same_group_does_not_meet_twice_at_once(work: None) -> None:
    sitting = Sitting()
    with pytest.raises(RuleBroken, match="already meets then"):
        add_meeting(sitting.runs, MeetingBody.ACTION_GROUP, sitting.meeting.starts_at)


def test_reader_sees_only_items_about_people_they_may_see(work: None) -> None:
    sitting = Sitting()
    own, nobody = sitting.item(sitting.person), sitting.item()
    other = sitting.item(make.person(make.actor()))
    seen = agenda(sitting.meeting, sitting.reads)
    assert [line.item for line in seen] == [own, nobody, None]
    assert [line.number for line in seen] == [1, 2, 3]
    assert get_item(other.id, sitting.reads) is None
    assert all(line.item for line in agenda(sitting.meeting, sitting.runs))


def test_item_about_a_young_person_stays_inside_the_compartment(work: None) -> None:
    sitting = Sitting()
    young = make.person(make.actor(), born=date(2009, 2, 1))
    item = sitting.item(young)
    assert get_item(item.id, sitting.runs) is None
    assert agenda(sitting.meeting, sitting.runs)[0].item is None


def test_restricted_item_is_for_those_present(work: None) -> None:
    sitting = Sitting()
    item = sitting.item(sitting.person, restricted=True)
    assert get_item(item.id, sitting.reads) is None
    note_attendance(sitting.runs, item, NotedAttendance(sitting.officer, present=True))
    db.session.flush()  # read back
    assert get_item(item.id, sitting.reads) is item


def test_whoever_left_because_of_a_conflict_does_not_read_it(work: None) -> None:
    sitting = Sitting()
    item = sitting.item(sitting.person)
    absent = NotedAttendance(sitting.officer, present=False, conflict=True)
    note_attendance(sitting.runs, item, absent)
    db.session.flush()  # read back
    assert get_item(item.id, sitting.reads) is None


def test_attendance_said_again_is_one_row(work: None) -> None:
    sitting = Sitting()
    item = sitting.item()
    note_attendance(sitting.runs, item, NotedAttendance(sitting.officer, present=False))
    db.session.flush()  # read back
    note_attendance(sitting.runs, item, NotedAttendance(sitting.officer, present=True))
    db.session.flush()  # read back
    assert [row.present for row in line_of(item, sitting.runs).attendances] == [True]
    assert sitting.meeting.status is MeetingStatus.HELD


def test_nothing_is_noted_before_the_day(work: None) -> None:
    sitting = Sitting()
    sitting.meeting.starts_at = clock.at(TODAY + timedelta(days=1), 9, 30)
    with pytest.raises(RuleBroken, match="has not taken place"):
        sitting.minute(sitting.item())


def test_minute_is_rewritten_until_it_is_confirmed(work: None) -> None:
    sitting = Sitting()
    item = sitting.item(sitting.person)
    first = sitting.minute(item, "Draft.")
    assert sitting.minute(item, "Final.") is first
    with pytest.raises(StaleVersion):
        write_minute(sitting.runs, item, "From another tab.", 1)
    confirm_meeting(sitting.runs, sitting.meeting)
    db.session.flush()  # read back
    assert first.locked_at is not None
    addendum = write_minute(sitting.runs, item, "One more thing.")
    db.session.flush()  # read back
    line = line_of(item, sitting.runs)
    assert [row.words for row in line.minutes] == ["Final.", "One more thing."]
    assert line.addenda == [addendum]
    with pytest.raises(RuleBroken, match="confirmed"):
        note_attendance(sitting.runs, item, NotedAttendance(sitting.officer, present=True))
    with pytest.raises(RuleBroken, match="confirmed"):
        sitting.item()


def test_database_refuses_to_change_a_confirmed_minute(work: None) -> None:
    sitting = Sitting()
    item = sitting.item()
    minute = sitting.minute(item)
    other = sitting.minute(sitting.item(), "Something else.")
    confirm_meeting(sitting.runs, sitting.meeting)
    db.session.flush()  # statements below go past the session
    words = Minute.__table__.c.words
    theirs = db.session.execute(
        Minute.__table__.select().with_only_columns(words).where(Minute.id == other.id)
    ).scalar_one()
    for values in ({"words": theirs}, {"locked_at": None}):
        with pytest.raises(DatabaseError, match="can no longer change"), db.session.begin_nested():
            db.session.execute(
                update(Minute.__table__).where(Minute.id == minute.id).values(**values)
            )
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(delete(Minute).where(Minute.id == minute.id))


def test_database_locks_addenda(work: None) -> None:
    sitting = Sitting()
    sitting.minute(sitting.item()).addendum = True
    with pytest.raises(IntegrityError, match="addenda_are_locked"):
        db.session.flush()  # the constraint under test


def test_database_sends_the_conflicted_out(work: None) -> None:
    sitting = Sitting()
    item = sitting.item()
    row = Attendance(
        agenda_item_id=item.id,
        user_id=sitting.officer.id,
        agency_id=sitting.officer.agency_id,
        present=True,
        conflict=True,
    )
    db.session.add(row)
    with pytest.raises(IntegrityError, match="conflicted_leave"):
        db.session.flush()  # the constraint under test


def test_minute_goes_with_the_person_it_is_about(work: None) -> None:
    sitting = Sitting()
    item, kept = sitting.item(sitting.person), sitting.item()
    minute, other = sitting.minute(item), sitting.minute(kept)
    confirm_meeting(sitting.runs, sitting.meeting)
    settle()
    destroy_keys([sitting.person.id])
    settle()
    db.session.expire_all()
    assert minute.words == "[destroyed]"
    assert item.title == "[destroyed]"
    assert other.words == "It was agreed."


def test_only_a_meeting_that_was_not_held_is_cancelled(work: None) -> None:
    sitting = Sitting()
    sitting.minute(sitting.item())
    with pytest.raises(RuleBroken, match="not held"):
        cancel_meeting(sitting.runs, sitting.meeting)


def test_next_meeting_is_the_next_one_planned(work: None) -> None:
    sitting = Sitting()
    assert next_meeting() is sitting.meeting
    cancel_meeting(sitting.runs, sitting.meeting)
    later = add_meeting(sitting.runs, MeetingBody.ACTION_GROUP, clock.at(date(2024, 5, 7), 9, 30))
    add_meeting(sitting.runs, MeetingBody.TASKING_GROUP, clock.at(date(2024, 5, 1), 9, 30))
    db.session.flush()  # read back
    assert next_meeting() is later


def test_decisions_name_items_about_the_person_at_meetings_begun(work: None) -> None:
    sitting = Sitting()
    item = sitting.item(sitting.person)
    sitting.item()
    tomorrow = add_meeting(
        sitting.runs, MeetingBody.ACTION_GROUP, clock.at(TODAY + timedelta(days=1), 9)
    )
    db.session.flush()  # read back
    add_item(sitting.runs, tomorrow, NewItem(ItemKind.REVIEW, "Later", sitting.person))
    db.session.flush()  # read back
    cited = items_to_cite(sitting.runs, sitting.person.id)
    assert [each.item for each in cited] == [item]
    assert cited[0].words == "Action Group, 30 April 2024, item 1"
    assert items_to_cite(actor_for(make.user()), sitting.person.id) == []


def test_pages_plan_hold_and_confirm_a_meeting(browser: Browser) -> None:
    sitting = Sitting()
    browser.sign_in(sitting.coordinator)
    browser.visit("meetings.add_meeting")
    planned = {"body": "action_group", "starts_at": "today 14:00"}
    browser.send("meetings.add_meeting", {"body": "action_group"}, 422)
    browser.send("meetings.add_meeting", planned)
    browser.send("meetings.add_meeting", planned, 422)
    assert "Action Group" in browser.visit("meetings.list_meetings")
    key = sitting.meeting.id
    browser.visit("meetings.add_item", meeting_id=key)
    about = {"item_kind": "review", "reference": "NOBODY-1", "title": "How it goes"}
    assert "You see nobody" in browser.send("meetings.add_item", about, 422, meeting_id=key)
    about["reference"] = sitting.person.reference.lower()
    browser.send("meetings.add_item", about, meeting_id=key)
    item = agenda(sitting.meeting, sitting.runs)[0].item
    assert item is not None
    browser.visit("meetings.note_attendance", item_id=item.id)
    there = {"user": str(sitting.officer.id), "part": "present", "confidentiality_declared": "y"}
    browser.send("meetings.note_attendance", there, item_id=item.id)
    browser.visit("meetings.write_minute", item_id=item.id)
    said = {"version": "0", "words": "It goes well."}
    browser.send("meetings.write_minute", said, item_id=item.id)
    assert "You typed" in browser.send("meetings.write_minute", said, 409, item_id=item.id)
    browser.visit("meetings.confirm_meeting", meeting_id=key)
    browser.send("meetings.confirm_meeting", meeting_id=key)
    browser.send("meetings.write_minute", {"version": "0", "words": "Later."}, item_id=item.id)
    browser.sign_in(sitting.officer)
    shown = browser.visit("meetings.show_item", item_id=item.id)
    assert "It goes well." in shown
    assert "Later." in shown
    assert "confidentiality declared" in shown
    browser.send("meetings.write_minute", said, 403, item_id=item.id)


def test_pages_hide_what_one_is_not_part_of(browser: Browser) -> None:
    sitting = Sitting()
    item = sitting.item(sitting.person)
    sitting.minute(item)
    browser.sign_in(make.user())
    page = browser.visit("meetings.show_meeting", meeting_id=sitting.meeting.id)
    assert "An item you are not part of" in page
    assert sitting.person.reference not in page
    assert "How it goes" not in page
    browser.visit("meetings.show_item", 404, item_id=item.id)


def test_cancel_page(browser: Browser) -> None:
    sitting = Sitting()
    browser.sign_in(sitting.coordinator)
    browser.send("meetings.cancel_meeting", meeting_id=sitting.meeting.id)
    assert "Cancelled" in browser.visit("meetings.list_meetings")
