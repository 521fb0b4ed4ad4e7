"""How an item of the checklist may stand, be rated and come round again. No database."""

from enum import StrEnum


class Frequency(StrEnum):
    EACH_MEETING = "each_meeting"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    ANNUAL = "annual"

    @property
    def words(self) -> str:
        return _FREQUENCY_WORDS[self]


_FREQUENCY_WORDS = {
    Frequency.EACH_MEETING: "Each meeting",
    Frequency.MONTHLY: "Monthly",
    Frequency.QUARTERLY: "Quarterly",
    Frequency.HALF_YEARLY: "Every six months",
    Frequency.ANNUAL: "Every year",
}


class Workstream(StrEnum):
    """The eight headings of the Traffic Light Assessment of 2007."""

    IDENTIFYING = "identifying"
    PLANNING = "planning"
    PERFORMANCE = "performance"
    TEAM = "team"
    GOOD_PRACTICE = "good_practice"
    DATA_SHARING = "data_sharing"
    LINKS = "links"
    LEADERSHIP = "leadership"

    @property
    def words(self) -> str:
        return _WORKSTREAM_WORDS[self]


_WORKSTREAM_WORDS = {
    Workstream.IDENTIFYING: "Identifying people and measuring outcomes",
    Workstream.PLANNING: "Clear planning",
    Workstream.PERFORMANCE: "Performance management",
    Workstream.TEAM: "Team approach",
    Workstream.GOOD_PRACTICE: "Good practice",
    Workstream.DATA_SHARING: "Data sharing",
    Workstream.LINKS: "Links with other strategies",
    Workstream.LEADERSHIP: "Decision-making and leadership",
}


class Live(StrEnum):
    """What an item that rates itself is rated from."""

    CRITERIA = "criteria"
    NUMBER = "number"
    COORDINATED = "coordinated"


class Status(StrEnum):
    """What somebody says of a round of an item. Overdue and reopened are worked out."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Standing(StrEnum):
    """How an item stands today."""

    OVERDUE = "overdue"
    REOPENED = "reopened"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Rating(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"

    @property
    def words(self) -> str:
        return _RATING_WORDS[self]


_RATING_WORDS = {
    Rating.RED: "Red: much to do",
    Rating.AMBER: "Amber: some to do",
    Rating.GREEN: "Green: in order",
}


class Progress(StrEnum):
    """What is said of a target. That it is late is worked out."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    DONE = "done"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class TargetStanding(StrEnum):
    """How a target stands on a day."""

    LATE = "late"
    BEHIND = "behind"
    ON_TRACK = "on_track"
    DONE = "done"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


def target_standing(said: Progress | None, late: bool) -> TargetStanding:  # noqa: FBT001
    """`said`: the last progress, if any. `late`: its day is past."""
    if said is Progress.DONE:
        return TargetStanding.DONE
    if late:
        return TargetStanding.LATE
    return TargetStanding.BEHIND if said is Progress.BEHIND else TargetStanding.ON_TRACK
