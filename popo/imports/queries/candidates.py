"""Whom the lines of a list are about, for many lines with few queries.

A line's people are whoever has the reference it gives, and those who share a number with it, or its
date of birth as written or with day and month swapped, or both its first and its last name however
spelt. Only they are opened, and more than names and birth is opened only of those who can still be
the one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.db import Key, db, raw_key
from popo.imports.known import Known
from popo.imports.mapping import Column
from popo.imports.matching import Match, can_be, match
from popo.imports.queries.known import details_of, named, with_numbers
from popo.imports.reading import ReadRow
from popo.people import tokens
from popo.people.matching.normalise import parts
from popo.people.models import Person, SearchToken, TokenKind

_MOST = 60
"""People opened for one line; beyond, a name so common says nothing without a date of birth."""
_AT_ONCE = 400
_MOST_REMEMBERED = 50_000
Raw = str | UUID
"""A key as the driver gives it: thousands are met, and few of them are ever needed as keys."""


class Candidates:
    """Remembers who holds which token, for the lines of one piece of work."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._holders: dict[int, frozenset[Raw]] = {}
        self._parts: dict[str, list[int]] = {}
        self._spelt: dict[str, frozenset[Raw]] = {}

    def matches(self, rows: Sequence[ReadRow]) -> list[Match]:
        """For each row, in their order, whom it is surely or maybe about."""
        looks = [_Look(row) for row in rows]
        self._learn({digest for look in looks for digest in self._digests(look)})
        references = _by_reference({row.reference for row in rows if row.reference})
        numbered = [
            list(dict.fromkeys([*references.get(row.reference, ()), *self._by_number(look)]))
            for row, look in zip(rows, looks, strict=True)
        ]
        sharing = [
            [*held, *self._by_rest(look, held)] for look, held in zip(looks, numbered, strict=True)
        ]
        opened = named({one for people in sharing for one in people}, self._actor)
        possible = [
            [opened[one] for one in people if one in opened and _stays(row, opened[one], held)]
            for row, people, held in zip(rows, sharing, numbered, strict=True)
        ]
        full = with_numbers({one.key: one for people in possible for one in people}, self._actor)
        found = [
            match(row, [full[one.key] for one in people])
            for row, people in zip(rows, possible, strict=True)
        ]
        return self._in_detail(rows, found)

    def _in_detail(self, rows: Sequence[ReadRow], found: list[Match]) -> list[Match]:
        """What is on record of those a line is surely about, to be compared with it."""
        days = {day for row in rows if (day := row.day(Column.HAPPENED_ON))}
        sure = {one.sure.known.key: one.sure.known for one in found if one.sure}
        held = details_of(sure, self._actor, days)
        return [
            replace(one, sure=replace(one.sure, known=held[one.sure.known.key]))
            if one.sure
            else one
            for one in found
        ]

    def _digests(self, look: "_Look") -> Iterator[int]:
        yield from look.numbers
        yield from look.births
        for part in look.parts:
            yield from self._tokens(part)

    def _tokens(self, part: str) -> list[int]:
        if part not in self._parts:
            self._parts[part] = spelt(part)
        return self._parts[part]

    def _by_number(self, look: "_Look") -> list[UUID]:
        return _keys({raw for digest in look.numbers for raw in self._holders[digest]})

    def _by_rest(self, look: "_Look", held: Sequence[UUID]) -> list[UUID]:
        """By birth before name, so that a common name never crowds out who was born that day."""
        born = _keys({raw for digest in look.births for raw in self._holders[digest]})
        both: set[Raw] = set()
        for first, last in look.names:
            both |= self._of_part(first) & self._of_part(last)
        found = [one for one in (*born, *_keys(both)) if one not in held]
        return list(dict.fromkeys(found))[:_MOST]

    def _of_part(self, part: str) -> frozenset[Raw]:
        """Those with this part in a name, as written, as it sounds, or under a nickname."""
        if part not in self._spelt:
            held = [self._holders[digest] for digest in self._tokens(part)]
            self._spelt[part] = frozenset().union(*held)
        return self._spelt[part]

    def _learn(self, digests: Collection[int]) -> None:
        if len(self._holders) > _MOST_REMEMBERED:
            self._holders.clear()
            self._parts.clear()
            self._spelt.clear()
        wanted = sorted(digest for digest in digests if digest not in self._holders)
        found: defaultdict[int, set[Raw]] = defaultdict(set)
        for start in range(0, len(wanted), _AT_ONCE):
            some = SearchToken.digest.in_(wanted[start : start + _AT_ONCE])
            for digest, raw in db.session.execute(
                select(SearchToken.digest, raw_key(SearchToken.person_id)).where(some)
            ):
                found[digest].add(raw)
        for digest in wanted:
            self._holders[digest] = frozenset(found.get(digest, ()))


class _Look:
    """What one row is looked for by."""

    def __init__(self, row: ReadRow) -> None:
        self.numbers = [
            tokens.identifier(one.kind, one.canonical)[1]
            for one in row.sure_numbers
            if one.canonical
        ]
        self.births = [tokens.born_on(day)[1] for day in _births(row.born)]
        names = [parts(name) for name in (row.name, *row.aliases)]
        self.names = [(name[0], name[-1]) for name in names if len(name) > 1]

    @property
    def parts(self) -> set[str]:
        return {part for pair in self.names for part in pair}


def _by_reference(references: Collection[str]) -> dict[str, list[UUID]]:
    """Who has each reference, whether or not it may be known; `named` keeps to those who may."""
    wanted, found = sorted(references), {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = Person.reference.in_(wanted[start : start + _AT_ONCE])
        for key, reference in db.session.execute(select(Person.id, Person.reference).where(some)):
            found[reference] = [key]
    return found


def _stays(row: ReadRow, known: Known, numbered: Collection[UUID]) -> bool:
    return known.key in numbered or can_be(row, known)


def _keys(raw: Iterable[Raw]) -> list[UUID]:
    """In a fixed order."""
    dialect = db.session.get_bind().dialect
    as_key = Key().result_processor(dialect, None) or (lambda key: key)
    return [as_key(one) for one in sorted(raw, key=str)]


def _births(born: date | None) -> list[date]:
    if born is None:
        return []
    days = [born]
    if born.day <= 12 and born.day != born.month:  # noqa: PLR2004 - a month
        days.append(date(born.year, born.day, born.month))
    return days


def spelt(part: str) -> list[int]:
    """The tokens of one part of a name: as written, as it sounds, and under its nicknames."""
    return [digest for kind, digest in tokens.sought(part) if kind is not TokenKind.DELETION]
