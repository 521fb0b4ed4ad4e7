from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo.offending.liberty import Days, Freedom, Stay, days_of

START = date(2024, 1, 1)


@st.composite
def stays(draw: st.DrawFn) -> list[Stay]:
    """Stays one after another, perhaps with gaps, the last perhaps without an end."""
    made: list[Stay] = []
    day = START + timedelta(days=draw(st.integers(-40, 40)))
    for _ in range(draw(st.integers(0, 6))):
        begins = day + timedelta(days=draw(st.integers(0, 5)))
        day = begins + timedelta(days=draw(st.integers(0, 30)))
        made.append(Stay(draw(st.sampled_from(Freedom)), begins, day))
    if draw(st.booleans()):
        made.append(Stay(draw(st.sampled_from(Freedom)), day, None))
    return made


@given(stays(), st.integers(-20, 60), st.integers(-5, 90))
def test_days_are_what_counting_one_by_one_gives(
    held: list[Stay], offset: int, length: int
) -> None:
    first = START + timedelta(days=offset)
    last = first + timedelta(days=length)
    every_day = [first + timedelta(days=number) for number in range(length + 1)]
    found = [_freedom_on(held, day) for day in every_day]
    assert days_of(held, first, last) == Days(
        at_liberty=found.count(Freedom.AT_LIBERTY),
        in_custody=found.count(Freedom.CUSTODY),
        not_counted=found.count(Freedom.NOT_COUNTED),
    )


def _freedom_on(held: list[Stay], day: date) -> Freedom:
    for stay in held:
        if stay.starts_on <= day and (stay.ends_on is None or day < stay.ends_on):
            return stay.freedom
    return Freedom.NOT_COUNTED
