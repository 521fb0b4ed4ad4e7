"""What speaks for a pair, in words: short on the list, with what it rests on beside the two."""

from collections.abc import Iterable

from popo.duplicates.pairing import Found, Reason
from popo.people.identifiers import IdentifierKind
from popo.people.wording import IDENTIFIER_WORDS

_SHORT = {
    Reason.SAME_IDENTIFIER: "a national number in common",
    Reason.SAME_LOCAL_NUMBER: "an agency's own number in common",
    Reason.SAME_NAME: "same name",
    Reason.CLOSE_NAME: "names close",
    Reason.SAME_BIRTH: "same date of birth",
    Reason.SWAPPED_BIRTH: "day and month of birth swapped",
    Reason.CLOSE_BIRTH: "date of birth one digit different",
    Reason.SAME_PHONE: "same phone number",
    Reason.SAME_ADDRESS: "same address",
    Reason.OTHER_BIRTH: "but different dates of birth",
    Reason.OTHER_IDENTIFIER: "but different national numbers",
    Reason.OTHER_SEX: "but different sex",
}


def in_short(codes: Iterable[str]) -> str:
    return "; ".join(_SHORT[Reason(code)] for code in codes).capitalize()


def in_full(found: Iterable[Found]) -> list[str]:
    """One sentence each; names and kinds of numbers stand in them, numbers do not."""
    return [_sentence(one) for one in found]


def _sentence(one: Found) -> str:
    match one.reason:
        case Reason.SAME_IDENTIFIER | Reason.SAME_LOCAL_NUMBER:
            return f"Same {_kinds(one.details)}"
        case Reason.OTHER_IDENTIFIER:
            return f"Against it: different {_kinds(one.details)}"
        case Reason.CLOSE_NAME:
            return f"Names close: {' and '.join(one.details)}"
        case Reason.OTHER_BIRTH | Reason.OTHER_SEX:
            return f"Against it: {_SHORT[one.reason].removeprefix('but ')}"
    return _SHORT[one.reason].capitalize()


def _kinds(kinds: Iterable[str]) -> str:
    words = [IDENTIFIER_WORDS[IdentifierKind(kind)] for kind in kinds]
    return " and ".join(word if word[:2].isupper() else word.lower() for word in words)
