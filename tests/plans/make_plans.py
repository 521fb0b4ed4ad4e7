"""A case with a lead worker, and plans of it."""

from dataclasses import dataclass
from datetime import timedelta

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, SchemeCase, Strand
from popo.cases.services import assign_worker, open_case
from popo.db import db
from popo.people.models import Person
from popo.plans.models import NeedLevel, Objective, Pathway, PersonView, Plan
from popo.plans.queries.plans import Aim
from popo.plans.services.needs import NeedDetails
from popo.plans.services.objectives import ObjectiveDetails, add_objective
from popo.plans.services.plans import Agreement, PlanDetails, agree_plan, write_plan
from tests import make

WEEK = timedelta(days=7)


@dataclass
class World:
    """An adult on Catch and Convict, a lead officer who signs, and a colleague of theirs."""

    person: Person
    case: SchemeCase
    agency: Agency
    lead: User
    colleague: User

    @property
    def actor(self) -> Actor:
        return actor_for(self.lead)

    def aim(self, objective: Objective, plan: Plan) -> Aim:
        return Aim(objective, plan, self.person)


def world(strand: Strand = Strand.CATCH_AND_CONVICT) -> World:
    make.partnership()
    agency = make.agency()
    lead, colleague = make.user(of=agency), make.user(of=agency)
    person = make.person(actor_for(lead))
    case = open_case(actor_for(lead), person, strand, clock.today() - 8 * WEEK, agency.id)
    db.session.flush()  # the lead is assigned to an open case
    assign_worker(actor_for(lead), case, lead, AssignmentRole.LEAD_OFFICER, clock.today() - WEEK)
    return World(person, case, agency, lead, colleague)


def drug_worker(*, cleared: bool = False) -> User:
    clearances = (Clearance.HEALTH,) if cleared else ()
    return make.user(of=make.agency(AgencyKind.DRUG_SERVICE), clearances=clearances)


def need(
    level: NeedLevel = NeedLevel.SIGNIFICANT, evidence: str = "Sleeps in a car"
) -> NeedDetails:
    return NeedDetails(level, evidence, "The outreach team", clock.today() - WEEK)


def aims(owner: User, words: str = "A tenancy of his own") -> ObjectiveDetails:
    return ObjectiveDetails(
        own_words="My own front door",
        words=words,
        measure="Keys in hand, rent paid for three months",
        target_on=clock.today() + 10 * WEEK,
        owner=owner,
    )


def draft(made: World, *, objectives: int = 1) -> Plan:
    details = PlanDetails("To see my daughter again", clock.today() + 12 * WEEK)
    plan = write_plan(made.actor, made.case, details, None)
    for number in range(objectives):
        words = f"A tenancy of his own {number}"
        add_objective(
            made.actor,
            made.person,
            plan,
            Pathway.ACCOMMODATION,
            aims(made.lead, words),
            health=False,
        )
    db.session.flush()  # versions are read back
    return plan


def agreement(words: str = "Fine by me", view: PersonView = PersonView.SIGNED) -> Agreement:
    return Agreement(clock.today(), view, words)


def agreed(made: World, *, objectives: int = 1) -> Plan:
    plan = draft(made, objectives=objectives)
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    db.session.flush()
    return plan
