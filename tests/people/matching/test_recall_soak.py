"""The recall of `test_recall.py` at full size."""

import pytest

from tests.people.matching.pool import MIX, Pool, make_people
from tests.people.matching.recall import measure


@pytest.mark.soak
def test_recall_among_twenty_thousand() -> None:
    recall = measure(Pool(make_people(20_000, seed=4)), seed=8)
    assert recall.asked.total() >= 1_950
    assert recall.overall >= 0.98, recall.missed
    assert min(recall.of(origin) for origin in MIX) >= 0.95, recall.missed
