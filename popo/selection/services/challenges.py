"""A decision challenged, and decided again by somebody who had no part in it.

An answer changes no case: it opens a nomination again, or puts the matter before the panel.
"""

from dataclasses import dataclass
from datetime import timedelta

from popo import clock
from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Role
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.queries import open_case_of
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind
from popo.meetings.queries import next_meeting
from popo.meetings.services import NewItem, add_item
from popo.people.about import AssertionKind
from popo.people.models import Person, SightLevel
from popo.people.services import end_sight, grant_sight
from popo.selection.models import (
    Challenge,
    ChallengeOutcome,
    Decision,
    Nomination,
    NominationStatus,
    PanelDecision,
)
from popo.selection.queries.challenges import (
    CHALLENGEABLE,
    Challenged,
    is_challenged,
    strands_of,
    took_part,
)
from popo.selection.queries.expiry import is_destroyed
from popo.selection.queries.nominations import open_nomination_of
from popo.selection.services.nominations import show_to_leads, tell_authors

BECAUSE = "challenged"
ANSWER_WITHIN = timedelta(days=28)
LEAST_AFTERWARDS = timedelta(days=14)
"""How long a declined nominee is kept after the answer, at least."""


@dataclass(frozen=True)
class NewChallenge:
    """Who asks for it and how they did, and what they say is wrong."""

    made_by: str
    grounds: str


@dataclass(frozen=True)
class ChallengeAnswer:
    outcome: ChallengeOutcome
    words: str


def challenge_decision(
    actor: Actor,
    person: Person,
    decision: PanelDecision | None,
    nomination: Nomination | None,
    details: NewChallenge,
) -> Challenge:
    """Of a panel's decision; without one, of the refusal of a nomination at the first look."""
    check_may_be_challenged(decision, nomination)
    if is_destroyed(person.id):
        raise RuleBroken("This record was destroyed: nothing of it can be looked at again.")
    challenge = Challenge(
        person_id=person.id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        decision_id=decision.id if decision else None,
        nomination_id=nomination.id if nomination else None,
        recorded_by_id=actor.user_id,
        made_on=clock.today(),
        due_on=clock.today() + ANSWER_WITHIN,
        made_by=details.made_by,
        grounds=details.grounds,
    )
    db.session.add(challenge)
    for strand in strands_of(decision, nomination):
        leads = RoleScope(Role.STRAND_LEAD, strand)
        grant_sight(actor, person.id, SightLevel.READ, BECAUSE, challenge.id, role=leads)
    record(
        Event.CHALLENGE_RECORDED,
        actor,
        people=[person.id],
        about=(Challenge.__tablename__, challenge.id),
        content=[(challenge.key_scope(), {"made_by": details.made_by, "grounds": details.grounds})],
    )
    return challenge


def check_may_be_challenged(decision: PanelDecision | None, nomination: Nomination | None) -> None:
    if decision is None and (nomination is None or nomination.refused_because is None):
        raise RuleBroken("This nomination was not refused.")
    if decision is not None and (
        decision.decided_on is None or decision.decision not in CHALLENGEABLE
    ):
        raise RuleBroken("Only what was decided on a nomination or about leaving is challenged.")
    if is_challenged(decision, nomination):
        raise RuleBroken(
            "This decision is challenged already: that challenge waits for its answer."
        )


def answer_challenge(
    actor: Actor, challenged: Challenged, details: ChallengeAnswer, read_version: int
) -> None:
    """Decided again, independently. The clock to destruction then runs on, at least 14 days."""
    challenge, nomination = challenged.challenge, challenged.nomination
    if challenge.version != read_version:
        raise StaleVersion
    if not challenge.is_open:
        raise RuleBroken("This challenge was answered.")
    if actor.user_id in took_part(challenged):
        raise RuleBroken("Somebody who had no part in the decision answers its challenge.")
    challenge.outcome, challenge.answer = details.outcome, details.words
    challenge.answered_on, challenge.answered_by_id = clock.today(), actor.user_id
    end_sight(actor, challenge.id, because=BECAUSE)
    if details.outcome is ChallengeOutcome.CHANGED:
        _change(actor, challenged)
    if nomination is not None:
        _keep_a_while(nomination)
        tell_authors(nomination)
    record(
        Event.CHALLENGE_ANSWERED,
        actor,
        people=[challenge.person_id],
        about=(Challenge.__tablename__, challenge.id),
        content=[(challenge.key_scope(), {"answer": details.words})],
        outcome=details.outcome.value,
    )


def _change(actor: Actor, challenged: Challenged) -> None:
    if challenged.changes_a_case:
        _put_before_panel(actor, challenged)
    elif challenged.nomination is not None:
        _open_again(actor, challenged.person, challenged.nomination)


def _open_again(actor: Actor, person: Person, nomination: Nomination) -> None:
    """Unless the person is nominated anew or on the scheme: then the panel has the matter."""
    other = open_nomination_of(person)
    if open_case_of(person) is not None or (other is not None and other is not nomination):
        return
    was_refused = nomination.refused_because is not None
    if not nomination.status.is_open:
        show_to_leads(actor, nomination)
    nomination.status = (
        NominationStatus.NOMINATED if was_refused else NominationStatus.AWAITING_PANEL
    )
    nomination.refused_because = nomination.look_again_on = None
    nomination.decided_on = nomination.expires_on = None


def _put_before_panel(actor: Actor, challenged: Challenged) -> None:
    """On the next agenda, where a meeting is planned; nothing of the case changes by itself."""
    decision, meeting = challenged.decision, next_meeting()
    if decision is None or meeting is None:
        return
    left = decision.decision is Decision.DE_SELECT
    kind = ItemKind.NOMINATION if left else ItemKind.DE_SELECTION
    title = f"{'De-selection' if left else 'Selection'} to be decided again: challenged, changed"
    add_item(actor, meeting, NewItem(kind, title, challenged.person))


def _keep_a_while(nomination: Nomination) -> None:
    if nomination.expires_on is not None:
        nomination.expires_on = max(nomination.expires_on, clock.today() + LEAST_AFTERWARDS)
