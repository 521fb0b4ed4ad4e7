"""Offers to us: the panel answers, and no case opens before it takes effect."""

from datetime import timedelta

import pytest

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.cases.queries import case_history, open_case_of
from popo.db import db, settle
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.selection.jobs import carry_out_transfers
from popo.selection.models import Decision, PanelDecision, TransferAnswer
from popo.selection.queries.transfers import (
    get_transfer,
    home_of,
    open_transfer_of,
    transfers_of,
)
from popo.selection.services import (
    answer_transfer,
    decide_transfer,
    nominate_person,
    receive_transfer,
    undo_decision,
)
from popo.selection.services.transfers import (
    AnswerTransfer,
    DecideTransfer,
    ReceiveTransfer,
)
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


def newcomer(scheme: make.Scheme) -> Person:
    return basic.person(actor_for(scheme.police), "Bert", "Sample")


def yes(scheme: make.Scheme, *, urgent: bool = True) -> DecideTransfer:
    return DecideTransfer(
        accepted=True,
        panel=make_transfers.panel(scheme, urgent=urgent),
        effective_at=NOON,
        lead_agency_id=scheme.police.agency_id,
    )


def test_an_offer_to_us_opens_nothing_until_the_panel_accepts(
    scheme: make.Scheme, by: Actor
) -> None:
    person = newcomer(scheme)
    transfer = make_transfers.received(scheme, person)
    assert open_case_of(person) is None
    assert home_of(person.id, clock.now()) == transfer.other_scheme_id
    with pytest.raises(RuleBroken, match="decide on the transfer"):
        nominate_person(by, person, Strand.CATCH_AND_CONVICT, "Six burglaries.")
    decide_transfer(by, transfer, person, yes(scheme, urgent=False), transfer.version)
    settle()
    case = open_case_of(person)
    assert case is not None
    assert (case.opened_on, transfer.case_id, transfer.ended_on) == (TODAY, case.id, TODAY)
    assert home_of(person.id, clock.now()) is None
    row = db.session.get_one(PanelDecision, transfer.decision_id)
    assert (row.decision, row.case_id, row.urgent) == (Decision.SELECT, case.id, False)


def test_the_panel_refuses_with_its_reasons(scheme: make.Scheme, by: Actor) -> None:
    person = newcomer(scheme)
    transfer = make_transfers.received(scheme, person)
    said = DecideTransfer(accepted=False, panel=make_transfers.panel(scheme, urgent=True))
    decide_transfer(by, transfer, person, said, transfer.version)
    settle()
    assert open_case_of(person) is None
    assert (transfer.answer, transfer.answer_words) == ("refused", "Ours from now on.")
    row = db.session.get_one(PanelDecision, transfer.decision_id)
    assert (row.decision, row.urgent) == (Decision.DECLINE, True)
    assert home_of(person.id, clock.now()) == transfer.other_scheme_id


def test_two_agencies_take_somebody_on_and_a_lead_is_named(scheme: make.Scheme, by: Actor) -> None:
    person = newcomer(scheme)
    transfer = make_transfers.received(scheme, person)
    panel = make_transfers.panel(scheme, urgent=True)
    alone = DecideTransfer(True, type(panel)(None, panel.parties[:1], "Ours.", TODAY), NOON)
    no_lead = DecideTransfer(True, panel, NOON)
    for details, words in ((alone, "two agencies"), (no_lead, "agency that leads")):
        with pytest.raises(RuleBroken, match=words):
            decide_transfer(by, transfer, person, details, transfer.version)
    assert transfer.is_waiting


def test_each_side_answers_the_other_s_offer(scheme: make.Scheme, by: Actor) -> None:
    person, case = make_transfers.on_scheme(scheme)
    ours = make_transfers.offered(scheme, case)
    with pytest.raises(RuleBroken, match="other scheme answers"):
        decide_transfer(by, ours, person, yes(scheme), ours.version)
    newcomer_ = newcomer(scheme)
    theirs = make_transfers.receive_from(
        by, newcomer_, make_transfers.elsewhere(by, "Another scheme")
    )
    with pytest.raises(RuleBroken, match="panel answers"):
        answer_transfer(by, theirs, AnswerTransfer(False, TODAY, "No."), theirs.version)


def test_whoever_is_ours_or_nominated_is_not_offered_to_us(scheme: make.Scheme, by: Actor) -> None:
    person, _ = make_transfers.on_scheme(scheme)
    other = make_transfers.elsewhere(by)
    details = ReceiveTransfer(other.id, TODAY, "Lives here.", "Six burglaries.")
    with pytest.raises(RuleBroken, match="on the scheme already"):
        receive_transfer(by, person, details)
    nominated = newcomer(scheme)
    nominate_person(actor_for(scheme.police), nominated, Strand.CATCH_AND_CONVICT, "Burglaries.")
    db.session.flush()
    with pytest.raises(RuleBroken, match="decide on the nomination"):
        receive_transfer(by, nominated, details)
    with pytest.raises(RuleBroken, match="in the future"):
        receive_transfer(
            by,
            newcomer(scheme),
            ReceiveTransfer(other.id, TODAY + timedelta(days=1), "Lives here.", "Burglaries."),
        )


def test_a_child_is_taken_on_by_prevent_and_deter(scheme: make.Scheme, by: Actor) -> None:
    yos = actor_for(scheme.yos)
    child = basic.person(yos, "Cal", "Young", make.BORN_YOUNG)
    transfer = make_transfers.received(scheme, child)
    settle()
    assert get_transfer(transfer.id, actor_for(scheme.strand_lead)) is None
    decide_transfer(by, transfer, child, yes(scheme), transfer.version)
    settle()
    case = open_case_of(child)
    assert case is not None
    assert [one.transfer for one in transfers_of(child, by)] == [transfer]
    assert transfers_of(child, actor_for(scheme.police)) == []


def test_taken_on_by_an_urgent_decision_nobody_is_dropped_by_undoing_it(
    scheme: make.Scheme, by: Actor
) -> None:
    person = newcomer(scheme)
    transfer = make_transfers.received(scheme, person)
    decide_transfer(by, transfer, person, yes(scheme), transfer.version)
    settle()
    row = db.session.get_one(PanelDecision, transfer.decision_id)
    with pytest.raises(RuleBroken, match="offer them back"):
        undo_decision(by, row, scheme.item(person=person), "Not ours.")


def test_an_urgent_yes_undone_before_its_instant_takes_nobody_on(
    scheme: make.Scheme, by: Actor
) -> None:
    person = newcomer(scheme)
    transfer = make_transfers.received(scheme, person)
    details = DecideTransfer(
        True, make_transfers.panel(scheme, urgent=True), TOMORROW, scheme.police.agency_id
    )
    decide_transfer(by, transfer, person, details, transfer.version)
    settle()
    row = db.session.get_one(PanelDecision, transfer.decision_id)
    undo_decision(by, row, scheme.item(person=person), "Not ours.")
    tomorrow()
    carry_out_transfers()
    settle()
    assert open_case_of(person) is None
    assert transfer.answer is TransferAnswer.WITHDRAWN
    assert home_of(person.id, clock.now()) == transfer.other_scheme_id


def test_somebody_who_died_meanwhile_is_not_taken_on(scheme: make.Scheme, by: Actor) -> None:
    person = newcomer(scheme)
    transfer = make_transfers.received(scheme, person)
    details = DecideTransfer(
        True, make_transfers.panel(scheme, urgent=True), TOMORROW, scheme.police.agency_id
    )
    decide_transfer(by, transfer, person, details, transfer.version)
    person.deceased_on = TODAY
    tomorrow()
    carry_out_transfers()
    settle()
    assert case_history(person) == []
    assert transfer.answer is TransferAnswer.WITHDRAWN
    assert open_transfer_of(person.id) is None
