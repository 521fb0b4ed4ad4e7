"""What must be done before and after a release, by whom and by when. No database.

The days are this scheme's own: four weeks for what others must answer, two for an address, the
first 48 hours for the first contact.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from popo import clock

OPENS_DAYS = 56
"""How long before a release its checklist is offered."""


class Step(StrEnum):
    CONFERENCE = "conference"
    LICENCE_CONDITIONS = "licence_conditions"
    VICTIM_CONTACT = "victim_contact"
    CURFEW_ADDRESS = "curfew_address"
    ACCOMMODATION = "accommodation"
    BENEFITS = "benefits"
    PRESCRIPTIONS = "prescriptions"
    POLICE_BRIEFING = "police_briefing"
    GATE = "gate"
    FIRST_APPOINTMENT = "first_appointment"
    FIRST_CONTACT = "first_contact"


@dataclass(frozen=True)
class StepRule:
    """`days` before (negative) or after the release; `owners` are kinds of agency, best first.

    A step about treatment is seen by its owner's agency and those cleared for health records.
    """

    step: Step
    words: str
    days: int
    owners: tuple[str, ...]
    on_curfew_only: bool = False
    about_treatment: bool = False


_SUPERVISES = ("probation", "youth_offending_service")
RULES = (
    StepRule(Step.CONFERENCE, "Release conference held", -28, _SUPERVISES),
    StepRule(Step.LICENCE_CONDITIONS, "Licence conditions asked for", -28, _SUPERVISES),
    StepRule(Step.VICTIM_CONTACT, "Victim contact asked for", -28, _SUPERVISES),
    StepRule(
        Step.CURFEW_ADDRESS,
        "Address checked for home detention curfew",
        -21,
        _SUPERVISES,
        on_curfew_only=True,
    ),
    StepRule(
        Step.ACCOMMODATION, "Accommodation confirmed", -14, ("housing", "council", *_SUPERVISES)
    ),
    StepRule(Step.BENEFITS, "Benefits claim ready", -14, ("council", *_SUPERVISES)),
    StepRule(
        Step.PRESCRIPTIONS,
        "Prescriptions handed over, or none needed",
        -7,
        ("drug_service", "health"),
        about_treatment=True,
    ),
    StepRule(Step.POLICE_BRIEFING, "Police briefed", -7, ("police",)),
    StepRule(Step.GATE, "Agreed who meets at the gate", -7, ("police", *_SUPERVISES)),
    StepRule(Step.FIRST_APPOINTMENT, "First appointment, the same day", 0, _SUPERVISES),
    StepRule(Step.FIRST_CONTACT, "First contact within 48 hours", 2, _SUPERVISES),
)
BY_STEP = {rule.step: rule for rule in RULES}


def due_on(step: Step, release_on: date) -> date:
    """What falls on a day when little is open before the release is due the working day before."""
    days = BY_STEP[step].days
    day = release_on + timedelta(days=days)
    while days < 0 and not clock.is_working_day(day):
        day -= timedelta(days=1)
    return day


def steps_of(*, on_curfew: bool, already: Collection[Step] = ()) -> list[StepRule]:
    """The steps a release needs and does not have yet."""
    return [
        rule
        for rule in RULES
        if (on_curfew or not rule.on_curfew_only) and rule.step not in already
    ]
