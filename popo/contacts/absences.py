"""What an absence judged not acceptable leads to, by what law somebody is supervised. No database.

It is offered to a person with its clock; nothing here happens by itself. The first line of each
rule is for the first such absence in twelve months, the last for every one after it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo import clock


class Follow(StrEnum):
    WARNING = "warning"
    FINAL_WARNING = "final_warning"
    BREACH = "breach"
    COURT_CONSIDERED = "court_considered"
    RECALL_CONSIDERED = "recall_considered"
    BAIL_REPORTED = "bail_reported"


@dataclass(frozen=True)
class Consequence:
    """What is offered, and within how many working days of the absence it is to begin."""

    follow: Follow
    words: str
    working_days: int


_WARN = Consequence(Follow.WARNING, "Send a written warning", 5)
_BREACH = Consequence(Follow.BREACH, "Begin breach proceedings", 10)
_FINAL = Consequence(Follow.FINAL_WARNING, "Send a final warning", 5)
_COURT = Consequence(
    Follow.COURT_CONSIDERED, "Decide with a manager whether to go back to court", 10
)
_RECALL = Consequence(
    Follow.RECALL_CONSIDERED, "Consider recall with a manager, and say why or why not", 1
)
_BAIL = Consequence(
    Follow.BAIL_REPORTED, "Say whether a condition of bail was broken, and tell the police", 1
)
_ORDER = (_WARN, _BREACH)
_YOUTH = (_WARN, _FINAL, _COURT)

RULES: Mapping[str, tuple[Consequence, ...]] = {
    "community_order": _ORDER,
    "suspended_sentence": _ORDER,
    "drug_order": _ORDER,
    "youth_order": _YOUTH,
    "detention_and_training": _YOUTH,
    "licence": (_RECALL,),
    "bail": (_BAIL,),
    "voluntary": (),
}
"""By the basis of supervision; the figures are the national standards' where there is one."""


def consequence(basis: str, count: int) -> Consequence | None:
    """What the `count`-th such absence leads to; None where nothing follows."""
    rule = RULES[basis]
    return rule[min(count, len(rule)) - 1] if rule and count > 0 else None


def due_on(found: Consequence, absent_on: date) -> date:
    return clock.add_working_days(absent_on, found.working_days)


def counted(absences: Iterable[date], order_began_on: date, absent_on: date) -> int:
    """How many there were under the order in the twelve months up to and with this one."""
    first = max(order_began_on, _year_before(absent_on))
    return sum(1 for day in absences if first <= day <= absent_on)


def _year_before(day: date) -> date:
    """The first of the 365 days that end with `day`."""
    return date.fromordinal(day.toordinal() - 364)
