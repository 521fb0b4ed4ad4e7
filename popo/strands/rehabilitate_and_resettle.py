"""Rehabilitate and Resettle: the same people, seen by what may help them stop; release first.

The figures are this scheme's own defaults: no national minimum was found.
"""

from popo.strands.rules import Standard, Worry

STANDARD = Standard(
    contact_days={"red": 7, "amber": 7, "green": 14, "custody": 28, "": 7},
    review_days={"red": 28, "amber": 28, "green": 84, "custody": 84, "": 28},
    weights={
        Worry.RELEASE_WITHOUT_ADDRESS: 60,
        Worry.AT_LARGE: 30,
        Worry.NO_LEAD: 25,
        Worry.NOT_SETTLED: 20,
        Worry.PLACE_NOT_KNOWN: 25,
        Worry.ARRESTED: 20,
        Worry.RELEASE_NEAR: 20,
        Worry.MISSED: 15,
        Worry.TREATMENT_LEFT: 15,
        Worry.WARRANT: 15,
        Worry.CONTACT_LATE: 12,
        Worry.TREATMENT_WAITING: 12,
        Worry.HOUSING_OUTDATED: 10,
        Worry.NO_COLOUR: 10,
        Worry.ACTIONS_LATE: 8,
        Worry.REVIEW_LATE: 8,
        Worry.OUTCOMES_OWED: 8,
        Worry.COLOUR_RED: 8,
        Worry.COLOUR_AMBER: 4,
        Worry.SUMMARY_STALE: 4,
        Worry.PLAN_LATE: 10,
        Worry.WITHOUT_WORK: 3,
        Worry.NOT_SAID: 3,
    },
    words={},
    load={"red": 3, "amber": 3, "green": 2, "custody": 2, "": 2},
)
