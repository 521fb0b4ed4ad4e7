"""Transfers between schemes: nobody moves informally, and nobody before it takes effect."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.cases.models import CaseEnd, Strand
from popo.cases.queries import open_case_of, status_history
from popo.cases.services import open_case
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.jobs.models import Job
from popo.offending.models import OffenceEventKind
from popo.offending.services import NewEvent, record_event
from popo.people.about import AssertionKind, Handling
from popo.people.models import MarkerKind, SightLevel
from popo.people.services import add_marker, grant_sight
from popo.selection.jobs import carry_out_transfers
from popo.selection.models import TransferAnswer
from popo.selection.queries.transfers import (
    get_transfer,
    home_of,
    list_transfers,
)
from popo.selection.services import (
    answer_transfer,
    close_at_once,
    nominate_person,
    offer_transfer,
    open_pack,
    withdraw_transfer,
)
from popo.selection.services.re_selection import why_not_again
from popo.selection.services.transfers import (
    AnswerTransfer,
    OfferTransfer,
)
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move
from tests import make as basic
from tests.conftest import NOON
from tests.selection import make, make_transfers

TODAY = make.TODAY
TOMORROW = NOON + timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def scheme(work: None) -> make.Scheme:
    return make.scheme()


@pytest.fixture
def by(scheme: make.Scheme) -> Actor:
    return actor_for(scheme.coordinator)


def tomorrow() -> None:
    clock.shift(TOMORROW + HOUR - clock.real_now())


def test_an_offer_moves_nobody(scheme: make.Scheme) -> None:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case, "who", "warnings")
    settle()
    assert (transfer.is_waiting, transfer.number, transfer.parts) == (True, 1, ["who", "warnings"])
    assert home_of(person.id, clock.now()) is None
    assert open_case_of(person) is case
    assert transfer.answer_due_on == date(2024, 5, 15)  # ten working days, a bank holiday between


def test_accepted_it_takes_effect_at_its_instant_and_not_before(scheme: make.Scheme) -> None:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    make_transfers.accepted(scheme, transfer, TOMORROW)
    settle()
    assert (transfer.ended_on, open_case_of(person)) == (None, case)
    assert home_of(person.id, TOMORROW - HOUR) is None
    assert home_of(person.id, TOMORROW) == transfer.other_scheme_id
    (job,) = db.session.scalars(select(Job).where(Job.task == "selection.carry_out_transfers"))
    assert abs(job.run_after - clock.real_now() - timedelta(days=1)) < timedelta(minutes=5)
    carry_out_transfers()
    assert open_case_of(person) is case
    tomorrow()
    carry_out_transfers()
    carry_out_transfers()  # once all the same
    settle()
    assert (case.closed_on, case.end_reason) == (TODAY + timedelta(days=1), CaseEnd.MOVED)
    assert status_history(case)[0].status == "transferred_out"
    assert transfer.ended_on == TODAY + timedelta(days=1)


def test_in_effect_at_once_where_the_instant_has_come(scheme: make.Scheme) -> None:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    make_transfers.accepted(scheme, transfer, clock.now())
    settle()
    assert (case.closed_on, transfer.ended_on) == (TODAY, TODAY)
    assert home_of(person.id, clock.now()) == transfer.other_scheme_id


def test_work_recorded_after_the_instant_keeps_the_case_open_until_that_day(
    scheme: make.Scheme,
) -> None:
    _, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    make_transfers.accepted(scheme, transfer, TOMORROW)
    clock.shift(NOON + timedelta(days=3) - clock.real_now())
    police = actor_for(scheme.police)
    from_then = clock.today()
    make_transfers.engaged(police, case, from_then)
    carry_out_transfers()
    assert case.closed_on == from_then
    assert home_of(case.person_id, TOMORROW) == transfer.other_scheme_id


def test_whoever_was_transferred_is_taken_back_by_transfer_only(
    scheme: make.Scheme, by: Actor
) -> None:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    make_transfers.accepted(scheme, transfer, clock.now())
    settle()
    with pytest.raises(RuleBroken, match="Northborough scheme is responsible"):
        nominate_person(by, person, Strand.CATCH_AND_CONVICT, "Back, and stealing.")
    assert "Northborough scheme is responsible" in why_not_again(person, case)


@pytest.mark.parametrize("withdrawn", [True, False])
def test_refused_or_withdrawn_nothing_changes(
    scheme: make.Scheme, by: Actor, *, withdrawn: bool
) -> None:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    if withdrawn:
        withdraw_transfer(by, transfer, "He came back.", transfer.version)
    else:
        answer_transfer(by, transfer, AnswerTransfer(False, TODAY, "No room."), transfer.version)
    settle()
    assert (open_case_of(person), transfer.ended_on) == (case, TODAY)
    assert home_of(person.id, clock.now()) is None
    with pytest.raises(RuleBroken, match="is over"):
        withdraw_transfer(by, transfer, "Again.", transfer.version)
    make_transfers.offer_to(by, case, make_transfers.elsewhere(by, "Another scheme"))


def test_what_was_agreed_may_be_withdrawn_until_it_takes_effect(
    scheme: make.Scheme, by: Actor
) -> None:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    make_transfers.accepted(scheme, transfer, TOMORROW)
    db.session.flush()
    withdraw_transfer(by, transfer, "The tenancy fell through.", transfer.version)
    tomorrow()
    carry_out_transfers()
    settle()
    assert open_case_of(person) is case
    assert home_of(person.id, clock.now()) is None


def test_one_open_transfer_a_person(scheme: make.Scheme, by: Actor) -> None:
    _, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    with pytest.raises(RuleBroken, match="open already"):
        offer_transfer(by, case, OfferTransfer(transfer.other_scheme_id, "Again.", ("who",)))


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (AnswerTransfer(True, TODAY, "Yes."), "day and time"),
        (AnswerTransfer(True, TODAY, "Yes.", NOON - timedelta(days=1)), "cannot take effect"),
        (AnswerTransfer(False, TODAY + timedelta(days=1), "No."), "up to today"),
        (AnswerTransfer(False, TODAY - timedelta(days=1), "No."), "up to today"),
    ],
)
def test_answers_that_do_not_fit(
    scheme: make.Scheme, by: Actor, details: AnswerTransfer, words: str
) -> None:
    _, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    with pytest.raises(RuleBroken, match=words):
        answer_transfer(by, transfer, details, transfer.version)
    assert transfer.is_waiting


def test_an_answer_over_another_is_stale_and_only_one_stands(
    scheme: make.Scheme, by: Actor
) -> None:
    _, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    refused = AnswerTransfer(False, TODAY, "No.")
    with pytest.raises(StaleVersion):
        answer_transfer(by, transfer, refused, transfer.version + 1)
    make_transfers.accepted(scheme, transfer, TOMORROW)
    db.session.flush()
    with pytest.raises(RuleBroken, match="was answered"):
        answer_transfer(by, transfer, refused, transfer.version)


def test_nobody_moves_informally(scheme: make.Scheme, by: Actor) -> None:
    _, case = make_transfers.on_scheme(scheme)
    with pytest.raises(RuleBroken, match="Offer a transfer"):
        close_at_once(by, case, CaseEnd.MOVED, "Said so on the telephone.", TODAY)
    transfer = make_transfers.offered(scheme, case)
    make_transfers.accepted(scheme, transfer, TOMORROW)
    with pytest.raises(RuleBroken, match="Offer a transfer"):
        close_at_once(by, case, CaseEnd.MOVED, "Sooner than agreed.", TODAY)


def test_a_case_that_closes_otherwise_is_no_longer_on_offer(scheme: make.Scheme, by: Actor) -> None:
    _, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    close_at_once(by, case, CaseEnd.DECEASED, "The coroner's officer.", TODAY)
    settle()
    assert transfer.answer is TransferAnswer.WITHDRAWN
    assert "closed for another reason" in (transfer.answer_words or "")


def test_an_offer_names_parts_and_a_case_that_is_open(scheme: make.Scheme, by: Actor) -> None:
    _, case = make_transfers.on_scheme(scheme)
    other = make_transfers.elsewhere(by)
    with pytest.raises(RuleBroken, match="into the pack"):
        offer_transfer(by, case, OfferTransfer(other.id, "Moved.", ()))
    close_at_once(by, case, CaseEnd.DECEASED, "The coroner's officer.", TODAY)
    with pytest.raises(RuleBroken, match="has closed"):
        offer_transfer(by, case, OfferTransfer(other.id, "Moved.", ("who",)))


def test_unanswered_after_ten_working_days_it_is_overdue(scheme: make.Scheme, by: Actor) -> None:
    _, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    settle()
    for day, overdue in ((transfer.answer_due_on, False), (date(2024, 5, 16), True)):
        clock.shift(clock.at(day, 12) - clock.real_now())
        (found,) = list_transfers(by)
        assert found.is_overdue is overdue


def test_another_agency_sees_nothing_of_it(scheme: make.Scheme) -> None:
    _, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case)
    settle()
    stranger = basic.actor(of=basic.agency(AgencyKind.HOUSING))
    assert list_transfers(stranger) == []
    assert get_transfer(transfer.id, stranger) is None
    grant_sight(
        actor_for(scheme.coordinator),
        case.person_id,
        SightLevel.LIMITED,
        "a test",
        case.id,
        agency_id=stranger.agency_id,
    )
    assert list_transfers(stranger) == []


def test_the_pack_holds_what_was_chosen_and_never_what_may_not_leave(
    scheme: make.Scheme, by: Actor
) -> None:
    person, case = make_transfers.on_scheme(scheme)
    police = actor_for(scheme.police)
    review = TODAY + timedelta(days=30)
    marker = add_marker(police, person, MarkerKind.STAFF_SAFETY, "Dog", "Seen", review)
    gist = add_marker(police, person, MarkerKind.STAFF_SAFETY, "Knife", "Source", review)
    gist.kind = AssertionKind.INTELLIGENCE
    own = add_marker(by, person, MarkerKind.STAFF_SAFETY, "Ours", "Seen", review)
    own.handling = Handling.OWN_AGENCY
    for kind in (OffenceEventKind.ARREST, OffenceEventKind.DRUG_TEST):
        tested = kind is OffenceEventKind.DRUG_TEST or None
        record_event(police, person, NewEvent(kind, TODAY, test_positive=tested))
    move(police, person, Place.COMMUNITY, TODAY, None, "Visit", Confidence.CONFIRMED, TODAY)
    transfer = make_transfers.offered(scheme, case, "who", "warnings", "offending")
    settle()
    found = get_transfer(transfer.id, by)
    assert found
    pack = open_pack(by, found)
    assert pack.markers == [marker]
    assert [name.family for name in pack.names] == ["Example"]
    assert [event.event_kind for event in pack.events] == [OffenceEventKind.ARREST]
    assert (pack.locations, pack.spells, pack.addresses, pack.contacts) == ([], [], [], [])
    settle()
    (event,) = db.session.scalars(
        select(AuditEvent).where(AuditEvent.event == "transfer.pack_opened")
    )
    assert event.operation == "disclosure"
    assert event.details == {"number": transfer.number, "parts": ["who", "warnings", "offending"]}
    withdraw_transfer(by, transfer, "He came back.", transfer.version)
    with pytest.raises(RuleBroken, match="Nothing is sent"):
        open_pack(by, found)


def test_the_pack_of_an_adult_does_not_tell_of_prevent_and_deter(
    scheme: make.Scheme, by: Actor
) -> None:
    police = actor_for(scheme.police)
    person = basic.person(police)
    case = open_case(
        police, person, Strand.CATCH_AND_CONVICT, make_transfers.OPENED, police.agency_id
    )
    make_transfers.engaged(police, case, TODAY, Strand.PREVENT_AND_DETER)
    transfer = make_transfers.offered(scheme, case, "case")
    settle()
    found = get_transfer(transfer.id, by)
    assert found
    strands = {row.strand for row in open_pack(by, found).strands}
    assert strands == {Strand.CATCH_AND_CONVICT, Strand.REHABILITATE_AND_RESETTLE}
