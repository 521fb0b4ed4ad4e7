"""What a proposal to leave rests on, and what is left to do once somebody has left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import list_agencies, users_by_id
from popo.accounts.roles import scope_of, words
from popo.actions.queries import open_counts
from popo.cases.models import Assignment, ExitPlan, SchemeCase, Strand, StrandEngagement
from popo.cases.policy import may_see_role, may_see_strand
from popo.cases.queries import engagement_history, running
from popo.clock import written
from popo.contacts.models import Contact, Outcome
from popo.contacts.policy import stands
from popo.db import db
from popo.offending.liberty import Days
from popo.offending.queries import days_at_liberty
from popo.people.models import Person, SightGrant, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries import who_can_see
from popo.selection.models import CriteriaSet, Decision, ExitNotice, PanelDecision, Scoring
from popo.selection.policy import decision_open_to
from popo.selection.queries.criteria import criteria_in_force, kind_for
from popo.selection.queries.reviews import nomination_behind
from popo.selection.queries.trend import has_in_hand
from popo.selection.scoring import span

MOST_NOTICES = 200


@dataclass(frozen=True)
class Picture:
    """How somebody stands on the day their leaving is proposed.

    The period is as long as the criteria ask for quiet, or the spell where that is shorter.
    `scoring` is the newest frozen one over the criteria in force.
    """

    since: date
    days: Days
    contacts: dict[Outcome, int]
    scoring: Scoring | None
    criteria_set: CriteriaSet | None
    open_actions: int
    lose_sight: list[str]

    @property
    def missed(self) -> int:
        return sum(count for outcome, count in self.contacts.items() if outcome.is_missed)

    @property
    def score_words(self) -> str:
        """32 to 40, or why there is none."""
        if self.scoring is None:
            return "Not scored over the criteria in force"
        if self.scoring.low is None or self.scoring.high is None:
            return "Scored in words"
        return span(self.scoring.low, self.scoring.high)

    @property
    def score_note(self) -> str:
        scored = f"scored {written(self.scoring.scored_on)}, " if self.scoring else ""
        return f"{scored}{self.criteria_set.words}" if self.criteria_set else ""


def picture_of(person: Person, case: SchemeCase, actor: Actor) -> Picture:
    today = clock.today()
    strand = primary_strand(case)
    in_force = criteria_in_force(kind_for(strand)) if strand else None
    quiet_days = in_force.opened().leaving.quiet_days if in_force else 0
    since = max(case.opened_on, today - timedelta(days=quiet_days))
    return Picture(
        since=since,
        days=days_at_liberty(person.id, since, today),
        contacts=_contacts(person, actor, since),
        scoring=_newest_scoring(case, in_force, actor) if in_force else None,
        criteria_set=in_force,
        open_actions=open_counts([person.id], actor).get(person.id, 0),
        lose_sight=who_loses_sight(case, actor),
    )


def primary_strand(case: SchemeCase) -> Strand | None:
    """The primary strand, or the last one where the case has closed."""
    rows = [row for row in engagement_history(case) if row.is_primary]
    running = [row for row in rows if row.ends_on is None]
    return (running or rows)[0].strand if rows else None


def _contacts(person: Person, actor: Actor, since: date) -> dict[Outcome, int]:
    rows = db.session.execute(
        select(Contact.outcome, func.count())
        .where(
            Contact.person_id == person.id,
            Contact.at >= clock.at(since),
            Contact.at <= clock.now(),
            stands(),
            readable(Contact, actor),
        )
        .group_by(Contact.outcome)
    )
    return dict(iter(rows))


def _newest_scoring(case: SchemeCase, in_force: CriteriaSet, actor: Actor) -> Scoring | None:
    """Nothing while the actor has one of their own in hand, so that scorers stay independent."""
    if has_in_hand(case.person_id, actor):
        return None
    statement = (
        select(Scoring)
        .where(
            (Scoring.case_id == case.id) | Scoring.nomination_id.in_(nomination_behind(case.id)),
            Scoring.criteria_set_id == in_force.id,
            Scoring.frozen_at.is_not(None),
        )
        .order_by(Scoring.scored_on.desc(), Scoring.id)
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def who_loses_sight(case: SchemeCase, actor: Actor) -> list[str]:
    """Agencies, roles and colleagues that see the person because of the case alone, in words.

    That somebody sees them because of Prevent and Deter is told to those cleared for it only.
    """
    grants = who_can_see(case.person_id)
    engaged, assigned = running(StrandEngagement, case), running(Assignment, case)
    causes = {row.id for row in [*engaged, *assigned]}
    told = {row.id for row in engaged if may_see_strand(actor, row.strand)}
    told |= {row.id for row in assigned if may_see_role(actor, row.role)}
    kept = {_grantee(grant) for grant in grants if grant.because_id not in causes}
    losing = [grant for grant in grants if grant.because_id in told and _grantee(grant) not in kept]
    agencies = {agency.id: agency.name for agency in list_agencies()}
    users = users_by_id(grant.user_id for grant in losing if grant.user_id)
    watching = RoleScope(Role.STRAND_LEAD, primary_strand(case) or "").key
    return sorted(
        _who(grant, agencies, users)
        + (", save for the checks afterwards" if grant.role == watching else "")
        for grant in {_grantee(row): row for row in losing}.values()
    )


def _grantee(grant: SightGrant) -> tuple[object, object, object]:
    return grant.user_id, grant.grantee_agency_id, grant.role


def _who(grant: SightGrant, agencies: Mapping[UUID, str], users: Mapping[UUID, User]) -> str:
    if grant.user_id:
        user = users[grant.user_id]
        return f"{user.name}, {user.agency.short_name}"
    if grant.grantee_agency_id:
        return agencies[grant.grantee_agency_id]
    return f"Every {words(scope_of(str(grant.role)))}"


def notices_of(case: SchemeCase) -> list[ExitNotice]:
    """Which agencies were to be told that the case closed, in the order they were written down."""
    statement = select(ExitNotice).where(ExitNotice.case_id == case.id)
    ordered = statement.order_by(ExitNotice.created_at, ExitNotice.id)
    return list(db.session.scalars(ordered.limit(MOST_NOTICES)))


def get_notice(notice_id: UUID, actor: Actor) -> ExitNotice | None:
    return db.session.scalars(
        select(ExitNotice)
        .join(Person, Person.id == ExitNotice.person_id)
        .where(
            ExitNotice.id == notice_id,
            visible_to(actor, SightLevel.READ),
            readable(ExitNotice, actor),
        )
    ).one_or_none()


def get_exit_plan(plan_id: UUID, actor: Actor) -> ExitPlan | None:
    return db.session.scalars(
        select(ExitPlan)
        .join(Person, Person.id == ExitPlan.person_id)
        .where(
            ExitPlan.id == plan_id,
            visible_to(actor, SightLevel.READ),
            readable(ExitPlan, actor),
        )
    ).one_or_none()


def closing_of(case_id: UUID, actor: Actor) -> PanelDecision | None:
    """The decision that closed a case, where the actor may read it."""
    return db.session.scalars(
        select(PanelDecision)
        .join(Person, Person.id == PanelDecision.person_id)
        .where(
            PanelDecision.case_id == case_id,
            PanelDecision.decision == Decision.DE_SELECT,
            PanelDecision.decided_on.is_not(None),
            visible_to(actor, SightLevel.READ),
            readable(PanelDecision, actor),
            decision_open_to(actor),
        )
    ).one_or_none()
