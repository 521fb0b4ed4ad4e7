import pytest

from tests.reports.town import Town


@pytest.fixture
def town(work: None) -> Town:
    return Town()
