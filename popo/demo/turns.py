"""Two turns a spell may take: somebody comes back, and somebody was the wrong person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from popo.demo import parameters
from popo.demo.calendar import LAST_DAY, meetings_held, working_day
from popo.demo.contacts import draw_contacts, plan_ahead
from popo.demo.custody import Supervision
from popo.demo.happenings import IssueAsn, tell
from popo.demo.journeys import Journey
from popo.demo.offending import Record, prove

_AWAY = (timedelta(days=100), timedelta(days=330))
_BACK_FOR = ("displaced", "desisted")
_NOTICED = timedelta(days=8)
_OFFENCES = 4
_SINCE = timedelta(days=80)
"""Before the meeting: how long the offences that bring somebody back go on."""


def choose(journeys: Sequence[Journey]) -> None:
    """One of each or neither, so that as many are on the scheme as were agreed."""
    last = meetings_held()[-1]
    returning = next((one for one in journeys if _may_return(one, last)), None)
    mistaken = next((one for one in journeys if _may_be_mistaken(one, last)), None)
    if returning is None or mistaken is None:
        return
    returning.returned_on = last
    noticed = working_day(LAST_DAY - _NOTICED)
    mistaken.in_error_on = noticed
    mistaken.lights = [light for light in mistaken.lights if light.on < noticed]


def live_again(random: Random, journey: Journey, issue_asn: IssueAsn) -> None:
    """What brought somebody back, and the work since."""
    returned = journey.returned_on
    if returned is None:
        return
    journey.supervision = [_run_out(period) for period in journey.supervision]
    first = returned - _SINCE
    days = sorted(random.randrange(_SINCE.days - 14) for _ in range(_OFFENCES))
    proven = [prove(random, first + timedelta(days=day), parameters.DELAY_AFTER) for day in days]
    journey.record.after += proven
    told = tell(random, journey.somebody, Record(0, after=proven), [], LAST_DAY, issue_asn)
    journey.happenings = sorted([*journey.happenings, *told], key=lambda one: one.on)
    since = returned + timedelta(days=1)
    journey.contacts += draw_contacts(random, journey.somebody, [], since, LAST_DAY)
    journey.contacts += plan_ahead(random, journey.somebody, LAST_DAY)


def _run_out(period: Supervision) -> Supervision:
    """What still ran when the person left has ended since, where its day has come."""
    if period.ends_on is not None or period.due_to_end_on > LAST_DAY:
        return period
    return replace(period, ends_on=period.due_to_end_on)


def _may_return(journey: Journey, meeting: date) -> bool:
    least, most = _AWAY
    left = journey.left_on
    if left is None or journey.is_young or journey.left_because not in _BACK_FOR:
        return False
    wanted = any(one.kind == "warrant" and not one.concluded_on for one in journey.happenings)
    return least < meeting - left < most and not wanted


def _may_be_mistaken(journey: Journey, meeting: date) -> bool:
    """Selected at the last meeting, and nobody has met them yet."""
    new = journey.is_current and not journey.is_young and journey.decided_on == meeting
    return new and not journey.contacts
