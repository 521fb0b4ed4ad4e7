"""An adult's readers never learn of Prevent and Deter from the decisions about it."""

from datetime import date

import pytest

from popo.accounts.models import User
from popo.cases.models import CaseEnd, ExitPlan, Strand
from popo.cases.queries import engagement_history
from popo.cases.services import close_case, engage_strand
from popo.db import db
from popo.people.models import Person, SightCompartment
from popo.selection.models import Decision, PanelDecision
from popo.selection.queries.decisions import decisions_of, get_de_selection
from popo.selection.queries.markers import markers_of
from popo.selection.queries.ratifying import waiting_for_ratification
from popo.selection.queries.telling import tellings_of
from popo.selection.services import move_strand, propose_de_selection, withdraw_de_selection
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import grown_up, move, selected, uncleared

EARLIER = date(2024, 4, 2)


class Escalated:
    """Somebody of 19: proposed to leave Prevent and Deter, later moved to Catch and Convict."""

    def __init__(self) -> None:
        self.scheme: Scheme = make.scheme()
        self.person, self.case = grown_up(self.scheme)
        self.proposal = self._proposed_and_withdrawn()
        self.case.opened_on = self.proposal.effective_on = EARLIER
        for row in engagement_history(self.case):
            row.starts_on = EARLIER
        db.session.flush()  # read back
        who, to = make.actor(self.scheme.coordinator), Strand.CATCH_AND_CONVICT
        self.move = move_strand(who, self.person, self.case, move(self.scheme, to))
        db.session.flush()  # read back
        assert self.person.sight_compartment is SightCompartment.ADULT

    def _proposed_and_withdrawn(self) -> PanelDecision:
        yos = make.actor(self.scheme.yos)
        proposal = propose_de_selection(yos, self.case, CaseEnd.DESISTED, "Quiet.")
        db.session.flush()  # read back
        found = get_de_selection(proposal.id, yos)
        assert found is not None
        withdraw_de_selection(make.actor(self.scheme.coordinator), found)
        return proposal


def kinds(person: Person, user: User) -> set[Decision]:
    return {row.decision.decision for row in decisions_of(person, make.actor(user))}


def test_decisions_about_it_are_hidden_from_the_uncleared(work: None) -> None:
    was = Escalated()
    cleared, other = was.scheme.coordinator, uncleared(was.scheme)
    assert kinds(was.person, cleared) == {Decision.SELECT, Decision.DE_SELECT, Decision.MOVE_STRAND}
    assert kinds(was.person, other) == set()
    assert kinds(was.person, was.scheme.police) == set()


def test_so_are_markers_telling_and_what_waits_for_a_meeting(work: None) -> None:
    was = Escalated()
    cleared, other = make.actor(was.scheme.coordinator), make.actor(uncleared(was.scheme))
    assert {row.strand for row in markers_of(was.case, cleared)} == {
        Strand.PREVENT_AND_DETER,
        Strand.CATCH_AND_CONVICT,
    }
    assert {row.strand for row in markers_of(was.case, other)} == {Strand.CATCH_AND_CONVICT}
    assert {row.strand for row in tellings_of(was.case, other)} == {Strand.CATCH_AND_CONVICT}
    assert {row.decision for row in waiting_for_ratification(cleared)}
    assert waiting_for_ratification(other) == []


def test_pages_say_nothing_of_it(browser: Browser) -> None:
    was = Escalated()
    browser.sign_in(uncleared(was.scheme))
    page = browser.visit("selection.person_selection", reference=was.person.reference)
    main = page.html.partition("<main")[2]
    for word in (
        "Prevent and Deter",
        "Youth Offending",
        "De-selected",
        "Moved to another strand",
        "Quiet.",
    ):
        assert word not in main.replace(">Propose de-selection<", "").replace(
            "Move to another strand", ""
        ), word
    browser.visit("selection.show_de_selection", 404, decision_id=was.proposal.id)
    for endpoint in ("ratify_decision", "undo_decision"):
        browser.visit(f"selection.{endpoint}", 404, decision_id=was.move.id)
    browser.sign_in(was.scheme.coordinator)
    browser.visit("selection.show_de_selection", decision_id=was.proposal.id)
    browser.visit("selection.ratify_decision", decision_id=was.move.id)


def test_exit_plan_of_a_former_spell_is_hidden_too(browser: Browser) -> None:
    scheme = make.scheme()
    person, case = grown_up(scheme)
    who = make.actor(scheme.coordinator)
    plan = ExitPlan(
        person_id=person.id,
        agency_id=case.agency_id,
        case_id=case.id,
        owner_id=scheme.yos.id,
        ends_on=TODAY.replace(month=7),
        words="The youth club goes on.",
    )
    db.session.add(plan)
    close_case(who, case, CaseEnd.TURNED_18, TODAY)
    person.sight_compartment = SightCompartment.ADULT
    db.session.flush()  # read back
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.person_selection", reference=person.reference)
    assert "The youth club goes on." in page
    browser.sign_in(uncleared(scheme))
    page = browser.visit("selection.person_selection", reference=person.reference)
    assert "The youth club goes on." not in page


@pytest.mark.parametrize("beside", [True, False])
def test_decisions_about_an_adult_strand_are_shown(work: None, *, beside: bool) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    if beside:
        yos = make.actor(scheme.yos)
        engage_strand(yos, case, Strand.PREVENT_AND_DETER, scheme.yos.agency_id, TODAY)
    propose_de_selection(make.actor(scheme.police), case, CaseEnd.DESISTED, "Quiet.")
    db.session.flush()  # read back
    shown = kinds(found.person, uncleared(scheme))
    assert shown == {Decision.SELECT, Decision.DE_SELECT}
