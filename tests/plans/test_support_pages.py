"""The directory, support, unmet needs and who takes over, as pages."""

from uuid import uuid4

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.services import close_user
from popo.cases.models import Strand
from popo.db import db
from popo.people.models import SightLevel
from popo.plans.models import Intervention, LocalService, Pathway
from popo.plans.queries.plans import objectives_of
from popo.plans.services.directory import ServiceDetails, add_service
from popo.plans.services.needs import add_need
from popo.plans.services.owning import set_default_owner
from tests import make
from tests.actions.make_action import show
from tests.pages import Browser
from tests.plans.make_plans import agreed, need, world


def _coordinator() -> User:
    return make.user(Role.COORDINATOR, SCHEME)


def _form(**more: str) -> dict[str, str]:
    return {
        "idempotency": uuid4().hex,
        "pathway": "accommodation",
        "name": "The Lodge",
        "run_by": "A charity",
        "contact": "01632 960001",
        "route": "Ring before ten",
        **more,
    }


def _service() -> LocalService:
    details = ServiceDetails(
        Pathway.ACCOMMODATION, "The Lodge", "A charity", "01632 960001", "Ring before ten"
    )
    row = add_service(make.coordinator(), details)
    db.session.flush()
    return row


def test_the_directory_is_kept_by_two_and_read_by_all(browser: Browser) -> None:
    browser.sign_in(_coordinator())
    assert "The directory is empty" in browser.visit("plans.list_services")
    browser.visit("plans.add_service")
    browser.send("plans.add_service", _form())
    assert "in the directory" in browser.send("plans.add_service", _form(), expect=422)
    row = db.session.query(LocalService).one()
    browser.visit("plans.edit_service", service_id=row.id)
    read = str(row.version)
    browser.send("plans.edit_service", _form(version=read, name="The House"), service_id=row.id)
    stale = _form(version=read, name="The Barn", closed="y")
    page = browser.send("plans.edit_service", stale, expect=409, service_id=row.id)
    assert "The House" in page
    assert "The Barn" in page
    browser.visit("plans.edit_service", expect=404, service_id=uuid4())
    browser.sign_in(make.user())
    page = browser.visit("plans.list_services")
    assert "Ring before ten" in page
    assert "Add a service" not in page
    browser.visit("plans.add_service", expect=403)
    other_lead = make.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT)
    browser.sign_in(other_lead)
    assert "keep this directory" in browser.visit("plans.add_service", expect=422)


def test_support_is_referred_and_followed(browser: Browser) -> None:
    made = world()
    service = _service()
    about = {"reference": made.person.reference}
    browser.sign_in(made.lead)
    browser.visit("plans.refer", pathway="accommodation", **about)
    form = {
        "idempotency": uuid4().hex,
        "pathway": "accommodation",
        "service": str(service.id),
        "elsewhere": "",
        "referred_on": "-14",
        "words": "A bed tonight",
    }
    missing = {**form, "idempotency": uuid4().hex, "service": ""}
    assert "Choose the service" in browser.send("plans.refer", missing, expect=422, **about)
    browser.send("plans.refer", form, **about)
    assert "The Lodge" in browser.visit("plans.show_plan", **about)
    row = db.session.query(Intervention).one()
    browser.visit("plans.note_support", intervention_id=row.id)
    read = str(row.version)
    started = {
        "idempotency": uuid4().hex,
        "version": read,
        "status": "started",
        "on": "-7",
        "words": "",
    }
    browser.send("plans.note_support", started, intervention_id=row.id)
    late = {**started, "idempotency": uuid4().hex, "words": "Late"}
    page = browser.send("plans.note_support", late, expect=409, intervention_id=row.id)
    assert "Late" in page
    db.session.refresh(row)
    ended = {
        "idempotency": uuid4().hex,
        "version": str(row.version),
        "status": "ended",
        "on": "today",
        "result": "completed",
        "words": "Moved to a flat",
    }
    browser.send("plans.note_support", ended, intervention_id=row.id)
    page = browser.visit("plans.show_plan", **about)
    assert "Completed: Moved to a flat" in page
    browser.sign_in(make.user()).visit("plans.note_support", expect=404, intervention_id=row.id)


def test_unmet_needs_are_counted_and_every_number_opens_its_list(browser: Browser) -> None:
    made = world()
    for pathway in (Pathway.ACCOMMODATION, Pathway.HEALTH):
        add_need(made.actor, made.person, pathway, need(), health=False)
    db.session.flush()
    browser.sign_in(_coordinator())
    table = browser.visit("plans.list_unmet")
    assert made.person.reference not in table
    assert "Who they are 2" not in table
    assert "s = hidden" in table
    assert "Health, No address in the area: s hidden" in table
    assert "Health, Luton South" not in table  # a zero has no list
    page = browser.visit("plans.list_unmet", everybody="yes")
    assert "Who they are 2" in page
    assert made.person.reference in page
    page = browser.visit("plans.list_unmet", pathway="health", area="No address in the area")
    assert "Health, No address in the area 1" in page
    assert "No unmet need here" in browser.visit("plans.list_unmet", area="Luton South")
    browser.visit("plans.list_unmet", pathway="nonsense")
    lead_elsewhere = make.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE)
    page = browser.sign_in(lead_elsewhere).visit("plans.list_unmet", everybody="yes")
    assert made.person.reference in page  # beside Catch and Convict runs the resettlement strand
    browser.sign_in(make.user()).visit("plans.list_unmet", expect=403)


def test_what_nobody_owns_is_listed_and_given_to_somebody(browser: Browser) -> None:
    made = world()
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    default = made.colleague
    browser.sign_in(default)
    assert "has an owner at work" in browser.visit("plans.list_unowned")
    close_user(made.lead, make.coordinator())
    set_default_owner(make.coordinator(), made.agency, default)
    db.session.flush()
    page = browser.visit("plans.list_unowned")
    assert made.person.reference in page
    assert made.lead.name in page
    shown = browser.visit("plans.show_plan", reference=made.person.reference)
    assert f"{default.name} has it by default" in shown
    taken = {"version": str(row.version), "owner": str(default.id)}
    browser.send("plans.hand_over_objective", taken, objective_id=row.id)
    assert "has an owner at work" in browser.visit("plans.list_unowned")


def test_who_takes_over_is_chosen_for_each_agency(browser: Browser) -> None:
    made = world()
    browser.sign_in(_coordinator())
    assert "Nobody named" in browser.visit("plans.list_default_owners")
    browser.visit("plans.set_default_owner", agency_id=made.agency.id)
    chosen = {"user": str(made.colleague.id)}
    browser.send("plans.set_default_owner", chosen, agency_id=made.agency.id)
    assert made.colleague.name in browser.visit("plans.list_default_owners")
    refused = browser.send("plans.set_default_owner", chosen, expect=422, agency_id=made.agency.id)
    assert "already" in refused
    browser.sign_in(made.lead)
    refused = browser.send(
        "plans.set_default_owner",
        {"user": str(made.lead.id)},
        expect=422,
        agency_id=made.agency.id,
    )
    assert "Only the co-ordinator" in refused


def test_the_plan_is_a_tab_of_the_person(browser: Browser) -> None:
    made = world()
    reader = make.user()
    show(made.person, reader, made.actor, SightLevel.READ)
    page = browser.sign_in(reader).visit("overview.person", reference=made.person.reference)
    assert f'href="/people/{made.person.reference}/plan"' in page.html
