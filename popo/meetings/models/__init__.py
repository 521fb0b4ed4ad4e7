from popo.meetings.models.lines import LineKind, MinuteLine
from popo.meetings.models.meetings import (
    AgendaItem,
    Attendance,
    ItemKind,
    Meeting,
    MeetingBody,
    MeetingStatus,
    Minute,
)
from popo.meetings.models.members import CoreMember, OralDisclosure, Visitor

__all__ = [
    "AgendaItem",
    "Attendance",
    "CoreMember",
    "ItemKind",
    "LineKind",
    "Meeting",
    "MeetingBody",
    "MeetingStatus",
    "Minute",
    "MinuteLine",
    "OralDisclosure",
    "Visitor",
]
