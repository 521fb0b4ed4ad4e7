"""Contacts: often at liberty, seldom inside, one in eight missed; and what missing leads to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from popo import clock
from popo.demo import parameters
from popo.demo.calendar import at, working_day
from popo.demo.custody import Stay, Supervision, liberty_spans
from popo.demo.draws import chance, pick
from popo.demo.happenings import Happening
from popo.demo.notes import GISTS, note
from popo.demo.people import ADULT, Somebody

_WEEK, _MONTH = 7.0, 30.4
_TYPES = {
    "police": {"home_visit": 4.0, "street": 2.0, "curfew_check": 2.0, "phone": 1.0, "court": 0.5},
    "probation": {"office_visit": 6.0, "phone": 2.0, "group_work": 2.0},
    "drug_service": {"office_visit": 3.0, "drug_test": 2.0},
    "housing": {"with_agency": 2.0, "phone": 1.0},
    "voluntary": {"with_agency": 1.0},
    "youth_offending_service": {
        "home_visit": 2.0,
        "office_visit": 3.0,
        "group_work": 2.0,
        "phone": 1.0,
    },
}
_MISSED_AS = {
    "missed_not_acceptable": 0.45,
    "missed_acceptable": 0.45,
    "missed_not_judged": 0.10,
}
_UNANNOUNCED = frozenset({"street", "phone", "court"})
_GIST = 0.03
_MENTORED_EVERY = 7
_OWED_DAYS, _OWED = 6, 0.25
"""In the last days some outcomes have not been logged yet."""
_PLANNED_AHEAD = (1, 4, 8)
_HOURS = (9, 10, 11, 13, 14, 15, 16)


@dataclass(frozen=True)
class Contact:
    """Codes as in `contacts.models`; `agency` as in `AgencyKind`."""

    at: datetime
    agency: str
    contact_type: str
    outcome: str
    note: str
    is_health: bool = False
    is_gist: bool = False


def draw_contacts(
    random: Random,
    somebody: Somebody,
    stays: Sequence[Stay],
    first: date,
    last: date,
    weekly: float = parameters.CONTACTS_A_WEEK,
) -> list[Contact]:
    """From `first` to `last`, in order."""
    agencies = agencies_for(somebody, last)
    days = [
        (day, False)
        for since, until in liberty_spans(stays, first, last)
        for day in _days(random, since, until, _WEEK / weekly)
    ] + [
        (day, True)
        for stay in stays
        for day in _days(
            random,
            max(stay.starts_on, first),
            min(stay.released_on - timedelta(days=1), last),
            _MONTH / parameters.CONTACTS_A_MONTH_INSIDE,
        )
    ]
    made = [draw_contact(random, day, agencies, inside=inside) for day, inside in days]
    return sorted(made, key=lambda contact: contact.at)


def agencies_for(somebody: Somebody, day: date) -> dict[str, float]:
    """Who sees this person, by how often; each of them is on the case team."""
    if clock.age_on(somebody.born, day) < ADULT:
        police = {"police": 1.0} if somebody.number % 2 else {}
        return {"youth_offending_service": 5.0, **police}
    weights = {"police": 3.0, "probation": 4.0}
    if somebody.class_a:
        weights["drug_service"] = 1.5
    if somebody.home.kind != "home":
        weights["housing"] = 0.8
    if is_mentored(somebody):
        weights["voluntary"] = 1.0
    return weights


def is_mentored(somebody: Somebody) -> bool:
    return somebody.number % _MENTORED_EVERY == 0


def draw_contact(random: Random, day: date, agencies: dict[str, float], *, inside: bool) -> Contact:
    agency = pick(random, agencies)
    if inside:
        agency = "youth_offending_service" if "youth_offending_service" in agencies else agency
        agency = agency if agency in {"youth_offending_service", "police"} else "probation"
    contact_type = "prison_visit" if inside else pick(random, _TYPES[agency])
    outcome = "kept"
    # street contacts and calls are made, not kept; the rest are missed a little oftener
    if not inside and contact_type not in _UNANNOUNCED and chance(random, _missed_when_planned()):
        outcome = pick(random, _MISSED_AS)
    gist = agency == "police" and outcome == "kept" and chance(random, _GIST)
    return Contact(
        at=at(day, random.choice(_HOURS), random.choice((0, 15, 30, 45))),
        agency=agency,
        contact_type=contact_type,
        outcome=outcome,
        note=random.choice(GISTS) if gist else note(random, agency, contact_type, outcome),
        is_health=agency == "drug_service",
        is_gist=gist,
    )


def _missed_when_planned() -> float:
    """So that, with those that cannot be missed, the published share of all is missed."""
    return parameters.MISSED / 0.8


def leave_some_open(random: Random, contacts: list[Contact], last: date) -> list[Contact]:
    """The same with some of the last days' outcomes still to be logged."""
    recent = clock.at(last - timedelta(days=_OWED_DAYS))
    return [
        replace(contact, outcome="planned", note="")
        if contact.at > recent
        and contact.contact_type not in _UNANNOUNCED
        and chance(random, _OWED)
        else contact
        for contact in contacts
    ]


def plan_ahead(random: Random, somebody: Somebody, last: date) -> Iterator[Contact]:
    """Appointments already made."""
    agencies = {
        agency: weight
        for agency, weight in agencies_for(somebody, last).items()
        if agency in {"probation", "drug_service", "youth_offending_service"}
    }
    for days in _PLANNED_AHEAD:
        made = draw_contact(
            random, working_day(last + timedelta(days=days)), agencies, inside=False
        )
        yield replace(made, outcome="planned", note="")


def breaches(
    random: Random, contacts: Sequence[Contact], supervision: Iterable[Supervision], last: date
) -> list[Happening]:
    """One in each period of supervision whose second unacceptable absence came within it."""
    found = []
    for period in supervision:
        until = period.ends_on or last
        absences = [
            contact.at.date()
            for contact in contacts
            if contact.outcome == "missed_not_acceptable"
            and contact.agency in {"probation", "youth_offending_service"}
            and period.starts_on <= contact.at.date() < until
        ]
        if period.basis == "bail" or len(absences) < parameters.ABSENCES_TO_BREACH:
            continue
        second = absences[parameters.ABSENCES_TO_BREACH - 1]
        days = random.randrange(2, parameters.BREACH_WORKING_DAYS + 1)
        on = clock.add_working_days(second, days)
        if on <= last:
            words = "Breach begun after a second unacceptable absence."
            found.append(Happening("breach", on, detail=words))
    return found


def _days(random: Random, first: date, last: date, gap: float) -> Iterator[date]:
    """Days some gap apart on average, weekends moved to the next working day."""
    day = float(0)
    while True:
        day += random.expovariate(1 / gap)
        on = working_day(first + timedelta(days=int(day)))
        if on > last:
            return
        yield on
