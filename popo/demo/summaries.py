"""A paragraph on where somebody stands, from what is true of them in the town."""

from collections import Counter
from random import Random

from popo.demo.custody import is_inside
from popo.demo.journeys import Journey

_PATTERNS = {
    "theft other": "Pattern is theft from shops in the daytime, mostly alone.",
    "domestic burglary": "Pattern is burglary of houses in the early evening, with one other.",
    "theft from vehicle": "Pattern is theft from parked cars at night.",
    "theft of vehicle": "Pattern is taking cars, driven and left within a day.",
    "criminal damage": "Pattern is damage after drinking, in the same two streets.",
    "robbery": "Pattern is robbery of phones near the station; violence is threatened.",
    "drugs": "Found with class A drugs more than once; funds own use.",
    "violence": "Pattern is assault, mostly on people known.",
    "breach and bail": "Little new offending; the trouble is missed courts and broken bail.",
}
_NO_PATTERN = "No proven offence in the year before."
_HOMES = {
    "home": "Settled at the address held.",
    "temporary": "The temporary place ends in six weeks and nothing follows it yet.",
    "hostel": "In a hostel and on its last warning.",
    "approved_premises": "At approved premises; move-on to be found.",
    "family": "Stays with family, which is strained.",
    "no_fixed_abode": "No fixed abode: sleeps at three addresses in turn.",
}
_ENDINGS = (
    "Responds to straight talk and to being rung the day before.",
    "Keeps appointments when they are in the morning.",
    "Next: agree who meets on the day of release.",
    "Next: see together with the housing officer.",
)
_YOUNG = (
    "Attendance at school has picked up. The plan is football twice a week and Fridays at home.",
    "Was with an older group over the summer and has moved away from them.",
    "Likes practical work. The college visit went well.",
)
_YOUNG_ENDINGS = (
    "A parent is supportive and rings when worried.",
    "Next: a meeting at school about the timetable.",
)


def summary_of(random: Random, journey: Journey) -> str:
    if journey.is_young:
        return f"{random.choice(_YOUNG)} {random.choice(_YOUNG_ENDINGS)}"
    somebody = journey.somebody
    inside = is_inside(journey.stays, journey.last_day)
    said = [
        _pattern(journey),
        "In custody at present." if inside else _HOMES[somebody.home.kind],
        _drugs(journey),
        "Drinks heavily at weekends." if somebody.alcohol else "",
        "In work or training." if somebody.in_work else "Not in work; no training yet.",
        random.choice(_ENDINGS),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _pattern(journey: Journey) -> str:
    kinds = Counter(one.kind for one in (*journey.record.before, *journey.record.after))
    return _PATTERNS[kinds.most_common(1)[0][0]] if kinds else _NO_PATTERN


def _drugs(journey: Journey) -> str:
    """Police tests and own account only: what treatment knows stays with treatment."""
    if journey.somebody.heroin_or_crack:
        return "Uses heroin or crack by police test."
    return "Uses class A drugs by own account." if journey.somebody.class_a else ""
