"""Which scheme is responsible for a person at an instant: always exactly one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

S = TypeVar("S")


@dataclass(frozen=True)
class Claim(Generic[S]):
    """From this moment the other `scheme` is responsible; ours where it is None.

    An offer claims nothing for whoever receives it: only what was accepted does, from its instant.
    """

    since: datetime
    scheme: S | None


def home_at(claims: Iterable[Claim[S]], moment: datetime) -> S | None:
    """The other scheme that is responsible; None where it is ours, or nobody claimed anything.

    Of claims of one moment the later in order stands.
    """
    made = [
        (claim.since, number, claim) for number, claim in enumerate(claims) if claim.since <= moment
    ]
    return max(made)[2].scheme if made else None
