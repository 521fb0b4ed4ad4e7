"""What moved in an objective between one version of the plan and the next."""

from datetime import date
from typing import Protocol
from uuid import UUID

FIELDS = ("own_words", "words", "measure", "target_on", "owner_id", "progress")


class Told(Protocol):
    """What an objective says."""

    @property
    def own_words(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def progress(self) -> str: ...
    @property
    def target_on(self) -> date: ...
    @property
    def owner_id(self) -> UUID: ...


def moved(before: Told, now: Told) -> frozenset[str]:
    """The names of the fields that say something else than last time."""
    return frozenset(name for name in FIELDS if getattr(before, name) != getattr(now, name))
