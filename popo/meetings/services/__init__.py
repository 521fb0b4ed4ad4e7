from popo.meetings.services.attendance import (
    NotedAttendance,
    NotedVisitor,
    carry_attendance,
    clear_room,
    mark_present,
    note_attendance,
    note_visitor,
)
from popo.meetings.services.lines import add_line, edit_line, strike_line
from popo.meetings.services.meetings import (
    NewItem,
    add_item,
    add_meeting,
    cancel_meeting,
    confirm_meeting,
    write_minute,
)
from popo.meetings.services.sitting import check_hearing, close_item, open_item

__all__ = [
    "NewItem",
    "NotedAttendance",
    "NotedVisitor",
    "add_item",
    "add_line",
    "add_meeting",
    "cancel_meeting",
    "carry_attendance",
    "check_hearing",
    "clear_room",
    "close_item",
    "confirm_meeting",
    "edit_line",
    "mark_present",
    "note_attendance",
    "note_visitor",
    "open_item",
    "strike_line",
    "write_minute",
]
