"""Who should be talked of at the next meeting, and why. Pure.

Each trigger has a weight, for what follows if nobody talks of it, and the minutes it usually takes.
It orders a list for whoever runs the meeting; it puts nobody on the agenda by itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Trigger(StrEnum):
    ARRESTED = "arrested"
    RELEASE_NEAR = "release_near"
    NOMINATION_READY = "nomination_ready"
    DE_SELECTION_PROPOSED = "de_selection_proposed"
    GRADED_RED = "graded_red"
    REQUESTED = "requested"
    ACTIONS_OPEN = "actions_open"
    REVIEW_DUE = "review_due"
    MARKER_EXPIRES = "marker_expires"
    SUMMARY_STALE = "summary_stale"
    ADDED = "added"


class Rule(NamedTuple):
    """What waits on it, and how many minutes a case takes because of it."""

    weight: int
    minutes: int


RULES: Mapping[Trigger, Rule] = {
    Trigger.ADDED: Rule(100, 5),
    Trigger.NOMINATION_READY: Rule(90, 10),
    Trigger.ARRESTED: Rule(80, 6),
    Trigger.RELEASE_NEAR: Rule(70, 6),
    Trigger.DE_SELECTION_PROPOSED: Rule(60, 8),
    Trigger.GRADED_RED: Rule(50, 5),
    Trigger.REQUESTED: Rule(45, 5),
    Trigger.ACTIONS_OPEN: Rule(35, 3),
    Trigger.REVIEW_DUE: Rule(30, 4),
    Trigger.MARKER_EXPIRES: Rule(20, 2),
    Trigger.SUMMARY_STALE: Rule(10, 2),
}
"""The scheme's own defaults: no national figures were found."""


@dataclass(frozen=True)
class Reason:
    """Why somebody is proposed, in words, and since when that is so."""

    trigger: Trigger
    words: str
    since: date


@dataclass(frozen=True)
class Subject:
    """`is_young`: talked of in the young people's part of the agenda, apart from everybody else."""

    person_id: UUID
    reference: str
    is_young: bool


@dataclass(frozen=True)
class Proposal:
    """One line: a person with every reason, the weightiest first. `name` is put in when shown."""

    subject: Subject
    reasons: tuple[Reason, ...]
    name: str = field(default="", compare=False)

    @property
    def minutes(self) -> int:
        """As long as its longest reason: what else there is comes up on the way."""
        return max(RULES[reason.trigger].minutes for reason in self.reasons)

    @property
    def words(self) -> str:
        return "; ".join(reason.words for reason in self.reasons)

    def has(self, trigger: Trigger) -> bool:
        return any(reason.trigger is trigger for reason in self.reasons)

    @property
    def rank(self) -> tuple[int, int, str]:
        """The gravest reason first: many small ones never go before a great one."""
        weights = [RULES[reason.trigger].weight for reason in self.reasons]
        return -max(weights), -sum(weights), self.subject.reference


def propose(
    subjects: Mapping[UUID, Subject], found: Iterable[tuple[UUID, Reason]]
) -> list[Proposal]:
    """One line for each person with a reason, by consequence; others' reasons are passed over."""
    reasons: defaultdict[UUID, set[Reason]] = defaultdict(set)
    for person_id, reason in found:
        if person_id in subjects:
            reasons[person_id].add(reason)
    lines = [
        Proposal(subjects[person_id], tuple(sorted(held, key=_order)))
        for person_id, held in reasons.items()
    ]
    return sorted(lines, key=lambda line: line.rank)


def _order(reason: Reason) -> tuple[int, str, date]:
    return -RULES[reason.trigger].weight, reason.words, reason.since


def fitting(lines: Sequence[Proposal], minutes: int) -> list[Proposal]:
    """From the first on, until the next would be too long."""
    taken, left = [], minutes
    for line in lines:
        left -= line.minutes
        if left < 0:
            break
        taken.append(line)
    return taken


def in_order(lines: Sequence[Proposal], wanted: Sequence[str]) -> list[Proposal]:
    """By the order of these references; whoever it does not name comes after, as ranked."""
    place = {reference: at for at, reference in enumerate(wanted)}
    return sorted(lines, key=lambda line: place.get(line.subject.reference, len(place)))


def moved(references: Sequence[str], reference: str, by: int) -> list[str]:
    """One place up (-1) or down (1); at the end of the list, and unknown, it stays."""
    order = list(references)
    if reference not in order:
        return order
    at = order.index(reference)
    to = at + by
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


def total(lines: Iterable[Proposal], chosen: Collection[str]) -> int:
    """The minutes of those chosen."""
    return sum(line.minutes for line in lines if line.subject.reference in chosen)


@dataclass(frozen=True)
class Parts:
    """The agenda's two parts, never mixed."""

    others: list[Proposal]
    young: list[Proposal]


def parts(lines: Iterable[Proposal]) -> Parts:
    split = Parts([], [])
    for line in lines:
        (split.young if line.subject.is_young else split.others).append(line)
    return split
