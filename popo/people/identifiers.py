"""Identifiers of people and cases: how each is written, and whether its check letter is right.

PNC, CRO and ASN end in a letter that follows from their digits. Prison numbers and CRNs have a
format only. The other kinds are a partner's own and are taken as they are.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

_CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"  # no I, O or S; the place is the number modulo 23
_LONG_PNC_LENGTH = 12


class IdentifierKind(StrEnum):
    PNC = "pnc"
    CRO = "cro"
    ASN = "asn"
    PRISON_NUMBER = "prison_number"
    CRN = "crn"
    YOT = "yot"
    CUSTODY = "custody"
    LOCAL = "local"


CHECKED_KINDS = (
    IdentifierKind.PNC,
    IdentifierKind.CRO,
    IdentifierKind.ASN,
    IdentifierKind.PRISON_NUMBER,
    IdentifierKind.CRN,
)
"""The kinds with a national format; the rest are taken as they are."""


@dataclass(frozen=True)
class Checked:
    typed: str
    canonical: str | None
    """The one form people are matched on; None where the identifier is not valid."""
    valid: bool
    reason: str
    """A sentence saying what is wrong, empty where nothing is. It never repeats the identifier."""


class _NotValidError(Exception):
    """Carries the sentence for `Checked.reason`."""


_PNC = re.compile(r"[0-9]{2,4}/?[0-9]{1,7}[A-Z]")
_PNC_LONG_YEAR = re.compile(r"((?:19|20)[0-9]{2})/([0-9]{1,7})([A-Z])")
_CRO = re.compile(r"([0-9]{1,6})/([0-9]{2})([A-Z])")
_CRO_FILE = re.compile(r"SF([0-9]{2})/([0-9]{1,6})([A-Z])")
_ASN = re.compile(r"[0-9]{2}[A-Z0-9]{6,7}[0-9]{11}[A-HJ-NP-RT-Z]")
_ASN_WITH_SLASHES = re.compile(r"([0-9]{2})/([A-Z0-9]{4,5})/([A-Z0-9]{2})/([0-9]{1,11})([A-Z])")
_DUMMY_ASN = re.compile(
    # Year, then force, unit and system: courts use these where nobody was arrested or summonsed.
    r"0800[NP]P01"
    r"|[0-9]{2}(..NRPR|12LN00|00NP00|6300[0-9]{2}|06SS..|00XX..|50(11|12|21|41|42|43|OF|SJ)..)"
)
_PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_CRN = re.compile(r"[A-Z][0-9]{6}")

_HOW_TO_WRITE = {
    IdentifierKind.PNC: (
        "Enter the PNC number as a year of two or four digits, up to seven digits and a capital "
        "letter, like 02/73319Z."
    ),
    IdentifierKind.CRO: (
        "Enter the CRO number as up to six digits, a slash, two digits and a capital letter, like "
        "65656/91H, or as a file number like SF83/50058Z."
    ),
    IdentifierKind.ASN: (
        "Enter the ASN as 20 or 21 letters and digits, or with slashes like 22/02XC/02/21R."
    ),
    IdentifierKind.PRISON_NUMBER: (
        "Enter the prison number as a capital letter, four digits and two capital letters, like "
        "A1234BC."
    ),
    IdentifierKind.CRN: "Enter the CRN as a capital letter and six digits, like X320811.",
}


def check(kind: IdentifierKind, typed: str, today: date) -> Checked:
    """Judge `typed` exactly as it stands: no trimming, and no lower case save in an ASN.

    `today` settles the century of a PNC number with a two-digit year. See `tidy` for forgiveness.
    """
    try:
        canonical = _canonical(kind, typed, today)
    except _NotValidError as error:
        return Checked(typed, None, valid=False, reason=str(error))
    return Checked(typed, canonical, valid=True, reason="")


def tidy(kind: IdentifierKind, typed: str) -> str:
    """What `typed` was meant to be, before `check`; keep what was typed beside it.

    Takes out spaces, makes capitals, reads a letter O as nought where only a digit can stand, and
    fills up the serial of a PNC number with a four-digit year, which would otherwise be taken for
    a two-digit year. A partner's own identifier only loses spaces at its ends and double ones.
    """
    if kind not in CHECKED_KINDS:
        return " ".join(typed.split())
    text = "".join(typed.split()).upper()
    match kind:
        case IdentifierKind.PNC:
            return _with_full_serial(_noughts(text, 0, -1))
        case IdentifierKind.CRO:
            return _noughts(text, 0, -1)
        case IdentifierKind.ASN:
            # The organisation between year and sequence may rightly hold a letter O.
            return _noughts(_noughts(text, 0, 2), _start_of_sequence(text), -1)
        case IdentifierKind.PRISON_NUMBER:
            return _noughts(text, 1, 5)
        case _:
            return _noughts(text, 1, len(text))


def looks_like(kind: IdentifierKind, typed: str) -> bool:
    """Whether `typed` is written like a `kind` of `CHECKED_KINDS`, the letter right or not."""
    match kind:
        case IdentifierKind.PNC:
            return bool(_PNC.fullmatch(typed))
        case IdentifierKind.CRO:
            return bool(_CRO.fullmatch(typed) or _CRO_FILE.fullmatch(typed))
        case IdentifierKind.ASN:
            return bool(_ASN.fullmatch(_long_asn(typed)))
        case IdentifierKind.PRISON_NUMBER:
            return bool(_PRISON_NUMBER.fullmatch(typed))
        case IdentifierKind.CRN:
            return bool(_CRN.fullmatch(typed))
        case _:
            return False


def guess_kind(typed: str, today: date) -> tuple[IdentifierKind, Checked] | None:
    """Which identifier somebody searching may have typed, tidied first; None if it looks like none.

    A valid one is preferred to one with a wrong check letter. `Checked.typed` is as it was typed.
    """
    guesses = []
    for kind in CHECKED_KINDS:
        tidied = tidy(kind, typed)
        if looks_like(kind, tidied):
            checked = check(kind, tidied, today)
            guesses.append((kind, replace(checked, typed=typed)))
    return min(guesses, key=lambda guess: not guess[1].valid, default=None)


def _canonical(kind: IdentifierKind, typed: str, today: date) -> str:
    if kind not in CHECKED_KINDS:
        return _partners_own(typed)
    if not looks_like(kind, typed):
        raise _NotValidError(_HOW_TO_WRITE[kind])
    match kind:
        case IdentifierKind.PNC:
            return _canonical_pnc(typed, today)
        case IdentifierKind.CRO:
            return _canonical_cro(typed)
        case IdentifierKind.ASN:
            return _canonical_asn(_long_asn(typed))
        case _:
            return typed


def _partners_own(typed: str) -> str:
    canonical = " ".join(typed.split())
    if not canonical:
        raise _NotValidError("Enter the number, or leave this identifier out.")
    return canonical


def _canonical_pnc(typed: str, today: date) -> str:
    digits, letter = typed.replace("/", "")[:-1], typed[-1]
    if len(digits) + 1 < _LONG_PNC_LENGTH:
        short_year, serial = digits[:2], digits[2:]
        century = "20" if int(short_year) <= today.year % 100 else "19"
        year = century + short_year
    else:
        year, serial = digits[:4], digits[4:]
    serial = serial.zfill(7)
    _require_letter(letter, year[-2:] + serial)
    return f"{year}/{serial}{letter}"


def _canonical_cro(typed: str) -> str:
    if file_number := _CRO_FILE.fullmatch(typed):
        year, serial, letter = file_number.groups()
        _require_letter(letter, year + serial)  # a file number's serial is not filled up
        return typed
    serial, rest = typed.split("/")
    year, letter = rest[:2], rest[2]
    _require_letter(letter, year + serial.zfill(6))
    return f"{serial.zfill(6)}/{rest}"


def _canonical_asn(long_form: str) -> str:
    year, organisation, sequence, letter = _asn_parts(long_form)
    force, unit, system = organisation[:2], organisation[2:4], organisation[4:]
    if _DUMMY_ASN.fullmatch(year + organisation):
        raise _NotValidError(
            "This is a dummy ASN, used where there is none. Record that there is no ASN."
        )
    numbers = [code for code in (force, system) if code.isdigit()]  # the unit takes no part
    _require_letter(letter, "".join([*numbers, year, sequence]))
    return f"{year}/{force}{unit}/{system}/{int(sequence)}{letter}"


def _asn_parts(long_form: str) -> tuple[str, str, str, str]:
    """Year, organisation, sequence, letter, without the extra third character of the long form."""
    return long_form[:2], long_form[-18:-12], long_form[-12:-1], long_form[-1]


def _long_asn(typed: str) -> str:
    """Capitals; if written with slashes, without them and with the sequence filled up."""
    text = typed.upper() if typed.isascii() else typed
    if parts := _ASN_WITH_SLASHES.fullmatch(text):
        year, organisation, system, sequence, letter = parts.groups()
        return year + organisation + system + sequence.zfill(11) + letter
    return text


def _require_letter(letter: str, number: str) -> None:
    if _CHECK_LETTERS[int(number) % len(_CHECK_LETTERS)] != letter:
        raise _NotValidError(
            "The check letter at the end does not fit the number. Compare it with the source."
        )


def _noughts(text: str, start: int, end: int) -> str:
    """`text` with every letter O between `start` and `end` read as nought."""
    start, end, _ = slice(start, end).indices(len(text))
    return text[:start] + text[start:end].replace("O", "0") + text[max(start, end) :]


def _start_of_sequence(text: str) -> int:
    """Where the eleven digits of an ASN begin, or those after its last slash."""
    return text.rindex("/") + 1 if "/" in text else max(len(text) - 12, 0)


def _with_full_serial(text: str) -> str:
    if parts := _PNC_LONG_YEAR.fullmatch(text):
        year, serial, letter = parts.groups()
        return f"{year}/{serial.zfill(7)}{letter}"
    return text
