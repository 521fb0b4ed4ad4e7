from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo.actions.models import ActionStatus
from popo.actions.standing import ENDINGS, STATUS_WORDS, Standing, standing

TODAY = date(2024, 4, 30)
DAYS = st.integers(-500, 500).map(lambda days: TODAY + timedelta(days=days))


@given(DAYS, st.integers(0, 100))
def test_what_is_accepted_never_matters_less_as_its_day_comes_nearer(
    due: date, passed: int
) -> None:
    later = TODAY + timedelta(days=passed)
    before = standing(ActionStatus.ACCEPTED, due, TODAY)
    assert standing(ActionStatus.ACCEPTED, due, later) <= before


@given(st.sampled_from([ActionStatus.OFFERED, ActionStatus.ACCEPTED]), DAYS)
def test_overdue_is_overdue_whether_or_not_it_was_accepted(status: ActionStatus, due: date) -> None:
    assert (standing(status, due, TODAY) is Standing.OVERDUE) == (due < TODAY)


def test_every_ending_ends_it_and_every_status_has_its_words() -> None:
    assert not any(status.is_open for status in ENDINGS)
    assert set(STATUS_WORDS) == set(ActionStatus)
