"""Looking in on somebody who left, silently: it reopens nothing and shows them to nobody new."""

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import CaseEnd, SchemeCase, Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.selection.leaving import WATCH_MONTHS
from popo.selection.models import AfterWatch, Finding
from popo.selection.policy import may_watch
from popo.selection.queries.after_watch import came_back, plan_behind

NOT_WATCHED = frozenset(
    {
        CaseEnd.DECEASED,
        CaseEnd.SELECTED_IN_ERROR,
        CaseEnd.NOT_RATIFIED,
        CaseEnd.NOT_RECORDED,
        CaseEnd.MOVED,
        CaseEnd.DEPORTED,
    }
)
"""Nothing is left to watch here, or nobody may: where somebody moved, the other scheme does."""

_NEEDS_WORDS = {
    Finding.NEW_ARREST_OR_CHARGE: "Say what happened and where it is recorded.",
    Finding.NOT_KNOWABLE: "Say why it cannot be known.",
}


def is_watched(reason: CaseEnd | None) -> bool:
    return reason is not None and reason not in NOT_WATCHED


def begin_watch(case: SchemeCase, strand: Strand) -> list[AfterWatch]:
    """One check after each of the agreed months, counted from the day the case closed."""
    closed_on = case.closed_on
    if closed_on is None:
        raise RuleBroken("The case is still open.")
    watches = [
        AfterWatch(
            person_id=case.person_id,
            agency_id=case.agency_id,
            case_id=case.id,
            strand=strand,
            months=months,
            due_on=clock.months_after(closed_on, months),
        )
        for months in WATCH_MONTHS
    ]
    db.session.add_all(watches)
    return watches


def record_watch(
    actor: Actor, watch: AfterWatch, finding: Finding, words: str, read_version: int
) -> None:
    """Writes down what the check found. Nothing follows from it by itself."""
    if watch.version != read_version:
        raise StaleVersion
    if not may_watch(actor, watch, plan_behind(watch)):
        raise RuleBroken("The owner of the exit plan, a lead of the strand or the chair does this.")
    if watch.done_on is not None:
        raise RuleBroken("This check is done.")
    if clock.today() < watch.due_on:
        raise RuleBroken(f"This check is due on {clock.written(watch.due_on)}.")
    if finding is Finding.RE_SELECTED and not came_back(watch):
        raise RuleBroken("Nothing shows that they were selected again.", "finding")
    if finding in _NEEDS_WORDS and not words:
        raise RuleBroken(_NEEDS_WORDS[finding], "words")
    watch.done_on, watch.done_by_id = clock.today(), actor.user_id
    watch.finding, watch.words = finding, words or None
    record(
        Event.AFTER_WATCH_DONE,
        actor,
        people=[watch.person_id],
        about=(AfterWatch.__tablename__, watch.id),
        content=[(watch.key_scope(), {"finding": finding.value, "words": words})],
        months=watch.months,
    )
