"""Two clocks: scheme time, which a demonstration shifts, and real time, which nothing moves."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
_OPENS, _CLOSES = 9, 17


class _Offset:
    value = timedelta(0)


def shift(offset: timedelta) -> None:
    """Sets how far scheme time lies from real time; called once, when the application starts."""
    _Offset.value = offset


def real_now() -> datetime:
    """The moment, in UTC; for sessions, codes, throttling and trail stamps."""
    return datetime.now(UTC)


def now() -> datetime:
    """The moment in scheme time, in UTC."""
    return real_now() + _Offset.value


def today() -> date:
    """The day in scheme time, in London."""
    return now().astimezone(LONDON).date()


def local(moment: datetime) -> datetime:
    """`moment` as a clock on a wall in London shows it."""
    return moment.astimezone(LONDON)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The moment, in UTC, at which a London clock shows this day, hour and minute."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)  # noqa: PLR2004 - Saturday


def is_working_hour(moment: datetime) -> bool:
    """Nine to five on a working day."""
    wall = local(moment)
    return is_working_day(wall.date()) and _OPENS <= wall.hour < _CLOSES


def add_working_days(day: date, count: int) -> date:
    """The day that lies `count` working days after `day`; before it where `count` is negative."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days(since: date, until: date) -> int:
    """Working days after `since` up to and including `until`."""
    days = (since + timedelta(days=ahead) for ahead in range(1, (until - since).days + 1))
    return sum(is_working_day(day) for day in days)


def months_after(day: date, months: int) -> date:
    """The same day some months on; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def written(day: date) -> str:
    """30 April 2024."""
    return f"{day.day} {day:%B %Y}"


def age_on(born: date, day: date) -> int:
    """Completed years; someone born on 29 February comes of age on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
