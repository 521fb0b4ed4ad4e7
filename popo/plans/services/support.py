"""Signposting to support: referred, started, sustained, ended; or not to be had."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.plans.models import Intervention, LocalService, Pathway, SupportResult, SupportStatus
from popo.plans.policy import compartment_of

_ORDER = [SupportStatus.REFERRED, SupportStatus.STARTED, SupportStatus.SUSTAINED]


@dataclass(frozen=True)
class Referral:
    """To a service of the directory or `elsewhere`; not `available`: none is to be had."""

    pathway: Pathway
    service: LocalService | None
    elsewhere: str
    referred_on: date
    words: str
    available: bool


@dataclass(frozen=True)
class Progress:
    """What happened with it, on which day; an end has a result."""

    status: SupportStatus
    on: date
    result: SupportResult | None
    words: str


def refer(actor: Actor, person: Person, referral: Referral, *, health: bool) -> Intervention:
    _check_referral(referral)
    status = SupportStatus.REFERRED if referral.available else SupportStatus.NOT_AVAILABLE
    row = Intervention(
        person_id=person.id,
        agency_id=actor.agency_id,
        compartment=compartment_of(referral.pathway, health=health),
        pathway=referral.pathway,
        service_id=referral.service.id if referral.service else None,
        elsewhere=referral.elsewhere.strip() or None,
        status=status,
        referred_on=referral.referred_on,
        referred_by_id=actor.user_id,
        words=referral.words.strip(),
    )
    db.session.add(row)
    _record(Event.SUPPORT_REFERRED, actor, row)
    return row


def note_support(actor: Actor, row: Intervention, progress: Progress, read_version: int) -> None:
    """Moves it on; a step may be passed over, and none is taken back."""
    if row.version != read_version:
        raise StaleVersion
    _check_progress(row, progress)
    before = told_of(row)
    row.status = progress.status
    if progress.status is SupportStatus.ENDED:
        row.ended_on, row.result = progress.on, progress.result
    else:
        row.started_on = row.started_on or progress.on
        if progress.status is SupportStatus.SUSTAINED:
            row.sustained_on = progress.on
    row.result_words = progress.words.strip() or row.result_words
    _record(Event.SUPPORT_NOTED, actor, row, before)


def _check_referral(referral: Referral) -> None:
    if referral.referred_on > clock.today():
        raise RuleBroken("The day cannot be in the future.", "referred_on")
    named = referral.service is not None or bool(referral.elsewhere.strip())
    if referral.available and not named:
        raise RuleBroken("Choose the service, or say where else.", "service")
    if referral.service is not None and referral.elsewhere.strip():
        raise RuleBroken("Choose a service or say where else, not both.", "elsewhere")
    if referral.service is not None and referral.service.pathway is not referral.pathway:
        raise RuleBroken("That service belongs to another pathway.", "service")
    if not referral.words.strip():
        raise RuleBroken("Say what they are sent for.", "words")


def _check_progress(row: Intervention, progress: Progress) -> None:
    if not row.status.is_running:
        raise RuleBroken("This support has ended.")
    if progress.on > clock.today():
        raise RuleBroken("The day cannot be in the future.", "on")
    latest = max(day for day in (row.referred_on, row.started_on, row.sustained_on) if day)
    if progress.on < latest:
        raise RuleBroken("That is before the last thing that happened with it.", "on")
    if progress.status is SupportStatus.ENDED:
        if progress.result is None:
            raise RuleBroken("Say how it ended.", "result")
        if not progress.words.strip():
            raise RuleBroken("Say what came of it.", "words")
    elif _ORDER.index(progress.status) <= _ORDER.index(row.status):
        raise RuleBroken("It has come that far already.", "status")


def told_of(row: Intervention) -> dict[str, str]:
    days = ("referred_on", "started_on", "sustained_on", "ended_on")
    return {
        "status": row.status.value,
        "pathway": row.pathway.value,
        "service": str(row.service_id or ""),
        "elsewhere": row.elsewhere or "",
        "words": row.words,
        "result": row.result.value if row.result else "",
        "result_words": row.result_words or "",
        **{name: day.isoformat() for name in days if (day := getattr(row, name))},
    }


def _record(
    event: Event, actor: Actor, row: Intervention, before: dict[str, str] | None = None
) -> None:
    content = {"after": told_of(row), **({"before": before} if before else {})}
    record(
        event,
        actor,
        people=[row.person_id],
        about=(Intervention.__tablename__, row.id),
        content=[(row.key_scope(), content)],
        status=row.status.value,
    )
