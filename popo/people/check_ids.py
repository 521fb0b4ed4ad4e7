"""Checks a table of identifiers: `popo check-ids`."""

from collections.abc import Mapping
from datetime import date
from typing import TextIO

from popo.people.identifiers import IdentifierKind, check
from popo.reference.tables import copy_with_answers

_KINDS = {
    "PNC": IdentifierKind.PNC,
    "CRO": IdentifierKind.CRO,
    "CRO-SF": IdentifierKind.CRO,  # some lists name the file numbers apart
    "ASN": IdentifierKind.ASN,
    "NOMS": IdentifierKind.PRISON_NUMBER,
    "CRN": IdentifierKind.CRN,
}


def check_ids(source: TextIO, target: TextIO, today: date) -> int:
    """Copy the rows of `source`, adding `canonical`, `valid` (1 or 0) and `reason`; count them.

    Needs the columns `kind` (PNC, CRO, ASN, NOMS or CRN, in any case) and `input`, which is judged
    exactly as it stands. Raises `ValueError` with a sentence for a table that lacks one.
    """

    def answer(row: Mapping[str, str]) -> Mapping[str, str]:
        kind = _KINDS.get(row["kind"].strip().upper())
        if kind is None:
            return _invalid("The kind must be PNC, CRO, ASN, NOMS or CRN.")
        checked = check(kind, row["input"], today)
        if not checked.valid:
            return _invalid(checked.reason)
        return {"canonical": checked.canonical or "", "valid": "1", "reason": ""}

    return copy_with_answers(
        source,
        target,
        needed=(("kind",), ("input",)),
        answers=("canonical", "valid", "reason"),
        answer=answer,
        refuse=_invalid,
    )


def _invalid(reason: str) -> dict[str, str]:
    return {"canonical": "", "valid": "0", "reason": reason}
