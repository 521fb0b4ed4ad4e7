"""The parts of a record that may go to another scheme. Pure."""

from enum import StrEnum


class PackPart(StrEnum):
    WHO = "who"
    ADDRESSES = "addresses"
    WARNINGS = "warnings"
    SUMMARY = "summary"
    CASE = "case"
    WHEREABOUTS = "whereabouts"
    OFFENDING = "offending"
    CONTACTS = "contacts"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    PackPart.WHO: "Who it is: names, date of birth and numbers",
    PackPart.ADDRESSES: "Addresses and telephone numbers",
    PackPart.WARNINGS: "Warnings",
    PackPart.SUMMARY: "The summary",
    PackPart.CASE: "Spells on the scheme and strands",
    PackPart.WHEREABOUTS: "Where the person is, by what law supervised, and key dates",
    PackPart.OFFENDING: "Arrests to results, the newest fifty",
    PackPart.CONTACTS: "The last fifty contacts: read them first, a note may name somebody else",
}
