"""What a list about people may hold, and how schemes, forces and courts head their columns."""

from enum import StrEnum


class Column(StrEnum):
    """`value` is kept in saved mappings: it never changes."""

    FULL_NAME = "full_name"
    FAMILY_NAME = "family_name"
    GIVEN_NAMES = "given_names"
    ALIASES = "aliases"
    DATE_OF_BIRTH = "date_of_birth"
    SEX = "sex"
    PNC = "pnc"
    CRO = "cro"
    PRISON_NUMBER = "prison_number"
    CRN = "crn"
    CUSTODY_RECORD = "custody"
    LOCAL_REFERENCE = "local"
    SCHEME_REFERENCE = "scheme_reference"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    STRAND = "strand"
    LEAD = "lead"
    LEAD_AGENCY = "lead_agency"
    SELECTED_ON = "selected_on"
    DE_SELECTED_ON = "de_selected_on"
    STATUS = "status"
    COLOUR = "colour"
    HAPPENED_ON = "happened_on"
    OFFENCE = "offence"
    ASN = "asn"
    PRISON = "prison"
    HELD_AS = "held_as"
    RELEASE_ON = "release_on"
    COURT = "court"
    RESULT = "result"
    NEXT_ON = "next_on"
    TEST_RESULT = "test_result"
    WARRANT_KIND = "warrant_kind"
    ENDED_ON = "ended_on"


COLUMN_WORDS = {
    Column.FULL_NAME: "Full name",
    Column.FAMILY_NAME: "Family name",
    Column.GIVEN_NAMES: "Given names",
    Column.ALIASES: "Aliases and nicknames",
    Column.DATE_OF_BIRTH: "Date of birth",
    Column.SEX: "Sex",
    Column.PNC: "PNC ID",
    Column.CRO: "CRO number",
    Column.PRISON_NUMBER: "Prison number",
    Column.CRN: "Probation CRN",
    Column.CUSTODY_RECORD: "Custody record",
    Column.LOCAL_REFERENCE: "Your own reference",
    Column.SCHEME_REFERENCE: "Scheme reference",
    Column.ADDRESS: "Address",
    Column.POSTCODE: "Postcode",
    Column.PHONE: "Phone",
    Column.STRAND: "Strand",
    Column.LEAD: "Lead officer",
    Column.LEAD_AGENCY: "Lead agency",
    Column.SELECTED_ON: "Selected on",
    Column.DE_SELECTED_ON: "De-selected on",
    Column.STATUS: "Status",
    Column.COLOUR: "Traffic light",
    Column.HAPPENED_ON: "Date it happened",
    Column.OFFENCE: "Offence",
    Column.ASN: "Arrest summons number",
    Column.PRISON: "Prison",
    Column.HELD_AS: "Held as",
    Column.RELEASE_ON: "Release date ahead",
    Column.COURT: "Court",
    Column.RESULT: "Result",
    Column.NEXT_ON: "Next hearing",
    Column.TEST_RESULT: "Result of the test",
    Column.WARRANT_KIND: "Kind of warrant",
    Column.ENDED_ON: "Date carried out",
}

HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.FULL_NAME: (
        "name",
        "full name",
        "offender",
        "offender name",
        "nominal",
        "subject",
        "nominal name",
    ),
    Column.FAMILY_NAME: (
        "surname",
        "family name",
        "last name",
        "sname",
        "name surname",
        "name family",
    ),
    Column.GIVEN_NAMES: (
        "forename",
        "forenames",
        "first name",
        "first names",
        "given name",
        "given names",
        "fname",
        "christian name",
        "name forename",
        "name first",
    ),
    Column.ALIASES: (
        "alias",
        "aliases",
        "aka",
        "also known as",
        "nickname",
        "nicknames",
        "street name",
        "other names",
    ),
    Column.DATE_OF_BIRTH: (
        "dob",
        "date of birth",
        "born",
        "birth date",
        "birthdate",
        "d o b",
        "date birth",
    ),
    Column.SEX: ("sex", "gender", "m f"),
    Column.PNC: ("pnc", "pnc id", "pncid", "pnc no", "pnc number", "pnc ref"),
    Column.CRO: ("cro", "cro no", "cro number", "criminal record office"),
    Column.PRISON_NUMBER: (
        "prison no",
        "prison number",
        "noms",
        "noms no",
        "noms number",
        "nomis",
        "prisoner number",
    ),
    Column.CRN: (
        "crn",
        "delius",
        "delius crn",
        "ndelius",
        "case reference number",
        "probation ref",
        "probation number",
    ),
    Column.CUSTODY_RECORD: (
        "custody record",
        "custody ref",
        "custody number",
        "custody no",
        "custody record number",
    ),
    Column.LOCAL_REFERENCE: (
        "ref",
        "our ref",
        "own reference",
        "your own reference",
        "local ref",
        "scheme ref",
        "ppo no",
        "popo no",
        "id",
        "no",
        "number",
    ),
    Column.SCHEME_REFERENCE: ("scheme reference", "popo reference", "popo id", "reference"),
    Column.ADDRESS: (
        "address",
        "home address",
        "current address",
        "last known address",
        "residence",
    ),
    Column.POSTCODE: ("postcode", "post code", "pcode", "address postcode"),
    Column.PHONE: (
        "phone",
        "telephone",
        "tel",
        "tel no",
        "mobile",
        "contact number",
        "phone number",
        "mobile number",
    ),
    Column.STRAND: ("strand", "scheme strand", "category", "cohort"),
    Column.LEAD: (
        "lead",
        "lead officer",
        "offender manager",
        "om",
        "oic",
        "officer",
        "case manager",
        "worker",
        "key worker",
    ),
    Column.LEAD_AGENCY: ("lead agency", "agency", "owning agency"),
    Column.SELECTED_ON: (
        "date on",
        "selected",
        "date selected",
        "selection date",
        "start date",
        "date adopted",
        "adopted",
        "dates on",
        "dates from",
        "on scheme from",
        "registered",
    ),
    Column.DE_SELECTED_ON: (
        "date off",
        "de selected",
        "deselected",
        "date de selected",
        "date deselected",
        "removed",
        "date removed",
        "end date",
        "dates off",
        "dates to",
        "on scheme to",
    ),
    Column.STATUS: ("status", "current status", "active", "live"),
    Column.COLOUR: ("traffic light", "colour", "risk colour", "grading"),
    Column.HAPPENED_ON: (
        "date",
        "arrest date",
        "date of arrest",
        "arrested on",
        "arrested",
        "detained on",
        "hearing date",
        "date of hearing",
        "court date",
        "test date",
        "date of test",
        "tested on",
        "date issued",
        "issued on",
        "issued",
        "date received",
        "received on",
        "in custody since",
        "movement date",
        "date of movement",
    ),
    Column.OFFENCE: (
        "offence",
        "offences",
        "offence code",
        "home office code",
        "ho code",
        "reason for arrest",
        "charge",
    ),
    Column.ASN: ("asn", "arrest summons number", "arrest summons no"),
    Column.PRISON: ("prison", "establishment", "prison name", "location", "held at"),
    Column.HELD_AS: (
        "custody status",
        "held as",
        "movement",
        "movement type",
        "prisoner status",
        "legal status",
        "imprisonment status",
    ),
    Column.RELEASE_ON: (
        "release date",
        "due for release",
        "conditional release date",
        "crd",
        "expected release",
        "hdc date",
        "release on",
    ),
    Column.COURT: ("court", "court name", "courthouse"),
    Column.RESULT: ("result", "court result", "outcome", "disposal", "verdict", "sentence"),
    Column.NEXT_ON: ("next hearing", "next date", "adjourned to", "next hearing date"),
    Column.TEST_RESULT: ("test result", "result of test", "drug test result", "tested"),
    Column.WARRANT_KIND: ("warrant type", "type of warrant", "kind of warrant", "warrant kind"),
    Column.ENDED_ON: ("date executed", "executed on", "executed", "date carried out", "withdrawn"),
}
"""Without capitals and marks. The first word is what the guess is shown against."""

MANY = frozenset({Column.ALIASES, Column.PHONE, Column.LOCAL_REFERENCE, Column.ADDRESS})
"""What several columns may hold."""

IDENTITY = (
    Column.FULL_NAME,
    Column.FAMILY_NAME,
    Column.GIVEN_NAMES,
    Column.DATE_OF_BIRTH,
    Column.PNC,
    Column.CRO,
    Column.PRISON_NUMBER,
    Column.CRN,
    Column.CUSTODY_RECORD,
    Column.LOCAL_REFERENCE,
    Column.SCHEME_REFERENCE,
)
"""What says who a line is about, in every kind of list."""
