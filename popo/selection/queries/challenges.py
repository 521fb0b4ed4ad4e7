"""Challenges to decisions, each with what was decided, as one reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select

from popo.access.actor import Actor
from popo.cases.models import Strand, StrandEngagement
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import Challenge, Decision, DecisionParty, Nomination, PanelDecision
from popo.selection.policy import decision_open_to, is_filed, nomination_open_to

MOST_CHALLENGES = 200
CHALLENGEABLE = frozenset(
    {Decision.SELECT, Decision.DEFER, Decision.DECLINE, Decision.DE_SELECT, Decision.RE_SELECT}
)
_OF_A_CASE = frozenset({Decision.SELECT, Decision.DE_SELECT, Decision.RE_SELECT})


@dataclass(frozen=True)
class Challenged:
    """`decision` is empty where a nomination was refused when it was first looked at."""

    challenge: Challenge
    person: Person
    decision: PanelDecision | None
    nomination: Nomination | None

    @property
    def changes_a_case(self) -> bool:
        """Of a selection or a de-selection: only the panel changes what follows from it."""
        return self.decision is not None and self.decision.decision in _OF_A_CASE


def get_challenge(challenge_id: UUID, actor: Actor) -> Challenged | None:
    row = db.session.execute(_seen(actor).where(Challenge.id == challenge_id)).one_or_none()
    return Challenged(*row) if row else None


def open_challenges(actor: Actor) -> list[Challenged]:
    """Those that wait for their answer, the most urgent first."""
    waiting = _seen(actor).where(Challenge.answered_on.is_(None))
    ordered = waiting.order_by(Challenge.due_on, Challenge.id).limit(MOST_CHALLENGES)
    return [Challenged(*row) for row in db.session.execute(ordered)]


def challenges_about(person: Person, actor: Actor) -> list[Challenged]:
    """Newest first."""
    ordered = (
        _seen(actor)
        .where(Person.id == person.id)
        .order_by(Challenge.made_on.desc(), Challenge.created_at.desc(), Challenge.id)
        .limit(MOST_CHALLENGES)
    )
    return [Challenged(*row) for row in db.session.execute(ordered)]


def is_challenged(decision: PanelDecision | None, nomination: Nomination | None) -> bool:
    """Whether a challenge of it waits for its answer, whoever asks."""
    same = (
        Challenge.decision_id == (decision.id if decision else None),
        Challenge.nomination_id == (nomination.id if nomination else None),
    )
    found = select(Challenge.id).where(*same, Challenge.answered_on.is_(None))
    return db.session.execute(found).first() is not None


def strands_of(decision: PanelDecision | None, nomination: Nomination | None) -> list[Strand]:
    """Whose leads may have to answer: of the nomination, else of the case."""
    if nomination is not None:
        return [nomination.strand]
    if decision is None or decision.case_id is None:
        return []
    engaged = select(StrandEngagement.strand).where(StrandEngagement.case_id == decision.case_id)
    return sorted(set(db.session.scalars(engaged)))


def took_part(challenged: Challenged) -> set[UUID]:
    """Users who may not answer: they decided, spoke, proposed, nominated or brought it."""
    users = _named_in(challenged)
    if challenged.decision is not None:
        of = DecisionParty.decision_id == challenged.decision.id
        users.update(db.session.scalars(select(DecisionParty.user_id).where(of)))
    return users


def may_not_answer(rows: Iterable[Challenged], actor: Actor) -> set[UUID]:
    """The challenges, by key, that this actor may not answer."""
    held = list(rows)
    spoke = set(
        db.session.scalars(
            select(DecisionParty.decision_id).where(
                DecisionParty.user_id == actor.user_id,
                DecisionParty.decision_id.in_([row.decision.id for row in held if row.decision]),
            )
        )
    )
    return {
        row.challenge.id
        for row in held
        if actor.user_id in _named_in(row) or (row.decision and row.decision.id in spoke)
    }


def _named_in(challenged: Challenged) -> set[UUID]:
    """Those apart from who spoke for an agency."""
    decision, nomination = challenged.decision, challenged.nomination
    users = {challenged.challenge.recorded_by_id}
    if nomination is not None:
        users.add(nomination.nominated_by_id)
        if decision is None and nomination.triaged_by_id is not None:
            users.add(nomination.triaged_by_id)
    if decision is not None:
        users.add(decision.recorded_by_id)
        if decision.proposed_by_id is not None:
            users.add(decision.proposed_by_id)
    return users


def _seen(actor: Actor) -> Select[Challenge, Person, PanelDecision, Nomination]:
    return (
        select(Challenge, Person, PanelDecision, Nomination)
        .join(Person, Person.id == Challenge.person_id)
        .outerjoin(PanelDecision, PanelDecision.id == Challenge.decision_id)
        .outerjoin(Nomination, Nomination.id == Challenge.nomination_id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(Challenge, actor),
            or_(Challenge.nomination_id.is_(None), nomination_open_to(actor) & is_filed()),
            or_(Challenge.decision_id.is_(None), decision_open_to(actor)),
        )
    )
