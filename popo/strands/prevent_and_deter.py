"""Prevent and Deter: children and young people on the cusp; seen soon and often.

Owned by the youth offending service, in its own words, inside its own compartment. The figures are
this scheme's own defaults: no national minimum was found.
"""

from popo.strands.rules import Standard, Worry

STANDARD = Standard(
    contact_days={"red": 3, "amber": 7, "green": 14, "custody": 14, "": 3},
    review_days={"red": 14, "amber": 28, "green": 56, "custody": 28, "": 14},
    weights={
        Worry.RELEASE_WITHOUT_ADDRESS: 60,
        Worry.AT_LARGE: 50,
        Worry.PLACE_NOT_KNOWN: 40,
        Worry.ARRESTED: 40,
        Worry.NO_LEAD: 30,
        Worry.MISSED: 20,
        Worry.RELEASE_NEAR: 20,
        Worry.WARRANT: 15,
        Worry.CONTACT_LATE: 12,
        Worry.NO_COLOUR: 10,
        Worry.COLOUR_RED: 10,
        Worry.REVIEW_LATE: 8,
        Worry.OUTCOMES_OWED: 8,
        Worry.ACTIONS_LATE: 8,
        Worry.COLOUR_AMBER: 4,
        Worry.SUMMARY_STALE: 4,
        Worry.PLAN_LATE: 8,
        Worry.TRANSITION_LATE: 30,
        Worry.TRANSITION_DUE: 10,
    },
    words={
        Worry.AT_LARGE: "Missing, or not where the court said",
        Worry.NO_LEAD: "No worker is named for this young person",
        Worry.PLACE_NOT_KNOWN: "Nobody knows where this young person is",
    },
    load={"red": 4, "amber": 3, "green": 2, "custody": 2, "": 3},
)
