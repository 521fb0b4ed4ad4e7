"""The kinds of list that are brought in, what each may hold and what it must. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from popo.imports.mapping import IDENTITY, Column

C = Column


class ListKind(StrEnum):
    PEOPLE = "people"
    ARRESTS = "arrests"
    CUSTODY = "custody"
    RESULTS = "results"
    DRUG_TESTS = "drug_tests"
    WARRANTS = "warrants"
    FLAGGED = "flagged"

    @property
    def words(self) -> str:
        return RULES[self].words

    @property
    def adds_people(self) -> bool:
        """The scheme's own list; of every other, a line about a stranger is not kept."""
        return self is ListKind.PEOPLE

    @property
    def flags_people(self) -> bool:
        """Says only who is flagged in the bringer's own system: nothing of it is ever taken."""
        return self is ListKind.FLAGGED


@dataclass(frozen=True)
class ListRule:
    """`columns`: what the list may hold besides who it is about. `asks`: what it must."""

    words: str
    columns: tuple[Column, ...]
    asks: tuple[Column, ...]
    every_days: int | None
    """How often one is expected, unless its source says otherwise."""


RULES: Mapping[ListKind, ListRule] = {
    ListKind.PEOPLE: ListRule(
        "The scheme's people",
        (
            C.ALIASES,
            C.SEX,
            C.ADDRESS,
            C.POSTCODE,
            C.PHONE,
            C.STRAND,
            C.LEAD,
            C.LEAD_AGENCY,
            C.SELECTED_ON,
            C.DE_SELECTED_ON,
            C.STATUS,
            C.COLOUR,
        ),
        (),
        None,
    ),
    ListKind.ARRESTS: ListRule(
        "Arrests", (C.HAPPENED_ON, C.OFFENCE, C.ASN), (C.HAPPENED_ON,), every_days=1
    ),
    ListKind.CUSTODY: ListRule(
        "Custody and releases",
        (C.HAPPENED_ON, C.HELD_AS, C.PRISON, C.RELEASE_ON),
        (C.HAPPENED_ON, C.HELD_AS),
        every_days=7,
    ),
    ListKind.RESULTS: ListRule(
        "Court results",
        (C.HAPPENED_ON, C.RESULT, C.OFFENCE, C.COURT, C.NEXT_ON, C.ASN),
        (C.HAPPENED_ON, C.RESULT),
        every_days=1,
    ),
    ListKind.DRUG_TESTS: ListRule(
        "Drug tests", (C.HAPPENED_ON, C.TEST_RESULT), (C.HAPPENED_ON, C.TEST_RESULT), every_days=7
    ),
    ListKind.WARRANTS: ListRule(
        "Warrants", (C.HAPPENED_ON, C.WARRANT_KIND, C.ENDED_ON), (C.HAPPENED_ON,), every_days=7
    ),
    ListKind.FLAGGED: ListRule("Flagged people", (), (), every_days=31),
}


_NUMBERED = frozenset(
    {
        C.PNC,
        C.CRO,
        C.PRISON_NUMBER,
        C.CRN,
        C.CUSTODY_RECORD,
        C.LOCAL_REFERENCE,
        C.SCHEME_REFERENCE,
    }
)


def columns_of(kind: ListKind) -> tuple[Column, ...]:
    return (*IDENTITY, *RULES[kind].columns)


def missing(kind: ListKind, mapped: frozenset[Column]) -> str:
    """A sentence saying what no column holds and the list cannot do without; empty if nothing."""
    named = mapped & {C.FULL_NAME, C.FAMILY_NAME}
    numbered = mapped & _NUMBERED
    if kind.adds_people and not (named or C.SCHEME_REFERENCE in mapped):
        return "Say which column holds the name: a full name, or a family name."
    if not (named or numbered):
        return "Say which column tells who a line is about: a name, or a number such as the PNC ID."
    for column in RULES[kind].asks:
        if column not in mapped:
            from_words = COLUMN_ASKED[column]
            return f"Say which column holds {from_words}."
    return ""


COLUMN_ASKED = {
    C.HAPPENED_ON: "the date it happened",
    C.HELD_AS: "whether somebody was received or released",
    C.RESULT: "the result",
    C.TEST_RESULT: "the result of the test",
}
