"""Keeps the browser journeys on one worker: they share one town.

xdist's own groups do not reach the node ids of pytest 9.2 (pytest-xdist issue 1386), and that fails
silently, so the scheduler is told by folder.
"""

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]  # ships no types
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # ships no types

_FOLDER = "tests/journeys/"


class FolderScheduling(LoadScopeScheduling):  # type: ignore[misc]  # ships no types
    """Every test for itself, save those of the folder."""

    def _split_scope(self, nodeid: str) -> str:
        return _FOLDER if nodeid.startswith(_FOLDER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FolderScheduling:
    return FolderScheduling(config, log)
