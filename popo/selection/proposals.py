"""What the record suggests for a factor, for a person to confirm. Pure: facts in, findings out.

Where nothing at all is recorded nothing is suggested: an empty record is missing, not zero.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from popo.selection.criteria import Criteria, Factor, Level, Measure
from popo.selection.scoring import Answer, written

YEAR_DAYS = 365
_SOURCE = "Offending record"


class Happening(StrEnum):
    """What sort of thing a recorded event is to the criteria."""

    ARREST_OR_CHARGE = "arrest_or_charge"
    CHARGED_OR_ADMITTED = "charged_or_admitted"
    COMPLIANCE_FAILURE = "compliance_failure"
    POSITIVE_TEST = "positive_test"
    DRUGS_CONVICTION = "drugs_conviction"


@dataclass(frozen=True)
class Fact:
    """One recorded event.

    `offence` is the same for charge and conviction of one offence, `step` tells these apart: two
    alike offences charged on one day, and later tried, are two.
    """

    happenings: frozenset[Happening]
    on: date
    offence: str
    step: str
    at_liberty: bool = True


@dataclass(frozen=True)
class Custody:
    """Days in custody, to be left out: in the last year, and since the last arrest or charge."""

    in_last_year: int
    since_last_arrest: int


@dataclass(frozen=True)
class Predicted:
    """The newest OGRS figure held."""

    version: str
    percent: int
    on: date


@dataclass(frozen=True)
class Finding:
    """A measured value, in words, with where it was found and the day of its evidence."""

    measure: Measure
    value: int
    words: str
    source: str
    evidence_on: date


def find(
    facts: Sequence[Fact], custody: Custody, predicted: Predicted | None, today: date
) -> dict[Measure, Finding]:
    """What the record says of each measure; nothing for those it is silent about."""
    found = [_predicted(predicted)] if predicted else []
    if facts:
        found += [
            _offences(facts, custody.in_last_year, today),
            _compliance(facts, today),
            _drugs(facts, today),
        ]
        if (recency := _recency(facts, custody.since_last_arrest, today)) is not None:
            found.append(recency)
    return {finding.measure: finding for finding in found}


def propose(criteria: Criteria, findings: dict[Measure, Finding]) -> dict[str, Answer]:
    """By factor: the level the record suggests, with its evidence."""
    return {
        factor.name: Answer(
            factor.name,
            level_for(factor, finding.value).name,
            finding.evidence_on,
            finding.words,
            finding.source,
        )
        for factor in criteria.factors
        if factor.measure is not None and (finding := findings.get(factor.measure)) is not None
    }


def level_for(factor: Factor, value: int) -> Level:
    """The level a measured value reaches: the one with the greatest `least` not above it."""
    reached = [level for level in factor.levels if (level.least or 0) <= value]
    return max(reached, key=lambda level: level.least or 0)


def last_arrest(facts: Iterable[Fact]) -> date | None:
    """The last arrest or charge."""
    return max(
        (fact.on for fact in facts if Happening.ARREST_OR_CHARGE in fact.happenings), default=None
    )


def _offences(facts: Sequence[Fact], custody_days: int, today: date) -> Finding:
    since = today - timedelta(days=YEAR_DAYS + custody_days)
    counted = [
        fact
        for fact in facts
        if Happening.CHARGED_OR_ADMITTED in fact.happenings and fact.at_liberty and fact.on >= since
    ]
    count = _count_offences(counted)
    left_out = f", {custody_days} days in custody left out" if custody_days else ""
    return Finding(
        Measure.OFFENCES_AT_LIBERTY,
        count,
        f"{_counted(count, 'offence')} at liberty since {written(since)}{left_out}",
        _SOURCE,
        _newest(counted, today),
    )


def _count_offences(facts: Iterable[Fact]) -> int:
    """Each offence once, however far it went."""
    steps = Counter((fact.offence, fact.step) for fact in facts)
    offences: dict[str, int] = {}
    for (offence, _), count in steps.items():
        offences[offence] = max(count, offences.get(offence, 0))
    return sum(offences.values())


def _recency(facts: Sequence[Fact], custody_days: int, today: date) -> Finding | None:
    last = last_arrest(facts)
    if last is None:
        return None
    days = max(0, (today - last).days - custody_days)
    left_out = f", {custody_days} days in custody left out" if custody_days else ""
    return Finding(
        Measure.DAYS_SINCE_ARREST,
        days,
        f"Last arrested or charged {_counted(days, 'day')} ago{left_out}",
        _SOURCE,
        last,
    )


def _compliance(facts: Sequence[Fact], today: date) -> Finding:
    failures = _in_last_year(facts, Happening.COMPLIANCE_FAILURE, today)
    return Finding(
        Measure.COMPLIANCE_FAILURES,
        len(failures),
        f"{_counted(len(failures), 'breach, recall, warrant or failure to appear')} in 12 months"
        if len(failures) < 2  # noqa: PLR2004 - the plural begins at two
        else f"{len(failures)} breaches, recalls, warrants or failures to appear in 12 months",
        _SOURCE,
        _newest(failures, today),
    )


def _drugs(facts: Sequence[Fact], today: date) -> Finding:
    tests = _in_last_year(facts, Happening.POSITIVE_TEST, today)
    convictions = _in_last_year(facts, Happening.DRUGS_CONVICTION, today)
    value, words, seen = 0, "Neither a positive police test nor a conviction in 12 months", []
    if convictions:
        value, words, seen = 1, "Convicted of a drugs offence", convictions
    if tests:
        value, words, seen = 2, "Positive police drug test", tests
    return Finding(Measure.DRUGS, value, words, _SOURCE, _newest(seen, today))


def _predicted(predicted: Predicted) -> Finding:
    return Finding(
        Measure.REOFFENDING_PERCENT,
        predicted.percent,
        f"{predicted.percent} percent within two years",
        f"{predicted.version}, kept in this system",
        predicted.on,
    )


def _in_last_year(facts: Iterable[Fact], happening: Happening, today: date) -> list[Fact]:
    since = today - timedelta(days=YEAR_DAYS)
    return [fact for fact in facts if happening in fact.happenings and fact.on >= since]


def _newest(facts: Iterable[Fact], today: date) -> date:
    """The day of the newest evidence; today's look at the record where it holds none."""
    return max((fact.on for fact in facts), default=today)


def _counted(count: int, one: str) -> str:
    if count == 0:
        return f"No {one}" if one != "day" else "0 days"
    return f"{count} {one}" if count == 1 else f"{count} {one}s"
