"""One person's way through the scheme: nominated, decided, worked with, de-selected."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from popo.demo import parameters
from popo.demo.calendar import LAST_DAY, meetings_held
from popo.demo.contacts import Contact, breaches, draw_contacts, leave_some_open, plan_ahead
from popo.demo.custody import Stay, Supervision, draw_stays, draw_supervision, is_inside
from popo.demo.draws import pick
from popo.demo.happenings import Happening, IssueAsn, tell
from popo.demo.lights import Light, draw_lights
from popo.demo.offending import A_YEAR, Record, draw_record
from popo.demo.people import Somebody

_QUIET = timedelta(days=190)
_LONG_STAY = timedelta(days=1100)
_NOMINEE_SANCTIONS, _YOUNG_SANCTIONS = 12.0, 3.0
_OVERDUE_EVERY, _UNREVIEWED = 6, timedelta(days=31)
"""Of those on the scheme, one in so many has not been looked at for a month."""
_NOTICE_DAYS = (12, 40)


class Route(StrEnum):
    """How far a nomination has come; values as in `NominationStatus`."""

    SELECTED = "selected"
    DECLINED = "declined"
    DEFERRED = "deferred"
    AWAITING_PANEL = "awaiting_panel"
    SCORING = "scoring"
    NOMINATED = "nominated"
    DRAFT = "draft"


@dataclass
class Journey:
    """`decided_on` is a meeting's day and the first on the scheme for who was selected."""

    somebody: Somebody
    route: Route
    is_young: bool
    nominated_on: date
    nominated_by: str
    decided_on: date | None
    left_on: date | None = None
    left_because: str = ""
    tier: str | None = None
    is_proposed: bool = False
    """De-selection was proposed some days ago and waits for the agencies' answers."""
    returned_on: date | None = None
    """Having left, selected again on this meeting's day."""
    in_error_on: date | None = None
    """Found to be the wrong person on this day."""
    stays: list[Stay] = field(default_factory=list)
    supervision: list[Supervision] = field(default_factory=list)
    record: Record = field(default_factory=lambda: Record(0))
    happenings: list[Happening] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    lights: list[Light] = field(default_factory=list)

    @property
    def is_current(self) -> bool:
        stayed = self.left_on is None and self.in_error_on is None
        return self.route is Route.SELECTED and (stayed or self.returned_on is not None)

    @property
    def last_day(self) -> date:
        """The last day the scheme knows anything of."""
        if self.returned_on is not None:
            return LAST_DAY
        return self.left_on or self.in_error_on or LAST_DAY


def begin(
    random: Random, somebody: Somebody, route: Route, day: date | None, *, young: bool
) -> Journey:
    """A nomination decided on `day`, or still open where there is none."""
    nominated_on = (day or LAST_DAY) - timedelta(days=random.randrange(*_NOTICE_DAYS))
    # nobody can be nominated before the first meeting has adopted the criteria
    nominated_on = max(nominated_on, meetings_held()[0] + timedelta(days=1))
    by = "youth_offending_service" if young else pick(random, parameters.NOMINATED_BY)
    return Journey(somebody, route, young, nominated_on, by, day)


def live(random: Random, journey: Journey, issue_asn: IssueAsn) -> None:
    """Fills in what happened, from a year before the nomination to the last day known."""
    entered = journey.decided_on or journey.nominated_on
    first, last = entered - A_YEAR, journey.last_day
    shares = parameters.YOUNG_AT_LIBERTY if journey.is_young else parameters.AT_LIBERTY
    stays = [] if journey.is_young else draw_stays(random, first, last)
    stays = _fit_to_ending(journey, stays)
    journey.supervision, journey.stays = draw_supervision(random, stays, first, last, shares)
    journey.record = draw_record(
        random, journey.somebody, entered, last, journey.stays, _sanctions_median(journey)
    )
    if journey.left_because == "desisted":
        quiet = last - _QUIET
        journey.record.after = [one for one in journey.record.after if one.on < quiet]
    journey.happenings = tell(
        random, journey.somebody, journey.record, journey.stays, last, issue_asn
    )
    if journey.route is Route.SELECTED:
        _work_with(random, journey, entered)


def _work_with(random: Random, journey: Journey, entered: date) -> None:
    last = journey.last_day
    weekly = parameters.YOUNG_CONTACTS_A_WEEK if journey.is_young else parameters.CONTACTS_A_WEEK
    contacts = draw_contacts(random, journey.somebody, journey.stays, entered, last, weekly)
    if journey.is_current:
        contacts = leave_some_open(random, contacts, last)
        if not is_inside(journey.stays, last):
            contacts += plan_ahead(random, journey.somebody, last)
    journey.contacts = contacts
    broken = breaches(random, contacts, journey.supervision, last)
    journey.happenings = sorted([*journey.happenings, *broken], key=lambda one: one.on)
    lights = draw_lights(random, journey.happenings, journey.stays, entered, last)
    if journey.is_current and journey.somebody.number % _OVERDUE_EVERY == 0:
        lights = [light for light in lights if light.on < last - _UNREVIEWED] or lights[:1]
    journey.lights = lights


def _fit_to_ending(journey: Journey, stays: list[Stay]) -> list[Stay]:
    """Who desisted had been out for six months; who left for a long sentence is serving it."""
    left = journey.left_on
    if left is None:
        return stays
    if journey.left_because == "long_custody":
        received = left - timedelta(days=30)
        before = [stay for stay in stays if stay.released_on < received]
        return [*before, Stay(received, received, received + _LONG_STAY)]
    quiet = left - _QUIET if journey.left_because == "desisted" else left - timedelta(days=20)
    return [stay for stay in stays if stay.released_on < quiet]


def _sanctions_median(journey: Journey) -> float:
    if journey.is_young:
        return _YOUNG_SANCTIONS
    chosen = journey.route is Route.SELECTED
    return parameters.SANCTIONS_MEDIAN if chosen else _NOMINEE_SANCTIONS
