"""What the record suggests for a factor, for a person to confirm. Pure: facts in, findings out.

Where nothing at all is recorded nothing is suggested: an empty record is missing, not zero.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from popo.clock import written
from popo.selection.citations import Citation
from popo.selection.criteria import Criteria, Measure
from popo.selection.scoring import Answer

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
    alike offences charged on one day, and later tried, are two. `cited` is the record itself.
    """

    happenings: frozenset[Happening]
    on: date
    offence: str
    step: str
    at_liberty: bool = True
    cited: Citation | None = None


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
    cited: Citation | None = None


@dataclass(frozen=True)
class Link:
    """Somebody on the list with whom the person offended, and the last day of it."""

    reference: str
    on: date
    cited: Citation | None = None


@dataclass(frozen=True)
class Finding:
    """A measured value, in words, with where it was found and the day of its evidence.

    `cited` are the records it counts, the newest first; `left_out` those it does not because the
    person was in custody.
    """

    measure: Measure
    value: int
    words: str
    source: str
    evidence_on: date
    cited: tuple[Citation, ...] = ()
    left_out: tuple[Citation, ...] = ()


def find(
    facts: Sequence[Fact],
    custody: Custody,
    predicted: Predicted | None,
    today: date,
    links: Sequence[Link] = (),
) -> dict[Measure, Finding]:
    """What the record says of each measure; nothing for those it is silent about."""
    found = [_predicted(predicted)] if predicted else []
    if links:
        found.append(_links(links))
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
            factor.level_at(finding.value).name,
            finding.evidence_on,
            finding.words,
            finding.source,
            finding.value,
            finding.cited,
        )
        for factor in criteria.factors
        if factor.measure is not None and (finding := findings.get(factor.measure)) is not None
    }


def resting_on(answers: Iterable[Answer], known: Iterable[Answer]) -> list[Answer]:
    """The answers as typed, each with the records it rests on where it is a known one, taken over.

    Whoever changes anything in what was proposed answers by themselves, and cites nothing held.
    """
    offered = list(known)
    return [_resting_on(answer, offered) for answer in answers]


def _resting_on(answer: Answer, offered: Sequence[Answer]) -> Answer:
    taken = next((each for each in offered if each.says_the_same(answer)), None)
    return replace(answer, value=taken.value, cited=taken.cited) if taken else answer


def last_arrest(facts: Iterable[Fact]) -> date | None:
    """The last arrest or charge."""
    return max((fact.on for fact in facts if _is_arrest(fact)), default=None)


def _is_arrest(fact: Fact) -> bool:
    return Happening.ARREST_OR_CHARGE in fact.happenings


def _cited(rows: Iterable[Fact | Link]) -> tuple[Citation, ...]:
    """Newest first, whatever the order they come in."""
    held = {row.cited for row in rows if row.cited is not None}
    return tuple(sorted(held, key=lambda each: (each.on, each.key), reverse=True))


def _offences(facts: Sequence[Fact], custody_days: int, today: date) -> Finding:
    since = today - timedelta(days=YEAR_DAYS + custody_days)
    offences = [
        fact
        for fact in facts
        if Happening.CHARGED_OR_ADMITTED in fact.happenings
        if fact.on >= since
    ]
    counted = [fact for fact in offences if fact.at_liberty]
    count = _count_offences(counted)
    left_out = f", {custody_days} days in custody left out" if custody_days else ""
    return Finding(
        Measure.OFFENCES_AT_LIBERTY,
        count,
        f"{_counted(count, 'offence')} at liberty since {written(since)}{left_out}",
        _SOURCE,
        _newest(counted, today),
        _cited(counted),
        _cited(fact for fact in offences if not fact.at_liberty),
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
        _cited(fact for fact in facts if _is_arrest(fact) and fact.on == last),
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
        _cited(failures),
    )


def _drugs(facts: Sequence[Fact], today: date) -> Finding:
    tests = _in_last_year(facts, Happening.POSITIVE_TEST, today)
    convictions = _in_last_year(facts, Happening.DRUGS_CONVICTION, today)
    value, words, seen = 0, "Neither a positive police test nor a conviction in 12 months", []
    if convictions:
        value, words, seen = 1, "Convicted of a drugs offence", convictions
    if tests:
        value, words, seen = 2, "Positive police drug test", tests
    return Finding(Measure.DRUGS, value, words, _SOURCE, _newest(seen, today), _cited(seen))


def _predicted(predicted: Predicted) -> Finding:
    return Finding(
        Measure.REOFFENDING_PERCENT,
        predicted.percent,
        f"{predicted.percent} percent within two years",
        f"{predicted.version}, kept in this system",
        predicted.on,
        (predicted.cited,) if predicted.cited else (),
    )


def _links(links: Sequence[Link]) -> Finding:
    """Names nobody: whoever reads the score may not see the others."""
    people = len({link.reference for link in links})
    return Finding(
        Measure.CO_OFFENDING_LINKS,
        people,
        f"Offended in 12 months with {'one person' if people == 1 else f'{people} people'} "
        "on the list",
        _SOURCE,
        max(link.on for link in links),
        _cited(links),
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
