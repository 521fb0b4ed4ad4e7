"""What the offending record holds that the criteria ask about, as far as this actor may read it."""

from datetime import date, timedelta
from typing import cast

from sqlalchemy import select

from popo.access.actor import Actor
from popo.accounts.queries import list_agencies
from popo.db import db
from popo.offending.find_offence import title_of
from popo.offending.models import CoOffending, OffenceEvent, OffenceEventKind
from popo.offending.queries import ListedLink, co_offending_with_listed, days_at_liberty
from popo.people.models import Person
from popo.people.policy import readable
from popo.reference.offences import home_office_offence
from popo.selection.citations import Citation
from popo.selection.criteria import Measure
from popo.selection.models import Prediction
from popo.selection.ogrs.result import percent
from popo.selection.proposals import (
    YEAR_DAYS,
    Custody,
    Fact,
    Finding,
    Happening,
    Link,
    Predicted,
    find,
    last_arrest,
)
from popo.selection.queries.predictions import predictions_of

MOST_EVENTS = 1_000

_KINDS = {
    OffenceEventKind.ARREST: {Happening.ARREST_OR_CHARGE},
    OffenceEventKind.CHARGE: {Happening.ARREST_OR_CHARGE, Happening.CHARGED_OR_ADMITTED},
    OffenceEventKind.CAUTION: {Happening.CHARGED_OR_ADMITTED},
    OffenceEventKind.CONVICTION: {Happening.CHARGED_OR_ADMITTED},
    OffenceEventKind.BREACH: {Happening.COMPLIANCE_FAILURE},
    OffenceEventKind.RECALL: {Happening.COMPLIANCE_FAILURE},
    OffenceEventKind.FAILURE_TO_APPEAR: {Happening.COMPLIANCE_FAILURE},
    OffenceEventKind.WARRANT: {Happening.COMPLIANCE_FAILURE},
}
_DRUGS = {"Drug import/export/production", "Drug possession/supply"}


def findings_for(person: Person, actor: Actor, today: date) -> dict[Measure, Finding]:
    """What the system proposes for a person to confirm; equality records are never read."""
    events = db.session.scalars(
        select(OffenceEvent)
        .where(
            OffenceEvent.person_id == person.id,
            OffenceEvent.happened_on <= today,
            readable(OffenceEvent, actor),
        )
        .order_by(OffenceEvent.happened_on.desc(), OffenceEvent.id)
        .limit(MOST_EVENTS)
    )
    agencies = {agency.id: agency.short_name for agency in list_agencies()}
    facts = [_fact(event, agencies.get(event.agency_id, "")) for event in events]
    newest = next(iter(predictions_of(person, actor)), None)
    links = [
        Link(one.reference, one.offended_on, _together(one))
        for one in co_offending_with_listed(person, actor, today)
    ]
    return find(facts, _custody(person, facts, today), _predicted(newest), today, links)


def _fact(event: OffenceEvent, source: str) -> Fact:
    happenings = set(_KINDS.get(event.event_kind, ()))
    if event.event_kind is OffenceEventKind.DRUG_TEST and event.test_positive:
        happenings.add(Happening.POSITIVE_TEST)
    if event.event_kind is OffenceEventKind.CONVICTION and _is_drugs(event.ho_code):
        happenings.add(Happening.DRUGS_CONVICTION)
    known = event.offence_on and event.ho_code
    return Fact(
        happenings=frozenset(happenings),
        on=event.happened_on,
        offence=f"{event.offence_on} {event.ho_code}" if known else str(event.id),
        step=event.event_kind.value,
        at_liberty=event.at_liberty,
        cited=_cited(event, source),
    )


def _cited(event: OffenceEvent, source: str) -> Citation:
    """By its code and owner alone, without opening anything sealed."""
    words = event.event_kind.words
    if event.event_kind is OffenceEventKind.DRUG_TEST:
        words += ", positive" if event.test_positive else ", negative"
    words += f": {title_of(event.ho_code)}" if event.ho_code else ""
    words += "" if event.at_liberty else ", in custody that day"
    words += f" ({source})" if source else ""
    return Citation(OffenceEvent.__tablename__, str(event.id), event.happened_on, words)


def _together(link: ListedLink) -> Citation:
    """Names nobody: whoever reads the score may not see the other."""
    words = "Offended with somebody on the list"
    return Citation(CoOffending.__tablename__, str(link.row_id), link.offended_on, words)


def _is_drugs(ho_code: str | None) -> bool:
    offence = home_office_offence(ho_code) if ho_code else None
    return offence is not None and offence.ogrs3_category in _DRUGS


def _custody(person: Person, facts: list[Fact], today: date) -> Custody:
    year = days_at_liberty(person.id, today - timedelta(days=YEAR_DAYS - 1), today)
    last = last_arrest(facts)
    since = days_at_liberty(person.id, last, today).in_custody if last else 0
    return Custody(year.in_custody, since)


def _predicted(prediction: Prediction | None) -> Predicted | None:
    outcome = cast("object", prediction.outcome) if prediction else None
    if prediction is None or not isinstance(outcome, dict):  # destroyed
        return None
    shown = percent(outcome["two_year"])
    words = f"{prediction.model_version}: {shown} percent within two years"
    on = prediction.calculated_on
    cited = Citation(Prediction.__tablename__, str(prediction.id), on, words)
    return Predicted(prediction.model_version, shown, on, cited)
