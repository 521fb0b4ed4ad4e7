"""People whose traits are known, and what came to them, written as rows: only counts matter."""

from datetime import date, datetime, timedelta

from popo import clock
from popo.accounts.queries import partnership
from popo.cases.models import CaseEnd, SchemeCase, Strand, StrandEngagement
from popo.db import db
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.models import Address, AddressKind, EqualityRecord, Person, Sex
from popo.selection.models import (
    Adjustment,
    CriteriaKind,
    CriteriaSet,
    Nomination,
    NominationStatus,
    Scoring,
    ScoringAnswer,
)
from tests import make as basics
from tests.selection.make import TODAY, Scheme, actor

KINDS = {
    Strand.CATCH_AND_CONVICT: CriteriaKind.CATCH_AND_CONVICT,
    Strand.PREVENT_AND_DETER: CriteriaKind.PREVENT_AND_DETER,
}


def somebody(
    of: Scheme,
    *,
    self_defined: str = "",
    observed: str = "",
    sex: Sex = Sex.MALE,
    born: date | None = date(1990, 1, 1),
    ward: str | None = None,
) -> Person:
    """A person with an equality record, if it says anything, and an address, if it has a ward."""
    police = actor(of.police)
    person = basics.person(police, sex=sex, born=born)
    if self_defined or observed:
        held = {"self_defined": self_defined, "officer_observed": observed}
        db.session.add(EqualityRecord(person_id=person.id, agency_id=police.agency_id, held=held))
    if ward:
        db.session.add(
            Address(
                person_id=person.id,
                agency_id=police.agency_id,
                address_kind=AddressKind.HOME,
                lines="1 Test Street",
                ward=ward,
                source="Test record",
                starts_on=date(2020, 1, 1),
            )
        )
    return person


def decided(
    of: Scheme,
    person: Person,
    *,
    selected: bool,
    on: date = TODAY,
    strand: Strand = Strand.CATCH_AND_CONVICT,
) -> Nomination:
    row = Nomination(
        person_id=person.id,
        agency_id=partnership().id,
        strand=strand,
        nominated_on=on - timedelta(days=30),
        nominated_by_id=of.police.id,
        status=NominationStatus.SELECTED if selected else NominationStatus.DECLINED,
        decided_on=on,
        expires_on=None if selected else on + timedelta(days=28),
    )
    db.session.add(row)
    return row


def spell(
    person: Person,
    opened: date,
    closed: date | None = None,
    end: CaseEnd | None = None,
    strand: Strand = Strand.CATCH_AND_CONVICT,
) -> SchemeCase:
    owner = partnership().id
    row = SchemeCase(
        person_id=person.id, agency_id=owner, opened_on=opened, closed_on=closed, end_reason=end
    )
    engaged = StrandEngagement(
        person_id=person.id,
        agency_id=owner,
        case_id=row.id,
        strand=strand,
        is_primary=True,
        lead_agency_id=owner,
        starts_on=opened,
    )
    db.session.add_all([row, engaged])
    return row


def event(of: Scheme, person: Person, kind: OffenceEventKind, on: date) -> None:
    db.session.add(
        OffenceEvent(
            person_id=person.id, agency_id=of.police.agency_id, event_kind=kind, happened_on=on
        )
    )


def run(
    of: Scheme,
    nomination: Nomination,
    *,
    points: int,
    at: datetime | None = None,
    over: CriteriaSet | None = None,
) -> Scoring:
    """A frozen scoring with one answered factor of the shipped criteria: volume, at its most."""
    criteria = over or of.criteria[KINDS[nomination.strand]]
    row = Scoring(
        person_id=nomination.person_id,
        agency_id=partnership().id,
        nomination_id=nomination.id,
        criteria_set_id=criteria.id,
        scorer_id=of.strand_lead.id,
        scored_on=TODAY,
        low=points,
        high=points,
        band="watch_list",
        frozen_at=at or clock.now(),
    )
    db.session.add(row)
    return row


def answered(run: Scoring, levels: dict[str, str]) -> None:
    for factor, level in levels.items():
        db.session.add(
            ScoringAnswer(
                person_id=run.person_id,
                agency_id=run.agency_id,
                scoring_id=run.id,
                factor=factor,
                level=level,
                points=1,
                evidence_on=TODAY,
                evidence="Seen",
                source="PNC",
            )
        )


def signed(of: Scheme, run: Scoring, points: int, *, is_signed: bool = True) -> None:
    db.session.add(
        Adjustment(
            person_id=run.person_id,
            agency_id=run.agency_id,
            scoring_id=run.id,
            points=points,
            proposed_on=TODAY,
            proposed_by_id=of.police.id,
            proposed_agency_id=of.police.agency_id,
            signed_on=TODAY if is_signed else None,
            signed_by_id=of.probation.id if is_signed else None,
            signed_agency_id=of.probation.agency_id if is_signed else None,
            reasons="Known better",
            evidence="A report",
        )
    )
