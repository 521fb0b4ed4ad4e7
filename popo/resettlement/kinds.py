"""What is said of housing, treatment and work, and which of it is the aim. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class Area(StrEnum):
    HOUSING = "housing"
    WORK = "work"
    TREATMENT = "treatment"

    @property
    def words(self) -> str:
        return _AREA_WORDS[self]

    @property
    def aim(self) -> str:
        return _AIMS[self]


_AREA_WORDS = {
    Area.HOUSING: "Housing",
    Area.WORK: "Work and training",
    Area.TREATMENT: "Treatment",
}
_AIMS = {
    Area.HOUSING: "in settled housing",
    Area.WORK: "in work or training",
    Area.TREATMENT: "in treatment, or completed",
}

STATES: Mapping[Area, Mapping[str, str]] = {
    Area.HOUSING: {
        "settled": "Settled housing",
        "family": "With family or friends, settled",
        "hostel": "Hostel or supported, temporary",
        "sofa": "Sofa or short stay",
        "none": "No fixed abode",
        "custody": "In custody",
    },
    Area.WORK: {
        "work": "In work",
        "training": "In training or education",
        "placement": "Placement or volunteering",
        "looking": "Looking",
        "not_able": "Not able to now",
        "not_looking": "Not looking",
    },
    Area.TREATMENT: {
        "in_treatment": "In treatment",
        "completed": "Completed as planned",
        "waiting": "Waiting to start",
        "left": "Left early",
        "declined": "Declined",
        "not_needed": "Not needed",
    },
}
"""In the order they are offered; what is not said is not recorded."""

REACHED: Mapping[Area, frozenset[str]] = {
    Area.HOUSING: frozenset({"settled", "family"}),
    Area.WORK: frozenset({"work", "training"}),
    Area.TREATMENT: frozenset({"in_treatment", "completed"}),
}
NOT_COUNTED: Mapping[Area, frozenset[str]] = {
    Area.HOUSING: frozenset({"custody"}),
    Area.TREATMENT: frozenset({"not_needed"}),
}
"""Said, and neither reached nor missed."""


def state_words(area: Area, state: str) -> str:
    return STATES[area].get(state, "")
