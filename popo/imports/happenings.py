"""What a line of a list of arrests, results, tests or warrants says happened. Pure."""

from dataclasses import dataclass
from datetime import date

from popo.imports.kinds import ListKind
from popo.imports.mapping import Column
from popo.imports.reading import ReadRow
from popo.offending.kinds import OffenceEventKind, result_words, variety_words
from popo.reference.offences import home_office_offence, tidy_ho_code

C = Column
K = OffenceEventKind
_KIND = {ListKind.ARRESTS: K.ARREST, ListKind.DRUG_TESTS: K.DRUG_TEST, ListKind.WARRANTS: K.WARRANT}


@dataclass(frozen=True)
class Happening:
    """One step for the offending record. `detail`: the offence in the list's own words."""

    kind: OffenceEventKind
    happened_on: date
    variety: str = ""
    result: str = ""
    ho_code: str = ""
    detail: str = ""
    concluded_on: date | None = None
    positive: bool | None = None

    @property
    def held_as(self) -> tuple[str, str, str]:
        """What tells it from the others of a person."""
        return self.kind.value, self.happened_on.isoformat(), self.variety or self.result

    @property
    def words(self) -> str:
        what = variety_words(self.kind, self.variety) or result_words(self.kind, self.result)
        if self.positive is not None:
            what = "positive" if self.positive else "negative"
        said = [self.kind.words, what, self.detail, f"{self.happened_on:%-d %B %Y}"]
        return ", ".join(word for word in said if word)


def happening_of(kind: ListKind, row: ReadRow) -> Happening:
    """`row` must have its date; a list of court results its result too."""
    happened_on = row.day(C.HAPPENED_ON)
    assert happened_on is not None  # noqa: S101 - a line without a date is not understood
    step, _, which = row.fact(C.RESULT).partition("/")
    event = _KIND.get(kind) or K(step)
    offence = row.fact(C.OFFENCE)
    found = home_office_offence(tidy_ho_code(offence)) if offence else None
    detail = found.description if found else offence
    ended = row.day(C.ENDED_ON) if event is K.WARRANT else None
    return Happening(
        event,
        happened_on,
        variety=_variety(event, which, row),
        result=which if event is K.HEARING else ("executed" if ended else ""),
        ho_code=found.code if found else "",
        detail=detail,
        concluded_on=ended,
        positive=_positive(event, row),
    )


def _variety(event: OffenceEventKind, which: str, row: ReadRow) -> str:
    if event is K.WARRANT:
        return row.fact(C.WARRANT_KIND) or "without_bail"
    return which if event in {K.SENTENCE, K.NOT_CONVICTED} else ""


def _positive(event: OffenceEventKind, row: ReadRow) -> bool | None:
    return row.fact(C.TEST_RESULT) == "positive" if event is K.DRUG_TEST else None


def what_is_missing(kind: ListKind, row: ReadRow) -> str:
    """A sentence, where the offending record asks for more than the line says."""
    if kind is not ListKind.RESULTS or not row.fact(C.RESULT) or not row.fact(C.HAPPENED_ON):
        return ""
    found = happening_of(kind, row)
    if found.kind in {K.CONVICTION, K.CAUTION} and not found.ho_code:
        return "Give the Home Office code of the offence, like 028/03."
    if found.result == "adjourned" and not row.fact(C.NEXT_ON):
        return "Say to which day it was adjourned."
    return ""
