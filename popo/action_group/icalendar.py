"""Calendar files as RFC 5545 has them: lines folded, texts escaped, moments in UTC. Pure.

A moment in UTC is the same on both sides of a clock change, so no time zone is written out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_OCTETS = 75
"""Of one line, its end not counted."""
_END = "\r\n"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Entry:
    """One event. `changed` counts its versions from 0, `stamped` is when this one was made."""

    uid: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    stamped: datetime
    changed: int = 0
    cancelled: bool = False


def calendar(entries: Iterable[Entry], name: str = "") -> str:
    """The whole file. Raises ValueError for a moment without its time zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//popo//meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    if name:
        lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}{_END}" for line in lines)


def _event(entry: Entry) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{moment(entry.stamped)}",
        f"SEQUENCE:{entry.changed}",
        f"DTSTART:{moment(entry.starts_at)}",
        f"DTEND:{moment(entry.ends_at)}",
        f"SUMMARY:{escaped(entry.title)}",
        *([f"LOCATION:{escaped(entry.place)}"] if entry.place else []),
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def moment(at: datetime) -> str:
    """20240430T083000Z."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_ESCAPED)


def folded(line: str) -> str:
    """In pieces of at most 75 octets, never within a character; each further one begins blank."""
    pieces, piece, room = [], "", MOST_OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", MOST_OCTETS - 1  # the blank counts
        piece += character
        room -= size
    return f"{_END} ".join([*pieces, piece])
