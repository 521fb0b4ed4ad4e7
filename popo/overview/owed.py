"""Everything somebody owes, of every kind, in one order: what costs most if left comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission, Role
from popo.actions import queries as actions
from popo.actions.models import Action
from popo.actions.standing import Standing, standing
from popo.checklist.models import Steer
from popo.checklist.queries.steers import open_steers
from popo.circumstances.queries.due import DueAgain, due_again
from popo.contacts.models import Contact
from popo.contacts.queries import outcomes_owed
from popo.drafts.models import Draft
from popo.drafts.shown import drafts_shown
from popo.imports.models import ImportBatch, ListSource
from popo.imports.policy import kinds_for
from popo.imports.queries.batches import quiet_since, quiet_sources, unfinished_by
from popo.imports.queries.flags import Owed, owed_by_agency
from popo.overview.my_people import Mine
from popo.overview.queries import scorings_by
from popo.papers.queries import Due, papers_due
from popo.people.models import Person
from popo.plans.queries.due import DuePlan, plans_due
from popo.selection.models import Nomination, NominationStatus, Scoring
from popo.selection.policy import may_triage
from popo.selection.queries.nominations import Nominated, by_triage_clock, list_nominations
from popo.selection.queries.own_nominations import unread_outcomes
from popo.selection.queries.scorings import deferrals
from popo.transitions.queries.transitions import Found, asked_of

MOST_SHOWN = 30
_TO_SCORE = {NominationStatus.NOMINATED, NominationStatus.SCORING}


class Cost(IntEnum):
    """What it costs to leave it."""

    LATE = 1
    SOON = 2
    ASKED = 3
    BACK = 4
    UNFINISHED = 5
    LATER = 6


class Kind(StrEnum):
    """Which part of the page draws it."""

    ACTION = "action"
    OUTCOME = "outcome"
    REVIEW = "review"
    PLAN = "plan"
    AROUND = "around"
    TRIAGE = "triage"
    SCORE = "score"
    DECIDE = "decide"
    TOLD = "told"
    TRANSITION = "transition"
    FLAGS = "flags"
    STEER = "steer"
    LIST = "list"
    QUIET = "quiet"
    ESCALATED = "escalated"
    MINUTES = "minutes"
    DRAFT = "draft"


class Waiting(NamedTuple):
    """A list, where it came from, and how many of its lines wait."""

    batch: ImportBatch
    source: ListSource
    lines: int


About = (
    Action
    | Contact
    | Mine
    | Nominated
    | Draft
    | Found
    | DuePlan
    | DueAgain
    | Waiting
    | ListSource
    | Owed
    | actions.Escalated
    | Steer
    | Due
)


@dataclass(frozen=True)
class Debt:
    """`about` is what is owed: an action, a contact, a line of one's people, and so on."""

    kind: Kind
    cost: Cost
    due: date
    key: UUID
    about: About
    person: Person | None = None


_COSTS = {
    Standing.OVERDUE: Cost.LATE,
    Standing.DUE_SOON: Cost.SOON,
    Standing.UNANSWERED: Cost.ASKED,
    Standing.HANDED_BACK: Cost.BACK,
    Standing.LATER: Cost.LATER,
}


def owed_by(actor: Actor, mine: Sequence[Mine]) -> list[Debt]:
    """The whole list; a page shows as much of it as it has room for."""
    debts = [
        *_actions(actor),
        *_outcomes(actor),
        *_reviews(mine),
        *_plans(actor),
        *_around(actor, mine),
        *_nominations(actor),
        *_transitions(actor),
        *_flags(actor),
        *_steers(actor),
        *_lists(actor),
        *_quiet(actor),
        *_escalated(actor),
        *_minutes(actor),
        *_drafts(actor),
    ]
    return sorted(debts, key=lambda debt: (debt.cost, debt.due, debt.kind, debt.key))


def _actions(actor: Actor) -> list[Debt]:
    today = clock.today()
    owed = actions.owed_by(actor)
    people = actions.people_of(owed, actor)
    return [
        Debt(
            Kind.ACTION,
            _COSTS[standing(action.status, action.due_on, today)],
            action.due_on,
            action.id,
            action,
            people.get(action.person_id) if action.person_id else None,
        )
        for action in owed
    ]


def _outcomes(actor: Actor) -> list[Debt]:
    return [
        Debt(Kind.OUTCOME, Cost.LATE, clock.local(row.at).date(), row.id, row, person)
        for row, person in outcomes_owed(actor)
    ]


def _reviews(mine: Iterable[Mine]) -> list[Debt]:
    today = clock.today()
    return [
        Debt(
            Kind.REVIEW,
            Cost.LATE if one.light.review_on < today else Cost.SOON,
            one.light.review_on,
            one.case_id,
            one,
            one.person,
        )
        for one in mine
        if one.light and one.review_due(today)
    ]


def _plans(actor: Actor) -> list[Debt]:
    """To be gone through again, or to be ended with the case that has closed."""
    today = clock.today()
    return [
        Debt(
            Kind.PLAN,
            Cost.LATE if one.is_over or one.due < today else Cost.SOON,
            one.due,
            one.plan.id,
            one,
            one.person,
        )
        for one in plans_due(actor)
    ]


def _around(actor: Actor, mine: Iterable[Mine]) -> list[Debt]:
    """Rules, adjustments and consent to be asked about again, of the people one works with."""
    today, people = clock.today(), {one.person.id: one.person for one in mine}
    return [
        Debt(
            Kind.AROUND,
            Cost.LATE if one.due < today else Cost.SOON,
            one.due,
            one.person_id,
            one,
            people[one.person_id],
        )
        for one in due_again(actor, people)
    ]


def _nominations(actor: Actor) -> list[Debt]:
    """To look at first, to score, to decide, and to read: by how far each has come.

    To score is what one began, and what one's strand waits for; to read, what one is told.
    """
    rows = list_nominations(actor)
    waiting = [each for each in rows if each.is_accepted]
    keys = [each.nomination.id for each in waiting]
    begun, deferred = scorings_by(actor, keys), deferrals(keys)
    debts = [*_first_looks(actor, rows), *_outcomes_told(actor)]
    for each in waiting:
        row = each.nomination
        if row.status is NominationStatus.AWAITING_PANEL and actor.can(Permission.DECISION_RECORD):
            debts.append(Debt(Kind.DECIDE, Cost.ASKED, row.nominated_on, row.id, each, each.person))
        elif _is_to_score(actor, row, begun.get(row.id), deferred.get(row.id)):
            debts.append(Debt(Kind.SCORE, Cost.ASKED, row.nominated_on, row.id, each, each.person))
    return debts


def _is_to_score(
    actor: Actor, row: Nomination, own: Scoring | None, deferred_at: datetime | None
) -> bool:
    """In hand, scored before it was deferred, or waited for by one's strand."""
    if own is None:
        return row.status in _TO_SCORE and _leads(actor, row.strand)
    if own.frozen_at is None:
        return True
    return deferred_at is not None and own.frozen_at <= deferred_at


def _first_looks(actor: Actor, rows: list[Nominated]) -> list[Debt]:
    if not actor.can(Permission.NOMINATION_TRIAGE):
        return []
    today = clock.today()
    return [
        Debt(
            Kind.TRIAGE,
            Cost.LATE if one.due < today else Cost.ASKED,
            one.due,
            one.found.nomination.id,
            one.found,
            one.found.person,
        )
        for one in by_triage_clock(rows)
        if may_triage(actor, one.found.nomination)
    ]


def _outcomes_told(actor: Actor) -> list[Debt]:
    """Of nominations one made or joined, what one has not opened."""
    return [
        Debt(
            Kind.TOLD,
            Cost.ASKED,
            own.nomination.decided_on or own.nomination.triaged_on or own.nomination.nominated_on,
            own.nomination.id,
            Nominated(own.nomination, own.person),
            own.person,
        )
        for own in unread_outcomes(actor)
    ]


def _transitions(actor: Actor) -> list[Debt]:
    """Young people whom a probation worker is asked to take over."""
    today = clock.today()
    return [
        Debt(
            Kind.TRANSITION,
            Cost.LATE if (found.transition.effective_on or today) < today else Cost.ASKED,
            found.transition.effective_on or today,
            found.transition.id,
            found,
            found.person,
        )
        for found in asked_of(actor)
    ]


def _flags(actor: Actor) -> list[Debt]:
    """One line for all of them, and for those who lead a strand: the others have people to see."""
    if not actor.holds(Role.STRAND_LEAD):
        return []
    owed = owed_by_agency(actor)
    return [Debt(Kind.FLAGS, Cost.ASKED, owed.since, actor.agency_id, owed)] if owed else []


def _steers(actor: Actor) -> list[Debt]:
    """What a group above asked and nobody answered, for the co-ordinator who writes the update."""
    if not actor.holds(Role.COORDINATOR):
        return []
    today = clock.today()
    return [
        Debt(
            Kind.STEER,
            Cost.LATE if one.is_overdue(today) else Cost.ASKED,
            one.due_on,
            one.id,
            one,
        )
        for one in open_steers()
    ]


def _lists(actor: Actor) -> list[Debt]:
    """Lists one brought in of which something is still to be decided."""
    return [
        Debt(Kind.LIST, Cost.ASKED, batch.as_at, batch.id, Waiting(batch, source, lines))
        for batch, source, lines in unfinished_by(actor)
    ]


def _quiet(actor: Actor) -> list[Debt]:
    """Sources gone quiet, for those who lead in the agency that brings them."""
    if not (actor.holds(Role.STRAND_LEAD) or actor.holds(Role.COORDINATOR)):
        return []
    today = clock.today()
    return [
        Debt(
            Kind.QUIET,
            Cost.LATE,
            today - timedelta(days=quiet_since(source, today) or 0),
            source.id,
            source,
        )
        for source in quiet_sources(today, actor.agency_id)
        if source.list_kind in kinds_for(actor)
    ]


def _escalated(actor: Actor) -> list[Debt]:
    """One line for all that others have left for too long."""
    found = actions.count_escalated(actor)
    if not found.actions:
        return []
    return [Debt(Kind.ESCALATED, Cost.LATE, found.oldest, actor.user_id, found)]


def _minutes(actor: Actor) -> list[Debt]:
    """Confirmed minutes nobody has issued, for those who run meetings."""
    today = clock.today()
    return [
        Debt(
            Kind.MINUTES,
            Cost.LATE if due.on < today else Cost.SOON,
            due.on,
            due.meeting.id,
            due,
        )
        for due in papers_due(actor)
    ]


def _leads(actor: Actor, strand: str) -> bool:
    return any(grant.role is Role.STRAND_LEAD and grant.scope == strand for grant in actor.roles)


def _drafts(actor: Actor) -> list[Debt]:
    return [
        Debt(Kind.DRAFT, Cost.UNFINISHED, clock.local(draft.saved_at).date(), draft.id, draft)
        for draft in drafts_shown(actor)
    ]
