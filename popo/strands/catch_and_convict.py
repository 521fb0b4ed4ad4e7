"""Catch and Convict: those already prolific; enforcement comes first.

The figures are this scheme's own defaults: no national minimum was found.
"""

from popo.strands.rules import Standard, Worry

STANDARD = Standard(
    contact_days={"red": 7, "amber": 14, "green": 28, "custody": 28, "": 7},
    review_days={"red": 28, "amber": 28, "green": 84, "custody": 84, "": 28},
    weights={
        Worry.AT_LARGE: 60,
        Worry.WARRANT: 45,
        Worry.ARRESTED: 40,
        Worry.RELEASE_WITHOUT_ADDRESS: 30,
        Worry.PLACE_NOT_KNOWN: 25,
        Worry.NO_LEAD: 20,
        Worry.COLOUR_RED: 15,
        Worry.RELEASE_NEAR: 12,
        Worry.MISSED: 10,
        Worry.NO_COLOUR: 10,
        Worry.CONTACT_LATE: 8,
        Worry.REVIEW_LATE: 8,
        Worry.OUTCOMES_OWED: 5,
        Worry.ACTIONS_LATE: 5,
        Worry.COLOUR_AMBER: 4,
        Worry.SUMMARY_STALE: 3,
        Worry.PLAN_LATE: 5,
    },
    words={},
    load={"red": 3, "amber": 2, "green": 1, "custody": 1, "": 2},
)
