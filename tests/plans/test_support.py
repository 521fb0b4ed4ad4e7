from datetime import date

import pytest

from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.plans.models import (
    Intervention,
    LocalService,
    Pathway,
    SupportResult,
    SupportStatus,
)
from popo.plans.queries.support import list_services, support_of
from popo.plans.services.directory import ServiceDetails, add_service, edit_service
from popo.plans.services.support import Progress, Referral, note_support, refer
from tests import make
from tests.plans.make_plans import WEEK, World, drug_worker, world

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
