"""From proven offences to the events agencies record: arrest, charge, test, court, warrant."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from popo import clock
from popo.demo.custody import Stay, is_inside
from popo.demo.draws import chance, lognormal
from popo.demo.offences import DRUG_TEST_TRIGGERS, draw_offence
from popo.demo.offending import Proven, Record
from popo.demo.people import ADULT, Somebody

_ARREST_WITHIN_DAYS = 12
_TEST_POSITIVE = 0.75
_MISSED_COURT = 0.10
_WARRANT_DAYS, _WARRANT_LOG_SD = 14.0, 1.0
_PLEA_TO_SENTENCE_DAYS = 15
_ARRESTED_ONLY = 0.25  # arrests that led nowhere, for each offence proven
_CAUTIONED = 0.5  # of a child's offences
_TESTED = {
    True: "Tested in the custody suite: positive for opiates or cocaine.",
    False: "Tested in the custody suite: negative.",
}

IssueAsn = Callable[[date], str]


@dataclass(frozen=True)
class Happening:
    """One event; fields as in `offending.OffenceEvent`."""

    kind: str
    on: date
    offence_on: date | None = None
    ho_code: str | None = None
    comparator: str | None = None
    ward: str | None = None
    sentenced_on: date | None = None
    custodial: bool | None = None
    positive: bool | None = None
    concluded_on: date | None = None
    detail: str | None = None
    asn: str | None = None
    at_liberty: bool = True


def tell(
    random: Random,
    somebody: Somebody,
    record: Record,
    stays: Sequence[Stay],
    last: date,
    issue_asn: IssueAsn,
) -> list[Happening]:
    """Every event up to `last`, in order. Of old offences only what the court did is known."""
    told: list[Happening] = [_court(random, somebody, proven) for proven in record.earlier]
    for proven in (*record.before, *record.after):
        free = not is_inside(stays, proven.on)
        told += _follow(random, somebody, proven, issue_asn(proven.on), free=free)
        if chance(random, _ARRESTED_ONLY):
            told.append(_arrest_only(random, proven, issue_asn))
    told += _recalls(stays)
    known = (_as_known(one, last) for one in told if one.on <= last)
    return sorted(known, key=lambda one: (one.on, one.kind))


def wanted_since(on: date) -> tuple[Happening, Happening]:
    """Did not come to court, and a warrant that nobody has executed yet."""
    missed, warrant = _miss_court(on, on)
    return missed, replace(warrant, concluded_on=None)


def _as_known(event: Happening, last: date) -> Happening:
    """Nobody knows on the last day what comes after it: a sentence, the end of a warrant."""
    if event.sentenced_on is not None and event.sentenced_on > last:
        event = replace(event, sentenced_on=None, custodial=None)
    if event.concluded_on is not None and event.concluded_on > last:
        event = replace(event, concluded_on=None)
    return event


def three_steps(proven: Proven, asn: str) -> tuple[Happening, Happening, Happening]:
    """Arrest, charge and conviction, without what may lie between."""
    return (
        _event("arrest", proven.on, proven, asn, free=True),
        _event("charge", proven.on, proven, asn, free=True),
        replace(
            _event("conviction", proven.sentenced_on, proven, asn, free=True),
            sentenced_on=proven.sentenced_on,
            custodial=proven.custodial,
        ),
    )


def _follow(
    random: Random, somebody: Somebody, proven: Proven, asn: str, *, free: bool
) -> Iterator[Happening]:
    latest = proven.sentenced_on
    arrested = min(proven.on + timedelta(days=random.randrange(_ARREST_WITHIN_DAYS)), latest)
    charged = min(arrested + timedelta(days=random.randrange(3)), latest)
    yield _event("arrest", arrested, proven, asn, free=free)
    if somebody.class_a and proven.kind in DRUG_TEST_TRIGGERS:
        positive = chance(random, _TEST_POSITIVE)
        yield Happening("drug_test", arrested, positive=positive, detail=_TESTED[positive])
    yield _event("charge", charged, proven, asn, free=free)
    if chance(random, _MISSED_COURT) and (latest - charged).days > _PLEA_TO_SENTENCE_DAYS:
        missed = charged + timedelta(days=7)
        days = max(1, round(lognormal(random, _WARRANT_DAYS, _WARRANT_LOG_SD)))
        yield from _miss_court(missed, missed + timedelta(days=days))
    yield _court(random, somebody, proven, asn, free=free)


def _event(kind: str, on: date, proven: Proven, asn: str, *, free: bool) -> Happening:
    return Happening(
        kind,
        on,
        offence_on=proven.on,
        ho_code=proven.offence.ho_code,
        comparator=_comparator(proven),
        ward=proven.ward or None,
        detail=_detail(proven),
        asn=asn,
        at_liberty=free,
    )


def _court(
    random: Random, somebody: Somebody, proven: Proven, asn: str | None = None, *, free: bool = True
) -> Happening:
    child = clock.age_on(somebody.born, proven.on) < ADULT
    if child and chance(random, _CAUTIONED):
        return Happening(
            "caution",
            proven.on,
            offence_on=proven.on,
            ho_code=proven.offence.ho_code,
            comparator=_comparator(proven),
            ward=proven.ward or None,
            detail=_detail(proven),
            at_liberty=free,
        )
    days = random.randrange(_PLEA_TO_SENTENCE_DAYS)
    convicted = max(proven.on, proven.sentenced_on - timedelta(days=days))
    return Happening(
        "conviction",
        convicted,
        offence_on=proven.on,
        ho_code=proven.offence.ho_code,
        comparator=_comparator(proven),
        ward=proven.ward or None,
        sentenced_on=proven.sentenced_on,
        custodial=proven.custodial,
        detail=_detail(proven),
        asn=asn,
        at_liberty=free,
    )


def _miss_court(on: date, executed_on: date) -> Iterator[Happening]:
    yield Happening(
        "failure_to_appear", on, detail="Did not answer bail at the magistrates' court."
    )
    yield Happening(
        "warrant",
        on,
        concluded_on=executed_on,
        detail="Warrant not backed for bail, issued by the magistrates' court.",
    )


def _arrest_only(random: Random, proven: Proven, issue_asn: IssueAsn) -> Happening:
    on = proven.on + timedelta(days=random.randrange(10, 60))
    _, offence = draw_offence(random)
    return Happening(
        "arrest",
        on,
        offence_on=on,
        ho_code=offence.ho_code,
        comparator=offence.comparator.value if offence.comparator else None,
        detail=f"{offence.title}. Released, no further action.",
        asn=issue_asn(on),
    )


def _recalls(stays: Iterable[Stay]) -> Iterator[Happening]:
    for stay in stays:
        if stay.recalled:
            words = "Licence revoked; returned to custody."
            yield Happening("recall", stay.starts_on, detail=words)


def _comparator(proven: Proven) -> str | None:
    return proven.offence.comparator.value if proven.offence.comparator else None


def _detail(proven: Proven) -> str:
    return f"{proven.offence.title}. {proven.town or 'Luton'}."
