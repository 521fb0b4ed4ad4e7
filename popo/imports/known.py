"""What the scheme holds of somebody a line may be about, as far as whoever asks may read. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from popo.people.identifiers import IdentifierKind


@dataclass(frozen=True)
class KnownCase:
    """The newest spell on the scheme; `left_on` where it is over."""

    strand: str
    selected_on: date
    left_on: date | None
    colour: str = ""


@dataclass(frozen=True)
class KnownPlace:
    place: str
    since: date
    release_on: date | None = None
    release_as_at: date | None = None


@dataclass(frozen=True)
class Known:
    """`may_work`: whether whoever brings the list in may write to this record.

    Where it is false nothing but the names and the date of birth is filled in, for matching, and
    neither is shown. `events`: kind, day in ISO 8601, and variety or result of each.
    """

    key: UUID
    reference: str
    may_work: bool
    names: tuple[str, ...]
    born: date | None
    sex: str = "not_known"
    numbers: frozenset[tuple[IdentifierKind, str]] = frozenset()
    typed: frozenset[tuple[IdentifierKind, str]] = frozenset()
    addresses: tuple[str, ...] = ()
    phones: frozenset[str] = frozenset()
    case: KnownCase | None = None
    place: KnownPlace | None = None
    events: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """The number of the arrest each goes back to, where it is on record."""

    def of_kind(self, kind: IdentifierKind) -> frozenset[str]:
        return frozenset(number for held, number in self.numbers if held is kind)
