"""What somebody typed into the one box, read: a reference, a number, a date or a name."""

import re
from dataclasses import dataclass
from datetime import date

from popo.people import tokens
from popo.people.identifiers import CHECKED_KINDS, IdentifierKind, guess_kind, tidy
from popo.people.models import TokenKind
from popo.reference.places import tidy_postcode
from popo.web.dates import DateNotUnderstoodError, parse_day

Token = tuple[TokenKind, int]

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{8,}")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    r"\b(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]* \d{{4}})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REFERENCE = re.compile(r"[A-Z]{2,6}-\d{4,}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_PARTNERS_OWN = [kind for kind in IdentifierKind if kind not in CHECKED_KINDS]


@dataclass(frozen=True)
class Search:
    """`whole` tokens are found whole or not at all; `names` are matched loosely."""

    names: str
    born: date | None = None
    year: int | None = None
    reference: str = ""
    whole: tuple[Token, ...] = ()

    @property
    def loose(self) -> list[Token]:
        """What candidates for a name share: sounds and spellings, and the date of birth."""
        if not self.names:
            return []
        born = [tokens.born_on(self.born)] if self.born else []
        return [*tokens.sought(self.names), *born]


def read_words(words: str, today: date) -> Search:
    """A number that fails its check, or is held by nobody, may still be a name."""
    words = " ".join(words.split())
    if _REFERENCE.fullmatch(words):
        return Search("", reference=words.upper())
    if (number := _number(words, today)) is not None:
        return Search(words, whole=(number,))
    if found := _DATE.search(words):
        return _beside_date(words, found.group(), today)
    if found := _YEAR.search(words):
        return Search(_without(words, found.group()), year=int(found.group()))
    return Search(words, whole=tuple(_partners_own(words)))


def _number(words: str, today: date) -> Token | None:
    """A postcode, an identifier whose check letter is right, or a phone number."""
    if _POSTCODE.fullmatch(words):
        return tokens.exact(TokenKind.POSTCODE, tidy_postcode(words))
    guessed = guess_kind(words, today)
    if guessed is not None and guessed[1].canonical is not None:
        return tokens.identifier(guessed[0], guessed[1].canonical)
    if _PHONE.fullmatch(words) and not _DATE.fullmatch(words):
        return tokens.exact(TokenKind.PHONE, tokens.phone_digits(words))
    return None


def _beside_date(words: str, written: str, today: date) -> Search:
    try:
        born = parse_day(written, today, "past")
    except DateNotUnderstoodError:
        return Search(_without(words, written))
    names = _without(words, written)
    return Search(names, born=born, whole=() if names else (tokens.born_on(born),))


def _without(words: str, part: str) -> str:
    return " ".join(words.replace(part, " ").split())


def _partners_own(words: str) -> list[Token]:
    """Numbers of a partner's own have no format, but hold a figure, as no name does."""
    if not _DIGIT.search(words):
        return []
    return [tokens.identifier(kind, tidy(kind, words)) for kind in _PARTNERS_OWN]
