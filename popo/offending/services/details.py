"""What is said of an event, and the rules it must keep whatever it is."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from popo import clock
from popo.errors import RuleBroken
from popo.offending.kinds import CUSTODIAL, ENFORCEMENT, RESULTS, VARIETIES, OffenceEventKind
from popo.offending.models import OffenceEvent
from popo.people.about import Handling
from popo.reference.offences import comparator_of, home_office_offence, tidy_ho_code
from popo.reference.places import ward_of_postcode

K = OffenceEventKind
_OF_AN_OFFENCE = {K.CHARGE, K.CAUTION, K.CONVICTION}
"""What there cannot be without saying which offence."""
_GOES_ON = {K.BAIL, K.CHARGE, K.HEARING, K.REMAND}
"""What may say on which day it goes on."""


@dataclass(frozen=True)
class NewEvent:
    """`postcode` is where the offence was: only its ward is kept, unless `ward` is given.

    `test_positive` belongs to a police drug test and to nothing else; `sentenced_on` and
    `sentence_custodial` to a conviction. Without `matter_id` a step of a matter begins one.
    """

    kind: OffenceEventKind
    happened_on: date
    offence_on: date | None = None
    ho_code: str | None = None
    postcode: str = ""
    ward: str | None = None
    sentenced_on: date | None = None
    sentence_custodial: bool | None = None
    test_positive: bool | None = None
    concluded_on: date | None = None
    detail: str | None = None
    asn: str | None = None
    source: str | None = None
    handling: Handling = Handling.ACTION_GROUP
    matter_id: UUID | None = None
    basis_id: UUID | None = None
    variety: str | None = None
    result: str | None = None
    next_on: date | None = None
    revoked_on: date | None = None
    absent_on: date | None = None
    court: str | None = None
    length: str | None = None
    requirement: str | None = None


def check(details: NewEvent) -> None:
    """Raises RuleBroken where the facts do not fit one another, or the kind of event."""
    _check_dates(details)
    _check_kind(details)
    _check_lists(details)


def fill(row: OffenceEvent, details: NewEvent, *, at_liberty: bool) -> None:
    """Everything `details` say, over what the row said."""
    code = known_code(details.kind, details.ho_code)
    comparator = comparator_of(code) if code else None
    row.handling = details.handling
    row.happened_on = details.happened_on
    row.offence_on = details.offence_on
    row.ho_code = code
    row.comparator = comparator.value if comparator else None
    row.ward = _ward(details)
    row.sentenced_on, row.sentence_custodial = _sentence(details)
    row.test_positive = details.test_positive
    row.concluded_on = details.concluded_on
    row.detail = details.detail or None
    row.asn = details.asn or None
    row.source = details.source or None
    row.at_liberty = at_liberty
    row.matter_id = details.matter_id
    row.basis_id = details.basis_id
    row.variety = details.variety or None
    row.result = details.result or None
    row.next_on = details.next_on
    row.revoked_on = details.revoked_on
    row.absent_on = details.absent_on
    row.court = details.court or None
    row.length = details.length or None
    row.requirement = details.requirement or None


def as_told(row: OffenceEvent) -> NewEvent:
    """What a row says, as it could be said again."""
    return NewEvent(
        kind=row.event_kind,
        happened_on=row.happened_on,
        offence_on=row.offence_on,
        ho_code=row.ho_code,
        ward=row.ward,
        sentenced_on=row.sentenced_on,
        sentence_custodial=row.sentence_custodial,
        test_positive=row.test_positive,
        concluded_on=row.concluded_on,
        detail=row.detail,
        asn=row.asn,
        source=row.source,
        handling=row.handling,
        matter_id=row.matter_id,
        basis_id=row.basis_id,
        variety=row.variety,
        result=row.result,
        next_on=row.next_on,
        revoked_on=row.revoked_on,
        absent_on=row.absent_on,
        court=row.court,
        length=row.length,
        requirement=row.requirement,
    )


def as_facts(details: NewEvent) -> dict[str, Any]:
    """For keeping: days as they are written in ISO 8601, empty answers left out."""
    held = {each.name: getattr(details, each.name) for each in fields(details)}
    return {
        name: value if isinstance(value, bool) else str(value)
        for name, value in held.items()
        if value not in {None, ""}
    }


def known_code(kind: OffenceEventKind, ho_code: str | None) -> str | None:
    if not ho_code:
        if kind in _OF_AN_OFFENCE:
            raise RuleBroken("Choose the offence.", "offence")
        return None
    return in_the_list(ho_code)


def in_the_list(ho_code: str) -> str:
    code = tidy_ho_code(ho_code)
    if home_office_offence(code) is None:
        raise RuleBroken("Choose an offence from the list.", "offence")
    return code


def _sentence(details: NewEvent) -> tuple[date | None, bool | None]:
    """Of a sentence, its own day, and whether it is one that is served inside."""
    if details.kind is K.SENTENCE:
        return details.happened_on, details.variety in CUSTODIAL
    return details.sentenced_on, details.sentence_custodial


def _ward(details: NewEvent) -> str | None:
    if details.ward or not details.postcode:
        return details.ward
    ward = ward_of_postcode(details.postcode)
    return ward.name if ward else None


def _check_dates(details: NewEvent) -> None:
    happened_on = details.happened_on
    if happened_on > clock.today():
        raise RuleBroken("This cannot be in the future.", "happened_on")
    for day, sentence, field in (
        (details.offence_on, "The offence cannot come after what followed from it.", "offence_on"),
        (details.absent_on, "The absence cannot come after the breach.", "absent_on"),
    ):
        if day is not None and day > happened_on:
            raise RuleBroken(sentence, field)
    for day, sentence, field in (
        (details.sentenced_on, "The sentence cannot come before the conviction.", "sentenced_on"),
        (details.concluded_on, "It cannot be concluded before it was issued.", "concluded_on"),
        (details.revoked_on, "It cannot be revoked before it was asked for.", "revoked_on"),
        (details.next_on, "The next day cannot come before this one.", "next_on"),
    ):
        if day is not None and day < happened_on:
            raise RuleBroken(sentence, field)


def _check_kind(details: NewEvent) -> None:
    kind = details.kind
    tested = kind is K.DRUG_TEST
    if tested and details.test_positive is None:
        raise RuleBroken("Say whether the test was positive.", "test_positive")
    if not tested and details.test_positive is not None:
        raise RuleBroken("Only a police drug test has a result.", "test_positive")
    sentenced = details.sentenced_on is not None or details.sentence_custodial is not None
    if sentenced and kind not in {K.CONVICTION, K.SENTENCE}:
        raise RuleBroken("Only a conviction has a sentence.", "sentenced_on")
    if details.concluded_on is not None and kind not in ENFORCEMENT:
        raise RuleBroken("Only a warrant, a breach or a recall is concluded.", "concluded_on")
    if details.next_on is not None and kind not in _GOES_ON:
        raise RuleBroken("Only bail, a remand, a charge or a hearing goes on.", "next_on")
    if details.result == "adjourned" and details.next_on is None:
        raise RuleBroken("Say to which day it was adjourned.", "next_on")


def _check_lists(details: NewEvent) -> None:
    _check_among(VARIETIES.get(details.kind, {}), details.variety, "variety")
    _check_among(RESULTS.get(details.kind, {}), details.result, "result")
    if details.kind is K.SENTENCE and not details.variety:
        raise RuleBroken("Choose the sentence.", "variety")
    if details.kind in ENFORCEMENT and details.result and details.concluded_on is None:
        raise RuleBroken("Say on which day that was.", "concluded_on")


def _check_among(offered: Mapping[str, str], chosen: str | None, field: str) -> None:
    if chosen and chosen not in offered:
        raise RuleBroken("Choose one of the options shown.", field)
