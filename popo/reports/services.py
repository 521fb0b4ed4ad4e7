"""Preparing, signing off, publishing, verifying and restating the update of a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.counting import SchemeList
from popo.checklist.services.requests import send_with_update
from popo.crime.months import add_months, in_words
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.figures import Period, last_day, named
from popo.reports import document as documents
from popo.reports.document import Compared, Difference, Document, Members
from popo.reports.measures import VERSIONS, crime_of, figures_of, period_of
from popo.reports.models import MonthlyUpdate, UpdateStatus
from popo.reports.narrative import Narrative, has_reference, names_somebody, words_of
from popo.reports.queries import names_met, newer_version, open_update, published_update
from popo.reports.reconcile import Check, Published, adds_up, for_readers, reconcile

_NAMES_SOMEBODY = (
    "This seems to name somebody on a list. An update names nobody: say it without the name or "
    "the reference."
)


@dataclass(frozen=True)
class Frozen:
    """A month as counted at one moment."""

    document: Document
    members: Members


@dataclass(frozen=True)
class Verification:
    """`intact`: what is kept is, to the byte, what was frozen."""

    intact: bool
    differences: list[Difference]

    @property
    def holds(self) -> bool:
        return self.intact and not self.differences


def prepare_update(actor: Actor, month: date) -> MonthlyUpdate:
    """Counts a month, named by its first day, into a draft; again, if a draft is there already."""
    _must(actor, Permission.UPDATE_PREPARE, "prepare")
    if month > clock.today():
        raise RuleBroken(f"{in_words(month)} has not begun.", "month")
    update = open_update(month)
    if update is None and published_update(month) is not None:
        raise RuleBroken(
            f"{in_words(month)} is published and never changes. Restate it, and say why.", "month"
        )
    if update is None:
        update = _begin(actor, month, 1, Narrative())
    _count(update)
    _back_to_draft(update)
    _record(Event.UPDATE_PREPARED, actor, update)
    return update


def edit_update(
    actor: Actor, update: MonthlyUpdate, narrative: Narrative, read_version: int
) -> None:
    """Changes the words beside the figures. Raises StaleVersion where somebody saved since."""
    _must(actor, Permission.UPDATE_PREPARE, "edit")
    _check_open(update)
    if update.version != read_version:
        raise StaleVersion
    for field, text in narrative.as_dict().items():
        check_names_nobody(text, field)
    update.narrative = narrative.as_dict()
    _back_to_draft(update)
    _seal(update)
    _record(Event.UPDATE_EDITED, actor, update)


def sign_off_update(actor: Actor, update: MonthlyUpdate) -> None:
    """The chair stands for the figures and the words; only then may they be published."""
    _must(actor, Permission.UPDATE_PUBLISH, "sign off")
    _check_open(update)
    _check_publishable(update)
    update.status, update.signed_off_by_id = UpdateStatus.SIGNED_OFF, actor.user_id
    _record(Event.UPDATE_SIGNED_OFF, actor, update)


def publish_update(actor: Actor, update: MonthlyUpdate) -> None:
    """From now on every reader sees it and nothing can change it."""
    _must(actor, Permission.UPDATE_PUBLISH, "publish")
    _check_open(update)
    if update.status is not UpdateStatus.SIGNED_OFF:
        raise RuleBroken("The chair signs the update off before it is published.")
    _check_publishable(update)
    update.status, update.published_at = UpdateStatus.PUBLISHED, clock.now()
    send_with_update(actor, update.month)
    _record(Event.UPDATE_PUBLISHED, actor, update)


def verify_update(actor: Actor, update: MonthlyUpdate) -> Verification:
    """Counts the month again from the facts as they stand, and says where that differs."""
    intact = update.digest == _digest(update)
    period = Period(update.month, date.fromisoformat(update.figures["as_at"]))
    now = freeze(period)
    found = documents.differences(update.figures, update.members, now.document, now.members)
    wrong = len(found) + (not intact)
    _record(Event.UPDATE_VERIFIED, actor, update, differences=wrong)
    return Verification(intact, found)


def restate_update(actor: Actor, month: date, reason: str) -> MonthlyUpdate:
    """Begins the next version of a published month; the published one stays as it is."""
    _must(actor, Permission.UPDATE_PREPARE, "restate")
    published = published_update(month)
    if published is None:
        raise RuleBroken(f"{in_words(month)} has not been published: prepare it.", "month")
    if open_update(month) is not None:
        raise RuleBroken(f"A new version of {in_words(month)} is being prepared already.")
    if not reason.strip():
        raise RuleBroken("Say why the month is restated.", "reason")
    check_names_nobody(reason, "reason")
    words = Narrative(**published.narrative)
    update = _begin(actor, month, published.number + 1, words, reason.strip())
    _count(update)
    _record(Event.UPDATE_RESTATED, actor, update)
    return update


def exported(actor: Actor, update: MonthlyUpdate, form: str) -> None:
    """Notes that a file of an update left the system."""
    _record(Event.UPDATE_EXPORTED, actor, update, form=form)


def checks_of(update: MonthlyUpdate) -> list[Check]:
    """Whether a version adds up, from the counts before small numbers were hidden."""
    counts = documents.counts_of(update.figures, update.members)
    return reconcile(counts, _published_before(update.figures))


def check_names_nobody(text: str, field: str) -> None:
    """Raises RuleBroken, without saying whom, where a text names somebody on a list."""
    if has_reference(text) or names_somebody(text, names_met(set(words_of(text)))):
        raise RuleBroken(_NAMES_SOMEBODY, field)


def freeze(period: Period) -> Frozen:
    """Gathers, reconciles and hides what is small; writes nothing."""
    figures = figures_of(period)
    before = _compared(add_months(period.first, -1))
    members = documents.members_of(figures)
    counts = {figure.name: figure.value for figure in figures if figure.value is not None}
    last = _published(before)
    document = documents.make_document(
        period,
        figures,
        crime_of(period),
        VERSIONS,
        before,
        _compared(add_months(period.first, -12)),
        for_readers(counts, last) if adds_up(reconcile(counts, last)) else [],
    )
    return Frozen(document, members)


def _begin(
    actor: Actor, month: date, number: int, narrative: Narrative, reason: str | None = None
) -> MonthlyUpdate:
    """A version without figures: counted before it is added, as it holds nothing till then."""
    return MonthlyUpdate(
        month=month,
        number=number,
        status=UpdateStatus.DRAFT,
        narrative=narrative.as_dict(),
        restates_because=reason,
        prepared_by_id=actor.user_id,
    )


def _count(update: MonthlyUpdate) -> None:
    period = period_of(update.month)
    frozen = freeze(period)
    update.figures, update.members = frozen.document, frozen.members
    update.as_at = min(clock.now(), period.ends_at)
    _seal(update)
    db.session.add(update)


def _seal(update: MonthlyUpdate) -> None:
    update.digest = _digest(update)


def _digest(update: MonthlyUpdate) -> str:
    return documents.digest_of(
        update.number, update.figures, update.members, update.narrative, update.restates_because
    )


def _back_to_draft(update: MonthlyUpdate) -> None:
    """Whatever was signed off has changed."""
    update.status, update.signed_off_by_id = UpdateStatus.DRAFT, None


def _compared(month: date) -> Compared | None:
    found = published_update(month)
    if found is None:
        return None
    return Compared(f"{month:%Y-%m}", found.number, found.figures["figures"])


def _published(before: Compared | None) -> Published | None:
    if before is None:
        return None
    closing = {each: before.figures[named("cohort", each, "closing")] for each in SchemeList}
    month = date.fromisoformat(f"{before.month}-01")
    # totals of a list always print, so these are numbers
    return Published(in_words(month), {each: int(found or 0) for each, found in closing.items()})


def _published_before(document: Mapping[str, Any]) -> Published | None:
    held = document["before"]
    return _published(Compared(**held)) if held else None


def _check_open(update: MonthlyUpdate) -> None:
    if update.status is UpdateStatus.PUBLISHED:
        raise RuleBroken("This is published and never changes. Restate the month, and say why.")


def _check_publishable(update: MonthlyUpdate) -> None:
    end = last_day(update.month)
    if update.figures["as_at"] != end.isoformat():
        raise RuleBroken(
            f"{in_words(update.month)} was counted before its end. Count it again on or after "
            f"{end.day} {end:%B %Y}."
        )
    failed = [check.words for check in checks_of(update) if not check.holds]
    if failed:
        raise RuleBroken("The figures do not add up. " + " ".join(failed))
    before = published_update(add_months(update.month, -1))
    counted_with = (update.figures["before"] or {}).get("number")
    if before is not None and before.number != counted_with:
        raise RuleBroken(
            f"{in_words(before.month)} was published since this was counted. Count it again."
        )
    if newer_version(update) is not None:
        raise RuleBroken("A newer version of this month is published.")


def _must(actor: Actor, permission: Permission, verb: str) -> None:
    """Commands have no guard in front of them, so the service asks as well."""
    if not actor.can(permission):
        raise RuleBroken(f"Your role may not {verb} the monthly update.")


def _record(event: Event, actor: Actor, update: MonthlyUpdate, **details: Any) -> None:
    record(
        event,
        actor,
        about=(MonthlyUpdate.__tablename__, update.id),
        month=f"{update.month:%Y-%m}",
        number=update.number,
        **details,
    )
