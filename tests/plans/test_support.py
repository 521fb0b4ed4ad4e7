from datetime import date

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.queries import actor_for
from popo.cases.models import CaseEnd, Strand
from popo.cases.services import close_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.models import AddressKind, SightLevel
from popo.people.services import add_address
from popo.plans.models import (
    Intervention,
    LocalService,
    NeedLevel,
    Pathway,
    SupportResult,
    SupportStatus,
)
from popo.plans.queries.support import list_services, support_of
from popo.plans.queries.unmet import ELSEWHERE, Why, list_unmet, tabled, unmet_of
from popo.plans.services.directory import ServiceDetails, add_service, edit_service
from popo.plans.services.needs import add_need
from popo.plans.services.support import Progress, Referral, note_support, refer
from popo.reference.places import ward_of_postcode
from tests import make
from tests.actions.make_action import show
from tests.plans.make_plans import WEEK, World, drug_worker, need, world

pytestmark = pytest.mark.usefixtures("work")
TODAY = date(2024, 4, 30)
POSTCODE = "LU1 1AA"


def _details(name: str = "The Lodge", *, is_open: bool = True) -> ServiceDetails:
    return ServiceDetails(
        Pathway.ACCOMMODATION, name, "A charity", "01632 960001", "Ring before ten", is_open
    )


def _service() -> LocalService:
    row = add_service(make.coordinator(), _details())
    db.session.flush()
    return row


def _referral(
    service: LocalService | None = None,
    elsewhere: str = "",
    *,
    pathway: Pathway = Pathway.ACCOMMODATION,
    words: str = "A bed tonight",
    available: bool = True,
) -> Referral:
    return Referral(pathway, service, elsewhere, TODAY - 4 * WEEK, words, available)


def _referred(made: World) -> Intervention:
    row = refer(made.actor, made.person, _referral(_service()), health=False)
    db.session.flush()
    return row


def _ended(
    result: SupportResult | None = SupportResult.COMPLETED, words: str = "A room"
) -> Progress:
    return Progress(SupportStatus.ENDED, TODAY, result, words)


def test_the_directory_is_kept_by_the_coordinator_and_the_resettlement_lead() -> None:
    resettlement = make.actor(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE)
    row = add_service(resettlement, _details())
    db.session.flush()
    edit_service(make.coordinator(), row, _details("The Lodge house"), row.version)
    for other in (
        make.actor(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT),
        make.actor(Role.CHAIR, SCHEME),
        make.actor(),
    ):
        with pytest.raises(RuleBroken, match="keep this directory"):
            add_service(other, _details("Another"))
        with pytest.raises(RuleBroken, match="keep this directory"):
            edit_service(other, row, _details(), row.version)
    assert row.name == "The Lodge house"


def test_a_service_is_named_once_for_a_pathway_and_closed_rather_than_removed() -> None:
    row = _service()
    coordinator = make.coordinator()
    with pytest.raises(RuleBroken, match="in the directory"):
        add_service(coordinator, _details())
    with pytest.raises(StaleVersion):
        edit_service(coordinator, row, _details(), row.version - 1)
    edit_service(coordinator, row, _details(is_open=False), row.version)
    db.session.flush()
    assert row.closed_on == TODAY
    assert list_services() == []
    assert list_services(closed=True) == [row]
    edit_service(coordinator, row, _details(), row.version)
    assert row.closed_on is None


def test_support_is_referred_started_sustained_and_ended() -> None:
    made = world()
    row = _referred(made)
    assert (row.status, row.agency_id) == (SupportStatus.REFERRED, made.agency.id)
    started = Progress(SupportStatus.STARTED, TODAY - 3 * WEEK, None, "")
    note_support(made.actor, row, started, row.version)
    db.session.flush()
    lasting = Progress(SupportStatus.SUSTAINED, TODAY, None, "Settled")
    note_support(made.actor, row, lasting, row.version)
    db.session.flush()
    note_support(made.actor, row, _ended(), row.version)
    db.session.flush()
    days = (row.started_on, row.sustained_on, row.ended_on)
    assert days == (TODAY - 3 * WEEK, TODAY, TODAY)
    assert (row.status, row.result) == (SupportStatus.ENDED, SupportResult.COMPLETED)
    assert support_of(made.person, made.actor) == [row]
    with pytest.raises(RuleBroken, match="has ended"):
        note_support(made.actor, row, lasting, row.version)


@pytest.mark.parametrize(
    ("progress", "message"),
    [
        (Progress(SupportStatus.STARTED, TODAY + WEEK, None, ""), "future"),
        (Progress(SupportStatus.STARTED, TODAY - 5 * WEEK, None, ""), "before the last thing"),
        (Progress(SupportStatus.REFERRED, TODAY, None, ""), "that far already"),
        (_ended(None), "how it ended"),
        (_ended(words=" "), "what came of it"),
    ],
)
def test_note_support_refuses_what_cannot_be(progress: Progress, message: str) -> None:
    made = world()
    row = _referred(made)
    with pytest.raises(RuleBroken, match=message):
        note_support(made.actor, row, progress, row.version)
    with pytest.raises(StaleVersion):
        note_support(made.actor, row, _ended(), row.version - 1)


def test_refer_names_one_place_and_says_what_for() -> None:
    made = world()
    service = _service()
    refused = [
        (_referral(), "Choose the service"),
        (_referral(service, "The church"), "not both"),
        (_referral(service, pathway=Pathway.HEALTH), "another pathway"),
        (_referral(service, words=" "), "what they are sent for"),
        (Referral(Pathway.HEALTH, None, "X", TODAY + WEEK, "A", available=True), "future"),
    ]
    for referral, message in refused:
        with pytest.raises(RuleBroken, match=message):
            refer(made.actor, made.person, referral, health=False)
    row = refer(made.actor, made.person, _referral(None, "The church"), health=False)
    assert row.elsewhere == "The church"


def test_treatment_is_read_by_its_agency_and_the_cleared() -> None:
    made = world()
    worker = actor_for(drug_worker())
    referral = _referral(None, "The clinic", pathway=Pathway.DRUGS_AND_ALCOHOL)
    row = refer(worker, made.person, referral, health=True)
    db.session.flush()
    assert row.compartment is Compartment.HEALTH
    assert support_of(made.person, made.actor) == []
    cleared = make.actor(of=made.agency, clearances=(Clearance.HEALTH,))
    assert support_of(made.person, cleared) == [row]
    with pytest.raises(RuleBroken, match="holds no health information"):
        refer(worker, made.person, _referral(None, "A hostel"), health=True)


def _need(made: World, pathway: Pathway = Pathway.ACCOMMODATION) -> None:
    add_need(made.actor, made.person, pathway, need(), health=False)
    db.session.flush()


def test_a_significant_need_is_unmet_until_support_runs_and_again_once_it_ends() -> None:
    made = world()
    assert unmet_of(made.person, made.actor) == {}
    _need(made)
    assert unmet_of(made.person, made.actor)[Pathway.ACCOMMODATION].why is Why.NOTHING_REFERRED
    refer(made.actor, made.person, _referral(available=False), health=False)
    db.session.flush()
    assert unmet_of(made.person, made.actor)[Pathway.ACCOMMODATION].why is Why.NOT_AVAILABLE
    row = _referred(made)
    assert unmet_of(made.person, made.actor) == {}
    note_support(made.actor, row, _ended(SupportResult.NOT_ACCEPTED), row.version)
    db.session.flush()
    assert unmet_of(made.person, made.actor)[Pathway.ACCOMMODATION].why is Why.ENDED


def test_what_runs_counts_though_something_newer_was_not_to_be_had() -> None:
    made = world()
    _need(made)
    _referred(made)
    refer(made.actor, made.person, _referral(available=False), health=False)
    db.session.flush()
    assert unmet_of(made.person, made.actor) == {}


@pytest.mark.parametrize("level", [one for one in NeedLevel if one is not NeedLevel.SIGNIFICANT])
def test_lesser_needs_are_not_unmet(level: NeedLevel) -> None:
    made = world()
    add_need(made.actor, made.person, Pathway.HEALTH, need(level), health=False)
    db.session.flush()
    assert list_unmet(made.actor) == []


def test_unmet_need_is_counted_among_open_cases_that_the_reader_may_read() -> None:
    made = world()
    _need(made)
    coordinator, stranger = make.coordinator(), make.actor()
    assert [row.person for row in list_unmet(coordinator)] == [made.person]
    assert list_unmet(stranger) == []
    close_case(made.actor, made.case, CaseEnd.DESISTED, clock.today())
    db.session.flush()
    assert list_unmet(coordinator) == []


def test_treatment_one_may_not_read_is_not_counted_as_support() -> None:
    made = world()
    _need(made, Pathway.DRUGS_AND_ALCOHOL)
    worker = drug_worker()
    show(made.person, worker, made.actor, SightLevel.WORK)
    referral = _referral(None, "The clinic", pathway=Pathway.DRUGS_AND_ALCOHOL)
    refer(actor_for(worker), made.person, referral, health=True)
    db.session.flush()
    assert unmet_of(made.person, actor_for(worker)) == {}
    assert Pathway.DRUGS_AND_ALCOHOL in unmet_of(made.person, made.actor)


def test_unmet_need_is_tabled_by_pathway_and_area() -> None:
    made = world()
    _need(made)
    _need(made, Pathway.HEALTH)
    assert {row.area for row in list_unmet(made.actor)} == {ELSEWHERE}
    add_address(made.actor, made.person, AddressKind.HOME, "1 High Street", POSTCODE, "Told us")
    db.session.flush()
    ward = ward_of_postcode(POSTCODE)
    assert ward is not None
    table = tabled(list_unmet(made.actor))
    assert table.count(Pathway.ACCOMMODATION, ward.area.name) == 1
    assert (table.down(ward.area.name), table.across(Pathway.HEALTH), table.total) == (2, 1, 2)
