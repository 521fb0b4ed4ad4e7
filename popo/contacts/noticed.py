"""Phone numbers and postcodes that stand in a note. Pure."""

import re
from dataclasses import dataclass

_PHONE = re.compile(r"(?<![\d+])(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?!\d)")
_POSTCODE = re.compile(
    r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?)\s?([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])",
    re.IGNORECASE,
)
_MOST = 5
_DIGITS = re.compile(r"\D")


@dataclass(frozen=True)
class Noticed:
    phones: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phones or self.postcodes)


def noticed_in(note: str) -> Noticed:
    """Each once, in the form the record keeps: `07700900123`, `LU1 3XA`."""
    phones = [_with_nought(match[0]) for match in _PHONE.finditer(note)]
    postcodes = [f"{match[1]} {match[2]}".upper() for match in _POSTCODE.finditer(note)]
    return Noticed(_few(phones), _few(postcodes))


def _few(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:_MOST]


def _with_nought(number: str) -> str:
    digits = _DIGITS.sub("", number)
    return "0" + digits[2:] if number.startswith("+") else digits
