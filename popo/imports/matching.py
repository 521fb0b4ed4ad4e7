"""Whether a line is surely about somebody, may be about somebody, or is about a stranger. Pure.

Surely: the scheme's own reference, unless name and date of birth both speak against it or a
national number is somebody else's and not theirs; or a national number that agrees, with a name or
a date of birth that does not speak against it; or the same name, letter for letter once written
plainly, with the same date of birth and no number that differs. Anything less is for a person to
decide: no score ever decides it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from popo.imports.known import Known
from popo.imports.reading import ReadRow
from popo.people.identifiers import IdentifierKind
from popo.people.matching.dates import DateMatch, compare_dates
from popo.people.matching.names import NameMatcher
from popo.people.matching.ranking import (
    CLOSE_NAME,
    DATES_THAT_NEARLY_AGREE,
    may_be_duplicate,
)

NATIONAL = frozenset(
    {
        IdentifierKind.PNC,
        IdentifierKind.CRO,
        IdentifierKind.PRISON_NUMBER,
        IdentifierKind.CRN,
    }
)
"""Given to one person once; a custody record or a partner's own number may repeat."""
ONE_FOR_LIFE = frozenset({IdentifierKind.PNC, IdentifierKind.CRO})
"""Of these a second one speaks against two records being of one person."""
_LETTER_FOR_LETTER = 0.999
_NUMBER_WORDS = {
    IdentifierKind.PNC: "PNC ID",
    IdentifierKind.CRO: "CRO number",
    IdentifierKind.PRISON_NUMBER: "prison number",
    IdentifierKind.CRN: "CRN",
    IdentifierKind.CUSTODY: "custody record",
    IdentifierKind.LOCAL: "own reference",
}


@dataclass(frozen=True)
class Maybe:
    """Somebody a line may be about, with what speaks for it and against it in plain words."""

    known: Known
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """`sure`, or else whoever it may be; neither means that the scheme knows nobody like it."""

    sure: Maybe | None = None
    maybe: tuple[Maybe, ...] = ()


def number_words(kind: IdentifierKind) -> str:
    return _NUMBER_WORDS.get(kind, kind.value)


def match(row: ReadRow, candidates: Collection[Known]) -> Match:
    """The same whatever order the candidates come in."""
    ordered = sorted(candidates, key=lambda one: one.reference)
    matchers = _matchers(row)
    looks = [_Look(row, one, matchers) for one in ordered]
    numbered = [look for look in looks if look.national]
    referenced = next((look for look in looks if look.referenced), None)
    if referenced is not None:
        return _by_reference(referenced, looks)
    found = _without_reference(looks, numbered)
    if row.reference and found.sure:  # the reference is nobody's that may be known of
        return Match(maybe=(found.sure,))
    return found


def _without_reference(looks: Sequence["_Look"], numbered: Sequence["_Look"]) -> Match:
    if len(numbered) == 1:
        return _by_number(numbered[0])
    if numbered:
        return Match(maybe=tuple(look.as_maybe() for look in numbered))
    exact = [look for look in looks if look.exact]
    if len(exact) == 1 and not exact[0].against:
        return Match(sure=exact[0].as_maybe())
    close = [look for look in looks if look.exact or look.close]
    return Match(maybe=tuple(look.as_maybe() for look in close))


def can_be(row: ReadRow, known: Known) -> bool:
    """Whether somebody who shares no number with a line can still be the one it names."""
    return row.born is None or compare_dates(row.born, known.born) in _NOT_AGAINST


def _matchers(row: ReadRow) -> list[NameMatcher]:
    """Of the name, then of each alias; none where the line has no name."""
    names = (row.name, *row.aliases) if row.name else ()
    return [NameMatcher(name) for name in names]


def _by_reference(look: "_Look", looks: Sequence["_Look"]) -> Match:
    others = [one for one in looks if one is not look]
    claimed = [one for one in others if one.numbers_shared - look.numbers_shared]
    if not (claimed or look.is_somebody_else):
        return Match(sure=look.as_maybe())
    like = [one for one in others if one.national or one.exact or one.close]
    return Match(maybe=tuple(one.as_maybe() for one in (look, *like)))


def _by_number(look: "_Look") -> Match:
    nothing_to_compare = not look.row.name and look.row.born is None
    agrees = look.name_is_close or (not look.row.name and look.dates is DateMatch.SAME)
    if look.against or not (agrees or nothing_to_compare):
        return Match(maybe=(look.as_maybe(),))
    return Match(sure=look.as_maybe())


class _Look:
    """One line beside one record."""

    def __init__(self, row: ReadRow, known: Known, matchers: Sequence[NameMatcher]) -> None:
        self.row, self.known = row, known
        self._shared = [
            one.kind for one in row.sure_numbers if (one.kind, one.canonical) in known.numbers
        ]
        self.numbers_shared = frozenset(
            one.canonical
            for one in row.sure_numbers
            if one.kind in NATIONAL and (one.kind, one.canonical) in known.numbers
        )
        self.referenced = bool(row.reference) and row.reference == known.reference
        self.national = [kind for kind in self._shared if kind in NATIONAL]
        scores = [one.best(known.names) for one in matchers]
        self._closeness = max(scores, key=lambda one: one.score, default=None)
        self._name_itself = scores[0].score if scores else 0.0
        self.dates = DateMatch.UNKNOWN
        if row.born is not None:
            self.dates = compare_dates(row.born, known.born)
        self.against = self._against()

    @property
    def name_is_close(self) -> bool:
        return self._closeness is not None and self._closeness.score >= CLOSE_NAME

    @property
    def is_somebody_else(self) -> bool:
        """Both the name and the date of birth say so, in spite of the reference."""
        other_name = bool(self.row.name) and not self.name_is_close
        return other_name and self.dates in _OTHER_DATES

    @property
    def exact(self) -> bool:
        return self._name_itself >= _LETTER_FOR_LETTER and self.dates is DateMatch.SAME

    @property
    def close(self) -> bool:
        if self._shared and self.name_is_close and self.dates in _NOT_AGAINST:
            return True
        dates = None if self.row.born is None else self.dates
        return bool(self.row.name) and may_be_duplicate(self._name_itself, dates)

    def as_maybe(self) -> Maybe:
        return Maybe(self.known, (*self._for(), *self.against))

    def _for(self) -> Sequence[str]:
        found = ["same scheme reference"] if self.referenced else []
        found += [f"same {number_words(kind)}" for kind in self._shared]
        if self._closeness is not None and self._closeness.score >= _LETTER_FOR_LETTER:
            found.append("same name")
        elif self.name_is_close and self._closeness is not None:
            found.append(", ".join(("name close", *self._closeness.reasons)))
        if self.dates.reason and self.dates in DATES_THAT_NEARLY_AGREE:
            found.append(self.dates.reason)
        return found

    def _against(self) -> tuple[str, ...]:
        found = []
        for one in self.row.sure_numbers:
            held = self.known.of_kind(one.kind)
            if one.kind in ONE_FOR_LIFE and held and one.canonical not in held:
                found.append(f"another {number_words(one.kind)}")
        if self.row.name and not self.name_is_close:
            found.append("another name")
        if self.dates in _OTHER_DATES:
            found.append("another date of birth")
        return tuple(found) if self._contradicts(found) else ()

    def _contradicts(self, found: Sequence[str]) -> bool:
        """A date of birth alone, beside a number that agrees, is a difference to settle."""
        return found != ["another date of birth"] or not self.national


_OTHER_DATES = frozenset({DateMatch.SAME_YEAR, DateMatch.DIFFERENT})
_NOT_AGAINST = frozenset({*DATES_THAT_NEARLY_AGREE, DateMatch.UNKNOWN})
