from popo.meetings.forms.meetings import (
    BODIES,
    KINDS,
    PARTS,
    AddItemForm,
    AddMeetingForm,
    MeetingDetails,
    NoteAttendanceForm,
    Part,
    WriteMinuteForm,
)

__all__ = [
    "BODIES",
    "KINDS",
    "PARTS",
    "AddItemForm",
    "AddMeetingForm",
    "MeetingDetails",
    "NoteAttendanceForm",
    "Part",
    "WriteMinuteForm",
]
