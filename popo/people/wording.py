"""How the kinds of things known about people are said on pages and in forms."""

from popo.people.identifiers import IdentifierKind
from popo.people.models import AddressKind, LinkVerdict, MarkerKind, NameKind, Sex, SightLevel, Told

SEX_WORDS = {Sex.MALE: "Male", Sex.FEMALE: "Female", Sex.NOT_KNOWN: "Not known"}

TOLD_WORDS = {
    Told.NOT_YET: "Not told yet",
    Told.TOLD: "Told",
    Told.WITHHELD: "Not to be told, for a recorded reason",
}

NAME_WORDS = {
    NameKind.CURRENT: "Name in use",
    NameKind.ALIAS: "Alias or nickname",
    NameKind.FORMER: "Former name",
}

IDENTIFIER_WORDS = {
    IdentifierKind.PNC: "PNC number",
    IdentifierKind.CRO: "CRO number",
    IdentifierKind.ASN: "Arrest summons number",
    IdentifierKind.PRISON_NUMBER: "Prison number",
    IdentifierKind.CRN: "Probation case number (CRN)",
    IdentifierKind.YOT: "Youth offending number",
    IdentifierKind.CUSTODY: "Custody number",
    IdentifierKind.LOCAL: "Another agency's own number",
}

ADDRESS_WORDS = {
    AddressKind.HOME: "Home",
    AddressKind.TEMPORARY: "Temporary",
    AddressKind.FAMILY: "Family or friends",
    AddressKind.HOSTEL: "Hostel",
    AddressKind.APPROVED_PREMISES: "Approved premises",
    AddressKind.NO_FIXED_ABODE: "No fixed abode",
}

MARKER_WORDS = {
    MarkerKind.STAFF_SAFETY: "Staff safety",
    MarkerKind.VULNERABILITY: "Vulnerability",
    MarkerKind.COMMUNICATION: "Communication",
}

VERDICT_WORDS = {
    LinkVerdict.SAME: "Is the same person",
    LinkVerdict.MAY_BE_SAME: "May be the same person",
    LinkVerdict.NOT_SAME: "Is not the same person",
}

LEVEL_WORDS = {
    SightLevel.EXISTS: "know that the record exists",
    SightLevel.LIMITED: "see the name and safety markers",
    SightLevel.READ: "read the record",
    SightLevel.WORK: "work with the record",
}
