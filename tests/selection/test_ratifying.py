"""An urgent decision is ratified or undone at the next meeting, and waits in sight till then."""

from datetime import timedelta

import pytest

from popo import clock
from popo.accounts.models import AgencyKind
from popo.cases.models import CaseEnd, SchemeCase, Status, Strand
from popo.cases.queries import engagements_of, open_case_of, statuses_of
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.queries import Cited
from popo.meetings.services import cancel_meeting
from popo.people.models import Told
from popo.people.queries import get_person
from popo.people.services import declare_conflict
from popo.selection.models import (
    Decision,
    How,
    NominationStatus,
    PanelDecision,
    PartyView,
)
from popo.selection.queries.markers import markers_kept
from popo.selection.queries.ratifying import waiting_for_ratification
from popo.selection.services import (
    PartyAnswer,
    RecordTelling,
    close_at_once,
    decide_nomination,
    move_strand,
    propose_de_selection,
    ratify_decision,
    re_select,
    record_telling,
    undo_decision,
)
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Nominated, Scheme
from tests.selection.make_after import again, closed, decided, move, next_meeting, selected

WHY = "The meeting saw no urgency."


class Urgent:
    """An adult selected between meetings, and the meeting a week later."""

    def __init__(self) -> None:
        self.scheme: Scheme = make.scheme()
        self.found: Nominated
        self.case: SchemeCase
        self.decision: PanelDecision
        self.found, self.case, self.decision = selected(self.scheme)
        self.person = self.found.person
        self.who = make.actor(self.scheme.coordinator)

    def meets(self, days: int = 7) -> Cited:
        return next_meeting(self.scheme, self.person, days)

    def undo(self) -> None:
        undo_decision(self.who, self.decision, self.meets(), WHY)
        db.session.flush()  # read back


def test_undone_selection_closes_the_case_on_the_day_of_the_meeting(work: None) -> None:
    urgent = Urgent()
    urgent.undo()
    assert (urgent.case.end_reason, urgent.case.closed_on) == (
        CaseEnd.NOT_RATIFIED,
        TODAY + timedelta(days=7),
    )
    standing = statuses_of([urgent.case.id], TODAY + timedelta(days=7))[urgent.case.id]
    assert standing.status is Status.CLOSED
    assert urgent.decision.undone_reasons == WHY
    assert open_case_of(urgent.person) is None


def test_undone_nomination_waits_for_the_panel_again(work: None) -> None:
    urgent = Urgent()
    nomination = urgent.found.nomination
    lead = make.actor(urgent.scheme.strand_lead)
    urgent.undo()
    assert nomination.status is NominationStatus.AWAITING_PANEL
    assert nomination.decided_on is nomination.expires_on is nomination.outcome_words is None
    assert get_person(urgent.person.reference, lead) is urgent.person
    make.frozen(urgent.scheme, urgent.found)
    details = make.decision(urgent.scheme, urgent.found, Decision.DECLINE)
    decide_nomination(urgent.who, urgent.found, details, nomination.version)
    assert nomination.status is NominationStatus.DECLINED


def test_undone_selection_asks_markers_off_and_keeps_what_was_told(work: None) -> None:
    urgent = Urgent()
    told = RecordTelling(Told.TOLD, TODAY, How.VISIT, urgent.scheme.police)
    record_telling(urgent.who, urgent.person, urgent.case, told)
    urgent.undo()
    (kept,) = markers_kept(make.actor(urgent.scheme.police))
    assert kept.marker.is_to_remove
    assert urgent.person.told is Told.TOLD


def test_undone_selection_withdraws_a_proposal_to_end_it(work: None) -> None:
    urgent = Urgent()
    police = make.actor(urgent.scheme.police)
    proposal = propose_de_selection(police, urgent.case, CaseEnd.DESISTED, "Quiet.")
    urgent.undo()
    assert proposal.withdrawn_on == TODAY


def test_declining_undone_stops_the_clock_to_destruction(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    details = make.decision(scheme, found, Decision.DECLINE, decided_at=None)
    who = make.actor(scheme.coordinator)
    decision = decide_nomination(who, found, details, found.nomination.version)
    undo_decision(who, decision, next_meeting(scheme, found.person), WHY)
    assert found.nomination.status is NominationStatus.AWAITING_PANEL
    assert found.nomination.expires_on is None


@pytest.mark.parametrize("keep", [True, False])
def test_undone_move_is_moved_back(work: None, *, keep: bool) -> None:
    urgent = Urgent()
    details = move(urgent.scheme, Strand.REHABILITATE_AND_RESETTLE, keep_former=keep)
    decision = move_strand(urgent.who, urgent.person, urgent.case, details)
    db.session.flush()  # read back
    undo_decision(urgent.who, decision, urgent.meets(), WHY)
    db.session.flush()  # read back
    day = TODAY + timedelta(days=7)
    rows = engagements_of([urgent.case.id], day)[urgent.case.id]
    assert [(row.strand, row.is_primary) for row in rows] == [
        (Strand.CATCH_AND_CONVICT, True),
        (Strand.REHABILITATE_AND_RESETTLE, False),
    ]
    assert rows[0].lead_agency_id == urgent.scheme.police.agency_id


def test_a_case_moved_again_since_is_not_moved_back(work: None) -> None:
    urgent = Urgent()
    support, enforcement = Strand.REHABILITATE_AND_RESETTLE, Strand.CATCH_AND_CONVICT
    first = move_strand(urgent.who, urgent.person, urgent.case, move(urgent.scheme, support))
    db.session.flush()  # read back
    move_strand(urgent.who, urgent.person, urgent.case, move(urgent.scheme, enforcement))
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="moved again or closed since"):
        undo_decision(urgent.who, first, urgent.meets(), WHY)


def test_undone_re_selection_closes_the_new_spell_alone(work: None) -> None:
    scheme = make.scheme()
    person, former = closed(scheme)
    who = make.actor(scheme.coordinator)
    decision = re_select(who, person, again(scheme))
    db.session.flush()  # read back
    undo_decision(who, decision, next_meeting(scheme, person), WHY)
    assert former.end_reason is CaseEnd.DESISTED
    assert open_case_of(person) is None


def test_undoing_gives_reasons_and_is_done_once(work: None) -> None:
    urgent = Urgent()
    with pytest.raises(RuleBroken, match="Say why"):
        undo_decision(urgent.who, urgent.decision, urgent.meets(3), "")
    urgent.undo()
    with pytest.raises(RuleBroken, match="was undone"):
        ratify_decision(urgent.who, urgent.decision, urgent.meets(14))
    with pytest.raises(RuleBroken, match="was undone"):
        undo_decision(urgent.who, urgent.decision, urgent.meets(21), WHY)


def test_ratified_is_never_undone(work: None) -> None:
    urgent = Urgent()
    ratify_decision(urgent.who, urgent.decision, urgent.meets())
    with pytest.raises(RuleBroken, match="was ratified"):
        undo_decision(urgent.who, urgent.decision, urgent.meets(14), WHY)


def test_what_a_meeting_decided_and_what_closed_at_once_is_not_undone(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make.frozen(scheme, found)
    _, case, decision = decided(
        scheme, found, Decision.SELECT, decided_at=scheme.item(person=found.person)
    )
    who = make.actor(scheme.coordinator)
    ended = close_at_once(who, case, CaseEnd.DECEASED, "Known.", TODAY)
    for each in (decision, ended):
        with pytest.raises(RuleBroken, match="Only an urgent decision"):
            undo_decision(who, each, scheme.item(person=found.person), WHY)


def test_an_earlier_meeting_does_neither(work: None) -> None:
    urgent = Urgent()
    urgent.decision.decided_on = TODAY + timedelta(days=1)
    earlier = urgent.scheme.item(person=urgent.person)
    with pytest.raises(RuleBroken, match="after the decision"):
        undo_decision(urgent.who, urgent.decision, earlier, WHY)


def test_it_waits_until_a_meeting_settles_it(work: None) -> None:
    urgent = Urgent()
    (waiting,) = waiting_for_ratification(urgent.who)
    assert (waiting.decision, waiting.person) == (urgent.decision, urgent.person)
    assert (waiting.days, waiting.is_overdue) == (0, False)
    assert waiting_for_ratification(make.actor(basic.user())) == []
    ratify_decision(urgent.who, urgent.decision, urgent.meets())
    db.session.flush()  # read back
    assert waiting_for_ratification(urgent.who, urgent.person) == []


def test_it_is_overdue_once_a_meeting_has_passed_over_it(work: None) -> None:
    urgent = Urgent()
    urgent.decision.decided_on = TODAY - timedelta(days=12)
    held = urgent.meets(-5)
    db.session.flush()  # read back
    (waiting,) = waiting_for_ratification(urgent.who)
    assert (waiting.days, waiting.is_overdue) == (12, True)
    cancel_meeting(urgent.who, held.meeting)
    db.session.flush()  # read back
    (waiting,) = waiting_for_ratification(urgent.who)
    assert not waiting.is_overdue


def test_nobody_who_declared_a_conflict_decides_even_between_meetings(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    declare_conflict(make.actor(scheme.probation), found.person, "A cousin.")
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match=r"declared a conflict of interest about this person"):
        decided(scheme, found, Decision.SELECT)
    spoken = PartyAnswer(basic.user(of=basic.agency(AgencyKind.HOUSING)), PartyView.AGREES)
    parties = (*make.agreeing(scheme.police), spoken)
    _, case, _ = decided(scheme, found, Decision.SELECT, parties=parties)
    assert case.opened_on == clock.today()


def test_pages_show_who_waits_and_settle_it(browser: Browser) -> None:
    urgent = Urgent()
    key, ref = urgent.decision.id, urgent.person.reference
    item = urgent.scheme.item(person=urgent.person)
    browser.sign_in(urgent.scheme.coordinator)
    shown = browser.visit("selection.person_selection", reference=ref)
    assert "the next meeting ratifies or undoes it" in shown
    for endpoint, place in (
        ("meetings.list_meetings", {}),
        ("meetings.show_meeting", {"meeting_id": urgent.scheme.meeting.id}),
    ):
        page = browser.visit(endpoint, **place)
        assert "Urgent decisions to ratify or undo" in page
        assert ref in page
    browser.visit("selection.undo_decision", decision_id=key)
    said = {"item": str(item.item.id), "idempotency": "0123456789abcdef" * 2}
    page = browser.send("selection.undo_decision", said, 422, decision_id=key)
    assert "Say why the meeting undid it." in page
    browser.send("selection.undo_decision", {**said, "reasons": WHY}, decision_id=key)
    shown = browser.visit("selection.person_selection", reference=ref)
    assert f"Why it was undone: {WHY}" in shown
    page = browser.send("selection.ratify_decision", {"item": said["item"]}, 422, decision_id=key)
    assert "This decision was undone." in page
    assert "Urgent decisions" not in browser.visit("meetings.list_meetings")


def test_pages_are_closed_to_others(browser: Browser) -> None:
    urgent = Urgent()
    browser.sign_in(urgent.scheme.police)
    browser.visit("selection.undo_decision", 403, decision_id=urgent.decision.id)
    other = basic.user()
    browser.sign_in(other)
    assert "Urgent decisions" not in browser.visit("meetings.list_meetings")
