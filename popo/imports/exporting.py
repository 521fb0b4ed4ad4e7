"""One's own list as cells to edit elsewhere, headed so that it comes back without mapping. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from popo.imports.mapping import Column
from popo.imports.reading import NO_ABODE
from popo.imports.values import read_aliases
from popo.people.identifiers import IdentifierKind

C = Column
MOST_ROWS = 200
KEPT_DAYS = 14
"""After so many days a file that was taken away is to be destroyed."""
NO_FIXED_ABODE = "No fixed abode"
_SPACES = re.compile(r"\s+")
_NOT_IN_A_FILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class ExportedList(StrEnum):
    PREVENT_AND_DETER = "prevent_and_deter"
    CATCH_AND_CONVICT = "catch_and_convict"
    REHABILITATE_AND_RESETTLE = "rehabilitate_and_resettle"
    COHORT = "cohort"

    @property
    def words(self) -> str:
        return _LIST_WORDS[self]


_LIST_WORDS = {
    ExportedList.PREVENT_AND_DETER: "Prevent and Deter",
    ExportedList.CATCH_AND_CONVICT: "Catch and Convict",
    ExportedList.REHABILITATE_AND_RESETTLE: "Rehabilitate and Resettle",
    ExportedList.COHORT: "People on the scheme",
}


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class Part(StrEnum):
    """What may be taken away of each person, beside the reference."""

    NAMES = "names"
    BIRTH = "birth"
    IDENTIFIERS = "identifiers"
    ADDRESS = "address"
    PHONE = "phone"
    STRAND = "strand"
    LEAD = "lead"
    DATES = "dates"
    COLOUR = "colour"

    @property
    def words(self) -> str:
        return _PART_WORDS[self]


_PART_WORDS = {
    Part.NAMES: "Names and aliases",
    Part.BIRTH: "Date of birth and sex",
    Part.IDENTIFIERS: "Numbers: PNC, CRO, prison, CRN, custody record, own reference",
    Part.ADDRESS: "Address",
    Part.PHONE: "Phone",
    Part.STRAND: "Strand",
    Part.LEAD: "Who leads (to read; it is not taken back)",
    Part.DATES: "Since when on the scheme",
    Part.COLOUR: "Traffic light",
}
COLUMNS: Mapping[Part, tuple[Column, ...]] = {
    Part.NAMES: (C.FAMILY_NAME, C.GIVEN_NAMES, C.ALIASES),
    Part.BIRTH: (C.DATE_OF_BIRTH, C.SEX),
    Part.IDENTIFIERS: (
        C.PNC,
        C.CRO,
        C.PRISON_NUMBER,
        C.CRN,
        C.CUSTODY_RECORD,
        C.LOCAL_REFERENCE,
    ),
    Part.ADDRESS: (C.ADDRESS, C.POSTCODE),
    Part.PHONE: (C.PHONE,),
    Part.STRAND: (C.STRAND,),
    Part.LEAD: (C.LEAD,),
    Part.DATES: (C.SELECTED_ON,),
    Part.COLOUR: (C.COLOUR,),
}
HEADINGS: Mapping[Column, str] = {
    C.SCHEME_REFERENCE: "Scheme reference",
    C.FAMILY_NAME: "Family name",
    C.GIVEN_NAMES: "Given names",
    C.ALIASES: "Aliases",
    C.DATE_OF_BIRTH: "Date of birth",
    C.SEX: "Sex",
    C.PNC: "PNC ID",
    C.CRO: "CRO number",
    C.PRISON_NUMBER: "Prison number",
    C.CRN: "CRN",
    C.CUSTODY_RECORD: "Custody record",
    C.LOCAL_REFERENCE: "Own reference",
    C.ADDRESS: "Address",
    C.POSTCODE: "Postcode",
    C.PHONE: "Phone",
    C.STRAND: "Strand",
    C.LEAD: "Lead officer",
    C.SELECTED_ON: "Date selected",
    C.COLOUR: "Traffic light",
}
"""As the guess of the mapping knows them to the letter."""
_NUMBERS = {
    C.PNC: IdentifierKind.PNC,
    C.CRO: IdentifierKind.CRO,
    C.PRISON_NUMBER: IdentifierKind.PRISON_NUMBER,
    C.CRN: IdentifierKind.CRN,
    C.CUSTODY_RECORD: IdentifierKind.CUSTODY,
    C.LOCAL_REFERENCE: IdentifierKind.LOCAL,
}


@dataclass(frozen=True)
class Entry:
    """One person as far as the reader may read; of each kind of number the one learnt last."""

    reference: str
    given: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()
    born: date | None = None
    sex: str = ""
    numbers: Mapping[IdentifierKind, str] = field(default_factory=dict)
    address: str = ""
    postcode: str = ""
    has_no_abode: bool = False
    phone: str = ""
    strand: str = ""
    leads: tuple[str, ...] = ()
    selected_on: date | None = None
    colour: str = ""


def columns_for(parts: Collection[Part]) -> tuple[Column, ...]:
    """The reference, then what was asked for in the order of `Part`."""
    asked = [column for part in Part if part in parts for column in COLUMNS[part]]
    return (C.SCHEME_REFERENCE, *asked)


def headings_for(parts: Collection[Part]) -> list[str]:
    return [HEADINGS[column] for column in columns_for(parts)]


def cells_of(entry: Entry, parts: Collection[Part]) -> list[str]:
    """In the order of the headings; what would not come back as it is stays out of its cell."""
    cells = {
        C.SCHEME_REFERENCE: entry.reference,
        C.FAMILY_NAME: entry.family,
        C.GIVEN_NAMES: entry.given,
        C.ALIASES: "; ".join(_aliases(entry.aliases)),
        C.DATE_OF_BIRTH: _day(entry.born),
        C.SEX: entry.sex.replace("not_known", "").capitalize(),
        C.ADDRESS: _address(entry),
        C.POSTCODE: "" if entry.has_no_abode else entry.postcode,
        C.PHONE: entry.phone,
        C.STRAND: entry.strand,
        C.LEAD: "; ".join(entry.leads),
        C.SELECTED_ON: _day(entry.selected_on),
        C.COLOUR: entry.colour.capitalize(),
    }
    cells |= {column: entry.numbers.get(kind, "") for column, kind in _NUMBERS.items()}
    return [tidy(cells[column]) for column in columns_for(parts)]


def title_of(marking: str, taken_by: str, taken_on: str, destroy_by: str) -> str:
    """One line above the headings, in one cell: the reader of headings passes over it."""
    return tidy(
        f"{marking}. Taken away by {taken_by} on {taken_on}. Destroy by {destroy_by}. "
        "Keep the column of scheme references to bring it back."
    )


def file_name(marking: str, taken_on: date, file_format: FileFormat) -> str:
    """Nothing in it tells whose list it is or who took it."""
    marked = re.sub(r"[^A-Za-z0-9]+", "-", marking).strip("-")
    return f"scheme-list-{taken_on:%Y-%m-%d}.{marked}.{file_format}"


def tidy(text: str) -> str:
    """On one line, without what no file may hold."""
    return _SPACES.sub(" ", _NOT_IN_A_FILE.sub(" ", text)).strip()


def _aliases(aliases: Sequence[str]) -> list[str]:
    """Without those that would be read as several."""
    return [alias for alias in aliases if len(read_aliases(alias)) == 1]


def _address(entry: Entry) -> str:
    if entry.has_no_abode:
        return NO_FIXED_ABODE
    lines = ", ".join(line.strip(" ,") for line in entry.address.splitlines())
    return "" if NO_ABODE.search(lines) else lines


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
