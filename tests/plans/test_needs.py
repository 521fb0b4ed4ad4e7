from datetime import timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.plans.models import Need, NeedLevel, Pathway
from popo.plans.policy import usually_health
from popo.plans.queries.needs import ended_needs_of, needs_of
from popo.plans.services.needs import NeedDetails, add_need, edit_need, end_need
from tests import make
from tests.cases.make import assert_refused
from tests.plans.make_plans import drug_worker, need, world

pytestmark = pytest.mark.usefixtures("work")


def test_a_need_is_said_with_its_evidence_and_its_agency() -> None:
    made = world()
    row = add_need(made.actor, made.person, Pathway.ACCOMMODATION, need(), health=False)
    settle()
    assert needs_of(made.person, made.actor)[Pathway.ACCOMMODATION] == [row]
    assert (row.agency_id, row.compartment) == (made.agency.id, Compartment.CORE)
    assert (row.evidence, row.source) == ("Sleeps in a car", "The outreach team")
    assert db.session.scalars(select(AuditEvent.event)).all()[-1] == "need.added"


def test_every_pathway_is_there_in_order_though_nothing_is_said() -> None:
    made = world()
    assert list(needs_of(made.person, made.actor)) == list(Pathway)


def test_edit_need_ends_the_row_and_begins_another() -> None:
    made = world()
    first = add_need(made.actor, made.person, Pathway.HEALTH, need(), health=True)
    db.session.flush()
    later = edit_need(made.actor, first, need(NeedLevel.SOME, "Sees a doctor"), first.version)
    db.session.flush()
    assert (first.ends_on, first.evidence) == (clock.today(), "Sleeps in a car")
    assert (later.compartment, later.pathway) == (Compartment.HEALTH, Pathway.HEALTH)
    assert needs_of(made.person, made.actor)[Pathway.HEALTH] == [later]
    assert ended_needs_of(made.person, made.actor) == [first]


def test_edit_need_refuses_a_stale_form() -> None:
    made = world()
    first = add_need(made.actor, made.person, Pathway.HEALTH, need(), health=False)
    db.session.flush()
    read = first.version
    edit_need(made.actor, first, need(NeedLevel.SOME), read)
    db.session.flush()
    with pytest.raises(StaleVersion):
        edit_need(made.actor, first, need(NeedLevel.NONE), read)
    with pytest.raises(StaleVersion):
        end_need(made.actor, first, "No longer", first.version)


def test_another_agency_writes_its_own_and_changes_none_of_ours() -> None:
    made = world()
    ours = add_need(made.actor, made.person, Pathway.HEALTH, need(), health=False)
    stranger = make.actor()
    theirs = add_need(stranger, made.person, Pathway.HEALTH, need(), health=False)
    db.session.flush()
    with pytest.raises(RuleBroken, match="Only the agency that wrote this"):
        edit_need(stranger, ours, need(), ours.version)
    with pytest.raises(RuleBroken, match="Only the agency that wrote this"):
        end_need(stranger, ours, "Wrong", ours.version)
    assert set(needs_of(made.person, made.actor)[Pathway.HEALTH]) == {ours, theirs}


def test_an_agency_says_one_thing_of_a_pathway() -> None:
    made = world()
    add_need(made.actor, made.person, Pathway.ACCOMMODATION, need(), health=False)
    with pytest.raises(RuleBroken, match="Change that instead"):
        add_need(made.actor, made.person, Pathway.ACCOMMODATION, need(), health=False)
    assert_refused(
        Need(
            person_id=made.person.id,
            agency_id=made.agency.id,
            compartment=Compartment.CORE,
            pathway=Pathway.ACCOMMODATION,
            level=NeedLevel.NOT_KNOWN,
            starts_on=clock.today(),
            written_by_id=made.lead.id,
            evidence="",
            source="",
        )
    )


def test_end_need_says_why() -> None:
    made = world()
    row = add_need(made.actor, made.person, Pathway.ACCOMMODATION, need(), health=False)
    db.session.flush()
    with pytest.raises(RuleBroken, match="Say why"):
        end_need(made.actor, row, " ", row.version)
    end_need(made.actor, row, "He has a flat", row.version)
    assert (row.ends_on, row.why_ended) == (clock.today(), "He has a flat")


@pytest.mark.parametrize(
    ("details", "message"),
    [
        (NeedDetails(NeedLevel.SOME, " ", "A", clock.today()), "what shows it"),
        (NeedDetails(NeedLevel.NONE, "A", " ", clock.today()), "comes from"),
        (NeedDetails(NeedLevel.SOME, "A", "A", None), "day of the evidence"),
    ],
)
def test_what_is_known_has_evidence_source_and_day(details: NeedDetails, message: str) -> None:
    made = world()
    with pytest.raises(RuleBroken, match=message):
        add_need(made.actor, made.person, Pathway.ACCOMMODATION, details, health=False)


def test_evidence_is_not_of_tomorrow_and_not_known_needs_none() -> None:
    made = world()
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(RuleBroken, match="future"):
        add_need(
            made.actor,
            made.person,
            Pathway.ACCOMMODATION,
            NeedDetails(NeedLevel.SOME, "A", "A", tomorrow),
            health=False,
        )
    unknown = NeedDetails(NeedLevel.NOT_KNOWN, "", "", None)
    assert add_need(made.actor, made.person, Pathway.ACCOMMODATION, unknown, health=False)


@pytest.mark.parametrize("pathway", [one for one in Pathway if not one.may_hold_health])
def test_only_two_pathways_hold_health_information(pathway: Pathway) -> None:
    made = world()
    with pytest.raises(RuleBroken, match="holds no health information"):
        add_need(made.actor, made.person, pathway, need(), health=True)
    assert_refused(
        Need(
            person_id=made.person.id,
            agency_id=made.agency.id,
            compartment=Compartment.HEALTH,
            pathway=pathway,
            level=NeedLevel.NOT_KNOWN,
            starts_on=clock.today(),
            written_by_id=made.lead.id,
            evidence="",
            source="",
        )
    )


def test_health_needs_are_read_by_their_agency_and_the_cleared() -> None:
    made = world()
    worker = actor_for(drug_worker())
    row = add_need(worker, made.person, Pathway.DRUGS_AND_ALCOHOL, need(), health=True)
    db.session.flush()
    cleared = make.actor(of=made.agency, clearances=(Clearance.HEALTH,))
    for reader, sees in ((worker, [row]), (cleared, [row]), (made.actor, [])):
        assert needs_of(made.person, reader)[Pathway.DRUGS_AND_ALCOHOL] == sees
    other = make.actor(of=make.agency(AgencyKind.HOUSING))
    assert needs_of(made.person, other)[Pathway.DRUGS_AND_ALCOHOL] == []


def test_treatment_agencies_write_health_information_unless_they_say_otherwise() -> None:
    assert usually_health(actor_for(drug_worker()))
    assert not usually_health(make.actor())
