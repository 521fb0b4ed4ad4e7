"""Whom the lines of a list may be about, for many lines with few queries.

A line's people are those who share a number with it, or its date of birth as written or with day
and month swapped, or both its first and its last name however spelt. Only they are opened.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.db import Key, db, raw_key
from popo.imports.known import Known
from popo.imports.mapping import Column
from popo.imports.queries.known import known_of
from popo.imports.reading import ReadRow
from popo.people import tokens
from popo.people.identifiers import IdentifierKind
from popo.people.matching.normalise import parts
from popo.people.models import SearchToken, TokenKind

_MOST = 60
"""People opened for one line; beyond, a name so common says nothing without a date of birth."""
_AT_ONCE = 400
_SHORTENED = TokenKind.DELETION
Holders = dict[int, frozenset[UUID]]


class Candidates:
    """Remembers who holds which token, for the lines of one piece of work."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._holders: Holders = {}

    def of(self, rows: Sequence[ReadRow]) -> list[list[Known]]:
        """For each row, in their order, the people it may be about."""
        looks = [_Look(row) for row in rows]
        self._learn({digest for look in looks for digest in look.digests})
        sharing = [look.sharing(self._holders) for look in looks]
        days = {day for row in rows if (day := row.day(Column.HAPPENED_ON))}
        known = known_of({one for people in sharing for one in people}, self._actor, days)
        return [[known[one] for one in people if one in known] for people in sharing]

    def _learn(self, digests: Collection[int]) -> None:
        wanted = sorted(digests - self._holders.keys())
        found: defaultdict[int, set[UUID]] = defaultdict(set)
        for start in range(0, len(wanted), _AT_ONCE):
            some = SearchToken.digest.in_(wanted[start : start + _AT_ONCE])
            for digest, raw in db.session.execute(
                select(SearchToken.digest, raw_key(SearchToken.person_id)).where(some)
            ):
                found[digest].add(raw)
        as_key = Key().result_processor(db.session.get_bind().dialect, None) or (lambda raw: raw)
        for digest in wanted:
            self._holders[digest] = frozenset(map(as_key, found.get(digest, ())))


class _Look:
    def __init__(self, row: ReadRow) -> None:
        self._numbers = [tokens.identifier(*number)[1] for number in _sure(row)]
        self._births = [tokens.born_on(day)[1] for day in _births(row.born)]
        names = [parts(name) for name in (row.name, *row.aliases)]
        self._names = [(_spelt(name[0]), _spelt(name[-1])) for name in names if len(name) > 1]

    @property
    def digests(self) -> set[int]:
        named = {one for first, last in self._names for one in (*first, *last)}
        return {*self._numbers, *self._births, *named}

    def sharing(self, holders: Holders) -> list[UUID]:
        """Those by number and birth first, so that a common name never crowds them out."""
        found = dict.fromkeys(_all(self._numbers, holders))
        found.update(dict.fromkeys(_all(self._births, holders)))
        for first, last in self._names:
            both = set(_all(first, holders)) & set(_all(last, holders))
            found.update(dict.fromkeys(sorted(both)))
        return list(found)[:_MOST]


def _all(digests: Iterable[int], holders: Holders) -> list[UUID]:
    return sorted({person for digest in digests for person in holders[digest]})


def _sure(row: ReadRow) -> list[tuple[IdentifierKind, str]]:
    return [(n.kind, n.canonical) for n in row.numbers if n.canonical]


def _births(born: date | None) -> list[date]:
    if born is None:
        return []
    days = [born]
    if born.day <= 12 and born.day != born.month:  # noqa: PLR2004 - a month
        days.append(date(born.year, born.day, born.month))
    return days


def _spelt(part: str) -> list[int]:
    """The tokens of one part of a name: as written, as it sounds, and under its nicknames."""
    return [digest for kind, digest in tokens.sought(part) if kind is not _SHORTENED]
