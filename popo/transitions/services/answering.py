"""The two sides: the youth offending service proposes, a probation worker accepts or hands back."""

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.cases.models import SchemeCase
from popo.cases.services.owning import check_leads
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.people.queries.stops import check_goes_on
from popo.people.services import end_sight, grant_sight
from popo.transitions.kinds import TransitionStatus, View
from popo.transitions.models import Transition
from popo.transitions.policy import may_answer
from popo.transitions.queries.transitions import Found
from popo.transitions.services.carrying_out import carry_out_on
from popo.transitions.services.recording import record_transition
from popo.transitions.services.reviewing import (
    check_effective,
    check_in_review,
    check_untied,
    young_work,
)

BECAUSE = "asked to take over from the youth offending service"


def propose_transition(actor: Actor, found: Found, read_version: int) -> None:
    """Asks the probation worker, who sees the name and what goes over, and no more."""
    transition, person = found.transition, found.person
    check_leads(actor, found.case)
    check_in_review(transition, found.case, read_version)
    check_goes_on(person)
    if actor.agency_id != young_work(found.case).lead_agency_id:
        raise RuleBroken("The youth offending service proposes it, and nobody for it.")
    missing = missing_from(found)
    if missing:
        raise RuleBroken(missing[0])
    if transition.receiver_id is None:
        return
    check_untied(person, transition.receiver_id)
    check_effective(person, transition.effective_on)
    transition.status = TransitionStatus.PROPOSED
    transition.proposed_on, transition.proposed_by_id = clock.today(), actor.user_id
    limited = SightLevel.LIMITED
    grant_sight(actor, person.id, limited, BECAUSE, transition.id, user_id=transition.receiver_id)
    record_transition(Event.TRANSITION_PROPOSED, actor, transition, {})


def missing_from(found: Found) -> list[str]:
    """What is still to be said before it can be proposed."""
    transition = found.transition
    met = any(row.receiver_id == transition.receiver_id for row in found.meetings)
    checks = (
        (transition.receiver_id is not None, "Choose the probation worker who is asked."),
        (transition.effective_on is not None, "Enter the day it takes effect."),
        (bool(found.parts), "Choose what goes over, in words."),
        (met, "Record a meeting of both workers."),
        (transition.young_view is not View.NOT_ASKED, "Go through it with the young person."),
        (
            transition.young_view is not View.DISAGREES or bool(transition.young_words),
            "Say what the young person does not agree with.",
        ),
        (
            transition.parent_view is View.AGREES or bool(transition.parent_words),
            "Say what a parent said, or why none was asked.",
        ),
    )
    return [words for holds, words in checks if not holds]


def accept_transition(actor: Actor, found: Found, words: str, read_version: int) -> None:
    """From the agreed day, or today where that has passed, probation is responsible."""
    transition = found.transition
    _check_asked(actor, transition, found.case, read_version)
    check_untied(found.person, actor.user_id)
    transition.status = TransitionStatus.ACCEPTED
    transition.answered_on = clock.today()
    transition.answer_words = words.strip() or None
    if transition.effective_on is not None:
        transition.effective_on = max(transition.effective_on, clock.today())
    record_transition(Event.TRANSITION_ACCEPTED, actor, transition, {"words": words})
    carry_out_on(transition)


def hand_back_transition(actor: Actor, found: Found, words: str, read_version: int) -> None:
    """The youth offending service stays responsible, and reads why."""
    transition = found.transition
    _check_asked(actor, transition, found.case, read_version)
    if not words.strip():
        raise RuleBroken("Say why you hand it back, and what would help.", "words")
    transition.answered_on = clock.today()
    transition.answer_words = words.strip()
    _end(actor, transition, TransitionStatus.HANDED_BACK)
    record_transition(Event.TRANSITION_HANDED_BACK, actor, transition, {"words": words})


def withdraw_transition(
    actor: Actor, case: SchemeCase, transition: Transition, words: str, read_version: int
) -> None:
    """Before it is accepted; nothing has moved. Raises StaleVersion."""
    check_leads(actor, case)
    if transition.version != read_version:
        raise StaleVersion
    if transition.status not in {TransitionStatus.REVIEW, TransitionStatus.PROPOSED}:
        raise RuleBroken("It was answered: what was accepted is not withdrawn.")
    if not words.strip():
        raise RuleBroken("Say why it is withdrawn.", "words")
    transition.end_words = words.strip()
    _end(actor, transition, TransitionStatus.WITHDRAWN)
    record_transition(Event.TRANSITION_WITHDRAWN, actor, transition, {"words": words})


def _check_asked(actor: Actor, transition: Transition, case: SchemeCase, read_version: int) -> None:
    if transition.version != read_version:
        raise StaleVersion
    if not may_answer(actor, transition):
        raise RuleBroken("Only the probation worker who is asked answers.")
    if case.closed_on is not None:
        raise RuleBroken("The young person left the scheme: there is nothing to take over.")
    if transition.status is not TransitionStatus.PROPOSED:
        raise RuleBroken("This was withdrawn or answered meanwhile.")


def _end(actor: Actor, transition: Transition, status: TransitionStatus) -> None:
    transition.status, transition.ended_on = status, clock.today()
    end_sight(actor, transition.id, because=BECAUSE)
