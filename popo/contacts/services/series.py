"""Planning contacts ahead as a series, and changing, ending and undoing the rest of one."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.actions.queries import may_own
from popo.audit.events import Event
from popo.audit.services import record
from popo.contacts.models import Contact, ContactSeries, ContactType, Outcome
from popo.contacts.policy import compartment_for, may_plan, may_undo_series
from popo.contacts.queries import series_planned_with, still_planned, withdrawn_with
from popo.contacts.recurring import MOST_WEEKS, Days, days_of, last_day_allowed
from popo.contacts.services.contacts import SENT_BEFORE
from popo.db import db
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind
from popo.people.models import Person
from popo.people.queries.stops import check_goes_on


@dataclass(frozen=True)
class Plan:
    """What is planned, with whom, on which days; `until` is the last day that may hold one."""

    contact_type: ContactType
    worker: User
    weekdays: tuple[str, ...]
    at: time
    first: date
    until: date
    place: str = ""
    skips_holidays: bool = True


def add_series(actor: Actor, person: Person, plan: Plan, idempotency: str = "") -> ContactSeries:
    """One planned contact for each day. The same form sent twice plans once."""
    _check(actor, person, plan)
    key = UUID(idempotency) if idempotency else uuid4()
    if not mark_sent(actor, key.hex):
        planned = series_planned_with(key, actor)
        if planned is None or planned.person_id != person.id:
            raise RuleBroken(SENT_BEFORE)
        return planned
    return _plan(actor, person, plan, key, None)


def change_series(
    actor: Actor,
    series: ContactSeries,
    person: Person,
    plan: Plan,
    read_version: int,
    idempotency: str = "",
) -> ContactSeries:
    """The series ends before the plan's first day, and another follows it from there."""
    _check_may(actor, series, read_version)
    _check(actor, person, plan)
    key = UUID(idempotency) if idempotency else uuid4()
    mark_sent(actor, key.hex)
    _end(actor, series, plan.first)
    return _plan(actor, person, plan, key, series)


def end_series(actor: Actor, series: ContactSeries, from_day: date, read_version: int) -> int:
    """Withdraws what is planned from a day on; says how many there were."""
    _check_may(actor, series, read_version)
    if from_day < clock.today():
        raise RuleBroken("Choose today or a later day.", "from_day")
    return _end(actor, series, from_day)


def undo_series(actor: Actor, series: ContactSeries) -> None:
    """Takes back all that was planned at once; what it had taken the place of stands again."""
    now = clock.now()
    if not may_undo_series(actor, series, now):
        raise RuleBroken("A series is undone by its author within ten minutes. End it instead.")
    for contact in still_planned(series, series.starts_on):
        contact.undone_at = now
    series.undone_at = now
    if series.former_id is not None:
        _resume(db.session.get_one(ContactSeries, series.former_id))
    _record(Event.SERIES_UNDONE, actor, series)


def planned_days(series: ContactSeries) -> Days:
    """The days it was planned for, and the bank holidays it leaves out."""
    return days_of(
        series.weekdays, series.starts_on, series.until, skips_holidays=series.skips_holidays
    )


def _check_may(actor: Actor, series: ContactSeries, read_version: int) -> None:
    if series.version != read_version:
        raise StaleVersion
    if not may_plan(actor, series):
        raise RuleBroken("Only the agency that planned a series can change it, while it runs.")


def _check(actor: Actor, person: Person, plan: Plan) -> None:
    check_goes_on(person)
    if plan.first < clock.today():
        raise RuleBroken("Choose today or a later day.", "first")
    if not plan.first <= plan.until <= last_day_allowed(plan.first):
        raise RuleBroken(f"Plan at most {MOST_WEEKS} weeks, and end after the first day.", "until")
    if not _moments(plan):
        raise RuleBroken("No such day lies ahead in that time. Choose other days.", "weekdays")
    if plan.worker.agency_id != actor.agency_id or not may_own(plan.worker, person):
        raise RuleBroken(
            f"{plan.worker.name} cannot be planned for here. Choose a colleague of your agency "
            "who works with this person.",
            "worker",
        )


def _moments(plan: Plan) -> list[datetime]:
    """When each contact is, by the clock on the wall; today's only if it is still to come."""
    days = days_of(plan.weekdays, plan.first, plan.until, skips_holidays=plan.skips_holidays).kept
    moments = [clock.at(day, plan.at.hour, plan.at.minute) for day in days]
    return [moment for moment in moments if moment > clock.now()]


def _plan(
    actor: Actor, person: Person, plan: Plan, key: UUID, former: ContactSeries | None
) -> ContactSeries:
    series = ContactSeries(
        id=key,
        person_id=person.id,
        agency_id=actor.agency_id,
        compartment=compartment_for(actor, AssertionKind.FACT),
        contact_type=plan.contact_type,
        weekdays=list(plan.weekdays),
        minute=plan.at.hour * 60 + plan.at.minute,
        starts_on=plan.first,
        until=plan.until,
        skips_holidays=plan.skips_holidays,
        worker_id=plan.worker.id,
        author_id=actor.user_id,
        place=plan.place.strip() or None,
        former_id=former.id if former else None,
        created_at=clock.now(),
    )
    db.session.add(series)
    moments = _moments(plan)
    for moment in moments:
        db.session.add(_contact(series, moment))
    _record(Event.SERIES_PLANNED, actor, series, count=len(moments))
    return series


def _contact(series: ContactSeries, moment: datetime) -> Contact:
    return Contact(
        person_id=series.person_id,
        agency_id=series.agency_id,
        compartment=series.compartment,
        at=moment,
        contact_type=series.contact_type,
        outcome=Outcome.PLANNED,
        group_id=uuid4(),
        author_id=series.worker_id,
        place=series.place,
        series_id=series.id,
        created_at=series.created_at,
    )


def _end(actor: Actor, series: ContactSeries, from_day: date) -> int:
    series.ended_at = clock.now()
    rest = still_planned(series, from_day)
    for contact in rest:
        contact.undone_at = series.ended_at
    _record(Event.SERIES_ENDED, actor, series, count=len(rest))
    return len(rest)


def _resume(series: ContactSeries) -> None:
    for contact in withdrawn_with(series):
        contact.undone_at = None
    series.ended_at = None


def _record(event: Event, actor: Actor, series: ContactSeries, **details: int) -> None:
    told = {
        "type": series.contact_type.value,
        "weekdays": " ".join(series.weekdays),
        "minute": str(series.minute),
        "starts_on": series.starts_on.isoformat(),
        "until": series.until.isoformat(),
        "place": series.place or "",
    }
    record(
        event,
        actor,
        people=[series.person_id],
        about=(ContactSeries.__tablename__, series.id),
        content=[(series.key_scope(), told)],
        **details,
    )
