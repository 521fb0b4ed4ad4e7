"""The first look at a nomination: accepted for scoring, deferred to a day, or refused."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.errors import RuleBroken, StaleVersion
from popo.people.services import end_sight
from popo.selection.models import Nomination, NominationStatus, Refusal
from popo.selection.policy import may_triage
from popo.selection.queries.nominations import Nominated
from popo.selection.services.nominations import BECAUSE, kept_until, tell_authors


class TriageOutcome(StrEnum):
    ACCEPT = "accept"
    DEFER = "defer"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Triage:
    """`look_again_on` belongs to deferring, `because` to refusing; both then say why in words."""

    outcome: TriageOutcome
    words: str = ""
    look_again_on: date | None = None
    because: Refusal | None = None


def triage_nomination(actor: Actor, found: Nominated, details: Triage, read_version: int) -> None:
    """Refused, it is declined, and its clock to destruction runs from today."""
    nomination = found.nomination
    if nomination.version != read_version:
        raise StaleVersion
    check_may_triage(actor, nomination)
    _check(details)
    nomination.triaged_on, nomination.triaged_by_id = clock.today(), actor.user_id
    nomination.triage_words = details.words or None
    _APPLY[details.outcome](nomination, details)
    if details.outcome is TriageOutcome.REFUSE:
        end_sight(actor, nomination.id, because=BECAUSE)
    tell_authors(nomination)
    record(
        Event.NOMINATION_TRIAGED,
        actor,
        people=[nomination.person_id],
        about=(Nomination.__tablename__, nomination.id),
        content=[(nomination.key_scope(), {"words": details.words})],
        outcome=details.outcome.value,
    )


def check_may_triage(actor: Actor, nomination: Nomination) -> None:
    if not nomination.awaits_triage:
        raise RuleBroken("This nomination was looked at already.")
    if not may_triage(actor, nomination):
        raise RuleBroken("The lead of the strand or a co-ordinator looks at it, not its nominator.")


def check_accepted(nomination: Nomination) -> None:
    """Nothing is scored before somebody responsible has looked at it."""
    if nomination.awaits_triage:
        raise RuleBroken("This nomination was not accepted for scoring yet.")


def _check(details: Triage) -> None:
    if details.outcome is not TriageOutcome.ACCEPT and not details.words:
        raise RuleBroken("Give the reasons: the nominator reads them.", "words")
    if details.outcome is TriageOutcome.DEFER:
        if details.look_again_on is None:
            raise RuleBroken("Say when it is looked at again.", "look_again_on")
        if details.look_again_on <= clock.today():
            raise RuleBroken("Choose a day that lies ahead.", "look_again_on")
    if details.outcome is TriageOutcome.REFUSE and details.because is None:
        raise RuleBroken("Choose which of the criteria it does not meet.", "because")


def _accept(nomination: Nomination, _details: Triage) -> None:
    nomination.status, nomination.look_again_on = NominationStatus.NOMINATED, None


def _defer(nomination: Nomination, details: Triage) -> None:
    nomination.status = NominationStatus.DEFERRED
    nomination.look_again_on = details.look_again_on


def _refuse(nomination: Nomination, details: Triage) -> None:
    until = kept_until(clock.today())
    nomination.status, nomination.look_again_on = NominationStatus.DECLINED, None
    nomination.refused_because = details.because
    nomination.decided_on, nomination.expires_on = clock.today(), until


_APPLY = {
    TriageOutcome.ACCEPT: _accept,
    TriageOutcome.DEFER: _defer,
    TriageOutcome.REFUSE: _refuse,
}
