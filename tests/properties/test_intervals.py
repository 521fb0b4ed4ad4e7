"""Dated rows, against what a calendar says day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from popo.access.permissions import Role
from popo.accounts.models import RoleGrant
from popo.db import db
from popo.errors import RuleBroken
from popo.intervals import Interval, on, overlaps
from tests import make

FIRST = date(2024, 1, 1)
SPAN = 12
CALENDAR = [FIRST + timedelta(days=number) for number in range(SPAN + 3)]

_offsets = st.integers(0, SPAN)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    start, end = sorted([draw(_offsets), draw(_offsets)])
    ends = None if draw(st.booleans()) else FIRST + timedelta(days=end)
    return FIRST + timedelta(days=start), ends


def _row(span: tuple[date, date | None]) -> Interval:
    row = RoleGrant(role=Role.PRACTITIONER, scope="agency")
    row.starts_on, row.ends_on = span
    return row


def _days(span: tuple[date, date | None]) -> set[date]:
    start, end = span
    return {day for day in CALENDAR if start <= day and (end is None or day < end)}


@given(span=spans())
def test_a_row_is_on_from_its_start_up_to_its_end(span: tuple[date, date | None]) -> None:
    assert {day for day in CALENDAR if _row(span).is_on(day)} == _days(span)


@given(rows=st.lists(spans(), max_size=4), span=spans())
def test_spans_overlap_where_they_share_a_day(
    rows: list[tuple[date, date | None]], span: tuple[date, date | None]
) -> None:
    if span[0] == span[1]:
        return  # nobody asks where to put an empty span
    shared = any(_days(row) & _days(span) for row in rows)
    assert overlaps(map(_row, rows), *span) == shared


@given(span=spans(), day=st.sampled_from(CALENDAR))
def test_a_row_ends_once_and_not_before_it_began(span: tuple[date, date | None], day: date) -> None:
    row = _row(span)
    if span[1] is not None or day < span[0]:
        with pytest.raises(RuleBroken):
            row.end(day)
        assert (row.starts_on, row.ends_on) == span
    else:
        row.end(day)
        assert not row.is_on(day)
        assert all(row.is_on(before) for before in CALENDAR if span[0] <= before < day)


@pytest.fixture
def grant(work: None) -> RoleGrant:
    key = make.user().id
    return db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == key)).one()


@given(span=spans())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_database_and_the_row_agree(grant: RoleGrant, span: tuple[date, date | None]) -> None:
    grant.starts_on, grant.ends_on = span
    days = [on(RoleGrant, day).label(day.isoformat()) for day in CALENDAR]
    row = db.session.execute(select(*days).where(RoleGrant.id == grant.id)).one()
    assert {day for day, is_on in zip(CALENDAR, row, strict=True) if is_on} == _days(span)
