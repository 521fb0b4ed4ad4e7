"""What comes of a line, with the reasons. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from popo.imports.comparing import Difference, How, compare
from popo.imports.happenings import what_is_missing
from popo.imports.kinds import ListKind
from popo.imports.matching import Match, Maybe
from popo.imports.reading import Problem, ReadRow


class Verdict(StrEnum):
    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    CONFLICT = "conflict"
    UNMATCHED = "unmatched"
    NOT_ENTITLED = "not_entitled"
    MALFORMED = "malformed"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def is_safe(self) -> bool:
        """May be taken with all the others, without a look at each."""
        return self in {Verdict.NEW, Verdict.UPDATE}

    @property
    def is_left_over(self) -> bool:
        """Has to be mended, asked for or decided before it can be taken."""
        return self in {Verdict.CONFLICT, Verdict.NOT_ENTITLED, Verdict.MALFORMED}


_WORDS = {
    Verdict.NEW: "New",
    Verdict.UPDATE: "Adds to what is held",
    Verdict.SAME: "Known already",
    Verdict.CONFLICT: "To decide",
    Verdict.UNMATCHED: "Not on the scheme",
    Verdict.NOT_ENTITLED: "Another agency's record",
    Verdict.MALFORMED: "Not understood",
}


_NOT_THEIRS = (
    "Every line of your own list begins with the scheme reference of somebody you work with."
)
_UNKNOWN_REFERENCE = (
    "No record you may open has the scheme reference of this line. Check it, or add somebody new."
)


@dataclass(frozen=True)
class Judged:
    """`person`: whom the line is surely about. `maybe`: whom it may be about, to be decided."""

    verdict: Verdict
    row: ReadRow
    person: Maybe | None = None
    maybe: tuple[Maybe, ...] = ()
    differences: tuple[Difference, ...] = ()
    note: str = ""


def judge(
    kind: ListKind,
    row: ReadRow,
    found: Match,
    twin_of: int | None = None,
    *,
    may_add: bool = True,
) -> Judged:
    """`twin_of`: the number of an earlier line of the same list that looks the same.

    `may_add`: whether whoever brings the scheme's list may add people. Who may not brings back
    lines of their own; of any other nothing is told, neither whom it may be about nor what is
    wrong with it.
    """
    if kind.adds_people and not may_add:
        found = _own(row, found)
        if not (found.sure or found.maybe):
            return Judged(Verdict.NOT_ENTITLED, ReadRow(), note=_NOT_THEIRS)
    if lacks := what_is_missing(kind, row):
        row = replace(row, problems=(*row.problems, Problem("Offence", lacks)))
    if row.problems:
        return Judged(Verdict.MALFORMED, row, found.sure, found.maybe)
    judged = _known(kind, row, found)
    if twin_of is None or judged.verdict not in {Verdict.NEW, Verdict.UPDATE}:
        return judged
    return replace(judged, verdict=Verdict.CONFLICT, note=_twin(kind, twin_of))


def _known(kind: ListKind, row: ReadRow, found: Match) -> Judged:
    if found.sure is None and found.maybe:
        return Judged(Verdict.CONFLICT, row, maybe=found.maybe, note=_which(found.maybe))
    if found.sure is None:
        return _nobody(kind, row)
    if not found.sure.known.may_work:
        return Judged(Verdict.NOT_ENTITLED, row, found.sure)
    differences = tuple(compare(kind, row, found.sure.known))
    return Judged(_verdict(kind, differences), row, found.sure, differences=differences)


def _own(row: ReadRow, found: Match) -> Match:
    """Who of those found may be worked with; nobody where the reference is none of theirs."""
    sure = found.sure if found.sure and found.sure.known.may_work else None
    maybe = tuple(one for one in found.maybe if one.known.may_work)
    references = {one.known.reference for one in (*maybe, *([sure] if sure else []))}
    return Match(sure, maybe) if row.reference and row.reference in references else Match()


def _nobody(kind: ListKind, row: ReadRow) -> Judged:
    if not kind.adds_people:
        return Judged(Verdict.UNMATCHED, row)
    if not row.family:
        nameless = Problem("Scheme reference", "No record you may open has it. Check it.")
        return Judged(Verdict.MALFORMED, replace(row, problems=(nameless,)))
    if row.reference:
        return Judged(Verdict.CONFLICT, row, note=_UNKNOWN_REFERENCE)
    return Judged(Verdict.NEW, row)


def _verdict(kind: ListKind, differences: Collection[Difference]) -> Verdict:
    hows = {one.how for one in differences}
    if How.DIFFERS in hows:
        return Verdict.CONFLICT
    if How.ADDS not in hows:
        return Verdict.SAME
    return Verdict.UPDATE if kind.adds_people else Verdict.NEW


def _which(maybe: Collection[Maybe]) -> str:
    if len(maybe) == 1:
        return "This may be somebody the scheme knows."
    return f"This may be any of {len(maybe)} people the scheme knows."


def _twin(kind: ListKind, line: int) -> str:
    if kind.adds_people:
        return f"Line {line} may be about the same person. Take that one, then look again."
    return f"Line {line} says the same. Take this one only if it happened twice."


def is_about_nobody_known(judged: Judged) -> bool:
    """Whether nothing of the line may be kept, unless it is the scheme's own list."""
    return judged.person is None and not judged.maybe
