"""Who spoke for each agency when something was decided, and what they said."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo import clock
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.queries import Cited, conflicted_at
from popo.people.models import Person
from popo.people.queries.person import conflicts_about
from popo.selection.models import DecisionParty, PanelDecision, PartyView

LEAST_AGREEING = 2


@dataclass(frozen=True)
class PartyAnswer:
    """Who spoke for an agency, and what they said."""

    user: User
    view: PartyView
    words: str = ""


LONGEST_AHEAD_DAYS = 31


@dataclass(frozen=True)
class Panel:
    """Where something was decided, by whom, why, and from when; between meetings it is urgent."""

    decided_at: Cited | None
    parties: tuple[PartyAnswer, ...]
    reasons: str
    effective_on: date

    @property
    def decided_on(self) -> date:
        return self.decided_at.meeting.day if self.decided_at else clock.today()


def check_parties(
    parties: tuple[PartyAnswer, ...], decided_at: Cited | None, person: Person
) -> None:
    """Two agencies agree, dissent says why, and nobody decides over a conflict of interest."""
    agencies = [party.user.agency_id for party in parties]
    if len(agencies) != len(set(agencies)):
        raise RuleBroken("One person speaks for each agency.")
    agreeing = {party.user.agency_id for party in parties if party.view is PartyView.AGREES}
    if len(agreeing) < LEAST_AGREEING:
        raise RuleBroken("At least two agencies must agree with the decision.")
    for party in parties:
        if party.view is PartyView.DISSENTS and not party.words:
            raise RuleBroken(f"Say why {party.user.agency.short_name} dissents.")
    check_conflicts({party.user.id for party in parties}, decided_at, person)


def check_effective(effective_on: date, decided_on: date) -> None:
    """What is decided for a distant day is decided again when that day is near."""
    if (effective_on - decided_on).days > LONGEST_AHEAD_DAYS:
        raise RuleBroken(
            f"It must take effect within {LONGEST_AHEAD_DAYS} days of the decision.", "effective_on"
        )


def check_conflicts(speaking: set[UUID], decided_at: Cited | None, person: Person) -> None:
    """Of those who speak for their agencies nobody is tied to the person, or left the item."""
    left = conflicted_at(decided_at.item) & speaking if decided_at else set()
    if left:
        raise RuleBroken(f"{_names(left)} left for this item because of a conflict of interest.")
    tied = {row.user_id for row in conflicts_about(person)} & speaking
    if tied:
        raise RuleBroken(f"{_names(tied)} declared a conflict of interest about this person.")


def _names(users: set[UUID]) -> str:
    return ", ".join(sorted(user.name for user in users_by_id(users).values()))


def keep_parties(decision: PanelDecision, parties: tuple[PartyAnswer, ...]) -> None:
    for party in parties:
        db.session.add(
            DecisionParty(
                person_id=decision.person_id,
                agency_id=decision.agency_id,
                decision_id=decision.id,
                asked_agency_id=party.user.agency_id,
                user_id=party.user.id,
                view=party.view,
                words=party.words or None,
            )
        )
