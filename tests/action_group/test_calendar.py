"""Calendar files: folded, escaped, right across the clock change, and without a name in them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.action_group.icalendar import Entry, calendar, escaped, folded, moment
from popo.db import db
from popo.meetings.models import ItemKind, MeetingBody
from popo.meetings.services import NewItem, add_item, add_meeting, cancel_meeting
from popo.settings.names import Name
from popo.settings.services import set_value
from tests.action_group.make import Group
from tests.pages import Browser

STARTS = datetime(2024, 4, 30, 8, 30, tzinfo=UTC)
ENTRY = Entry("1@here", "Meeting", "Town Hall", STARTS, STARTS + timedelta(hours=2), STARTS)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


def _unfolded(text: str) -> str:
    return text.replace("\r\n ", "")


def test_a_file_is_what_calendars_read() -> None:
    lines = calendar([ENTRY], "Meetings").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "VERSION:2.0",
        "UID:1@here",
        "DTSTART:20240430T083000Z",
        "DTEND:20240430T103000Z",
        "SUMMARY:Meeting",
        "LOCATION:Town Hall",
        "STATUS:CONFIRMED",
    ):
        assert lines.count(line) == 1, line


@given(TEXTS)
def test_folded_lines_are_short_and_unfold_to_the_same(text: str) -> None:
    made = folded(text)
    assert _unfolded(made) == text
    assert all(len(piece.encode()) <= 75 for piece in made.split("\r\n"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    made = escaped(text)
    assert "\n" not in made
    assert "\r" not in made
    plain = made.replace("\\\\", "")
    for mark in ";,":
        assert plain.count(mark) == plain.count(f"\\{mark}")


def test_escaping_in_full() -> None:
    assert escaped("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2024, 4, 30))  # noqa: DTZ001 - refused is what is tested


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2024, 3, 30), "20240330T093000Z"),
        (date(2024, 3, 31), "20240331T083000Z"),
        (date(2024, 10, 26), "20241026T083000Z"),
        (date(2024, 10, 27), "20241027T093000Z"),
    ],
)
def test_half_past_nine_in_london_on_both_sides_of_the_change(day: date, starts: str) -> None:
    assert moment(clock.at(day, 9, 30)) == starts


def test_pages_name_the_body_and_nobody(browser: Browser) -> None:
    group = Group()
    set_value(Name.MEETING_PLACE, "Town Hall, room 2; rear door")
    person, _ = group.calm()
    add_item(group.runs, group.meeting, NewItem(ItemKind.REVIEW, "His flat", person))
    gone = add_meeting(group.runs, MeetingBody.TASKING_GROUP, clock.at(date(2024, 6, 4), 14))
    db.session.flush()  # read back
    cancel_meeting(group.runs, gone)
    browser.sign_in(group.officer)
    one = browser.look("action_group.meeting_calendar", meeting_id=group.meeting.id)
    assert one.status == 200
    assert one.response.mimetype == "text/calendar"
    text = _unfolded(one.html)
    for line in (
        "SUMMARY:Meeting: Action Group",
        "LOCATION:Town Hall\\, room 2\\; rear door",
        "DTSTART:20240507T083000Z",
        "DTEND:20240507T110000Z",
    ):
        assert f"\r\n{line}\r\n" in text, line
    everything = _unfolded(browser.look("action_group.meetings_calendar").html)
    assert everything.count("BEGIN:VEVENT") == 2
    assert "STATUS:CANCELLED" in everything
    for words in ("flat", "Example", "Adam", person.reference):
        assert words not in text + everything, words
