"""What somebody owes of nominations and of plans."""

from datetime import timedelta

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.cases.models import CaseEnd
from popo.cases.services import close_case
from popo.circumstances.models import Need, Safety
from popo.circumstances.queries.due import DueAgain
from popo.circumstances.services.contact import add_adjustment, add_contact_rule
from popo.db import db
from popo.overview.my_people import my_people
from popo.overview.owed import Kind, owed_by
from popo.plans.queries.due import DuePlan
from popo.selection.models import Decision
from popo.selection.services import decide_nomination
from tests import make as basic
from tests.pages import Browser
from tests.plans import make_plans
from tests.selection import make, make_scoring
from tests.selection.make import Nominated, Scheme


def scores_owed(scheme: Scheme, found: Nominated) -> list[bool]:
    """By the lead of the strand, and by a police officer who leads nothing."""
    keys = [
        {debt.key for debt in owed_by(make.actor(user), []) if debt.kind is Kind.SCORE}
        for user in (scheme.strand_lead, scheme.police)
    ]
    return [found.nomination.id in owed for owed in keys]


def test_whoever_scored_before_a_deferral_owes_another_scoring(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    assert scores_owed(scheme, found) == [True, False]
    make_scoring.frozen(scheme, found.nomination, scheme.police, 1)
    assert scores_owed(scheme, found) == [False, False]
    make_scoring.later(1)
    deferring = make.decision(scheme, found, Decision.DEFER)
    decide_nomination(make.actor(scheme.coordinator), found, deferring, found.nomination.version)
    db.session.flush()  # read back below
    assert scores_owed(scheme, found) == [False, True]
    make_scoring.later(1)
    make_scoring.frozen(scheme, found.nomination, scheme.police, 2)
    assert scores_owed(scheme, found) == [False, False]


def plans_owed(user: User) -> list[tuple[str, bool]]:
    """How urgent, and whether the case is over."""
    owed = owed_by(make.actor(user), [])
    return [
        (debt.cost.name, debt.about.is_over) for debt in owed if isinstance(debt.about, DuePlan)
    ]


def test_a_plan_is_owed_by_who_leads_until_it_is_gone_through(work: None) -> None:
    made = make_plans.world()
    plan = make_plans.agreed(made)
    assert plans_owed(made.lead) == []
    clock.shift(clock.at(plan.review_on - timedelta(days=5)) - clock.real_now())
    assert plans_owed(made.lead) == [("SOON", False)]
    clock.shift(clock.at(plan.review_on + timedelta(days=1)) - clock.real_now())
    assert plans_owed(made.lead) == [("LATE", False)]
    assert plans_owed(made.colleague) == []


def test_the_plan_of_a_closed_case_is_the_coordinators_to_end(work: None) -> None:
    made = make_plans.world()
    make_plans.agreed(made)
    coordinator = basic.user(Role.COORDINATOR, SCHEME)
    assert plans_owed(coordinator) == []
    close_case(make.actor(coordinator), made.case, CaseEnd.DESISTED, clock.today())
    db.session.flush()
    assert plans_owed(coordinator) == [("LATE", True)]
    assert plans_owed(made.lead) == []


def test_what_is_asked_again_is_owed_by_who_works_with_the_person(work: None) -> None:
    made = make_plans.world()
    review = clock.today() + timedelta(days=30)
    by = make.actor(made.lead)
    add_contact_rule(by, made.person, Safety.NO_MESSAGES, "A shared telephone", "Himself", review)
    add_adjustment(by, made.person, Need.LARGE_PRINT, "18 point", "Himself", review)
    db.session.flush()

    def owed(user: User) -> list[tuple[str, int]]:
        actor = make.actor(user)
        debts = owed_by(actor, my_people(actor))
        return [
            (debt.cost.name, debt.about.count) for debt in debts if isinstance(debt.about, DueAgain)
        ]

    assert owed(made.lead) == []
    clock.shift(clock.at(review) - clock.real_now())
    assert owed(made.lead) == [("SOON", 2)]
    clock.shift(clock.at(review + timedelta(days=1)) - clock.real_now())
    assert owed(made.lead) == [("LATE", 2)]
    assert owed(made.colleague) == []


def test_safe_contact_stands_in_every_banner(browser: Browser) -> None:
    made = make_plans.world()
    by = make.actor(made.lead)
    review = clock.today() + timedelta(days=30)
    add_contact_rule(by, made.person, Safety.NO_MESSAGES, "A shared telephone", "Himself", review)
    db.session.flush()
    browser.sign_in(made.lead)
    for endpoint in ("overview.person", "contacts.log_contact", "plans.show_plan"):
        page = browser.visit(endpoint, reference=made.person.reference)
        assert "Safe contact: Do not leave messages: A shared telephone" in page
