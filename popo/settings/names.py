"""Every setting: its name, what it is unless the scheme says otherwise, and what it means."""

from enum import Enum
from typing import Any


class Name(Enum):
    """Value: stored name and default."""

    SCHEME = "scheme", "The scheme"
    REFERENCE_PREFIX = "reference_prefix", "POPO"
    MARKING = "marking", "OFFICIAL-SENSITIVE"
    DEMONSTRATION = "demonstration", False
    CLOCK_OFFSET_SECONDS = "clock_offset_seconds", 0
    DECLINED_KEPT_DAYS = "declined_kept_days", 28
    TRIAGE_WORKING_DAYS = "triage_working_days", 5
    QUORUM_LEAST = "quorum_least", 4
    QUORUM_KINDS = "quorum_kinds", ("police", "probation")
    MEETING_MINUTES = "meeting_minutes", 150
    MEETING_PLACE = "meeting_place", ""

    @property
    def stored(self) -> str:
        return str(self.value[0])

    @property
    def default(self) -> Any:
        return self.value[1]
