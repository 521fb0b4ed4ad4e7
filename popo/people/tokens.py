"""What a person is found by, as keyed digests. Words go in, numbers come out."""

from collections.abc import Iterable
from datetime import date

from popo import crypto
from popo.keys import keyfile
from popo.people.identifiers import IdentifierKind
from popo.people.matching.terms import Kind, Term, terms_for_index, terms_for_query
from popo.people.matching.weights import weight_for
from popo.people.models.finding import TokenKind

_KIND = {
    Kind.EXACT: TokenKind.EXACT,
    Kind.NICKNAME: TokenKind.NICKNAME,
    Kind.PHONETIC: TokenKind.PHONETIC,
    Kind.DELETION: TokenKind.DELETION,
}
WEIGHTS = {_KIND[kind]: weight_for(kind) for kind in Kind}


def for_names(names: Iterable[str]) -> set[tuple[TokenKind, int]]:
    """The tokens kept for a person of these names."""
    return {_token(term) for term in terms_for_index(names)}


def sought(words: str) -> set[tuple[TokenKind, int]]:
    """The tokens looked for when somebody types these words."""
    return {_token(term) for term in terms_for_query(words)}


def exact(kind: TokenKind, value: str) -> tuple[TokenKind, int]:
    """The token of a value that is found whole or not at all, in its canonical form."""
    return kind, crypto.digest(keyfile.in_use().search, kind.name, value)


def identifier(kind: IdentifierKind, canonical: str) -> tuple[TokenKind, int]:
    """Whoever types a partner's own number need not know its capitals."""
    return exact(TokenKind.IDENTIFIER, f"{kind} {canonical.upper()}")


def born_on(day: date) -> tuple[TokenKind, int]:
    return exact(TokenKind.BORN_ON, day.isoformat())


def phone_digits(number: str) -> str:
    """Digits only, a British number in its national form."""
    digits = "".join(filter(str.isdigit, number))
    return "0" + digits[2:] if digits.startswith("44") else digits


def _token(term: Term) -> tuple[TokenKind, int]:
    return exact(_KIND[term.kind], term.value)
