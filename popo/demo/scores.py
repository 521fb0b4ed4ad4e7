"""How a scorer answers the shipped criteria, from what somebody has done. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from popo import clock
from popo.demo.draws import chance
from popo.demo.happenings import Happening
from popo.demo.journeys import Journey, Route
from popo.demo.offending import Proven
from popo.selection.citations import Report
from popo.selection.criteria import Criteria, Measure
from popo.selection.ogrs import ogrs3
from popo.selection.ogrs.result import percent
from popo.selection.scoring import Answer

_YEAR = timedelta(days=365)
_MISSING = 0.12
_FAILURES = {"breach", "recall", "failure_to_appear", "warrant"}
_TYPES = {
    "domestic burglary": "burglary_or_robbery",
    "robbery": "burglary_or_robbery",
    "theft of vehicle": "vehicle_crime",
    "theft from vehicle": "vehicle_crime",
    "violence": "wounding",
    "criminal damage": "damage",
    "theft other": "other_theft",
}
_JUDGED: dict[str, tuple[tuple[str, ...], str]] = {
    "community_harm": (("some", "serious", "severe"), "Complaints from two streets; see the log"),
    "links": (("none", "some", "many"), "Charged together with one person on the list"),
}
_STRONG = {Route.SELECTED, Route.AWAITING_PANEL}
_JUDGED_AT = {"red": slice(-1, None), "green": slice(1)}
_REPORTS = {"red": (4, 6), "amber": (2, 5), "green": (0, 1)}
"""By colour: the levels that come into question, and how few and many reports count."""
_GISTS = (
    "Sells tools from the boot of a car on Saturdays",
    "Asked two people for a van with a roof rack",
    "Has a buyer for jewellery outside the town",
    "Goes out with one other after midnight on weekdays",
    "Keeps power tools in a lock-up",
    "Offered a games console still in its box",
)
_HEARSAY = "Said in a pub to be planning something bigger"
_NARRATIVE = {
    "offending": "Three reprimands in nine months, the last two close together and more planned.",
    "harm": "Shopkeepers name the group; one neighbour has stopped going out in the evening.",
    "links": "Seen with two older people the police know; no charge together.",
    "drugs": "Cannabis at weekends by own account. No test and no conviction.",
    "exploitation": "Screened in the spring: no signs. To be asked again in the autumn.",
    "tried": "A final warning with a programme; finished it and came to every session.",
    "strengths": "Good with engines. Mother firm and supportive. A place at college is open.",
}


def colour_on(journey: Journey, day: date) -> str:
    """The traffic light on that day; empty where there is none yet."""
    return next((light.colour for light in reversed(journey.lights) if light.on <= day), "")


def complete_answers(
    random: Random, criteria: Criteria, journey: Journey, day: date, colour: str = ""
) -> list[Answer]:
    """Every factor answered of which something is known, as on that day.

    What is judged, and how many reports there are, goes with the colour where there is one.
    """
    if criteria.is_narrative:
        return [
            Answer(factor.name, None, day - timedelta(days=20), _NARRATIVE[factor.name], "Asset")
            for factor in criteria.factors
        ]
    measured = dict(_measured(journey, day))
    answers = []
    for factor in criteria.factors:
        if factor.measure in measured:
            value, on, words = measured[factor.measure]
            level = factor.level_at(value).name
            answers.append(Answer(factor.name, level, on, words, "Offending record", value))
        elif factor.is_intelligence:
            answers.append(_intelligence(random, factor.name, journey, day, colour))
        elif factor.name in _JUDGED:
            levels, words = _JUDGED[factor.name]
            levels = levels[1:] if journey.route in _STRONG else levels[:1]
            levels = levels[_JUDGED_AT.get(colour, slice(None))]
            on = day - timedelta(days=random.randrange(5, 90))
            answers.append(Answer(factor.name, random.choice(levels), on, words, "Panel paper"))
        elif factor.measure is None:
            answers.append(_type(factor.name, journey, day))
    return answers


def without_some(random: Random, criteria: Criteria, answers: Sequence[Answer]) -> list[Answer]:
    """As it is half-way: the first few answered, some missing, nothing that must be there."""
    first = answers[: len(answers) * 2 // 3]
    return [
        answer
        for answer in first
        if not chance(random, _MISSING) or criteria.factor(answer.factor).mandatory
    ]


def _intelligence(random: Random, factor: str, journey: Journey, day: date, colour: str) -> Answer:
    """A search two days ago: more reports count for a strong case, and one never does."""
    least, most = _REPORTS.get(colour, (0, 6 if journey.route in _STRONG else 1))
    reports = [
        Report(
            day - timedelta(days=random.randrange(5, 170)),
            random.choice("12"),
            random.choice("ABC"),
            corroborated=True,
            gist=gist,
        )
        for gist in random.sample(_GISTS, random.randrange(least, most + 1))
    ]
    unsure = Report(day - timedelta(days=9), "3", "D", corroborated=False, gist=_HEARSAY)
    searched = day - timedelta(days=2)
    return Answer(factor, None, searched, "", "Police system", reports=(*reports, unsure))


def ogrs_inputs(journey: Journey, day: date) -> ogrs3.Inputs | None:
    """For the newest proven offence; None where none is known."""
    somebody, current = journey.somebody, _newest(journey, day)
    if current is None:
        return None
    age = clock.age_on(somebody.born, day)
    return ogrs3.Inputs(
        sex="M" if somebody.sex == "male" else "F",
        age_at_risk=age,
        age_at_conviction=clock.age_on(somebody.born, min(current.sentenced_on, day)),
        age_at_first_sanction=somebody.first_sanction_age,
        previous_sanctions=journey.record.sanctions_on_entry,
        ho_code=current.offence.ho_code,
    )


def _measured(journey: Journey, day: date) -> Iterator[tuple[Measure, tuple[int, date, str]]]:
    known = [event for event in journey.happenings if event.on <= day]
    recent = [event for event in known if event.on > day - _YEAR]
    offences = {
        (event.offence_on, event.ho_code)
        for event in recent
        if event.kind in {"charge", "caution", "conviction"} and event.at_liberty
    }
    yield Measure.OFFENCES_AT_LIBERTY, (len(offences), day, f"{len(offences)} in twelve months")
    arrests = [event.on for event in known if event.kind in {"arrest", "charge"}]
    if arrests:
        days = (day - arrests[-1]).days
        yield Measure.DAYS_SINCE_ARREST, (days, arrests[-1], f"Last arrest {days} days ago")
    failures = sum(event.kind in _FAILURES for event in recent)
    yield Measure.COMPLIANCE_FAILURES, (failures, day, f"{failures} in twelve months")
    yield Measure.DRUGS, _drugs(recent, day)
    inputs = ogrs_inputs(journey, day)
    result = ogrs3.calculate(inputs) if inputs else None
    if result is not None and result.two_year is not None:
        shown = percent(result.two_year)
        yield Measure.REOFFENDING_PERCENT, (shown, day, f"OGRS3: {shown} percent in two years")


def _drugs(recent: Sequence[Happening], day: date) -> tuple[int, date, str]:
    positive = [event.on for event in recent if event.positive]
    if positive:
        return 2, positive[-1], "Positive police test"
    return 0, day, "No positive police test and no conviction in twelve months"


def _type(factor: str, journey: Journey, day: date) -> Answer:
    newest = _newest(journey, day)
    if newest is None:
        return Answer(factor, "no_pattern", day, "No offence in the year", "Offending record")
    level = _TYPES.get(newest.kind, "no_pattern")
    on = max(newest.on, day - _YEAR + timedelta(days=1))
    return Answer(factor, level, on, newest.offence.title, "Offending record")


def _newest(journey: Journey, day: date) -> Proven | None:
    record = journey.record
    proven = [one for one in (*record.earlier, *record.before, *record.after) if one.on <= day]
    return max(proven, key=lambda one: one.on, default=None)
